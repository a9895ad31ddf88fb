//! Replies out of bytes, however they were cut, within bounds (RFC 5321, section 4.2).

#[cfg(test)]
mod tests;

use super::{LINE_MAX, LINES_MAX, STAGE_MAX, TOTAL_MAX, charset::decoded};

/// One whole reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    /// 200 to 599.
    pub(super) code: u16,
    /// What stands behind the code in each line; what cannot be read is replaced.
    pub(super) lines: Vec<String>,
}

impl Reply {
    /// The reply as one line, with its code in front. An enhanced status code (RFC 3463) that is
    /// repeated in each line is kept once, so that a sentence that the server has broken reads on.
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

/// The enhanced status code that a reply's text begins with.
fn enhanced(line: &str) -> Option<&str> {
    let word = line.split(' ').next()?;
    let parts: Vec<&str> = word.split('.').collect();
    let number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (parts.len() == 3 && matches!(parts[0], "2" | "4" | "5") && parts.iter().all(number)).then_some(word)
}

/// Why bytes are no reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Broken {
    /// A line, a reply, a stage or the whole check is longer than its bound.
    TooMuch,
    /// Another protocol, or none; with what was read, for the technician.
    NotSmtp(String),
    /// Lines of one reply with different codes; with the line that differs.
    Contradiction(String),
    /// A TLS record: the port wants TLS from the first byte.
    Tls,
}

/// Collects bytes and gives replies.
#[derive(Debug, Default)]
pub(super) struct Replies {
    /// What is read and not yet taken as a line.
    unread: Vec<u8>,
    /// The lines so far of a reply that goes on.
    begun: Option<Reply>,
    stage: usize,
    total: usize,
}

impl Replies {
    /// Takes what was read. Beyond the bounds nothing is kept.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        self.stage = self.stage.saturating_add(bytes.len());
        self.total = self.total.saturating_add(bytes.len());
        if self.stage > STAGE_MAX || self.total > TOTAL_MAX {
            return Err(Broken::TooMuch);
        }
        self.unread.extend_from_slice(bytes);
        Ok(())
    }

    /// The next whole reply, where there is one.
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

    /// Whether a reply was begun and is not whole yet.
    pub(super) fn is_begun(&self) -> bool {
        self.begun.is_some() || self.unread.first().is_some_and(u8::is_ascii_digit)
    }

    /// Whether nothing is left of what was read.
    pub(super) fn is_empty(&self) -> bool {
        self.unread.is_empty() && self.begun.is_none()
    }

    /// Forgets what was read, as TLS demands (RFC 3207, section 4.2).
    pub(super) fn forget(&mut self) {
        self.unread.clear();
        self.begun = None;
    }

    /// Begins another stage's count.
    pub(super) fn begin_stage(&mut self) {
        self.stage = 0;
    }

    /// Takes a line without its end.
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

/// Code, whether it is the last line, and the text; nothing where the line is none of a reply's.
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
