//! Signed JSON Web Tokens in their compact form (RFC 7515, section 3.1; RFC 7519).

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use ring::{
    rand::SystemRandom,
    signature::{RsaEncoding, RsaKeyPair},
};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::details::SecretText;

/// Returns the header and the claims, signed with an RSA key: PKCS #8 in base64. Returns `None` if the key isn't one.
pub(super) fn signed(
    header: &impl Serialize,
    claims: &impl Serialize,
    key: &SecretText,
    padding: &'static dyn RsaEncoding,
) -> Option<SecretText> {
    let signed = format!("{}.{}", part(header)?, part(claims)?);
    let key = Zeroizing::new(STANDARD.decode(key.expose()).ok()?);
    let signature = URL_SAFE_NO_PAD.encode(signature(&key, padding, signed.as_bytes())?);
    SecretText::new(format!("{signed}.{signature}")).ok()
}

fn part(content: &impl Serialize) -> Option<String> {
    serde_json::to_vec(content).ok().map(|json| URL_SAFE_NO_PAD.encode(json))
}

/// Signs with an RSA key in PKCS #8 (RFC 7518, sections 3.3 and 3.5). Returns `None` if the key isn't one.
fn signature(key: &[u8], padding: &'static dyn RsaEncoding, message: &[u8]) -> Option<Vec<u8>> {
    let key = RsaKeyPair::from_pkcs8(key).ok()?;
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(padding, &SystemRandom::new(), message, &mut signature).ok()?;
    Some(signature)
}
