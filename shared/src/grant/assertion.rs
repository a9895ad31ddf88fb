//! The signed assertion with which a service account at Google asks for an access token (RFC 7523).

use ring::signature::RSA_PKCS1_SHA256;
use serde::Serialize;

use super::{GOOGLE, NotAServiceAccount, ServiceAccount, TokenRequest, jwt};
use crate::details::SecretText;

/// The path of Google's token endpoint.
const PATH: &str = "/token";
/// How long an assertion is valid, in seconds. Google accepts at most an hour.
const LIFETIME: i64 = 3600;
/// The permission to send by SMTP. Google has no smaller one.
const SCOPE: &str = "https://mail.google.com/";

/// The header of an assertion (RFC 7515, section 4).
#[derive(Serialize)]
struct Header<'a> {
    alg: &'static str,
    typ: &'static str,
    kid: &'a str,
}

/// The claims of an assertion (RFC 7523, section 3, and Google's `scope`).
#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    scope: &'static str,
    aud: &'a str,
    iat: i64,
    exp: i64,
}

impl ServiceAccount {
    /// Returns the request for an access token for this mailbox (RFC 7523, section 2.1). `at` is in Unix seconds.
    ///
    /// # Errors
    /// [`NotAServiceAccount::Incomplete`] if the key isn't an RSA key.
    pub fn token_request(&self, mailbox: &str, at: i64) -> Result<TokenRequest, NotAServiceAccount> {
        let assertion = self.assertion(mailbox, at).ok_or(NotAServiceAccount::Incomplete)?;
        let fields = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
            ("assertion", assertion.expose()),
        ];
        Ok(TokenRequest::new(GOOGLE, PATH.to_owned(), &fields, &assertion))
    }

    fn assertion(&self, mailbox: &str, at: i64) -> Option<SecretText> {
        let header = Header { alg: "RS256", typ: "JWT", kid: self.key_id() };
        let (iss, aud) = (self.email().as_str(), format!("https://{GOOGLE}{PATH}"));
        let claims = Claims { iss, sub: mailbox, scope: SCOPE, aud: &aud, iat: at, exp: at + LIFETIME };
        jwt::signed(&header, &claims, self.key(), &RSA_PKCS1_SHA256)
    }
}
