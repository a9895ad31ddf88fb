//! What is said about a server of another kind.

use crate::rules::Port;

/// What is said about a server of another kind.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names and types of the fields say it")]
pub enum AboutServer {
    /// Another kind of server.
    OtherServer { port: Port, protocol: Protocol },
    /// What the technician should know of that protocol.
    AboutProtocol(Protocol),
    /// Check the server name and the port.
    CheckNameAndPort,
    /// A server that delivers mail (LMTP).
    Lmtp { port: Port },
    /// The same, for the technician.
    AboutLmtp,
    /// A server without EHLO.
    NoEhlo,
    /// Ask for a server that sign-in works on.
    AskForSignIn,
    /// The same, for the technician.
    AboutNoEhlo,
}

/// What answers on a port, as far as its first words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// HTTP.
    Web,
    /// IMAP.
    Imap,
    /// POP3.
    Pop3,
    /// ManageSieve.
    Sieve,
    /// FTP.
    Ftp,
    /// SSH.
    Ssh,
    /// NNTP.
    News,
}
