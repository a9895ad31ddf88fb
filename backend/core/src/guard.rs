//! What the server needs to check a sign-in.

use shared::{link::Token, wire::SecondFactor};

use super::{Result, factor_key::FactorKey, password::Passwords};
use crate::network::Network;

/// How passwords and codes are checked.
#[derive(Debug, Clone)]
pub struct Guard {
    /// Password hashing.
    pub passwords: Passwords,
    /// The key that encrypts the seeds of authenticator apps.
    pub key: FactorKey,
    /// Says if everyone needs an authenticator app.
    pub second_factor: SecondFactor,
    /// The agency's name in the settings. A password can't just repeat the name that counts: [`crate::brand::name`].
    pub agency: String,
}

impl Guard {
    /// Returns a guard with a new key, for an agency that exists only as long as the process.
    pub fn new(second_factor: SecondFactor, agency: &str) -> Result<Self> {
        Ok(Self {
            passwords: Passwords::default(),
            key: FactorKey::generate()?,
            second_factor,
            agency: agency.into(),
        })
    }
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub struct Visitor<'a> {
    /// The network, for the limits.
    pub network: Network,
    /// The browser's device token, if someone signed in on it before.
    pub known: Option<&'a Token>,
    /// What the person will recognize the session by.
    pub device: &'a str,
}
