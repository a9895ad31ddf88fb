//! What an explanation says about ports: which one to use, and what answers on the others.

use super::super::Cause;
use crate::rules::{Port, Security};

/// What an explanation says about ports: which one to use, and what answers on the others.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names and types of the fields say it")]
pub enum AboutPort {
    /// Use this kind of encryption for the same port.
    Choose { security: Security, port: Port },
    /// Use this port.
    Use { port: Port, security: Security },
    /// The network blocks a port; another works.
    PortBlocked { port: Port, instead: Port },
    /// The same as [`AboutPort::PortBlocked`], for the technician: the provider takes mail there.
    BlockedOnTheWay { port: Port, instead: Port, cause: Cause },
    /// A port doesn't answer; another does.
    OtherAnswers { port: Port, instead: Port },
    /// The same as [`AboutPort::OtherAnswers`], for the technician: it could be the server or a firewall.
    OtherGreeted { port: Port, instead: Port, cause: Cause },
    /// Check the server name: this port's certificate is for another name.
    CertificateElsewhere { port: Port },
    /// Check the server name: this port's certificate is not valid.
    CertificateBad { port: Port },
    /// Check the server name: no other port answered either.
    NoPortAnswered,
    /// Check the server name: this port answers, but not like a mail server.
    NotForSending { port: Port },
    /// There was no connection, and no greeting on the other ports.
    NoneGreeted { port: Port, cause: Cause },
    /// The server's reply came before TLS.
    SaidInTheClear { reply: String },
    /// The operator doesn't name this port for sending.
    PortNotPublished { operator: String },
}
