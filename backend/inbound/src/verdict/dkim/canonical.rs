//! Brings a message into the form that is signed (RFC 6376, sections 3.4 and 3.7).

use super::signature::{Form, Signature};
use crate::verdict::headers::{Message, RawHeader};

/// Returns the canonical body.
pub(super) fn body(body: &[u8], form: Form) -> Vec<u8> {
    let mut canonical = Vec::with_capacity(body.len() + 2);
    for line in lines(body) {
        match form {
            Form::Simple => canonical.extend_from_slice(line),
            Form::Relaxed => push_relaxed(&mut canonical, line),
        }
        canonical.extend_from_slice(b"\r\n");
    }
    while canonical.ends_with(b"\r\n\r\n") {
        canonical.truncate(canonical.len() - 2);
    }
    match (canonical.as_slice(), form) {
        (b"\r\n", Form::Relaxed) => Vec::new(),
        (b"", Form::Simple) => b"\r\n".to_vec(),
        _ => canonical,
    }
}

/// Returns the canonical headers that a signature covers: those in `h=`, each from the bottom up, and at the end the
/// signature's own header without its value.
pub(super) fn headers(message: &Message<'_>, own: &RawHeader<'_>, signature: &Signature) -> Vec<u8> {
    let mut canonical = Vec::new();
    let mut is_used = vec![false; message.headers.len()];
    for name in &signature.signed {
        let found = message.headers.iter().enumerate().rev().find(|(at, one)| !is_used[*at] && one.is(name));
        // A header that is listed but missing is empty, so that adding it later breaks the signature.
        if let Some((at, header)) = found {
            is_used[at] = true;
            push_header(&mut canonical, header.whole, header.name, header.value, signature.headers);
            canonical.extend_from_slice(b"\r\n");
        }
    }
    let range = &signature.value_at;
    let value = [&own.value[..range.start], &own.value[range.end..]].concat();
    let start = own.whole.len() - own.value.len();
    let whole = [&own.whole[..start], &value].concat();
    push_header(&mut canonical, &whole, own.name, &value, signature.headers);
    canonical
}

/// Adds a header without its last line end.
fn push_header(canonical: &mut Vec<u8>, whole: &[u8], name: &[u8], value: &[u8], form: Form) {
    match form {
        Form::Simple => canonical.extend_from_slice(whole.strip_suffix(b"\r\n").unwrap_or(whole)),
        Form::Relaxed => {
            canonical.extend(name.iter().map(u8::to_ascii_lowercase));
            canonical.push(b':');
            let unfolded: Vec<u8> = value.iter().copied().filter(|byte| !b"\r\n".contains(byte)).collect();
            push_relaxed(canonical, unfolded.trim_ascii_start());
        }
    }
}

/// Adds a line with its spaces and tabs reduced to single spaces, and without those at its end.
fn push_relaxed(canonical: &mut Vec<u8>, line: &[u8]) {
    let is_blank = |byte: &u8| b" \t".contains(byte);
    let end = line.iter().rposition(|byte| !is_blank(byte)).map_or(0, |last| last + 1);
    let mut was_blank = false;
    for byte in &line[..end] {
        let blank = is_blank(byte);
        if !blank {
            canonical.push(*byte);
        } else if !was_blank {
            canonical.push(b' ');
        }
        was_blank = blank;
    }
}

/// Returns the lines without their line ends. What follows the last line end is a line too, if it isn't empty.
fn lines(mut text: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        if text.is_empty() {
            return None;
        }
        let end = text.windows(2).position(|pair| pair == b"\r\n");
        let (line, rest) = end.map_or((text, &b""[..]), |end| (&text[..end], &text[end + 2..]));
        text = rest;
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of RFC 6376, section 3.4.5, and what happens at the end of a body (sections 3.4.3 and 3.4.4).
    #[test]
    fn bodies_are_canonical() {
        for (text, simple, relaxed) in [
            (&b" C \r\nD \t E\r\n\r\n\r\n"[..], &b" C \r\nD \t E\r\n"[..], &b" C\r\nD E\r\n"[..]),
            (b"", b"\r\n", b""),
            (b"\r\n\r\n", b"\r\n", b""),
            (b" \t\r\n", b" \t\r\n", b""),
            (b"no end", b"no end\r\n", b"no end\r\n"),
            (b"a\r\n\r\nb\r\n", b"a\r\n\r\nb\r\n", b"a\r\n\r\nb\r\n"),
        ] {
            assert_eq!(body(text, Form::Simple), simple, "{text:?}");
            assert_eq!(body(text, Form::Relaxed), relaxed, "{text:?}");
        }
    }

    #[test]
    fn headers_are_canonical() {
        for (text, simple, relaxed) in [
            (&b"A: X\r\n"[..], &b"A: X"[..], &b"a:X"[..]),
            (b"B : Y\t\r\n\tZ  \r\n", b"B : Y\t\r\n\tZ  ", b"b:Y Z"),
        ] {
            let message = Message::parse(text);
            let header = message.headers[0];
            for (form, expected) in [(Form::Simple, simple), (Form::Relaxed, relaxed)] {
                let mut canonical = Vec::new();
                push_header(&mut canonical, header.whole, header.name, header.value, form);
                assert_eq!(canonical, expected, "{text:?}");
            }
        }
    }
}
