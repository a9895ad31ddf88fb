//! Builds a domain's DNS report.

use std::time::Instant;

use shared::{
    dns::{Authorities, Resolver},
    facts::Provider,
    page::Web,
    report::{About, Audit, DomainFinding, Judged, Topic},
    rules::{Address, Domain},
};

use crate::{
    dkim,
    dmarc::{self, Alignment, Policy},
    extras, gate, mx, panel, parked,
    paste::Pasted,
    pasted,
    resolver::{AnyResolver, AnyWeb, Boxed, Memo},
    servers, spf, theirs,
};

/// What to report on.
#[derive(Debug, Clone)]
pub struct AuditRequest {
    /// The domain in the sender's address.
    pub domain: Domain,
    /// The provider that sends the mail.
    pub provider: Option<&'static Provider>,
    /// The sender's address.
    pub from: Option<Address>,
    /// DKIM selectors that are known to be in use.
    pub selectors: Vec<String>,
    /// Records pasted from the provider's page.
    pub pasted: Pasted,
    /// Whether to ask each of the zone's nameservers directly, bypassing caches.
    pub every_server: bool,
}

impl AuditRequest {
    /// Creates a request about a domain of which nothing else is known.
    pub fn of(domain: Domain) -> Self {
        Self {
            domain,
            provider: None,
            from: None,
            selectors: Vec::new(),
            pasted: Pasted::default(),
            every_server: false,
        }
    }
}

/// Looks up the domain's records, and web pages that they refer to, and judges them.
pub async fn audit<D: Resolver + Authorities, W: Web>(dns: &D, web: &W, request: &AuditRequest) -> Audit {
    let start = Instant::now();
    let memo = Memo::about(dns, request.domain.as_str());
    let Look { mut report, zone, keys } = look(&memo, web, request, &probe()).await;
    report.asked = memo.asked();
    if request.every_server {
        let survey = servers::survey(dns, &memo, &zone, request.domain.as_str(), &keys).await;
        report.findings.extend(survey.findings);
        sort(&mut report);
        report.servers = survey.servers;
        report.spread = survey.spread;
        report.asked = memo.asked() + survey.asked;
    }
    report.millis = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    report
}

/// Returns a random label that no one has published.
fn probe() -> String {
    let mut bytes = [0; 8];
    // If that fails, the label is always the same, which only makes it easier to hide a wildcard from us.
    let _ = getrandom::fill(&mut bytes);
    format!("sealpost-{:016x}", u64::from_be_bytes(bytes))
}

/// Everything in a report that doesn't need real nameservers.
pub struct Look {
    /// The report so far.
    pub report: Audit,
    zone: panel::Zone,
    /// Names at which the domain has DKIM keys.
    keys: Vec<String>,
}

/// Looks up the records and judges them, except for what each nameserver says.
pub async fn look<R: Resolver, W: Web>(resolver: &R, web: &W, request: &AuditRequest, probe: &str) -> Look {
    boxed(&AnyResolver::new(resolver), &AnyWeb::new(web), request, probe).await
}

/// Returns the future without its type, which would be compiled again in each crate that waits for it.
fn boxed<'a>(
    resolver: &'a AnyResolver<'a>,
    web: &'a AnyWeb<'a>,
    request: &'a AuditRequest,
    probe: &'a str,
) -> Boxed<'a, Look> {
    Box::pin(look_at(resolver, web, request, probe))
}

async fn look_at(resolver: &AnyResolver<'_>, web: &AnyWeb<'_>, request: &AuditRequest, probe: &str) -> Look {
    let (domain, provider) = (request.domain.as_str(), request.provider);
    let pasted = &request.pasted.clone().named(domain, provider, &request.selectors);
    let signer = dkim::Signer { provider, selectors: &request.selectors, pasted: &pasted.records, probe };
    // Boxed to keep the future of the whole report small.
    let ((zone, mut findings), mut spf, dkim, mut dmarc, mx, others) = tokio::join!(
        panel::find(resolver, domain),
        Box::pin(spf::audit(resolver, domain, provider)),
        Box::pin(dkim::audit(resolver, domain, &signer)),
        Box::pin(dmarc::audit(resolver, domain, provider, request.from.as_ref(), probe)),
        Box::pin(mx::audit(resolver, domain, provider)),
        Box::pin(others(resolver, web, request, pasted, probe)),
    );
    let is_there =
        !findings.iter().any(|finding| matches!(finding.about, About::Domain(DomainFinding::NotFound(_))));
    // Anyone who names a provider or an address intends to send mail, even if the domain's records say otherwise.
    let sends = provider.is_some() || request.from.is_some();
    let is_parked = is_there && !sends && parked::is_parked(resolver, domain).await;
    if let Some(finding) = theirs::look(domain, provider) {
        // Customers of a mailbox provider can't change the records of the provider's own domain.
        findings.push(finding);
    } else if is_parked {
        findings.extend(parked::audit(resolver, domain, dmarc).await);
        findings.extend(others);
    } else if is_there {
        let alignment = alignment(resolver, request, spf.authorized, dkim.signs).await;
        if alignment.is_none() && dmarc.policy > Some(Policy::None) {
            spf.raise();
        }
        findings.extend(spf.findings);
        findings.extend(dkim.findings);
        findings.extend(dmarc::unaligned(dmarc.policy, alignment, provider));
        if alignment.is_none() {
            let is_mendable = findings.iter().chain(&others).any(is_mendable);
            dmarc::hold_back(&mut dmarc.findings, dmarc.policy, is_mendable);
        }
        findings.extend(dmarc.findings);
        findings.extend(mx);
        findings.extend(others);
    }
    gate::hold(resolver, domain, probe, &mut findings).await;
    for fix in findings.iter_mut().filter_map(|finding| finding.fix.as_mut()) {
        zone.fill(fix);
    }
    let mut report = Audit {
        domain: domain.to_owned(),
        provider: provider.map(|provider| provider.id.clone()),
        dns_host: zone.found(),
        findings,
        spf: spf.cost,
        spf_tree: spf.tree,
        servers: Vec::new(),
        spread: Vec::new(),
        asked: 0,
        millis: 0,
    };
    sort(&mut report);
    Look { report, zone, keys: dkim.names }
}

/// Returns true if a finding about SPF or DKIM comes with exact records that fix it.
fn is_mendable(finding: &Judged) -> bool {
    let is_exact = finding.fix.as_ref().is_some_and(|fix| fix.change.is_exact());
    is_exact && [Topic::Spf, Topic::Dkim].contains(&finding.topic())
}

/// Returns how the provider's mail passes DMARC. If there is no key, only the return path can align, so it is looked up
/// only then.
async fn alignment<R: Resolver>(
    resolver: &R,
    request: &AuditRequest,
    authorized: Option<bool>,
    dkim: Option<bool>,
) -> Alignment {
    let spf = match dkim {
        Some(false) => {
            dmarc::aligned_spf(resolver, request.domain.as_str(), request.provider, authorized).await
        }
        _ => None,
    };
    Alignment { spf, dkim }
}

/// Returns findings that belong to no single protocol: return paths, the rest of a paste, and extras.
async fn others<R: Resolver, W: Web>(
    resolver: &R,
    web: &W,
    request: &AuditRequest,
    pasted: &Pasted,
    probe: &str,
) -> Vec<Judged> {
    let domain = request.domain.as_str();
    // If records were pasted, they are more reliable than our table.
    let provider = request.provider.filter(|_| pasted.is_nameless());
    let (paths, pasted, extras) = tokio::join!(
        spf::return_path(resolver, domain, provider, probe),
        pasted::audit(resolver, domain, pasted, probe),
        extras::audit(resolver, web, domain, request.provider),
    );
    [paths, pasted, extras].concat()
}

fn sort(report: &mut Audit) {
    report.findings.sort_by_key(|finding| (place(finding.topic()), std::cmp::Reverse(finding.verdict)));
}

fn place(topic: Topic) -> u8 {
    match topic {
        Topic::Domain => 0,
        Topic::Spf => 1,
        Topic::Dkim => 2,
        Topic::Dmarc => 3,
        Topic::Mx => 4,
        Topic::Extras => 5,
    }
}
