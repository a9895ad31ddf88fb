//! Parses replies from bytes, in pieces of any size and within limits (RFC 5321, section 4.2).

#[cfg(test)]
mod tests;

use super::{LINE_MAX, LINES_MAX, STAGE_MAX, TOTAL_MAX, charset::decoded};

/// One whole reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    /// The reply code, 200 to 599.
    pub(super) code: u16,
    /// The text after the code in each line. Bytes that can't be decoded are replaced.
    pub(super) lines: Vec<String>,
}

impl Reply {
    /// Returns the reply as one line that starts with its code. An enhanced status code (RFC 3463) that is repeated
    /// in each line is kept once, so that a sentence across several lines reads without a gap.
    pub(super) fn text(&self) -> String {
        let enhanced = self.lines.first().and_then(|line| enhanced(line));
        let mut text = self.code.to_string();
        for (n, line) in self.lines.iter().enumerate() {
            let again = enhanced.filter(|_| n > 0).and_then(|code| line.strip_prefix(code));
            let line = again.unwrap_or(line).trim();
            if !line.is_empty() {
                text.push(' ');
                text.push_str(line);
            }
        }
        text
    }
}

/// Returns the enhanced status code at the start of a reply's text.
fn enhanced(line: &str) -> Option<&str> {
    let word = line.split(' ').next()?;
    let parts: Vec<&str> = word.split('.').collect();
    let number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (parts.len() == 3 && matches!(parts[0], "2" | "4" | "5") && parts.iter().all(number)).then_some(word)
}

/// Why bytes aren't a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Broken {
    /// A line, a reply, a stage or the whole check exceeds its limit.
    TooMuch,
    /// Another protocol, or none. It contains what was read, for the technician.
    NotSmtp(String),
    /// The lines of one reply have different codes. It contains the line that differs.
    Contradiction(String),
    /// A TLS record, because the port expects TLS from the first byte.
    Tls,
}

/// Collects bytes and returns replies.
#[derive(Debug, Default)]
pub(super) struct Replies {
    /// Bytes that were read, but aren't a whole line yet.
    unread: Vec<u8>,
    /// The lines so far of an unfinished reply.
    begun: Option<Reply>,
    stage: usize,
    total: usize,
}

impl Replies {
    /// Adds bytes that were read. Bytes beyond the limits aren't stored.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        self.stage = self.stage.saturating_add(bytes.len());
        self.total = self.total.saturating_add(bytes.len());
        if self.stage > STAGE_MAX || self.total > TOTAL_MAX {
            return Err(Broken::TooMuch);
        }
        self.unread.extend_from_slice(bytes);
        Ok(())
    }

    /// Returns the next whole reply, if there is one.
    pub(super) fn take(&mut self) -> Result<Option<Reply>, Broken> {
        while let Some(line) = self.line()? {
            let Some((code, last, text)) = split(&line) else {
                return Err(Broken::NotSmtp(String::from_utf8_lossy(&line).into_owned()));
            };
            let text = decoded(text);
            let mut reply = self.begun.take().unwrap_or(Reply { code, lines: Vec::new() });
            if reply.code != code {
                return Err(Broken::Contradiction(String::from_utf8_lossy(&line).into_owned()));
            }
            if reply.lines.len() == LINES_MAX {
                return Err(Broken::TooMuch);
            }
            reply.lines.push(text);
            if last {
                return Ok(Some(reply));
            }
            self.begun = Some(reply);
        }
        Ok(None)
    }

    /// Returns true if a reply has begun and isn't complete yet.
    pub(super) fn is_begun(&self) -> bool {
        self.begun.is_some() || self.unread.first().is_some_and(u8::is_ascii_digit)
    }

    /// Returns true if all received bytes were used.
    pub(super) fn is_empty(&self) -> bool {
        self.unread.is_empty() && self.begun.is_none()
    }

    /// Discards the received bytes, as TLS requires (RFC 3207, section 4.2).
    pub(super) fn forget(&mut self) {
        self.unread.clear();
        self.begun = None;
    }

    /// Resets the byte count for another stage.
    pub(super) fn begin_stage(&mut self) {
        self.stage = 0;
    }

    /// Returns the next line without its end.
    fn line(&mut self) -> Result<Option<Vec<u8>>, Broken> {
        if self.begun.is_none() && matches!(self.unread[..], [0x14..=0x17, 0x03, ..]) {
            return Err(Broken::Tls);
        }
        let end = self.unread.iter().take(LINE_MAX).position(|&b| b == b'\n');
        let Some(end) = end else {
            return if self.unread.len() >= LINE_MAX { Err(Broken::TooMuch) } else { Ok(None) };
        };
        let mut line: Vec<u8> = self.unread.drain(..=end).collect();
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(Some(line))
    }
}

/// Returns the code, whether this is the last line, and the text, or `None` if the line doesn't belong to a reply.
fn split(line: &[u8]) -> Option<(u16, bool, &[u8])> {
    let (&[a @ b'2'..=b'5', b @ b'0'..=b'9', c @ b'0'..=b'9'], rest) = line.split_first_chunk()? else {
        return None;
    };
    let code = [a, b, c].iter().fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
    match rest {
        [] => Some((code, true, rest)),
        [b' ', text @ ..] => Some((code, true, text)),
        [b'-', text @ ..] => Some((code, false, text)),
        _ => None,
    }
}
