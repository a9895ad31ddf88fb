//! Finds a link among what surrounds it: brackets, full stops, parameters that a mailing program put behind it, the
//! marks of a quoted reply. Its 60 letters carry their own checksum, so the rest of the text does not have to be understood.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{BYTES, LinkError};
use crate::base32;

/// The letters of a fragment.
const LETTERS: usize = (BYTES * 8).div_ceil(5);

/// Only so much of a text is searched, in bytes: a link is pasted with a message around it, not with a book.
const SEARCHED: usize = 16 * 1024;

/// The bytes of a fragment whose checksum is right, of any version.
pub(super) type Whole = Zeroizing<[u8; BYTES]>;

/// A link in a text, and the server's address that stands before it, if one does.
pub(super) struct Found {
    pub(super) bytes: Whole,
    pub(super) server: Option<String>,
}

/// Finds the one link in a text.
///
/// # Errors
/// [`LinkError::Incomplete`] if there is none, [`LinkError::Rewritten`] if the only one is where another website was sent
/// it, [`LinkError::Several`] if there are different ones.
pub(super) fn find(text: &str) -> Result<Found, LinkError> {
    let text = &text[..text.floor_char_boundary(SEARCHED)];
    let mut found: Option<Found> = None;
    let mut was_sent_away = false;
    for (at, _) in text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()) {
        let Some(bytes) = whole(&text[at..]) else { continue };
        if is_sent(&text[..at]) {
            was_sent_away = true;
            continue;
        }
        match &mut found {
            Some(first) if *first.bytes != *bytes => return Err(LinkError::Several),
            Some(first) => first.server = first.server.take().or_else(|| server(&text[..at])),
            None => found = Some(Found { bytes, server: server(&text[..at]) }),
        }
    }
    let nothing =
        if was_sent_away || is_wrapped(text) { LinkError::Rewritten } else { LinkError::Incomplete };
    found.ok_or(nothing)
}

/// Reads a fragment at the start of a text. White space, hyphens, invisible characters and the marks of quoted lines,
/// which mail programs put into long links, are passed over.
fn whole(text: &str) -> Option<Whole> {
    let mut letters = Zeroizing::new(String::with_capacity(LETTERS));
    let mut rest = text;
    let mut is_line_start = false;
    while letters.len() < LETTERS {
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
    (bytes[33..] == Sha256::digest(&bytes[..33])[..4]).then_some(bytes)
}

/// What is behind one piece of filler at the start of a text, if one is there.
fn without_filler(text: &str, is_line_start: bool) -> Option<&str> {
    // Quoted-printable breaks a line after `=`; a browser writes a blank in an address as `%20`.
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

/// Whether a fragment behind this text was sent to a server: it stands in the path or the query of an address, and only
/// what is behind `#` stays in a browser. `https://host/o%23` is our own server's, to which the link belongs.
fn is_sent(before: &str) -> bool {
    let address = address(before);
    if address.contains('#') {
        return false;
    }
    let has_query = address.contains(['?', '=']) || address.contains("%2f") || address.contains("%252f");
    if has_query || is_wrapped(&address) {
        return true;
    }
    address.contains("://") && !without_hash(&address).is_some_and(|page| page.ends_with("/o"))
}

/// An address without the `#` at its end, however often it was percent-encoded.
fn without_hash(address: &str) -> Option<&str> {
    address.strip_suffix('#').or_else(|| {
        let encoded = address.strip_suffix("23")?;
        let stem = encoded.trim_end_matches("25");
        stem.strip_suffix('%')
    })
}

/// The server's address in what stands before a fragment.
fn server(before: &str) -> Option<String> {
    let address = address(before);
    let start = address.rfind("https://").max(address.rfind("http://"))?;
    let page = &address[start..];
    let page = page.split_once('#').map_or_else(|| without_hash(page), |(page, _)| Some(page))?;
    let page = page.split_once('?').map_or(page, |(page, _)| page);
    let server = page.trim_end_matches('/').strip_suffix("/o")?;
    Some(server.to_owned())
}

/// The address that a text ends in, in lower case.
fn address(text: &str) -> String {
    let text = text.trim_end_matches(is_filler);
    let ends = |c: char| c.is_whitespace() || "<>\"'()[]{}|\\^`“”„«»".contains(c);
    text.rsplit(ends).next().unwrap_or_default().to_ascii_lowercase()
}

/// Whether an address in the text holds another one that its server was sent: what mail filters and newsletter programs
/// make of the links in a message.
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

#[cfg(test)]
mod tests {
    use super::super::{Link, LinkError};
    use crate::recipients::Pin;

    fn link() -> Link {
        Link::new(Pin([7; 16]), |bytes| bytes.fill(9))
    }

    fn read(template: &str) -> Result<Link, LinkError> {
        let fragment = link().fragment();
        let url = link().url("https://post.example");
        Link::parse(&template.replace("{link}", &url).replace("{fragment}", &fragment))
    }

    #[test]
    fn what_surrounds_a_link_is_left_out() {
        for text in [
            "<{link}>",
            "{link}.",
            "({link}),",
            "“{link}”",
            "[your letter]({link}), please by Friday!",
            "[{link}]({link})",
            "Your link: {fragment} (open it today)",
            "{link}?mc_cid=8d2f10&mc_eid=41aa",
            "{link}&utm_source=mail",
            "https://post.example/o?utm_source=mail#{fragment}",
            "https://post.example/o%23{fragment}",
            "https://post.example/o%2523{fragment}",
            "post.example/o%23{fragment}.",
            "https://post.example/?next=https://post.example/o#{fragment}",
            "see https://shop.example/?a=b\n{link}",
            "{fragment}\u{feff}",
        ] {
            assert_eq!(read(text), Ok(link()), "{text}");
        }
    }

    #[test]
    fn what_breaks_a_long_line_is_passed_over() {
        let url = link().url("https://post.example");
        let (start, end) = url.split_at(50);
        for with in ["\n", "\r\n> ", "\n> > ", "=\r\n", "%20", "\u{ad}", " \u{200b}-"] {
            assert_eq!(Link::parse(&format!("{start}{with}{end}")), Ok(link()), "{with:?}");
        }
    }

    #[test]
    fn a_link_that_another_website_was_sent_is_named() {
        let wrapped = "https%3A%2F%2Fpost.example%2Fo%2523{fragment}";
        for text in [
            &format!("https://eur01.safelinks.protection.outlook.com/?url={wrapped}&data=05%7C02"),
            "https://www.google.com/url?q=https://post.example/o%23{fragment}&sa=D",
            "https://urldefense.com/v3/__https://post.example/o*{fragment}__;Iw!!A-B",
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__post.example_o-23{fragment}&d=x",
            "https://click.mail.example/track/{fragment}",
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fpost.example\n%2Fo%23{fragment}",
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fpost.example%2Fo&data=05",
            "https://post.example/o{fragment}",
        ] {
            assert_eq!(read(text), Err(LinkError::Rewritten), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_links() {
        for text in ["", "https://post.example/o", "https://shop.example/?a=b", "Hello http, and good bye"] {
            assert_eq!(read(text), Err(LinkError::Incomplete), "{text}");
        }
        let other = Link::new(Pin([7; 16]), |bytes| bytes.fill(8)).url("https://post.example");
        assert_eq!(read(&format!("{{link}} {}", other.as_str())), Err(LinkError::Several));
    }

    #[test]
    fn the_server_is_the_one_that_the_link_belongs_to() {
        let fragment = link().fragment();
        for (before, server) in [
            ("https://post.example/o#", Some("https://post.example")),
            ("<HTTPS://Post.Example/o/?utm=1#", Some("https://post.example")),
            ("https://post.example/o%23", Some("https://post.example")),
            ("https://other.example/?next=http://post.example:8080/o#", Some("http://post.example:8080")),
            ("https://post.example/#", None),
            ("", None),
        ] {
            let text = format!("{before}{}", fragment.as_str());
            assert_eq!(Link::parse_with_server(&text).unwrap().1.as_deref(), server, "{before}");
        }
    }
}
