//! A port that did not answer, beside those that did.

use super::{Acts, Cause, Found, Said, word};
use crate::{
    check::Neighbour,
    rules::{Port, Security},
};

/// What was tried, and did not answer as a mail server does.
#[derive(Debug, Clone, Copy)]
pub struct Tried {
    /// The port.
    pub port: Port,
    /// The kind of encryption.
    pub security: Security,
    /// Whether there was no connection at all.
    pub is_silent: bool,
    /// Whether the provider says that it takes mail there.
    pub is_published: bool,
}

/// Says which port works instead, if one was seen to. A port is called blocked only if its provider is known to answer
/// on it; of any other it is said what was seen, and no more.
pub fn explain(found: Found, tried: &Tried, neighbours: &[Neighbour]) -> Found {
    let Some(works) = neighbours.iter().find(|neighbour| neighbour.answers) else {
        return without_another(found, *tried, neighbours);
    };
    let (port, instead, cause) = (tried.port, works.port, found.cause);
    let client = vec![use_instead(port, works)];
    if !tried.is_silent {
        return Found { client, acts: Acts::Client, ..found };
    }
    let (cause, meaning, technician) = if tried.is_published {
        (
            Cause::PortBlocked,
            Said::PortBlocked { port, instead },
            Said::BlockedOnTheWay { port, instead, cause },
        )
    } else {
        (
            Cause::OtherPortAnswers,
            Said::OtherAnswers { port, instead },
            Said::OtherGreeted { port, instead, cause },
        )
    };
    Found { cause, meaning, client, technician: vec![technician], acts: Acts::Client, ..found }
}

/// Use what works, on the same port or another.
pub(super) fn use_instead(port: Port, works: &Neighbour) -> Said {
    let (instead, security) = (works.port, works.security);
    if instead == port { Said::Choose { security, port } } else { Said::Use { port: instead, security } }
}

/// No advice to use a port that was just seen not to answer, or to answer with a certificate that is not good.
fn without_another(found: Found, tried: Tried, neighbours: &[Neighbour]) -> Found {
    if neighbours.is_empty() || !sends_elsewhere(found.cause) {
        return found;
    }
    let shows_certificate = |other: &&Neighbour| word::CERTIFICATE.contains(&&*other.failure);
    let client = match neighbours.iter().find(shows_certificate) {
        Some(&Neighbour { port, ref failure, .. }) if failure == word::TLS_NAME => {
            Said::CertificateElsewhere { port }
        }
        Some(&Neighbour { port, .. }) => Said::CertificateBad { port },
        None if tried.is_silent => Said::NoPortAnswered,
        None => Said::NotForSending { port: tried.port },
    };
    let technician = if tried.is_silent {
        vec![Said::NoneGreeted { port: tried.port, cause: found.cause }]
    } else {
        found.technician
    };
    Found { client: vec![client], technician, ..found }
}

/// True for causes whose advice is another port or another kind of encryption.
fn sends_elsewhere(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::TcpRefused
            | Cause::TcpTimeout
            | Cause::GreetingTimeout
            | Cause::GreetingNotSmtp
            | Cause::TlsPlainAnswer
            | Cause::TlsExpected
            | Cause::NotSmtp
            | Cause::StarttlsNotOffered
            | Cause::StarttlsUnimplemented
            | Cause::StarttlsRequired
            | Cause::AuthNotOffered
            | Cause::AuthEncryptionRequired
            | Cause::PortNotAllowed
    )
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Mailbox, Named},
        *,
    };

    fn found(cause: Cause) -> Found {
        Found::of(cause, Mailbox::Any, &Named::default(), Acts::Client)
    }

    fn port(number: u16) -> Port {
        Port::new(number).unwrap()
    }

    fn neighbour(number: u16, security: Security, answers: bool) -> Neighbour {
        Neighbour { port: port(number), security, answers, failure: String::new() }
    }

    fn tried(is_silent: bool, is_published: bool) -> Tried {
        Tried { port: port(587), security: Security::Starttls, is_silent, is_published }
    }

    #[test]
    fn blocked_is_said_only_if_it_was_seen() {
        let others =
            [neighbour(465, Security::ImplicitTls, true), neighbour(2525, Security::Starttls, false)];
        let silent = found(Cause::TcpTimeout);
        let blocked = explain(silent.clone(), &tried(true, true), &others);
        assert_eq!((blocked.cause, blocked.acts), (Cause::PortBlocked, Acts::Client));
        assert_eq!(blocked.meaning, Said::PortBlocked { port: port(587), instead: port(465) });
        assert_eq!(blocked.client, [Said::Use { port: port(465), security: Security::ImplicitTls }]);
        let other = explain(silent.clone(), &tried(true, false), &others);
        assert_eq!(other.cause, Cause::OtherPortAnswers);
        assert_eq!(other.meaning, Said::OtherAnswers { port: port(587), instead: port(465) });
        let none = explain(silent.clone(), &tried(true, true), &others[1..]);
        assert_eq!((none.cause, &none.client[..]), (Cause::TcpTimeout, &[Said::NoPortAnswered][..]));
        // No advice to try what was tried.
        assert_eq!(none.technician, [Said::NoneGreeted { port: port(587), cause: Cause::TcpTimeout }]);
        assert_eq!(explain(silent.clone(), &tried(true, true), &[]), silent);
    }

    #[test]
    fn a_port_that_showed_a_bad_certificate_did_answer() {
        let others = |failure: &str| {
            let shown = Neighbour { failure: failure.into(), ..neighbour(465, Security::ImplicitTls, false) };
            [neighbour(2525, Security::Starttls, false), shown]
        };
        let client = |failure| explain(found(Cause::TcpTimeout), &tried(true, true), &others(failure)).client;
        assert_eq!(client(word::TLS_NAME), [Said::CertificateElsewhere { port: port(465) }]);
        assert_eq!(client(word::TLS_EXPIRED), [Said::CertificateBad { port: port(465) }]);
    }

    #[test]
    fn a_port_that_answered_is_never_called_silent() {
        let others = [neighbour(465, Security::ImplicitTls, false)];
        let client = explain(found(Cause::StarttlsNotOffered), &tried(false, false), &others).client;
        assert_eq!(client, [Said::NotForSending { port: port(587) }]);
    }

    #[test]
    fn the_other_kind_of_encryption_is_named() {
        let client = |works| explain(found(Cause::TcpTimeout), &tried(false, true), &[works]).client;
        let security = Security::ImplicitTls;
        assert_eq!(client(neighbour(587, security, true)), [Said::Choose { security, port: port(587) }]);
        assert_eq!(client(neighbour(465, security, true)), [Said::Use { port: port(465), security }]);
    }
}
