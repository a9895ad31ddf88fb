//! Stores the certificate that a server sends, even if it is rejected. rustls reports the fault, but doesn't keep the
//! certificate.

use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use rustls::{
    CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        ResolvesClientCert, WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    pki_types::{CertificateDer, ServerName, UnixTime},
    sign::CertifiedKey,
};

use super::provider::provider;
use crate::certificate::{self, Certificate};

/// Shortest accepted RSA key, in bits. If a shorter key signed something, rustls reports a bad signature, the same as
/// for a forgery.
const RSA_MIN: usize = 2048;

/// What a rejected certificate looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Suspicion {
    /// The certificate names itself as its issuer.
    SelfSigned,
    /// The certificate is in the public logs, so it comes from an authority that browsers trust. But the server
    /// doesn't send the intermediate certificate.
    Incomplete {
        /// The issuer.
        issuer: String,
    },
    /// A key in the chain is too short, so its signatures don't count.
    ShortKey {
        /// The key's length in bits.
        bits: usize,
    },
    /// The certificate's chain is valid, but the server didn't prove that it has the private key.
    NotItsKey,
    /// Nothing more is known.
    Unknown {
        /// The issuer.
        issuer: String,
    },
}

/// rustls's usual verifier, which also remembers the certificate. It makes no decisions itself.
pub(super) struct Witness {
    verifier: Arc<WebPkiServerVerifier>,
    seen: Mutex<Option<(Certificate, Suspicion)>>,
    /// True if the server asked for a client certificate.
    was_asked: AtomicBool,
}

// rustls requires this. A derived implementation would print every root, and browsers would have to load the code for
// it.
impl fmt::Debug for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Witness")
    }
}

impl Witness {
    pub(super) fn new(verifier: Arc<WebPkiServerVerifier>) -> Self {
        Self { verifier, seen: Mutex::new(None), was_asked: AtomicBool::new(false) }
    }

    /// Returns true if the server asked for a client certificate. We never send one.
    pub(super) fn was_asked(&self) -> bool {
        self.was_asked.load(Ordering::Relaxed)
    }

    fn suspect(&self, suspicion: Suspicion) {
        if let Some(seen) = self.seen.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            seen.1 = suspicion;
        }
    }

    /// Notes why a handshake signature is bad. The chain was valid before, so the cause is the server's own key.
    fn judged(
        &self,
        cert: &CertificateDer<'_>,
        verified: Result<HandshakeSignatureValid, Error>,
    ) -> Result<HandshakeSignatureValid, Error> {
        if verified.as_ref().is_err_and(is_bad_signature) {
            let short = shortest_key([cert].into_iter());
            self.suspect(short.map_or(Suspicion::NotItsKey, |bits| Suspicion::ShortKey { bits }));
        }
        verified
    }

    /// Returns the certificate that the server sent, and what it looks like if its issuer is unknown.
    pub(super) fn seen(&self) -> (Option<Certificate>, Option<Suspicion>) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).take().unzip()
    }
}

fn is_bad_signature(error: &Error) -> bool {
    matches!(error, Error::InvalidCertificate(CertificateError::BadSignature))
}

/// Returns the length of the shortest RSA key in the chain that is below the minimum.
fn shortest_key<'a>(chain: impl Iterator<Item = &'a CertificateDer<'a>>) -> Option<usize> {
    let bits = chain.filter_map(|shown| certificate::read(shown)?.rsa_bits);
    bits.filter(|bits| *bits < RSA_MIN).min()
}

fn look(own: &[u8], others: &[CertificateDer<'_>]) -> Option<(Certificate, Suspicion)> {
    let read = certificate::read(own)?;
    let issuer = read.certificate.issuer.clone();
    let leads_on =
        others.iter().any(|other| certificate::read(other).is_some_and(|other| other.subject == read.issuer));
    let suspicion = if read.vouches_for_itself() {
        Suspicion::SelfSigned
    } else if read.is_logged && !leads_on {
        Suspicion::Incomplete { issuer }
    } else {
        Suspicion::Unknown { issuer }
    };
    Some((read.certificate, suspicion))
}

/// Returns true if the certificate is signed with its own key. An issuer could also have the same name, but another
/// key.
fn signed_by_itself(own: &CertificateDer<'_>, name: &ServerName<'_>, now: UnixTime) -> bool {
    let mut roots = RootCertStore::empty();
    if roots.add(own.clone()).is_err() {
        return false;
    }
    let alone = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider()).build();
    let verified = alone.map(|alone| alone.verify_server_cert(own, &[], name, &[], now));
    let foreign =
        [CertificateError::UnknownIssuer, CertificateError::BadSignature].map(Error::InvalidCertificate);
    verified.is_ok_and(|verified| verified.err().is_none_or(|error| !foreign.contains(&error)))
}

impl ServerCertVerifier for Witness {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let mut seen = look(end_entity, intermediates);
        if let Some((certificate, suspicion @ Suspicion::SelfSigned)) = &mut seen
            && !signed_by_itself(end_entity, server_name, now)
        {
            *suspicion = Suspicion::Unknown { issuer: certificate.issuer.clone() };
        }
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = seen;
        let verified =
            self.verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        let is_bad = verified.as_ref().is_err_and(is_bad_signature);
        if let Some(bits) = shortest_key(intermediates.iter()).filter(|_| is_bad) {
            self.suspect(Suspicion::ShortKey { bits });
        }
        verified
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.judged(cert, self.verifier.verify_tls12_signature(message, cert, dss))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.judged(cert, self.verifier.verify_tls13_signature(message, cert, dss))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}

impl ResolvesClientCert for Witness {
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.was_asked.store(true, Ordering::Relaxed);
        None
    }

    fn has_certs(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests;
