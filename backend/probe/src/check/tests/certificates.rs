//! Checks of servers with a faulty certificate.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedKey, CustomExtension, DistinguishedName, DnType, IsCa,
    Issuer, KeyPair, SanType, generate_simple_self_signed,
};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use time::{Duration as Days, OffsetDateTime};

use super::{server::serve_with, *};

/// Returns the parameters of a certificate with this name, for a scripted server.
pub(super) fn params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params
}

/// Adds what an authority that browsers trust writes into each certificate (RFC 6962).
fn logged(mut params: CertificateParams) -> CertificateParams {
    let id = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 2];
    params.custom_extensions.push(CustomExtension::from_oid_content(&id, vec![4, 0]));
    params
}

#[tokio::test]
async fn certificate_faults_are_named() {
    let now = OffsetDateTime::now_utc();
    let mut expired = params("localhost");
    expired.not_after = now - Days::days(2);
    let mut early = params("localhost");
    early.not_before = now + Days::days(2);
    for (params, trusted, cause, detail) in [
        (params("mail.other.test"), true, "tls-name-mismatch", "the certificate is for: mail.other.test"),
        (expired, true, "tls-expired", "the certificate ran out on 20"),
        (early, true, "tls-not-yet-valid", "the certificate begins to be valid on 20"),
        (params("localhost"), false, "tls-unknown-issuer", "an authority that we do not know: rcgen"),
        (
            logged(params("localhost")),
            false,
            "tls-incomplete-chain",
            "does not send the certificate of rcgen",
        ),
    ] {
        let name = params.subject_alt_names.clone();
        let server = serve_with(&[Do::Tls, Do::Send("220 x\r\n"), Do::ReadLine], params).await;
        let other = serve(&[]).await;
        let authority = if trusted { &server.authority } else { &other.authority };
        let request = request(server.port, Security::ImplicitTls, SECRET, USER);
        let report = run(&egress(Policy::anywhere(), authority), &request).await;
        assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Unreachable, cause), "{report:#?}");
        let last = report.stages.last().unwrap();
        assert!(last.detail.contains(detail), "{}", last.detail);
        assert_eq!(server.received(), "");
        let tls = report.tls.expect("the report has TLS information");
        let certificate = tls.certificate.expect("the certificate was read");
        assert_eq!(
            (tls.version.as_str(), name),
            ("", vec![SanType::DnsName(certificate.names[0].parse().unwrap())])
        );
        assert!(certificate.not_before < certificate.not_after);
    }
}

#[tokio::test]
async fn a_self_signed_certificate_is_reported() {
    for (own, cause) in [
        (generate_simple_self_signed(["localhost".to_owned()]).unwrap(), "tls-self-signed"),
        (self_signed_as("Avast Web/Mail Shield Root"), "tls-self-signed"),
    ] {
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(own.signing_key.serialize_der()));
        let server =
            server::serve_as(&[Do::Tls, Do::Send("220 x\r\n")], vec![own.cert.der().clone()], key).await;
        let report = against(&server, Security::ImplicitTls).await;
        assert_eq!(report.cause, cause);
        assert_eq!(report.stages.last().unwrap().detail, "the certificate vouches for itself");
    }
}

fn self_signed_as(name: &str) -> CertifiedKey<KeyPair> {
    let mut params = params("localhost");
    params.distinguished_name.push(DnType::OrganizationName, name);
    let signing_key = KeyPair::generate().unwrap();
    CertifiedKey { cert: params.self_signed(&signing_key).unwrap(), signing_key }
}

#[tokio::test]
async fn an_intercepting_virus_scanner_is_recognized() {
    let mut authority = params("scanner");
    authority.distinguished_name.push(DnType::OrganizationName, "Avast Web/Mail Shield");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = Issuer::new(authority, KeyPair::generate().unwrap());
    let key = KeyPair::generate().unwrap();
    let own = params("localhost").signed_by(&key, &issuer).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let server = server::serve_as(&[Do::Tls, Do::Send("220 x\r\n")], vec![own.der().clone()], key).await;
    let report = against(&server, Security::ImplicitTls).await;
    assert_eq!(report.cause, word::TLS_INTERCEPTED, "{report:#?}");
}
