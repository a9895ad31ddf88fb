//! A domain without an SPF record: a first one, where it can be told what belongs into it.

use shared::{
    dns::{Answer, Kind, Resolver},
    facts::{gateway_by_mx, provider_by_mx},
    report::{Finding, FixAction, Topic, Verdict},
};

use super::{
    authorise::Need,
    edit::{provider_terms, with_terms},
    parse::{Record, is_spf},
    propose::asked,
    region::{Region, region},
    walk::walk,
};
use crate::{
    finding::{With, fail, fix, record as fix_record, warn},
    resolver::Overlay,
};

/// A label that nobody has: what answers for it is a wildcard.
const NOBODY: &str = "sealpost-nobody";

/// What is said of a domain without a record at its own name.
pub(super) async fn missing<R: Resolver>(resolver: &R, domain: &str, need: Option<&Need>) -> Finding {
    let meaning =
        "There is no SPF record, so receivers cannot tell your mail from somebody else's in your name.";
    let finding = if need.is_some_and(|need| need.verdict == Verdict::Fail) {
        fail(Topic::Spf, "missing", meaning)
    } else {
        warn(Topic::Spf, "missing", meaning)
    };
    let finding =
        finding.why("A domain without a v=spf1 record has the result none (RFC 7208, section 2.6.1).");
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
        let why = format!(
            "{} Which record is right depends on who else sends for the domain, and that cannot be told now: {silence}.",
            finding.why
        );
        return finding.why(why);
    }
    if let Some((need, question)) =
        need.and_then(|need| need.question.as_ref().map(|question| (need, question)))
    {
        let summary = format!("Add an SPF record for this domain. {}", asked(need, question));
        return finding.fix(Some(fix(FixAction::Ask, summary, [fix_record(domain, "TXT", "", "")])));
    }
    let Some(mailboxes) = of_mailboxes(resolver, &mail).await else {
        let why = format!(
            "{} Which record is right depends on the servers that the domain's mailboxes send from: their provider tells. A record \
             without them would speak against your own mail.",
            finding.why
        );
        let also = need.map_or_else(String::new, |need| format!(" Put {} in it too.", need.terms.join(" ")));
        let summary = format!(
            "Find the SPF record on the help page of your mailbox provider, and add it here.{also} Only one SPF record may be there."
        );
        return finding.why(why).fix(Some(fix(FixAction::Ask, summary, [fix_record(domain, "TXT", "", "")])));
    };
    let text = first_record(mailboxes, need);
    let Some(Ok(record)) = text.as_deref().map(Record::parse) else { return finding };
    let overlay = Overlay::new(resolver, domain, record.text());
    let after = walk(&overlay, domain, &record).await;
    if !after.within_limits() || after.is_fatal() || !after.silent.is_empty() {
        return finding;
    }
    let summary =
        "Add this SPF record. If other services send mail for the domain, put them in it before you save.";
    finding.fix(Some(fix(FixAction::Add, summary, [fix_record(domain, "TXT", record.text(), "")])))
}

/// A record at a name to which a panel has added the domain once more. The provider goes into it on the way.
async fn misplaced<R: Resolver>(
    resolver: &R,
    domain: &str,
    doubled: &str,
    text: &str,
    need: Option<&Need>,
) -> Option<Finding> {
    let stray = Record::parse(text).ok()?;
    let terms = need.map_or(&[][..], |need| &need.terms);
    let record = Record::parse(&with_terms(&stray, terms)).ok()?;
    let overlay = Overlay::new(resolver, domain, record.text());
    let after = walk(&overlay, domain, &record).await;
    if !after.within_limits() || after.is_fatal() || !after.silent.is_empty() {
        return None;
    }
    let meaning =
        "The SPF record is at the wrong name: the domain was added to it twice, so nobody finds it.";
    let summary = "Add the record at the right name, and delete the one at the doubled name.";
    let records = [fix_record(domain, "TXT", record.text(), ""), fix_record(doubled, "TXT", "", text)];
    Some(
        fail(Topic::Spf, "doubled-name", meaning)
            .seen([format!("{doubled}: {text}")])
            .why("Receivers look at the domain itself (RFC 7208, section 3). Many DNS panels add the domain to what is typed.")
            .fix(Some(fix(FixAction::Replace, summary, records))),
    )
}

/// A first record lets those send who take the domain's mail now, and the chosen provider.
fn first_record(mailboxes: Vec<String>, need: Option<&Need>) -> Option<String> {
    let mut terms = mailboxes;
    let new = need.map_or(&[][..], |need| &need.terms).iter().filter(|term| !terms.contains(term)).cloned();
    let new: Vec<String> = new.collect();
    terms.extend(new);
    (!terms.is_empty()).then(|| format!("v=spf1 {} ~all", terms.join(" ")))
}

/// What lets those send who take the domain's mail. `None` where that cannot be told from its hosts: they are a
/// filter's, or those of a provider that says nothing of the servers it sends from.
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

/// The terms of who takes the domain's mail now; none where that cannot be told.
pub(super) async fn mailboxes<R: Resolver>(resolver: &R, domain: &str) -> Vec<String> {
    let mail = resolver.ask(domain, Kind::Mx).await;
    of_mailboxes(resolver, &mail).await.unwrap_or_default()
}
