//! The part of a STARTTLS session before TLS: greeting, EHLO, STARTTLS (RFC 3207).

#[cfg(test)]
mod tests;

use super::{
    Dialogue, Ended, Want,
    kept::Keeper,
    reply::Reply,
    talk::{Talk, named, offers},
};
use crate::{
    check::{Stage, word},
    rules::Host,
};

/// Only the part before TLS, for a server that then hands the connection to someone who has the login. It has no
/// login, so it can't leak one. [`Want::StartTls`] is its end: the next bytes in both directions belong to a TLS
/// handshake, and [`super::Session::from_tls`] continues there.
pub struct Clear {
    talk: Talk,
    steps: Steps,
}

impl Clear {
    /// Starts on a new connection. `helo` is the same as for [`super::Session::new`].
    pub fn new(helo: &Host) -> Self {
        Self { talk: Talk::new(helo, Keeper::without_secret()), steps: Steps::default() }
    }

    fn listens(&self) -> bool {
        !self.talk.is_over() && !self.steps.are_done()
    }
}

impl Dialogue for Clear {
    fn want(&mut self) -> Want {
        if self.steps.are_done() && !self.talk.is_over() { Want::StartTls } else { self.talk.want() }
    }

    fn stage(&self) -> Stage {
        if self.talk.is_over() { Stage::Quit } else { self.steps.stage() }
    }

    fn ended(&mut self) -> Option<Ended> {
        self.talk.ended()
    }

    fn received(&mut self, bytes: &[u8]) {
        if self.listens() {
            self.talk.push(self.steps.stage(), bytes);
        }
        while self.listens()
            && let Some(reply) = self.talk.next(self.steps.stage())
        {
            self.steps.reply(&mut self.talk, &reply);
        }
    }

    fn timed_out(&mut self) {
        self.talk.timed_out(self.steps.stage(), self.steps.silence());
    }

    fn failed(&mut self, word: &str, detail: &str) {
        self.talk.fail(self.steps.stage(), word, detail);
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Step {
    #[default]
    Greeting,
    Ehlo,
    Starttls,
    /// The TLS handshake comes next.
    Done,
}

/// The step before TLS that the session waits for.
#[derive(Debug, Default)]
pub(super) struct Steps {
    step: Step,
    /// True if the greeting looks as if something in between had masked it.
    masked: bool,
}

impl Steps {
    pub(super) fn stage(&self) -> Stage {
        match self.step {
            Step::Greeting => Stage::Greeting,
            Step::Ehlo => Stage::Ehlo,
            Step::Starttls => Stage::Starttls,
            Step::Done => Stage::Tls,
        }
    }

    /// Returns true if the next bytes belong to TLS.
    pub(super) fn are_done(&self) -> bool {
        self.step == Step::Done
    }

    /// Returns the word to report if the server doesn't answer now.
    pub(super) fn silence(&self) -> &'static str {
        if self.step == Step::Greeting { word::GREETING_TIMED_OUT } else { word::WENT_SILENT }
    }

    pub(super) fn reply(&mut self, talk: &mut Talk, reply: &Reply) {
        let text = reply.text();
        match (self.step, reply.code) {
            (Step::Greeting, 220) => {
                self.masked = text.contains("****");
                talk.end(Stage::Greeting, &text);
                self.step = Step::Ehlo;
                talk.say_ehlo();
            }
            (Step::Ehlo, 250) => {
                talk.end(Stage::Ehlo, &text);
                self.step = Step::Starttls;
                self.say_starttls(talk, &named(reply));
            }
            (Step::Starttls, 220) => self.hand_over(talk, &text),
            _ => talk.refused(self.stage(), reply, &text),
        }
    }

    fn say_starttls(&self, talk: &mut Talk, capabilities: &[String]) {
        if offers(capabilities, "STARTTLS") {
            return talk.say(Stage::Starttls, "STARTTLS\r\n");
        }
        let masked = self.masked || capabilities.iter().any(|line| is_masked(line));
        let word = if masked { word::STARTTLS_HIDDEN } else { word::STARTTLS_NOT_OFFERED };
        talk.fail(Stage::Starttls, word, &format!("EHLO names: {}", capabilities.join(", ")));
    }

    /// Hands over to TLS. If other bytes came with the 220 reply, an attacker put them there to be read after TLS
    /// (RFC 3207, section 4.2).
    fn hand_over(&mut self, talk: &mut Talk, text: &str) {
        if talk.heard_all() {
            talk.end(Stage::Starttls, text);
            self.step = Step::Done;
        } else {
            let detail = "bytes came along with the 220 to STARTTLS";
            talk.fail(Stage::Starttls, word::STARTTLS_INJECTION, detail);
        }
    }
}

/// Returns true for a line like `XXXXXXXA` instead of STARTTLS. Firewalls that inspect SMTP overwrite keywords like
/// this to disable them.
fn is_masked(line: &str) -> bool {
    let keyword = line.split(' ').next().unwrap_or_default();
    keyword.len() >= 6 && keyword.starts_with("XXXX")
}
