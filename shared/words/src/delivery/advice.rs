//! What is still wrong with a message, and what to do.

use shared::{delivery::DeliveryAdvice, diagnosis::Acts};

use super::checks::reason;
use crate::Language;

/// One piece of advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviceText {
    /// What is wrong.
    pub meaning: String,
    /// What to do now.
    pub fix: String,
    /// Who has to do it.
    pub acts: Acts,
}

/// Returns the sentences for a piece of advice.
#[must_use]
pub fn advice(language: Language, advice: &DeliveryAdvice) -> AdviceText {
    let words = crate::delivery(language);
    let (meaning, fix) = match advice {
        DeliveryAdvice::WrongFrom { found, expected } => {
            let found = &found.address;
            (words.delivery_wrong_from(found, expected), words.delivery_wrong_from_fix(expected))
        }
        DeliveryAdvice::NoFrom { expected } => {
            (words.delivery_no_from().to_owned(), words.delivery_no_from_fix(expected))
        }
        DeliveryAdvice::NotThroughProvider { server, provider } => (
            words.delivery_not_through_provider(server, provider),
            words.delivery_not_through_provider_fix().to_owned(),
        ),
        DeliveryAdvice::SpfMissesServer { domain, ip } => {
            (words.delivery_spf_misses_server(domain, ip), words.delivery_spf_misses_server_fix(domain))
        }
        DeliveryAdvice::NoSpf { domain } => {
            (words.delivery_no_spf(domain), words.delivery_no_spf_fix(domain))
        }
        DeliveryAdvice::SpfInvalid { domain } => {
            (words.delivery_spf_invalid(domain), words.delivery_spf_invalid_fix(domain))
        }
        DeliveryAdvice::NotSigned { domain } => {
            (words.delivery_not_signed().to_owned(), words.delivery_not_signed_fix(domain))
        }
        DeliveryAdvice::SignedForOther { signer, domain } if signer.is_empty() => {
            (words.delivery_signed_unreadable().to_owned(), words.delivery_signed_for_other_fix(domain))
        }
        DeliveryAdvice::SignedForOther { signer, domain } => {
            (words.delivery_signed_for_other(signer, domain), words.delivery_signed_for_other_fix(domain))
        }
        DeliveryAdvice::KeyMissing { name } => {
            (words.delivery_key_missing(name), words.delivery_key_missing_fix(name))
        }
        DeliveryAdvice::SignatureFails { signer, failure } => (
            words.delivery_signature_fails(signer, &reason(language, failure)),
            words.delivery_signature_fails_fix(signer),
        ),
        DeliveryAdvice::SpfForOther { return_path, domain } => {
            (words.delivery_spf_for_other(return_path, domain), words.delivery_spf_for_other_fix(domain))
        }
        DeliveryAdvice::ReturnPathElsewhere { return_path, domain } => (
            words.delivery_return_path_elsewhere(return_path, domain),
            words.delivery_return_path_elsewhere_fix(domain),
        ),
        DeliveryAdvice::NotEncrypted { server } => {
            (words.delivery_not_encrypted(server), words.delivery_not_encrypted_fix(server))
        }
    };
    AdviceText { meaning, fix, acts: advice.acts() }
}
