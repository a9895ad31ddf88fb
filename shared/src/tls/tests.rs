//! Tests with a rustls server in the same process.

use std::{collections::VecDeque, time::Duration};

use proptest::{collection::vec, prelude::*};
use rcgen::{CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::{
    ServerConfig, ServerConnection,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer, UnixTime},
    server::WebPkiClientVerifier,
    version::{TLS12, TLS13},
};

use super::*;
use crate::{
    check::{Stage, StageOutcome, word},
    rules::Security,
    smtp::{Ended, Login, Nonce, Proof, Session},
};

/// A clock that always shows November 25, 2026.
#[derive(Debug)]
struct Now;

impl TimeProvider for Now {
    fn current_time(&self) -> Option<UnixTime> {
        Some(UnixTime::since_unix_epoch(Duration::from_secs(1_795_647_845)))
    }
}

fn clock() -> Arc<dyn TimeProvider> {
    Arc::new(Now)
}

/// A change to a certificate before it is signed.
type Change = fn(&mut CertificateParams);

/// A mail server that answers each line with the next reply.
struct Server {
    connection: ServerConnection,
    replies: VecDeque<&'static str>,
    heard: String,
}

impl Server {
    fn new(config: ServerConfig, replies: &[&'static str]) -> Self {
        let connection = ServerConnection::new(Arc::new(config)).unwrap();
        Self { connection, replies: replies.iter().copied().collect(), heard: String::new() }
    }

    /// Receives these bytes, and returns the answer.
    fn exchange(&mut self, mut bytes: &[u8]) -> Vec<u8> {
        use std::io::{Read, Write};
        while self.connection.read_tls(&mut bytes).unwrap() > 0 {
            if self.connection.process_new_packets().is_err() {
                break;
            }
        }
        let mut line = [0; 4096];
        if let Ok(read) = self.connection.reader().read(&mut line) {
            self.heard += std::str::from_utf8(&line[..read]).unwrap();
            if read > 0 {
                self.say();
            }
        }
        let mut out = Vec::new();
        while self.connection.wants_write() {
            self.connection.write_tls(&mut out).unwrap();
        }
        out.flush().unwrap();
        out
    }

    fn say(&mut self) {
        use std::io::Write;
        match self.replies.pop_front() {
            Some(reply) => self.connection.writer().write_all(reply.as_bytes()).unwrap(),
            None => self.connection.send_close_notify(),
        }
    }
}

/// Returns an authority in PEM, and a server with a certificate from it.
fn made(
    versions: &[&'static rustls::SupportedProtocolVersion],
    change: impl FnOnce(&mut CertificateParams),
) -> (String, ServerConfig) {
    let (authority, (chain, key)) = identity(change);
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(ring).with_protocol_versions(versions).unwrap();
    (authority, config.with_no_client_auth().with_single_cert(chain, key).unwrap())
}

/// A server's certificates and its private key.
type Identity = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

/// Returns an authority in PEM, and a certificate from it.
fn identity(change: impl FnOnce(&mut CertificateParams)) -> (String, Identity) {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let mut params = CertificateParams::new(["mail.shop.test".to_owned()]).unwrap();
    change(&mut params);
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, &authority).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    (authority.pem(), (vec![certificate.der().clone()], key))
}

fn session(security: Security) -> Session {
    let login = Login {
        username: "ada@shop.test".parse().unwrap(),
        secret: crate::details::SecretText::new("hunter2hunter2".into()).unwrap(),
        proof: Proof::Password,
        address: None,
    };
    Session::from_tls(security, &"192.0.2.1".parse().unwrap(), login, Nonce::new([7; 18]))
}

/// Runs a check and returns its stages. It receives at most `piece` bytes at a time.
fn run(trusted: &str, mut server: Server, security: Security, piece: usize) -> (Blind, Vec<Ended>, Server) {
    let tls = Tls::with_roots(trusted.as_bytes(), clock()).unwrap();
    let mut check = Blind::new(&tls, &"mail.shop.test".parse().unwrap(), session(security));
    let mut greets = security == Security::ImplicitTls;
    while let Some(up) = check.outgoing() {
        let mut down = server.exchange(&up);
        if greets && !server.connection.is_handshaking() {
            greets = false;
            server.say();
            down.extend(server.exchange(&[]));
        }
        for part in down.chunks(piece) {
            check.received(part);
        }
    }
    let ended = std::iter::from_fn(|| check.ended()).collect();
    (check, ended, server)
}

const REPLIES: [&str; 4] = [
    "220 mail.shop.test ESMTP\r\n",
    "250-mail.shop.test\r\n250 AUTH PLAIN\r\n",
    "235 2.7.0 Authentication successful\r\n",
    "221 2.0.0 Bye\r\n",
];

#[test]
fn a_login_works_with_both_tls_versions_and_any_piece_size() {
    for version in [&TLS12, &TLS13] {
        for (security, piece) in
            [(Security::ImplicitTls, usize::MAX), (Security::ImplicitTls, 1), (Security::Starttls, 700)]
        {
            let (authority, config) = made(&[version], |_| ());
            let replies = &REPLIES[usize::from(security == Security::Starttls)..];
            let (check, ended, server) = run(&authority, Server::new(config, replies), security, piece);
            assert!(check.is_done(), "{ended:?}");
            assert!(ended.iter().all(|stage| stage.outcome == StageOutcome::Ok), "{ended:?}");
            let stages: Vec<_> = ended.iter().map(|stage| stage.stage).collect();
            let auth = stages.iter().position(|stage| *stage == Stage::Auth);
            assert!(stages[0] == Stage::Tls && auth.is_some(), "{stages:?}");
            assert!(server.heard.starts_with("EHLO [192.0.2.1]\r\nAUTH PLAIN "), "{}", server.heard);
            let info = check.tls().unwrap();
            assert_eq!(info.version, if version == &TLS13 { "1.3" } else { "1.2" });
            assert_eq!(info.certificate.as_ref().unwrap().names, ["mail.shop.test"]);
            assert_eq!(check.capabilities(), ["AUTH PLAIN"]);
        }
    }
}

#[test]
fn a_bad_certificate_is_named_and_nothing_is_sent() {
    let (other, _) = made(&[&TLS13], |_| ());
    let expire = |params: &mut CertificateParams| {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2026, 11, 1);
    };
    let rename = |params: &mut CertificateParams| {
        params.subject_alt_names =
            CertificateParams::new(["shop.test".to_owned()]).unwrap().subject_alt_names;
    };
    let early = |params: &mut CertificateParams| params.not_before = date_time_ymd(2027, 1, 1);
    let cases: [(&str, Change, bool, &str); 4] = [
        (word::TLS_EXPIRED, expire, true, "the certificate ran out on 2026-11-01"),
        (word::TLS_NOT_YET, early, true, "the certificate begins to be valid on 2027-01-01"),
        (word::TLS_NAME, rename, true, "the certificate is for: shop.test"),
        (word::TLS_UNKNOWN_ISSUER, |_| (), false, "the certificate comes from an authority"),
    ];
    for version in [&TLS12, &TLS13] {
        for (word, change, is_known, detail) in cases {
            let (authority, config) = made(&[version], change);
            let trusted = if is_known { &authority } else { &other };
            let server = Server::new(config, &REPLIES);
            let (check, ended, server) = run(trusted, server, Security::ImplicitTls, usize::MAX);
            let [Ended { stage: Stage::Tls, failure: Some(failure), detail: shown, .. }] = &ended[..] else {
                panic!("{ended:?}")
            };
            assert!(failure.words == word && shown.starts_with(detail), "{ended:?}");
            assert!(check.is_done() && check.tls().unwrap().certificate.is_some());
            assert_eq!(server.heard, "");
        }
    }
}

#[test]
fn a_host_name_only_in_the_subject_is_the_servers_fault() {
    let no_alternatives = |params: &mut CertificateParams| {
        params.subject_alt_names.clear();
        params.distinguished_name.push(rcgen::DnType::CommonName, "mail.shop.test");
    };
    let (authority, config) = made(&[&TLS13], no_alternatives);
    let (_, ended, _) = run(&authority, Server::new(config, &REPLIES), Security::ImplicitTls, usize::MAX);
    assert_eq!(ended[0].failure.as_ref().unwrap().words, word::TLS_UNSUITABLE, "{ended:?}");
}

/// A TLS 1.2 server that requires a client certificate aborts with an alert that usually means "nothing in common".
#[test]
fn a_missing_client_certificate_is_not_called_old_tls() {
    const ALERT: u8 = 21;
    for version in [&TLS12, &TLS13] {
        let (authority, _) = made(&[version], |_| ());
        let mut roots = RootCertStore::empty();
        add_roots(&mut roots, authority.as_bytes()).unwrap();
        let ring = Arc::new(rustls::crypto::ring::default_provider());
        let wants =
            WebPkiClientVerifier::builder_with_provider(Arc::new(roots), ring.clone()).build().unwrap();
        let (authority, (chain, key)) = identity(|_| ());
        let config = ServerConfig::builder_with_provider(ring).with_protocol_versions(&[version]).unwrap();
        let config = config.with_client_cert_verifier(wants).with_single_cert(chain, key).unwrap();
        let mut server = Server::new(config, &REPLIES);
        let tls = Tls::with_roots(authority.as_bytes(), clock()).unwrap();
        let mut check = Blind::new(&tls, &"mail.shop.test".parse().unwrap(), session(Security::ImplicitTls));
        while let Some(up) = check.outgoing() {
            let mut down = server.exchange(&up);
            if version == &TLS12 && down.first() == Some(&ALERT) {
                // OpenSSL sends this alert here: handshake_failure.
                *down.last_mut().unwrap() = 40;
            }
            check.received(&down);
        }
        let failures: Vec<_> =
            std::iter::from_fn(|| check.ended()).filter_map(|ended| ended.failure).collect();
        assert_eq!(failures[0].words, word::TLS_ACCESS_DENIED, "{failures:?}");
    }
}

#[test]
fn other_bytes_are_not_a_handshake() {
    let tls = Tls::new(clock());
    let mut check = Blind::new(&tls, &"mail.shop.test".parse().unwrap(), session(Security::ImplicitTls));
    assert!(check.outgoing().is_some());
    check.received(b"220 mail.shop.test ESMTP\r\n");
    let ended = check.ended().unwrap();
    assert_eq!(ended.failure.unwrap().words, word::TLS_PLAIN_ANSWER);
    assert!(check.is_done());
}

#[test]
fn the_end_of_the_connection_ends_the_check() {
    let tls = Tls::new(clock());
    let mut check = Blind::new(&tls, &"mail.shop.test".parse().unwrap(), session(Security::ImplicitTls));
    check.failed(word::CLOSED, "the server closed the connection");
    assert_eq!(check.ended().unwrap().failure.unwrap().words, word::CLOSED);
    assert!(check.is_done());
}

#[test]
fn roots_are_read_or_rejected() {
    let new = |pem: &str| Tls::with_roots(pem.as_bytes(), clock());
    let root = rcgen::generate_simple_self_signed(["ca.test".to_owned()]).unwrap().cert.pem();
    assert!(new(&root).is_ok());
    for text in ["", "hello", "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n"] {
        assert_eq!(new(text).err(), Some(RootsError::NoCertificate), "{text}");
    }
    let not_one = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert!(matches!(new(not_one), Err(RootsError::Unusable(_))));
}

proptest! {
    /// Sends anything instead of a server's part, in pieces of any size.
    #[test]
    fn no_input_causes_a_panic(
        records in vec((20_u8..25, vec(any::<u8>(), 0..40), any::<bool>()), 1..6),
        piece in 1_usize..64,
    ) {
        let tls = Tls::new(clock());
        let mut channel = Channel::open(&tls, &"mail.shop.test".parse().unwrap()).unwrap();
        let mut bytes = Vec::new();
        for (kind, mut payload, is_message) in records {
            if is_message && payload.len() >= 4 {
                // The handshake message contains its own length.
                let length = u8::try_from(payload.len() - 4).unwrap();
                payload[1..4].copy_from_slice(&[0, 0, length]);
            }
            bytes.extend([kind, 3, 3, 0, u8::try_from(payload.len()).unwrap()]);
            bytes.extend(payload);
        }
        for piece in bytes.chunks(piece) {
            if channel.received(piece).is_err() {
                break;
            }
        }
    }
}
