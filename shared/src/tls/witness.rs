//! Looks at the certificate that a server shows, whatever is thought of it: rustls names the fault, and forgets the rest.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use rustls::{
    CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    pki_types::{CertificateDer, ServerName, UnixTime},
};

use super::provider::provider;
use crate::certificate::{self, Certificate};

/// What an issuer that is not known looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Suspicion {
    /// The certificate names itself as its issuer.
    SelfSigned,
    /// It is in the public logs, so an authority that browsers trust has issued it, and the server does not send
    /// the certificate that leads there.
    Incomplete {
        /// Who issued it.
        issuer: String,
    },
    /// Nothing more can be told.
    Unknown {
        /// Who issued it.
        issuer: String,
    },
}

/// The verifier that rustls has anyway, and a memory. It decides nothing by itself.
pub(super) struct Witness {
    verifier: Arc<WebPkiServerVerifier>,
    seen: Mutex<Option<(Certificate, Suspicion)>>,
}

// rustls asks for one. A derived one would print every root, and a browser would load what that takes.
impl fmt::Debug for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Witness")
    }
}

impl Witness {
    pub(super) fn new(verifier: Arc<WebPkiServerVerifier>) -> Self {
        Self { verifier, seen: Mutex::new(None) }
    }

    /// What was shown, and what to think of it if nobody knows its issuer.
    pub(super) fn seen(&self) -> (Option<Certificate>, Option<Suspicion>) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).take().unzip()
    }
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

/// Whether its own key has signed it: an issuer may as well have the same name and another key.
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
        self.verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}
