//! The last look at each fix before it is shown: an alias excludes all else at its name (RFC 1034, section 3.6.2).

use futures_util::future::join_all;
use shared::{
    dns::{Answer, Kind, Resolver},
    report::{Finding, Fix, FixAction, FixRecord},
};

use super::{finding::record, resolver::own};

/// Takes back what cannot stand beside an alias, and clears the place for one. What answers for `probe`, a random label,
/// is a wildcard's and stands at none of the names.
pub async fn hold<R: Resolver>(resolver: &R, domain: &str, probe: &str, findings: &mut [Finding]) {
    join_all(findings.iter_mut().map(|finding| examine(resolver, domain, probe, finding))).await;
}

async fn examine<R: Resolver>(resolver: &R, domain: &str, probe: &str, finding: &mut Finding) {
    let Some(fix) = finding.fix.as_mut().filter(|fix| fix.action != FixAction::Ask) else { return };
    let names: Vec<&FixRecord> = fix.records.iter().filter(|record| !record.value.is_empty()).collect();
    let answers = join_all(names.iter().map(|record| async {
        let answer = resolver.ask(&record.name, Kind::Txt).await;
        let is_beside_an_alias = record.kind == "CNAME" || !answer.hops().is_empty();
        if is_beside_an_alias { own(resolver, domain, &record.name, Kind::Txt, probe).await } else { answer }
    }))
    .await;
    let mut cleared = Vec::new();
    for (new, answer) in names.iter().zip(&answers) {
        match (new.kind.as_str(), answer.hops().first()) {
            ("CNAME", None) => cleared.extend(beside(fix, new, answer)),
            ("CNAME", _) | (_, None) => {}
            (_, Some(hop)) if goes(fix, &new.name, "CNAME", hop) => {}
            (_, Some(hop)) => {
                let (name, hop) = (new.name.clone(), hop.clone());
                return take_back(finding, &name, &hop);
            }
        }
    }
    if !cleared.is_empty() {
        fix.action = FixAction::Replace;
        fix.summary = format!("{} First delete what stands at that name.", fix.summary);
        fix.records.splice(0..0, cleared);
    }
}

/// Texts that would stand beside a new alias.
fn beside(fix: &Fix, new: &FixRecord, answer: &Answer) -> Vec<FixRecord> {
    let texts = answer.texts().filter(|text| !goes(fix, &new.name, "TXT", text));
    texts.map(|text| record(&new.name, "TXT", "", text)).collect()
}

fn goes(fix: &Fix, name: &str, kind: &str, value: &str) -> bool {
    fix.records.iter().any(|record| record.name == name && record.kind == kind && record.was == value)
}

fn take_back(finding: &mut Finding, name: &str, hop: &str) {
    finding.fix = None;
    finding.seen.push(format!("{name} → {hop}"));
    finding.meaning = format!(
        "{} An alias stands at that name, so the record is kept where the alias leads, and has to be changed there.",
        finding.meaning
    );
    finding.why = format!(
        "{} A CNAME at {name} leads to {hop} and excludes other records beside it (RFC 1034, section 3.6.2).",
        finding.why
    );
}
