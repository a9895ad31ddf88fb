//! Explains why a TLS handshake failed.

#[cfg(test)]
mod tests;

use rustls::{
    AlertDescription, CertificateError, Error, InvalidMessage, PeerIncompatible, pki_types::UnixTime,
};

use super::witness::Suspicion;
use crate::{
    certificate::Certificate,
    check::TlsInfo,
    diagnosis::{support::utc, word},
};

/// Why there is no TLS connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFailure {
    /// One of [`crate::check::word`].
    pub word: &'static str,
    /// More details, for the technician.
    pub detail: String,
    /// The certificate that the server sent, if the handshake came that far.
    pub certificate: Option<Certificate>,
}

impl TlsFailure {
    /// Creates a failure without a certificate.
    pub fn new(word: &'static str, detail: &dyn std::fmt::Display) -> Self {
        Self { word, detail: detail.to_string(), certificate: None }
    }

    /// Returns what is known about the TLS connection that failed.
    pub fn info(self) -> Option<TlsInfo> {
        let certificate = Some(self.certificate?);
        Some(TlsInfo { version: String::new(), cipher: String::new(), certificate })
    }

    /// Changes the failure of a server that aborted after it had asked for a client certificate: it requires one (RFC
    /// 5246, section 7.4.6).
    pub(super) fn after_request(self) -> Self {
        if self.word == word::TLS_TOO_OLD { Self { word: word::TLS_ACCESS_DENIED, ..self } } else { self }
    }

    pub(super) fn with_certificate(
        mut self,
        host: &str,
        certificate: Option<Certificate>,
        suspicion: Option<Suspicion>,
    ) -> Self {
        if let Some(seen) = certificate.as_ref().filter(|_| self.word == word::TLS_NAME) {
            if seen.names.iter().any(|name| name.eq_ignore_ascii_case(host)) {
                // Only the subject contains the host's name, and since RFC 6125 no program looks there.
                self.word = word::TLS_UNSUITABLE;
                self.detail = "the certificate has no alternative names".into();
            } else {
                self.detail = format!("the certificate is for: {}", seen.names.join(", "));
            }
        }
        let failure = suspicion.into_iter().fold(self, explained);
        Self { certificate, ..failure }
    }
}

/// Replaces an unknown issuer with a more specific failure. Does the same for a certificate authority's certificate,
/// if it is self-signed.
fn explained(failed: TlsFailure, suspicion: Suspicion) -> TlsFailure {
    let vouches_for_itself = suspicion == Suspicion::SelfSigned && failed.word == word::TLS_UNSUITABLE;
    if failed.word != word::TLS_UNKNOWN_ISSUER && !vouches_for_itself {
        return failed;
    }
    match suspicion {
        Suspicion::SelfSigned => {
            TlsFailure::new(word::TLS_SELF_SIGNED, &"the certificate vouches for itself")
        }
        Suspicion::ShortKey { bits } => TlsFailure::new(
            word::TLS_SHORT_KEY,
            &format_args!("the certificates have an RSA key of {bits} bits"),
        ),
        Suspicion::NotItsKey => TlsFailure::new(
            word::TLS_SERVER_FAULT,
            &"the server did not prove that it has the key of its certificate",
        ),
        Suspicion::Incomplete { issuer } => TlsFailure::new(
            word::TLS_INCOMPLETE,
            &format_args!("the server does not send the certificate of {issuer}, which issued its own"),
        ),
        Suspicion::Unknown { issuer } => TlsFailure::new(
            word::TLS_UNKNOWN_ISSUER,
            &format_args!("the certificate comes from an authority that we do not know: {issuer}"),
        ),
    }
}

/// Returns what an error of TLS itself means.
pub fn what_failed(error: &Error) -> TlsFailure {
    use PeerIncompatible as Incompatible;
    let word = match error {
        Error::InvalidCertificate(certificate) => return certificate_failure(certificate),
        Error::InvalidMessage(
            InvalidMessage::InvalidContentType | InvalidMessage::UnknownProtocolVersion,
        ) => word::TLS_PLAIN_ANSWER,
        Error::AlertReceived(alert) => what_alert_means(*alert),
        Error::PeerIncompatible(
            Incompatible::ServerTlsVersionIsDisabledByOurConfig
            | Incompatible::ServerDoesNotSupportTls12Or13
            | Incompatible::ExtendedMasterSecretExtensionRequired
            | Incompatible::NoCipherSuitesInCommon
            | Incompatible::NoKxGroupsInCommon
            | Incompatible::NoSignatureSchemesInCommon,
        ) => word::TLS_TOO_OLD,
        _ => word::TLS_HANDSHAKE,
    };
    TlsFailure::new(word, &in_words(error))
}

/// Returns which side doesn't support what (RFC 8446, section 6.2; RFC 6066, section 3). As the answer to a
/// ClientHello for TLS 1.2 and 1.3, a handshake failure means that both sides have nothing in common.
fn what_alert_means(alert: AlertDescription) -> &'static str {
    use AlertDescription as Alert;
    match alert {
        Alert::HandshakeFailure
        | Alert::ProtocolVersion
        | Alert::InsufficientSecurity
        | Alert::MissingExtension
        | Alert::UnsupportedExtension => word::TLS_TOO_OLD,
        Alert::UnrecognisedName => word::TLS_NAME_UNKNOWN,
        Alert::AccessDenied
        | Alert::BadCertificate
        | Alert::CertificateRequired
        | Alert::CertificateUnknown
        | Alert::NoCertificate
        | Alert::UnknownCA => word::TLS_ACCESS_DENIED,
        Alert::CloseNotify | Alert::UserCanceled => word::CLOSED,
        _ => word::TLS_SERVER_FAULT,
    }
}

/// Returns rustls's own message. The browser uses shorter ones, because rustls's table of all possible errors is too
/// large to load.
#[cfg(not(target_family = "wasm"))]
fn in_words(error: &Error) -> String {
    error.to_string()
}

/// Returns the browser's message for failures that have no word.
#[cfg(target_family = "wasm")]
fn in_words(error: &Error) -> String {
    match error {
        Error::AlertReceived(alert) => format!("received fatal alert: {alert:?}"),
        Error::PeerIncompatible(_) => "the server's TLS has nothing in common with ours".into(),
        Error::InvalidCertificate(_) => "the certificate cannot be used".into(),
        Error::InvalidMessage(_) => "received corrupt message".into(),
        Error::PeerMisbehaved(_) | Error::InappropriateMessage { .. } | Error::DecryptError => {
            "the server broke the rules of TLS".into()
        }
        _ => "the handshake failed".into(),
    }
}

fn certificate_failure(error: &CertificateError) -> TlsFailure {
    match error {
        CertificateError::ExpiredContext { not_after, .. } => TlsFailure::new(
            word::TLS_EXPIRED,
            &format_args!("the certificate ran out on {}", day(*not_after)),
        ),
        CertificateError::NotValidYetContext { not_before, .. } => TlsFailure::new(
            word::TLS_NOT_YET,
            &format_args!("the certificate begins to be valid on {}", day(*not_before)),
        ),
        CertificateError::NotValidForNameContext { presented, .. } => {
            let names: Vec<_> = presented.iter().map(|name| plain_name(name)).collect();
            TlsFailure::new(word::TLS_NAME, &format_args!("the certificate is for: {}", names.join(", ")))
        }
        // The signature isn't from the key of the authority that the certificate names, so the certificate doesn't
        // come from it.
        CertificateError::UnknownIssuer | CertificateError::BadSignature => TlsFailure::new(
            word::TLS_UNKNOWN_ISSUER,
            &"the certificate comes from an authority that we do not know",
        ),
        CertificateError::Revoked => TlsFailure::new(word::TLS_REVOKED, &"the certificate was revoked"),
        CertificateError::BadEncoding | CertificateError::UnhandledCriticalExtension => {
            TlsFailure::new(word::TLS_UNSUITABLE, &"the certificate breaks the rules for certificates")
        }
        // Faults that have no name in TLS. Usually, it is a certificate authority's certificate, made by a panel or
        // by hand. `explained` handles those that are self-signed.
        CertificateError::Other(_) => TlsFailure::new(
            word::TLS_UNSUITABLE,
            &"the certificate is for issuing others, or otherwise not for a server",
        ),
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            TlsFailure::new(word::TLS_UNSUITABLE, &"the certificate is not for a server")
        }
        CertificateError::UnsupportedSignatureAlgorithmContext { .. }
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            TlsFailure::new(word::TLS_WEAK, &"the certificate is signed in a way that is no longer taken")
        }
        _ => TlsFailure::new(word::TLS_HANDSHAKE, &in_words(&Error::InvalidCertificate(error.clone()))),
    }
}

/// Returns a date as `2026-11-25`.
fn day(time: UnixTime) -> String {
    let mut text = utc(i64::try_from(time.as_secs()).unwrap_or(i64::MAX));
    text.truncate(text.find(' ').unwrap_or(text.len()));
    text
}

/// Returns `mx.test` from rustls's `DnsName("mx.test")`.
fn plain_name(name: &str) -> &str {
    name.split_once("(\"").and_then(|(_, rest)| rest.strip_suffix("\")")).unwrap_or(name)
}
