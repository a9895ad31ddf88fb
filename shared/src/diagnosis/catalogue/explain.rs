//! From a row to the sentences that people read.

use super::{
    Failed, Found, GENERIC_REFUSAL, is_everybodys, login, mailbox::Mailbox, reply::Reply, speaks_for, words,
};
use crate::{
    check::Stage,
    diagnosis::{Acts, Diagnosis},
    facts::{Actor, ErrorRow, Provider, Reason, Retry, Variant},
};

/// What a refusal means whose reply does not even say that the pair is wrong.
pub(super) const NO_REASON_GIVEN: &str = "The server rejected the sign-in and doesn't say why.";

/// Explains a row for this mailbox.
pub(super) fn row(found: Found, failed: &Failed, mailbox: Mailbox, reply: Option<&Reply>) -> Diagnosis {
    let row = found.row;
    let is_sent_to_administrator = reply.is_some_and(|reply| words::names_an_administrator(&reply.plain));
    let consumer = row.consumer.as_ref().filter(|_| mailbox.is_alone());
    let is_managed = mailbox.has_administrator() || is_sent_to_administrator && !mailbox.is_alone();
    let managed = row.managed.as_ref().filter(|_| is_managed);
    let acts = match (consumer, managed) {
        (Some(variant), _) if variant.client == NOTHING => Acts::Technician,
        (Some(_), _) => Acts::Client,
        (None, Some(_)) => Acts::Administrator,
        (None, None) => acts(row),
    };
    let variant = consumer.or(managed);
    let mut diagnosis = diagnosis(row, variant, acts);
    diagnosis.secret_refused = variant.is_none() && refuses_secret(found, mailbox, reply);
    diagnosis.secret_doubted = diagnosis.secret_refused || variant.is_none() && is_about_the_pair(row);
    if row.id == GENERIC_REFUSAL && !diagnosis.secret_refused {
        // A refusal that gives no reason is not called a wrong password.
        NO_REASON_GIVEN.clone_into(&mut diagnosis.meaning);
    }
    if failed.stage == Stage::Auth && variant.is_none() {
        if is_about_the_pair(row) {
            login::sharpen(&mut diagnosis, failed, mailbox, !is_everybodys(row));
        } else if row.reasons.contains(&Reason::UserForm) || row.vague {
            // A refusal without a reason is about a user name that can't be right, before it is about anything else.
            let is_own = !is_everybodys(row) && !row.vague;
            login::correct_user(&mut diagnosis, failed, mailbox, is_own);
        }
    }
    fill_in(&mut diagnosis, failed, mailbox);
    // A page that differs by customer is for the guide to explain.
    let url = page(row, mailbox.provider, diagnosis.acts);
    url.filter(|url| url.starts_with("https://") && !url.contains('<'))
        .unwrap_or("")
        .clone_into(&mut diagnosis.url);
    diagnosis
}

/// The catalogue says this if the client has nothing to do.
const NOTHING: &str = "Nothing.";

fn diagnosis(row: &ErrorRow, variant: Option<&Variant>, acts: Acts) -> Diagnosis {
    let (meaning, client, technician) = match variant {
        Some(Variant { meaning, client, technician }) => (meaning, client, technician),
        None => (&row.meaning, &row.client, &row.technician),
    };
    Diagnosis {
        cause: row.id.clone(),
        meaning: meaning.clone(),
        client: if client == NOTHING { String::new() } else { client.clone() },
        technician: technician.clone(),
        acts,
        url: String::new(),
        secret_refused: false,
        secret_doubted: false,
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
fn refuses_secret(found: Found, mailbox: Mailbox, reply: Option<&Reply>) -> bool {
    let is_plain = mailbox.service.is_some_and(|service| service.plain_refusal)
        && found.reason == Some(Reason::Refused)
        && reply.is_some_and(|reply| reply.code >= 500);
    let says_so = found.reason == Some(Reason::BadCredentials)
        || is_plain
        || reply.is_some_and(|reply| reply.enhanced == "5.7.8");
    found.row.secret_refused || found.row.id == GENERIC_REFUSAL && says_so
}

/// True for rows that know no more than that the pair was refused.
pub(super) fn is_about_the_pair(row: &ErrorRow) -> bool {
    row.reasons.contains(&Reason::BadCredentials) && !row.reasons.contains(&Reason::AppPassword)
}

/// Puts what is known into the places that a row leaves open.
fn fill_in(diagnosis: &mut Diagnosis, failed: &Failed, mailbox: Mailbox) {
    for text in [&mut diagnosis.meaning, &mut diagnosis.client, &mut diagnosis.technician] {
        if text.contains('{') {
            *text = text
                .replace("{provider}", mailbox.name())
                .replace("{server}", mailbox.server())
                .replace("{reply}", failed.words);
        }
    }
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
