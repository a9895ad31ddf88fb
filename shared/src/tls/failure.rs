//! A handshake that failed, as what it is.

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
    /// More, for the technician.
    pub detail: String,
    /// The certificate that was shown, where it came so far.
    pub certificate: Option<Certificate>,
}

impl TlsFailure {
    /// One of which no certificate is known.
    pub fn new(word: &'static str, detail: &dyn std::fmt::Display) -> Self {
        Self { word, detail: detail.to_string(), certificate: None }
    }

    /// What is known of TLS that was not made.
    pub fn info(self) -> Option<TlsInfo> {
        let certificate = Some(self.certificate?);
        Some(TlsInfo { version: String::new(), cipher: String::new(), certificate })
    }

    /// A server that gives up after it has asked for a certificate of ours wants one (RFC 5246, section 7.4.6).
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
                // Only the subject names the host, where no program has looked since RFC 6125.
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

/// An unknown issuer, as what it looks like; and of a certificate that may issue others, whether it did so for itself.
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

/// What an error of TLS itself means.
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

/// Which side lacks what (RFC 8446, section 6.2; RFC 6066, section 3). To a ClientHello of TLS 1.2 and 1.3, a handshake
/// failure means that nothing is in common.
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

/// rustls's own words: its table of all that a peer can do wrong is more than a browser should load for them.
#[cfg(not(target_family = "wasm"))]
fn in_words(error: &Error) -> String {
    error.to_string()
}

/// What a browser says of the failures that have no word of their own.
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
        // Signed with another key than that of the authority which it names: not that authority's either.
        CertificateError::UnknownIssuer | CertificateError::BadSignature => TlsFailure::new(
            word::TLS_UNKNOWN_ISSUER,
            &"the certificate comes from an authority that we do not know",
        ),
        CertificateError::Revoked => TlsFailure::new(word::TLS_REVOKED, &"the certificate was revoked"),
        CertificateError::BadEncoding | CertificateError::UnhandledCriticalExtension => {
            TlsFailure::new(word::TLS_UNSUITABLE, &"the certificate breaks the rules for certificates")
        }
        // Faults that have no name in TLS: most often a certificate that may issue others, made by a panel or by hand. Where
        // it is its own, see `explained`.
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

/// `2026-11-25`.
fn day(time: UnixTime) -> String {
    let mut text = utc(i64::try_from(time.as_secs()).unwrap_or(i64::MAX));
    text.truncate(text.find(' ').unwrap_or(text.len()));
    text
}

/// `DnsName("mx.test")` without what rustls puts around it.
fn plain_name(name: &str) -> &str {
    name.split_once("(\"").and_then(|(_, rest)| rest.strip_suffix("\")")).unwrap_or(name)
}
