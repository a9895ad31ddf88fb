//! Compares pasted records other than keys with DNS: return paths, ownership proofs, and a bounce host's SPF record.

use futures_util::future::join_all;
use shared::{
    dns::{Answer, Kind, Resolver, Silence},
    report::{Change, DomainAdvice, DomainFinding, Edit, Judged, Record as DnsRecord, Remedy, Seen},
};

use super::{
    judged::{ok, open, silent, warn},
    paste::Pasted,
    resolver::{Overlay, canonical, own},
    spf::{Record, is_spf, merged, walk},
    wanted::{PastedKind, PastedRecord},
};

/// How DNS compares with one pasted record.
enum Standing {
    There,
    Missing,
    /// This edit makes the record right.
    Other(Edit),
    /// DNS has something else, and no fix is proposed.
    Stuck,
    Silent(Silence),
}

/// Compares pasted records with DNS. Keys are checked in `dkim`. DMARC records and the domain's own SPF and MX records
/// are checked in their own modules, and never copied from a provider's page. `probe` is a label that no one has
/// published.
pub async fn audit<R: Resolver>(resolver: &R, domain: &str, pasted: &Pasted, probe: &str) -> Vec<Judged> {
    let below = format!("._domainkey.{domain}");
    let is_ours = |record: &&PastedRecord| {
        !record.name.ends_with(&below)
            && !record.name.starts_with("_dmarc.")
            && !(record.name == domain && (record.kind == PastedKind::Mx || is_spf(&record.value)))
    };
    let records: Vec<&PastedRecord> = pasted.records.iter().filter(is_ours).collect();
    let standings = join_all(records.iter().map(|record| async {
        // No other record can be next to an alias (RFC 1034, section 3.6.2), neither on a page nor in DNS.
        let is_beside = |other: &&&PastedRecord| other.name == record.name && other.kind == PastedKind::Cname;
        let aliases = records.iter().filter(is_beside).filter(|other| other.value != record.value).count();
        if aliases > 0 { Standing::Stuck } else { standing(resolver, domain, record, probe).await }
    }))
    .await;
    let mut findings = Vec::new();
    let (mut there, mut missing, mut other, mut stuck) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (record, standing) in records.into_iter().zip(standings) {
        let line = format!("{} {} {}", record.name, record.kind, record.value);
        match standing {
            Standing::There => there.push(line),
            Standing::Missing => {
                missing.push(DnsRecord::new(&record.name, record.kind.into(), &record.value));
            }
            Standing::Other(edit) => other.push(edit),
            Standing::Stuck => stuck.push(line),
            Standing::Silent(silence) => {
                findings.push(silent(DomainFinding::PastedUnknown, &record.name, &silence));
            }
        }
    }
    findings.truncate(1);
    findings.extend(compared(there, missing, other, stuck));
    findings.extend(unusable(pasted));
    findings
}

async fn standing<R: Resolver>(resolver: &R, domain: &str, record: &PastedRecord, probe: &str) -> Standing {
    let name = record.name.as_str();
    let ask = |kind| own(resolver, domain, name, kind, probe);
    let hosts = async { if record.kind == PastedKind::Txt { None } else { Some(ask(Kind::Mx).await) } };
    let address = async { if record.kind == PastedKind::Cname { Some(ask(Kind::A).await) } else { None } };
    let (texts, hosts, address) = tokio::join!(ask(Kind::Txt), hosts, address);
    let others = [hosts.as_ref(), address.as_ref()];
    if let Some(silence) = texts.silence().or(others.into_iter().flatten().find_map(Answer::silence)) {
        return Standing::Silent(silence.clone());
    }
    match record.kind {
        PastedKind::Cname => {
            let has_others =
                others.into_iter().flatten().chain([&texts]).any(|answer| !answer.data().is_empty());
            match texts.hops().first() {
                Some(hop) if *hop == canonical(&record.value) => Standing::There,
                Some(hop) => Standing::Other(Edit::change(DnsRecord::cname(name, &record.value), hop)),
                // No other record can be next to an alias, so the domain itself can't have one.
                None if has_others || name == domain => Standing::Stuck,
                None => Standing::Missing,
            }
        }
        PastedKind::Mx => {
            let hosts = hosts.as_ref().map_or_else(Vec::new, Answer::mail_hosts);
            let wanted = record.value.rsplit(' ').next().unwrap_or_default();
            match hosts.as_slice() {
                [] => Standing::Missing,
                hosts if hosts.iter().any(|(_, host)| *host == wanted) => Standing::There,
                _ => Standing::Stuck,
            }
        }
        PastedKind::Txt if is_spf(&record.value) => spf(resolver, record, &texts).await,
        PastedKind::Txt => text(record, &texts),
    }
}

/// Compares a text with those in DNS. A name can have several texts, but a name below `_domainkey` has only one key.
fn text(record: &PastedRecord, answer: &Answer) -> Standing {
    let packed = |text: &str| text.split_ascii_whitespace().collect::<String>();
    let own: Vec<String> = answer.texts().collect();
    if own.iter().any(|text| packed(text) == packed(&record.value)) {
        return Standing::There;
    }
    match own.as_slice() {
        [was] if record.name.contains("._domainkey.") => {
            Standing::Other(Edit::change(DnsRecord::txt(&record.name, &record.value), was))
        }
        [_, ..] if record.name.contains("._domainkey.") => Standing::Stuck,
        // Two records of the same kind at one name are both ignored (RFC 8460, section 3; RFC 8461, section 3.1).
        own if own.iter().any(|text| version(text).is_some() && version(text) == version(&record.value)) => {
            Standing::Stuck
        }
        _ => Standing::Missing,
    }
}

/// Returns the kind of record that a text claims to be, such as `v=TLSRPTv1`.
fn version(text: &str) -> Option<String> {
    let first = text.split([';', ' ']).next()?.to_ascii_lowercase();
    first.starts_with("v=").then_some(first)
}

/// Compares a bounce host's SPF record with DNS. It is merged into an existing record.
async fn spf<R: Resolver>(resolver: &R, record: &PastedRecord, answer: &Answer) -> Standing {
    let own: Vec<String> = answer.texts().filter(|text| is_spf(text)).collect();
    let (text, was) = match own.as_slice() {
        [] => (record.value.clone(), None),
        [text] if *text == record.value => return Standing::There,
        [text] => {
            let records: Result<Vec<Record>, _> =
                [text, &record.value].map(|text| Record::parse(text)).into_iter().collect();
            let Some(both) = records.ok().and_then(|records| merged(&records)) else {
                return Standing::Stuck;
            };
            (both, Some(text))
        }
        _ => return Standing::Stuck,
    };
    if was == Some(&text) {
        return Standing::There;
    }
    let Ok(parsed) = Record::parse(&text) else { return Standing::Stuck };
    let after = walk(&Overlay::new(resolver, &record.name, &text), &record.name, &parsed).await;
    if !after.within_limits() || after.is_fatal() || !after.silent.is_empty() {
        return Standing::Stuck;
    }
    match was {
        None => Standing::Missing,
        Some(was) => Standing::Other(Edit::change(DnsRecord::txt(&record.name, &text), was)),
    }
}

fn compared(
    there: Vec<String>,
    missing: Vec<DnsRecord>,
    other: Vec<Edit>,
    stuck: Vec<String>,
) -> Vec<Judged> {
    let texts = |lines: Vec<String>| lines.into_iter().map(Seen::Text);
    let mut findings = Vec::new();
    if !missing.is_empty() {
        let seen: Vec<Seen> = missing.iter().map(|record| Seen::Absent(record.name.clone())).collect();
        let fix = Remedy::new(Change::Add(missing), DomainAdvice::AddPasted);
        findings.push(warn(DomainFinding::PastedMissing).seen(seen).fix(fix));
    }
    if !other.is_empty() {
        let was = |edit: &Edit| format!("{} {}", edit.kind.name(), edit.was().unwrap_or_default());
        let seen: Vec<Seen> = other.iter().map(|edit| Seen::record(&edit.name, was(edit))).collect();
        let fix = Remedy::new(Change::Replace(other), DomainAdvice::ReplaceWithPasted);
        findings.push(warn(DomainFinding::PastedDiffers).seen(seen).fix(fix));
    }
    if !stuck.is_empty() {
        findings.push(warn(DomainFinding::PastedConflict).seen(texts(stuck)));
    }
    if !there.is_empty() {
        findings.push(ok(DomainFinding::PastedThere).seen(texts(there)));
    }
    findings
}

/// Returns the finding about keys that were pasted without their name.
fn nameless(pasted: &Pasted) -> Option<Judged> {
    let alone = pasted.records.iter().filter(|record| record.is_nameless());
    let edits: Vec<Edit> =
        alone.map(|record| Edit::add(DnsRecord::txt(&record.name, &record.value))).collect();
    let fix = |edits| Remedy::new(Change::AskProvider(edits), DomainAdvice::CopyName);
    (!edits.is_empty()).then(|| open(DomainFinding::PastedKeyAlone).fix(fix(edits)))
}

fn unusable(pasted: &Pasted) -> Vec<Judged> {
    let mut findings = Vec::new();
    if !pasted.foreign.is_empty() {
        let names = pasted.foreign.clone();
        findings.push(
            open(DomainFinding::PastedElsewhere(names.clone())).seen(names.into_iter().map(Seen::Text)),
        );
    }
    findings.extend(nameless(pasted));
    let found_none = pasted.records.is_empty() && pasted.foreign.is_empty();
    // Other lines of the page aren't records and aren't worth mentioning. They must not be stored either: the clipboard
    // could have held the password that was just created.
    let is_meant = |line: &&String| {
        let line = line.to_ascii_lowercase();
        let is_type = |word: &str| matches!(word, "txt" | "cname" | "mx");
        line.contains("_domainkey") || line.split_whitespace().any(is_type)
    };
    let unread: Vec<Seen> = pasted.unread.iter().filter(is_meant).take(5).cloned().map(Seen::Text).collect();
    if found_none && !pasted.unread.is_empty() {
        findings.push(open(DomainFinding::PastedNothing).seen(unread));
    } else if !unread.is_empty() {
        findings.push(open(DomainFinding::PastedUnread).seen(unread));
    }
    findings
}
