//! A check under a link: who may have one, and what is kept of it. The login itself is `check`.

use probe::relay::Breach;
use shared::{
    check::{CheckReport, CheckVerdict},
    link::{Locator, Token},
    wire::{CheckBrief, RelayTo},
};

use super::{Error, Result, Wait, access, limits};
use crate::store::{CheckRecord, NewActivity, Store};

/// When a lease ends by itself: longer than any check, the wait for the sealed login included.
const LEASE: i64 = 120;

/// A check that may be made: counted, and the only one under its link.
#[derive(Debug)]
pub struct Trial {
    /// The onboarding's id.
    pub onboarding_id: String,
    /// Checks that are left in this hour, after this one.
    pub checks_left: u32,
    /// How long until the next one may begin.
    pub check_wait: Wait,
    lease: String,
    /// When the lease ends by itself, which tells it from the next one's.
    until: i64,
}

/// Lets one check begin. It counts from here on, whatever comes of it.
///
/// # Errors
/// Those of [`access::enter`]; [`Error::CheckRunning`], [`Error::ChecksUsedUp`].
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

/// Keeps what came of it. The log gets the catalogue's explanation, never a server's own words.
pub async fn record(store: &dyn Store, trial: &Trial, report: &CheckReport, now: i64) -> Result<()> {
    let diagnosis = report.diagnosis.as_ref();
    let brief = CheckBrief {
        ok: report.verdict == CheckVerdict::Ok,
        cause: report.cause.clone(),
        meaning: diagnosis.map(|diagnosis| diagnosis.meaning.clone()).unwrap_or_default(),
        at: now,
    };
    let sentence = if brief.ok {
        "The client's sign-in worked.".to_owned()
    } else {
        format!("The client's sign-in did not work. {}", brief.meaning)
    };
    let code = if brief.ok { "check.passed" } else { "check.failed" };
    let activity = NewActivity { at: now, who: "client", code, sentence: &sentence };
    let record = CheckRecord { brief: &brief, report };
    Ok(store.add_check(&trial.onboarding_id, &record, &activity).await?)
}

/// Keeps that a connection to a mail server was open for this link, and that nobody said how the check went. Something
/// was sent there in our name, whatever it was.
pub async fn unfinished(store: &dyn Store, trial: &Trial, to: &RelayTo, now: i64) -> Result<()> {
    let (host, port) = (&to.host, to.port);
    let sentence =
        format!("The client's sign-in at {host}, port {port}, broke off. Nothing is known of how it went.");
    let activity = NewActivity { at: now, who: "client", code: "check.unfinished", sentence: &sentence };
    Ok(store.log(Some(&trial.onboarding_id), &activity).await?)
}

/// Keeps that a relay was asked for what no page of ours asks for.
pub async fn abused(store: &dyn Store, trial: &Trial, breach: Breach, now: i64) -> Result<()> {
    let what = match breach {
        Breach::OtherHost => "a connection to another server than the one that was named",
        Breach::OtherProtocol => "another protocol than that of e-mail",
        _ => "something other than an encrypted connection",
    };
    let sentence = format!(
        "A sign-in under this link was refused: it asked for {what}. Our own page never does; the link may be in \
         other hands."
    );
    let activity = NewActivity { at: now, who: "server", code: "check.abused", sentence: &sentence };
    Ok(store.log(Some(&trial.onboarding_id), &activity).await?)
}

/// Lets the next check under this link begin.
pub async fn end(store: &dyn Store, trial: &Trial) -> Result<()> {
    Ok(store.end_lease(&trial.lease, trial.until).await?)
}
