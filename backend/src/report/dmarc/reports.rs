//! Who reads a policy's reports, and whether they get them (RFC 9990).

use futures_util::future::join_all;
use shared::{
    facts::ends_on_label,
    report::{Finding, Topic},
    rules::Address,
};

use super::{DmarcRecord, replace};
use crate::{
    egress::dns::{Answer, Kind},
    report::{
        finding::{With, list, silent, warn},
        resolver::Resolver,
    },
};

/// An address of the domain that somebody reads: the sender where it is a person's, else the postmaster, whom every
/// domain with mail has (RFC 5321, section 4.5.1).
pub(super) fn report_address(domain: &str, from: Option<&Address>, mail: &Answer) -> Option<String> {
    let takes_mail = mail.mail_hosts().iter().any(|(_, host)| *host != ".");
    let unread = |local: &str| {
        let local: String = local.to_ascii_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
        ["noreply", "donotreply", "dontreply"].iter().any(|word| local.contains(word))
    };
    match from {
        _ if !takes_mail => None,
        Some(from) if from.domain().as_str() == domain && !unread(from.local_part()) => {
            Some(from.to_string())
        }
        _ => Some(format!("postmaster@{domain}")),
    }
}

/// Whether anybody gets the reports.
pub(super) async fn reports<R: Resolver>(
    resolver: &R,
    domain: &str,
    organisational: &str,
    record: &DmarcRecord,
    from: Option<&Address>,
) -> Vec<Finding> {
    let name = format!("_dmarc.{domain}");
    let addresses = record.report_addresses();
    if addresses.is_empty() {
        let mail = resolver.ask(domain, Kind::Mx).await;
        let change = report_address(domain, from, &mail).map(|address| {
            let summary = "Add an address that somebody reads; that is where the daily reports go.";
            replace(&name, record, "rua", &format!("mailto:{address}"), summary)
        });
        let meaning = "The DMARC record sends its reports to nobody, so you never hear of mail in your name that fails.";
        return vec![
            warn(Topic::Dmarc, "no-reports", meaning)
                .seen([format!("{name}: {}", record.text())])
                .why("rua names who gets aggregate reports (RFC 9989, section 4.7).")
                .fix(change),
        ];
    }
    let hosts = addresses.iter().filter_map(|address| address.rsplit_once('@')).map(|(_, host)| host);
    let mut elsewhere: Vec<&str> = hosts.filter(|host| !ends_on_label(host, organisational)).collect();
    elsewhere.sort_unstable();
    elsewhere.dedup();
    let permits = elsewhere.iter().map(|host| format!("{domain}._report._dmarc.{host}"));
    let permits: Vec<String> = permits.collect();
    let answers = join_all(permits.iter().map(|permit| resolver.ask(permit, Kind::Txt))).await;
    let mut findings = Vec::new();
    let mut refused = Vec::new();
    for (permit, answer) in permits.into_iter().zip(answers) {
        match answer.silence() {
            Some(silence) => {
                let what = "whether the reports' reader has agreed to get them";
                findings.push(silent(Topic::Dmarc, "reports-unknown", what, &permit, silence));
            }
            None if answer.texts().any(|text| DmarcRecord::parse(&text).is_some()) => {}
            None => refused.push(permit),
        }
    }
    findings.truncate(1);
    if !refused.is_empty() {
        let meaning = "The DMARC reports are meant for somebody at another domain who has not agreed to get them, so they are not sent.";
        findings.push(
            warn(Topic::Dmarc, "reports-refused", meaning)
                .why(format!(
                    "The other domain's owner publishes a TXT record v=DMARC1 at {} (RFC 9990).",
                    list(&refused)
                ))
                .seen(refused.iter().map(|permit| format!("{permit}: not there"))),
        );
    }
    findings
}
