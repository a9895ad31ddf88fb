//! Certificates of every kind. All but one are bad.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DistinguishedName, DnType, ExtendedKeyUsagePurpose,
    IsCa, KeyPair, date_time_ymd,
};
use rustls::{
    ServerConfig, SupportedProtocolVersion,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, pem::PemObject},
    version::{TLS12, TLS13},
};

use super::HOST;
use crate::certificates::Authority;

/// Certificates that no program issues anymore: one signed with SHA-1, and one with a 1024-bit RSA key, each with its
/// authority's certificate. Also the key of both certificates.
const SHA1: [&str; 2] = [include_str!("weak/sha1.pem"), include_str!("weak/sha1-authority.pem")];
const RSA_1024: [&str; 2] = [include_str!("weak/rsa1024.pem"), include_str!("weak/rsa1024-authority.pem")];
const WEAK_KEY: &str = include_str!("weak/key.pem");

/// The extension that publicly trusted authorities add to each certificate (RFC 6962).
const LOGGED: [u64; 10] = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 2];

/// The certificate that a server presents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    /// A valid certificate.
    Good,
    /// It expired years ago.
    Expired,
    /// It becomes valid years from now.
    Early,
    /// It is for another host name.
    OtherName,
    /// It names the server's address instead of its host name.
    Address,
    /// Its host name is only in the common name, where it was before 2017.
    CommonNameOnly,
    /// It is self-signed.
    SelfSigned,
    /// Its authority is unknown.
    Stranger,
    /// It names the good authority, but that authority's key didn't sign it.
    Forged,
    /// The authority is good, but the intermediate certificate is missing.
    Incomplete,
    /// The authority's own certificate, presented as a server's.
    Authority,
    /// A certificate of an intermediate authority, presented as a server's.
    Subordinate,
    /// It is for clients, not for servers.
    ForClients,
    /// It is signed with SHA-1.
    Sha1,
    /// Its authority's key is too short.
    ShortKey,
}

/// The good authority, and the server configuration for each certificate, created on first use.
#[derive(Default)]
pub struct Certificates {
    authority: Authority,
    /// The second part of the key is true if the server also speaks TLS 1.3.
    made: Mutex<HashMap<(Shown, bool), Arc<ServerConfig>>>,
}

impl Certificates {
    /// Returns the trusted authorities as PEM. They include those of the weak certificates, so that nothing but the
    /// weakness is wrong with these.
    pub fn roots(&self) -> String {
        [&*self.authority.pem(), SHA1[1], RSA_1024[1]].concat()
    }

    /// Returns a server that presents this certificate, with TLS 1.2 or 1.3.
    pub(super) fn server(&self, shown: Shown) -> Arc<ServerConfig> {
        self.config(shown, &[&TLS13, &TLS12])
    }

    /// Returns a server that presents this certificate, with TLS 1.2 only.
    pub(super) fn old_server(&self, shown: Shown) -> Arc<ServerConfig> {
        self.config(shown, &[&TLS12])
    }

    fn config(&self, shown: Shown, versions: &[&'static SupportedProtocolVersion]) -> Arc<ServerConfig> {
        let mut made = self.made.lock().expect("no thread panicked");
        let config = made.entry((shown, versions.len() > 1)).or_insert_with(|| {
            let (chain, key) = self.chain(shown);
            let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
                .with_protocol_versions(versions)
                .expect("ring has suites for them")
                .with_no_client_auth()
                .with_single_cert(chain, key)
                .expect("the key was made for the certificate");
            Arc::new(config)
        });
        config.clone()
    }

    fn chain(&self, shown: Shown) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
        let mut params = params(&[HOST]);
        match shown {
            Shown::Good => {}
            Shown::Expired => params.not_after = date_time_ymd(2020, 2, 2),
            Shown::Early => params.not_before = date_time_ymd(2090, 2, 2),
            Shown::OtherName => params = self::params(&["mail.other.test", "other.test"]),
            Shown::Address => params = self::params(&["127.0.0.1"]),
            Shown::CommonNameOnly => params.subject_alt_names.clear(),
            Shown::Subordinate => params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained),
            Shown::ForClients => params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth],
            Shown::SelfSigned => {
                let key = KeyPair::generate().expect("a key");
                let own = params.self_signed(&key).expect("a certificate");
                return (vec![own.into()], PrivatePkcs8KeyDer::from(key.serialize_der()).into());
            }
            Shown::Authority => return self.authority.as_server(),
            Shown::Stranger => return issued(&Authority::named("Nobody's authority"), &params),
            Shown::Forged => return issued(&Authority::default(), &params),
            Shown::Incomplete => {
                params.custom_extensions.push(CustomExtension::from_oid_content(&LOGGED, vec![4, 0]));
                return issued(&self.authority.below("Sealpost test intermediate"), &params);
            }
            Shown::Sha1 => return weak(SHA1[0]),
            Shown::ShortKey => return weak(RSA_1024[0]),
        }
        issued(&self.authority, &params)
    }
}

/// Returns a certificate for these names that today's programs accept.
fn params(names: &[&str]) -> CertificateParams {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let mut params = CertificateParams::new(names.clone()).expect("host names");
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, names[0].as_str());
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params
}

fn issued(
    by: &Authority,
    params: &CertificateParams,
) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
    let key = KeyPair::generate().expect("a key");
    let certificate = by.sign(params, &key);
    (vec![certificate.into()], PrivatePkcs8KeyDer::from(key.serialize_der()).into())
}

fn weak(certificate: &str) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
    let certificate = CertificateDer::from_pem_slice(certificate.as_bytes()).expect("it is PEM");
    (vec![certificate], PrivateKeyDer::from_pem_slice(WEAK_KEY.as_bytes()).expect("it is PEM"))
}
