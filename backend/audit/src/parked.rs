//! Domains that say of themselves that they have nothing to do with mail: they are best shut to forgers.

use shared::{
    dns::{Answer, Kind, Resolver},
    report::{Finding, FixAction, Topic},
};

use super::{
    dmarc::{DmarcRecord, DmarcReport, Policy},
    finding::{With, fix, ok, record as fix_record, warn},
    spf::is_spf,
};

/// The record of a domain that nobody sends for.
const NOBODY: &str = "v=spf1 -all";

/// Whether nobody sends or gets mail in this name, by the domain's own word. What could not be asked is no word.
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

/// What a parked domain's report says instead of the usual.
pub async fn audit<R: Resolver>(resolver: &R, domain: &str, dmarc: DmarcReport) -> Vec<Finding> {
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
    findings.push(
        ok(Topic::Dkim, "parked", "Nobody sends mail in this name, so there is nothing to sign.")
            .why("The domain's own records say that it sends no mail (RFC 7208, section 3.1; RFC 7505)."),
    );
    findings.extend(policy(&name, &own, dmarc));
    findings.push(mx(domain, is_null(&hosts), has_address));
    findings
}

fn spf(domain: &str, text: Option<String>) -> Finding {
    let why = "v=spf1 -all authorises nobody (RFC 7208, section 3.1).";
    if let Some(text) = text {
        let meaning = "The domain says that nobody sends mail in its name.";
        return ok(Topic::Spf, "parked", meaning).seen([text]).why(why);
    }
    let meaning = "The domain takes no mail, and does not say that nobody sends any in its name.";
    let summary = "Add this record, if nobody sends mail in this name.";
    let change = fix(FixAction::Add, summary, [fix_record(domain, "TXT", NOBODY, "")]);
    warn(Topic::Spf, "parked-open", meaning).why(why).fix(Some(change))
}

fn policy(name: &str, own: &Answer, dmarc: DmarcReport) -> Vec<Finding> {
    let why = "A domain without mail needs no time of watching: p=reject asks receivers to refuse all of it (RFC 9989, section 4.7).";
    let is_missing = dmarc.findings.iter().any(|finding| finding.id == "dmarc.missing");
    let records: Vec<DmarcRecord> = own.texts().filter_map(|text| DmarcRecord::parse(&text)).collect();
    let meaning = "Nobody sends mail in this name, and receivers are not asked to refuse what comes in it all the same.";
    let summary = "With this record, forged mail in this name and in all names below it is refused. Add it only if nobody sends \
                   from a name below either, such as news.example.com.";
    match (dmarc.policy, records.as_slice()) {
        (None, []) if is_missing => {
            // An alias in the way is dealt with where it was found.
            let mut fixes = dmarc.findings.into_iter().filter_map(|finding| finding.fix);
            let change = fixes.next().map(|mut change| {
                let new = change.records.iter_mut().filter(|record| !record.value.is_empty());
                new.for_each(|record| "v=DMARC1; p=reject".clone_into(&mut record.value));
                fix(change.action, summary, change.records)
            });
            vec![warn(Topic::Dmarc, "parked-open", meaning).why(why).fix(change)]
        }
        (Some(Policy::None | Policy::Quarantine), [record]) => {
            let new = fix_record(name, "TXT", record.with("p", "reject"), record.text());
            let change = fix(FixAction::Replace, summary, [new]);
            vec![
                warn(Topic::Dmarc, "parked-open", meaning)
                    .seen([format!("{name}: {}", record.text())])
                    .why(why)
                    .fix(Some(change)),
            ]
        }
        // Reports are of no use where nothing is sent.
        _ => dmarc.findings.into_iter().filter(|finding| finding.id != "dmarc.no-reports").collect(),
    }
}

fn mx(domain: &str, is_null: bool, has_address: bool) -> Finding {
    let why = "A null MX says that the domain takes no mail (RFC 7505, section 3); without one, senders try the domain's own \
               address (RFC 5321, section 5.1).";
    if is_null || !has_address {
        return ok(Topic::Mx, "parked", "The domain takes no mail, and says so.").why(why);
    }
    let meaning = "The domain takes no mail, but does not say so: senders try its web server for days.";
    let summary = "Add this record, if the domain really takes no mail.";
    warn(Topic::Mx, "parked-open", meaning).why(why).fix(Some(fix(
        FixAction::Add,
        summary,
        [fix_record(domain, "MX", "0 .", "")],
    )))
}
