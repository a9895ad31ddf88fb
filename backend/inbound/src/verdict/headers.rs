//! Splits a message into its headers and its body, byte for byte: a signature covers every one of them.

/// How many headers of a message are read.
const HEADERS_MAX: usize = 400;
/// The longest header whose value is parsed, in bytes. A longer one only counts for signatures.
const PARSED_MAX: usize = 16 * 1024;

/// A message.
#[derive(Debug, Clone)]
pub(crate) struct Message<'a> {
    /// The headers, topmost first.
    pub(crate) headers: Vec<RawHeader<'a>>,
    /// Everything after the empty line.
    pub(crate) body: &'a [u8],
}

/// A header, with every line that belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RawHeader<'a> {
    /// The whole header, with the line end of its last line.
    pub(crate) whole: &'a [u8],
    /// The name, as it is written.
    pub(crate) name: &'a [u8],
    /// Everything after the colon, with the line end of the last line.
    pub(crate) value: &'a [u8],
}

impl<'a> Message<'a> {
    /// Splits a message whose lines end in CRLF. Lines that aren't headers are left out.
    pub(crate) fn parse(message: &'a [u8]) -> Self {
        let mut headers = Vec::new();
        let mut rest = message;
        while !rest.is_empty() && headers.len() < HEADERS_MAX {
            if let Some(body) = rest.strip_prefix(b"\r\n") {
                return Self { headers, body };
            }
            let (whole, after) = rest.split_at(end_of_header(rest));
            headers.extend(RawHeader::parse(whole));
            rest = after;
        }
        Self { headers, body: &[] }
    }

    /// Returns the headers with this name, topmost first.
    pub(crate) fn named(&self, name: &str) -> impl Iterator<Item = &RawHeader<'a>> {
        self.headers.iter().filter(move |header| header.is(name))
    }
}

impl<'a> RawHeader<'a> {
    fn parse(whole: &'a [u8]) -> Option<Self> {
        let colon = whole.iter().position(|byte| *byte == b':')?;
        let name = whole[..colon].trim_ascii_end();
        let is_name = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
        is_name.then(|| Self { whole, name, value: &whole[colon + 1..] })
    }

    /// Returns the value if it is short enough to be parsed.
    pub(crate) fn short_value(&self) -> Option<&'a [u8]> {
        Some(self.value).filter(|value| value.len() <= PARSED_MAX)
    }

    /// Returns true if this is the header's name, in any case.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }
}

/// Returns where the next header starts: after a line end that no space or tab follows.
fn end_of_header(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(line) = bytes[at..].windows(2).position(|pair| pair == b"\r\n") {
        at += line + 2;
        if !matches!(bytes.get(at), Some(b' ' | b'\t')) {
            return at;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_keep_every_byte() {
        let text = b"From: Ada\r\n <ada@shop.test>\r\nnot a header\r\nX : \t1\r\n\r\nHi.\r\n\r\nfrom: no\r\n";
        let message = Message::parse(text);
        let names: Vec<_> = message.headers.iter().map(|header| header.name).collect();
        assert_eq!(names, [&b"From"[..], b"X"]);
        assert_eq!(message.headers[0].value, b" Ada\r\n <ada@shop.test>\r\n");
        assert_eq!(message.headers[1].whole, b"X : \t1\r\n");
        assert_eq!(message.body, b"Hi.\r\n\r\nfrom: no\r\n");
        assert_eq!(message.named("FROM").count(), 1);
    }

    #[test]
    fn a_message_without_a_body_is_all_headers() {
        for text in [&b"From: ada@shop.test"[..], b"From: ada@shop.test\r\n", b"From: ada@shop.test\r\n\r\n"]
        {
            let message = Message::parse(text);
            assert_eq!((message.headers.len(), message.body), (1, &b""[..]), "{text:?}");
        }
        assert!(Message::parse(b"\r\nFrom: ada@shop.test\r\n").headers.is_empty());
    }
}
