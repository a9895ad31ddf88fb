//! A check for a link: if it can begin, and what is stored about it. The crate `probe` runs it.

use probe::relay::Breach;
use shared::{
    check::{CheckReport, CheckVerdict},
    link::{Locator, Token},
    rules::{Host, Port},
    wire::CheckBrief,
};

use super::{Error, Result, Wait, access, limits};
use crate::{
    event::{Abuse, OnboardingEvent},
    store::{CheckRecord, Store},
};

/// How long until a lease ends on its own: longer than any check, including the wait for the encrypted login.
const LEASE: i64 = 120;

/// A check that can begin: counted, and the only one for its link.
#[derive(Debug)]
pub struct Trial {
    /// The onboarding's id.
    pub onboarding_id: String,
    /// Checks that are left in this hour, after this one.
    pub checks_left: u32,
    /// How long until the next one can begin.
    pub check_wait: Wait,
    lease: String,
    /// When the lease ends on its own, which tells it apart from the next one.
    until: i64,
}

/// Lets one check begin. It counts from here on, no matter how it ends.
///
/// # Errors
/// The errors of [`access::enter`]; [`Error::CheckRunning`], [`Error::ChecksUsedUp`].
pub async fn begin(store: &dyn Store, locator: &Locator, token: &Token, now: i64) -> Result<Trial> {
    let onboarding = access::enter(store, locator, token, now).await?;
    let (lease, until) = (format!("check:{locator}"), now + LEASE);
    if !store.take_lease(&lease, now, until).await? {
        return Err(Error::CheckRunning);
    }
    let counted = async {
        let checks_left = limits::count_check(store, locator, now).await?;
        Ok((checks_left, limits::check_wait(store, locator, now).await?))
    };
    match counted.await {
        Ok((checks_left, check_wait)) => {
            Ok(Trial { onboarding_id: onboarding.id, checks_left, check_wait, lease, until })
        }
        Err(error) => {
            store.end_lease(&lease, until).await?;
            Err(error)
        }
    }
}

/// Stores the result. The log gets the catalog's explanation, never a server's own words.
pub async fn record(store: &dyn Store, trial: &Trial, report: &CheckReport, now: i64) -> Result<()> {
    let diagnosis = report.diagnosis.as_ref();
    let brief = CheckBrief {
        ok: report.verdict == CheckVerdict::Ok,
        cause: report.cause.clone(),
        meaning: diagnosis.map(|diagnosis| diagnosis.meaning.clone()).unwrap_or_default(),
        at: now,
    };
    let happened = if brief.ok {
        OnboardingEvent::CheckPassed
    } else {
        OnboardingEvent::CheckFailed { meaning: brief.meaning.clone() }
    };
    let record = CheckRecord { brief: &brief, report };
    Ok(store.add_check(&trial.onboarding_id, &record, &happened.at(now).as_new()).await?)
}

/// Logs that a connection to a mail server or a token endpoint was open for this link and that the result of the check is
/// unknown. Something was sent there from this server.
pub async fn unfinished(
    store: &dyn Store,
    trial: &Trial,
    (host, port): (&Host, Port),
    now: i64,
) -> Result<()> {
    let happened = OnboardingEvent::CheckUnfinished { host: host.clone(), port };
    Ok(store.log(Some(&trial.onboarding_id), &happened.at(now).as_new()).await?)
}

/// Logs that the relay was used for something that our page never does.
pub async fn abused(store: &dyn Store, trial: &Trial, breach: Breach, now: i64) -> Result<()> {
    let abuse = match breach {
        Breach::OtherHost => Abuse::OtherHost,
        Breach::OtherProtocol => Abuse::OtherProtocol,
        _ => Abuse::OtherData,
    };
    Ok(store
        .log(Some(&trial.onboarding_id), &OnboardingEvent::CheckAbused { abuse }.at(now).as_new())
        .await?)
}

/// Lets the next check for this link begin.
pub async fn end(store: &dyn Store, trial: &Trial) -> Result<()> {
    Ok(store.end_lease(&trial.lease, trial.until).await?)
}
