//! The dialogue of AUTH, mechanism by mechanism (RFC 4954, 4616; LOGIN as all servers know it).

use base64::{Engine, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use super::Login;
use crate::diagnosis::word;

/// Longest command line, its end included (RFC 5321, section 4.5.3.1.4): a longer first answer waits
/// for the server's 334.
const COMMAND_MAX: usize = 512;

/// How to sign in, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mechanism {
    Plain,
    Login,
}

/// One sign-in under way.
#[derive(Debug)]
pub(super) struct Exchange {
    mechanism: Mechanism,
    /// How many of the server's 334 were answered.
    answered: u8,
}

impl Exchange {
    /// Takes the best mechanism of those that EHLO named, or says which word there is for having none.
    pub(super) fn choose(capabilities: &[String]) -> Result<Self, &'static str> {
        let offered = offered(capabilities);
        let has = |name: &str| offered.iter().any(|mechanism| mechanism.eq_ignore_ascii_case(name));
        let oauth =
            |name: &&str| ["XOAUTH2", "OAUTHBEARER"].iter().any(|oauth| name.eq_ignore_ascii_case(oauth));
        let mechanism = if has("PLAIN") {
            Mechanism::Plain
        } else if has("LOGIN") {
            Mechanism::Login
        } else if offered.is_empty() {
            return Err(word::AUTH_NOT_OFFERED);
        } else if offered.iter().all(oauth) {
            return Err(word::AUTH_OAUTH_ONLY);
        } else {
            return Err(word::NO_COMMON_MECHANISM);
        };
        Ok(Self { mechanism, answered: 0 })
    }

    /// The AUTH command, with the first answer where it fits (RFC 4954, section 4).
    pub(super) fn command(&self, login: &Login) -> Zeroizing<Vec<u8>> {
        match self.mechanism {
            Mechanism::Plain => {
                let command = "AUTH PLAIN ";
                let message = plain(login);
                if command.len() + encoded_len(message.len()) + 2 <= COMMAND_MAX {
                    line(command, &message)
                } else {
                    Zeroizing::new(b"AUTH PLAIN\r\n".to_vec())
                }
            }
            Mechanism::Login => Zeroizing::new(b"AUTH LOGIN\r\n".to_vec()),
        }
    }

    /// The answer to a 334, or nothing where the mechanism has no more to say. What the prompt says
    /// is of no use: servers differ in it.
    pub(super) fn answer(&mut self, login: &Login) -> Option<Zeroizing<Vec<u8>>> {
        let answer = match (self.mechanism, self.answered) {
            (Mechanism::Plain, 0) => line("", &plain(login)),
            (Mechanism::Login, 0) => line("", login.username.as_str().as_bytes()),
            (Mechanism::Login, 1) => line("", login.secret.expose().as_bytes()),
            _ => return None,
        };
        self.answered += 1;
        Some(answer)
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
mod tests {
    use super::*;
    use crate::details::Secret;

    fn login(secret: &str) -> Login {
        Login {
            username: "ada@shop.test".parse().unwrap(),
            secret: Secret::new(secret.into()).unwrap(),
            address: None,
        }
    }

    fn choose(lines: &[&str]) -> Result<Mechanism, &'static str> {
        let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
        Exchange::choose(&lines).map(|exchange| exchange.mechanism)
    }

    #[test]
    fn the_best_that_both_know() {
        assert_eq!(choose(&["SIZE 1", "AUTH LOGIN PLAIN XOAUTH2"]), Ok(Mechanism::Plain));
        assert_eq!(choose(&["auth login"]), Ok(Mechanism::Login));
        assert_eq!(choose(&["AUTH=PLAIN"]), Ok(Mechanism::Plain));
        assert_eq!(choose(&["AUTH XOAUTH2 OAUTHBEARER"]), Err(word::AUTH_OAUTH_ONLY));
        assert_eq!(choose(&["AUTH CRAM-MD5"]), Err(word::NO_COMMON_MECHANISM));
        for nothing in [
            &["AUTH"][..],
            &["AUTH "],
            &["AUTHPLAIN"],
            &["X-AUTH PLAIN"],
            &["STARTTLS"],
            &[],
            &["aut\u{e4}x"],
        ] {
            assert_eq!(choose(nothing), Err(word::AUTH_NOT_OFFERED), "{nothing:?}");
        }
    }

    #[test]
    fn plain_waits_for_the_server_where_it_is_long() {
        let capabilities = ["AUTH PLAIN".to_owned()];
        let mut short = Exchange::choose(&capabilities).unwrap();
        let command = short.command(&login("pass"));
        assert_eq!(*command, b"AUTH PLAIN AGFkYUBzaG9wLnRlc3QAcGFzcw==\r\n");
        // A server that overlooked the first answer asks for it once, and then no more.
        assert_eq!(*short.answer(&login("pass")).unwrap(), b"AGFkYUBzaG9wLnRlc3QAcGFzcw==\r\n");
        assert!(short.answer(&login("pass")).is_none());

        let token = login(&"t".repeat(2000));
        let long = Exchange::choose(&capabilities).unwrap();
        assert_eq!(*long.command(&token), b"AUTH PLAIN\r\n");
    }

    #[test]
    fn login_says_two_things() {
        let mut exchange = Exchange::choose(&["AUTH LOGIN".to_owned()]).unwrap();
        assert_eq!(*exchange.command(&login("pass")), b"AUTH LOGIN\r\n");
        assert_eq!(*exchange.answer(&login("pass")).unwrap(), b"YWRhQHNob3AudGVzdA==\r\n");
        assert_eq!(*exchange.answer(&login("pass")).unwrap(), b"cGFzcw==\r\n");
        assert!(exchange.answer(&login("pass")).is_none());
    }
}
