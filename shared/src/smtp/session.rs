//! The session: a state for each stage, and the transitions between them.

use super::{
    Dialogue, Ended, Login, Nonce, Want,
    clear::Steps,
    kept::Keeper,
    reply::Reply,
    sasl::{Answer, Exchange},
    talk::{Talk, named, offers},
};
use crate::{
    check::{Stage, StageOutcome, word},
    rules::{Host, Security},
};

/// What the session waits for. All states except the first two come after TLS: [`Session::tls_done`] is the only way
/// past [`State::Tls`].
#[derive(Debug)]
enum State {
    /// The steps up to STARTTLS aren't done.
    Clear(Steps),
    /// The TLS handshake isn't done.
    Tls,
    Greeting,
    Ehlo,
    Auth(Exchange),
    /// MAIL FROM was sent.
    Sender,
    /// The server accepted MAIL FROM, and RSET was sent to undo it.
    Reset,
    Quit,
}

/// One check of one login on one connection.
pub struct Session {
    state: State,
    security: Security,
    login: Login,
    nonce: Nonce,
    talk: Talk,
    capabilities: Vec<String>,
    /// The rejection of a mechanism. Another one is tried after it.
    refusal: Option<Reply>,
}

impl Session {
    /// Starts a session on a new connection. `helo` is our name in EHLO: a host name, or the address that we connect
    /// from (RFC 5321, section 4.1.3). `nonce` must never have been used before.
    pub fn new(security: Security, helo: &Host, login: Login, nonce: Nonce) -> Self {
        let state = match security {
            Security::ImplicitTls => State::Tls,
            Security::Starttls => State::Clear(Steps::default()),
        };
        Self { state, ..Self::from_tls(security, helo, login, nonce) }
    }

    /// Starts a session on a connection whose next bytes belong to the TLS handshake: a new connection for implicit
    /// TLS, or one on which [`super::Clear`] has done the part up to STARTTLS.
    pub fn from_tls(security: Security, helo: &Host, login: Login, nonce: Nonce) -> Self {
        let talk = Talk::new(helo, Keeper::new(&login.secret));
        Self { state: State::Tls, security, login, nonce, talk, capabilities: Vec::new(), refusal: None }
    }

    /// Returns what the reply to EHLO lists after TLS, one keyword with its parameters in each line.
    pub fn capabilities(&self) -> Vec<String> {
        self.capabilities.iter().map(|line| self.talk.keep(line)).collect()
    }

    /// Continues after the TLS handshake, once the certificate is valid for the server's name.
    pub fn tls_done(&mut self, detail: &str) {
        if !self.wants_tls() {
            return;
        }
        self.talk.forget();
        self.talk.end(Stage::Tls, detail);
        match self.security {
            Security::ImplicitTls => self.state = State::Greeting,
            Security::Starttls => self.say_ehlo(),
        }
    }

    fn wants_tls(&self) -> bool {
        matches!(self.state, State::Tls) && !self.talk.is_over()
    }

    fn listens(&self) -> bool {
        !matches!(self.state, State::Tls) && !self.talk.is_over()
    }

    /// Returns the stage that hasn't ended yet.
    fn under_way(&self) -> Stage {
        match &self.state {
            State::Clear(steps) => steps.stage(),
            State::Tls => Stage::Tls,
            State::Greeting => Stage::Greeting,
            State::Ehlo => Stage::Ehlo,
            State::Auth(_) => Stage::Auth,
            State::Sender => Stage::Sender,
            State::Reset | State::Quit => Stage::Quit,
        }
    }

    fn reply(&mut self, reply: &Reply) {
        match (&mut self.state, reply.code) {
            (State::Clear(steps), _) => {
                steps.reply(&mut self.talk, reply);
                if steps.are_done() {
                    self.state = State::Tls;
                }
            }
            (State::Greeting, 220) => {
                self.talk.end(Stage::Greeting, &reply.text());
                self.say_ehlo();
            }
            (State::Ehlo, 250) => {
                self.talk.end(Stage::Ehlo, &reply.text());
                self.capabilities = named(reply);
                self.say_auth();
            }
            (State::Auth(_), _) => self.auth_reply(reply),
            (State::Sender, 250) => {
                self.talk.end(Stage::Sender, &reply.text());
                self.say("RSET\r\n", State::Reset);
            }
            (State::Reset, _) => self.say("QUIT\r\n", State::Quit),
            (State::Quit, _) => {
                self.talk.end(Stage::Quit, &reply.text());
                self.talk.finish();
            }
            _ => self.talk.refused(self.under_way(), reply, &reply.text()),
        }
    }

    fn auth_reply(&mut self, reply: &Reply) {
        let State::Auth(exchange) = &mut self.state else { return };
        let text = reply.text();
        self.refusal = None;
        match reply.code {
            235 if exchange.is_proved() => {
                let detail = exchange.in_full(&text);
                self.talk.end(Stage::Auth, &detail);
                self.say_sender();
            }
            235 => self.talk.fail(Stage::Auth, word::SERVER_NOT_PROVED, &text),
            334 => match exchange.answer(&self.login, reply.lines.first().map_or("", |line| line.trim())) {
                Answer::Say(answer) if self.talk.heard_all() => self.talk.write(answer),
                Answer::Impostor => self.talk.fail(Stage::Auth, word::SERVER_NOT_PROVED, &text),
                Answer::Say(_) | Answer::OutOfStep => self.talk.fail(Stage::Auth, word::OUT_OF_STEP, &text),
            },
            code => match exchange.instead(&self.capabilities, code, &text) {
                Some(instead) if self.talk.heard_all() => {
                    self.refusal = exchange.is_plain().then(|| reply.clone());
                    self.sign_in(instead);
                }
                _ => self.auth_refused(reply, &text),
            },
        }
    }

    fn auth_refused(&mut self, reply: &Reply, text: &str) {
        let State::Auth(exchange) = &self.state else { return };
        let detail = exchange.in_full(text);
        if exchange.is_given_up() {
            // The server's answer to the canceled exchange says nothing about the login.
            self.talk.fail(Stage::Auth, word::CHALLENGE_UNUSABLE, &detail);
        } else if exchange.is_token() && reply.code == 535 {
            self.talk.stop(Stage::Auth, StageOutcome::Fail, word::TOKEN_REFUSED, &detail, true);
        } else {
            self.talk.refused(Stage::Auth, reply, &detail);
        }
    }

    fn say_ehlo(&mut self) {
        self.state = State::Ehlo;
        self.talk.say_ehlo();
    }

    /// Sends the AUTH command. This is the only place where the secret leaves the session, and only the reply to EHLO
    /// after TLS leads here.
    fn say_auth(&mut self) {
        match Exchange::choose(&self.capabilities, &self.login, &self.nonce) {
            Ok(exchange) if self.talk.heard_all() => self.sign_in(exchange),
            Ok(_) => {
                self.talk.fail(Stage::Auth, word::OUT_OF_STEP, "the server answered before it was asked");
            }
            Err(word) => {
                let detail = format!("EHLO names: {}", self.capabilities.join(", "));
                self.talk.stop(Stage::Auth, StageOutcome::Fail, word, &detail, true);
            }
        }
    }

    fn sign_in(&mut self, exchange: Exchange) {
        self.talk.say_auth(exchange.command(&self.login));
        self.state = State::Auth(exchange);
    }

    fn say_sender(&mut self) {
        let Some(address) = &self.login.address else {
            return self.say("QUIT\r\n", State::Quit);
        };
        let mail = format!("MAIL FROM:<{address}>\r\n");
        if offers(&self.capabilities, "PIPELINING") {
            self.state = State::Sender;
            self.talk.say_ahead(Stage::Sender, &(mail + "RSET\r\nQUIT\r\n"));
        } else {
            self.say(&mail, State::Sender);
        }
    }

    /// Writes a command and waits in `state` for its reply.
    fn say(&mut self, command: &str, state: State) {
        self.state = state;
        self.talk.say(self.under_way(), command);
    }
}

impl Dialogue for Session {
    fn want(&mut self) -> Want {
        if self.wants_tls() && !self.talk.has_to_write() { Want::StartTls } else { self.talk.want() }
    }

    fn stage(&self) -> Stage {
        if self.talk.is_over() { Stage::Quit } else { self.under_way() }
    }

    fn ended(&mut self) -> Option<Ended> {
        self.talk.ended()
    }

    fn received(&mut self, bytes: &[u8]) {
        if self.listens() {
            self.talk.push(self.under_way(), bytes);
        }
        while self.listens()
            && let Some(reply) = self.talk.next(self.under_way())
        {
            self.reply(&reply);
        }
    }

    fn timed_out(&mut self) {
        let word = match &self.state {
            State::Clear(steps) => steps.silence(),
            _ => word::WENT_SILENT,
        };
        self.talk.timed_out(self.under_way(), word);
    }

    fn failed(&mut self, word: &str, detail: &str) {
        match self.state {
            // We were about to close the connection ourselves.
            State::Reset | State::Quit if word == word::CLOSED => {
                if !self.talk.is_over() {
                    self.talk.end(Stage::Quit, "closed");
                    self.talk.finish();
                }
            }
            // The server closed the connection after it rejected a mechanism, so that rejection is the result.
            State::Auth(_) if self.refusal.is_some() => {
                if let Some(refusal) = self.refusal.take() {
                    self.auth_refused(&refusal, &refusal.text());
                }
            }
            // If someone relays the bytes, the relay enforces the time limit.
            _ if word == word::WENT_SILENT => {
                self.talk.stop(self.under_way(), StageOutcome::TimedOut, word, detail, false);
            }
            _ => self.talk.fail(self.under_way(), word, detail),
        }
    }
}

#[cfg(test)]
mod tests;
