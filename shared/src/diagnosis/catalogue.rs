//! Finds the row of the error catalog for a reply or a fixed word.
//!
//! The first of these steps that finds a row wins. Within a step, rows keep the table's order, which is most specific
//! first:
//!
//! 1. the provider's own rows with a specific pattern: those of the stage, then those of other stages that can fail
//!    here;
//! 2. what the words say, in any language and with any code ([`words`]), explained by the provider's row for that
//!    reason, or else by the general row;
//! 3. the provider's own rows with a broad pattern;
//! 4. general rows of the stage;
//! 5. the enhanced status code with its reply code, if the pair means one thing at this stage; then the enhanced code
//!    alone, if it is specific;
//! 6. words that say little, and general rows of other stages that can fail here;
//! 7. the reply code alone;
//! 8. the stage alone.
//!
//! A row that sends people to an administrator is never used for a private mailbox, which has none.

mod explain;
mod login;
mod mailbox;
mod reply;
mod words;

use std::sync::LazyLock;

use regex_lite::{Regex, RegexBuilder};

use super::{Cause, Found, own};
use crate::{
    check::Stage,
    facts::{self, ErrorRow, Provider, Reason},
};
use mailbox::Mailbox;
use reply::Reply;

/// Providers whose servers use the same replies as another provider's.
const FAMILIES: [(&str, &str); 4] = [
    ("aol", "yahoo"),
    ("outlook-com", "microsoft-365"),
    ("godaddy-m365", "microsoft-365"),
    ("web-de", "gmx"),
];

/// The row for a 535 reply when nothing else is known. Servers use 535 for disabled accounts and for policies as
/// well; 5.7.8 means "authentication credentials invalid" (RFC 4954, section 6).
const GENERIC_REFUSAL: Cause = Cause::Generic535;

static PATTERNS: LazyLock<Vec<(&'static ErrorRow, Regex)>> = LazyLock::new(|| {
    let pattern = |row: &'static ErrorRow| {
        let built = RegexBuilder::new(&row.pattern).case_insensitive(true).build();
        (row, built.expect("build.rs checked every pattern"))
    };
    let rows = facts::errors().iter().filter(|row| row.stage != "input" && !row.pattern.is_empty());
    rows.map(pattern).collect()
});

/// A failed stage, and what else is known. Unknown fields are empty.
#[derive(Debug, Clone, Copy)]
pub struct Failed<'a> {
    /// The provider's id in the provider table.
    pub provider: Option<&'a str>,
    /// The stage.
    pub stage: Stage,
    /// The whole reply including its code, or one of the [words](super::word).
    pub words: &'a str,
    /// The server's name.
    pub host: &'a str,
    /// The server's greeting.
    pub greeting: &'a str,
    /// The user name that was tried.
    pub user: User<'a>,
}

/// What is known about a user name. In a blind check, the browser keeps the name itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum User<'a> {
    /// Nothing is known.
    Unknown,
    /// The whole user name.
    Whole(&'a str),
    /// It isn't an email address.
    NoAddress,
    /// It is an email address at this domain.
    AddressAt(&'a str),
}

impl<'a> User<'a> {
    /// Returns the domain, if the name is an email address.
    fn domain(self) -> Option<&'a str> {
        match self {
            Self::Whole(name) => name.rsplit_once('@').map(|(_, domain)| domain),
            Self::AddressAt(domain) => Some(domain),
            Self::Unknown | Self::NoAddress => None,
        }
    }

    /// Returns true if it is known to be an email address.
    fn is_address(self) -> bool {
        self.domain().is_some()
    }

    /// Returns true if it is known not to be an email address.
    fn is_no_address(self) -> bool {
        match self {
            Self::Whole(name) => !name.is_empty() && !name.contains('@'),
            Self::NoAddress => true,
            Self::Unknown | Self::AddressAt(_) => false,
        }
    }

    /// Returns true if it is known not to be this word.
    fn is_other_than(self, word: &str) -> bool {
        match self {
            Self::Whole(name) => !name.is_empty() && name != word,
            Self::AddressAt(_) => true,
            Self::Unknown | Self::NoAddress => false,
        }
    }
}

/// Explains a failed stage when nothing else is known. [`explain`] takes more context.
pub fn diagnose(provider: Option<&str>, stage: Stage, failure: &str) -> Found {
    explain(&Failed { provider, stage, words: failure, host: "", greeting: "", user: User::Unknown })
}

/// Explains a failed stage.
pub fn explain(failed: &Failed) -> Found {
    if let Some(own) = own::by_word(failed.words) {
        return own;
    }
    let mailbox = Mailbox::of(failed);
    let reply = Reply::parse(failed.words);
    let found = match &reply {
        Some(reply) => by_reply(failed, mailbox, reply),
        None => by_fixed_word(failed, mailbox).map(Match::row),
    };
    let Some(found) = found else { return own::by_stage(failed.stage) };
    explain::row(found, failed, mailbox, reply.as_ref())
}

/// Returns true if it is known that the mailbox has no administrator.
pub(super) fn is_private(failed: &Failed) -> bool {
    Mailbox::of(failed).is_alone()
}

/// A row, and what led to it.
#[derive(Clone, Copy)]
struct Match {
    row: &'static ErrorRow,
    /// What the words say, if they led to it.
    reason: Option<Reason>,
}

impl Match {
    fn row(row: &'static ErrorRow) -> Self {
        Self { row, reason: None }
    }
}

/// Returns the first row with a matching pattern.
fn first(failure: &str, mailbox: Mailbox, fits: impl Fn(&ErrorRow) -> bool) -> Option<&'static ErrorRow> {
    let mut rows = PATTERNS.iter().filter(|(row, _)| mailbox.can_have(row) && fits(row));
    rows.find(|(_, pattern)| pattern.is_match(failure)).map(|(row, _)| *row)
}

/// Returns the row for a failure without a reply, which looks the same at every stage.
fn by_fixed_word(failed: &Failed, mailbox: Mailbox) -> Option<&'static ErrorRow> {
    first(failed.words, mailbox, |row| is_everybodys(row) && row.stage == name(failed.stage))
        .or_else(|| first(failed.words, mailbox, |row| is_everybodys(row) && row.code == 0))
}

fn by_reply(failed: &Failed, mailbox: Mailbox, reply: &Reply) -> Option<Match> {
    let stage = failed.stage;
    let first = |fits: &dyn Fn(&ErrorRow) -> bool| first(failed.words, mailbox, fits).map(Match::row);
    let here = |row: &ErrorRow| row.stage == name(stage) || row.stage == "any";
    let theirs = |row: &ErrorRow, is_vague: bool| {
        row.vague == is_vague && mailbox.provider.is_some_and(|provider| speaks_for(row, provider))
    };
    let everybodys = |row: &ErrorRow| is_everybodys(row) && row.code != 0 && !is_generic(row);
    let by_words = |is_vague| {
        let reason = words::reason(stage, &reply.plain, is_vague)?;
        // A sign-in that failed temporarily says nothing about the user name or the password, unless that name can't
        // be right.
        let is_fault =
            reason == Reason::Refused && reply.code < 500 && !login::is_wrong_user(failed, mailbox);
        by_reason(if is_fault { Reason::Fault } else { reason }, stage, mailbox)
    };
    first(&|row| theirs(row, false) && here(row))
        .or_else(|| first(&|row| theirs(row, false) && reaches(row, stage)))
        .or_else(|| by_words(false))
        .or_else(|| first(&|row| theirs(row, true) && here(row)))
        .or_else(|| first(&|row| theirs(row, true) && reaches(row, stage)))
        .or_else(|| first(&|row| everybodys(row) && here(row)))
        .or_else(|| by_enhanced(mailbox, stage, reply).map(Match::row))
        .or_else(|| by_words(true))
        .or_else(|| first(&|row| everybodys(row) && reaches(row, stage)))
        .or_else(|| first(&|row| is_generic(row) && here(row)))
}

/// Returns the row that explains a reason: the provider's or else a general one, and rows of this stage first.
fn by_reason(reason: Reason, stage: Stage, mailbox: Mailbox) -> Option<Match> {
    let own = own_row(reason, mailbox);
    // A sending service rejects a sender because it isn't verified there.
    let reason = match reason {
        Reason::SenderNotOwned if own.is_none() && mailbox.sets_up_senders() => Reason::SenderUnverified,
        reason => reason,
    };
    let rows = || rows_for(reason, mailbox).filter(|row| is_everybodys(row));
    let of_stage = |stage: &str| rows().find(|row| row.stage == stage);
    let row = own
        .or_else(|| own_row(reason, mailbox))
        .or_else(|| of_stage(name(stage)))
        .or_else(|| of_stage("any"))
        .or_else(|| rows().next())?;
    Some(Match { row, reason: Some(reason) })
}

/// Returns the provider's own row that explains a reason.
fn own_row(reason: Reason, mailbox: Mailbox) -> Option<&'static ErrorRow> {
    let theirs = |row: &&ErrorRow| mailbox.provider.is_some_and(|provider| speaks_for(row, provider));
    rows_for(reason, mailbox).find(theirs)
}

/// Returns the rows that explain a reason and can apply to this mailbox.
fn rows_for(reason: Reason, mailbox: Mailbox) -> impl Iterator<Item = &'static ErrorRow> {
    let explains = move |row: &&'static ErrorRow| row.reasons.contains(&reason) && mailbox.can_have(row);
    facts::errors().iter().filter(explains)
}

/// Returns the catalog's name for a stage.
fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Resolve => "dns",
        Stage::Connect => "tcp",
        Stage::Sender => "mail-from",
        Stage::Token | Stage::Quit => "any",
        Stage::Tls | Stage::Greeting | Stage::Ehlo | Stage::Starttls | Stage::Auth => stage.as_str(),
    }
}

fn is_everybodys(row: &ErrorRow) -> bool {
    row.provider == "any"
}

fn is_generic(row: &ErrorRow) -> bool {
    matches!(
        cause(row),
        Cause::Generic4xx | Cause::Generic530 | Cause::Generic534 | Cause::Generic535 | Cause::Generic5xx
    )
}

fn cause(row: &ErrorRow) -> Cause {
    Cause::of_row(&row.id)
}

fn row_of(cause: Cause) -> Option<&'static ErrorRow> {
    facts::errors().iter().find(|row| row.id == cause.as_str())
}

/// Returns true if a reply at `stage` can mean what a row of a later or earlier stage says. General rows about a
/// recipient's mailbox or a message never apply, because a check names no recipient and sends nothing.
fn reaches(row: &ErrorRow, stage: Stage) -> bool {
    let policy = row.enhanced.split('.').nth(1) == Some("7");
    match row.stage.as_str() {
        "mail-from" => matches!(stage, Stage::Auth | Stage::Sender),
        "auth" => matches!(stage, Stage::Ehlo | Stage::Sender),
        "rcpt" | "data" => row.provider != "any" || policy,
        _ => false,
    }
}

/// Returns the provider whose servers use the same replies as this provider's.
pub(super) fn head_of_family(provider: &str) -> Option<&'static str> {
    FAMILIES.iter().find(|(member, _)| *member == provider).map(|(_, head)| *head)
}

/// Returns true if the row of one provider applies to this provider too.
fn speaks_for(row: &ErrorRow, provider: &Provider) -> bool {
    row.provider != "any"
        && (row.provider == provider.id
            || head_of_family(&provider.id) == Some(row.provider.as_str())
            || provider.errors.contains(&row.id))
}

/// Returns the only row at this stage with this pair of codes.
fn by_enhanced(mailbox: Mailbox, stage: Stage, reply: &Reply) -> Option<&'static ErrorRow> {
    let fits = |row: &&ErrorRow| {
        row.stage == name(stage)
            && row.code == reply.code
            && row.enhanced == reply.enhanced
            && !row.enhanced.is_empty()
            && mailbox.can_have(row)
    };
    let only = |of: &dyn Fn(&ErrorRow) -> bool| {
        let mut rows = facts::errors().iter().filter(fits).filter(|row| of(row));
        rows.next().filter(|_| rows.next().is_none())
    };
    let theirs = |row: &ErrorRow, provider| {
        speaks_for(row, provider) && (!says_little(reply) || row.vague || explain::is_about_the_pair(row))
    };
    mailbox
        .provider
        .and_then(|provider| only(&|row| theirs(row, provider)))
        .or_else(|| only(&is_everybodys))
        .or_else(|| by_enhanced_alone(stage, reply))
}

/// Returns true for codes that servers use for any kind of rejection. Then a provider's row with a reason also
/// matches by its words.
fn says_little(reply: &Reply) -> bool {
    matches!(reply.code, 421 | 450 | 451 | 535 | 550 | 554)
        && matches!(reply.enhanced, "4.7.0" | "4.7.1" | "5.7.0" | "5.7.1" | "5.7.8")
}

/// Returns the row for an enhanced code that means one thing about a sign-in with any reply code (RFC 4954, section
/// 6; RFC 5248). X.7.0 and X.7.1 aren't included, because servers use them for anything.
fn by_enhanced_alone(stage: Stage, reply: &Reply) -> Option<&'static ErrorRow> {
    row_of(match (stage, reply.enhanced) {
        (Stage::Auth, "5.7.8") => GENERIC_REFUSAL,
        (Stage::Auth, "5.7.9") => Cause::AuthMechanismTooWeak,
        (Stage::Auth, "5.7.11") => Cause::AuthEncryptionRequired,
        (Stage::Auth, "4.7.12") => Cause::AuthPasswordTransition,
        (Stage::Auth, "5.7.13") => Cause::AccountDisabled,
        (Stage::Sender, "4.1.8" | "5.1.8") => Cause::SenderDomainMissing,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
