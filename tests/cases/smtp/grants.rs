//! What mail servers reply to an access token, over real sockets: each reply of `grant-replies.toml` that comes from a
//! mail server. The comment at the top of that file explains its keys.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD};
use libtest_mimic::Trial;
use serde::Deserialize;
use shared::{check::Stage, facts::GrantPeer};

use super::case::Case;

/// The reply codes of AUTH (RFC 4954, section 6). All other replies come after the sign-in.
const AT_AUTH: [&str; 11] = ["421", "432", "451", "454", "500", "501", "504", "530", "534", "535", "538"];

#[derive(Deserialize)]
struct File {
    reply: Vec<Reply>,
}

#[derive(Deserialize)]
struct Reply {
    id: String,
    /// Empty if the reply isn't about a grant.
    cause: String,
    from: GrantPeer,
    provider: String,
    text: String,
    who: String,
}

/// Returns one trial for each reply.
pub(super) fn trials() -> Vec<Trial> {
    let file: File = crate::read("grant-replies.toml");
    let known =
        file.reply.into_iter().filter(|reply| reply.from == GrantPeer::Smtp && !reply.cause.is_empty());
    known
        .map(|reply| {
            crate::trial(format!("grants::{}", reply.id), move || super::compare(&Arc::new(reply.case())))
        })
        .collect()
}

impl Reply {
    /// Returns the case in which a server of this provider sends the reply.
    fn case(&self) -> Case {
        let host = if self.provider == "google-workspace" { "smtp.gmail.com" } else { "smtp.office365.com" };
        let is_at_auth = AT_AUTH.iter().any(|code| self.text.starts_with(code));
        let stage = if is_at_auth { Stage::Auth } else { Stage::Sender };
        let mut case = Case::rejecting_a_token(host, stage, self.lines());
        (case.cause, case.acts) = (self.cause.clone(), self.who.clone());
        case
    }

    /// Returns the server's lines: the challenge, which follows the reply in parentheses, and the lines of the reply.
    fn lines(&self) -> Vec<String> {
        let challenge = self.text.strip_suffix(')').and_then(|text| text.split_once(" ({"));
        let (reply, json) = challenge.map_or((&*self.text, None), |(reply, json)| (reply, Some(json)));
        let challenge = json.map(|json| format!("334 {}", STANDARD.encode(format!("{{{json}"))));
        challenge.into_iter().chain(lines(reply)).collect()
    }
}

/// Splits a reply whose lines were joined with spaces. All lines begin with the code, and all but the last go on with a
/// hyphen (RFC 5321, section 4.2.1).
fn lines(reply: &str) -> Vec<String> {
    let code = &reply[..3];
    let mut lines: Vec<String> = Vec::new();
    for word in reply.split(' ') {
        match lines.last_mut().filter(|_| word != code && !word.starts_with(&format!("{code}-"))) {
            Some(line) => *line = format!("{line} {word}"),
            None => lines.push(word.to_owned()),
        }
    }
    if let Some(last) = lines.last_mut() {
        last.replace_range(3..=3, " ");
    }
    lines
}
