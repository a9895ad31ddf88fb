//! Turns a row of the catalog into an explanation.

use super::{
    Failed, GENERIC_REFUSAL, Match, cause, is_everybodys, login, mailbox::Mailbox as Owner, reply::Reply,
    speaks_for, words,
};
use crate::{
    check::Stage,
    diagnosis::{AboutLogin, Acts, Found, Mailbox, Named, Statement},
    facts::{Actor, ErrorRow, Provider, Reason, Retry},
};

/// Explains a row for this mailbox.
pub(super) fn row(found: Match, failed: &Failed, owner: Owner, reply: Option<&Reply>) -> Found {
    let row = found.row;
    let (mailbox, acts) = variant(row, owner, reply);
    let named = Named {
        provider: owner.name().to_owned(),
        server: owner.server().to_owned(),
        reply: failed.words.to_owned(),
    };
    let is_plain = mailbox == Mailbox::Any;
    let mut result = Found::of(cause(row), mailbox, &named, acts);
    result.secret_refused = is_plain && refuses_secret(found, owner, reply);
    result.secret_doubted = result.secret_refused || is_plain && is_about_the_pair(row);
    if cause(row) == GENERIC_REFUSAL && !result.secret_refused {
        // A rejection without a reason isn't called a wrong password.
        result.meaning = Statement::Login(AboutLogin::NoReasonGiven);
    }
    if failed.stage == Stage::Auth && is_plain {
        if is_about_the_pair(row) {
            login::sharpen(&mut result, failed, owner, !is_everybodys(row));
        } else if row.reasons.contains(&Reason::UserForm) || row.vague {
            // If the reply gives no reason and the user name can't be right, the user name is the likely cause.
            let is_own = !is_everybodys(row) && !row.vague;
            login::correct_user(&mut result, failed, owner, is_own);
        }
    }
    // If the page differs by customer, the guide explains it.
    let url = page(row, owner.provider, result.acts);
    url.filter(|url| url.starts_with("https://") && !url.contains('<'))
        .unwrap_or("")
        .clone_into(&mut result.url);
    result
}

/// Returns which explanation applies to this mailbox, and who has to act.
fn variant(row: &ErrorRow, owner: Owner, reply: Option<&Reply>) -> (Mailbox, Acts) {
    let is_sent_to_administrator = reply.is_some_and(|reply| words::names_an_administrator(&reply.plain));
    let is_managed = owner.has_administrator() || is_sent_to_administrator && !owner.is_alone();
    match row.consumer.filter(|_| owner.is_alone()) {
        Some(Actor::Technician) => (Mailbox::Consumer, Acts::Technician),
        Some(_) => (Mailbox::Consumer, Acts::Client),
        None if row.managed && is_managed => (Mailbox::Managed, Acts::Administrator),
        None => (Mailbox::Any, acts(row)),
    }
}

fn acts(row: &ErrorRow) -> Acts {
    match (row.who, row.retry) {
        _ if row.needs_admin => Acts::Administrator,
        (_, Retry::Later) => Acts::Wait,
        (Actor::Client, _) => Acts::Client,
        (Actor::Technician, _) => Acts::Technician,
        (Actor::Provider, _) => Acts::Provider,
    }
}

/// Returns true if the reply says that the user name or the secret is wrong.
fn refuses_secret(found: Match, owner: Owner, reply: Option<&Reply>) -> bool {
    let is_plain = owner.service.is_some_and(|service| service.plain_refusal)
        && found.reason == Some(Reason::Refused)
        && reply.is_some_and(|reply| reply.code >= 500);
    let says_so = found.reason == Some(Reason::BadCredentials)
        || is_plain
        || reply.is_some_and(|reply| reply.enhanced == "5.7.8");
    found.row.secret_refused || cause(found.row) == GENERIC_REFUSAL && says_so
}

/// Returns true for rows that only say that the login was rejected.
pub(super) fn is_about_the_pair(row: &ErrorRow) -> bool {
    row.reasons.contains(&Reason::BadCredentials) && !row.reasons.contains(&Reason::AppPassword)
}

/// Returns the page on which to act: the page that creates secrets, for the client, or the provider's help, if the
/// row is this provider's own.
fn page<'a>(row: &ErrorRow, provider: Option<&'a Provider>, acts: Acts) -> Option<&'a str> {
    let provider = provider?;
    match acts {
        Acts::Wait => None,
        Acts::Client if row.stage == "auth" => Some(&provider.secret_url),
        _ if speaks_for(row, provider) => Some(&provider.help_url),
        _ => None,
    }
}
