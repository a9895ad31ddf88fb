//! The text of a message between DATA and the line with only a dot.

use zeroize::Zeroizing;

use super::{EXCESS_MAX, MESSAGE_MAX, reply::Reply};

/// A message that is being sent.
pub(super) struct Text {
    /// It never grows, so no copies of it are left behind.
    message: Zeroizing<Vec<u8>>,
    /// Why the message will be rejected.
    fault: Option<&'static str>,
    /// How many bytes were dropped.
    dropped: usize,
}

/// Shows how long the message is, but nothing of it.
impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Text [{} bytes]", self.message.len())
    }
}

/// What a line did.
pub(super) enum TextEnd {
    /// It is part of the message.
    Open,
    /// It ended the message.
    Whole(Zeroizing<Vec<u8>>),
    /// It ended the message, which is rejected with this reply.
    Rejected(&'static str),
    /// There is so much that it isn't read to its end.
    Flooded,
}

impl Text {
    pub(super) fn new() -> Self {
        let message = Zeroizing::new(Vec::with_capacity(MESSAGE_MAX));
        Self { message, fault: None, dropped: 0 }
    }

    /// Adds a line without its line end. A dot at its start was added in transit (RFC 5321, section 4.5.2).
    pub(super) fn add(&mut self, line: &[u8]) -> TextEnd {
        let line = match line {
            b"." => return self.end(),
            [b'.', rest @ ..] => rest,
            line => line,
        };
        if self.message.len() + line.len() + 2 > MESSAGE_MAX {
            self.reject(Reply::TOO_LARGE);
        }
        if self.fault.is_some() {
            return self.drop(line.len() + 2);
        }
        self.message.extend_from_slice(line);
        self.message.extend_from_slice(b"\r\n");
        TextEnd::Open
    }

    /// Notes a byte that doesn't fit in its line.
    pub(super) fn overflow(&mut self) -> TextEnd {
        self.reject(Reply::LONG_LINE);
        self.drop(1)
    }

    pub(super) fn kept(&self) -> usize {
        self.message.len()
    }

    fn end(&mut self) -> TextEnd {
        let message = std::mem::take(&mut self.message);
        self.fault.map_or(TextEnd::Whole(message), TextEnd::Rejected)
    }

    /// Remembers the first fault, and drops the message.
    fn reject(&mut self, reply: &'static str) {
        if self.fault.is_none() {
            self.fault = Some(reply);
            self.message = Zeroizing::default();
        }
    }

    fn drop(&mut self, bytes: usize) -> TextEnd {
        self.dropped = self.dropped.saturating_add(bytes);
        if self.dropped > EXCESS_MAX { TextEnd::Flooded } else { TextEnd::Open }
    }
}
