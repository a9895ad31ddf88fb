//! The answer of a token endpoint (RFC 6749, section 5).

use super::{Claims, json::Members};
use crate::{
    details::SecretText,
    hidden::is_hidden,
    smtp::{DETAIL_MAX, Keeper},
};

/// The most characters of a refusal. Microsoft's have about 700.
const REFUSAL_MAX: usize = 1000;

/// An access token, and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// The token, for XOAUTH2.
    pub text: SecretText,
    /// How long it is valid, in seconds; 0 if the endpoint doesn't say.
    pub lifetime: u32,
    /// What the token says about itself, if it can be read.
    pub claims: Option<Claims>,
}

impl AccessToken {
    /// Returns what a technician wants to see of it, in one line. Empty if nothing is known.
    pub fn summary(&self) -> String {
        let expires = (self.lifetime > 0).then(|| format!("expires_in={}", self.lifetime));
        let claims = self.claims.as_ref().map(|claims| {
            let Claims { aud, tid, appid, roles } = claims;
            format!("aud={aud} tid={tid} appid={appid} roles={}", roles.join(","))
        });
        let text = [expires, claims].into_iter().flatten().collect::<Vec<_>>().join(" ");
        text.chars().filter(|&c| !is_hidden(c)).take(DETAIL_MAX).collect()
    }
}

/// The endpoint gave no token. Contains its reply as text in one line, without the secret and without a token, which [`crate::diagnosis::grant::explain`] explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub String);

/// Reads an answer with this status.
///
/// # Errors
/// [`Refusal`] if it contains no token.
pub(super) fn read(keeper: &Keeper, status: u16, body: &[u8]) -> Result<AccessToken, Refusal> {
    let members = Some(status).filter(|status| *status == 200).and_then(|_| Members::read(body));
    match members.and_then(success) {
        Some((text, lifetime)) => {
            let claims = Claims::of(&text);
            Ok(AccessToken { text, lifetime, claims })
        }
        // A token that can't be used isn't shown.
        None if status == 200 => Err(Refusal(String::new())),
        None => {
            let text = String::from_utf8_lossy(body);
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            Err(Refusal(keeper.keep_up_to(REFUSAL_MAX, &line)))
        }
    }
}

/// Returns the token of a successful answer (RFC 6749, section 5.1), and its lifetime.
fn success(mut members: Members) -> Option<(SecretText, u32)> {
    let mut text = members.text("access_token")?;
    let text = SecretText::new(std::mem::take(&mut *text)).ok()?;
    Some((text, members.number("expires_in").unwrap_or_default()))
}
