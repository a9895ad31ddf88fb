//! Each kind of mistake in many variations: other names, other providers, other typos of the same sort.

mod dmarc;
mod keys;
mod mail;
mod room;
mod senders;
mod targets;

use shared::{
    facts,
    report::{Audit, Judged, Topic, Verdict},
};

use super::{Case, RSA_KEY, case, is_exact, no_worse};
use crate::zone::Zone;

/// Domains with hyphens, several labels and other top-level domains.
const DOMAINS: [&str; 3] = ["harbour.test", "my-tea-shop.example", "post.mill.test"];

/// A key that differs from the one in the other cases.
const OTHER_KEY: &str = "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCrZ6zwKHLkoNpHNyPGwGd8wZoNZOk5buOf8wJwfkSZsNllZs4jTNFQLy6v4Ok9qd46NdeRZWnTAY+lmAAV1nfH6ulBjiRHsdymijqKy/VMZ9Njjdy/+FPnJSm3+tG9Id7zgLxacA1Yis/18V3TCfvJrHAR/a77Dxd65c96UvqP3QIDAQAB";

/// Returns a domain at a provider whose zone has only these lines, a nameserver and an address.
fn at(domain: &'static str, provider: &str, lines: &[String]) -> Case {
    let apex = domain.rsplitn(3, '.').take(2).collect::<Vec<_>>();
    let apex = apex.into_iter().rev().collect::<Vec<_>>().join(".");
    let mut case = case(&[]);
    case.zone = Zone::new(&lines.join("\n"));
    for (name, kind, value) in [
        (apex.as_str(), "NS", "ns1.host.example"),
        ("ns1.host.example", "A", "192.0.2.53"),
        (domain, "A", "192.0.2.1"),
    ] {
        case.zone.add(name, kind, value);
    }
    case.domain = domain;
    case.provider = facts::provider(provider).map(|provider| provider.id.as_str());
    assert!(case.provider.is_some(), "unknown provider: {provider}");
    case
}

/// Returns the findings on a topic that are not OK, as `id verdict`.
fn of(report: &Audit, topic: Topic) -> Vec<String> {
    let unwell =
        report.findings.iter().filter(|finding| finding.topic() == topic && finding.verdict != Verdict::Ok);
    unwell.map(|finding| format!("{} {:?}", finding.id(), finding.verdict).to_lowercase()).collect()
}

/// Returns the records that the fixes on a topic change, as `action name TYPE value`.
fn changes(report: &Audit, topic: Topic) -> Vec<String> {
    let fixes = report
        .findings
        .iter()
        .filter(|finding| finding.topic() == topic)
        .filter_map(|finding| finding.fix.as_ref());
    let lines = fixes.flat_map(|fix| {
        fix.records().into_iter().map(|record| {
            format!("{:?} {} {} {}", fix.action(), record.name, record.kind, record.value)
                .trim_end()
                .to_owned()
        })
    });
    lines.collect()
}

fn finding<'a>(report: &'a Audit, id: &str) -> Option<&'a Judged> {
    report.findings.iter().find(|finding| finding.id() == id)
}

/// Returns the report after checking that its fixes introduce no new failure.
async fn report(case: &Case) -> Audit {
    let report = case.report().await;
    let after = case.after(&report).report().await;
    no_worse(&report, &after);
    for finding in &after.findings {
        assert!(!finding.fix.as_ref().is_some_and(is_exact), "still needs a fix: {finding:#?}");
    }
    report
}
