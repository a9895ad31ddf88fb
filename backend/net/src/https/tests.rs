use std::{sync::Arc, time::Duration};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;

use super::*;
use crate::{Policy, dns::Dns};

/// An authority in PEM form, and a server of `localhost` with a certificate from it.
fn certificate() -> (String, ServerConfig) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let authority = params.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(params, key);
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &issuer).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    (authority, config)
}

/// A server that gives these answers, one a connection; its port, and the authority that vouches for it.
async fn serve(answers: Vec<Vec<u8>>) -> (Port, String) {
    let (authority, config) = certificate();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = Port::new(listener.local_addr().unwrap().port()).unwrap();
    tokio::spawn(async move {
        for answer in answers {
            let (stream, _) = listener.accept().await.unwrap();
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let mut question = Vec::new();
            while !question.ends_with(b"\r\n\r\n") {
                question.push(stream.read_u8().await.unwrap());
            }
            let question = String::from_utf8(question).unwrap();
            assert!(question.contains("\r\nHost: localhost\r\n"), "{question}");
            // A reader that has had enough closes first.
            let _ = stream.write_all(&answer).await;
            let _ = stream.shutdown().await;
        }
    });
    (port, authority)
}

async fn get(policy: Policy, answers: &[&[u8]]) -> Option<Vec<u8>> {
    let (port, authority) = serve(answers.iter().map(|answer| answer.to_vec()).collect()).await;
    let egress = Egress::new(policy, Dns::new(Vec::new(), false), Some(authority.as_bytes())).unwrap();
    let host = "localhost".parse().unwrap();
    let asked = egress.get_at(&host, port, "/here?a=b", "localhost");
    timeout(Duration::from_secs(20), asked).await.expect("an answer")
}

async fn got(answers: &[&[u8]]) -> Option<String> {
    get(Policy::anywhere(), answers).await.map(|body| String::from_utf8(body).unwrap())
}

#[tokio::test]
async fn bodies_in_every_form() {
    let plain: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody and more";
    assert_eq!(got(&[plain]).await.as_deref(), Some("body"));
    assert_eq!(got(&[b"HTTP/1.0 200 OK\r\n\r\nto the end"]).await.as_deref(), Some("to the end"));
    let chunked: &[u8] =
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n3;x=y\r\nabc\r\n1\r\nd\r\n0\r\n\r\n";
    assert_eq!(got(&[chunked]).await.as_deref(), Some("abcd"));
    let moved: &[u8] = b"HTTP/1.1 302 Found\r\nLocation: /there\r\n\r\n";
    assert_eq!(got(&[moved, plain]).await.as_deref(), Some("body"));
}

#[tokio::test]
async fn what_is_no_answer() {
    let cut: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nshort";
    let cut_chunk: &[u8] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\nabc";
    let moved: &[u8] = b"HTTP/1.1 302 Found\r\nLocation: /there\r\n\r\n";
    let to_plain: &[u8] = b"HTTP/1.1 301 Moved\r\nLocation: http://localhost/\r\n\r\n";
    let missing: &[u8] = b"HTTP/1.1 404 Not Found\r\n\r\nwords";
    for answers in
        [vec![cut], vec![cut_chunk], vec![moved; 3], vec![to_plain], vec![missing], vec![b"220 mail"]]
    {
        assert_eq!(got(&answers).await, None, "{answers:?}");
    }
    let mut long = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    long.resize(ANSWER_MAX + 1, b'x');
    assert_eq!(got(&[&long]).await, None);
}

#[tokio::test]
async fn the_guard_stands_before_it() {
    let strict = Policy { allow: Vec::new(), ports: None, ..Policy::default() };
    assert_eq!(get(strict, &[b"HTTP/1.1 200 OK\r\n\r\nsecret"]).await, None);
}

/// The first answer is from where we may ask; where it leads to, we may not.
#[tokio::test]
async fn redirects_are_vetted_anew() {
    let loopback =
        || Policy { allow: vec!["127.0.0.0/8".parse().unwrap()], ports: None, ..Policy::default() };
    for place in [
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
    ] {
        let moved = format!("HTTP/1.1 302 Found\r\nLocation: {place}\r\n\r\n");
        assert_eq!(get(loopback(), &[moved.as_bytes()]).await, None, "{place}");
    }
    let here: &[u8] = b"HTTP/1.1 302 Found\r\nLocation: /there\r\n\r\n";
    let body: &[u8] = b"HTTP/1.1 200 OK\r\n\r\nbody";
    assert!(get(loopback(), &[here, body]).await.is_some(), "only the place is at fault");
}

/// What is fetched as a page of `host`, from a server whose certificate is for `localhost`.
async fn page(policy: Policy, host: &str, answer: &[u8]) -> Fetched {
    let (port, authority) = serve(vec![answer.to_vec()]).await;
    let egress = Egress::new(policy, Dns::new(Vec::new(), false), Some(authority.as_bytes())).unwrap();
    let (host, loopback) = (host.parse().unwrap(), ["127.0.0.1".parse().unwrap()]);
    let asked = egress.page_at(&host, &loopback, port, "/here");
    timeout(Duration::from_secs(20), asked).await.expect("an answer")
}

#[tokio::test]
async fn a_page_is_what_stands_there_and_nowhere_else() {
    let anywhere = Policy::anywhere;
    let plain: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: Text/Plain; charset=utf-8\r\n\r\nwords";
    let whole = Fetched::Page { media: "text/plain".into(), body: b"words".into() };
    assert_eq!(page(anywhere(), "localhost", plain).await, whole);
    let moved: &[u8] = b"HTTP/1.1 302 Found\r\nLocation: /there\r\n\r\n";
    assert_eq!(page(anywhere(), "localhost", moved).await, Fetched::Status(302));
    let missing: &[u8] = b"HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\n";
    assert_eq!(page(anywhere(), "localhost", missing).await, Fetched::Status(404));
    let cut: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nshort";
    for silent in [cut, b"220 mail", b""] {
        assert_eq!(page(anywhere(), "localhost", silent).await, Fetched::Silent);
    }
}

#[tokio::test]
async fn a_page_is_asked_for_only_where_we_may_and_believed_only_of_the_host() {
    let plain: &[u8] = b"HTTP/1.1 200 OK\r\n\r\nsecret";
    let strict = Policy { allow: Vec::new(), ports: None, ..Policy::default() };
    assert_eq!(page(strict, "localhost", plain).await, Fetched::NotAsked);
    let other = page(Policy::anywhere(), "mta-sts.shop.test", plain).await;
    assert_eq!(other, Fetched::Untrusted("the certificate is for: localhost".into()));
}

#[test]
fn redirects_lead_to_https_at_its_port_or_nowhere() {
    let host: Host = "shop.test".parse().unwrap();
    let to = |place| elsewhere(&host, place, "shop.test").map(|(host, path)| format!("{host}{path}"));
    assert_eq!(to("https://www.shop.test:443/a?b").as_deref(), Some("www.shop.test/a?b"));
    assert_eq!(to("https://Shop.test").as_deref(), Some("shop.test/"));
    for place in [
        "http://www.shop.test/",
        "//www.shop.test/",
        "https://www.shop.test:8080/",
        "https://a@www.shop.test/",
        "there",
        // Other people's servers are not asked because a domain says so.
        "https://mail.test/",
        "https://notshop.test/",
        "https://shop.test.mail.test/",
        "https://192.5.6.30/",
    ] {
        assert_eq!(to(place), None, "{place}");
    }
}

proptest::proptest! {
    #[test]
    fn any_answer_comes_to_an_end(
        head in "HTTP/1.1 (200|301|xyz)( OK)?\r\n((transfer-encoding: chunked|content-length: [0-9a-f]{0,20}|x: y|location: /[a-z]{0,3}|[ -~]{0,9})\r\n){0,4}\r\n",
        body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..60),
    ) {
        let answer = [head.as_bytes(), &body[..]].concat();
        if let Some(Reply { body: Some(read), .. }) = reply(&answer) {
            // An empty line among the fields ends the head there.
            proptest::prop_assert!(read.len() < answer.len());
        }
    }
}
