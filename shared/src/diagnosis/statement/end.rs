//! What an explanation says about a connection that ended early, or got no answer.

use crate::rules::{Port, Security};

/// What an explanation says about a connection that ended early, or got no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names and types of the fields say it")]
pub enum AboutEnd {
    /// A greeting that began and didn't finish.
    GreetingUnfinished { seconds: u64 },
    /// Servers slow down addresses that they don't trust.
    Tarpit,
    /// No greeting came on a port; another works.
    NoGreetingOtherWorks { port: Port, instead: Port },
    /// The same as [`AboutEnd::NoGreetingOtherWorks`], for the technician.
    NoGreetingWithin { seconds: u64, port: Port, instead: Port, security: Security },
    /// No greeting came on this port.
    NoGreeting { port: Port },
    /// No greeting came, and there is no TLS on that port either.
    NoGreetingNoTls { seconds: u64 },
    /// The connection was closed without a word; another port works.
    ClosedOtherWorks { port: Port, instead: Port, security: Security },
    /// The same as [`AboutEnd::ClosedOtherWorks`], for the technician.
    EndedOtherGreeted { port: Port, instead: Port, security: Security },
    /// The connection was closed without a word.
    ClosedSilently { port: Port },
    /// The server, or a firewall, ends connections from this address.
    EndsConnections,
    /// The server closed the connection after it had spoken.
    HungUp(When),
    /// The same as [`AboutEnd::HungUp`], for the technician.
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
