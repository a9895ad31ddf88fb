//! TLS for what we connect to: one configuration, made once (RFC 8446, 5246 with modern suites, 6125).

mod witness;

use std::{io, sync::Arc};

use rustls::{
    AlertDescription, CertificateError, ClientConfig, Error, InvalidMessage, PeerIncompatible, RootCertStore,
    client::{Resumption, WebPkiServerVerifier},
    crypto::ring,
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use shared::{certificate::Certificate, check::TlsInfo, diagnosis::word, rules::Host};
use time::OffsetDateTime;
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};

use witness::{Suspicion, Witness};

/// Roots that cannot be trusted because they cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RootsError {
    /// Not PEM, or nothing in it is a certificate.
    #[error("the file holds no certificate in PEM form")]
    NoCertificate,
    /// A certificate that cannot be a root; `0` is the reason.
    #[error("a certificate in the file cannot be used: {0}")]
    Unusable(String),
}

/// A handshake that failed, as what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFailure {
    /// One of [`shared::diagnosis::word`].
    pub word: &'static str,
    /// More, for the technician.
    pub detail: String,
    /// The certificate that was shown, where it came so far.
    pub certificate: Option<Certificate>,
}

/// The configuration.
#[derive(Clone)]
pub(super) struct Tls {
    config: ClientConfig,
    verifier: Arc<WebPkiServerVerifier>,
}

impl Tls {
    /// Trusts the public roots, and those in `extra_roots` (PEM).
    pub(super) fn new(extra_roots: Option<&[u8]>) -> Result<Self, RootsError> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        if let Some(pem) = extra_roots {
            add_roots(&mut roots, pem)?;
        }
        let provider = Arc::new(ring::default_provider());
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone())
            .build()
            .expect("the roots are not empty, and there are no revocation lists");
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring has suites for TLS 1.2 and 1.3")
            .with_webpki_verifier(verifier.clone())
            .with_no_client_auth();
        // Each check looks at the certificate anew, and nothing of one is kept for the next.
        config.resumption = Resumption::disabled();
        Ok(Self { config, verifier })
    }

    /// Shakes hands, and holds the certificate against the name that was asked for.
    pub(super) async fn handshake(
        &self,
        host: &Host,
        stream: TcpStream,
    ) -> Result<(TlsStream<TcpStream>, TlsInfo), TlsFailure> {
        let name = host.ip().map_or_else(
            || ServerName::try_from(host.to_string()).map_err(|error| failure(word::TLS_NAME, &error)),
            |ip| Ok(ServerName::from(ip)),
        )?;
        let witness = Arc::new(Witness::new(self.verifier.clone()));
        let mut config = self.config.clone();
        config.dangerous().set_certificate_verifier(witness.clone());
        let shaken = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
        let (certificate, suspicion) = witness.seen();
        match shaken {
            Ok(stream) => {
                let info = info(&stream, certificate);
                Ok((stream, info))
            }
            Err(error) => {
                let mut failure = what_failed(&error);
                if let Some(seen) = certificate.as_ref().filter(|_| failure.word == word::TLS_NAME) {
                    failure.detail = format!("the certificate is for: {}", seen.names.join(", "));
                }
                let failure = suspicion.into_iter().fold(failure, explained);
                Err(TlsFailure { certificate, ..failure })
            }
        }
    }
}

/// An unknown issuer, as what it looks like; and of a certificate that may issue others, whether it did so for itself.
fn explained(failed: TlsFailure, suspicion: Suspicion) -> TlsFailure {
    let vouches_for_itself = suspicion == Suspicion::SelfSigned && failed.word == word::TLS_UNSUITABLE;
    if failed.word != word::TLS_UNKNOWN_ISSUER && !vouches_for_itself {
        return failed;
    }
    match suspicion {
        Suspicion::SelfSigned => failure(word::TLS_SELF_SIGNED, &"the certificate vouches for itself"),
        Suspicion::Intercepted { issuer } => failure(
            word::TLS_INTERCEPTED,
            &format_args!("the certificate was made by {issuer}, which looks into encrypted connections"),
        ),
        Suspicion::Incomplete { issuer } => failure(
            word::TLS_INCOMPLETE,
            &format_args!("the server does not send the certificate of {issuer}, which issued its own"),
        ),
        Suspicion::Unknown { issuer } => failure(
            word::TLS_UNKNOWN_ISSUER,
            &format_args!("the certificate comes from an authority that we do not know: {issuer}"),
        ),
    }
}

fn add_roots(roots: &mut RootCertStore, pem: &[u8]) -> Result<(), RootsError> {
    let mut found = false;
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate.map_err(|_| RootsError::NoCertificate)?;
        roots.add(certificate).map_err(|error| RootsError::Unusable(error.to_string()))?;
        found = true;
    }
    if found { Ok(()) } else { Err(RootsError::NoCertificate) }
}

/// What is known of a connection that stands.
fn info(stream: &TlsStream<TcpStream>, certificate: Option<Certificate>) -> TlsInfo {
    let (_, session) = stream.get_ref();
    let version = match session.protocol_version() {
        Some(rustls::ProtocolVersion::TLSv1_3) => "1.3",
        _ => "1.2",
    };
    // rustls writes TLS13_AES_128_GCM_SHA256 where IANA writes TLS_AES_128_GCM_SHA256.
    let cipher = session.negotiated_cipher_suite().map(|suite| format!("{:?}", suite.suite()));
    let cipher = cipher.unwrap_or_default().replacen("TLS13_", "TLS_", 1);
    TlsInfo { version: version.into(), cipher, certificate }
}

/// The word for an error of a socket, with or without TLS on it.
pub fn what_failed(error: &io::Error) -> TlsFailure {
    if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        return tls_failure(error);
    }
    let word = match error.kind() {
        io::ErrorKind::ConnectionRefused => word::REFUSED,
        io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionAborted => {
            word::RESET
        }
        io::ErrorKind::UnexpectedEof => word::CLOSED,
        io::ErrorKind::TimedOut => word::CONNECT_TIMED_OUT,
        // Addresses that this machine has no way to, or may not use.
        _ => word::UNREACHABLE,
    };
    failure(word, error)
}

fn tls_failure(error: &Error) -> TlsFailure {
    use PeerIncompatible as Incompatible;
    let word = match error {
        Error::InvalidCertificate(certificate) => return certificate_failure(certificate),
        Error::InvalidMessage(
            InvalidMessage::InvalidContentType | InvalidMessage::UnknownProtocolVersion,
        ) => word::TLS_PLAIN_ANSWER,
        Error::AlertReceived(AlertDescription::ProtocolVersion | AlertDescription::InsufficientSecurity)
        | Error::PeerIncompatible(
            Incompatible::ServerTlsVersionIsDisabledByOurConfig
            | Incompatible::ServerDoesNotSupportTls12Or13
            | Incompatible::ExtendedMasterSecretExtensionRequired
            | Incompatible::NoCipherSuitesInCommon
            | Incompatible::NoKxGroupsInCommon
            | Incompatible::NoSignatureSchemesInCommon,
        ) => word::TLS_TOO_OLD,
        _ => word::TLS_HANDSHAKE,
    };
    failure(word, error)
}

fn certificate_failure(error: &CertificateError) -> TlsFailure {
    let day = |time: &UnixTime| {
        i64::try_from(time.as_secs())
            .ok()
            .and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok())
            .map_or_else(String::new, |time| format!(" on {}", time.date()))
    };
    match error {
        CertificateError::ExpiredContext { not_after, .. } => {
            failure(word::TLS_EXPIRED, &format_args!("the certificate ran out{}", day(not_after)))
        }
        CertificateError::NotValidYetContext { not_before, .. } => {
            failure(word::TLS_NOT_YET, &format_args!("the certificate begins to be valid{}", day(not_before)))
        }
        CertificateError::NotValidForNameContext { presented, .. } => {
            let names: Vec<_> = presented.iter().map(|name| plain_name(name)).collect();
            failure(word::TLS_NAME, &format_args!("the certificate is for: {}", names.join(", ")))
        }
        // Signed with another key than that of the authority which it names: not that authority's either.
        CertificateError::UnknownIssuer | CertificateError::BadSignature => {
            failure(word::TLS_UNKNOWN_ISSUER, &"the certificate comes from an authority that we do not know")
        }
        CertificateError::Revoked => failure(word::TLS_REVOKED, error),
        // Made by a panel or by hand, where it is its own; see `explained`.
        CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
            failure(word::TLS_UNSUITABLE, &"the certificate is for issuing others, not for a server")
        }
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            failure(word::TLS_UNSUITABLE, error)
        }
        CertificateError::UnsupportedSignatureAlgorithmContext { .. }
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            failure(word::TLS_WEAK, &"the certificate is signed in a way that is no longer taken")
        }
        _ => failure(word::TLS_HANDSHAKE, error),
    }
}

/// `DnsName("mx.test")` without what rustls puts around it.
fn plain_name(name: &str) -> &str {
    name.split_once("(\"").and_then(|(_, rest)| rest.strip_suffix("\")")).unwrap_or(name)
}

fn failure(word: &'static str, detail: &dyn std::fmt::Display) -> TlsFailure {
    TlsFailure { word, detail: detail.to_string(), certificate: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_are_read_or_refused() {
        let root = rcgen::generate_simple_self_signed(["ca.test".to_owned()]).unwrap().cert.pem();
        assert!(Tls::new(None).is_ok() && Tls::new(Some(root.as_bytes())).is_ok());
        for text in ["", "hello", "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n"] {
            assert_eq!(Tls::new(Some(text.as_bytes())).err(), Some(RootsError::NoCertificate), "{text}");
        }
        let not_one = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assert!(matches!(Tls::new(Some(not_one.as_bytes())), Err(RootsError::Unusable(_))));
    }

    #[test]
    fn failures_are_named_as_what_they_are() {
        let time = UnixTime::since_unix_epoch(std::time::Duration::from_secs(1_700_000_000));
        let named =
            |error: CertificateError| what_failed(&io::Error::other(Error::InvalidCertificate(error)));
        let expired = named(CertificateError::ExpiredContext { time, not_after: time });
        assert_eq!(
            (expired.word, &*expired.detail),
            (word::TLS_EXPIRED, "the certificate ran out on 2023-11-14")
        );
        let early = named(CertificateError::NotValidYetContext { time, not_before: time });
        assert_eq!(early.word, word::TLS_NOT_YET);
        assert_eq!(named(CertificateError::UnknownIssuer).word, word::TLS_UNKNOWN_ISSUER);
        let alert = io::Error::other(Error::AlertReceived(AlertDescription::ProtocolVersion));
        assert_eq!(what_failed(&alert).word, word::TLS_TOO_OLD);
        assert_eq!(what_failed(&io::ErrorKind::ConnectionRefused.into()).word, word::REFUSED);
    }
}
