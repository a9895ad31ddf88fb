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

use super::{exchange::ANSWER_MAX, *};
use crate::{Policy, dns::Dns};

/// Returns a certificate authority in PEM form, and the TLS configuration of a server for `localhost` with a
/// certificate from it.
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

/// Starts a server that gives these answers, one per connection. Returns its port, and the authority that issued its
/// certificate.
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
            // The client closes the connection early if the answer is too long.
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
    timeout(Duration::from_secs(20), asked).await.expect("an answer within 20 seconds")
}

async fn got(answers: &[&[u8]]) -> Option<String> {
    get(Policy::anywhere(), answers).await.map(|body| String::from_utf8(body).unwrap())
}

#[tokio::test]
async fn bodies_in_every_format_are_read() {
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
async fn invalid_answers_are_rejected() {
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
async fn the_guard_applies_to_https() {
    let strict = Policy { allow: Vec::new(), ports: None, ..Policy::default() };
    assert_eq!(get(strict, &[b"HTTP/1.1 200 OK\r\n\r\nsecret"]).await, None);
}

/// The policy allows the first host, but not the target of the redirect.
#[tokio::test]
async fn redirects_are_vetted_again() {
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
    assert!(get(loopback(), &[here, body]).await.is_some(), "a redirect to an allowed address is followed");
}

/// Returns what is fetched as a page of `host` from a server whose certificate is for `localhost`.
async fn page(policy: Policy, host: &str, answer: &[u8]) -> Fetched {
    let (port, authority) = serve(vec![answer.to_vec()]).await;
    let egress = Egress::new(policy, Dns::new(Vec::new(), false), Some(authority.as_bytes())).unwrap();
    let (host, loopback) = (host.parse().unwrap(), ["127.0.0.1".parse().unwrap()]);
    let asked = egress.page_at(&host, &loopback, port, "/here");
    timeout(Duration::from_secs(20), asked).await.expect("an answer within 20 seconds")
}

#[tokio::test]
async fn a_page_is_returned_only_for_a_complete_200() {
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
async fn a_page_is_fetched_only_from_allowed_addresses_and_from_its_own_host() {
    let plain: &[u8] = b"HTTP/1.1 200 OK\r\n\r\nsecret";
    let strict = Policy { allow: Vec::new(), ports: None, ..Policy::default() };
    assert_eq!(page(strict, "localhost", plain).await, Fetched::NotAsked);
    let other = page(Policy::anywhere(), "mta-sts.shop.test", plain).await;
    assert_eq!(other, Fetched::Untrusted("the certificate is for: localhost".into()));
}

#[test]
fn only_redirects_to_https_at_the_default_port_are_followed() {
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
        // A domain must not make us contact other people's servers.
        "https://mail.test/",
        "https://notshop.test/",
        "https://shop.test.mail.test/",
        "https://192.5.6.30/",
    ] {
        assert_eq!(to(place), None, "{place}");
    }
}

/// Returns the result of reading this answer, which is sent in one piece after the request.
fn answered(answer: &[u8]) -> Option<Reply> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let (ours, mut theirs) = tokio::io::duplex(2 * ANSWER_MAX);
        let asked = question(&"shop.test".parse().unwrap(), "/here", "text/plain").unwrap();
        let server = async {
            let mut heard = Vec::new();
            while !heard.ends_with(b"\r\n\r\n") {
                heard.push(theirs.read_u8().await.unwrap());
            }
            // The client closes the connection early if the answer is too long.
            let _ = theirs.write_all(answer).await;
            let _ = theirs.shutdown().await;
        };
        tokio::join!(exchange(ours, asked, Bodies::OfSuccess), server).0
    })
}

#[test]
fn no_part_of_an_answer_exceeds_the_limit() {
    let field = "x: y\r\n".repeat(ANSWER_MAX / 6);
    for answer in [
        "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(ANSWER_MAX / 10),
        format!("HTTP/1.1 200 OK\r\n{field}{field}\r\nbody"),
        format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\nbody", "y".repeat(ANSWER_MAX)),
        format!("HTTP/1.1 200 {}\r\n\r\nbody", "y".repeat(ANSWER_MAX)),
    ] {
        assert_eq!(answered(answer.as_bytes()), None, "{}", &answer[..40]);
    }
    let body = |reply: Option<Reply>| reply.and_then(|reply| reply.body);
    let chunks = "1;x=y\r\na\r\n".repeat(ANSWER_MAX / 10);
    let chunked = format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{chunks}0\r\n\r\n");
    assert_eq!(body(answered(chunked.as_bytes())), None);
    let head = "HTTP/1.1 200 OK\r\n\r\n";
    for (length, is_taken) in [(ANSWER_MAX - head.len(), true), (ANSWER_MAX - head.len() + 1, false)] {
        let answer = head.to_owned() + &"x".repeat(length);
        assert_eq!(body(answered(answer.as_bytes())).is_some(), is_taken, "{length}");
    }
}

#[test]
fn an_answer_of_a_sloppy_server_is_understood() {
    let hints = b"HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n";
    let careless = b"HTTP/1.1 200\r\nno field\r\ncontent-length : 4\r\nx: a\r\n b\r\n\r\nbody";
    let reply = answered(&[&hints[..], careless].concat()).unwrap();
    assert_eq!((reply.status, reply.body.as_deref()), (200, Some(&b"body"[..])));
    let elsewhere =
        answered(b"HTTP/1.1 302 Found\r\nlocation: /there#part\r\ncontent-length: 9\r\n\r\ncut").unwrap();
    assert_eq!((elsewhere.status, elsewhere.place.as_deref()), (302, Some("/there#part")));
    assert_eq!(answered(b"HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n").unwrap().body, None);
}

/// A server that sends data before the request doesn't speak HTTP.
#[tokio::test]
async fn data_before_the_request_is_not_an_answer() {
    let (ours, mut theirs) = tokio::io::duplex(ANSWER_MAX);
    theirs.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx").await.unwrap();
    let asked = question(&"shop.test".parse().unwrap(), "/", "text/plain").unwrap();
    assert_eq!(exchange(ours, asked, Bodies::OfSuccess).await, None);
}

/// Dropping a request closes its connection and leaves no task behind.
#[tokio::test]
async fn a_dropped_request_closes_its_connection() {
    let (ours, mut theirs) = tokio::io::duplex(ANSWER_MAX);
    let asked = question(&"shop.test".parse().unwrap(), "/", "text/plain").unwrap();
    let heard = async { while theirs.read_u8().await.unwrap() != b'\n' {} };
    tokio::select! {
        reply = exchange(ours, asked, Bodies::OfSuccess) => panic!("{reply:?}"),
        () = heard => {}
    }
    let mut rest = Vec::new();
    theirs.read_to_end(&mut rest).await.unwrap();
    assert!(rest.ends_with(b"\r\n\r\n"));
}

proptest::proptest! {
    #[test]
    fn reading_any_answer_ends(
        head in "HTTP/1.1 (200|301|xyz)( OK)?\r\n((transfer-encoding: chunked|content-length: [0-9a-f]{0,20}|x: y|location: /[a-z]{0,3}|[ -~]{0,9})\r\n){0,4}\r\n",
        body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..60),
    ) {
        let answer = [head.as_bytes(), &body[..]].concat();
        if let Some(Reply { body: Some(read), .. }) = answered(&answer) {
            // An empty line between headers ends the header section.
            proptest::prop_assert!(read.len() < answer.len());
        }
    }
}

/// Sends a form to a server that gives this answer.
async fn posted(answer: &[u8]) -> Result<Posted, NotPosted> {
    let (port, authority) = serve(vec![answer.to_vec()]).await;
    let dns = Dns::new(Vec::new(), false);
    let egress = Egress::new(Policy::anywhere(), dns, Some(authority.as_bytes())).unwrap();
    let host = "localhost".parse().unwrap();
    let asked = egress.post_at(&host, port, "/token", "grant_type=a&client_secret=b%26c");
    timeout(Duration::from_secs(20), asked).await.expect("an answer within 20 seconds")
}

#[tokio::test]
async fn the_answer_to_a_form_is_read_whatever_its_status() {
    for (status, reason) in [(200, "OK"), (400, "Bad Request"), (401, "Unauthorized"), (302, "Found")] {
        let answer =
            format!("HTTP/1.1 {status} {reason}\r\nLocation: /x\r\nContent-Length: 9\r\n\r\n{{\"a\":\"b\"}}");
        let body = br#"{"a":"b"}"#.to_vec();
        assert_eq!(posted(answer.as_bytes()).await.unwrap(), Posted { status, body });
    }
    let cut = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 90\r\n\r\n{\"a\":\"b\"}";
    assert!(matches!(posted(cut).await, Err(NotPosted::Silent)));
    let long =
        [&b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"[..], &vec![b' '; ANSWER_MAX]].concat();
    assert!(matches!(posted(&long).await, Err(NotPosted::Silent)));
}

#[tokio::test]
async fn a_form_is_not_sent_without_a_valid_certificate() {
    let (port, _) = serve(vec![b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_vec()]).await;
    let egress = Egress::new(Policy::anywhere(), Dns::new(Vec::new(), false), None).unwrap();
    let answer = egress.post_at(&"localhost".parse().unwrap(), port, "/token", "secret").await;
    assert!(matches!(answer, Err(NotPosted::Untrusted(_))), "{answer:?}");
}
