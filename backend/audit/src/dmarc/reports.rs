//! Who receives a policy's reports, and whether the reports reach them (RFC 9990).

use futures_util::future::join_all;
use shared::{
    dns::{Answer, Kind, Resolver},
    facts::ends_on_label,
    report::{Change, DmarcAdvice, DmarcFinding, Edit, Judged, Record, Remedy, Seen},
    rules::Address,
};

use super::{DmarcRecord, place::Place};
use crate::judged::{silent, warn};

/// Returns an address in the domain that someone reads: the sender's if it belongs to a person, or else the
/// postmaster's, which every domain with mail has to have (RFC 5321, section 4.5.1).
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

/// Checks if recipients in other domains have agreed to receive the reports (RFC 9990). `record` is the corrected
/// record, and `now` is the existing text.
pub(super) async fn consent<R: Resolver>(
    resolver: &R,
    domain: &str,
    organizational: &str,
    place: &Place,
    record: &DmarcRecord,
    now: &str,
) -> Vec<Judged> {
    let addresses = record.report_addresses();
    let hosts = addresses.iter().filter_map(|address| address.rsplit_once('@')).map(|(_, host)| host);
    let mut elsewhere: Vec<&str> = hosts.filter(|host| !ends_on_label(host, organizational)).collect();
    elsewhere.sort_unstable();
    elsewhere.dedup();
    let permits = elsewhere.iter().map(|host| format!("{domain}._report._dmarc.{host}"));
    let permits: Vec<String> = permits.collect();
    let answers = join_all(permits.iter().map(|permit| resolver.ask(permit, Kind::Txt))).await;
    let mut findings = Vec::new();
    let (mut refused, mut gone) = (Vec::new(), Vec::new());
    for ((permit, answer), host) in permits.into_iter().zip(answers).zip(&elsewhere) {
        match answer.silence() {
            Some(silence) => {
                findings.push(silent(DmarcFinding::ReportsUnknown, &permit, silence));
            }
            None if answer.texts().any(|text| DmarcRecord::parse(&text).is_some()) => {}
            None if is_gone(resolver, host).await => gone.push((*host).to_owned()),
            None => refused.push((permit, (*host).to_owned())),
        }
    }
    findings.truncate(1);
    findings.extend(refusal(&refused));
    findings.extend(nobody(resolver, domain, place, record, now, &gone).await);
    findings
}

/// Returns true if the name of a host doesn't exist.
async fn is_gone<R: Resolver>(resolver: &R, host: &str) -> bool {
    resolver.ask(host, Kind::Mx).await.is_absent()
}

/// Returns the finding about recipients in domains that don't exist, where no one can agree to anything.
async fn nobody<R: Resolver>(
    resolver: &R,
    domain: &str,
    place: &Place,
    record: &DmarcRecord,
    now: &str,
    gone: &[String],
) -> Option<Judged> {
    if gone.is_empty() {
        return None;
    }
    let uris = record.tag("rua").unwrap_or_default().split(',').map(str::trim);
    let is_gone = |uri: &&str| {
        let host = uri.rsplit_once('@').map_or("", |(_, host)| host.split('!').next().unwrap_or(host));
        gone.iter().any(|own| own.eq_ignore_ascii_case(host))
    };
    let mut kept: Vec<String> = uris.filter(|uri| !is_gone(uri)).map(str::to_owned).collect();
    if kept.is_empty() {
        let mail = resolver.ask(domain, Kind::Mx).await;
        kept.extend(report_address(domain, None, &mail).map(|address| format!("mailto:{address}")));
    }
    let change = (!kept.is_empty()).then(|| {
        let mut fix = place.change(DmarcAdvice::ReplaceReaders, record.with("rua", &kept.join(",")), now);
        // Another finding already changes the same record.
        if record.text() != now {
            fix.change = fix.change.to_confirm();
        }
        fix
    });
    Some(
        warn(DmarcFinding::ReportsLost(gone.to_vec()))
            .seen(gone.iter().cloned().map(Seen::NoSuchName))
            .fix(change),
    )
}

/// Returns the finding about recipients who haven't agreed. Only they can add the record for that, so it is never
/// proposed for the domain's own zone.
fn refusal(refused: &[(String, String)]) -> Option<Judged> {
    let hosts: Vec<String> = refused.iter().map(|(_, host)| host.clone()).collect();
    let permits: Vec<String> = refused.iter().map(|(permit, _)| permit.clone()).collect();
    if hosts.is_empty() {
        return None;
    }
    let records = permits.iter().map(|permit| Edit::add(Record::txt(permit, "v=DMARC1"))).collect();
    let advice = DmarcAdvice::AskOwners(hosts.clone());
    let seen: Vec<Seen> = permits.iter().cloned().map(Seen::Absent).collect();
    Some(
        warn(DmarcFinding::ReportsRefused { hosts, permits })
            .seen(seen)
            .fix(Remedy::new(Change::AskProvider(records), advice)),
    )
}
