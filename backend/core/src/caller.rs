//! The caller who tries a password or a code, in the form that limits distinguish.

use crate::network::Network;

/// A person who signs in, for the limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// Anyone from this network.
    Stranger(Network),
    /// A browser in which this person signed in before. The text identifies it.
    Device(String),
}

/// A person who enters a code, for the limits. Each kind has separate attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFrom<'a> {
    /// A person who signs in.
    SignIn(&'a Caller),
    /// Someone in a session of this person.
    Session,
    /// Someone with a setup link. The text identifies it.
    SetupLink(&'a str),
}
