//! The TLS handshake, and the certificates that servers present.

use shared::check::{
    Stage::{Greeting, Tls},
    StageOutcome,
};

use super::{Behavior, Do, Ends, OFFERS, REST, Shown, implicit};

/// The beginning of a ServerHello that announces more bytes.
const HALF_A_HELLO: Do = Do::Send(b"\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03................");
/// A ServerHello of an old version (RFC 2246; RFC 4346, section 7.4.1.3).
const TLS_1_0: Do =
    Do::Send(b"\x16\x03\x01\x00\x2a\x02\x00\x00\x26\x03\x01................................\x00\x00\x2f\x00");
const TLS_1_1: Do =
    Do::Send(b"\x16\x03\x02\x00\x2a\x02\x00\x00\x26\x03\x02................................\x00\x00\x2f\x00");
/// A ServerHello of SSL 3.0 (RFC 6101).
const SSL_3: Do =
    Do::Send(b"\x16\x03\x00\x00\x2a\x02\x00\x00\x26\x03\x00................................\x00\x00\x2f\x00");

pub(super) fn all() -> Vec<Behavior> {
    [plain_answers(), handshakes(), certificates(), afterwards()].concat()
}

fn plain_answers() -> Vec<Behavior> {
    let says = |name, bytes| {
        implicit(name, &[&[Do::Send(bytes), Do::ReadLine]], Ends::unreachable(Tls, "tls-plain-answer"))
    };
    vec![
        says("greets in the clear on a TLS port", b"220 mx.test ESMTP\r\n"),
        says("speaks HTTP on a TLS port", b"HTTP/1.1 400 Bad Request\r\n\r\n"),
        says("speaks SSH on a TLS port", b"SSH-2.0-OpenSSH_9.9\r\n"),
    ]
}

fn handshakes() -> Vec<Behavior> {
    let shakes = |name, then: &[Do], ends| implicit(name, &[&[Do::ReadRecord], then], ends);
    let fails = |name, then: &[Do]| shakes(name, then, Ends::unreachable(Tls, "tls-handshake"));
    let old = |name, then: &[Do]| shakes(name, then, Ends::unreachable(Tls, "tls-version"));
    vec![
        shakes("hangs up in the handshake", &[], Ends::unreachable(Tls, "closed-early")),
        shakes(
            "hangs up in the middle of its hello",
            &[HALF_A_HELLO],
            Ends::unreachable(Tls, "closed-early"),
        ),
        implicit("resets at the ClientHello", &[&[Do::Reset]], Ends::unreachable(Tls, "tcp-reset")),
        shakes("stalls in the handshake", &[Do::Hold], Ends::silent(Tls, "went-silent")),
        shakes("stalls in its hello", &[HALF_A_HELLO, Do::Hold], Ends::silent(Tls, "went-silent")),
        shakes("drips its hello", &[HALF_A_HELLO, Do::Drip(b".")], Ends::unreachable(Tls, "tls-handshake")),
        old("alerts in the handshake", &[Do::Send(b"\x15\x03\x03\x00\x02\x02\x28")]),
        old("alerts that our versions are too new", &[Do::Send(b"\x15\x03\x01\x00\x02\x02\x46")]),
        old("has only TLS 1.0", &[TLS_1_0]),
        old("has only TLS 1.1", &[TLS_1_1]),
        old("has only SSL 3.0", &[SSL_3]),
        fails("sends endless warnings", &[Do::Flood(b"\x15\x03\x03\x00\x02\x01\x5a")]),
        fails("sends endless cipher changes", &[Do::Flood(b"\x14\x03\x03\x00\x01\x01")]),
        fails(
            "announces a record beyond any length",
            &[Do::Send(b"\x16\x03\x03\xff\xff"), Do::Flood(b"................")],
        ),
        fails(
            "announces a message that is far too long",
            &[Do::Send(b"\x16\x03\x03\x00\x04\x0b\xff\xff\xff"), Do::Flood(b"\x16\x03\x03\x00\x04....")],
        ),
        fails("sends data before any key", &[Do::Send(b"\x17\x03\x03\x00\x0513 ok")]),
        fails("sends records of nothing", &[Do::Flood(b"\x16\x03\x03\x00\x00")]),
    ]
}

fn certificates() -> Vec<Behavior> {
    [
        ("has an expired certificate", Shown::Expired, "tls-expired"),
        ("has a certificate that isn't valid yet", Shown::Early, "tls-not-yet-valid"),
        ("has a certificate for another name", Shown::OtherName, "tls-name-mismatch"),
        ("has a certificate for an address", Shown::Address, "tls-name-mismatch"),
        ("has a certificate with only a common name", Shown::CommonNameOnly, "tls-unsuitable"),
        ("has a self-signed certificate", Shown::SelfSigned, "tls-self-signed"),
        ("has a certificate from an unknown authority", Shown::Stranger, "tls-unknown-issuer"),
        ("has a certificate in a good authority's name", Shown::Forged, "tls-unknown-issuer"),
        ("leaves out the intermediate certificate", Shown::Incomplete, "tls-incomplete-chain"),
        ("shows the authority's own certificate", Shown::Authority, "tls-self-signed"),
        ("shows a certificate that may issue others", Shown::Subordinate, "tls-unsuitable"),
        ("has a certificate for clients", Shown::ForClients, "tls-unsuitable"),
        ("has a certificate signed with SHA-1", Shown::Sha1, "tls-weak"),
        ("has a certificate from an authority with a short key", Shown::ShortKey, "tls-unknown-issuer"),
    ]
    .into_iter()
    .flat_map(|(name, shown, cause)| {
        let ends = Ends::unreachable(Tls, cause);
        let rest: &[Do] = &[super::GREETING, Do::ReadLine, OFFERS, Do::ReadLine];
        let starttls = [&super::ASKED[..], &[super::GO, Do::Tls(shown)]].concat();
        [implicit(name, &[&[Do::Tls(shown)], rest], ends), super::starttls(name, &[&starttls], ends)]
    })
    .collect()
}

fn afterwards() -> Vec<Behavior> {
    let inside = |name, then: &[Do], ends| implicit(name, &[&[Do::Tls(Shown::Good)], then], ends);
    let old = [Do::OldTls(Shown::Good), super::GREETING, Do::ReadLine, OFFERS, Do::ReadLine];
    vec![
        inside("hangs up after the handshake", &[], Ends::unreachable(Greeting, "closed-early")),
        inside("is cut off after the handshake", &[Do::Cut], Ends::unreachable(Greeting, "closed-early")),
        inside("never greets inside TLS", &[Do::Hold], Ends::silent(Greeting, "went-silent")),
        inside(
            "floods inside TLS",
            &[Do::Flood(b"220-welcome\r\n")],
            Ends::unreachable(Greeting, "too-much"),
        ),
        inside(
            "says 421 inside TLS",
            &[Do::Send(b"421 4.3.2 busy\r\n")],
            Ends::unreachable(Greeting, "greeting-421"),
        ),
        inside(
            "speaks HTTP inside TLS",
            &[Do::Send(b"HTTP/1.1 400 Bad Request\r\n\r\n")],
            Ends::unreachable(Greeting, "greeting-not-smtp"),
        ),
        implicit("has TLS 1.2 alone", &[&old, &REST], Ends::well(StageOutcome::Ok)).shown(),
    ]
}
