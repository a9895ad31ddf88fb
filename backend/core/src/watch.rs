//! Watches configured sites after a message showed that their mail arrives. Their DNS records are looked at again every
//! week, and the manager is told what got worse. Someone can also be reminded of a new proof every month.

mod drift;
mod remind;
#[cfg(test)]
mod tests;

use audit::AuditRequest;
use sha2::{Digest, Sha256};
use shared::{
    delivery::DkimOutcome,
    dns::{Authorities, Resolver},
    page::Web,
    report::{Audit, Finding, Report},
    rules::Address,
};

use self::drift::Drift;
pub use self::remind::{reminds, set_reminders};
use super::{
    Error, Result,
    report::{self, Turns},
    retention::{AGAIN, addressees, send},
};
use crate::{
    event::{Entry, OnboardingEvent},
    notice::{self, Mail, Post},
    store::{Look, NewActivity, Onboarding, Store, Watch},
};

/// One day, in seconds.
const DAY: i64 = 24 * 3600;

/// How long until a site's records are looked at again.
const WEEK: i64 = 7 * DAY;

/// How many sites one run looks at, one after another.
const BATCH: u32 = 5;

/// What is needed to look at records.
#[derive(Debug)]
pub struct Means<'a, D, W> {
    /// Access to DNS.
    pub dns: &'a D,
    /// Access to the web.
    pub web: &'a W,
    /// Decides whose report runs next.
    pub turns: &'a Turns,
    /// Puts a report into words.
    pub tell: fn(&Audit) -> Report,
}

/// Does what is due now. Any number of servers can do this at the same time, and each look and each email happens on
/// one of them. Without `post`, changes are only recorded.
pub async fn run<D: Resolver + Authorities, W: Web>(
    store: &dyn Store,
    means: &Means<'_, D, W>,
    post: Option<&dyn Post>,
    now: i64,
) -> Result<()> {
    for was in store.looks_due(now, BATCH).await? {
        // Its future contains all the lookups and is large.
        if let Err(error) = Box::pin(look(store, means, post, &was, now)).await {
            // The other sites and the reminders don't wait for this one.
            tracing::error!(onboarding = was.id, %error, "a site's DNS records couldn't be looked at");
        }
    }
    match post {
        Some(post) => remind::tell(store, post, now).await,
        None => Ok(()),
    }
}

/// Looks at a site's records, unless another server does. If this server is killed, they are due again an hour later.
async fn look<D: Resolver + Authorities, W: Web>(
    store: &dyn Store,
    means: &Means<'_, D, W>,
    post: Option<&dyn Post>,
    was: &Onboarding,
    now: i64,
) -> Result<()> {
    let turn = match means.turns.take(&was.locator).await {
        Ok(turn) => turn,
        // Reports that someone waits for come first. The site stays due.
        Err(Error::Busy | Error::ReportRunning) => return Ok(()),
        Err(error) => return Err(error),
    };
    let Watch { look: old, .. } = store.watch(&was.id).await?;
    if old.as_ref().is_some_and(|look| look.at > now) {
        return Ok(());
    }
    let known = old.as_ref().map(|look| look.known.clone()).unwrap_or_default();
    let claim = Look { at: now + AGAIN, known };
    if !store.set_look(was, old.as_ref(), &claim, &[]).await? {
        return Ok(());
    }
    let report = match request(store, was).await? {
        Some(request) => Some((means.tell)(&audit::audit(means.dns, means.web, &request).await)),
        None => None,
    };
    drop(turn);
    match report {
        Some(report) if drift::has_answers(&report) => keep(store, post, was, &claim, &report, now).await,
        // Nothing is known, so nothing changes. A site whose sender isn't known has no records to look at.
        no_answers => {
            let at = if no_answers.is_some() { now + DAY } else { next(&was.id, now) };
            let again = Look { at, known: claim.known.clone() };
            store.set_look(was, Some(&claim), &again, &[]).await?;
            Ok(())
        }
    }
}

/// Stores a report, and tells the manager what got worse. If no email can be sent or something wasn't answered, the
/// look is repeated a day later.
async fn keep(
    store: &dyn Store,
    post: Option<&dyn Post>,
    read: &Onboarding,
    claim: &Look,
    report: &Report,
    now: i64,
) -> Result<()> {
    let was = store.onboarding(&read.id).await?;
    let Some(was) = was.filter(|was| was.status.is_configured() && was.locator == read.locator) else {
        return Ok(());
    };
    let last = store.report(&was.id).await?;
    report::keep(store, &was, &drift::carried_over(last, report.clone()), now).await?;
    let Drift { worse, fixed, known, is_complete } = drift::compare(&claim.known, report, now);
    let Some(people) = tell(store, post, &was, report, &worse).await? else {
        let again = Look { at: now + DAY, known: claim.known.clone() };
        store.set_look(&was, Some(claim), &again, &[]).await?;
        return Ok(());
    };
    let domain = || report.domain.clone();
    let mut events = Vec::new();
    if !worse.is_empty() {
        let topics = drift::topics(&worse);
        events.push(OnboardingEvent::RecordsDrifted { domain: domain(), topics, people });
    }
    if !fixed.is_empty() {
        events.push(OnboardingEvent::RecordsFixed { domain: domain(), topics: fixed });
    }
    let entries: Vec<Entry<'_>> = events.iter().map(|event| event.at(now)).collect();
    let activity: Vec<NewActivity<'_>> = entries.iter().map(Entry::as_new).collect();
    let at = if is_complete { next(&was.id, now) } else { now + DAY };
    let look = Look { at, known };
    store.set_look(&was, Some(claim), &look, &activity).await?;
    Ok(())
}

/// Emails the manager what got worse. Returns whom, or `None` if no email could be sent.
async fn tell(
    store: &dyn Store,
    post: Option<&dyn Post>,
    was: &Onboarding,
    report: &Report,
    worse: &[&Finding],
) -> Result<Option<Vec<String>>> {
    let Some(post) = post.filter(|_| !worse.is_empty()) else { return Ok(Some(Vec::new())) };
    let people = addressees(store, was).await?;
    let mut told = Vec::new();
    for person in &people {
        let mail = Mail::RecordsDrifted(notice::Drifted {
            manager: &person.name,
            client: &was.client,
            site: &was.site,
            onboarding: &was.id,
            report,
            worse,
        });
        if send(post, &person.email, mail, &was.id).await {
            told.push(person.name.clone());
        }
    }
    // Whoever got it knows, so it isn't sent again to anyone.
    let is_over = people.is_empty() || !told.is_empty();
    Ok(is_over.then_some(told))
}

/// Returns what to report on: the address from which the site sends, and the keys with which its last message was
/// signed. `None` if the address isn't known.
async fn request(store: &dyn Store, was: &Onboarding) -> Result<Option<AuditRequest>> {
    let proof = store.proof(&was.id).await?;
    let shown = || proof.proven.as_ref().and_then(|proven| proven.from.parse::<Address>().ok());
    let chosen = was.progress.address.clone().or_else(|| was.address.clone());
    let Some(address) = chosen.or_else(shown) else { return Ok(None) };
    let request = report::request(was, address);
    let domain = request.domain.as_str();
    let seen = proof.judged.as_ref().and_then(|judged| judged.seen.as_ref());
    let signatures = seen.into_iter().flat_map(|seen| &seen.delivery.dkim).filter(|check| {
        check.outcome == DkimOutcome::Pass && check.domain.as_deref().is_some_and(|signer| signer == domain)
    });
    let selectors = signatures.filter_map(|check| check.selector.clone()).collect();
    Ok(Some(AuditRequest { selectors, ..request }))
}

/// Returns when the next look is due. Each site has its own moment of the week, so that they are spread over it.
fn next(id: &str, now: i64) -> i64 {
    let digest = Sha256::digest(id.as_bytes());
    let own = i64::from(u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]));
    now + 1 + (own - now - 1).rem_euclid(WEEK)
}
