//! What a check may say inside TLS, told by the lengths and the order of records: EHLO, an AUTH exchange, MAIL FROM, RSET
//! and QUIT, each a record of its own, and none before the server has answered the one before it.
//!
//! Lengths are those of the text inside, which the cipher suite tells exactly. Nothing is decrypted.

use shared::rules::Host;

use super::hello::Suite;

/// Longest end of a handshake in TLS 1.3, where it is application data too: an empty certificate, where the server asked
/// for one, and Finished.
pub const FINISHED_MAX: usize = 128;

/// Longest command (RFC 5321, section 4.5.3.1.4). An AUTH command that would be longer waits for the server's 334.
pub const COMMAND_MAX: usize = 512;

/// Most records between EHLO and RSET: HELO, SCRAM (3), a mechanism that is refused, LOGIN (3), MAIL FROM, and one more.
pub const COMMANDS_MAX: u8 = 10;

/// RSET and QUIT.
const GOODBYES_MAX: u8 = 2;

/// `RSET`, `QUIT` and their line end.
const GOODBYE: usize = 6;

/// `AUTH LOGIN` and its line end, after which a user name and a password come, however short.
const AUTH_LOGIN: usize = 12;

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
        /// How many more may be short without being a goodbye.
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
        let is_long = text > COMMAND_MAX;
        if !self.answered || (is_long && !long_left) {
            return None;
        }
        let login = if text == AUTH_LOGIN { 2 } else { login.saturating_sub(1) };
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

#[cfg(test)]
mod tests {
    use super::*;

    const SUITES: [u16; 3] = [0x1301, 0xc02f, 0xcca8];

    /// Plays these texts, each after an answer where it is `Some`. How many found a place.
    fn passed(suite: u16, texts: &[(bool, usize)]) -> usize {
        let suite = Suite::of(Some(suite));
        let mut turns = Turns::new(&"192.0.2.1".parse().unwrap());
        if suite.is_tls13() {
            assert!(turns.up(53 + suite.overhead() - 17, suite));
        }
        let mut fits = |&(answered, length): &(bool, usize)| {
            (!answered || turns.down(60, suite)) && turns.up(length + suite.overhead(), suite)
        };
        texts.iter().take_while(|text| fits(text)).count()
    }

    fn all_pass(texts: &[(bool, usize)]) {
        for suite in SUITES {
            assert_eq!(passed(suite, texts), texts.len(), "{suite:x} {texts:?}");
        }
    }

    fn end_at(place: usize, texts: &[(bool, usize)]) {
        for suite in SUITES {
            assert_eq!(passed(suite, texts), place, "{suite:x} {texts:?}");
        }
    }

    const EHLO: (bool, usize) = (true, 18);

    #[test]
    fn every_way_to_sign_in_has_its_place() {
        let (reset, quit, close) = ((true, 6), (true, 6), (false, 2));
        let mail = (true, 280);
        // PLAIN in one command, and the goodbye in one piece with MAIL FROM.
        all_pass(&[EHLO, (true, 80), mail, close]);
        all_pass(&[EHLO, (true, 80), mail, reset, quit, close]);
        // A long password by PLAIN, and by LOGIN with a user name of three letters.
        all_pass(&[EHLO, (true, 12), (true, 3000), mail, reset, quit, close]);
        all_pass(&[EHLO, (true, 12), (true, 6), (true, 3000), mail, reset, quit, close]);
        all_pass(&[EHLO, (true, 12), (true, 6), (true, 6), mail, reset, quit, close]);
        // SCRAM to its end, and SCRAM that is refused with LOGIN after it.
        all_pass(&[EHLO, (true, 120), (true, 150), (true, 2), mail, reset, quit, close]);
        all_pass(&[EHLO, (true, 120), (true, 12), (true, 30), (true, 30), mail, reset, quit, close]);
        // With STARTTLS EHLO waits for nothing; and a server that is silent is left.
        all_pass(&[(false, 18), (true, 80), (false, 6), close]);
        all_pass(&[EHLO, (true, 80), close]);
    }

    #[test]
    fn a_message_has_none() {
        let (mail, rcpt, data) = ((true, 30), (true, 30), (true, 6));
        end_at(4, &[EHLO, mail, rcpt, data, (true, 40)]);
        // 380 recipients, with or without waiting for each.
        end_at(
            1,
            &[EHLO, (true, 380 * 24), (true, 300)]
                .map(|text| if text.1 > 4096 { (false, text.1) } else { text }),
        );
        let each = [&[EHLO, mail][..], &[rcpt; 380]].concat();
        end_at(1 + usize::from(COMMANDS_MAX), &each);
        // Nothing goes ahead of its answer, and of long ones there is one.
        end_at(1, &[EHLO, (false, 30)]);
        end_at(2, &[EHLO, (true, 3000), (true, 600)]);
        end_at(0, &[(true, 60)]);
        end_at(3, &[EHLO, (true, 80), (false, 2), (true, 2)]);
    }

    #[test]
    fn an_answer_has_an_end() {
        let suite = Suite::of(Some(0x1301));
        let talk = || {
            let mut turns = Turns::new(&"192.0.2.1".parse().unwrap());
            assert!(turns.down(9000, suite) && turns.up(70, suite));
            assert!(turns.down(9000, suite) && turns.up(35, suite));
            turns
        };
        assert!(talk().down(ANSWER_MAX + 17, suite) && !talk().down(ANSWER_MAX + 18, suite));
        let mut in_bytes = talk();
        assert_eq!((0..9000).take_while(|_| in_bytes.down(18, suite)).count(), ANSWER_MAX);
    }
}
