//! Finds a link among other text: brackets, periods, parameters that a mailing program added, the marks of a quoted
//! reply. Its letters contain a checksum, so the rest of the text doesn't have to be understood.

#[cfg(test)]
mod tests;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::LinkError;
use crate::base32;

/// The length of the checksum at the end of a fragment, in bytes.
const SUM: usize = 4;

/// How much of a text is searched, in bytes. People paste a link with a message around it, not with a book.
const SEARCHED: usize = 16 * 1024;

/// The page that a kind of link opens.
pub(super) trait Page {
    /// The page's path on the server.
    const PATH: &'static str;
}

/// The bytes of a fragment with a correct checksum, of any version.
pub(super) type Whole<const BYTES: usize> = Zeroizing<[u8; BYTES]>;

/// A link in a text, and the server's address before it, if there is one.
pub(super) struct Found<const BYTES: usize> {
    pub(super) bytes: Whole<BYTES>,
    pub(super) server: Option<String>,
}

/// Finds the only link in a text that has this many bytes, for this page.
///
/// # Errors
/// [`LinkError::Incomplete`] if there is none, [`LinkError::Rewritten`] if the only one is in a place that another
/// website received, [`LinkError::Several`] if there are different ones.
pub(super) fn find<P: Page, const BYTES: usize>(text: &str) -> Result<Found<BYTES>, LinkError> {
    let text = &text[..text.floor_char_boundary(SEARCHED)];
    let mut found: Option<Found<BYTES>> = None;
    let mut was_sent_away = false;
    for (at, _) in text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()) {
        let Some(bytes) = whole::<BYTES>(&text[at..]) else { continue };
        if is_sent::<P>(&text[..at]) {
            was_sent_away = true;
            continue;
        }
        match &mut found {
            Some(first) if *first.bytes != *bytes => return Err(LinkError::Several),
            Some(first) => first.server = first.server.take().or_else(|| server::<P>(&text[..at])),
            None => found = Some(Found { bytes, server: server::<P>(&text[..at]) }),
        }
    }
    let nothing =
        if was_sent_away || is_wrapped(text) { LinkError::Rewritten } else { LinkError::Incomplete };
    found.ok_or(nothing)
}

/// Reads a fragment at the start of a text. It skips white space, hyphens, invisible characters and quote marks at
/// line starts, which mail programs insert into long links.
fn whole<const BYTES: usize>(text: &str) -> Option<Whole<BYTES>> {
    let count = (BYTES * 8).div_ceil(5);
    let mut letters = Zeroizing::new(String::with_capacity(count));
    let mut rest = text;
    let mut is_line_start = false;
    while letters.len() < count {
        let c = rest.chars().next()?;
        if c == '\n' {
            is_line_start = true;
        }
        if let Some(after) = without_filler(rest, is_line_start) {
            rest = after;
        } else if c.is_ascii_alphanumeric() {
            letters.push(c);
            rest = &rest[1..];
            is_line_start = false;
        } else {
            return None;
        }
    }
    let bytes = Zeroizing::new(base32::decode::<BYTES>(&letters)?);
    (bytes[BYTES - SUM..] == Sha256::digest(&bytes[..BYTES - SUM])[..SUM]).then_some(bytes)
}

/// Returns the text after one piece of filler at its start, if there is one.
fn without_filler(text: &str, is_line_start: bool) -> Option<&str> {
    // Quoted-printable breaks a line after `=`, and browsers write a space in a URL as `%20`.
    const BREAKS: [&str; 6] = ["=\r\n", "=\n", "%20", "%0A", "%0D", "%09"];
    let starts =
        |text: &str, with: &str| text.get(..with.len()).is_some_and(|t| t.eq_ignore_ascii_case(with));
    if let Some(filler) = BREAKS.into_iter().find(|filler| starts(text, filler)) {
        return Some(&text[filler.len()..]);
    }
    let c = text.chars().next()?;
    (is_filler(c) || c == '>' && is_line_start).then(|| &text[c.len_utf8()..])
}

fn is_filler(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Returns true if a fragment after this text was sent to a server: it is in the path or the query of a URL, and only
/// the part after `#` stays in the browser. `https://host/o%23` is our own server, which the link belongs to, so it
/// doesn't count.
fn is_sent<P: Page>(before: &str) -> bool {
    let address = address(before);
    if address.contains('#') {
        return false;
    }
    let has_query = address.contains(['?', '=']) || address.contains("%2f") || address.contains("%252f");
    if has_query || is_wrapped(&address) {
        return true;
    }
    address.contains("://") && !without_hash(&address).is_some_and(|page| page.ends_with(P::PATH))
}

/// Returns a URL without the `#` at its end, even if the `#` was percent-encoded several times.
fn without_hash(address: &str) -> Option<&str> {
    address.strip_suffix('#').or_else(|| {
        let encoded = address.strip_suffix("23")?;
        let stem = encoded.trim_end_matches("25");
        stem.strip_suffix('%')
    })
}

/// Returns the server's address from the text before a fragment.
fn server<P: Page>(before: &str) -> Option<String> {
    let address = address(before);
    let start = address.rfind("https://").max(address.rfind("http://"))?;
    let page = &address[start..];
    let page = page.split_once('#').map_or_else(|| without_hash(page), |(page, _)| Some(page))?;
    let page = page.split_once('?').map_or(page, |(page, _)| page);
    let server = page.trim_end_matches('/').strip_suffix(P::PATH)?;
    Some(server.to_owned())
}

/// Returns the URL at the end of a text, in lower case.
fn address(text: &str) -> String {
    let text = text.trim_end_matches(is_filler);
    let ends = |c: char| c.is_whitespace() || "<>\"'()[]{}|\\^`“”„«»".contains(c);
    text.rsplit(ends).next().unwrap_or_default().to_ascii_lowercase()
}

/// Returns true if a URL in the text contains another URL that its server received. Mail filters and newsletter
/// programs rewrite links like this.
fn is_wrapped(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let word = word.to_ascii_lowercase();
        let sent = word.split('#').next().unwrap_or_default();
        let inner = sent.split_once("://").map_or("", |(_, rest)| rest);
        ["http://", "https://", "http%", "https%", "http-3a", "https-3a"].iter().any(|start| {
            inner.match_indices(start).any(|(at, _)| !inner[..at].contains(['<', '(', '[', '"']))
        })
    })
}
