//! What the parts of a session before and after TLS share: received replies, lines to write, and stages that have
//! ended.

use std::{collections::VecDeque, net::IpAddr};

use zeroize::Zeroizing;

use super::{
    Ended, Failure, Want,
    kept::Keeper,
    reply::{Broken, Replies, Reply},
};
use crate::{
    check::{Stage, StageOutcome, word},
    rules::Host,
};

/// One side of a conversation with a mail server. It has no access to the login.
pub(super) struct Talk {
    helo: String,
    keeper: Keeper,
    replies: Replies,
    /// True if the commands up to QUIT were written in one piece (RFC 2920).
    ahead: bool,
    /// True if the conversation is over.
    over: bool,
    writes: VecDeque<Zeroizing<Vec<u8>>>,
    ended: VecDeque<Ended>,
}

impl Talk {
    /// Creates one. `helo` is our name in EHLO: a host name, or the address that we connect from (RFC 5321, section
    /// 4.1.3).
    pub(super) fn new(helo: &Host, keeper: Keeper) -> Self {
        let helo = match helo.ip() {
            Some(IpAddr::V4(ip)) => format!("[{ip}]"),
            Some(IpAddr::V6(ip)) => format!("[IPv6:{ip}]"),
            None => helo.to_string(),
        };
        Self {
            helo,
            keeper,
            replies: Replies::default(),
            ahead: false,
            over: false,
            writes: VecDeque::new(),
            ended: VecDeque::new(),
        }
    }

    /// Returns what to do now, if the state doesn't decide it.
    pub(super) fn want(&mut self) -> Want {
        match self.writes.pop_front() {
            Some(bytes) => Want::Write(bytes),
            None if self.over => Want::Done,
            None => Want::Read,
        }
    }

    pub(super) fn has_to_write(&self) -> bool {
        !self.writes.is_empty()
    }

    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    pub(super) fn finish(&mut self) {
        self.over = true;
    }

    pub(super) fn ended(&mut self) -> Option<Ended> {
        self.ended.pop_front()
    }

    /// Returns true if all received bytes were used.
    pub(super) fn heard_all(&self) -> bool {
        self.replies.is_empty()
    }

    /// Returns the word for a stage that timed out: one for a greeting that began but didn't finish, one for other
    /// bytes that aren't a greeting, or else `silent`.
    pub(super) fn late(&self, stage: Stage, silent: &'static str) -> &'static str {
        match stage {
            Stage::Greeting if self.replies.is_begun() => word::GREETING_SLOW,
            Stage::Greeting if !self.heard_all() => word::NOT_SMTP,
            _ => silent,
        }
    }

    /// Discards the received bytes, as TLS requires (RFC 3207, section 4.2).
    pub(super) fn forget(&mut self) {
        self.replies.forget();
    }

    pub(super) fn keep(&self, text: &str) -> String {
        self.keeper.keep(text)
    }

    /// Adds bytes that were read in a stage.
    pub(super) fn push(&mut self, stage: Stage, bytes: &[u8]) {
        if let Err(broken) = self.replies.push(bytes) {
            self.broken(stage, &broken);
        }
    }

    /// Returns the next whole reply, if there is one. Bytes that can't be a reply end the check.
    pub(super) fn next(&mut self, stage: Stage) -> Option<Reply> {
        self.replies.take().unwrap_or_else(|broken| {
            self.broken(stage, &broken);
            None
        })
    }

    pub(super) fn say_ehlo(&mut self) {
        self.say(Stage::Ehlo, &format!("EHLO {}\r\n", self.helo));
    }

    /// Writes the command that begins a stage, unless it was already written.
    pub(super) fn say(&mut self, stage: Stage, command: &str) {
        self.replies.begin_stage();
        if self.ahead {
            return;
        }
        if self.heard_all() {
            self.write(Zeroizing::new(command.as_bytes().to_vec()));
        } else {
            self.fail(stage, word::OUT_OF_STEP, "the server answered before it was asked");
        }
    }

    /// Writes the command of a stage together with those of the following stages.
    pub(super) fn say_ahead(&mut self, stage: Stage, commands: &str) {
        self.say(stage, commands);
        self.ahead = true;
    }

    /// Writes an AUTH command, whose stage takes several replies.
    pub(super) fn say_auth(&mut self, command: Zeroizing<Vec<u8>>) {
        self.replies.begin_stage();
        self.write(command);
    }

    pub(super) fn write(&mut self, bytes: Zeroizing<Vec<u8>>) {
        self.writes.push_back(bytes);
    }

    /// Ends a stage that succeeded.
    pub(super) fn end(&mut self, stage: Stage, detail: &str) {
        let detail = self.keep(detail);
        self.ended.push_back(Ended { stage, outcome: StageOutcome::Ok, detail, failure: None });
    }

    /// Ends the check after a reply with a code that the stage didn't expect.
    pub(super) fn refused(&mut self, stage: Stage, reply: &Reply, detail: &str) {
        let text = reply.text();
        let (code, rest) = text.split_at(3);
        let words = if reply.code < 400 {
            word::OUT_OF_STEP.to_owned()
        } else {
            format!("{code}{}", self.keep(rest))
        };
        self.stop(stage, StageOutcome::Fail, &words, detail, true);
    }

    /// Ends the check because the time limit of the stage or of the check was reached.
    pub(super) fn timed_out(&mut self, stage: Stage, silent: &'static str) {
        self.stop(stage, StageOutcome::TimedOut, self.late(stage, silent), "no answer in time", false);
    }

    /// Ends the check after a failure that isn't the server's answer about the login.
    pub(super) fn fail(&mut self, stage: Stage, words: &str, detail: &str) {
        self.stop(stage, StageOutcome::Fail, words, detail, false);
    }

    /// Ends a failed check. Nothing else is written, except for QUIT if the server is listening. Its reply isn't
    /// read.
    pub(super) fn stop(
        &mut self,
        stage: Stage,
        outcome: StageOutcome,
        words: &str,
        detail: &str,
        answered: bool,
    ) {
        if self.over {
            return;
        }
        let failure = Failure { words: words.to_owned(), answered };
        let detail = self.keep(detail);
        self.ended.push_back(Ended { stage, outcome, detail, failure: Some(failure) });
        self.writes.clear();
        if answered && !self.ahead {
            self.write(Zeroizing::new(b"QUIT\r\n".to_vec()));
        }
        self.over = true;
    }

    fn broken(&mut self, stage: Stage, broken: &Broken) {
        match broken {
            Broken::TooMuch => {
                self.fail(stage, word::TOO_MUCH, "the server sends more than a reply may hold");
            }
            Broken::Tls => {
                self.fail(stage, word::TLS_EXPECTED, "the server speaks TLS from the first byte here");
            }
            Broken::Contradiction(line) => {
                self.fail(stage, word::OUT_OF_STEP, &format!("one reply with two codes, the second: {line}"));
            }
            Broken::NotSmtp(line) => {
                let line = self.keep(line);
                let words = if other_protocol(&line) { &line } else { word::NOT_SMTP };
                self.fail(stage, words, &format!("not a reply: {line}"));
            }
        }
    }
}

/// Returns true if the lines of the EHLO reply contain a keyword.
pub(super) fn offers(capabilities: &[String], keyword: &str) -> bool {
    let first = |line: &String| line.split(' ').next().is_some_and(|w| w.eq_ignore_ascii_case(keyword));
    capabilities.iter().any(first)
}

/// Returns the lines of the EHLO reply without the first, which is the server's name and greeting.
pub(super) fn named(reply: &Reply) -> Vec<String> {
    reply.lines.iter().skip(1).cloned().collect()
}

/// Returns true if a line begins like those of other protocols' servers.
fn other_protocol(line: &str) -> bool {
    ["HTTP/", "* OK", "* BYE", "+OK", "-ERR", "SSH-"].iter().any(|start| line.starts_with(start))
}
