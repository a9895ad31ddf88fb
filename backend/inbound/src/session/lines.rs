//! Lines of a connection, which end in CRLF and in nothing else.

use zeroize::Zeroizing;

use super::TEXT_LINE_MAX;

/// Collects bytes up to the end of a line.
pub(super) struct Lines {
    /// It never grows, so no copies of it are left behind.
    line: Zeroizing<Vec<u8>>,
    /// True if the last byte was a CR.
    is_ending: bool,
}

/// What a byte did.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// It is part of a line.
    Open,
    /// It doesn't fit in the line, and was dropped.
    Long,
    /// There is a CR or an LF without the other.
    Bare,
    /// It ended this line. The line end isn't included.
    Whole(Zeroizing<Vec<u8>>),
}

/// Shows how long the line is, but nothing of it.
impl std::fmt::Debug for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lines [{} bytes]", self.line.len())
    }
}

impl Default for Lines {
    fn default() -> Self {
        Self { line: Zeroizing::new(Vec::with_capacity(TEXT_LINE_MAX)), is_ending: false }
    }
}

impl Lines {
    /// Adds a byte to a line that can have `room` bytes with its line end. A dot at its start isn't counted, because it
    /// was added in transit (RFC 5321, section 4.5.2).
    pub(super) fn push(&mut self, byte: u8, room: usize) -> Line {
        match (byte, std::mem::replace(&mut self.is_ending, byte == b'\r')) {
            (b'\n', true) => Line::Whole(std::mem::replace(&mut self.line, Self::default().line)),
            (_, true) | (b'\n', false) => Line::Bare,
            (b'\r', false) => Line::Open,
            (_, false) if self.line.len() < room - 2 + usize::from(self.line.starts_with(b".")) => {
                self.line.push(byte);
                Line::Open
            }
            (_, false) => Line::Long,
        }
    }

    /// Drops the beginning of a line.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Returns how many bytes are kept.
    pub(super) fn kept(&self) -> usize {
        self.line.len()
    }
}
