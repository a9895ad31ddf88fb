//! A browser that relays anything at all, and reports any outcome.

use std::time::Duration;

use probe::relay::{
    Breach,
    guard::{DOWN_MAX, Guard, HANDSHAKE_DOWN_MAX, HANDSHAKE_UP_MAX, UP_MAX, UP_RECORDS_MAX},
    hello, outcome, records,
};
use shared::{
    check::{Stage, StageOutcome},
    rules::{Host, Security},
    smtp::{DETAIL_MAX, Proof},
};

const HOST: &str = "smtp.shop.test";

/// The first byte chooses what the rest is: records in either direction and the size of their pieces, a ClientHello,
/// or an outcome.
pub fn relay(bytes: &[u8]) {
    let Some((&how, rest)) = bytes.split_first() else { return };
    match how & 3 {
        0 => up(rest, 1 + usize::from(how >> 2)),
        1 => down(rest, 1 + usize::from(how >> 2)),
        2 => client_hello(rest),
        _ => read_outcome(rest, how & 4 != 0, how & 8 != 0),
    }
}

fn guard() -> Guard {
    Guard::new(host(), &host(), Proof::Password)
}

fn host() -> Host {
    HOST.parse().expect("a host")
}

/// Only whole records pass, in order, after a ClientHello for the host, and within the limits.
fn up(bytes: &[u8], piece: usize) {
    let passed = pass(bytes, piece, Guard::up);
    if let Ok(Some(first)) = records::first(&passed) {
        assert_eq!(hello::look(first.payload, &host()), Ok(()), "something else came first");
    }
    let most = UP_MAX + UP_RECORDS_MAX * records::HEADER + HANDSHAKE_UP_MAX;
    assert!(passed.len() <= most, "{} bytes went up", passed.len());
}

fn down(bytes: &[u8], piece: usize) {
    let passed = pass(bytes, piece, Guard::down);
    let mut payload = 0;
    let mut rest = &passed[..];
    while let Ok(Some(record)) = records::first(rest) {
        payload += record.payload.len();
        rest = &rest[record.whole.len()..];
    }
    assert!(rest.is_empty(), "part of a record passed");
    assert!(payload <= DOWN_MAX + HANDSHAKE_DOWN_MAX, "{payload} bytes came down");
}

fn pass(
    bytes: &[u8],
    piece: usize,
    mut way: impl FnMut(&mut Guard, &[u8]) -> Result<Vec<u8>, Breach>,
) -> Vec<u8> {
    let mut guard = guard();
    let mut passed = Vec::new();
    for piece in bytes.chunks(piece) {
        match way(&mut guard, piece) {
            Ok(whole) => passed.extend(whole),
            Err(_) => break,
        }
    }
    assert!(bytes.starts_with(&passed), "the bytes were changed on the way");
    passed
}

/// An accepted ClientHello contains the host's name.
fn client_hello(bytes: &[u8]) {
    if hello::look(bytes, &host()).is_ok() {
        let name = HOST.as_bytes();
        let stands = bytes.windows(name.len()).any(|window| window.eq_ignore_ascii_case(name));
        assert!(hello::is_hello(bytes) && stands, "it doesn't name the host");
    }
    let nameless = "192.0.2.7".parse().expect("a host");
    if hello::look(bytes, &nameless).is_ok() {
        assert!(hello::look(bytes, &host()).is_err(), "it was accepted for two hosts");
    }
}

/// An accepted outcome is short, and doesn't claim a sign-in if the server sent no data.
fn read_outcome(bytes: &[u8], has_data: bool, implicit: bool) {
    let security = if implicit { Security::ImplicitTls } else { Security::Starttls };
    let total = Duration::from_secs(25);
    let bounds = outcome::Bounds { security, has_data, total };
    let Ok(blind) = outcome::read(&String::from_utf8_lossy(bytes), &bounds) else { return };
    assert!((1..=6).contains(&blind.stages.len()));
    for stage in &blind.stages {
        assert!(stage.detail.chars().count() <= DETAIL_MAX && stage.millis <= 25_000);
        let signed_in = stage.stage == Stage::Auth && stage.outcome == StageOutcome::Ok;
        assert!(!signed_in || has_data, "a sign-in without data from the server");
    }
    let text = serde_json::to_string(&blind).expect("it is JSON");
    assert!(outcome::read(&text, &bounds).is_ok(), "an accepted outcome must be accepted again");
}
