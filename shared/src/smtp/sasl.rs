//! The dialogue of AUTH for each mechanism (RFC 4954, 4616, 5802; LOGIN and XOAUTH2 as servers implement them).

use base64::{Engine, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use super::{
    COMMAND_MAX, Login, Nonce, Proof,
    scram::{self, Scram, Signature},
};
use crate::check::word;

/// A sign-in that is in progress.
#[derive(Debug)]
pub(super) struct Exchange {
    mechanism: Mechanism,
    /// How many of the server's 334 replies were answered with part of the login.
    answered: u8,
    /// What the server said before its last reply, for the technician.
    detail: Option<String>,
}

/// The mechanisms, best first.
#[derive(Debug)]
enum Mechanism {
    Scram(Scram, Step),
    Plain,
    Login,
    Xoauth2,
}

/// The state of a SCRAM exchange.
#[derive(Debug)]
enum Step {
    /// Nothing about the secret was sent yet.
    Open,
    /// The proof was sent. The server has to answer with this signature.
    Shown(Signature),
    /// The server has proved that it knows the secret.
    Proved,
    /// One side has ended the exchange.
    Over,
}

/// How to answer a 334 reply.
#[derive(Debug)]
pub(super) enum Answer {
    /// Send this.
    Say(Zeroizing<Vec<u8>>),
    /// The mechanism has nothing more to send.
    OutOfStep,
    /// The server doesn't know the secret, so it isn't the right server.
    Impostor,
}

impl Exchange {
    /// Chooses the best mechanism that the reply to EHLO lists, or returns the word for having none.
    pub(super) fn choose(
        capabilities: &[String],
        login: &Login,
        nonce: &Nonce,
    ) -> Result<Self, &'static str> {
        let offers = Offers::read(capabilities);
        let mechanism = match login.proof {
            Proof::Token if offers.has("XOAUTH2") => Some(Mechanism::Xoauth2),
            Proof::Token => None,
            Proof::Password => offers.scram(login, nonce).or_else(|| offers.in_the_open()),
        };
        mechanism.map(|mechanism| Self::new(mechanism, None)).ok_or_else(|| offers.lack(login.proof))
    }

    fn new(mechanism: Mechanism, detail: Option<String>) -> Self {
        Self { mechanism, answered: 0, detail }
    }

    /// Returns another mechanism to try after a rejection, if this can't lock the client's account.
    ///
    /// A server lists mechanisms for all of its users, but for many users it stores nothing that SCRAM can be checked
    /// against. It then rejects them before it sees a proof, but accepts the same password with PLAIN (Dovecot with
    /// hashed passwords does this). Such a rejection says nothing about the password, and doesn't count as a wrong
    /// one. So PLAIN or LOGIN is tried once, on the same connection, which RFC 4954, section 4, allows after a
    /// failure. Once a proof was sent, a rejection means that the password is wrong. The password is then never sent
    /// again in another form, because a host that locks accounts after two tries would lock this one after a single
    /// check.
    ///
    /// LOGIN is tried after PLAIN if the mechanism itself was rejected, because that says nothing about the password
    /// either.
    pub(super) fn instead(&self, capabilities: &[String], code: u16, text: &str) -> Option<Self> {
        let offers = Offers::read(capabilities);
        let (name, next) = match &self.mechanism {
            Mechanism::Scram(_, Step::Open | Step::Over) if matches!(code, 500 | 501 | 504 | 534 | 535) => {
                ("SCRAM-SHA-256", offers.in_the_open()?)
            }
            // The mechanism was rejected before the server checked the password.
            Mechanism::Plain if is_about_mechanism(code, text) && offers.has("LOGIN") => {
                ("PLAIN", Mechanism::Login)
            }
            _ => return None,
        };
        Some(Self::new(next, Some(format!("{name} came first: {text}"))))
    }

    /// Returns the AUTH command, with the first answer if it isn't too long (RFC 4954, section 4).
    pub(super) fn command(&self, login: &Login) -> Zeroizing<Vec<u8>> {
        let (name, first) = match &self.mechanism {
            Mechanism::Scram(scram, _) => ("SCRAM-SHA-256", Zeroizing::new(scram.first().into_bytes())),
            Mechanism::Plain => ("PLAIN", plain(login)),
            Mechanism::Xoauth2 => ("XOAUTH2", xoauth2(login)),
            Mechanism::Login => return Zeroizing::new(b"AUTH LOGIN\r\n".to_vec()),
        };
        let command = format!("AUTH {name} ");
        if command.len() + encoded_len(first.len()) + 2 <= COMMAND_MAX {
            line(&command, &first)
        } else {
            Zeroizing::new(format!("AUTH {name}\r\n").into_bytes())
        }
    }

    /// Returns the answer to a 334 reply. The prompts for PLAIN and LOGIN are ignored, because they differ between
    /// servers.
    pub(super) fn answer(&mut self, login: &Login, prompt: &str) -> Answer {
        let answer = match (&mut self.mechanism, self.answered) {
            (Mechanism::Plain, 0) => line("", &plain(login)),
            (Mechanism::Login, 0) => line("", login.username.as_str().as_bytes()),
            (Mechanism::Login, 1) => line("", login.secret.expose().as_bytes()),
            (Mechanism::Xoauth2, 0) if prompt.is_empty() => line("", &xoauth2(login)),
            // The prompt is JSON that says why the token was rejected. The 535 reply comes after an empty line.
            (Mechanism::Xoauth2, 0 | 1) if !prompt.is_empty() => {
                self.detail = Some(decoded(prompt).unwrap_or_else(|| prompt.to_owned()));
                self.answered = 1;
                line("", b"")
            }
            // The server ignored the first message, and asks for it again.
            (Mechanism::Scram(scram, Step::Open), 0) if prompt.is_empty() => {
                line("", scram.first().as_bytes())
            }
            (Mechanism::Scram(scram, step), _) => return scram_answer(scram, step, login, prompt),
            _ => return Answer::OutOfStep,
        };
        self.answered += 1;
        Answer::Say(answer)
    }

    /// Returns true if a 235 reply can be trusted.
    pub(super) fn is_proved(&self) -> bool {
        !matches!(self.mechanism, Mechanism::Scram(_, Step::Open | Step::Shown(_) | Step::Over))
    }

    /// Returns true if nothing was sent because the server's challenge wasn't usable.
    pub(super) fn is_given_up(&self) -> bool {
        matches!(self.mechanism, Mechanism::Scram(_, Step::Over))
    }

    /// Returns true if the user name and the password are sent together.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self.mechanism, Mechanism::Plain)
    }

    /// Returns true if an access token was tried. A rejected token doesn't mean the same as a rejected password.
    pub(super) fn is_token(&self) -> bool {
        matches!(self.mechanism, Mechanism::Xoauth2)
    }

    /// Returns a reply's text and what came before it.
    pub(super) fn in_full(&self, text: &str) -> String {
        self.detail.as_ref().map_or_else(|| text.to_owned(), |detail| format!("{text} ({detail})"))
    }
}

/// Returns true if the server rejected the mechanism before it checked a password (RFC 4954, section 4).
fn is_about_mechanism(code: u16, text: &str) -> bool {
    code == 504 || code > 504 && code != 535 && text.contains("echanism")
}

fn scram_answer(scram: &Scram, step: &mut Step, login: &Login, prompt: &str) -> Answer {
    let decoded_prompt = decoded(prompt).unwrap_or_default();
    match std::mem::replace(step, Step::Over) {
        Step::Open => match scram.last(login, &decoded_prompt) {
            Ok((last, signature)) => {
                *step = Step::Shown(signature);
                Answer::Say(line("", last.as_bytes()))
            }
            // A line with only a star cancels the exchange (RFC 4954, section 4).
            Err(scram::Unusable) => Answer::Say(Zeroizing::new(b"*\r\n".to_vec())),
        },
        Step::Shown(signature) if signature.is_in(&decoded_prompt) => {
            *step = Step::Proved;
            Answer::Say(line("", b""))
        }
        // A rejection in SCRAM's own words. The 535 reply comes after an empty line. No other mechanism is possible
        // now.
        Step::Shown(signature) if decoded_prompt.starts_with("e=") => {
            *step = Step::Shown(signature);
            Answer::Say(line("", b""))
        }
        Step::Shown(signature) => {
            *step = Step::Shown(signature);
            Answer::Impostor
        }
        Step::Proved | Step::Over => Answer::OutOfStep,
    }
}

fn decoded(prompt: &str) -> Option<String> {
    STANDARD.decode(prompt).ok().and_then(|bytes| String::from_utf8(bytes).ok())
}

/// The mechanisms that the reply to EHLO lists.
struct Offers<'a>(Vec<&'a str>);

impl<'a> Offers<'a> {
    fn read(capabilities: &'a [String]) -> Self {
        Self(offered(capabilities))
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|mechanism| mechanism.eq_ignore_ascii_case(name))
    }

    fn scram(&self, login: &Login, nonce: &Nonce) -> Option<Mechanism> {
        // If SCRAM is the only mechanism, it is tried with non-ASCII characters unchanged.
        let fits = scram::can_carry(login) || self.in_the_open().is_none();
        (self.has("SCRAM-SHA-256") && fits)
            .then(|| Mechanism::Scram(Scram::new(login, nonce.clone()), Step::Open))
    }

    /// Returns a mechanism that sends the password itself, through TLS.
    fn in_the_open(&self) -> Option<Mechanism> {
        let plain = self.has("PLAIN").then_some(Mechanism::Plain);
        plain.or_else(|| self.has("LOGIN").then_some(Mechanism::Login))
    }

    /// Returns the word for why there is no mechanism.
    fn lack(&self, proof: Proof) -> &'static str {
        let oauth =
            |name: &&str| ["XOAUTH2", "OAUTHBEARER"].iter().any(|oauth| name.eq_ignore_ascii_case(oauth));
        if self.0.is_empty() {
            word::AUTH_NOT_OFFERED
        } else if proof == Proof::Token {
            word::TOKEN_NOT_TAKEN
        } else if self.0.iter().all(oauth) {
            word::AUTH_OAUTH_ONLY
        } else {
            word::NO_COMMON_MECHANISM
        }
    }
}

/// Returns the mechanisms in `AUTH PLAIN LOGIN`, or in `AUTH=PLAIN`, which old servers use.
fn offered(capabilities: &[String]) -> Vec<&str> {
    let auth = |line: &'_ str| {
        let end = line.get(..5)?;
        (end.eq_ignore_ascii_case("AUTH ") || end.eq_ignore_ascii_case("AUTH=")).then_some(5)
    };
    capabilities
        .iter()
        .filter_map(|line| auth(line).and_then(|from| line.get(from..)))
        .flat_map(str::split_ascii_whitespace)
        .collect()
}

/// Returns the message for PLAIN (RFC 4616): no authorization identity, NUL, user name, NUL, secret.
fn plain(login: &Login) -> Zeroizing<Vec<u8>> {
    let (user, secret) = (login.username.as_str(), login.secret.expose());
    let mut message = Zeroizing::new(Vec::with_capacity(user.len() + secret.len() + 2));
    message.push(0);
    message.extend_from_slice(user.as_bytes());
    message.push(0);
    message.extend_from_slice(secret.as_bytes());
    message
}

/// Returns the message for XOAUTH2, as Google and Microsoft define it.
fn xoauth2(login: &Login) -> Zeroizing<Vec<u8>> {
    let (user, token) = (login.username.as_str(), login.secret.expose());
    let parts = ["user=", user, "\x01auth=Bearer ", token, "\x01\x01"];
    let mut message = Zeroizing::new(Vec::with_capacity(parts.iter().map(|part| part.len()).sum()));
    for part in parts {
        message.extend_from_slice(part.as_bytes());
    }
    message
}

fn encoded_len(len: usize) -> usize {
    len.div_ceil(3) * 4
}

/// Returns `start`, the message in base64, and a line end, in a buffer that never grows.
fn line(start: &str, message: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut line = Zeroizing::new(vec![0; start.len() + encoded_len(message.len()) + 2]);
    line[..start.len()].copy_from_slice(start.as_bytes());
    let written = STANDARD
        .encode_slice(message, &mut line[start.len()..])
        .expect("the buffer fits this message exactly");
    line[start.len() + written..].copy_from_slice(b"\r\n");
    line
}

#[cfg(test)]
mod tests;
