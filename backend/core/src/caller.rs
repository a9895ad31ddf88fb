//! Where attempts to enter a password or a code come from. Limits count each source separately.

use crate::network::Network;

/// The source of a sign-in attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// Anyone from this network.
    Stranger(Network),
    /// A browser in which this person signed in before. The text identifies it.
    Device(String),
}

/// The source of a code. Each kind has separate attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFrom<'a> {
    /// A person who signs in.
    SignIn(&'a Caller),
    /// Someone in a session of this person.
    Session,
    /// Someone with a setup link. The text identifies it.
    SetupLink(&'a str),
}
