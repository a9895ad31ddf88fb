//! Explains a port that didn't answer, compared with the other ports.

#[cfg(test)]
mod tests;

use super::{AboutPort, Acts, Cause, Found, Statement, word};
use crate::{
    check::Neighbor,
    rules::{Port, Security},
};

/// A port that was tried and didn't answer like a mail server.
#[derive(Debug, Clone, Copy)]
pub struct Tried {
    /// The port.
    pub port: Port,
    /// The kind of encryption.
    pub security: Security,
    /// True if there was no connection at all.
    pub is_silent: bool,
    /// True if the provider says that it takes mail on this port.
    pub is_published: bool,
}

/// Names the port that works instead, if one does. A port is called blocked only if its provider is known to answer
/// on it. For any other port, only what was seen is reported.
pub fn explain(found: Found, tried: &Tried, neighbors: &[Neighbor]) -> Found {
    let Some(works) = neighbors.iter().find(|neighbor| neighbor.answers) else {
        return without_another(found, *tried, neighbors);
    };
    let (port, instead, cause) = (tried.port, works.port, found.cause);
    let client = vec![use_instead(port, works)];
    if !tried.is_silent {
        return Found { client, acts: Acts::Client, ..found };
    }
    let (cause, meaning, technician) = if tried.is_published {
        (
            Cause::PortBlocked,
            Statement::Port(AboutPort::PortBlocked { port, instead }),
            Statement::Port(AboutPort::BlockedOnTheWay { port, instead, cause }),
        )
    } else {
        (
            Cause::OtherPortAnswers,
            Statement::Port(AboutPort::OtherAnswers { port, instead }),
            Statement::Port(AboutPort::OtherGreeted { port, instead, cause }),
        )
    };
    Found { cause, meaning, client, technician: vec![technician], acts: Acts::Client, ..found }
}

/// Returns advice to use the port that works, which can be the same one.
pub(super) fn use_instead(port: Port, works: &Neighbor) -> Statement {
    let (instead, security) = (works.port, works.security);
    if instead == port {
        Statement::Port(AboutPort::Choose { security, port })
    } else {
        Statement::Port(AboutPort::Use { port: instead, security })
    }
}

/// Removes advice to use a port that just didn't answer, or that answered with an invalid certificate.
fn without_another(found: Found, tried: Tried, neighbors: &[Neighbor]) -> Found {
    if neighbors.is_empty() || !sends_elsewhere(found.cause) {
        return found;
    }
    let shows_certificate = |other: &&Neighbor| word::CERTIFICATE.contains(&&*other.failure);
    let client = match neighbors.iter().find(shows_certificate) {
        Some(&Neighbor { port, ref failure, .. }) if failure == word::TLS_NAME => {
            Statement::Port(AboutPort::CertificateElsewhere { port })
        }
        Some(&Neighbor { port, .. }) => Statement::Port(AboutPort::CertificateBad { port }),
        None if tried.is_silent => Statement::Port(AboutPort::NoPortAnswered),
        None => Statement::Port(AboutPort::NotForSending { port: tried.port }),
    };
    let technician = if tried.is_silent {
        vec![Statement::Port(AboutPort::NoneGreeted { port: tried.port, cause: found.cause })]
    } else {
        found.technician
    };
    Found { client: vec![client], technician, ..found }
}

/// Returns true for causes whose advice is another port or another kind of encryption.
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
