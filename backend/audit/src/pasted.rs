//! What a paste holds besides keys: return paths, proofs of ownership, an SPF record of a bounce host.

use futures_util::future::join_all;
use shared::{
    dns::{Answer, Kind, Resolver, Silence},
    report::{Finding, FixAction, FixRecord, Topic},
};

use super::{
    finding::{With, fix, list, ok, open, record as fix_record, silent, warn},
    paste::{Pasted, PastedKind, PastedRecord},
    resolver::{Overlay, canonical, own},
    spf::{Record, is_spf, merged, walk},
};

/// What stands in DNS for one pasted record.
enum Standing {
    There,
    Missing,
    /// These records make it right.
    Other(Vec<FixRecord>),
    /// Something else, and nothing is proposed.
    Stuck,
    Silent(Silence),
}

/// Compares what was pasted with DNS. Keys are the business of `dkim`; DMARC records and the domain's own SPF and MX
/// records are judged where they belong, and never taken from a provider's page as they stand. `probe` is a label that
/// nobody has published.
pub async fn audit<R: Resolver>(resolver: &R, domain: &str, pasted: &Pasted, probe: &str) -> Vec<Finding> {
    let below = format!("._domainkey.{domain}");
    let is_ours = |record: &&PastedRecord| {
        !record.name.ends_with(&below)
            && !record.name.starts_with("_dmarc.")
            && !(record.name == domain && (record.kind == PastedKind::Mx || is_spf(&record.value)))
    };
    let records: Vec<&PastedRecord> = pasted.records.iter().filter(is_ours).collect();
    let standings = join_all(records.iter().map(|record| async {
        // An alias excludes all else at its name (RFC 1034, section 3.6.2), on a page as in DNS.
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
                missing.push(fix_record(&record.name, &record.kind.to_string(), record.value.as_str(), ""));
            }
            Standing::Other(records) => other.extend(records),
            Standing::Stuck => stuck.push(line),
            Standing::Silent(silence) => {
                let what = "whether the pasted records are there";
                findings.push(silent(Topic::Domain, "pasted-unknown", what, &record.name, &silence));
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
                Some(hop) => Standing::Other(vec![fix_record(name, "CNAME", record.value.as_str(), hop)]),
                // An alias excludes all else at its name, and so cannot stand at the domain itself.
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

/// A text beside others; but a name below `_domainkey` holds one key.
fn text(record: &PastedRecord, answer: &Answer) -> Standing {
    let packed = |text: &str| text.split_ascii_whitespace().collect::<String>();
    let own: Vec<String> = answer.texts().collect();
    if own.iter().any(|text| packed(text) == packed(&record.value)) {
        return Standing::There;
    }
    match own.as_slice() {
        [was] if record.name.contains("._domainkey.") => {
            Standing::Other(vec![fix_record(&record.name, "TXT", record.value.as_str(), was)])
        }
        [_, ..] if record.name.contains("._domainkey.") => Standing::Stuck,
        // Two of one kind at a name cancel each other out (RFC 8460, section 3; RFC 8461, section 3.1).
        own if own.iter().any(|text| version(text).is_some() && version(text) == version(&record.value)) => {
            Standing::Stuck
        }
        _ => Standing::Missing,
    }
}

/// What kind of record a text says that it is, such as `v=TLSRPTv1`.
fn version(text: &str) -> Option<String> {
    let first = text.split([';', ' ']).next()?.to_ascii_lowercase();
    first.starts_with("v=").then_some(first)
}

/// A bounce host's SPF record goes into one that is there already.
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
        Some(was) => Standing::Other(vec![fix_record(&record.name, "TXT", text.as_str(), was.as_str())]),
    }
}

fn compared(
    there: Vec<String>,
    missing: Vec<FixRecord>,
    other: Vec<FixRecord>,
    stuck: Vec<String>,
) -> Vec<Finding> {
    let why = "Compared with the records that were pasted from the provider's page (names and values: RFC 1035, section 3).";
    let mut findings = Vec::new();
    if !missing.is_empty() {
        let seen: Vec<String> = missing.iter().map(|record| format!("{}: not there", record.name)).collect();
        let change = fix(FixAction::Add, "Add these records, then let the provider look for them.", missing);
        findings.push(
            warn(
                Topic::Domain,
                "pasted-missing",
                "Not all the records that your provider asks for are in DNS.",
            )
            .seen(seen)
            .why(why)
            .fix(Some(change)),
        );
    }
    if !other.is_empty() {
        let seen: Vec<String> =
            other.iter().map(|record| format!("{}: {} {}", record.name, record.kind, record.was)).collect();
        let change = fix(FixAction::Replace, "Change these records to what the provider asks for.", other);
        findings.push(
            warn(
                Topic::Domain,
                "pasted-differs",
                "DNS holds something else than what your provider asks for.",
            )
            .seen(seen)
            .why(why)
            .fix(Some(change)),
        );
    }
    if !stuck.is_empty() {
        let meaning = "A record that your provider asks for does not go together with what is in DNS. Please let a technician look.";
        let rule = "One SPF record per name, within its limits (RFC 7208, sections 3.2 and 4.6.4), and one provider's mail hosts per name.";
        findings.push(warn(Topic::Domain, "pasted-conflict", meaning).seen(stuck).why(rule));
    }
    if !there.is_empty() {
        findings.push(
            ok(Topic::Domain, "pasted-there", "The other records that your provider asks for are in DNS.")
                .seen(there)
                .why(why),
        );
    }
    findings
}

/// Keys that were pasted without the name that they belong at.
fn nameless(pasted: &Pasted) -> Option<Finding> {
    let alone = pasted.records.iter().filter(|record| record.is_nameless());
    let records: Vec<FixRecord> =
        alone.map(|record| fix_record(&record.name, "TXT", record.value.as_str(), "")).collect();
    (!records.is_empty()).then(|| {
        let meaning = "You pasted a DKIM key alone, without the name of its record.";
        let summary = "Copy the name from the page that shows the key. It ends in ._domainkey. Then paste both, name and key.";
        open(Topic::Domain, "pasted-key-alone", meaning)
            .why("A key belongs at selector._domainkey below the domain (RFC 6376, section 3.6.2.1). A PEM file holds the key alone (RFC 7468, section 13).")
            .fix(Some(fix(FixAction::Ask, summary, records)))
    })
}

fn unusable(pasted: &Pasted) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !pasted.foreign.is_empty() {
        let meaning = format!(
            "What you pasted is for another name: {}. Does the provider's page show the right domain?",
            list(&pasted.foreign)
        );
        findings.push(
            open(Topic::Domain, "pasted-elsewhere", meaning)
                .seen(pasted.foreign.clone())
                .why("Records of another domain are not compared, and none is proposed (names: RFC 1034, section 3.1)."),
        );
    }
    findings.extend(nameless(pasted));
    let found_none = pasted.records.is_empty() && pasted.foreign.is_empty();
    // A page's plain words are no records, and need no mention. Nor may they be kept: what was in the clipboard instead
    // of records may be the password that was just made.
    let is_meant = |line: &&String| {
        let line = line.to_ascii_lowercase();
        let is_type = |word: &str| matches!(word, "txt" | "cname" | "mx");
        line.contains("_domainkey") || line.split_whitespace().any(is_type)
    };
    let unread: Vec<String> = pasted.unread.iter().filter(is_meant).take(5).cloned().collect();
    if !unread.is_empty() || (found_none && !pasted.unread.is_empty()) {
        let meaning = if found_none {
            "In what you pasted we found no records. Please copy the name, the type and the value of each."
        } else {
            "Part of what you pasted could not be read. Please copy the name, the type and the value of each record."
        };
        findings.push(open(Topic::Domain, "pasted-unread", meaning).seen(unread).why(
            "Read are name, type and value in lines, in a table, or as a zone file has them (RFC 1035, section 5.1).",
        ));
    }
    findings
}
