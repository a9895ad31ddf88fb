//! A certificate authority for one test.

use std::path::{Path, PathBuf};

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// A certificate authority. Programs trust it only if they are configured to.
pub struct Authority {
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl Default for Authority {
    fn default() -> Self {
        Self::named("Sealpost test authority")
    }
}

impl Authority {
    /// An authority with this name.
    pub fn named(name: &str) -> Self {
        let (params, key) = (authority(name), KeyPair::generate().expect("a key"));
        let certificate = params.self_signed(&key).expect("a certificate");
        Self { certificate, issuer: Issuer::new(params, key) }
    }

    /// An intermediate authority, signed by this one.
    #[must_use]
    pub fn below(&self, name: &str) -> Self {
        let (params, key) = (authority(name), KeyPair::generate().expect("a key"));
        let certificate = self.sign(&params, &key);
        Self { certificate, issuer: Issuer::new(params, key) }
    }

    /// Signs a certificate for this key.
    pub fn sign(&self, params: &CertificateParams, key: &KeyPair) -> Certificate {
        params.signed_by(key, &self.issuer).expect("a certificate")
    }

    /// Returns the authority's own certificate as PEM, to be trusted.
    pub fn pem(&self) -> String {
        self.certificate.pem()
    }

    /// Returns the certificate and key of a server that presents the authority's own certificate.
    pub fn as_server(&self) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
        let key = PrivatePkcs8KeyDer::from(self.issuer.key().serialize_der());
        (vec![self.certificate.der().clone()], key.into())
    }

    /// Writes the authority's own certificate to a file, to be trusted.
    pub fn save(&self, folder: &Path) -> PathBuf {
        let path = folder.join("authority.pem");
        std::fs::write(&path, self.pem()).expect("the folder is writable");
        path
    }

    /// Writes a certificate and its key for these host names.
    pub fn issue(&self, names: &[&str], folder: &Path) -> Issued {
        self.issue_as("server", names, folder, |_| ())
    }

    /// Like [`Authority::issue`], under other file names, for a certificate that expired long ago.
    pub fn issue_expired(&self, names: &[&str], folder: &Path) -> Issued {
        self.issue_as("expired", names, folder, |params| {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2021, 1, 1);
        })
    }

    fn issue_as(
        &self,
        stem: &str,
        names: &[&str],
        folder: &Path,
        change: impl FnOnce(&mut CertificateParams),
    ) -> Issued {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let mut params = CertificateParams::new(names.clone()).expect("host names");
        params.distinguished_name.push(DnType::CommonName, names[0].as_str());
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        change(&mut params);
        let key = KeyPair::generate().expect("a key");
        let certificate = self.sign(&params, &key);
        let issued = Issued {
            certificate: folder.join(stem).with_extension("pem"),
            key: folder.join(stem).with_extension("key"),
        };
        std::fs::write(&issued.certificate, certificate.pem()).expect("the folder is writable");
        std::fs::write(&issued.key, key.serialize_pem()).expect("the folder is writable");
        issued
    }
}

fn authority(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new(Vec::new()).expect("no names, none wrong");
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

/// The PEM files of a certificate and its key.
pub struct Issued {
    /// The certificate.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}
