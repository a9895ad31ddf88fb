//! The request with which an app in Microsoft Entra gets an access token. It proves who it is with its client secret, or
//! with an assertion that it signs with its certificate's key (RFC 7523, section 2.2, and Microsoft's article "Microsoft
//! identity platform application authentication certificate credentials").

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use ring::{
    digest,
    rand::{SecureRandom, SystemRandom},
    signature::RSA_PSS_SHA256,
};
use serde::Serialize;

use super::{ClientCertificate, Credential, MICROSOFT, OauthClient, TokenRequest, jwt};
use crate::details::SecretText;

/// The permissions of the app in Exchange Online, all of them.
const EXCHANGE: &str = "https://outlook.office365.com/.default";
/// The type of an assertion that is a JSON Web Token.
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// How long before and after it is signed an assertion is valid, in seconds. Microsoft recommends at most 10 minutes in
/// all. Half of that is before, because a device's clock can be ahead.
const LEEWAY: i64 = 300;

/// The certificate's key can't sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key can't sign")]
pub struct UnusableKey;

/// The header of an assertion (RFC 7515, section 4).
#[derive(Serialize)]
struct Header<'a> {
    alg: &'static str,
    typ: &'static str,
    #[serde(rename = "x5t#S256")]
    thumbprint: &'a str,
}

/// The claims of an assertion (RFC 7523, section 3).
#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    iss: &'a str,
    sub: &'a str,
    jti: &'a str,
    nbf: i64,
    exp: i64,
}

impl OauthClient {
    /// Returns the request for an access token. `at` is in Unix seconds.
    ///
    /// # Errors
    /// [`UnusableKey`] if the certificate's key can't sign.
    pub fn token_request(&self, at: i64) -> Result<TokenRequest, UnusableKey> {
        let path = format!("/{}/oauth2/v2.0/token", self.tenant().as_str());
        match self.credential() {
            Credential::ClientSecret { value, .. } => {
                Ok(self.request(path, &[("client_secret", value.expose())], value))
            }
            Credential::Certificate(certificate) => {
                let assertion = self.assertion(certificate, &path, at).ok_or(UnusableKey)?;
                let proof =
                    [("client_assertion_type", ASSERTION_TYPE), ("client_assertion", assertion.expose())];
                Ok(self.request(path, &proof, &assertion))
            }
        }
    }

    fn request(&self, path: String, proof: &[(&str, &str)], secret: &SecretText) -> TokenRequest {
        let mut fields =
            vec![("grant_type", "client_credentials"), ("client_id", self.application().as_str())];
        fields.extend_from_slice(proof);
        fields.push(("scope", EXCHANGE));
        TokenRequest::new(MICROSOFT, path, &fields, secret)
    }

    fn assertion(&self, certificate: &ClientCertificate, path: &str, at: i64) -> Option<SecretText> {
        let thumbprint = thumbprint(certificate)?;
        let mut id = [0; 16];
        SystemRandom::new().fill(&mut id).ok()?;
        let (aud, jti) = (format!("https://{MICROSOFT}{path}"), URL_SAFE_NO_PAD.encode(id));
        let application = self.application().as_str();
        let header = Header { alg: "PS256", typ: "JWT", thumbprint: &thumbprint };
        let claims = Claims {
            aud: &aud,
            iss: application,
            sub: application,
            jti: &jti,
            nbf: at - LEEWAY,
            exp: at + LEEWAY,
        };
        jwt::signed(&header, &claims, certificate.key(), &RSA_PSS_SHA256)
    }
}

/// Returns the SHA-256 of the certificate in base64url (RFC 7515, section 4.1.8).
fn thumbprint(certificate: &ClientCertificate) -> Option<String> {
    let der = STANDARD.decode(certificate.certificate()).ok()?;
    Some(URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, &der)))
}
