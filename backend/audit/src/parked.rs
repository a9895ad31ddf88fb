//! Domains whose own records say that they don't use mail, and how to protect them from forged mail.

use shared::{
    dns::{Answer, Kind, Resolver},
    report::{
        About, Change, DkimFinding, DmarcAdvice, DmarcFinding, Edit, Judged, MxAdvice, MxFinding, Policy,
        Record, Remedy, Seen, SpfAdvice, SpfFinding,
    },
};

use super::{
    dmarc::{DmarcRecord, DmarcReport},
    judged,
    spf::is_spf,
};

/// The SPF record of a domain that no one sends mail for.
const NOBODY: &str = "v=spf1 -all";

/// Returns true if the domain's records say that no one sends or receives mail for it. A query that wasn't answered
/// doesn't count as saying so.
pub async fn is_parked<R: Resolver>(resolver: &R, domain: &str) -> bool {
    let (texts, hosts) = tokio::join!(resolver.ask(domain, Kind::Txt), resolver.ask(domain, Kind::Mx));
    if texts.silence().or(hosts.silence()).is_some() {
        return false;
    }
    let spf: Vec<String> = texts.texts().filter(|text| is_spf(text)).collect();
    let words: Vec<&str> = spf.iter().flat_map(|text| text.split_ascii_whitespace()).collect();
    let (is_null, has_none) = (is_null(&hosts), hosts.data().is_empty());
    match words.as_slice() {
        [] => is_null,
        ["v=spf1", ending] => ending.eq_ignore_ascii_case("-all") && (is_null || has_none),
        _ => false,
    }
}

fn is_null(hosts: &Answer) -> bool {
    matches!(hosts.mail_hosts().as_slice(), [(_, ".")])
}

/// Returns the findings that replace the usual ones for a parked domain.
pub async fn audit<R: Resolver>(resolver: &R, domain: &str, dmarc: DmarcReport) -> Vec<Judged> {
    let name = format!("_dmarc.{domain}");
    let (texts, hosts, v4, v6, own) = tokio::join!(
        resolver.ask(domain, Kind::Txt),
        resolver.ask(domain, Kind::Mx),
        resolver.ask(domain, Kind::A),
        resolver.ask(domain, Kind::Aaaa),
        resolver.ask(&name, Kind::Txt)
    );
    let has_address = !v4.data().is_empty() || !v6.data().is_empty();
    let mut findings = vec![spf(domain, texts.texts().find(|text| is_spf(text)))];
    findings.push(judged::ok(DkimFinding::Parked));
    findings.extend(policy(&name, &own, dmarc));
    findings.push(mx(domain, is_null(&hosts), has_address));
    findings
}

fn spf(domain: &str, text: Option<String>) -> Judged {
    if let Some(text) = text {
        return judged::ok(SpfFinding::Parked).seen([Seen::Text(text)]);
    }
    let change = Change::Add(vec![Record::txt(domain, NOBODY)]);
    judged::warn(SpfFinding::ParkedOpen).fix(Remedy::new(change, SpfAdvice::AddNobody))
}

/// Returns the finding about the DMARC policy of a domain without mail, which should reject everything.
fn policy(name: &str, own: &Answer, dmarc: DmarcReport) -> Vec<Judged> {
    const REJECT: &str = "v=DMARC1; p=reject";
    let is = |finding: &Judged, wanted: fn(&DmarcFinding) -> bool| matches!(&finding.about, About::Dmarc(own) if wanted(own));
    let is_missing = |finding: &Judged| is(finding, |own| matches!(own, DmarcFinding::Missing));
    let records: Vec<DmarcRecord> = own.texts().filter_map(|text| DmarcRecord::parse(&text)).collect();
    let open = judged::warn(DmarcFinding::ParkedOpen);
    match (dmarc.policy, records.as_slice()) {
        (None, []) if dmarc.findings.iter().any(is_missing) => {
            // The existing fix also removes an alias that is in the way.
            let fix = dmarc.findings.into_iter().find_map(|finding| finding.fix);
            vec![
                open.fix(fix.map(|fix| Remedy::new(with_value(&fix.change, REJECT), DmarcAdvice::RejectAll))),
            ]
        }
        (Some(Policy::None | Policy::Quarantine), [record]) => {
            let edit = Edit::change(Record::txt(name, record.with("p", "reject")), record.text());
            let fix = Remedy::new(Change::Replace(vec![edit]), DmarcAdvice::RejectAll);
            vec![open.seen([Seen::record(name, record.text())]).fix(fix)]
        }
        // Reports are of no use if no one sends mail.
        _ => {
            let is_about_reports =
                |finding: &Judged| is(finding, |own| matches!(own, DmarcFinding::NoReports(_)));
            dmarc.findings.into_iter().filter(|finding| !is_about_reports(finding)).collect()
        }
    }
}

/// Returns the same change with another value for the added record.
fn with_value(change: &Change, value: &str) -> Change {
    match change {
        Change::Add(records) => Change::Add(
            records.iter().map(|record| Record { value: value.to_owned(), ..record.clone() }).collect(),
        ),
        Change::Replace(edits) => Change::Replace(
            edits
                .iter()
                .map(|edit| match edit.value() {
                    Some(_) => Edit::add(Record::new(&edit.name, edit.kind, value)),
                    None => edit.clone(),
                })
                .collect(),
        ),
        other => other.clone(),
    }
}

fn mx(domain: &str, is_null: bool, has_address: bool) -> Judged {
    if is_null || !has_address {
        return judged::ok(MxFinding::Parked);
    }
    let change = Change::Add(vec![Record::mx(domain, "0 .")]);
    judged::warn(MxFinding::ParkedOpen).fix(Remedy::new(change, MxAdvice::AddNull))
}
