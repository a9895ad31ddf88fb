//! What a check may say inside TLS, told by the lengths and the order of records: EHLO, an AUTH exchange, MAIL FROM, RSET
//! and QUIT, each a record of its own, and none before the server has answered the one before it.
//!
//! Lengths are those of the text inside, which the cipher suite tells exactly. Nothing is decrypted.
//!
//! What is longer than a command, a password or a token, has its place only where a server has asked for it: after the
//! command that begins such a sign-in, whose length is fixed, and after an answer that is as short as its 334. The answer
//! to DATA, with that to what came before it in the same record, is longer at nearly all servers. What remains is a
//! message that is no longer than a command, beside an envelope that looks like another: by its length alone it is a MAIL
//! FROM, or the proof of SCRAM.

#[cfg(test)]
mod tests;

use shared::{rules::Host, smtp::COMMAND_MAX};

use super::hello::Suite;

/// Longest end of a handshake in TLS 1.3, where it is application data too: an empty certificate, where the server asked
/// for one, and Finished.
pub const FINISHED_MAX: usize = 128;

/// Longest 334 of PLAIN, LOGIN and XOAUTH2: `334 VXNlcm5hbWU6` has 18 bytes with its line end. `250 ok` and `354 go ahead`
/// have 22 together.
pub const CHALLENGE_MAX: usize = 20;

/// Longest user name in base64. A password or a token may be longer, once.
pub const ANSWERED_MAX: usize = 512;

/// Most records between EHLO and RSET: HELO, SCRAM (3), a mechanism that is refused, LOGIN (3), MAIL FROM, and one more.
pub const COMMANDS_MAX: u8 = 10;

/// RSET and QUIT.
const GOODBYES_MAX: u8 = 2;

/// `RSET`, `QUIT` and their line end.
const GOODBYE: usize = 6;

/// `AUTH LOGIN` or `AUTH PLAIN` and its line end, after which a user name and a password come, however short or long.
const AUTH_LOGIN: usize = 12;

/// The same of `AUTH XOAUTH2`, after which a token comes.
const AUTH_XOAUTH2: usize = 14;

/// The words of EHLO around the name, with `[IPv6:` and `]` for an address.
const EHLO: usize = "EHLO [IPv6:]\r\n".len();

/// TLS's own goodbye: two bytes.
const CLOSE: usize = 2;

/// Most bytes of text that may come down in answer to one command, from EHLO on. In how many records does not count: there
/// are servers that put each byte into one of its own.
pub const ANSWER_MAX: usize = 4 * 1024;

/// How far the talk has come.
#[derive(Debug)]
pub(super) struct Turns {
    stage: Stage,
    ehlo: usize,
    /// Whether the server has said something since the last command.
    answered: bool,
    /// Bytes of the answer that is under way.
    answer: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing yet.
    Begin,
    /// The handshake has ended.
    Ehlo,
    /// EHLO was sent.
    Commands {
        left: u8,
        /// Whether one may still be as long as a password.
        long_left: bool,
        /// How many more are what a server has asked for.
        login: u8,
    },
    /// RSET or QUIT was sent.
    Goodbyes { left: u8 },
    /// TLS has said goodbye.
    Closed,
}

impl Turns {
    /// A talk that begins with EHLO under this name.
    pub(super) fn new(helo: &Host) -> Self {
        Self { stage: Stage::Begin, ehlo: EHLO + helo.as_str().len(), answered: false, answer: 0 }
    }

    /// Whether a record that goes up, with a payload of this length, has a place here.
    pub(super) fn up(&mut self, payload: usize, suite: Suite) -> bool {
        let text = payload.saturating_sub(suite.overhead());
        let next = match self.stage {
            Stage::Begin if suite.is_tls13() => (text <= FINISHED_MAX).then_some(Stage::Ehlo),
            Stage::Begin | Stage::Ehlo => {
                let commands = Stage::Commands { left: COMMANDS_MAX, long_left: true, login: 0 };
                (text <= self.ehlo).then_some(commands)
            }
            Stage::Commands { .. } | Stage::Goodbyes { .. } if text <= CLOSE && !self.answered => {
                Some(Stage::Closed)
            }
            Stage::Commands { left, long_left, login } => self.command(text, left, long_left, login),
            Stage::Goodbyes { left } if text <= GOODBYE => {
                left.checked_sub(1).map(|left| Stage::Goodbyes { left })
            }
            Stage::Goodbyes { .. } | Stage::Closed => None,
        };
        self.stage = next.unwrap_or(Stage::Closed);
        self.answered = false;
        self.answer = 0;
        next.is_some()
    }

    /// What comes after a command of this length. A goodbye needs no answer to the command before it: it says nothing.
    fn command(&self, text: usize, left: u8, long_left: bool, login: u8) -> Option<Stage> {
        let is_goodbye = (CLOSE + 2..=GOODBYE).contains(&text) && login == 0;
        if is_goodbye {
            return Some(Stage::Goodbyes { left: GOODBYES_MAX - 1 });
        }
        let was_asked = login > 0 && self.answer <= CHALLENGE_MAX;
        let is_long = text > ANSWERED_MAX;
        let most = match (was_asked, long_left) {
            (false, _) => COMMAND_MAX,
            (true, false) => ANSWERED_MAX,
            (true, true) => usize::MAX,
        };
        if !self.answered || text > most {
            return None;
        }
        let login = match text {
            AUTH_LOGIN => 2,
            AUTH_XOAUTH2 if login == 0 => 1,
            _ => login.saturating_sub(1),
        };
        left.checked_sub(1).map(|left| Stage::Commands { left, long_left: long_left && !is_long, login })
    }

    /// Whether a record that comes down, with a payload of this length, has a place here.
    pub(super) fn down(&mut self, payload: usize, suite: Suite) -> bool {
        self.answered = true;
        // The handshake and the greeting have bounds of their own.
        if matches!(self.stage, Stage::Begin | Stage::Ehlo) {
            return true;
        }
        self.answer += payload.saturating_sub(suite.overhead());
        self.answer <= ANSWER_MAX
    }
}
