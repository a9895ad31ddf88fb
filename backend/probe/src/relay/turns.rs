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

#[cfg(test)]
mod tests {
    use super::*;

    const SUITES: [u16; 3] = [0x1301, 0xc02f, 0xcca8];

    /// What is said, and how long the answer before it was, if it was waited for.
    type Said = (Option<usize>, usize);

    /// Longest usual answers: a 334 of LOGIN, and any other.
    const ASKED: Option<usize> = Some(18);
    const TOLD: Option<usize> = Some(60);

    /// Plays these texts. How many found a place.
    fn passed(suite: u16, texts: &[Said]) -> usize {
        let suite = Suite::of(Some(suite));
        let mut turns = Turns::new(&"192.0.2.1".parse().unwrap());
        if suite.is_tls13() {
            assert!(turns.up(53 + suite.overhead() - 17, suite));
        }
        let mut fits = |&(answer, length): &Said| {
            answer.is_none_or(|answer| turns.down(answer + suite.overhead(), suite))
                && turns.up(length + suite.overhead(), suite)
        };
        texts.iter().take_while(|text| fits(text)).count()
    }

    fn all_pass(texts: &[Said]) {
        end_at(texts.len(), texts);
    }

    fn end_at(place: usize, texts: &[Said]) {
        for suite in SUITES {
            assert_eq!(passed(suite, texts), place, "{suite:x} {texts:?}");
        }
    }

    const EHLO: Said = (TOLD, 18);
    const RESET: Said = (TOLD, 6);
    const QUIT: Said = (TOLD, 6);
    const CLOSE: Said = (None, 2);
    /// The longest, with RSET and QUIT in one piece.
    const MAIL: Said = (TOLD, 280);

    #[test]
    fn every_way_to_sign_in_has_its_place() {
        // PLAIN in one command, and the goodbye in one piece with MAIL FROM.
        all_pass(&[EHLO, (TOLD, 80), MAIL, CLOSE]);
        all_pass(&[EHLO, (TOLD, 280), MAIL, RESET, QUIT, CLOSE]);
        // A long password by PLAIN, and by LOGIN with user names short and long.
        all_pass(&[EHLO, (TOLD, 12), (Some(6), 3000), MAIL, RESET, QUIT, CLOSE]);
        all_pass(&[EHLO, (TOLD, 12), (ASKED, 6), (ASKED, 3000), MAIL, RESET, QUIT, CLOSE]);
        all_pass(&[EHLO, (TOLD, 12), (ASKED, 344), (ASKED, 6), MAIL, RESET, QUIT, CLOSE]);
        // A prompt that is longer than others, with a password as most are.
        all_pass(&[EHLO, (TOLD, 12), (TOLD, 40), (TOLD, 40), MAIL, RESET, QUIT, CLOSE]);
        // A token that waits for its turn, and why it is refused.
        all_pass(&[EHLO, (TOLD, 14), (Some(6), 4000), (TOLD, 2), QUIT, CLOSE]);
        // SCRAM to its end, and SCRAM that is refused with LOGIN after it.
        all_pass(&[EHLO, (TOLD, 120), (Some(150), 200), (TOLD, 2), MAIL, RESET, QUIT, CLOSE]);
        all_pass(&[EHLO, (TOLD, 120), (TOLD, 12), (ASKED, 30), (ASKED, 30), MAIL, RESET, QUIT, CLOSE]);
        // With STARTTLS EHLO waits for nothing; and a server that is silent is left.
        all_pass(&[(None, 18), (TOLD, 80), (None, 6), CLOSE]);
        all_pass(&[EHLO, (TOLD, 80), CLOSE]);
    }

    #[test]
    fn a_message_has_none() {
        let (mail, rcpt, data) = ((TOLD, 30), (TOLD, 30), (TOLD, 6));
        end_at(4, &[EHLO, mail, rcpt, data, (TOLD, 40)]);
        // 380 recipients, with or without waiting for each.
        end_at(1, &[EHLO, (None, 380 * 24), (TOLD, 300)]);
        let each = [&[EHLO, mail][..], &[rcpt; 380]].concat();
        end_at(1 + usize::from(COMMANDS_MAX), &each);
        // Nothing goes ahead of its answer, and of long ones there is one.
        end_at(1, &[EHLO, (None, 30)]);
        end_at(3, &[EHLO, (TOLD, 12), (ASKED, 3000), (ASKED, 600)]);
        end_at(0, &[(TOLD, 60)]);
        end_at(3, &[EHLO, (TOLD, 80), (None, 2), (TOLD, 2)]);
    }

    /// An envelope in one record looks like a sign-in; its text is longer than what may follow one.
    #[test]
    fn nor_has_its_text_behind_an_envelope_in_one_piece() {
        let envelope = (TOLD, 60);
        // Postfix, Exim and qmail answer MAIL, RCPT and DATA with so much.
        for answer in [65, 79, 30] {
            end_at(2, &[EHLO, envelope, (Some(answer), COMMAND_MAX + 1)]);
        }
        // NOOP and DATA are as long as AUTH LOGIN, and what servers answer is longer than a 334.
        for answer in [51, 23, 22] {
            end_at(3, &[EHLO, envelope, (TOLD, 12), (Some(answer), COMMAND_MAX + 1)]);
        }
        end_at(2, &[EHLO, (TOLD, 14), (Some(30), COMMAND_MAX + 1)]);
    }

    /// What remains, as docs/threat-model.md says it: each bound from both of its sides.
    #[test]
    fn what_is_let_through_without_a_sign_in_ends_at_these_numbers() {
        assert_eq!(
            (COMMAND_MAX, COMMANDS_MAX, ANSWERED_MAX, CHALLENGE_MAX, ANSWER_MAX),
            (280, 10, 512, 20, 4096)
        );
        // A text behind an envelope in one record, and nothing after it but a goodbye.
        let envelope = (TOLD, 60);
        end_at(3, &[EHLO, envelope, (TOLD, 280), (TOLD, 281)]);
        end_at(2, &[EHLO, envelope, (TOLD, 281)]);
        // An envelope is no longer than a command, unless a sign-in was begun.
        end_at(2, &[EHLO, (TOLD, 280), (TOLD, 281)]);
        end_at(1, &[EHLO, (TOLD, 281)]);
        // MAIL and nine recipients, each waited for.
        let each = [&[EHLO, (TOLD, 30)][..], &[(TOLD, 30); 9]].concat();
        all_pass(&[&each[..], &[RESET, QUIT, CLOSE]].concat());
        end_at(11, &[&each[..], &[(TOLD, 30)]].concat());
        // What a server has asked for: once as long as a password, and else as long as a user name.
        end_at(4, &[EHLO, (TOLD, 12), (ASKED, 3000), (ASKED, 512), (TOLD, 281)]);
        end_at(3, &[EHLO, (TOLD, 12), (ASKED, 3000), (ASKED, 513)]);
        end_at(3, &[EHLO, (TOLD, 12), (Some(20), 3000), (Some(21), 281)]);
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
