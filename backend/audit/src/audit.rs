//! A domain's DNS report.

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
    resolver::Memo,
    servers, spf, theirs,
};

/// What a report is wanted about.
#[derive(Debug, Clone)]
pub struct AuditRequest {
    /// The domain that mail is sent from.
    pub domain: Domain,
    /// The provider that sends.
    pub provider: Option<&'static Provider>,
    /// The address that mail is sent from.
    pub from: Option<Address>,
    /// DKIM selectors that are known to be in use.
    pub selectors: Vec<String>,
    /// Records as the provider's page shows them.
    pub pasted: Pasted,
    /// Whether to ask each of the zone's name servers, past every cache.
    pub every_server: bool,
}

impl AuditRequest {
    /// A report about a domain of which nothing else is known.
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

/// Asks DNS, and the web where DNS leads there, and judges what they say.
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

/// A label that nobody has published.
fn probe() -> String {
    let mut bytes = [0; 8];
    // Without randomness the label is a fixed one, which only makes a wildcard easier to hide.
    let _ = getrandom::fill(&mut bytes);
    format!("sealpost-{:016x}", u64::from_be_bytes(bytes))
}

/// What was found without what only real servers can tell.
pub struct Look {
    /// The report so far.
    pub report: Audit,
    zone: panel::Zone,
    /// Names of the keys that are there.
    keys: Vec<String>,
}

/// Asks, and judges.
pub async fn look<R: Resolver, W: Web>(resolver: &R, web: &W, request: &AuditRequest, probe: &str) -> Look {
    let (domain, provider) = (request.domain.as_str(), request.provider);
    let pasted = &request.pasted.clone().named(domain, provider, &request.selectors);
    let signer = dkim::Signer { provider, selectors: &request.selectors, pasted: &pasted.records, probe };
    // On the heap, so that whoever waits for a report holds little.
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
    // Whoever names a provider or an address means to send, whatever the domain says now.
    let sends = provider.is_some() || request.from.is_some();
    let is_parked = is_there && !sends && parked::is_parked(resolver, domain).await;
    if let Some(finding) = theirs::look(domain, provider) {
        // No record of a mailbox provider's own domain is for its customers to change.
        findings.push(finding);
    } else if is_parked {
        findings.extend(parked::audit(resolver, domain, dmarc).await);
        findings.extend(others);
    } else if is_there {
        let alignment = alignment(resolver, request, spf.authorised, dkim.signs).await;
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

/// Whether a finding about what mail passes by comes with the exact records.
fn is_mendable(finding: &Judged) -> bool {
    let is_exact = finding.fix.as_ref().is_some_and(|fix| fix.change.is_exact());
    is_exact && [Topic::Spf, Topic::Dkim].contains(&finding.topic())
}

/// By what the provider's mail passes the policy. Without a key the return path decides, and only then is it looked for.
async fn alignment<R: Resolver>(
    resolver: &R,
    request: &AuditRequest,
    authorised: Option<bool>,
    dkim: Option<bool>,
) -> Alignment {
    let spf = match dkim {
        Some(false) => {
            dmarc::aligned_spf(resolver, request.domain.as_str(), request.provider, authorised).await
        }
        _ => None,
    };
    Alignment { spf, dkim }
}

/// What no protocol of its own judges: return paths, the rest of a paste, extras.
async fn others<R: Resolver, W: Web>(
    resolver: &R,
    web: &W,
    request: &AuditRequest,
    pasted: &Pasted,
    probe: &str,
) -> Vec<Judged> {
    let domain = request.domain.as_str();
    // The provider's own page says more than the table.
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
