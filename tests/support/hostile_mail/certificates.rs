//! Certificates of every kind, all but one of them bad.

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

/// What no program makes any more: a signature with SHA-1, and one with an RSA key of 1024 bits, each with its
/// authority's certificate; and the key that both certificates are for.
const SHA1: [&str; 2] = [include_str!("weak/sha1.pem"), include_str!("weak/sha1-authority.pem")];
const RSA_1024: [&str; 2] = [include_str!("weak/rsa1024.pem"), include_str!("weak/rsa1024-authority.pem")];
const WEAK_KEY: &str = include_str!("weak/key.pem");

/// What authorities that browsers trust write into each certificate (RFC 6962).
const LOGGED: [u64; 10] = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 2];

/// The certificate that a server shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    /// Nothing is wrong with it.
    Good,
    /// It ran out years ago.
    Expired,
    /// It begins in years to come.
    Early,
    /// It is for another name.
    OtherName,
    /// It is for the server's address, and not for its name.
    Address,
    /// Its name stands where names stood before 2017, and nowhere else.
    CommonNameOnly,
    /// It vouches for itself.
    SelfSigned,
    /// Its authority is one of its own making.
    Stranger,
    /// Its authority's name is that of a good one, whose key has not signed it.
    Forged,
    /// The authority is good, and the certificate between is left out.
    Incomplete,
    /// The authority's own, shown as a server's.
    Authority,
    /// One that may issue others, from the good authority, shown as a server's.
    Subordinate,
    /// It is for those who connect, not for servers.
    ForClients,
    /// Its signature is made with SHA-1.
    Sha1,
    /// Its authority's key is too short.
    ShortKey,
}

/// The good authority, and what each certificate is served with, made when it is first asked for.
#[derive(Default)]
pub struct Certificates {
    authority: Authority,
    /// By whether TLS 1.3 is among what is spoken, too.
    made: Mutex<HashMap<(Shown, bool), Arc<ServerConfig>>>,
}

impl Certificates {
    /// The authorities that are to be trusted, in PEM form. Those of the weak certificates are among them, so that
    /// weakness is all that is wrong with these.
    pub fn roots(&self) -> String {
        [&*self.authority.pem(), SHA1[1], RSA_1024[1]].concat()
    }

    /// A server that shows this one, with TLS 1.2 or 1.3.
    pub(super) fn server(&self, shown: Shown) -> Arc<ServerConfig> {
        self.config(shown, &[&TLS13, &TLS12])
    }

    /// A server that shows this one, with TLS 1.2.
    pub(super) fn old_server(&self, shown: Shown) -> Arc<ServerConfig> {
        self.config(shown, &[&TLS12])
    }

    fn config(&self, shown: Shown, versions: &[&'static SupportedProtocolVersion]) -> Arc<ServerConfig> {
        let mut made = self.made.lock().expect("no panic holds it");
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

/// A certificate for these names, good for a server of today.
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
