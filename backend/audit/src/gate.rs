//! The final check of each fix before it is shown: no other record can be next to an alias (RFC 1034, section 3.6.2).

use futures_util::future::join_all;
use shared::{
    dns::{Answer, Kind, Resolver},
    report::{Change, Edit, Judged, More, Record, RecordType, Remedy, Seen},
};

use super::resolver::own;

/// Withdraws fixes that would put a record next to an alias, and removes records from a name that gets an alias. A
/// record that answers for `probe`, a random label, is a wildcard and isn't at the names themselves.
pub async fn hold<R: Resolver>(resolver: &R, domain: &str, probe: &str, findings: &mut [Judged]) {
    join_all(findings.iter_mut().map(|finding| examine(resolver, domain, probe, finding))).await;
}

async fn examine<R: Resolver>(resolver: &R, domain: &str, probe: &str, finding: &mut Judged) {
    let Some(fix) = finding.fix.as_mut().filter(|fix| fix.change.is_exact()) else { return };
    let edits = fix.change.edits();
    let new: Vec<&Edit> = edits.iter().filter(|edit| edit.value().is_some()).collect();
    let answers = join_all(new.iter().map(|edit| async {
        let answer = resolver.ask(&edit.name, Kind::Txt).await;
        let is_beside_an_alias = edit.kind == RecordType::Cname || !answer.hops().is_empty();
        if is_beside_an_alias { own(resolver, domain, &edit.name, Kind::Txt, probe).await } else { answer }
    }))
    .await;
    let mut cleared = Vec::new();
    for (new, answer) in new.iter().zip(&answers) {
        match (new.kind, answer.hops().first()) {
            (RecordType::Cname, None) => cleared.extend(beside(&edits, &new.name, answer)),
            (RecordType::Cname, _) | (_, None) => {}
            (_, Some(hop)) if goes(&edits, &new.name, RecordType::Cname, hop) => {}
            (_, Some(hop)) => {
                let (name, hop) = (new.name.clone(), hop.clone());
                return take_back(finding, &name, &hop);
            }
        }
    }
    if !cleared.is_empty() {
        clear(fix, cleared, edits);
    }
}

/// Removes the records at the name before the other edits.
fn clear(fix: &mut Remedy, cleared: Vec<Edit>, edits: Vec<Edit>) {
    fix.change = Change::Replace(cleared.into_iter().chain(edits).collect());
    fix.clears_name = true;
}

/// Removes texts that would be next to a new alias.
fn beside(edits: &[Edit], name: &str, answer: &Answer) -> Vec<Edit> {
    let texts = answer.texts().filter(|text| !goes(edits, name, RecordType::Txt, text));
    texts.map(|text| Edit::remove(Record::txt(name, text))).collect()
}

fn goes(edits: &[Edit], name: &str, kind: RecordType, value: &str) -> bool {
    edits.iter().any(|edit| edit.name == name && edit.kind == kind && edit.was() == Some(value))
}

fn take_back(finding: &mut Judged, name: &str, hop: &str) {
    finding.fix = None;
    finding.seen.push(Seen::Alias { name: name.to_owned(), hops: vec![hop.to_owned()] });
    finding.more.push(More::Behind { name: name.to_owned(), hop: hop.to_owned() });
}
