//! Domain-based Message Authentication, Reporting, and Conformance (RFC 9989).

mod alignment;
mod applicable;
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
pub use applicable::{Applicable, applicable, share_organization};
pub use readers::with_scheme;
pub use record::DmarcRecord;
pub use shared::report::Policy;
use shared::{
    dns::{Kind, Resolver},
    facts::Provider,
    report::{Change, DmarcAdvice, DmarcFinding, Edit, Judged, Record, RecordType, Remedy, Seen},
    rules::Address,
};

use self::{
    place::Place,
    reports::report_address,
    tree::{Found, Step},
};
use super::{
    judged::{fail, ok, silent, warn},
    unwanted,
};

/// Returns the part of a name that someone registered, according to the public suffix list, or the name itself if it is
/// a public suffix. The name has to be in lowercase.
pub fn registered(name: &str) -> &str {
    older::organizational(name)
}

/// What the DMARC part of a report found.
#[derive(Debug, Clone)]
pub struct DmarcReport {
    /// The findings.
    pub findings: Vec<Judged>,
    /// The policy that receivers apply to the domain's mail now.
    pub policy: Option<Policy>,
}

/// Finds the policy that applies to a domain. `from` is the sender's address. A record that answers for `probe`, a
/// random label, is a wildcard.
pub async fn audit<R: Resolver>(
    resolver: &R,
    domain: &str,
    provider: Option<&Provider>,
    from: Option<&Address>,
    probe: &str,
) -> DmarcReport {
    let steps = tree::walk(resolver, domain).await;
    let Some(own) = steps.first() else { return DmarcReport { findings: Vec::new(), policy: None } };
    let organizational = tree::organizational(&steps);
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
            let reader =
                readers::named(&unwanted::plain(text)).or_else(|| report_address(domain, from, &mail));
            findings.push(unreadable(&place, text, reader));
        }
        Found::Silent(silence) => {
            let name = format!("_dmarc.{domain}");
            findings.push(silent(DmarcFinding::Unknown, &name, silence));
        }
        Found::Nothing => match inherited(&steps, organizational) {
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
                findings.push(silent(DmarcFinding::UnknownAbove, &name, silence));
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

/// Returns the organizational domain's record, or otherwise the public suffix's (RFC 9989, section 4.10.1).
fn inherited<'a>(steps: &'a [Step], organizational: &str) -> Inherited<'a> {
    for step in steps.iter().skip(1) {
        match &step.found {
            Found::Silent(silence) => return Inherited::Unknown(step, silence),
            Found::One(record) if step.domain == organizational || record.psd() == Some('y') => {
                return Inherited::From(step, record);
            }
            _ => {}
        }
    }
    Inherited::Nothing
}

/// Returns true if a parent of this name that isn't a registry has a policy. Its owner could then also own this name,
/// even if it doesn't exist.
pub async fn has_owner<R: Resolver>(resolver: &R, domain: &str) -> bool {
    let steps = tree::walk(resolver, domain).await;
    let above = |step: &&Step| step.domain.contains('.') && step.domain != domain;
    steps.iter().filter(above).filter_map(Step::record).any(|record| record.psd() != Some('y'))
}

fn falls_under(step: &Step, record: &DmarcRecord, exists: bool) -> Judged {
    let policy = record.subdomain_policy().unwrap_or(Policy::None);
    let absent = record.absent_policy().unwrap_or(Policy::None);
    let above = step.domain.clone();
    let seen = Seen::record(format!("_dmarc.{above}"), record.text());
    ok(DmarcFinding::Inherited { above, exists, policy, absent }).seen([seen])
}

async fn missing<R: Resolver>(
    resolver: &R,
    domain: &str,
    own: &Step,
    from: Option<&Address>,
    probe: &str,
) -> Judged {
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
    // An alias that comes from a wildcard isn't at the name itself.
    let alias = own.hops.first().filter(|_| own.hops != wild.hops());
    let answers = own.hops.is_empty().then(|| wild.texts().next()).flatten();
    let wildcard = answers.map(|text| Seen::OnlyWildcard { name: name.clone(), text });
    let dead = alias.map(|hop| Seen::DeadAlias { name: name.clone(), hops: vec![hop.clone()] });
    let finding = warn(DmarcFinding::Missing).seen(dead.into_iter().chain(wildcard));
    let record = Record::txt(&name, value);
    let Some(hop) = alias else {
        return finding.fix(Remedy::new(Change::Add(vec![record]), DmarcAdvice::Add));
    };
    // The alias is at the record's name, and no other record can be next to an alias (RFC 1034, section 3.6.2).
    let change = Change::Replace(vec![Edit::remove(Record::cname(&name, hop)), Edit::add(record)]);
    finding.fix(Remedy::new(change, DmarcAdvice::AddInPlaceOfAlias))
}

/// Returns the finding about several records at one name. If they are equivalent, all but one can be removed.
fn several(place: &Place, texts: &[String]) -> Judged {
    let records: Vec<DmarcRecord> = texts.iter().filter_map(|text| DmarcRecord::parse(text)).collect();
    let same = records.iter().all(|record| record.says_the_same_as(&records[0]));
    // The shortest one has the fewest spaces.
    let kept = texts.iter().min_by_key(|text| text.len()).filter(|_| same && place.is_own());
    let mut is_kept = false;
    let gone = texts.iter().filter(|text| {
        let stays = !is_kept && kept == Some(*text);
        is_kept |= stays;
        !stays
    });
    let gone: Vec<Record> = gone.map(|text| Record::txt(&place.name, text)).collect();
    let fix = if kept.is_some() {
        Remedy::new(Change::Remove(gone), DmarcAdvice::DeleteCopies)
    } else {
        Remedy::new(Change::KeepOne(gone), DmarcAdvice::KeepOne)
    };
    fail(DmarcFinding::SeveralRecords).seen(texts.iter().map(|text| Seen::record(&place.name, text))).fix(fix)
}

/// Returns the finding about a text that was intended as a record but that receivers ignore.
fn unreadable(place: &Place, text: &str, reader: Option<String>) -> Judged {
    let finding = fail(DmarcFinding::Unreadable(repair::fault(text))).seen(place.seen(text));
    let Some(record) = repair::mended(text) else {
        let asked = Edit::open(&place.name, RecordType::Txt, Some(text.to_owned()));
        return finding.fix(Remedy::new(Change::AskProvider(vec![asked]), DmarcAdvice::CopyAgain));
    };
    let record = match reader.filter(|_| record.report_addresses().is_empty()) {
        Some(reader) => record.with("rua", &format!("mailto:{reader}")),
        None => record.text().to_owned(),
    };
    let policy = DmarcRecord::parse(&record).map_or(Policy::None, |record| record.effective());
    finding.fix(place.change(DmarcAdvice::Rewrite(policy), record, text))
}

/// Holds back changes that would apply a stricter policy than `now` while none of the domain's mail passes.
/// `is_mendable` means that the report's other fixes make the mail pass.
pub fn hold_back(findings: &mut [Judged], now: Option<Policy>, is_mendable: bool) {
    let now = now.unwrap_or(Policy::None);
    for fix in findings.iter_mut().filter_map(|finding| finding.fix.as_mut()) {
        let edits = fix.change.edits();
        let mut new = edits.iter().filter_map(|edit| DmarcRecord::parse(edit.value()?));
        if new.any(|record| record.effective() > now) {
            if !is_mendable {
                fix.change = fix.change.to_confirm();
            }
            fix.advice = DmarcAdvice::AfterOthers.into();
        }
    }
}
