//! From a row to what is said about it.

use super::{
    Failed, GENERIC_REFUSAL, Match, cause, is_everybodys, login, mailbox::Mailbox as Owner, reply::Reply,
    speaks_for, words,
};
use crate::{
    check::Stage,
    diagnosis::{AboutLogin, Acts, Found, Mailbox, Named, Said},
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
    let mut told = Found::of(cause(row), mailbox, &named, acts);
    told.secret_refused = is_plain && refuses_secret(found, owner, reply);
    told.secret_doubted = told.secret_refused || is_plain && is_about_the_pair(row);
    if cause(row) == GENERIC_REFUSAL && !told.secret_refused {
        // A refusal that gives no reason isn't called a wrong password.
        told.meaning = Said::Login(AboutLogin::NoReasonGiven);
    }
    if failed.stage == Stage::Auth && is_plain {
        if is_about_the_pair(row) {
            login::sharpen(&mut told, failed, owner, !is_everybodys(row));
        } else if row.reasons.contains(&Reason::UserForm) || row.vague {
            // A refusal without a reason is about a user name that can't be right, before it is about anything else.
            let is_own = !is_everybodys(row) && !row.vague;
            login::correct_user(&mut told, failed, owner, is_own);
        }
    }
    // A page that differs by customer is for the guide to explain.
    let url = page(row, owner.provider, told.acts);
    url.filter(|url| url.starts_with("https://") && !url.contains('<'))
        .unwrap_or("")
        .clone_into(&mut told.url);
    told
}

/// The explanation that is true of this mailbox, and who acts on it.
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

/// True if the reply says that the pair of user name and secret is wrong.
fn refuses_secret(found: Match, owner: Owner, reply: Option<&Reply>) -> bool {
    let is_plain = owner.service.is_some_and(|service| service.plain_refusal)
        && found.reason == Some(Reason::Refused)
        && reply.is_some_and(|reply| reply.code >= 500);
    let says_so = found.reason == Some(Reason::BadCredentials)
        || is_plain
        || reply.is_some_and(|reply| reply.enhanced == "5.7.8");
    found.row.secret_refused || cause(found.row) == GENERIC_REFUSAL && says_so
}

/// True for rows that know no more than that the pair was refused.
pub(super) fn is_about_the_pair(row: &ErrorRow) -> bool {
    row.reasons.contains(&Reason::BadCredentials) && !row.reasons.contains(&Reason::AppPassword)
}

/// Where it is done: the page that makes secrets, for the client; the provider's help, for what is this provider's own.
fn page<'a>(row: &ErrorRow, provider: Option<&'a Provider>, acts: Acts) -> Option<&'a str> {
    let provider = provider?;
    match acts {
        Acts::Wait => None,
        Acts::Client if row.stage == "auth" => Some(&provider.secret_url),
        _ if speaks_for(row, provider) => Some(&provider.help_url),
        _ => None,
    }
}
