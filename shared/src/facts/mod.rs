//! The fact tables: providers, server replies, DNS hosts. They are data, which `build.rs` checks at build time.

mod reason;
mod replies;
mod types;

pub use reason::Reason;
pub use replies::{Actor, ErrorRow, GrantActor, GrantPeer, GrantRow, MailService, Retry, Words};
pub use types::{
    DkimRecord, DnsHost, Endpoint, Gateway, Provider, ProviderKind, Proxy, ReturnPath, SpfRegion,
    SubmissionHost,
};

#[cfg(feature = "facts")]
mod tables {
    use std::sync::LazyLock;

    use super::{DnsHost, ErrorRow, Gateway, GrantRow, MailService, Provider, Proxy, SubmissionHost, Words};

    static PROVIDERS: LazyLock<Vec<Provider>> = LazyLock::new(|| {
        let providers: Vec<Provider> = read(include_bytes!(concat!(env!("OUT_DIR"), "/providers.json")));
        #[cfg(feature = "sandbox")]
        let providers = super::sandbox::with_ours(providers);
        providers
    });
    static ERRORS: LazyLock<Vec<ErrorRow>> =
        LazyLock::new(|| read(include_bytes!(concat!(env!("OUT_DIR"), "/smtp-errors.json"))));
    static GRANT_ERRORS: LazyLock<Vec<GrantRow>> =
        LazyLock::new(|| read(include_bytes!(concat!(env!("OUT_DIR"), "/grant-errors.json"))));
    static HOSTS: LazyLock<Vec<DnsHost>> =
        LazyLock::new(|| read(include_bytes!(concat!(env!("OUT_DIR"), "/dns-hosts.json"))));

    static PROXIES: LazyLock<Vec<Proxy>> =
        LazyLock::new(|| read(include_bytes!(concat!(env!("OUT_DIR"), "/proxies.json"))));
    static GATEWAYS: LazyLock<Vec<Gateway>> =
        LazyLock::new(|| read(include_bytes!(concat!(env!("OUT_DIR"), "/gateways.json"))));

    static SUBMISSION: LazyLock<Vec<SubmissionHost>> =
        LazyLock::new(|| read(include_bytes!(concat!(env!("OUT_DIR"), "/submission-hosts.json"))));

    static WORDS: LazyLock<Vec<Words>> =
        LazyLock::new(|| read(include_bytes!(concat!(env!("OUT_DIR"), "/reply-words.json"))));

    static SERVICES: LazyLock<Vec<MailService>> =
        LazyLock::new(|| read(include_bytes!(concat!(env!("OUT_DIR"), "/mail-services.json"))));

    fn read<T: serde::de::DeserializeOwned>(json: &[u8]) -> T {
        serde_json::from_slice(json).expect("build.rs wrote this JSON from the same types")
    }

    /// Returns all providers, in the table's order.
    pub fn providers() -> &'static [Provider] {
        &PROVIDERS
    }

    /// Returns the provider with this id.
    pub fn provider(id: &str) -> Option<&'static Provider> {
        PROVIDERS.iter().find(|provider| provider.id == id)
    }

    /// Returns the error catalog, most specific row first.
    pub fn errors() -> &'static [ErrorRow] {
        &ERRORS
    }

    /// Returns the catalog of grants that don't work, most specific row first.
    pub fn grant_errors() -> &'static [GrantRow] {
        &GRANT_ERRORS
    }

    /// Returns the words for each meaning, most specific first.
    pub fn words() -> &'static [Words] {
        &WORDS
    }

    /// Returns the mail services that have no row in the provider table.
    pub fn mail_services() -> &'static [MailService] {
        &SERVICES
    }

    /// Returns all DNS hosts.
    pub fn dns_hosts() -> &'static [DnsHost] {
        &HOSTS
    }

    /// Returns the host names and ports that operators publish for sending, beyond the providers' endpoints.
    pub fn submission_hosts() -> &'static [SubmissionHost] {
        &SUBMISSION
    }

    /// Returns the provider whose `email_domains` contain this domain.
    pub fn provider_by_domain(domain: &str) -> Option<&'static Provider> {
        PROVIDERS.iter().find(|provider| provider.email_domains.iter().any(|d| d == domain))
    }

    /// Returns the provider with the longest MX suffix that matches one of these hosts. Only whole labels match.
    pub fn provider_by_mx<'a>(hosts: impl IntoIterator<Item = &'a str>) -> Option<&'static Provider> {
        let suffixes = |provider: &'static Provider| provider.mx_suffixes.iter().map(move |s| (s, provider));
        let hosts: Vec<&str> = hosts.into_iter().collect();
        PROVIDERS
            .iter()
            .rev() // `max_by_key` returns the last of equal items, which is now the first in the table
            .flat_map(suffixes)
            .filter(|(suffix, _)| hosts.iter().any(|host| ends_on_label(host, suffix)))
            .max_by_key(|(suffix, _)| suffix.split('.').count())
            .map(|(_, provider)| provider)
    }

    /// Returns the proxy services for web servers.
    pub fn proxies() -> &'static [Proxy] {
        &PROXIES
    }

    /// Returns the filtering gateway that one of these MX hosts belongs to.
    pub fn gateway_by_mx<'a>(hosts: impl IntoIterator<Item = &'a str>) -> Option<&'static Gateway> {
        let of = |host: &str| {
            let is =
                |gateway: &&Gateway| gateway.mx_suffixes.iter().any(|suffix| ends_on_label(host, suffix));
            GATEWAYS.iter().find(is)
        };
        hosts.into_iter().find_map(of)
    }

    /// Returns the providers whose customers include this domain in SPF, in the table's order.
    pub fn providers_by_spf(include: &str) -> impl Iterator<Item = &'static Provider> {
        let include = include.trim_end_matches('.');
        let is = move |own: &String| own.eq_ignore_ascii_case(include);
        PROVIDERS.iter().filter(move |provider| provider.spf_include.iter().any(is))
    }

    /// Returns the provider that has this host among its endpoints. A `<part>` of an endpoint matches one label, or a
    /// piece of one.
    pub fn provider_by_host(host: &str) -> Option<&'static Provider> {
        let is = |pattern: &str| is_endpoint(pattern, host.trim_end_matches('.'));
        PROVIDERS.iter().find(|provider| provider.endpoints.iter().any(|endpoint| is(&endpoint.host)))
    }

    /// Returns true if the host matches an endpoint's pattern.
    pub fn is_endpoint(pattern: &str, host: &str) -> bool {
        let fits = |(pattern, label): (&str, &str)| match (pattern.find('<'), pattern.rfind('>')) {
            // If a label that differs by customer is all there is to compare, a match proves nothing.
            (Some(from), Some(to)) => {
                label.len() > from + pattern.len() - to - 1
                    && label.starts_with(&pattern[..from])
                    && label.ends_with(&pattern[to + 1..])
            }
            _ => pattern.eq_ignore_ascii_case(label),
        };
        let (patterns, labels) = (pattern.split('.'), host.split('.'));
        let known = pattern.split('.').filter(|label| !label.contains('<')).count();
        known >= 2 && patterns.clone().count() == labels.clone().count() && patterns.zip(labels).all(fits)
    }

    /// Returns true if `name` is `suffix` or below it. Case and a final dot don't matter.
    pub fn ends_on_label(name: &str, suffix: &str) -> bool {
        let (name, suffix) = (name.trim_end_matches('.'), suffix.trim_matches('.'));
        let Some(at) = name.len().checked_sub(suffix.len()) else { return false };
        name.is_char_boundary(at)
            && name[at..].eq_ignore_ascii_case(suffix)
            && (at == 0 || name.as_bytes()[at - 1] == b'.')
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_tables_are_complete() {
            assert!(providers().len() >= 47 && errors().len() >= 143 && dns_hosts().len() >= 46);
        }

        #[test]
        fn only_whole_labels_match() {
            let by_mx = |host| provider_by_mx([host]).map(|p| p.id.as_str());
            assert_eq!(by_mx("aspmx.l.google.com."), Some("google-workspace"));
            assert_eq!(by_mx("shop-test.mail.protection.outlook.com"), Some("microsoft-365"));
            assert_eq!(by_mx("mx.notgoogle.com"), None);
            let by_host = |host| provider_by_host(host).map(|p| p.id.as_str());
            assert_eq!(by_host("SMTP.gmail.com"), Some("google-workspace"));
            assert_eq!(by_host("email-smtp.eu-west-1.amazonaws.com"), Some("amazon-ses"));
            assert_eq!(by_host("mail.shop.test"), None);
            assert_eq!(by_host("smtp.gmail.com.shop.test"), None);
            assert_eq!(provider_by_domain("gmail.com").unwrap().id, "google-workspace");
            let gateway = |host| gateway_by_mx([host]).map(|g| g.id.as_str());
            assert_eq!(gateway("eu-smtp-inbound-1.mimecast.com"), Some("mimecast"));
            assert_eq!((gateway("mx.notmimecast.com"), gateway("aspmx.l.google.com")), (None, None));
            let by_spf: Vec<&str> =
                providers_by_spf("SPF.protection.outlook.com.").map(|p| p.id.as_str()).collect();
            assert_eq!(by_spf, ["microsoft-365", "godaddy-m365"]);
        }
    }
}

#[cfg(all(test, feature = "facts"))]
mod whole;

#[cfg(feature = "facts")]
mod published;

#[cfg(feature = "sandbox")]
pub mod sandbox;

#[cfg(feature = "facts")]
pub use published::{Published, nearest, published};

#[cfg(feature = "facts")]
pub use tables::{
    dns_hosts, ends_on_label, errors, gateway_by_mx, grant_errors, is_endpoint, mail_services, provider,
    provider_by_domain, provider_by_host, provider_by_mx, providers, providers_by_spf, proxies,
    submission_hosts, words,
};
