//! Restricts what a check can say inside TLS, by the length and order of records: EHLO, an AUTH exchange, MAIL FROM,
//! RSET and QUIT. Each is its own record, and each has to wait for the server's answer to the one before.
//!
//! Lengths are those of the plain text, which follow exactly from the cipher suite. Nothing is decrypted.
//!
//! Only a password or a token can be longer than a command, and only if the server has asked for it: after the command
//! that begins such a sign-in, whose length is fixed, and after an answer that is as short as its 334. At nearly all
//! servers, the answer to DATA is longer, together with the answers to what came before it in the same record. One gap
//! remains: a message that is no longer than a command, next to an envelope that looks like a command. By its length
//! alone, it could be a MAIL FROM or the proof of SCRAM.

#[cfg(test)]
mod tests;

use shared::{rules::Host, smtp::COMMAND_MAX};

use super::hello::Suite;

/// The maximum length of the end of a TLS 1.3 handshake, which is application data: an empty certificate if the server
/// asked for one, and Finished.
pub const FINISHED_MAX: usize = 128;

/// The longest 334 answer of PLAIN, LOGIN and XOAUTH2: `334 VXNlcm5hbWU6` has 18 bytes with its line end. `250 ok` and
/// `354 go ahead` together have 22.
pub const CHALLENGE_MAX: usize = 20;

/// The longest user name in base64. A password or a token can be longer, once.
pub const ANSWERED_MAX: usize = 512;

/// The maximum number of records between EHLO and RSET: HELO, SCRAM (3), a rejected mechanism, LOGIN (3), MAIL FROM,
/// and one more.
pub const COMMANDS_MAX: u8 = 10;

/// The maximum number of goodbyes: RSET and QUIT.
const GOODBYES_MAX: u8 = 2;

/// The length of `RSET` or `QUIT` with the line end.
const GOODBYE: usize = 6;

/// The length of `AUTH LOGIN` or `AUTH PLAIN` with the line end. A user name and a password of any length follow.
const AUTH_LOGIN: usize = 12;

/// The length of `AUTH XOAUTH2` with the line end. A token follows.
const AUTH_XOAUTH2: usize = 14;

/// The length of EHLO without the name, including `[IPv6:` and `]` for an address.
const EHLO: usize = "EHLO [IPv6:]\r\n".len();

/// The length of TLS's close_notify.
const CLOSE: usize = 2;

/// The maximum bytes of text in the answer to one command, from EHLO on. The number of records isn't limited, because
/// some servers put each byte into its own record.
pub const ANSWER_MAX: usize = 4 * 1024;

/// The state of the session.
#[derive(Debug)]
pub(super) struct Turns {
    stage: Stage,
    ehlo: usize,
    /// True if the server has sent something since the last command.
    answered: bool,
    /// The length of the current answer, in bytes.
    answer: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing was sent yet.
    Begin,
    /// The handshake has ended, and EHLO is next.
    Ehlo,
    /// EHLO was sent.
    Commands {
        left: u8,
        /// True if one command can still be as long as a password.
        long_left: bool,
        /// How many of the next commands are answers that the server has asked for.
        login: u8,
    },
    /// RSET or QUIT was sent.
    Goodbyes { left: u8 },
    /// TLS was closed.
    Closed,
}

impl Turns {
    /// Creates the state for a session that begins with EHLO and this name.
    pub(super) fn new(helo: &Host) -> Self {
        Self { stage: Stage::Begin, ehlo: EHLO + helo.as_str().len(), answered: false, answer: 0 }
    }

    /// Returns true if the browser can send a record with a payload of this length now.
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

    /// Returns the stage after a command of this length. A goodbye doesn't have to wait for an answer, because it
    /// carries no data.
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

    /// Returns true if the server can send a record with a payload of this length now.
    pub(super) fn down(&mut self, payload: usize, suite: Suite) -> bool {
        self.answered = true;
        // The handshake and the greeting have their own limits.
        if matches!(self.stage, Stage::Begin | Stage::Ehlo) {
            return true;
        }
        self.answer += payload.saturating_sub(suite.overhead());
        self.answer <= ANSWER_MAX
    }
}
