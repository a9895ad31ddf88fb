//! A domain without an SPF record, and a first record for it if its senders can be determined.

use shared::{
    dns::{Answer, Kind, Resolver},
    facts::{gateway_by_mx, provider_by_mx},
    report::{
        Change, Edit, Judged, Record as DnsRecord, RecordType, Remedy, Seen, SpfAdvice, SpfFinding, Unsure,
        Verdict,
    },
};

use super::{
    authorize::Need,
    edit::{provider_terms, with_terms},
    parse::{Record, is_spf},
    propose::asked,
    region::{Region, region},
    walk::walk,
};
use crate::{
    judged::{fail, warn},
    resolver::Overlay,
};

/// A label that no domain uses. A record that answers for it is a wildcard.
const NOBODY: &str = "sealpost-nobody";

/// Returns the finding for a domain that has no record at its own name.
pub(super) async fn missing<R: Resolver>(resolver: &R, domain: &str, need: Option<&Need>) -> Judged {
    let finding = |unsure: Unsure| {
        let about = SpfFinding::Missing(unsure);
        if need.is_some_and(|need| need.verdict == Verdict::Fail) { fail(about) } else { warn(about) }
    };
    let open = |advice: SpfAdvice| {
        Remedy::new(Change::AskProvider(vec![Edit::open(domain, RecordType::Txt, None)]), advice)
    };
    let (doubled, nobody) = (format!("{domain}.{domain}"), format!("{NOBODY}.{domain}"));
    let (mail, twice, wild) = tokio::join!(
        resolver.ask(domain, Kind::Mx),
        resolver.ask(&doubled, Kind::Txt),
        resolver.ask(&nobody, Kind::Txt)
    );
    if let Some(stray) = twice.texts().find(|text| is_spf(text) && !wild.texts().any(|wild| wild == *text))
        && let Some(finding) = misplaced(resolver, domain, &doubled, &stray, need).await
    {
        return finding;
    }
    if let Some(silence) = mail.silence() {
        return finding(Unsure::Silence(silence.clone()));
    }
    if let Some((need, question)) =
        need.and_then(|need| need.question.as_ref().map(|question| (need, question)))
    {
        let question = asked(need, question);
        return finding(Unsure::No).fix(open(SpfAdvice::Ask { question, is_first: true }));
    }
    let Some(mailboxes) = of_mailboxes(resolver, &mail).await else {
        let also = need.map_or_else(Vec::new, |need| need.terms.clone());
        return finding(Unsure::Mailboxes).fix(open(SpfAdvice::FindRecord { also }));
    };
    let first = sound(resolver, domain, first_record(mailboxes, need)).await;
    finding(Unsure::No)
        .fix(first.map(|text| Remedy::new(Change::Add(vec![DnsRecord::txt(domain, text)]), SpfAdvice::Add)))
}

/// Returns the record if receivers can evaluate it to its end.
async fn sound<R: Resolver>(resolver: &R, domain: &str, text: Option<String>) -> Option<String> {
    let text = text?;
    let record = Record::parse(&text).ok()?;
    let after = walk(&Overlay::new(resolver, domain, &text), domain, &record).await;
    (after.within_limits() && !after.is_fatal() && after.silent.is_empty()).then_some(text)
}

/// Returns the finding about a record at a name to which a DNS panel appended the domain. The fix moves the record and
/// adds the provider to it.
async fn misplaced<R: Resolver>(
    resolver: &R,
    domain: &str,
    doubled: &str,
    text: &str,
    need: Option<&Need>,
) -> Option<Judged> {
    let stray = Record::parse(text).ok()?;
    let terms = need.map_or(&[][..], |need| &need.terms);
    let record = sound(resolver, domain, Some(with_terms(&stray, terms))).await?;
    let change = Change::Replace(vec![
        Edit::add(DnsRecord::txt(domain, record)),
        Edit::remove(DnsRecord::txt(doubled, text)),
    ]);
    Some(
        fail(SpfFinding::DoubledName)
            .seen([Seen::record(doubled, text)])
            .fix(Remedy::new(change, SpfAdvice::Move)),
    )
}

/// Returns a first record, which allows the servers that receive the domain's mail and the chosen provider.
fn first_record(mailboxes: Vec<String>, need: Option<&Need>) -> Option<String> {
    let mut terms = mailboxes;
    let new = need.map_or(&[][..], |need| &need.terms).iter().filter(|term| !terms.contains(term)).cloned();
    let new: Vec<String> = new.collect();
    terms.extend(new);
    (!terms.is_empty()).then(|| format!("v=spf1 {} ~all", terms.join(" ")))
}

/// Returns the terms for the provider that receives the domain's mail. `None` if its hosts don't reveal its sending
/// servers: they belong to a filter, or to a provider whose terms aren't known.
async fn of_mailboxes<R: Resolver>(resolver: &R, mail: &Answer) -> Option<Vec<String>> {
    let hosts: Vec<&str> =
        mail.mail_hosts().into_iter().map(|(_, host)| host).filter(|host| *host != ".").collect();
    match provider_by_mx(hosts.iter().copied()) {
        _ if gateway_by_mx(hosts.iter().copied()).is_some() => None,
        Some(mailbox) => match region(resolver, mailbox, &hosts, "").await {
            Region::Everywhere => {
                Some(provider_terms(&mailbox.spf_mechanism)).filter(|terms| !terms.is_empty())
            }
            Region::Known { include, .. } => Some(vec![format!("include:{include}")]),
            Region::Unknown => None,
        },
        None if hosts.is_empty() => Some(Vec::new()),
        None => Some(vec!["mx".to_owned()]),
    }
}

/// Returns the terms for the provider that receives the domain's mail, or none if they can't be determined.
pub(super) async fn mailboxes<R: Resolver>(resolver: &R, domain: &str) -> Vec<String> {
    let mail = resolver.ask(domain, Kind::Mx).await;
    of_mailboxes(resolver, &mail).await.unwrap_or_default()
}
