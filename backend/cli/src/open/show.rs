//! The opened settings as text or JSON, and the encrypted file in its armored form.

use std::io::Write;

use age::armor::{ArmoredWriter, Format};
use serde::Serialize;
use shared::{
    day::Day,
    details::Answers,
    open::Opened,
    rules::Domain,
    seal::Resealed,
    secret::{Exposed, Kind, Part},
    wire::SealedSubmission,
};
use zeroize::Zeroizing;

use crate::{
    Failure, json,
    printer::one_line,
    say::{self, SAY},
};

/// Returns the fields, one on each line. The secret is shown only if `reveal` is true. `now` is in Unix seconds.
pub(super) fn in_words(
    submission: &SealedSubmission,
    opened: &Opened,
    reveal: bool,
    now: i64,
) -> Zeroizing<String> {
    let answers = &opened.answers;
    let secret = if reveal { opened.secret.text().expose() } else { SAY.open_secret_hidden() };
    let kind = opened.secret.kind();
    // A password's kind adds nothing.
    let kind = if opened.secret.typed().is_some() { "" } else { kind.as_str() };
    let sealed = SAY.open_made_at(&say::minute(opened.made_at));
    let port = answers.port.to_string();
    let security = answers.security.to_string();
    let [client, provider, username] =
        [&submission.client, &answers.provider, answers.username.as_str()].map(one_line);
    let note = one_line(&answers.note);
    let resealed = opened.resealed.as_ref().map_or_else(String::new, |resealed| {
        SAY.open_resealed(&one_line(&resealed.by), &say::minute(resealed.at))
    });
    let expires = opened.secret.expires().map_or_else(String::new, |day| expires(day, now));
    let receipt = SAY.open_receipt(&opened.receipt(&submission.sealed));
    let before = [
        ("client", client.as_str()),
        ("site", submission.site.as_str()),
        ("provider", &provider),
        ("host", answers.host.as_str()),
        ("port", &port),
        ("security", &security),
        ("username", &username),
        ("kind", kind),
    ];
    let after = [
        ("secret", secret),
        ("expires", &expires),
        ("address", answers.address.as_str()),
        ("note", &note),
        ("sealed", &sealed),
        ("resealed", &resealed),
        ("receipt", &receipt),
    ];
    let parts = opened.secret.parts();
    let parts = parts.iter().map(|(part, value)| (name(*part), *value));
    let fields: Vec<(&str, &str)> = before.into_iter().chain(parts).chain(after).collect();
    let size = fields.iter().map(|(_, value)| value.len() + 12).sum();
    let mut text = Zeroizing::new(String::with_capacity(size));
    for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
        text.push_str(name);
        (name.len()..10).for_each(|_| text.push(' '));
        text.push_str(value);
        text.push('\n');
    }
    text
}

/// Returns the day on which the secret expires, and says if it is over.
fn expires(day: Day, now: i64) -> String {
    if day.is_over(now) { SAY.open_expired(&day) } else { day.to_string() }
}

/// Returns a part's name, which fits before its value.
fn name(part: Part) -> &'static str {
    match part {
        Part::Tenant => "tenant",
        Part::Application => "app",
        Part::Certificate => "cert",
        Part::Account => "account",
        Part::KeyId => "key-id",
        Part::ClientId => "client-id",
        Part::Redirect => "redirect",
    }
}

#[derive(Serialize)]
struct Machine<'a> {
    id: &'a str,
    client: &'a str,
    site: &'a Domain,
    authenticated: bool,
    #[serde(flatten)]
    answers: &'a Answers,
    secret_kind: Kind,
    secret: Exposed<'a>,
    made_at: i64,
    receipt: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    resealed: Option<&'a Resealed>,
}

/// Prints everything. The settings have to be authentic.
pub(super) fn as_json(id: &str, submission: &SealedSubmission, opened: &Opened) -> Result<(), Failure> {
    json(&Machine {
        id,
        client: &submission.client,
        site: &submission.site,
        authenticated: true,
        answers: &opened.answers,
        secret_kind: opened.secret.kind(),
        secret: opened.secret.expose(),
        made_at: opened.made_at,
        receipt: opened.receipt(&submission.sealed),
        resealed: opened.resealed.as_ref(),
    })
}

/// Returns the sealed file as text, for mail programs and terminals.
pub(super) fn armored(sealed: &[u8]) -> Result<Vec<u8>, Failure> {
    let write = || -> std::io::Result<Vec<u8>> {
        let mut writer = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor)?;
        writer.write_all(sealed)?;
        writer.finish()
    };
    write().map_err(|error| Failure::usage(SAY.open_not_armored(&error)))
}
