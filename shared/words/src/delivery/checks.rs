//! What SPF, DKIM and DMARC say about a message.

use shared::{
    delivery::{
        Aligned, DkimCheck, DkimFailure, DkimOutcome, DmarcApplied, DmarcCheck, DmarcOutcome, SignatureFault,
        SpfCheck, SpfOutcome, Unknown,
    },
    report::{KeyError, Policy},
};

use crate::Language;

/// Returns what SPF says. If it passes, a second sentence says whether that counts.
#[must_use]
pub fn spf(language: Language, check: &SpfCheck) -> Vec<String> {
    let words = crate::delivery(language);
    let domain = &check.domain;
    let outcome = match check.outcome {
        SpfOutcome::Pass => {
            return vec![words.delivery_spf_pass(domain), aligned(language, domain, check.aligned)];
        }
        SpfOutcome::Fail => words.delivery_spf_fail(domain),
        SpfOutcome::SoftFail => words.delivery_spf_softfail(domain),
        SpfOutcome::Neutral => words.delivery_spf_neutral(domain),
        SpfOutcome::None => words.delivery_spf_none(domain),
        SpfOutcome::PermError => words.delivery_spf_perm_error(domain),
        SpfOutcome::Unknown(Unknown::NoAnswer) => words.delivery_spf_no_answer().to_owned(),
        SpfOutcome::Unknown(Unknown::NotInMessage) => words.delivery_spf_not_in_message().to_owned(),
    };
    vec![outcome]
}

fn aligned(language: Language, domain: &str, aligned: Aligned) -> String {
    let words = crate::delivery(language);
    match aligned {
        Aligned::Yes => words.delivery_aligned(&domain),
        Aligned::No => words.delivery_not_aligned(&domain),
        Aligned::Unknown => words.delivery_alignment_unknown(&domain),
    }
}

/// Returns what the signatures say.
#[must_use]
pub fn dkim(language: Language, checks: &[DkimCheck]) -> Vec<String> {
    if checks.is_empty() {
        return vec![crate::delivery(language).delivery_dkim_none().to_owned()];
    }
    checks.iter().flat_map(|check| signature(language, check)).collect()
}

fn signature(language: Language, check: &DkimCheck) -> Vec<String> {
    let words = crate::delivery(language);
    let named = |name: &Option<String>| name.clone().unwrap_or_default();
    let (domain, selector) = (named(&check.domain), named(&check.selector));
    match &check.outcome {
        DkimOutcome::Pass => {
            vec![words.delivery_dkim_pass(&domain, &selector), aligned(language, &domain, check.aligned)]
        }
        DkimOutcome::Unknown => vec![words.delivery_dkim_unknown(&domain)],
        DkimOutcome::Fail(failure) if domain.is_empty() => {
            vec![words.delivery_dkim_fail_unnamed(&reason(language, failure))]
        }
        DkimOutcome::Fail(failure) => vec![words.delivery_dkim_fail(&domain, &reason(language, failure))],
    }
}

/// Returns why a signature isn't valid, as the end of a sentence.
pub(super) fn reason(language: Language, failure: &DkimFailure) -> String {
    let words = crate::delivery(language);
    let text = match failure {
        DkimFailure::Header(fault) => header(language, *fault),
        DkimFailure::Key(error) => key(language, *error),
        DkimFailure::Expired(_) => words.delivery_dkim_expired(),
        DkimFailure::BodyHash => words.delivery_dkim_body_hash(),
        DkimFailure::Signature => words.delivery_dkim_signature(),
        DkimFailure::NoKey { name } => return words.delivery_dkim_no_key(name),
        DkimFailure::KeyRevoked => words.delivery_dkim_revoked(),
        DkimFailure::KeyKind => words.delivery_dkim_key_kind(),
        DkimFailure::WeakKey { bits } => return words.delivery_dkim_weak_key(bits),
        DkimFailure::WeakHash => words.delivery_dkim_weak_hash(),
        DkimFailure::TooMany => words.delivery_dkim_too_many(),
    };
    text.to_owned()
}

fn header(language: Language, fault: SignatureFault) -> &'static str {
    let words = crate::delivery(language);
    match fault {
        SignatureFault::Tags => words.delivery_dkim_header_tags(),
        SignatureFault::MissingTag => words.delivery_dkim_header_missing_tag(),
        SignatureFault::Version => words.delivery_dkim_header_version(),
        SignatureFault::Value => words.delivery_dkim_header_value(),
        SignatureFault::Algorithm => words.delivery_dkim_header_algorithm(),
        SignatureFault::Canonicalization => words.delivery_dkim_header_canonicalization(),
        SignatureFault::FromNotSigned => words.delivery_dkim_header_from(),
        SignatureFault::Identity => words.delivery_dkim_header_identity(),
        SignatureFault::Query => words.delivery_dkim_header_query(),
    }
}

fn key(language: Language, error: KeyError) -> &'static str {
    let words = crate::delivery(language);
    match error {
        KeyError::Tags => words.delivery_dkim_key_tags(),
        KeyError::DuplicateTag => words.delivery_dkim_key_duplicate_tag(),
        KeyError::Version => words.delivery_dkim_key_version(),
        KeyError::NoKey => words.delivery_dkim_key_absent(),
        KeyError::Kind => words.delivery_dkim_key_kind(),
        KeyError::Damaged => words.delivery_dkim_key_damaged(),
        KeyError::NotForMail => words.delivery_dkim_key_not_for_mail(),
        KeyError::Hash => words.delivery_dkim_key_hash(),
    }
}

/// Returns what DMARC says.
#[must_use]
pub fn dmarc(language: Language, check: &DmarcCheck) -> String {
    let words = crate::delivery(language);
    let text = match (check.outcome, &check.applied) {
        (DmarcOutcome::Pass, Some(DmarcApplied { domain, policy, .. })) => {
            return words.delivery_dmarc_pass(policy, domain);
        }
        (DmarcOutcome::Fail, Some(DmarcApplied { domain, policy, .. })) => {
            return match policy {
                Policy::None => words.delivery_dmarc_fail_none(domain),
                Policy::Quarantine => words.delivery_dmarc_fail_quarantine(domain),
                Policy::Reject => words.delivery_dmarc_fail_reject(domain),
            };
        }
        (DmarcOutcome::Unknown(Unknown::NoAnswer), _) => words.delivery_dmarc_no_answer(),
        (DmarcOutcome::Unknown(Unknown::NotInMessage), _) => words.delivery_dmarc_not_in_message(),
        (DmarcOutcome::NoAuthor, _) => words.delivery_dmarc_no_author(),
        (DmarcOutcome::NoRecord | DmarcOutcome::Pass | DmarcOutcome::Fail, _) => {
            words.delivery_dmarc_no_record()
        }
    };
    text.to_owned()
}
