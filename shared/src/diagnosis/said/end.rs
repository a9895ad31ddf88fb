//! What is said about a connection that ended early, or stayed silent.

use crate::rules::{Port, Security};

/// What is said about a connection that ended early, or stayed silent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names and types of the fields say it")]
pub enum AboutEnd {
    /// A greeting that was begun and not finished.
    GreetingUnfinished { seconds: u64 },
    /// Servers slow down addresses that they distrust.
    Tarpit,
    /// No greeting on a port; another works.
    NoGreetingOtherWorks { port: Port, instead: Port },
    /// The same, for the technician.
    NoGreetingWithin { seconds: u64, port: Port, instead: Port, security: Security },
    /// No greeting.
    NoGreeting { port: Port },
    /// No greeting, and no TLS on that port either.
    NoGreetingNoTls { seconds: u64 },
    /// The connection was closed without a word; another port works.
    ClosedOtherWorks { port: Port, instead: Port, security: Security },
    /// The same, for the technician.
    EndedOtherGreeted { port: Port, instead: Port, security: Security },
    /// The connection was closed without a word.
    ClosedSilently { port: Port },
    /// The server, or a firewall, ends connections from this address.
    EndsConnections,
    /// The server closed the connection after it had spoken.
    HungUp(When),
    /// The same, for the technician.
    HungUpWhy(When),
}

/// When a server closed the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// After its greeting.
    AfterGreeting,
    /// While encryption was being set up.
    DuringTls,
    /// Between other commands.
    Between,
    /// During the sign-in.
    DuringSignIn,
}
