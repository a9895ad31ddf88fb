//! A token endpoint that wants to harm whoever asks it, and tokens and key files that want to harm whoever reads them.

use shared::{
    details::SecretText,
    grant::{Claims, ClientCertificate, OauthClient, ServiceAccount, TokenRequest},
    hidden::is_hidden,
};

const SECRET: &str = "canary~horse.5f0c7e19ab";

fn request() -> TokenRequest {
    let secret = SecretText::new(SECRET.into()).expect("a secret");
    let application = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5".parse().expect("an ID");
    OauthClient::new("shop.test".parse().expect("a domain"), application, secret)
        .expect("a Value")
        .token_request(1_800_000_000)
        .expect("a client secret needs no key")
}

/// An answer of a token endpoint. What is kept of it is short and printable, and never contains the secret. An answer that
/// is complete stays the same if more bytes follow a length that was given.
pub fn token(bytes: &[u8]) {
    let request = request();
    let whole = request.http_answer(bytes, true);
    let kept = match &whole {
        None => String::new(),
        Some(Ok(token)) => token.summary(),
        Some(Err(failed)) => format!("{}{}", failed.words, failed.detail),
    };
    assert!(kept.chars().count() <= 2100 && !kept.chars().any(is_hidden), "{kept:?}");
    assert!(!kept.contains(SECRET), "the secret is kept");
    if let (Some(early), Some(whole)) = (request.http_answer(bytes, false), whole) {
        assert_eq!(early.is_ok(), whole.is_ok());
    }
}

/// An access token, the key file of a service account, or a certificate with its key.
pub fn jwt(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = ServiceAccount::parse(&text);
    if let Ok(certificate) = ClientCertificate::parse(&text) {
        assert_eq!(ClientCertificate::parse(&certificate.to_pem()), Ok(certificate));
    }
    let Ok(token) = SecretText::new(text.into_owned()) else { return };
    if let Some(claims) = Claims::of(&token) {
        assert!(claims.roles.len() <= token.expose().len());
    }
}
