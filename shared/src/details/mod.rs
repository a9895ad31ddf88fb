//! What a client sends us: the answers, which we can show, and the secret, which we never show.

mod clean;
mod secret;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use clean::{Cleaned, Cleaning, Oddity, clean_secret, oddity, tidied};
pub use secret::{SECRET_MAX, SecretKind, SecretText};

use crate::rules::{Address, Host, Port, Security, Username};

/// Longest note, in bytes.
pub const NOTE_MAX: usize = 1000;

/// Returns the user name for an address, according to the provider table's `username_form`. `None` if only the client
/// knows it, or if it is the same as a secret that isn't entered yet.
pub fn username_for(form: &str, address: &Address, secret: Option<&SecretText>) -> Option<Username> {
    match form {
        "full-email" | "any-string" => address.as_str(),
        "local-part" => address.local_part(),
        "same-as-secret" => secret?.expose(),
        form => form.strip_prefix("literal:")?,
    }
    .parse()
    .ok()
}

/// The client's answers, without the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// The provider's id in the provider table; empty for other providers.
    pub provider: String,
    /// The server to send through.
    pub host: Host,
    /// Its port.
    pub port: Port,
    /// How the connection becomes encrypted.
    pub security: Security,
    /// The user name for the sign-in.
    pub username: Username,
    /// The address that the site sends from.
    pub address: Address,
    /// A note for the technician, at most [`NOTE_MAX`] bytes. Can be empty.
    pub note: String,
}
