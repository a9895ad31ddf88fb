//! Domain-based Message Authentication, Reporting, and Conformance (RFC 9989).

mod alignment;
mod older;
mod own;
mod place;
mod readers;
mod record;
mod repair;
mod reports;
mod stray;
mod tree;

pub use alignment::{Alignment, aligned_spf, unaligned};
pub use readers::with_scheme;
pub use record::{DmarcRecord, Policy};
use shared::{
    dns::{Kind, Resolver},
    facts::Provider,
    report::{Finding, FixAction, Topic},
    rules::Address,
};

use self::{
    place::Place,
    reports::report_address,
    tree::{Found, Step},
};
use super::{
    finding::{With, fail, fix, ok, record as fix_record, silent, warn},
    slips,
};

/// What was found.
#[derive(Debug, Clone)]
pub struct DmarcReport {
    /// The findings.
    pub findings: Vec<Finding>,
    /// The policy that receivers apply to the domain's mail now.
    pub policy: Option<Policy>,
}

/// Looks for the policy that counts for a domain. `from` is the address that mail is sent from; what answers for `probe`,
/// a random label, answers for everything.
pub async fn audit<R: Resolver>(
    resolver: &R,
    domain: &str,
    provider: Option<&Provider>,
    from: Option<&Address>,
    probe: &str,
) -> DmarcReport {
    let steps = tree::walk(resolver, domain).await;
    let Some(own) = steps.first() else { return DmarcReport { findings: Vec::new(), policy: None } };
    let organisational = tree::organisational(&steps);
    let mut findings = Vec::new();
    let mut policy = None;
    let place = Place::find(resolver, domain, own, probe).await;
    match &own.found {
        Found::One(record) => {
            policy = Some(record.effective());
            findings = own::judge(resolver, &steps, record, &place, provider, from).await;
        }
        Found::Several(texts) => findings.push(several(&place, texts)),
        Found::Unreadable(text) => {
            let mail = resolver.ask(domain, Kind::Mx).await;
            let reader = readers::named(&slips::plain(text)).or_else(|| report_address(domain, from, &mail));
            findings.push(unreadable(&place, text, reader));
        }
        Found::Silent(silence) => {
            let name = format!("_dmarc.{domain}");
            findings.push(silent(Topic::Dmarc, "unknown", "whether there is a DMARC record", &name, silence));
        }
        Found::Nothing => match inherited(&steps, organisational) {
            Inherited::From(step, record) => {
                let asked = record.subdomain_policy();
                policy = asked.map(|policy| if record.is_testing() { policy.milder() } else { policy });
                let (servers, mail) =
                    tokio::join!(resolver.ask(domain, Kind::Ns), resolver.ask(domain, Kind::Mx));
                let exists = !servers.is_absent();
                findings.push(falls_under(step, record, exists));
                if let Some(policy) = asked.filter(|_| exists) {
                    findings.extend(older::falls_elsewhere(&steps, &step.domain, record, policy, &mail));
                }
            }
            Inherited::Unknown(step, silence) => {
                let name = format!("_dmarc.{}", step.domain);
                findings.push(silent(
                    Topic::Dmarc,
                    "unknown",
                    "which DMARC policy counts here",
                    &name,
                    silence,
                ));
            }
            Inherited::Nothing => findings.push(missing(resolver, domain, own, from, probe).await),
        },
    }
    DmarcReport { findings, policy }
}

enum Inherited<'a> {
    From(&'a Step, &'a DmarcRecord),
    Unknown(&'a Step, &'a shared::dns::Silence),
    Nothing,
}

/// The organisational domain's record, or else the public suffix's (RFC 9989, section 4.10.1).
fn inherited<'a>(steps: &'a [Step], organisational: &str) -> Inherited<'a> {
    for step in steps.iter().skip(1) {
        match &step.found {
            Found::Silent(silence) => return Inherited::Unknown(step, silence),
            Found::One(record) if step.domain == organisational || record.psd() == Some('y') => {
                return Inherited::From(step, record);
            }
            _ => {}
        }
    }
    Inherited::Nothing
}

/// Whether somebody above this name has a policy who is no registry: then it can be theirs, though it does not exist.
pub async fn has_owner<R: Resolver>(resolver: &R, domain: &str) -> bool {
    let steps = tree::walk(resolver, domain).await;
    let above = |step: &&Step| step.domain.contains('.') && step.domain != domain;
    steps.iter().filter(above).filter_map(Step::record).any(|record| record.psd() != Some('y'))
}

fn falls_under(step: &Step, record: &DmarcRecord, exists: bool) -> Finding {
    let policy = record.subdomain_policy().unwrap_or(Policy::None);
    let absent = record.absent_policy().unwrap_or(Policy::None);
    let above = &step.domain;
    let meaning = format!("The rules of {above} say what happens to forged mail in this domain's name too.");
    let why = if exists {
        format!("Without a record of its own the domain falls under sp, else p, of {above}: {policy}")
    } else {
        format!(
            "As long as the name does not exist it falls under np, else sp, else p, of {above}: {absent}; with its first \
             record it falls under sp, else p: {policy}"
        )
    };
    ok(Topic::Dmarc, "inherited", meaning)
        .seen([format!("_dmarc.{above}: {}", record.text())])
        .why(format!("{why} (RFC 9989, sections 4.7 and 4.10.1)."))
}

async fn missing<R: Resolver>(
    resolver: &R,
    domain: &str,
    own: &Step,
    from: Option<&Address>,
    probe: &str,
) -> Finding {
    let name = format!("_dmarc.{domain}");
    let wild = format!("{probe}.{domain}");
    let (stray, mail, wild) = tokio::join!(
        stray::find(resolver, domain),
        resolver.ask(domain, Kind::Mx),
        resolver.ask(&wild, Kind::Txt)
    );
    if let Some(stray) = stray {
        return stray.finding(&name);
    }
    let value = match report_address(domain, from, &mail) {
        Some(address) => format!("v=DMARC1; p=none; rua=mailto:{address}"),
        None => "v=DMARC1; p=none".to_owned(),
    };
    // A wildcard's alias does not stand at the name itself.
    let alias = own.hops.first().filter(|_| own.hops != wild.hops());
    let meaning = "You have no DMARC record. You don't hear of forged mail in your name, and large receivers trust your mail less.";
    let answers = own.hops.is_empty().then(|| wild.texts().next()).flatten();
    let wildcard = answers.map(|text| format!("{name}: only a wildcard answers, with “{text}”"));
    let seen = alias.map(|hop| format!("{name} → {hop}: nothing there")).into_iter().chain(wildcard);
    let finding = warn(Topic::Dmarc, "missing", meaning).seen(seen).why(
        "No record at the domain or above it (RFC 9989, section 4.10). p=none changes nothing about delivery; it only asks for reports. \
         Gmail, Yahoo and Microsoft's consumer mailboxes ask for DMARC only of whoever sends 5,000 messages a day to them; of everybody \
         they want SPF or DKIM.",
    );
    let record = fix_record(&name, "TXT", value, "");
    let Some(hop) = alias else {
        let summary =
            "Add this record. Put an address in it that somebody reads: that is where the daily reports go.";
        return finding.fix(Some(fix(FixAction::Add, summary, [record])));
    };
    // The alias stands where the record would go, and excludes it (RFC 1034, section 3.6.2).
    let summary = "Delete the alias first; it leads to nothing and keeps the record from its place. Then add the record.";
    let removal = fix_record(&name, "CNAME", "", hop);
    finding.fix(Some(fix(FixAction::Replace, summary, [removal, record])))
}

/// More than one record at a name. Those that say the same as the first can go.
fn several(place: &Place, texts: &[String]) -> Finding {
    let records: Vec<DmarcRecord> = texts.iter().filter_map(|text| DmarcRecord::parse(text)).collect();
    let same = records.iter().all(|record| record.says_the_same_as(&records[0]));
    // The shortest has the fewest blanks.
    let kept = texts.iter().min_by_key(|text| text.len()).filter(|_| same && place.is_own());
    let (action, summary) = if kept.is_some() {
        (FixAction::Remove, "Delete all but one of these records. They say the same.")
    } else {
        (
            FixAction::Ask,
            "Choose the record that should count, and delete the others. If you aren't sure, keep the stricter policy.",
        )
    };
    let mut is_kept = false;
    let gone = texts.iter().filter(|text| {
        let stays = !is_kept && kept == Some(*text);
        is_kept |= stays;
        !stays
    });
    let gone: Vec<_> = gone.map(|text| fix_record(&place.name, "TXT", "", text)).collect();
    fail(
        Topic::Dmarc,
        "several-records",
        "You have more than one DMARC record, so receivers ignore all of them.",
    )
    .seen(texts.iter().map(|text| format!("{}: {text}", place.name)))
    .why("Where several records remain, all are discarded (RFC 9989, section 4.10).")
    .fix(Some(fix(action, summary, gone)))
}

/// A text that means to be a record, and that receivers do not take for one.
fn unreadable(place: &Place, text: &str, reader: Option<String>) -> Finding {
    let fault = repair::fault(text).sentence();
    let meaning = format!("Receivers don't see your DMARC record: it {fault}.");
    let finding = fail(Topic::Dmarc, "unreadable", meaning)
        .seen(place.seen(text))
        .why("The record begins with v=DMARC1, letter for letter, and has ; between its tags (RFC 9989, sections 4.7 and 4.8).");
    let Some(record) = repair::mended(text) else {
        let summary = "Copy the DMARC record again from where it came from. It has to begin with v=DMARC1;";
        return finding.fix(Some(fix(FixAction::Ask, summary, [fix_record(&place.name, "TXT", "", text)])));
    };
    let record = match reader.filter(|_| record.report_addresses().is_empty()) {
        Some(reader) => record.with("rua", &format!("mailto:{reader}")),
        None => record.text().to_owned(),
    };
    let policy = DmarcRecord::parse(&record).map_or(Policy::None, |record| record.effective());
    let then = match policy {
        Policy::None => "It says the same, and receivers can read it.",
        Policy::Quarantine => "Then receivers read it: mail that fails SPF and DKIM goes to the junk folder.",
        Policy::Reject => "Then receivers read it: they refuse mail that fails SPF and DKIM.",
    };
    finding.fix(Some(place.change(&format!("Change the record to this. {then}"), record, text)))
}

/// Keeps a change from putting a stricter policy into force than `now` while none of the domain's mail would pass it.
/// `is_mendable`: the report's own records make it pass.
pub fn hold_back(findings: &mut [Finding], now: Option<Policy>, is_mendable: bool) {
    let now = now.unwrap_or(Policy::None);
    for change in findings.iter_mut().filter_map(|finding| finding.fix.as_mut()) {
        let mut new = change.records.iter().filter_map(|record| DmarcRecord::parse(&record.value));
        if new.any(|record| record.effective() > now) {
            if !is_mendable {
                change.action = FixAction::Ask;
            }
            let summary =
                "First add the SPF and DKIM records from this report. Then change the DMARC record to this.";
            summary.clone_into(&mut change.summary);
        }
    }
}
