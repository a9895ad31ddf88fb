//! Explains why a grant doesn't work: a person's consent, an app permission, or a service account, with which a site
//! sends without a password.

use std::sync::LazyLock;

use regex_lite::{Regex, RegexBuilder};

use super::{Acts, Cause, Failed, Found, Mailbox, Named, Side, Statement, catalogue, own, word};
use crate::facts::{self, GrantActor, GrantPeer, GrantRow};

static PATTERNS: LazyLock<Vec<(&'static GrantRow, Regex)>> = LazyLock::new(|| {
    let pattern = |row: &'static GrantRow| {
        let built = RegexBuilder::new(&row.pattern).case_insensitive(true).build();
        (row, built.expect("build.rs checked every pattern"))
    };
    facts::grant_errors().iter().map(pattern).collect()
});

/// Explains what a mail server replies to an access token, or returns `None` if the reply isn't known, or if only an
/// administrator could act and the mailbox has none. `reply` is the whole reply with the challenge before it, which
/// the failed stage doesn't have as its words.
pub fn of_mail_server(failed: &Failed, reply: &str) -> Option<Found> {
    let mut found = explain(GrantPeer::Smtp, failed.provider, reply)?;
    if found.acts == Acts::Administrator && catalogue::is_private(failed) {
        return None;
    }
    if failed.words == word::TOKEN_REFUSED && found.acts != Acts::Technician {
        // What a technician can check meanwhile.
        let named = Named::default();
        found.technician.push(Statement::Cause(Cause::TokenRefused, Mailbox::Any, Side::Technician, named));
    }
    Some(found)
}

/// Explains what a token endpoint replies instead of an access token, or why there is no reply.
pub fn of_token_endpoint(failed: &Failed) -> Found {
    own::by_word(failed.words)
        .or_else(|| explain(GrantPeer::Token, failed.provider, failed.words))
        .or_else(|| own::by_word(word::TOKEN_DENIED))
        .unwrap_or_else(|| own::by_stage(failed.stage))
}

/// Explains the reply of a token endpoint or of a mail server, or returns `None` if it isn't known. `provider` is the
/// id in the provider table. The provider's own rows come first. Within them, and within the general ones, the first
/// row that matches wins.
pub fn explain(peer: GrantPeer, provider: Option<&str>, reply: &str) -> Option<Found> {
    let reply = reply.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = |of: &str| {
        let is = |(row, pattern): &&(&GrantRow, Regex)| {
            row.peer == peer && row.provider == of && pattern.is_match(&reply)
        };
        PATTERNS.iter().find(is).map(|(row, _)| *row)
    };
    let own = provider.and_then(|id| first(id).or_else(|| first(catalogue::head_of_family(id)?)));
    let row = own.or_else(|| first("any"))?;
    let acts = match row.who {
        GrantActor::Client => Acts::Client,
        GrantActor::Administrator => Acts::Administrator,
        GrantActor::Technician => Acts::Technician,
        GrantActor::Wait => Acts::Wait,
    };
    Some(Found::of(Cause::of_row(&row.id), Mailbox::Any, &Named::default(), acts))
}

#[cfg(test)]
mod tests;
