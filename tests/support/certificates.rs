//! A certificate authority for one test.

use std::path::{Path, PathBuf};

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};

/// The authority. Programs trust it where they are told to.
pub struct Authority {
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl Default for Authority {
    fn default() -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("no names, none wrong");
        params.distinguished_name.push(DnType::CommonName, "Sealpost test authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let key = KeyPair::generate().expect("a key");
        let certificate = params.self_signed(&key).expect("a certificate");
        Self { certificate, issuer: Issuer::new(params, key) }
    }
}

impl Authority {
    /// Writes the authority's own certificate, to be trusted.
    pub fn save(&self, folder: &Path) -> PathBuf {
        let path = folder.join("authority.pem");
        std::fs::write(&path, self.certificate.pem()).expect("the folder is writable");
        path
    }

    /// Writes a certificate and its key for these host names.
    pub fn issue(&self, names: &[&str], folder: &Path) -> Issued {
        self.issue_as("server", names, folder, |_| ())
    }

    /// The same, under other file names, for a certificate that ran out long ago.
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
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        let issued = Issued {
            certificate: folder.join(stem).with_extension("pem"),
            key: folder.join(stem).with_extension("key"),
        };
        std::fs::write(&issued.certificate, certificate.pem()).expect("the folder is writable");
        std::fs::write(&issued.key, key.serialize_pem()).expect("the folder is writable");
        issued
    }
}

/// Where a certificate and its key are, in PEM.
pub struct Issued {
    /// The certificate.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}
