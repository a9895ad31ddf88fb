//! The answer of a token endpoint (RFC 6749, section 5).

use serde::Deserialize;

use super::Claims;
use crate::details::Secret;

/// An access token, and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// The token, for XOAUTH2.
    pub text: Secret,
    /// How long it is valid, in seconds; 0 if the endpoint doesn't say.
    pub lifetime: u32,
    /// What the token says about itself, if it can be read.
    pub claims: Option<Claims>,
}

/// The endpoint gave no token. Contains its reply as text, which [`crate::diagnosis::grant::explain`] explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub String);

/// A successful answer (RFC 6749, section 5.1).
#[derive(Deserialize)]
struct Success {
    access_token: String,
    #[serde(default)]
    expires_in: u32,
}

/// Reads an answer with this status.
///
/// # Errors
/// [`Refusal`] if it contains no token.
pub fn read(status: u16, body: &[u8]) -> Result<AccessToken, Refusal> {
    let success = (status == 200).then(|| serde_json::from_slice::<Success>(body).ok()).flatten();
    let token =
        success.and_then(|success| Some((Secret::new(success.access_token).ok()?, success.expires_in)));
    match token {
        Some((text, lifetime)) => {
            let claims = Claims::of(&text);
            Ok(AccessToken { text, lifetime, claims })
        }
        // A token that can't be used isn't shown.
        None if status == 200 => Err(Refusal(String::new())),
        None => Err(Refusal(String::from_utf8_lossy(body).into_owned())),
    }
}
