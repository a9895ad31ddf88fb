use rcgen::{CertificateParams, CertifiedIssuer, IsCa, KeyPair, PublicKeyData, SignatureAlgorithm};
use rustls::internal::msgs::codec::{Codec, Reader};

use super::{super::what_failed, *};
use crate::check::word;

const HOST: &str = "mail.shop.test";

/// The public half of an RSA key, in the form that rcgen signs. The TLS programs in our tests don't accept keys of
/// 1,024 bits.
struct Rsa(Vec<u8>);

impl Rsa {
    fn of(bits: usize) -> Self {
        let modulus = [vec![0], vec![0xc5; bits / 8]].concat();
        Self(sequence(&[der(2, &modulus), der(2, &[1, 0, 1])].concat()))
    }
}

impl PublicKeyData for Rsa {
    fn der_bytes(&self) -> &[u8] {
        &self.0
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &rcgen::PKCS_RSA_SHA256
    }
}

fn sequence(content: &[u8]) -> Vec<u8> {
    der(0x30, content)
}

fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let [high, low] = u16::try_from(content.len()).unwrap().to_be_bytes();
    [&[tag, 0x82, high, low][..], content].concat()
}

/// Returns the failure for a server whose certificate is for this key, but which signs the handshake with another.
fn failed(key: &impl PublicKeyData) -> super::super::TlsFailure {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let own = CertificateParams::new([HOST.to_owned()]).unwrap().signed_by(key, &authority).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).unwrap();
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider()).build().unwrap();
    let witness = Witness::new(verifier);
    let name = ServerName::try_from(HOST).unwrap();
    witness.verify_server_cert(own.der(), &[], &name, &[], UnixTime::now()).expect("the chain is valid");
    let scheme = if key.algorithm() == &rcgen::PKCS_RSA_SHA256 { [8, 4] } else { [4, 3] };
    let signature = [&scheme[..], &[0, 64], &[7; 64]].concat();
    let signature = DigitallySignedStruct::read(&mut Reader::init(&signature)).unwrap();
    let error = witness.verify_tls13_signature(b"handshake", own.der(), &signature).unwrap_err();
    let (certificate, suspicion) = witness.seen();
    what_failed(&error).with_certificate(HOST, certificate, suspicion)
}

/// rustls reports a bad signature for a short key, the same as for a forged authority.
#[test]
fn a_short_key_is_not_an_unknown_authority() {
    for bits in [512, 1024, 2040] {
        let failure = failed(&Rsa::of(bits));
        assert_eq!((failure.word, failure.detail.contains(&bits.to_string())), (word::TLS_SHORT_KEY, true));
        assert!(failure.certificate.is_some());
    }
    assert_eq!(
        failed(&Rsa::of(2048)).word,
        word::TLS_SERVER_FAULT,
        "signed with a different key than the certificate's"
    );
    assert_eq!(failed(&KeyPair::generate().unwrap()).word, word::TLS_SERVER_FAULT);
}
