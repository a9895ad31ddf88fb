//! What DNS reveals about a domain's mail.

use shared::{
    dns::{Answer, Data, Kind, Resolver, Silence},
    facts::{
        Gateway, Provider, ProviderKind, ends_on_label, gateway_by_mx, provider, provider_by_mx,
        providers_by_spf,
    },
    rules::{Domain, Host, Port, Security},
};

/// An include that customers of many hosts share, so it doesn't identify one.
const SHARED_INCLUDE: &str = "relay.mailchannels.net";

/// Where cPanel points email apps that look for settings. If a domain points there, cPanel manages its mail.
const CPANEL: (&str, &str) = ("cpanelemaildiscovery.cpanel.net", "cpanel");

/// Where customers of Exchange Online point Outlook for its settings.
const MICROSOFT: (&str, &str) = ("autodiscover.outlook.com", "microsoft-365");

/// Everything that was found.
#[derive(Debug)]
pub(super) struct Signs {
    pub(super) domain: Domain,
    /// True if the domain doesn't exist: nothing at its name or below it (RFC 8020).
    pub(super) is_absent: bool,
    /// MX hosts, most preferred first.
    pub(super) mx: Vec<String>,
    pub(super) by_mx: Option<&'static Provider>,
    pub(super) gateway: Option<&'static Gateway>,
    /// Domains that SPF includes.
    pub(super) includes: Vec<String>,
    /// The provider that the autodiscover name points to. Queried only if MX records point to a filter.
    pub(super) behind: Option<&'static Provider>,
    /// The outgoing server in the SRV records.
    pub(super) srv: Option<(Host, Port, Security)>,
    /// The hosting panel.
    pub(super) panel: Option<&'static Provider>,
    /// Why the MX lookup failed.
    pub(super) mx_silence: Option<Silence>,
    /// Why another lookup failed.
    pub(super) silence: Option<Silence>,
}

impl Signs {
    /// Makes all lookups at once.
    pub(super) async fn look<R: Resolver>(resolver: &R, domain: &Domain) -> Self {
        let below = |name: &str| format!("{name}.{domain}");
        let (submissions, submission) = (below("_submissions._tcp"), below("_submission._tcp"));
        let (panel, auto) = (below("_autodiscover._tcp"), below("autodiscover"));
        let (mx, spf, implicit, starttls, panel) = futures_util::join!(
            resolver.ask(domain.as_str(), Kind::Mx),
            resolver.ask(domain.as_str(), Kind::Txt),
            resolver.ask(&submissions, Kind::Srv),
            resolver.ask(&submission, Kind::Srv),
            resolver.ask(&panel, Kind::Srv),
        );
        let hosts: Vec<String> = mx.mail_hosts().into_iter().map(|(_, host)| host.to_owned()).collect();
        let hosts: Vec<String> = hosts.into_iter().filter(|host| host != ".").collect();
        let names = || hosts.iter().map(String::as_str);
        let gateway = gateway_by_mx(names());
        let auto = match gateway {
            Some(_) => Some(resolver.ask(&auto, Kind::Cname).await),
            None => None,
        };
        let silence = |answer: &Answer| answer.silence().cloned();
        let leads_to = |answer: &Answer, (end, id): (&str, &str)| {
            let there = |name: &str| ends_on_label(name, end);
            let is = answer.names().any(there) || services(answer).iter().any(|(host, _)| there(host));
            provider(id).filter(|_| is)
        };
        Self {
            is_absent: mx.is_absent(),
            by_mx: provider_by_mx(names()),
            gateway,
            includes: includes(&spf),
            behind: auto.and_then(|answer| leads_to(&answer, MICROSOFT)),
            srv: server(&implicit, Security::ImplicitTls).or_else(|| server(&starttls, Security::Starttls)),
            panel: leads_to(&panel, CPANEL),
            mx_silence: silence(&mx),
            silence: silence(&spf).or_else(|| silence(&implicit)).or_else(|| silence(&starttls)),
            mx: hosts,
            domain: domain.clone(),
        }
    }

    /// Returns the providers of this kind that SPF names, without duplicates.
    pub(super) fn by_spf(&self, kind: ProviderKind) -> Vec<&'static Provider> {
        let mut named: Vec<&'static Provider> = Vec::new();
        for include in &self.includes {
            let found = providers_by_spf(include).find(|provider| provider.kind == kind);
            named.extend(found.filter(|found| !named.contains(found)));
        }
        named
    }

    /// Returns true if SPF names the provider.
    pub(super) fn spf_names(&self, provider: &Provider) -> bool {
        self.includes.iter().any(|include| provider.spf_include.contains(include))
    }
}

/// Returns the domains that the SPF record includes or redirects to (RFC 7208, sections 5.2 and 6.1). Empty if there is
/// more than one record, because it's unclear which one applies.
fn includes(answer: &Answer) -> Vec<String> {
    let records: Vec<String> =
        answer.texts().map(|text| text.to_ascii_lowercase()).filter(|text| is_spf(text)).collect();
    let [record] = &records[..] else { return Vec::new() };
    let named = |term: &str| {
        let term = term.trim_start_matches(['+', '?', '~', '-']);
        term.strip_prefix("include:").or_else(|| term.strip_prefix("redirect=")).map(str::to_owned)
    };
    let all = record.split_ascii_whitespace().filter_map(named);
    all.map(|name| name.trim_end_matches('.').to_owned()).filter(|name| name != SHARED_INCLUDE).collect()
}

fn is_spf(text: &str) -> bool {
    text == "v=spf1" || text.starts_with("v=spf1 ")
}

/// Returns the services in an answer in the order to try them (RFC 2782). A target of `.` means that there is none.
fn services(answer: &Answer) -> Vec<(&str, u16)> {
    let mut all: Vec<_> = answer
        .data()
        .iter()
        .filter_map(|data| match data {
            Data::Srv { priority, weight, port, host } if host != "." => {
                Some((*priority, u16::MAX - weight, host.as_str(), *port))
            }
            _ => None,
        })
        .collect();
    all.sort_unstable();
    all.into_iter().map(|(_, _, host, port)| (host, port)).collect()
}

fn server(answer: &Answer, security: Security) -> Option<(Host, Port, Security)> {
    let usable = |(host, port): (&str, u16)| {
        let host: Domain = host.parse().ok()?;
        Some((host.into(), Port::new(port)?, security))
    };
    services(answer).into_iter().find_map(usable)
}
