//! A domain's DNS report.

use std::time::Instant;

use shared::{
    facts::Provider,
    report::{Report, Topic},
    rules::{Address, Domain},
};

use crate::{
    egress::dns::Dns,
    report::{
        dkim, dmarc, mx, panel,
        resolver::{Memo, Resolver},
        servers, spf,
    },
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
    /// Whether to ask each of the zone's name servers, past every cache.
    pub every_server: bool,
}

/// Asks DNS and judges what it says.
pub async fn audit(dns: &Dns, request: &AuditRequest) -> Report {
    let start = Instant::now();
    let memo = Memo::new(dns.clone());
    let (mut report, zone) = look(&memo, request, &probe()).await;
    report.asked = memo.asked();
    if request.every_server {
        let (answers, asked) = servers::ask_each(dns, &memo, &zone, request.domain.as_str()).await;
        report.findings.extend(servers::differ(&answers));
        report.servers = answers;
        report.asked = memo.asked() + asked;
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

/// The report without what only real servers can tell.
pub async fn look<R: Resolver>(resolver: &R, request: &AuditRequest, probe: &str) -> (Report, panel::Zone) {
    let (domain, provider) = (request.domain.as_str(), request.provider);
    let ((zone, mut findings), spf, dkim, dmarc, mx) = tokio::join!(
        panel::find(resolver, domain),
        spf::audit(resolver, domain, provider),
        dkim::audit(resolver, domain, provider, &request.selectors, probe),
        dmarc::audit(resolver, domain, provider, request.from.as_ref()),
        mx::audit(resolver, domain, provider),
    );
    let is_there = !findings.iter().any(|finding| finding.id == "domain.not-found");
    if is_there {
        findings.extend(spf.findings);
        findings.extend(dkim.findings);
        findings.extend(dmarc::rests_on_spf(dmarc.policy, dkim.signs));
        findings.extend(dmarc.findings);
        findings.extend(mx);
    }
    for finding in &mut findings {
        zone.fill(finding.fix.iter_mut().flat_map(|fix| &mut fix.records));
    }
    findings.sort_by_key(|finding| (place(finding.topic), std::cmp::Reverse(finding.verdict)));
    let report = Report {
        domain: domain.to_owned(),
        provider: provider.map_or_else(String::new, |provider| provider.id.clone()),
        dns_host: zone.found(),
        findings,
        spf: spf.cost,
        servers: Vec::new(),
        asked: 0,
        millis: 0,
    };
    (report, zone)
}

fn place(topic: Topic) -> u8 {
    match topic {
        Topic::Domain => 0,
        Topic::Spf => 1,
        Topic::Dkim => 2,
        Topic::Dmarc => 3,
        Topic::Mx => 4,
    }
}
