//! What is said about ports: which to use, and what answers elsewhere.

use super::super::Cause;
use crate::rules::{Port, Security};

/// What is said about ports: which to use, and what answers elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names and types of the fields say it")]
pub enum AboutPort {
    /// Use this kind of encryption for the same port.
    Choose { security: Security, port: Port },
    /// Use this port.
    Use { port: Port, security: Security },
    /// The network blocks a port; another works.
    PortBlocked { port: Port, instead: Port },
    /// The same, for the technician: the provider takes mail there.
    BlockedOnTheWay { port: Port, instead: Port, cause: Cause },
    /// A port doesn't answer; another does.
    OtherAnswers { port: Port, instead: Port },
    /// The same, for the technician: server or firewall, nobody can tell.
    OtherGreeted { port: Port, instead: Port, cause: Cause },
    /// Check the server name: this port's certificate is for another name.
    CertificateElsewhere { port: Port },
    /// Check the server name: this port's certificate is not valid.
    CertificateBad { port: Port },
    /// Check the server name: no other port answered either.
    NoPortAnswered,
    /// Check the server name: this port answers, but not as a mail server.
    NotForSending { port: Port },
    /// No connection, and no greeting on the other ports.
    NoneGreeted { port: Port, cause: Cause },
    /// The server's reply came before TLS.
    SaidInTheClear { reply: String },
    /// The operator doesn't name this port for sending.
    PortNotPublished { operator: String },
}
