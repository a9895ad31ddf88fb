//! What an explanation says about a server that isn't a mail server for sending.

use crate::rules::Port;

/// What an explanation says about a server that isn't a mail server for sending.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names and types of the fields say it")]
pub enum AboutServer {
    /// Another kind of server answered.
    OtherServer { port: Port, protocol: Protocol },
    /// What the technician should know about that protocol.
    AboutProtocol(Protocol),
    /// Check the server name and the port.
    CheckNameAndPort,
    /// A server that delivers mail (LMTP).
    Lmtp { port: Port },
    /// The same as [`AboutServer::Lmtp`], for the technician.
    AboutLmtp,
    /// A server without EHLO.
    NoEhlo,
    /// Ask for the name of a server that supports sign-in.
    AskForSignIn,
    /// The same as [`AboutServer::NoEhlo`], for the technician.
    AboutNoEhlo,
}

/// The protocol of a server, as far as its first words tell.
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
