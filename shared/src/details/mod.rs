//! What a client tells us: the answers, which may be shown, and the secret, which may not.

mod clean;
mod secret;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use clean::{Cleaned, Cleaning, Oddity, clean_secret, oddity, tidied};
pub use secret::{SECRET_MAX, Secret, SecretKind};

use crate::rules::{Address, Host, Port, Security, Username};

/// Longest note that is taken, in bytes.
pub const NOTE_MAX: usize = 1000;

/// The user name that goes with an address, by its form (the provider table's `username_form`); none where only the person
/// knows it, or where it is the secret and that is not there yet.
pub fn username_for(form: &str, address: &Address, secret: Option<&Secret>) -> Option<Username> {
    match form {
        "full-email" | "any-string" => address.as_str(),
        "local-part" => address.local_part(),
        "same-as-secret" => secret?.expose(),
        form => form.strip_prefix("literal:")?,
    }
    .parse()
    .ok()
}

/// What the client answered, without the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// The provider's id in the provider table; empty where it is none of them.
    pub provider: String,
    /// The server to send through.
    pub host: Host,
    /// Its port.
    pub port: Port,
    /// How the connection becomes encrypted.
    pub security: Security,
    /// What to sign in with.
    pub username: Username,
    /// What kind of secret goes with it.
    pub secret_kind: SecretKind,
    /// The address that the site sends from.
    pub address: Address,
    /// What the client wants the technician to know; may be empty, at most [`NOTE_MAX`] bytes.
    pub note: String,
}
