//! From a reply or a fixed word to a row of the error catalogue.
//!
//! The first of these that gives a row wins; within each, the table's order is kept, which is most
//! telling first:
//!
//! 1. the words, among the provider's own rows: those of the stage, then those that it can stumble on;
//! 2. the words, among everybody's rows of the stage;
//! 3. the enhanced status code with its reply code, where the pair means one thing at this stage; then the enhanced
//!    code without it, where it is a telling one;
//! 4. the words, among everybody's rows that the stage can stumble on;
//! 5. the reply code alone;
//! 6. the stage alone.

use std::sync::LazyLock;

use regex_lite::{Regex, RegexBuilder};

use super::{Acts, Diagnosis, own};
use crate::{
    check::Stage,
    facts::{self, Actor, ErrorRow, Provider, Retry},
};

/// Providers that answer in the words of another.
const FAMILIES: [(&str, &str); 4] = [
    ("aol", "yahoo"),
    ("outlook-com", "microsoft-365"),
    ("godaddy-m365", "microsoft-365"),
    ("web-de", "gmx"),
];

/// Rows whose reply says that the pair of user name and secret is wrong. Others may come of it too,
/// but do not say so; [`GENERIC_REFUSAL`] says so with one enhanced code only.
const REFUSE_THE_SECRET: [&str; 17] = [
    "google-bad-credentials",
    "google-app-password-required",
    "ms-user-credentials",
    "icloud-bad-credentials",
    "yahoo-bad-credentials",
    "ionos-auth-failed",
    "mailru-app-password",
    "cpanel-bad-credentials",
    "ses-bad-credentials",
    "sendgrid-bad-key",
    "mailgun-bad-credentials",
    "brevo-bad-key",
    "smtp2go-bad-credentials",
    "mailjet-bad-credentials",
    "resend-bad-key",
    "mailersend-bad-credentials",
    "mandrill-bad-key",
];

/// The row of a 535 of which nothing else is known. Servers use 535 for accounts that are off and for
/// policies as well; 5.7.8 means "authentication credentials invalid" (RFC 4954, section 6).
const GENERIC_REFUSAL: &str = "generic-535";

/// What that row means without 5.7.8.
const NO_REASON_GIVEN: &str = "The server refused the sign-in, and does not say why.";

static PATTERNS: LazyLock<Vec<(&'static ErrorRow, Regex)>> = LazyLock::new(|| {
    let pattern = |row: &'static ErrorRow| {
        let built = RegexBuilder::new(&row.pattern).case_insensitive(true).build();
        (row, built.expect("build.rs has compiled every pattern"))
    };
    facts::errors().iter().filter(|row| row.stage != "input").map(pattern).collect()
});

/// Explains a failed stage. `failure` is the whole reply with its code in front, or one of the
/// [words](super::word); `provider` is an id of the provider table, where it is known.
pub fn diagnose(provider: Option<&str>, stage: Stage, failure: &str) -> Diagnosis {
    let provider = provider.and_then(facts::provider);
    if let Some(own) = own::by_word(failure) {
        return own;
    }
    let reply = Reply::parse(failure);
    match row(provider, stage, failure, reply.as_ref()) {
        Some(row) => explain(row, provider, reply.as_ref()),
        None => own::by_stage(stage),
    }
}

/// The codes that a reply begins with.
struct Reply<'a> {
    code: u16,
    enhanced: &'a str,
}

impl<'a> Reply<'a> {
    fn parse(failure: &'a str) -> Option<Self> {
        let (code, rest) = failure.split_at_checked(3)?;
        let code = code.parse().ok().filter(|code| (200..600).contains(code))?;
        let is_code = |word: &&str| {
            word.split('.').count() == 3 && word.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        };
        Some(Self { code, enhanced: rest.split_ascii_whitespace().next().filter(is_code).unwrap_or("") })
    }
}

fn row(
    provider: Option<&Provider>,
    stage: Stage,
    failure: &str,
    reply: Option<&Reply>,
) -> Option<&'static ErrorRow> {
    let first = |fits: &dyn Fn(&ErrorRow) -> bool| {
        let mut rows = PATTERNS.iter().filter(|(row, _)| fits(row));
        rows.find(|(_, pattern)| pattern.is_match(failure)).map(|(row, _)| *row)
    };
    let theirs = |row: &ErrorRow| provider.is_some_and(|provider| speaks_for(row, provider));
    let everybodys = |row: &ErrorRow| row.provider == "any";
    let here = |row: &ErrorRow| row.stage == name(stage) || row.stage == "any";
    let Some(reply) = reply else {
        // A failure without a reply looks the same at every stage.
        return first(&|row| everybodys(row) && row.stage == name(stage))
            .or_else(|| first(&|row| everybodys(row) && row.code == 0));
    };
    first(&|row| theirs(row) && here(row))
        .or_else(|| first(&|row| theirs(row) && reaches(row, stage)))
        .or_else(|| first(&|row| everybodys(row) && here(row) && row.code != 0 && !is_generic(row)))
        .or_else(|| by_enhanced(provider, stage, reply))
        .or_else(|| first(&|row| everybodys(row) && reaches(row, stage) && !is_generic(row)))
        .or_else(|| first(&|row| is_generic(row) && here(row)))
}

/// The catalogue's name of a stage.
fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Resolve => "dns",
        Stage::Connect => "tcp",
        Stage::Sender => "mail-from",
        Stage::Quit => "any",
        Stage::Tls | Stage::Greeting | Stage::Ehlo | Stage::Starttls | Stage::Auth => stage.as_str(),
    }
}

fn is_generic(row: &ErrorRow) -> bool {
    row.id.starts_with("generic-")
}

/// Whether a reply at `stage` can be what the row of a later or an earlier stage speaks of. A row of
/// everybody's about a recipient's mailbox or a message is not: a check names no recipient and sends nothing.
fn reaches(row: &ErrorRow, stage: Stage) -> bool {
    let policy = row.enhanced.split('.').nth(1) == Some("7");
    match row.stage.as_str() {
        "mail-from" => matches!(stage, Stage::Auth | Stage::Sender),
        "auth" => matches!(stage, Stage::Ehlo | Stage::Sender),
        "rcpt" | "data" => row.provider != "any" || policy,
        _ => false,
    }
}

/// Whether a row of one provider is true of this one.
fn speaks_for(row: &ErrorRow, provider: &Provider) -> bool {
    let family = FAMILIES.iter().find(|(member, _)| *member == provider.id).map(|(_, head)| *head);
    row.provider != "any"
        && (row.provider == provider.id
            || family == Some(row.provider.as_str())
            || provider.errors.contains(&row.id))
}

/// The only row at this stage with this pair of codes.
fn by_enhanced(provider: Option<&Provider>, stage: Stage, reply: &Reply) -> Option<&'static ErrorRow> {
    let fits = |row: &&ErrorRow| {
        row.stage == name(stage)
            && row.code == reply.code
            && row.enhanced == reply.enhanced
            && !row.enhanced.is_empty()
    };
    let only = |of: &dyn Fn(&ErrorRow) -> bool| {
        let mut rows = facts::errors().iter().filter(fits).filter(|row| of(row));
        rows.next().filter(|_| rows.next().is_none())
    };
    provider
        .and_then(|provider| only(&|row| speaks_for(row, provider)))
        .or_else(|| only(&|row| row.provider == "any"))
        .or_else(|| by_enhanced_alone(stage, reply))
}

/// Codes of RFC 4954, section 6, and RFC 5248 that mean one thing about a sign-in whatever stands in front of them.
/// X.7.0 and X.7.1 are not among them: servers use them for anything.
fn by_enhanced_alone(stage: Stage, reply: &Reply) -> Option<&'static ErrorRow> {
    let id = match (stage, reply.enhanced) {
        (Stage::Auth, "5.7.8") => GENERIC_REFUSAL,
        (Stage::Auth, "5.7.9") => "auth-mechanism-too-weak",
        (Stage::Auth, "5.7.11") => "auth-encryption-required",
        (Stage::Auth, "4.7.12") => "auth-password-transition",
        (Stage::Auth, "5.7.13") => "account-disabled",
        (Stage::Sender, "4.1.8" | "5.1.8") => "sender-domain-missing",
        _ => return None,
    };
    facts::errors().iter().find(|row| row.id == id)
}

fn explain(row: &ErrorRow, provider: Option<&Provider>, reply: Option<&Reply>) -> Diagnosis {
    let acts = match (row.who, row.retry) {
        _ if row.needs_admin => Acts::Administrator,
        (_, Retry::Later) => Acts::Wait,
        (Actor::Client, _) => Acts::Client,
        (Actor::Technician, _) => Acts::Technician,
        (Actor::Provider, _) => Acts::Provider,
    };
    let secret_refused = REFUSE_THE_SECRET.contains(&row.id.as_str())
        || row.id == GENERIC_REFUSAL && reply.is_some_and(|reply| reply.enhanced == "5.7.8");
    // A refusal that gives no reason is not called a wrong password.
    let gives_no_reason = row.id == GENERIC_REFUSAL && !secret_refused;
    Diagnosis {
        cause: row.id.clone(),
        meaning: if gives_no_reason { NO_REASON_GIVEN.to_owned() } else { row.meaning.clone() },
        client: instruction(&row.client),
        technician: row.technician.clone(),
        acts,
        // A page that differs by customer is for the guide to explain.
        url: page(row, provider, acts)
            .filter(|url| url.starts_with("https://") && !url.contains('<'))
            .unwrap_or("")
            .to_owned(),
        secret_refused,
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

/// The catalogue says "Nothing." where the client has nothing to do.
fn instruction(text: &str) -> String {
    if text == "Nothing." { String::new() } else { text.to_owned() }
}

#[cfg(test)]
mod tests;
