//! Findings about a domain's own DMARC record.

use shared::{
    dns::{Kind, Resolver},
    facts::Provider,
    report::{
        Change, DmarcAdvice, DmarcFinding, DmarcMistake as Mistake, DmarcPolicy, Edit, Judged, Kept, Policy,
        RecordType, Remedy,
    },
    rules::Address,
};

use super::{
    older,
    place::Place,
    readers,
    record::DmarcRecord,
    repair,
    reports::{consent, report_address},
    tree::{self, Step},
};
use crate::{
    judged::{ok, warn},
    unwanted,
};

/// Judges the record. All of its fixes are combined into one change, attached to the first finding that asks for it.
pub(super) async fn judge<R: Resolver>(
    resolver: &R,
    steps: &[Step],
    record: &DmarcRecord,
    place: &Place,
    provider: Option<&Provider>,
    from: Option<&Address>,
) -> Vec<Judged> {
    let (domain, organizational) = (steps[0].domain.as_str(), tree::organizational(steps));
    let (mut better, mistakes) = repair::repaired(record).unwrap_or_else(|| (record.clone(), Vec::new()));
    let mut findings: Vec<Judged> =
        mistakes.iter().map(|mistake| of_mistake(mistake, place, record)).collect();
    let (lacks_policy, lacks_reports) = (better.policy().is_none(), better.report_addresses().is_empty());
    if lacks_policy {
        better = DmarcRecord::parse(&better.with("p", "none")).unwrap_or(better);
        findings.push(warn(DmarcFinding::NoPolicy(place.at.clone())));
    }
    if lacks_reports {
        let mail = resolver.ask(domain, Kind::Mx).await;
        let named = readers::named(&unwanted::plain(record.text()));
        if let Some(address) = named.or_else(|| report_address(domain, from, &mail)) {
            better = with_reader(&better, &address);
        }
        findings.push(warn(DmarcFinding::NoReports(place.at.clone())));
    }
    // A record that a wildcard's alias leads to belongs to another domain.
    let stranger = if let Kept::Wildcard(Some(hop)) = &place.at { Some(hop.clone()) } else { None };
    if let Some(hop) = stranger.clone() {
        findings.insert(0, warn(DmarcFinding::Wildcard { hop, kept: place.at.clone() }));
    }
    for finding in &mut findings {
        finding.seen = place.seen(record.text()).to_vec();
    }
    let is_at_odds = findings.iter().any(|finding| finding.fix.is_some());
    if let Some(first) = findings.first_mut()
        && !is_at_odds
        && (better.text() != record.text() || stranger.is_some())
    {
        let advice = advice(&mistakes, lacks_policy, lacks_reports);
        first.fix = Some(place.change(advice, better.text().to_owned(), record.text()));
    }
    findings.extend(consent(resolver, domain, organizational, place, &better, record.text()).await);
    findings.extend(strict(record, place, provider));
    findings.extend(testing(record, place));
    findings.push(plain(record, place, domain, organizational));
    findings
}

/// Returns the finding about a mistake. If a tag has two values, only the record's owner can say which one is right.
fn of_mistake(mistake: &Mistake, place: &Place, record: &DmarcRecord) -> Judged {
    let (in_force, kept) = (record.policy(), place.at.clone());
    let finding = warn(DmarcFinding::Mistake { mistake: mistake.clone(), in_force, kept });
    let Mistake::AtOdds(tag) = mistake else { return finding };
    let edit = Edit::open(&place.name, RecordType::Txt, Some(record.text().to_owned()));
    finding.fix(Remedy::new(Change::AskProvider(vec![edit]), DmarcAdvice::ChooseTag(tag.clone())))
}

fn with_reader(record: &DmarcRecord, address: &str) -> DmarcRecord {
    let others = record.tag("rua").filter(|uris| uris.contains(':')).map(|uris| format!("{uris},"));
    let uris = format!("{}mailto:{address}", others.unwrap_or_default());
    DmarcRecord::parse(&record.with("rua", &uris)).unwrap_or_else(|| record.clone())
}

/// Returns the advice for a change, depending on what it fixes.
fn advice(mistakes: &[Mistake], lacks_policy: bool, lacks_reports: bool) -> DmarcAdvice {
    let is_about_policy = lacks_policy
        || mistakes.iter().any(|mistake| matches!(mistake, Mistake::PolicyTag(_) | Mistake::PolicyWord(_)));
    if mistakes.iter().any(|mistake| matches!(mistake, Mistake::ReportAddress(_))) {
        DmarcAdvice::AddScheme
    } else if lacks_reports && mistakes.is_empty() && !lacks_policy {
        DmarcAdvice::AddReader
    } else if is_about_policy {
        DmarcAdvice::PutPolicyRight
    } else {
        DmarcAdvice::SaySame
    }
}

fn strict(record: &DmarcRecord, place: &Place, provider: Option<&Provider>) -> Option<Judged> {
    let has_own_path = provider.is_some_and(|provider| !provider.return_path.is_empty());
    let is_too_strict = record.is_spf_strict() && has_own_path;
    is_too_strict.then(|| warn(DmarcFinding::StrictSpf).seen(place.seen(record.text())))
}

fn testing(record: &DmarcRecord, place: &Place) -> Option<Judged> {
    let policy = record.policy().filter(|policy| record.is_testing() && *policy > Policy::None)?;
    Some(warn(DmarcFinding::Testing(policy)).seen(place.seen(record.text())))
}

/// Returns the finding that describes the record.
fn plain(record: &DmarcRecord, place: &Place, domain: &str, organizational: &str) -> Judged {
    let policy = record.policy().unwrap_or(Policy::None);
    ok(DmarcFinding::Record(DmarcPolicy {
        effective: record.effective(),
        policy,
        organization: organizational.to_owned(),
        sub: record.subdomain_policy().unwrap_or(policy),
        absent: record.absent_policy().unwrap_or(policy),
        older: older::beside(record, domain, organizational),
        has_old_tags: record.has_old_tags(),
    }))
    .seen(place.seen(record.text()))
}
