//! TLS for the servers that a check connects to (RFC 8446, 5246 with modern suites, 6125). The server, the command
//! line and the browser share one configuration, and one set of words for failures.
//!
//! This does no I/O and reads no clock. A driver with sockets owns an [`Attempt`], feeds bytes to a [`Channel`], and
//! supplies the time through a [`TimeProvider`]. Random numbers come from the system, through ring.

mod blind;
mod channel;
mod failure;
mod provider;
mod witness;

use std::sync::Arc;

use rustls::{
    ClientConfig, CommonState, Error, RootCertStore,
    client::{Resumption, WebPkiServerVerifier},
    pki_types::{CertificateDer, ServerName, pem::PemObject},
    time_provider::TimeProvider,
};

use crate::{
    check::{TlsInfo, word},
    rules::Host,
};
use witness::Witness;

pub use blind::Blind;
pub use channel::{Channel, Received};
pub use failure::{TlsFailure, what_failed};

/// Why root certificates couldn't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RootsError {
    /// The file isn't PEM, or contains no certificate.
    #[error("the file holds no certificate in PEM form")]
    NoCertificate,
    /// The certificate can't be a root. `0` is the reason.
    #[error("a certificate in the file cannot be used: {0}")]
    Unusable(String),
}

/// The configuration: public roots, TLS 1.2 and 1.3, and no session resumption.
#[derive(Clone)]
pub struct Tls {
    verifier: Arc<WebPkiServerVerifier>,
    clock: Arc<dyn TimeProvider>,
}

impl Tls {
    /// Trusts the public roots. `clock` decides if a certificate has expired.
    pub fn new(clock: Arc<dyn TimeProvider>) -> Self {
        Self::trusting(RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() }, clock)
    }

    /// Trusts the public roots, and those in `extra` (PEM).
    pub fn with_roots(extra: &[u8], clock: Arc<dyn TimeProvider>) -> Result<Self, RootsError> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        add_roots(&mut roots, extra)?;
        Ok(Self::trusting(roots, clock))
    }

    fn trusting(roots: RootCertStore, clock: Arc<dyn TimeProvider>) -> Self {
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider::provider())
            .build()
            .unwrap_or_else(|_| unreachable!("the roots aren't empty, and there are no revocation lists"));
        Self { verifier, clock }
    }

    /// Returns what a handshake with this host needs. Fails if the host isn't a valid name for TLS.
    pub fn attempt(&self, host: &Host) -> Result<Attempt, TlsFailure> {
        let name = host.ip().map_or_else(|| host.to_string(), |ip| ip.to_string());
        let name = ServerName::try_from(name).map_err(|error| TlsFailure::new(word::TLS_NAME, &error))?;
        let witness = Arc::new(Witness::new(self.verifier.clone()));
        // An `expect` would include the messages for all TLS errors, which a browser would have to load.
        let mut config = ClientConfig::builder_with_details(provider::provider(), self.clock.clone())
            .with_safe_default_protocol_versions()
            .unwrap_or_else(|_| unreachable!("ring has cipher suites for TLS 1.2 and 1.3"))
            .dangerous()
            .with_custom_certificate_verifier(witness.clone())
            .with_client_cert_resolver(witness.clone());
        // Each check verifies the certificate again, so nothing is cached for the next check.
        config.resumption = Resumption::disabled();
        Ok(Attempt { name, config: Arc::new(config), witness })
    }
}

/// One handshake: what it needs, and what it finds out.
pub struct Attempt {
    /// The name that the certificate has to be valid for.
    pub name: ServerName<'static>,
    /// The configuration, which stores the certificate that the server sent.
    pub config: Arc<ClientConfig>,
    witness: Arc<Witness>,
}

impl Attempt {
    /// Returns what is known about an established connection.
    pub fn info(&self, session: &CommonState) -> TlsInfo {
        let version = match session.protocol_version() {
            Some(rustls::ProtocolVersion::TLSv1_3) => "1.3",
            _ => "1.2",
        };
        let cipher = session.negotiated_cipher_suite().map_or("", |suite| provider::name(suite.suite()));
        TlsInfo { version: version.into(), cipher: cipher.into(), certificate: self.witness.seen().0 }
    }

    /// Returns a failure with what the server's certificate says about it.
    pub fn explained(&self, failure: TlsFailure) -> TlsFailure {
        let failure = if self.witness.was_asked() { failure.after_request() } else { failure };
        let (certificate, suspicion) = self.witness.seen();
        let host = match &self.name {
            ServerName::DnsName(name) => name.as_ref(),
            _ => "",
        };
        failure.with_certificate(host, certificate, suspicion)
    }

    /// Returns why TLS itself aborted a handshake.
    pub fn failed(&self, error: &Error) -> TlsFailure {
        self.explained(what_failed(error))
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

#[cfg(test)]
mod tests;
