//! Verifies DKIM signatures (RFC 6376, RFC 8301, RFC 8463).

mod canonical;
mod signature;
mod tags;
#[cfg(test)]
pub(crate) mod tests;

use audit::dkim::{KeyMaterial, PublicKey};
use futures_util::future::join_all;
use ring::{
    digest::{SHA256, digest},
    signature::{ED25519, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, UnparsedPublicKey},
};
use shared::{
    delivery::{Aligned, DkimAlgorithm, DkimCheck, DkimFailure, DkimOutcome, SignatureFault},
    dns::{Kind, Resolver},
};

use self::signature::{Parsed, Signature};
use super::headers::{Message, RawHeader};

/// How many signatures of a message are verified. Real messages have one to three.
const SIGNATURES_MAX: usize = 8;
/// How many more are listed.
const LISTED_MAX: usize = 16;
/// How many keys at one name are tried.
const KEYS_MAX: usize = 4;
/// The shortest RSA key that receivers accept, in bits (RFC 8301, section 3.2).
const RSA_MIN: u32 = 1024;

/// Verifies the signatures, topmost first. `now` is the current time, in Unix seconds. Alignment isn't known here.
pub(super) async fn check(resolver: &impl Resolver, message: &Message<'_>, now: i64) -> Vec<DkimCheck> {
    let headers: Vec<&RawHeader<'_>> = message.named("DKIM-Signature").take(LISTED_MAX).collect();
    let checks = headers.into_iter().enumerate().map(|(index, header)| async move {
        let parsed = Parsed::parse(header);
        let failure = match &parsed.signature {
            _ if index >= SIGNATURES_MAX => Some(DkimFailure::TooMany),
            Ok(signature) => before_key(message, signature, now),
            Err(fault) => Some(DkimFailure::Header(*fault)),
        };
        let outcome = match (failure, &parsed.signature) {
            (None, Ok(signature)) => with_keys(resolver, message, header, signature).await,
            (Some(failure), _) => DkimOutcome::Fail(failure),
            (None, Err(fault)) => DkimOutcome::Fail(DkimFailure::Header(*fault)),
        };
        let Parsed { domain, selector, algorithm, .. } = parsed;
        DkimCheck { domain, selector, algorithm, outcome, aligned: Aligned::Unknown }
    });
    join_all(checks).await
}

/// Returns why a signature fails no matter what the key is.
fn before_key(message: &Message<'_>, signature: &Signature, now: i64) -> Option<DkimFailure> {
    if signature.algorithm == DkimAlgorithm::RsaSha1 {
        return Some(DkimFailure::WeakHash);
    }
    if let Some(expires) = signature.expires.filter(|expires| *expires < now) {
        return Some(DkimFailure::Expired(expires));
    }
    let body = canonical::body(message.body, signature.body);
    let signed = match signature.length {
        Some(length) => usize::try_from(length).ok().and_then(|length| body.get(..length)),
        None => Some(&body[..]),
    };
    let is_same = signed.is_some_and(|signed| digest(&SHA256, signed).as_ref() == signature.body_hash);
    (!is_same).then_some(DkimFailure::BodyHash)
}

/// Looks up the key, and verifies the signature with it. If there are several keys at the name, one that fits is enough
/// (RFC 6376, section 3.6.2.2, leaves that to us).
async fn with_keys(
    resolver: &impl Resolver,
    message: &Message<'_>,
    header: &RawHeader<'_>,
    signature: &Signature,
) -> DkimOutcome {
    let name = signature.key_name();
    let answer = resolver.ask(&name, Kind::Txt).await;
    if answer.silence().is_some() {
        return DkimOutcome::Unknown;
    }
    let signed = canonical::headers(message, header, signature);
    let mut first = None;
    for text in answer.texts().take(KEYS_MAX) {
        match verify(&text, signature, &signed) {
            Ok(()) => return DkimOutcome::Pass,
            Err(failure) => first = first.or(Some(failure)),
        }
    }
    DkimOutcome::Fail(first.unwrap_or(DkimFailure::NoKey { name }))
}

/// Verifies the signature over the canonical headers with the key in this record.
fn verify(record: &str, signature: &Signature, signed: &[u8]) -> Result<(), DkimFailure> {
    let key = KeyMaterial::parse(record).map_err(|error| match error {
        // It was never meant as a key.
        _ if !record.contains("p=") => DkimFailure::NoKey { name: signature.key_name() },
        error => DkimFailure::Key(error),
    })?;
    if key.strict_identity && !signature.is_own_identity {
        return Err(DkimFailure::Header(SignatureFault::Identity));
    }
    let verified = match (&key.public, signature.algorithm) {
        (PublicKey::Revoked, _) => return Err(DkimFailure::KeyRevoked),
        (PublicKey::Rsa { bits, .. }, DkimAlgorithm::RsaSha256) if *bits < RSA_MIN => {
            return Err(DkimFailure::WeakKey { bits: *bits });
        }
        (PublicKey::Rsa { der, .. }, DkimAlgorithm::RsaSha256) => {
            UnparsedPublicKey::new(&RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, der)
                .verify(signed, &signature.value)
        }
        // Ed25519 signs the hash, not the headers (RFC 8463, section 3).
        (PublicKey::Ed25519(key), DkimAlgorithm::Ed25519Sha256) => {
            UnparsedPublicKey::new(&ED25519, key).verify(digest(&SHA256, signed).as_ref(), &signature.value)
        }
        _ => return Err(DkimFailure::KeyKind),
    };
    verified.map_err(|_| DkimFailure::Signature)
}
