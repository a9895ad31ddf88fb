//! The session: a state for each stage, and what moves it on.

use std::{collections::VecDeque, net::IpAddr};

use zeroize::Zeroizing;

use super::{
    Login, Nonce,
    kept::Keeper,
    reply::{Broken, Replies, Reply},
    sasl::{Answer, Exchange},
};
use crate::{
    check::{Stage, StageOutcome},
    diagnosis::word,
    rules::{Host, Security},
};

/// What the driver shall do now.
#[derive(Debug, PartialEq, Eq)]
pub enum Want {
    /// Write all of this in one piece, then ask again. It may hold the secret.
    Write(Zeroizing<Vec<u8>>),
    /// Shake hands for TLS on the same connection, then call [`Session::tls_done`] or [`Session::failed`].
    StartTls,
    /// Read, then call [`Session::received`], [`Session::timed_out`] or [`Session::failed`].
    Read,
    /// Close the connection: all is said.
    Done,
}

/// Why a stage did not end well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// For [`crate::diagnosis`]: the whole reply with its code, or one of its fixed words. Holds no secret.
    pub words: String,
    /// Whether the server itself said no, rather than that it could not be asked.
    pub answered: bool,
}

/// A stage that has ended. The session has no clock: its time is the driver's to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Which.
    pub stage: Stage,
    /// How.
    pub outcome: StageOutcome,
    /// For the technician: the server's words or the failure; at most [`super::DETAIL_MAX`] characters, no secret.
    pub detail: String,
    /// Why, where it did not end well.
    pub failure: Option<Failure>,
}

#[derive(Debug)]
enum State {
    /// TLS has to be made.
    Tls,
    Greeting,
    Ehlo,
    Starttls,
    Auth(Exchange),
    /// MAIL FROM is under way.
    Sender,
    /// MAIL FROM was taken, and RSET is under way, so that nothing is left of it.
    Reset,
    Quit,
    Done,
}

/// One check of one login on one connection.
pub struct Session {
    state: State,
    security: Security,
    helo: String,
    login: Login,
    nonce: Nonce,
    keeper: Keeper,
    replies: Replies,
    /// Whether TLS stands. Nothing of the login is written before.
    tls: bool,
    /// Whether the commands up to QUIT were written in one piece (RFC 2920).
    ahead: bool,
    /// Whether the greeting or EHLO looks painted over by something in between.
    painted: bool,
    capabilities: Vec<String>,
    writes: VecDeque<Zeroizing<Vec<u8>>>,
    ended: VecDeque<Ended>,
}

impl Session {
    /// A session on a connection that has just been made. `helo` is what EHLO says of us: a name, or
    /// the address that we connect from (RFC 5321, section 4.1.3). `nonce` has never been used before.
    pub fn new(security: Security, helo: &Host, login: Login, nonce: Nonce) -> Self {
        let helo = match helo.ip() {
            Some(IpAddr::V4(ip)) => format!("[{ip}]"),
            Some(IpAddr::V6(ip)) => format!("[IPv6:{ip}]"),
            None => helo.to_string(),
        };
        Self {
            state: match security {
                Security::ImplicitTls => State::Tls,
                Security::Starttls => State::Greeting,
            },
            security,
            helo,
            keeper: Keeper::new(&login.secret),
            login,
            nonce,
            replies: Replies::default(),
            tls: false,
            ahead: false,
            painted: false,
            capabilities: Vec::new(),
            writes: VecDeque::new(),
            ended: VecDeque::new(),
        }
    }

    /// What to do now.
    pub fn want(&mut self) -> Want {
        match (self.writes.pop_front(), &self.state) {
            (Some(bytes), _) => Want::Write(bytes),
            (None, State::Tls) => Want::StartTls,
            (None, State::Done) => Want::Done,
            (None, _) => Want::Read,
        }
    }

    /// The stage that is under way; the last one when all is said.
    pub fn stage(&self) -> Stage {
        match self.state {
            State::Tls => Stage::Tls,
            State::Greeting => Stage::Greeting,
            State::Ehlo => Stage::Ehlo,
            State::Starttls => Stage::Starttls,
            State::Auth(_) => Stage::Auth,
            State::Sender => Stage::Sender,
            State::Reset | State::Quit | State::Done => Stage::Quit,
        }
    }

    /// The next stage that has ended and was not yet taken.
    pub fn ended(&mut self) -> Option<Ended> {
        self.ended.pop_front()
    }

    /// What EHLO named after TLS, a keyword with its parameters in each line.
    pub fn capabilities(&self) -> Vec<String> {
        let named = if self.tls { &self.capabilities[..] } else { &[] };
        named.iter().map(|line| self.keeper.keep(line)).collect()
    }

    /// TLS stands, and the certificate is good for the server's name.
    pub fn tls_done(&mut self, detail: &str) {
        if !matches!(self.state, State::Tls) {
            return;
        }
        self.tls = true;
        self.replies.forget();
        self.capabilities.clear();
        self.end(Stage::Tls, detail);
        match self.security {
            Security::ImplicitTls => self.state = State::Greeting,
            Security::Starttls => self.say_ehlo(),
        }
    }

    /// Takes what was read.
    pub fn received(&mut self, bytes: &[u8]) {
        if matches!(self.state, State::Tls | State::Done) {
            return;
        }
        let mut read = self.replies.push(bytes);
        while read.is_ok() && !matches!(self.state, State::Tls | State::Done) {
            match self.replies.take() {
                Ok(Some(reply)) => self.reply(&reply),
                Ok(None) => return,
                Err(broken) => read = Err(broken),
            }
        }
        match read {
            Ok(()) => {}
            Err(Broken::TooMuch) => self.fail(word::TOO_MUCH, "the server sends more than a reply may hold"),
            Err(Broken::Tls) => {
                self.fail(word::TLS_EXPECTED, "the server speaks TLS from the first byte here");
            }
            Err(Broken::NotSmtp(line)) => self.not_smtp(&line),
        }
    }

    /// The stage's time, or the check's, has run out.
    pub fn timed_out(&mut self) {
        let word = match self.state {
            State::Greeting if !self.tls => word::GREETING_TIMED_OUT,
            _ => word::WENT_SILENT,
        };
        self.stop(StageOutcome::TimedOut, word, "no answer in time", false);
    }

    /// The connection or the handshake failed: `word` is one of [`word`], `detail` says more.
    pub fn failed(&mut self, word: &str, detail: &str) {
        match self.state {
            // We were about to close it ourselves.
            State::Reset | State::Quit if word == word::CLOSED => {
                self.end(Stage::Quit, "closed");
                self.state = State::Done;
            }
            _ => self.fail(word, detail),
        }
    }

    fn reply(&mut self, reply: &Reply) {
        match (&mut self.state, reply.code) {
            (State::Greeting, 220) => {
                self.painted = reply.text().contains("****");
                self.end(Stage::Greeting, &reply.text());
                self.say_ehlo();
            }
            (State::Ehlo, 250) => {
                self.end(Stage::Ehlo, &reply.text());
                // The first line is the server's name and greeting.
                self.capabilities = reply.lines.iter().skip(1).cloned().collect();
                if self.tls { self.say_auth() } else { self.say_starttls() }
            }
            (State::Starttls, 220) => self.begin_tls(reply),
            (State::Auth(_), _) => self.auth_reply(reply),
            (State::Sender, 250) => {
                self.end(Stage::Sender, &reply.text());
                self.say("RSET\r\n", State::Reset);
            }
            (State::Reset, _) => self.say("QUIT\r\n", State::Quit),
            (State::Quit, _) => {
                self.end(Stage::Quit, &reply.text());
                self.state = State::Done;
            }
            _ => self.refused(reply, &reply.text()),
        }
    }

    fn auth_reply(&mut self, reply: &Reply) {
        let State::Auth(exchange) = &mut self.state else { return };
        let text = reply.text();
        match reply.code {
            235 if exchange.is_proved() => {
                let detail = exchange.in_full(&text);
                self.end(Stage::Auth, &detail);
                self.say_sender();
            }
            235 => self.fail(word::SERVER_NOT_PROVED, &text),
            334 => match exchange.answer(&self.login, reply.lines.first().map_or("", |line| line.trim())) {
                Answer::Say(answer) if self.replies.is_empty() => self.write(answer),
                Answer::Impostor => self.fail(word::SERVER_NOT_PROVED, &text),
                Answer::Say(_) | Answer::OutOfStep => self.fail(word::OUT_OF_STEP, &text),
            },
            code => match exchange.instead(&self.capabilities, code, &text) {
                Some(exchange) if self.replies.is_empty() => self.sign_in(exchange),
                _ => self.auth_refused(reply, &text),
            },
        }
    }

    fn auth_refused(&mut self, reply: &Reply, text: &str) {
        let State::Auth(exchange) = &self.state else { return };
        let detail = exchange.in_full(text);
        if exchange.is_token() && reply.code == 535 {
            self.stop(StageOutcome::Fail, word::TOKEN_REFUSED, &detail, true);
        } else {
            self.refused(reply, &detail);
        }
    }

    /// Anything that came along with the 220 was put there to be read after TLS (RFC 3207, section 4.2).
    fn begin_tls(&mut self, reply: &Reply) {
        if self.replies.is_empty() {
            self.end(Stage::Starttls, &reply.text());
            self.state = State::Tls;
        } else {
            self.fail(word::STARTTLS_INJECTION, "bytes came along with the 220 to STARTTLS");
        }
    }

    fn say_ehlo(&mut self) {
        self.say(&format!("EHLO {}\r\n", self.helo), State::Ehlo);
    }

    fn say_starttls(&mut self) {
        if self.offers("STARTTLS") {
            self.say("STARTTLS\r\n", State::Starttls);
        } else {
            self.state = State::Starttls;
            let painted = self.painted || self.capabilities.iter().any(|line| is_painted(line));
            let word = if painted { word::STARTTLS_HIDDEN } else { word::STARTTLS_NOT_OFFERED };
            self.fail(word, &format!("EHLO names: {}", self.capabilities.join(", ")));
        }
    }

    /// The one place where the secret gets out, and only through TLS.
    fn say_auth(&mut self) {
        match Exchange::choose(&self.capabilities, &self.login, &self.nonce) {
            Ok(exchange) if self.tls && self.replies.is_empty() => self.sign_in(exchange),
            Ok(exchange) => {
                self.state = State::Auth(exchange);
                self.fail(word::OUT_OF_STEP, "the server answered before it was asked");
            }
            Err(word) => self.lacks_auth(word),
        }
    }

    fn sign_in(&mut self, exchange: Exchange) {
        self.write(exchange.command(&self.login));
        self.begin(State::Auth(exchange));
    }

    fn say_sender(&mut self) {
        let Some(address) = &self.login.address else {
            return self.say("QUIT\r\n", State::Quit);
        };
        let mail = format!("MAIL FROM:<{address}>\r\n");
        if self.offers("PIPELINING") {
            self.say(&(mail + "RSET\r\nQUIT\r\n"), State::Sender);
            self.ahead = true;
        } else {
            self.say(&mail, State::Sender);
        }
    }

    /// Writes a command and waits in `state` for its reply, unless it was written ahead.
    fn say(&mut self, command: &str, state: State) {
        if self.ahead {
            return self.begin(state);
        }
        self.begin(state);
        if self.replies.is_empty() {
            self.write(Zeroizing::new(command.as_bytes().to_vec()));
        } else {
            self.fail(word::OUT_OF_STEP, "the server answered before it was asked");
        }
    }

    fn write(&mut self, bytes: Zeroizing<Vec<u8>>) {
        self.writes.push_back(bytes);
    }

    fn begin(&mut self, state: State) {
        self.replies.begin_stage();
        self.state = state;
    }

    fn offers(&self, keyword: &str) -> bool {
        let first = |line: &String| line.split(' ').next().is_some_and(|w| w.eq_ignore_ascii_case(keyword));
        self.capabilities.iter().any(first)
    }

    fn end(&mut self, stage: Stage, detail: &str) {
        let detail = self.keeper.keep(detail);
        self.ended.push_back(Ended { stage, outcome: StageOutcome::Ok, detail, failure: None });
    }

    /// A reply with another code than the stage needs.
    fn refused(&mut self, reply: &Reply, detail: &str) {
        let text = reply.text();
        let (code, said) = text.split_at(3);
        let words = if reply.code < 400 {
            word::OUT_OF_STEP.to_owned()
        } else {
            format!("{code}{}", self.keeper.keep(said))
        };
        self.stop(StageOutcome::Fail, &words, detail, true);
    }

    fn lacks_auth(&mut self, word: &str) {
        let named = self.capabilities.join(", ");
        self.stop_at(Stage::Auth, StageOutcome::Fail, word, &format!("EHLO names: {named}"), true);
    }

    fn not_smtp(&mut self, line: &str) {
        let line = self.keeper.keep(line);
        let words = if other_protocol(&line) { &line } else { word::NOT_SMTP };
        self.fail(words, &format!("not a reply: {line}"));
    }

    /// A failure that is no word of the server's about the login.
    fn fail(&mut self, words: &str, detail: &str) {
        self.stop(StageOutcome::Fail, words, detail, false);
    }

    fn stop(&mut self, outcome: StageOutcome, words: &str, detail: &str, answered: bool) {
        self.stop_at(self.stage(), outcome, words, detail, answered);
    }

    /// The end of a check that went wrong. What was still to be written is not; where the server is
    /// listening, it is told goodbye, and its answer is not waited for.
    fn stop_at(&mut self, stage: Stage, outcome: StageOutcome, words: &str, detail: &str, answered: bool) {
        if matches!(self.state, State::Done) {
            return;
        }
        let failure = Failure { words: words.to_owned(), answered };
        let detail = self.keeper.keep(detail);
        self.ended.push_back(Ended { stage, outcome, detail, failure: Some(failure) });
        self.writes.clear();
        if answered && !self.ahead {
            self.write(Zeroizing::new(b"QUIT\r\n".to_vec()));
        }
        self.state = State::Done;
    }
}

/// `XXXXXXXA` where STARTTLS stood: what firewalls that inspect SMTP leave of a keyword that they do not want used.
fn is_painted(line: &str) -> bool {
    let keyword = line.split(' ').next().unwrap_or_default();
    keyword.len() >= 6 && keyword.starts_with("XXXX")
}

/// How servers of other protocols begin.
fn other_protocol(line: &str) -> bool {
    ["HTTP/", "* OK", "* BYE", "+OK", "-ERR", "SSH-"].iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests;
