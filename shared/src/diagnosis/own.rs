//! Explains failures that have no row in the error catalog.

use super::{AboutLogin, Acts, Cause, Found, Mailbox, Named, Statement, word};
use crate::check::Stage;

/// A fixed word, its cause, and who has to act.
type Row = (&'static str, Cause, Acts);

const ROWS: [Row; 28] = [
    (word::STARTTLS_INJECTION, Cause::StarttlsInjection, Acts::Technician),
    (word::TLS_EXPECTED, Cause::TlsExpected, Acts::Client),
    (word::NOT_SMTP, Cause::NotSmtp, Acts::Client),
    (word::TOO_MUCH, Cause::TooMuch, Acts::Technician),
    (word::OUT_OF_STEP, Cause::OutOfStep, Acts::Technician),
    (word::WENT_SILENT, Cause::WentSilent, Acts::Wait),
    (word::STARTTLS_HIDDEN, Cause::StarttlsHidden, Acts::Technician),
    (word::TLS_UNKNOWN_ISSUER, Cause::TlsUnknownIssuer, Acts::Technician),
    (word::TLS_INTERCEPTED, Cause::TlsIntercepted, Acts::Technician),
    (word::TLS_UNSUITABLE, Cause::TlsUnsuitable, Acts::Provider),
    (word::TLS_WEAK, Cause::TlsWeak, Acts::Provider),
    (word::TLS_SHORT_KEY, Cause::TlsShortKey, Acts::Provider),
    (word::TLS_NAME_UNKNOWN, Cause::TlsNameUnknown, Acts::Client),
    (word::TLS_SERVER_FAULT, Cause::ServerTlsBroken, Acts::Provider),
    (word::TLS_ACCESS_DENIED, Cause::TlsAccessDenied, Acts::Technician),
    (word::CHALLENGE_UNUSABLE, Cause::ChallengeUnusable, Acts::Technician),
    (word::SERVER_NOT_PROVED, Cause::ServerNotProved, Acts::Technician),
    (word::NO_COMMON_MECHANISM, Cause::NoCommonMechanism, Acts::Provider),
    (word::TOKEN_NOT_TAKEN, Cause::TokenNotTaken, Acts::Technician),
    (word::TOKEN_REFUSED, Cause::TokenRefused, Acts::Technician),
    (word::TOKEN_SILENT, Cause::TokenSilent, Acts::Wait),
    (word::TOKEN_UNTRUSTED, Cause::TokenUntrusted, Acts::Technician),
    (word::TOKEN_DENIED, Cause::TokenDenied, Acts::Technician),
    (word::KEY_UNUSABLE, Cause::KeyUnusable, Acts::Client),
    (word::RELAY_CLOSED, Cause::RelayClosed, Acts::Client),
    (word::NO_PORT_ANSWERS, Cause::NoPortAnswers, Acts::Client),
    (word::EXCLUDED, Cause::ExcludedTarget, Acts::Technician),
    (word::PORT_NOT_ALLOWED, Cause::PortNotAllowed, Acts::Client),
];

/// Returns the explanation of a fixed word that has no row in the catalog.
pub(super) fn by_word(failure: &str) -> Option<Found> {
    let (_, cause, acts) = ROWS.iter().find(|row| row.0 == failure)?;
    Some(Found::of(*cause, Mailbox::Any, &Named::default(), *acts))
}

/// Returns the explanation if only the stage is known.
pub(super) fn by_stage(stage: Stage) -> Found {
    Found::new(
        Cause::UnknownFailure,
        Acts::Technician,
        Statement::Login(AboutLogin::Stopped(stage)),
        [],
        [Statement::Login(AboutLogin::UnknownReply)],
    )
}
