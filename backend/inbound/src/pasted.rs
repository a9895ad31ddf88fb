//! Judges a message whose source was pasted or dropped, for an agency that receives no mail itself.
//!
//! The signatures can be verified again. Everything else is what the message's receiver wrote into it: its own results
//! (RFC 8601), and the server that it got the message from. SPF is evaluated again for that server.

mod hop;
mod results;
#[cfg(test)]
mod tests;
mod way;

use std::borrow::Cow;

use shared::{
    delivery::{Delivery, Mailbox, ReturnPath, Seen},
    dns::Resolver,
    rules::Domain,
};

use self::way::Way;
use crate::verdict::{Asked, Facts, headers::Message, return_path, text_of};

/// The longest source, in bytes.
pub const SOURCE_MAX: usize = 1024 * 1024;

/// The receiver's name in SPF's explanations, which a pasted message doesn't need.
const RECEIVER: &str = "receiver.invalid";

/// Why a source can't be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceError {
    /// It is longer than [`SOURCE_MAX`].
    TooLarge,
    /// It has no headers: only the text of a message was pasted, or another file.
    NoHeaders,
}

impl std::fmt::Display for SourceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "the message source is too large",
            Self::NoHeaders => "the message source has no headers",
        })
    }
}

impl std::error::Error for SourceError {}

/// Judges the source of a message. `now` is the current time, in Unix seconds.
pub async fn judge(source: &[u8], now: i64, resolver: &impl Resolver) -> Result<Delivery, SourceError> {
    if source.len() > SOURCE_MAX {
        return Err(SourceError::TooLarge);
    }
    let source = with_crlf(source);
    let message = Message::parse(&source);
    let is_message = ["From", "Received", "Date"].iter().any(|name| message.named(name).next().is_some());
    if !is_message {
        return Err(SourceError::NoHeaders);
    }
    let Way { hop, results: receiver } = way::find(&message);
    let return_path = message.named("Return-Path").next().map_or(ReturnPath::Unknown, |header| {
        let text = text_of(header);
        let path = text.trim_start_matches('<').trim_end_matches('>');
        if path.is_empty() { ReturnPath::Empty } else { return_path(path) }
    });
    let sender = match &return_path {
        ReturnPath::Address(Mailbox { address, .. }) | ReturnPath::Unreadable(address) => {
            Some(address.clone())
        }
        ReturnPath::Empty => Some(String::new()),
        ReturnPath::Unknown => None,
    };
    let helo = hop.helo.clone().unwrap_or_default();
    let receiver_domain: Option<Domain> = RECEIVER.parse().ok();
    let asked = match (hop.ip, &sender, receiver_domain) {
        (Some(ip), Some(sender), Some(receiver)) => Some(Asked { ip, sender, helo: &helo, receiver }),
        _ => None,
    };
    let facts = Facts { seen: Seen::Pasted { receiver }, return_path, hop, now };
    Ok(facts.judge(&message, asked, resolver).await)
}

/// Returns the source with CRLF line ends, which pasting often changes, and without what is before the first header: a
/// byte order mark, empty lines, and the first line of an mbox file.
fn with_crlf(source: &[u8]) -> Cow<'_, [u8]> {
    let source = source.strip_prefix(b"\xef\xbb\xbf").unwrap_or(source).trim_ascii_start();
    let first =
        if source.starts_with(b"From ") { source.iter().position(|byte| *byte == b'\n') } else { None };
    let source = first.map_or(source, |end| &source[end + 1..]);
    let mut is_plain = true;
    let mut previous = 0;
    for byte in source {
        is_plain &= *byte != b'\n' || previous == b'\r';
        previous = *byte;
    }
    if is_plain {
        return source.into();
    }
    let mut fixed = Vec::with_capacity(source.len() + source.len() / 16);
    for line in source.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\n") {
            Some(line) => {
                fixed.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
                fixed.extend_from_slice(b"\r\n");
            }
            None => fixed.extend_from_slice(line),
        }
    }
    fixed.into()
}
