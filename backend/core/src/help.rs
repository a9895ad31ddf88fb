//! A client who is stuck asks the manager for help. The manager gets an email, the board shows the request, and the
//! client's page shows it until someone says that they helped.

use shared::{
    link::{Locator, Token},
    status::Closed,
    wire::{BoardRow, Call, Contact, HelpAsked, HelpRequest, HelpSent, HelpSettled},
};

use super::{
    Error, Fault, Result,
    access::{self, Visit},
    board, limits,
    retention::addressees,
};
use crate::{
    event::OnboardingEvent,
    store::{Happened, Help, Onboarding, Person, Store, UnmailedHelp},
};

/// How far ahead a call can be, in seconds. The page offers working days only.
const CALL_AHEAD: i64 = 8 * 24 * 3600;

/// The longest time that a client can choose for a call, in seconds.
const CALL_LONGEST: i64 = 12 * 3600;

/// How many open requests are shown at once.
const SHOWN: u32 = 10;

/// The result of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What the client's page shows.
    pub sent: HelpSent,
    /// The request if this call stored it, for [`crate::retention::tell_help`]; `None` if the same one is open already.
    pub fresh: Option<UnmailedHelp>,
}

/// Stores a request for help. A link that only shows the receipt can be used too, unless the manager revoked it.
///
/// # Errors
/// [`Fault::CallTime`] if the call would be in the past or too far ahead; [`Error::HelpsUsedUp`] after too many requests.
pub async fn ask(
    store: &dyn Store,
    locator: &Locator,
    token: &Token,
    request: &HelpRequest,
    now: i64,
) -> Result<Asked> {
    let Visit { onboarding, over } = access::look(store, locator, token, now).await?;
    if over == Some(Closed::Revoked) {
        return Err(Error::LinkRevoked);
    }
    // The page repeats a request if only the answer was lost. That isn't another one.
    if let Some(last) = store.last_help(&onboarding.id, &onboarding.locator).await?
        && last.settled.is_none()
        && is_same(&last, request)
    {
        return Ok(Asked { sent: sent(last), fresh: None });
    }
    if request.call.as_ref().is_some_and(|call| !is_possible(call, now)) {
        return Err(Fault::CallTime.at("call"));
    }
    if let Some(wait) = limits::count_help(store, locator, now).await? {
        let (name, _) = contact(store, &onboarding).await?;
        return Err(Error::HelpsUsedUp { times: limits::HELPS.times, wait, name });
    }
    let check = onboarding.check.as_ref().filter(|check| !check.ok);
    let happened = Happened { situation: request.situation, cause: check.map(|check| check.cause.clone()) };
    let (note, call) = (request.note.clone(), request.call.clone());
    let help = Help { at: now, step: request.step, happened, note, call, settled: None };
    let event = OnboardingEvent::HelpAsked { call: help.call.is_some() };
    let Some(id) = store.add_help(&onboarding, &help, &event.at(now).as_new()).await? else {
        return Err(Error::LinkRevoked);
    };
    let fresh = UnmailedHelp { id, onboarding_id: onboarding.id, due: now, help: help.clone() };
    Ok(Asked { sent: sent(help), fresh: Some(fresh) })
}

fn is_possible(call: &Call, now: i64) -> bool {
    let length = call.until.saturating_sub(call.from);
    (1..=CALL_LONGEST).contains(&length) && call.until > now && call.from <= now + CALL_AHEAD
}

fn is_same(help: &Help, request: &HelpRequest) -> bool {
    (help.step, help.happened.situation, &help.note, &help.call)
        == (request.step, request.situation, &request.note, &request.call)
}

fn sent(help: Help) -> HelpSent {
    HelpSent { at: help.at, call: help.call, settled: help.settled }
}

/// Records that a person has helped with the requests that they have seen. Doing it again isn't an error.
pub async fn settle(store: &dyn Store, who: &Person, id: &str, until: i64, now: i64) -> Result<BoardRow> {
    store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
    let settled = HelpSettled { at: now, by: who.name.clone() };
    let event = OnboardingEvent::HelpSettled { by: who.name.clone() };
    store.settle_help(id, until, &settled, &event.at(now).as_new()).await?;
    board::row(store, id, now).await
}

/// Returns the client's last request with the current link, as their page shows it.
pub(super) async fn last(store: &dyn Store, onboarding: &Onboarding) -> Result<Option<HelpSent>> {
    Ok(store.last_help(&onboarding.id, &onboarding.locator).await?.map(sent))
}

/// Returns the open requests, as staff see them.
pub(super) async fn open(store: &dyn Store, id: &str) -> Result<Vec<HelpAsked>> {
    let asked = |help: Help| HelpAsked {
        at: help.at,
        step: help.step,
        situation: help.happened.situation,
        cause: help.happened.cause,
        note: help.note,
        call: help.call,
    };
    Ok(store.open_helps(id, SHOWN).await?.into_iter().map(asked).collect())
}

/// Returns the name of the person whom a client can ask, and how to reach them: the manager, or an administrator if the
/// manager has left. No one calls an administrator who doesn't know the client.
pub(super) async fn contact(store: &dyn Store, onboarding: &Onboarding) -> Result<(String, Contact)> {
    let mut people = addressees(store, onboarding).await?;
    if people.is_empty() {
        return Ok((onboarding.manager.clone(), Contact { email: None, phone: None }));
    }
    let person = people.swap_remove(0);
    let email = Some(person.email).filter(|_| person.contact.shows_email);
    let phone = person.contact.phone.filter(|_| person.id == onboarding.manager_id);
    Ok((person.name, Contact { email, phone }))
}
