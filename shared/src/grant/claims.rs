//! What an access token says about itself (RFC 7519; Microsoft's names). A hint for people: only the mail server checks
//! the signature.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use super::json::Members;
use crate::details::SecretText;

/// The claims that explain why a mail server rejects a token. Empty if the token doesn't have them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claims {
    /// What the token is for. Exchange rejects a token for anything else.
    pub aud: String,
    /// The organization.
    pub tid: String,
    /// The app.
    pub appid: String,
    /// The app's permissions. It is right that there are none if Exchange's own roles allow it to send.
    pub roles: Vec<String>,
}

impl Claims {
    /// Reads the claims of a token. Returns `None` if it isn't a JSON Web Token, as Google's aren't.
    pub fn of(token: &SecretText) -> Option<Self> {
        let mut parts = token.expose().split('.');
        let (_, claims, _, None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else {
            return None;
        };
        let json = Zeroizing::new(URL_SAFE_NO_PAD.decode(claims).ok()?);
        let mut members = Members::read(&json)?;
        let mut text = |name| members.text(name).map(|text| text.as_str().to_owned()).unwrap_or_default();
        let (aud, tid, appid) = (text("aud"), text("tid"), text("appid"));
        Some(Self { aud, tid, appid, roles: members.texts("roles").unwrap_or_default() })
    }
}
