//! The part of a session with STARTTLS that is in the clear: greeting, EHLO, STARTTLS (RFC 3207).

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

/// The clear part alone, for whoever hands the connection on to the one who has the login: it holds none, so none can
/// leave by it. [`Want::StartTls`] is its end: the next bytes each way are those of a TLS handshake, and
/// [`super::Session::from_tls`] goes on there.
pub struct Clear {
    talk: Talk,
    steps: Steps,
}

impl Clear {
    /// On a connection that has just been made. `helo` is as for [`super::Session::new`].
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
    /// TLS comes next.
    Done,
}

/// What is waited for in the clear.
#[derive(Debug, Default)]
pub(super) struct Steps {
    step: Step,
    /// Whether the greeting looks masked by something in between.
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

    /// Whether the next bytes are those of TLS.
    pub(super) fn are_done(&self) -> bool {
        self.step == Step::Done
    }

    /// The word for a server that says nothing now.
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

    /// Anything that came along with the 220 was put there to be read after TLS (RFC 3207, section 4.2).
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

/// `XXXXXXXA` where STARTTLS stood: what firewalls that inspect SMTP leave of a keyword that they do not want used.
fn is_masked(line: &str) -> bool {
    let keyword = line.split(' ').next().unwrap_or_default();
    keyword.len() >= 6 && keyword.starts_with("XXXX")
}
