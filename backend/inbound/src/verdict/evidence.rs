//! The headers that show which way a message took. Nothing else of it is kept.

use shared::delivery::{EVIDENCE_BYTES_MAX, EVIDENCE_MAX, HeaderLine};

use super::{author::text_of, headers::Message};

/// The headers to keep. None of them has anything of the message's text.
const KEPT: [&str; 9] = [
    "Return-Path",
    "Received",
    "Received-SPF",
    "Authentication-Results",
    "DKIM-Signature",
    "From",
    "Sender",
    "Date",
    "Message-ID",
];

/// Returns the headers to keep, topmost first.
pub(super) fn keep(message: &Message<'_>) -> Vec<HeaderLine> {
    let kept = message.headers.iter().filter(|header| KEPT.iter().any(|name| header.is(name)));
    kept.take(EVIDENCE_MAX)
        .map(|header| {
            let mut value = text_of(header);
            value.truncate(value.floor_char_boundary(EVIDENCE_BYTES_MAX));
            HeaderLine { name: String::from_utf8_lossy(header.name).into_owned(), value }
        })
        .collect()
}
