//! The dialogue of AUTH, mechanism by mechanism (RFC 4954, 4616, 5802; LOGIN and XOAUTH2 as all servers know them).

use base64::{Engine, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use super::{
    COMMAND_MAX, Login, Nonce, Proof,
    scram::{self, Scram, Signature},
};
use crate::check::word;

/// One sign-in under way.
#[derive(Debug)]
pub(super) struct Exchange {
    mechanism: Mechanism,
    /// How many of the server's 334 were answered with something of the login.
    answered: u8,
    /// What came before the last reply, for the technician.
    told: Option<String>,
}

/// How to sign in, best first.
#[derive(Debug)]
enum Mechanism {
    Scram(Scram, Step),
    Plain,
    Login,
    Xoauth2,
}

/// How far SCRAM has come.
#[derive(Debug)]
enum Step {
    /// Nothing of the secret was shown yet.
    Open,
    /// The proof was sent, and this is what the server has to answer.
    Shown(Signature),
    /// The server has proved that it knows the secret.
    Proved,
    /// One side has ended it.
    Over,
}

/// What to do about a 334.
#[derive(Debug)]
pub(super) enum Answer {
    /// Say this.
    Say(Zeroizing<Vec<u8>>),
    /// The mechanism has no more to say.
    OutOfStep,
    /// The server does not know the secret that it asked to be proved: it is not who it says.
    Impostor,
}

impl Exchange {
    /// Takes the best mechanism of those that EHLO named, or says which word there is for having none.
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

    fn new(mechanism: Mechanism, told: Option<String>) -> Self {
        Self { mechanism, answered: 0, told }
    }

    /// Another way after a refusal, where that cannot cost the client their account.
    ///
    /// A server names mechanisms for all of its users, and for many of them keeps nothing that SCRAM could be
    /// checked against: it refuses them before a proof is shown, and takes the same password by PLAIN (Dovecot
    /// with hashed passwords does). That refusal says nothing of the password, and counts for no wrong one, so
    /// PLAIN or LOGIN follows once, on the same connection (RFC 4954, section 4, lets a client try another
    /// mechanism after a failure). Once a proof was shown a refusal means that the password is wrong. It is
    /// then not sent again in any other form: hosts that lock after two tries would lock after one of ours.
    ///
    /// LOGIN follows PLAIN where the mechanism itself was refused: that says nothing of the password either.
    pub(super) fn instead(&self, capabilities: &[String], code: u16, text: &str) -> Option<Self> {
        let offers = Offers::read(capabilities);
        let (name, next) = match &self.mechanism {
            Mechanism::Scram(_, Step::Open | Step::Over) if matches!(code, 500 | 501 | 504 | 534 | 535) => {
                ("SCRAM-SHA-256", offers.in_the_open()?)
            }
            // The mechanism was refused, and no password looked at.
            Mechanism::Plain if is_about_mechanism(code, text) && offers.has("LOGIN") => {
                ("PLAIN", Mechanism::Login)
            }
            _ => return None,
        };
        Some(Self::new(next, Some(format!("{name} came first: {text}"))))
    }

    /// The AUTH command, with the first answer where it fits (RFC 4954, section 4).
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

    /// The answer to a 334. What the prompts of PLAIN and LOGIN say is of no use: servers differ in it.
    pub(super) fn answer(&mut self, login: &Login, prompt: &str) -> Answer {
        let answer = match (&mut self.mechanism, self.answered) {
            (Mechanism::Plain, 0) => line("", &plain(login)),
            (Mechanism::Login, 0) => line("", login.username.as_str().as_bytes()),
            (Mechanism::Login, 1) => line("", login.secret.expose().as_bytes()),
            (Mechanism::Xoauth2, 0) if prompt.is_empty() => line("", &xoauth2(login)),
            // Why the token was refused, in JSON; the 535 comes after an empty line.
            (Mechanism::Xoauth2, 0 | 1) if !prompt.is_empty() => {
                self.told = Some(decoded(prompt).unwrap_or_else(|| prompt.to_owned()));
                self.answered = 1;
                line("", b"")
            }
            // A server that overlooked the first message asks for it.
            (Mechanism::Scram(scram, Step::Open), 0) if prompt.is_empty() => {
                line("", scram.first().as_bytes())
            }
            (Mechanism::Scram(scram, step), _) => return scram_answer(scram, step, login, prompt),
            _ => return Answer::OutOfStep,
        };
        self.answered += 1;
        Answer::Say(answer)
    }

    /// Whether a 235 may be believed.
    pub(super) fn is_proved(&self) -> bool {
        !matches!(self.mechanism, Mechanism::Scram(_, Step::Open | Step::Shown(_) | Step::Over))
    }

    /// Whether nothing was shown because the server's challenge could not be used.
    pub(super) fn is_given_up(&self) -> bool {
        matches!(self.mechanism, Mechanism::Scram(_, Step::Over))
    }

    /// Whether the user name and the password go to the server at once.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self.mechanism, Mechanism::Plain)
    }

    /// Whether a token was tried: what a refusal of it means is not what one of a password does.
    pub(super) fn is_token(&self) -> bool {
        matches!(self.mechanism, Mechanism::Xoauth2)
    }

    /// A reply's text with what came before it.
    pub(super) fn in_full(&self, text: &str) -> String {
        self.told.as_ref().map_or_else(|| text.to_owned(), |told| format!("{text} ({told})"))
    }
}

/// Whether a refusal is of the mechanism, and no password was looked at (RFC 4954, section 4).
fn is_about_mechanism(code: u16, text: &str) -> bool {
    code == 504 || code > 504 && code != 535 && text.contains("echanism")
}

fn scram_answer(scram: &Scram, step: &mut Step, login: &Login, prompt: &str) -> Answer {
    let said = decoded(prompt).unwrap_or_default();
    match std::mem::replace(step, Step::Over) {
        Step::Open => match scram.last(login, &said) {
            Ok((last, signature)) => {
                *step = Step::Shown(signature);
                Answer::Say(line("", last.as_bytes()))
            }
            // RFC 4954, section 4: a line with a star alone gives the exchange up.
            Err(scram::Unusable) => Answer::Say(Zeroizing::new(b"*\r\n".to_vec())),
        },
        Step::Shown(signature) if signature.is_in(&said) => {
            *step = Step::Proved;
            Answer::Say(line("", b""))
        }
        // A refusal in SCRAM's own words; the 535 comes after an empty line. No other way is open any more.
        Step::Shown(signature) if said.starts_with("e=") => {
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

/// The mechanisms that EHLO names.
struct Offers<'a>(Vec<&'a str>);

impl<'a> Offers<'a> {
    fn read(capabilities: &'a [String]) -> Self {
        Self(offered(capabilities))
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|mechanism| mechanism.eq_ignore_ascii_case(name))
    }

    fn scram(&self, login: &Login, nonce: &Nonce) -> Option<Mechanism> {
        // Where it is all that there is, it is tried with letters of other alphabets as they are.
        let fits = scram::can_carry(login) || self.in_the_open().is_none();
        (self.has("SCRAM-SHA-256") && fits)
            .then(|| Mechanism::Scram(Scram::new(login, nonce.clone()), Step::Open))
    }

    /// The mechanisms that send the password, through TLS.
    fn in_the_open(&self) -> Option<Mechanism> {
        let plain = self.has("PLAIN").then_some(Mechanism::Plain);
        plain.or_else(|| self.has("LOGIN").then_some(Mechanism::Login))
    }

    /// Why there is nothing to sign in with.
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

/// The mechanisms in `AUTH PLAIN LOGIN`, and in the `AUTH=PLAIN` of old servers.
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

/// RFC 4616: no authorisation identity, NUL, user name, NUL, secret.
fn plain(login: &Login) -> Zeroizing<Vec<u8>> {
    let (user, secret) = (login.username.as_str(), login.secret.expose());
    let mut message = Zeroizing::new(Vec::with_capacity(user.len() + secret.len() + 2));
    message.push(0);
    message.extend_from_slice(user.as_bytes());
    message.push(0);
    message.extend_from_slice(secret.as_bytes());
    message
}

/// As Google and Microsoft define it.
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

/// `start`, the message in base64, and the line's end, in a buffer that never grows.
fn line(start: &str, message: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut line = Zeroizing::new(vec![0; start.len() + encoded_len(message.len()) + 2]);
    line[..start.len()].copy_from_slice(start.as_bytes());
    let written = STANDARD
        .encode_slice(message, &mut line[start.len()..])
        .expect("the buffer was measured for this message");
    line[start.len() + written..].copy_from_slice(b"\r\n");
    line
}

#[cfg(test)]
mod tests;
