//! What everybody who comes in is checked with.

use shared::{link::Token, wire::SecondFactor};

use super::{
    Result,
    factor::{FactorKey, Told},
    password::Passwords,
};
use crate::network::Network;

/// How passwords and codes are checked here.
#[derive(Debug, Clone)]
pub struct Guard {
    /// Password hashing.
    pub passwords: Passwords,
    /// What code apps' seeds are sealed with.
    pub key: FactorKey,
    /// Whether everybody needs a code app.
    pub second_factor: SecondFactor,
    /// Codes of a time to come that were recognised as such.
    pub told: Told,
    /// The agency's name, which no password is made of.
    pub agency: String,
}

impl Guard {
    /// One with a key of its own, for an agency that is gone with the process.
    pub fn new(second_factor: SecondFactor, agency: &str) -> Result<Self> {
        Ok(Self {
            passwords: Passwords::default(),
            key: FactorKey::generate()?,
            second_factor,
            told: Told::default(),
            agency: agency.into(),
        })
    }
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub struct Visitor<'a> {
    /// The network, for the limits.
    pub network: Network,
    /// What the browser is known by, if somebody has signed in on it before.
    pub known: Option<&'a Token>,
    /// What the person will recognise the session by.
    pub device: &'a str,
}
