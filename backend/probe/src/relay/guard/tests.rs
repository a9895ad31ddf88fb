use std::{
    io::{Read, Write},
    sync::Arc,
};

use proptest::prelude::*;
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection, SupportedProtocolVersion,
    crypto::{CryptoProvider, SupportedKxGroup, ring},
    pki_types::{PrivatePkcs8KeyDer, ServerName},
    version::{TLS12, TLS13},
};

use super::{super::hello::tests::client_hello, *};

const HOST: &str = "smtp.shop.test";

/// Long enough for an EHLO of 100 bytes, because the records in these tests have made-up lengths. `turns` has tests
/// with real ones.
const HELO: &str = "our-own-name-is-quite-a-long-one-so-that-a-record-fits.of-a-hundred-bytes.test";

fn guard() -> Guard {
    guard_for(Proof::Password)
}

fn guard_for(proof: Proof) -> Guard {
    Guard::new(HOST.parse().unwrap(), &HELO.parse().unwrap(), proof)
}

fn record(content: u8, length: usize) -> Vec<u8> {
    let [high, low] = u16::try_from(length).unwrap().to_be_bytes();
    [&[content, 3, 3, high, low][..], &vec![7; length]].concat()
}

/// Returns a guard that has let a ClientHello through.
fn greeted() -> Guard {
    let mut guard = guard();
    let hello = client_hello(HOST);
    assert_eq!(guard.up(&hello), Ok(hello));
    guard
}

/// Returns a guard that has seen the server's answer.
fn answered() -> Guard {
    let mut guard = greeted();
    assert!(guard.down(&record(22, 1)).is_ok());
    guard
}

/// A server that hasn't shown that it speaks TLS must not receive made-up data.
#[test]
fn only_an_alert_goes_up_between_the_hello_and_the_answer() {
    for content in 20..=23 {
        assert_eq!(greeted().up(&record(content, 100)), Err(Breach::NotHello));
        assert_eq!(answered().up(&record(content, 100)), Ok(record(content, 100)));
    }
    assert_eq!(greeted().up(&client_hello(HOST)), Err(Breach::NotHello));
    assert!(greeted().up(&record(21, 2)).is_ok(), "a browser can send an alert to give up");
}

#[test]
fn nothing_goes_up_before_a_whole_hello_for_the_host() {
    let hello = client_hello(HOST);
    let mut dripped = guard();
    let (last, begin) = hello.split_last().unwrap();
    for byte in begin {
        assert_eq!(dripped.up(&[*byte]), Ok(Vec::new()));
    }
    assert_eq!(dripped.up(&[*last]), Ok(hello));
    for (bytes, breach) in [
        (b"EHLO me\r\n".to_vec(), Breach::NotTls),
        (b"GET / HTTP/1.1\r\n".to_vec(), Breach::NotTls),
        (client_hello("other.test"), Breach::OtherHost),
        (client_hello("192.0.2.7"), Breach::OtherHost),
        (record(23, 10), Breach::NotHello),
        (record(22, 10), Breach::NotHello),
        (record(21, 2), Breach::NotHello),
    ] {
        assert_eq!(guard().up(&bytes), Err(breach), "{bytes:?}");
    }
}

/// Returns a HelloRetryRequest up to the end of its random bytes.
fn hello_retry_request() -> Vec<u8> {
    const RANDOM: &str = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";
    let random = (0..64).step_by(2).map(|at| u8::from_str_radix(&RANDOM[at..at + 2], 16).unwrap());
    [22, 3, 3, 0, 38, 2, 0, 0, 34, 3, 3].into_iter().chain(random).collect()
}

#[test]
fn a_second_hello_has_to_be_requested_and_have_the_same_name() {
    let hello = client_hello(HOST);
    assert_eq!(greeted().up(&hello), Err(Breach::NotHello), "the server didn't request a second hello");
    let asked = || {
        let mut guard = greeted();
        assert!(guard.down(&hello_retry_request()).is_ok());
        assert!(guard.up(&record(20, 1)).is_ok());
        guard
    };
    let in_parts = [&[22, 3, 3, 0, 100][..], &hello[5..105]].concat();
    for (bytes, breach) in [
        (client_hello("other.test"), Breach::OtherHost),
        (in_parts, Breach::NotHello),
        (record(22, 40), Breach::NotHello),
        (record(23, 40), Breach::NotHello),
    ] {
        assert_eq!(asked().up(&bytes), Err(breach));
    }
    let mut guard = asked();
    assert!(guard.up(&hello).is_ok() && guard.up(&record(23, 74)).is_ok());
    assert_eq!(guard.up(&hello), Err(Breach::NotHello), "a third hello is rejected");
    assert_eq!(guard.up(&record(22, 40)), Err(Breach::NotHello));
}

/// A handshake message can be split over several records (RFC 8446, section 5.1).
#[test]
fn a_second_hello_is_recognized_in_a_split_message() {
    let hello = client_hello(HOST);
    let request = &hello_retry_request()[HEADER..];
    let in_records = |pieces: &[&[u8]]| {
        let record = |piece: &&[u8]| [&[22, 3, 3, 0, u8::try_from(piece.len()).unwrap()][..], piece].concat();
        pieces.iter().map(record).collect::<Vec<_>>()
    };
    let answered_by = |records: &[Vec<u8>]| {
        let mut guard = greeted();
        assert!(records.iter().all(|record| guard.down(record).is_ok()));
        guard.up(&hello)
    };
    for cut in 1..request.len() {
        let (first, second) = request.split_at(cut);
        let records = in_records(&[first, second]);
        assert_eq!(answered_by(&records), Ok(hello.clone()), "cut at {cut}");
        assert_eq!(answered_by(&records[..1]), Err(Breach::NotHello), "only the first {cut} bytes");
    }
    let bytes: Vec<&[u8]> = request.chunks(1).collect();
    assert_eq!(answered_by(&in_records(&bytes)), Ok(hello.clone()));
    let later = in_records(&[&[2; 38], request]);
    assert_eq!(answered_by(&later), Err(Breach::NotHello), "only the first message can be a request");
}

/// Connects a browser's TLS client to a server that supports only these groups and this version.
fn ends(
    group: &'static dyn SupportedKxGroup,
    version: &'static SupportedProtocolVersion,
) -> (ClientConnection, ServerConnection) {
    let provider = Arc::new(ring::default_provider());
    let only = Arc::new(CryptoProvider { kx_groups: vec![group], ..ring::default_provider() });
    let own = rcgen::generate_simple_self_signed([HOST.to_owned()]).unwrap();
    let key = PrivatePkcs8KeyDer::from(own.signing_key.serialize_der());
    let server = ServerConfig::builder_with_provider(only).with_protocol_versions(&[version]).unwrap();
    let server = server.with_no_client_auth().with_single_cert(vec![own.cert.der().clone()], key.into());
    let mut roots = RootCertStore::empty();
    roots.add(own.cert.der().clone()).unwrap();
    let client = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let client = client.with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from(HOST).unwrap();
    let client = ClientConnection::new(Arc::new(client), name).unwrap();
    (client, ServerConnection::new(Arc::new(server.unwrap())).unwrap())
}

#[test]
fn real_handshakes_stay_well_within_the_limits() {
    for (group, version) in [
        (ring::kx_group::X25519, &TLS13),
        // The client guessed another group, so the server asks for a second ClientHello.
        (ring::kx_group::SECP384R1, &TLS13),
        (ring::kx_group::X25519, &TLS12),
    ] {
        let (mut client, mut server) = ends(group, version);
        let mut guard = guard();
        server.writer().write_all(b"220 mx.test ESMTP\r\n").unwrap();
        let mut heard = [0; 64];
        let heard = loop {
            let mut bytes = Vec::new();
            while client.wants_write() {
                client.write_tls(&mut bytes).unwrap();
            }
            let passed = guard.up(&bytes).unwrap();
            assert_eq!(passed, bytes);
            let mut rest = &passed[..];
            while !rest.is_empty() {
                server.read_tls(&mut rest).unwrap();
                server.process_new_packets().unwrap();
            }
            let mut bytes = Vec::new();
            while server.wants_write() {
                server.write_tls(&mut bytes).unwrap();
            }
            let passed = guard.down(&bytes).unwrap();
            assert_eq!(passed, bytes);
            let mut rest = &passed[..];
            while !rest.is_empty() {
                client.read_tls(&mut rest).unwrap();
                client.process_new_packets().unwrap();
            }
            if let Ok(read) = client.reader().read(&mut heard) {
                break &heard[..read];
            }
        };
        assert_eq!(heard, b"220 mx.test ESMTP\r\n");
        assert_eq!(guard.due == Due::Nothing, group.name() == ring::kx_group::SECP384R1.name());
        let ways = [&guard.up, &guard.down];
        assert!(ways.iter().all(|way| way.handshake.used < way.handshake.most / 4), "{ways:?}");
        assert!(ways.iter().all(|way| way.data.used < way.data.most / 4), "{ways:?}");
    }
}

/// Returns how many records of these lengths pass. Each gets an answer as short as a password prompt.
fn passed(guard: &mut Guard, lengths: &[usize]) -> usize {
    let fits =
        |length: &&usize| guard.up(&record(23, **length)).is_ok() && guard.down(&record(23, 34)).is_ok();
    lengths.iter().take_while(fits).count()
}

#[test]
fn the_limits_are_exact() {
    // EHLO, AUTH LOGIN, a user name, a password and MAIL FROM. In each of them, 16 bytes are the cipher's overhead.
    let up_to = |budget: usize| [50, 28, 60, budget - 138 - 200, 200];
    assert_eq!(passed(&mut answered(), &up_to(UP_MAX)), 5);
    assert_eq!(passed(&mut answered(), &up_to(UP_MAX + 1)), 4);
    let token = || {
        let mut token = guard_for(Proof::Token);
        token.up(&client_hello(HOST)).unwrap();
        token.down(&record(22, 1)).unwrap();
        token
    };
    assert_eq!(passed(&mut token(), &up_to(UP_MAX_TOKEN)), 5);
    assert_eq!(passed(&mut token(), &up_to(UP_MAX_TOKEN + 1)), 4);
    let most = passed(&mut answered(), &[40; 100]);
    assert!(most < UP_RECORDS_MAX, "{most}");
    let mut down = greeted();
    assert!(down.down(&record(23, DOWN_MAX / 2)).is_ok());
    assert!(down.down(&record(23, DOWN_MAX / 2)).is_ok());
    assert_eq!(down.down(&record(23, 1)), Err(Breach::TooMuchDown));
}

#[test]
fn handshakes_and_alerts_are_limited_too() {
    let endless = |pass: &mut dyn FnMut() -> Result<Vec<u8>, Breach>| {
        (0..100_000).find_map(|_| pass().err()).expect("the limit is reached")
    };
    for content in 20..=22 {
        let mut up = answered();
        assert_eq!(endless(&mut || up.up(&record(content, 1))), Breach::TooMuchUp);
        let mut down = greeted();
        assert_eq!(endless(&mut || down.down(&record(content, 1))), Breach::TooMuchDown);
    }
}

#[test]
fn a_server_without_tls_is_distinguished_from_a_browser_without() {
    assert_eq!(guard().down(b"220 mx.test ESMTP\r\n"), Err(Breach::ServerNotTls));
    assert_eq!(greeted().down(&[23, 3, 3, 255, 255]), Err(Breach::ServerNotTls));
    assert!(!greeted().has_data());
}

proptest! {
    /// No matter how the bytes are split, the same data passes in the same order, and nothing else.
    #[test]
    fn piece_size_does_not_matter(
        lengths in proptest::collection::vec((20..=23_u8, 1..900_usize), 0..12),
        cuts in proptest::collection::vec(1..700_usize, 1..60),
    ) {
        let records = lengths.iter().map(|&(content, length)| record(content, length));
        let sent: Vec<u8> = [client_hello(HOST)].into_iter().chain(records).flatten().collect();
        let whole = guard().up(&sent);
        let (mut cut, mut rest, mut passed) = (guard(), &sent[..], Vec::new());
        let mut breach = None;
        for length in cuts.iter().cycle() {
            if rest.is_empty() || breach.is_some() {
                break;
            }
            let (piece, after) = rest.split_at((*length).min(rest.len()));
            match cut.up(piece) {
                Ok(bytes) => passed.extend(bytes),
                Err(error) => breach = Some(error),
            }
            rest = after;
        }
        prop_assert!(sent.starts_with(&passed));
        match whole {
            Ok(bytes) => prop_assert_eq!((bytes, None), (passed, breach)),
            Err(error) => prop_assert_eq!(Some(error), breach),
        }
    }

    /// For any input, no more passes than the limits allow.
    #[test]
    fn no_more_passes_than_the_limits_allow(pieces in proptest::collection::vec((20..=23_u8, 1..6000_usize), 0..40)) {
        let (mut up, mut down) = (greeted(), guard());
        let (mut sent, mut came) = (0, 0);
        for (content, length) in pieces {
            sent += up.up(&record(content, length)).map_or(0, |bytes| bytes.len());
            came += down.down(&record(content, length)).map_or(0, |bytes| bytes.len());
        }
        prop_assert!(sent <= UP_MAX + UP_RECORDS_MAX * HEADER + HANDSHAKE_UP_MAX);
        prop_assert!(came <= DOWN_MAX + 40 * HEADER + HANDSHAKE_DOWN_MAX);
    }
}
