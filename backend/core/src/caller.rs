//! Who tries a password or a code, as limits see them.

use crate::network::Network;

/// A person who signs in, as limits see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// Anyone from this network.
    Stranger(Network),
    /// A browser in which this person signed in before. The text identifies it.
    Device(String),
}

/// A person who enters a code, as limits see them. Each kind has separate attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFrom<'a> {
    /// A person who signs in.
    SignIn(&'a Caller),
    /// Someone in a session of this person.
    Session,
    /// Someone with a setup link. The text identifies it.
    SetupLink(&'a str),
}
