//! The offer of STARTTLS, and the upgrade to TLS.

use shared::{
    check::{
        Stage::{Auth, Starttls, Tls},
        StageOutcome,
    },
    rules::Security,
};

use super::{
    ASKED, Behaviour, Do, EHLO, Ends, GO, GREETING, HELLO, OFFERS, REST, Shown, UP, script, starttls,
};

pub(super) fn all() -> Vec<Behaviour> {
    [offers(), answers(), injections(), odd_but_right()].concat()
}

fn offers() -> Vec<Behaviour> {
    let hello = |name, bytes, cause| {
        starttls(name, &[&HELLO, &[Do::Say(bytes), Do::Hear]], Ends::unreachable(Starttls, cause))
    };
    let stars: [Do; 4] = [Do::Say(b"220 *************2*\r\n"), Do::Hear, OFFERS, Do::Hear];
    let before: &[Do] = &[
        GREETING,
        Do::Hear,
        Do::Say(b"250-mx.test\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n"),
        Do::Hear,
        GO,
        Do::Tls(Shown::Good),
        Do::Hear,
        Do::Say(b"250 mx.test\r\n"),
        Do::Hear,
    ];
    vec![
        hello("strips STARTTLS", b"250-mx.test\r\n250 SIZE 52428800\r\n", "starttls-not-offered"),
        hello(
            "paints STARTTLS over",
            b"250-mx.test\r\n250-XXXXXXXA\r\n250 AUTH PLAIN\r\n",
            "starttls-hidden",
        ),
        starttls("paints the greeting over", &[&stars], Ends::unreachable(Starttls, "starttls-hidden")),
        // What the server offered without encryption doesn't count.
        starttls("offers AUTH before TLS alone", &[before], Ends::refused(Auth, "auth-not-offered")),
    ]
}

fn answers() -> Vec<Behaviour> {
    let asked = |name, then: &[Do], ends| starttls(name, &[&ASKED, then], ends);
    let says =
        |name, bytes, cause| asked(name, &[Do::Say(bytes), Do::Hear], Ends::unreachable(Starttls, cause));
    vec![
        says("refuses STARTTLS", b"454 4.7.0 TLS not available\r\n", "starttls-refused"),
        says("says 250 to STARTTLS", b"250 ok\r\n", "out-of-step"),
        says("says 235 to STARTTLS", b"235 2.7.0 ok\r\n", "out-of-step"),
        says("says 334 to STARTTLS", b"334 \r\n", "out-of-step"),
        asked("hangs up at STARTTLS", &[], Ends::unreachable(Starttls, "closed-early")),
        starttls(
            "resets at STARTTLS",
            &[&ASKED[..3], &[Do::Reset]],
            Ends::unreachable(Starttls, "tcp-reset"),
        ),
        asked("never answers STARTTLS", &[Do::Hold], Ends::silent(Starttls, "went-silent")),
        asked("hangs up after the 220 to STARTTLS", &[GO], Ends::unreachable(Tls, "closed-early")),
        asked("resets in the handshake", &[GO, Do::Reset], Ends::unreachable(Tls, "tcp-reset")),
        asked("never shakes hands", &[GO, Do::Hold], Ends::silent(Tls, "went-silent")),
    ]
}

fn injections() -> Vec<Behaviour> {
    let asked = |name, bytes| {
        let then = [Do::Say(bytes), Do::Tls(Shown::Good), Do::Hear];
        starttls(name, &[&ASKED, &then], Ends::unreachable(Starttls, "starttls-injection"))
    };
    let early: [Do; 3] = [GREETING, Do::Hear, Do::Say(b"250-mx.test\r\n250 STARTTLS\r\n220 go ahead\r\n")];
    let late = [GO, Do::HearRecord, Do::Say(b"250-mx.test\r\n250 AUTH PLAIN\r\n")];
    vec![
        asked("injects a reply along with the 220", b"220 go\r\n250-x\r\n250 AUTH PLAIN\r\n235 ok\r\n"),
        asked("injects a byte along with the 220", b"220 go\r\n2"),
        asked("injects a TLS record along with the 220", b"220 go\r\n\x16\x03\x03\x00\x01\x00"),
        starttls(
            "answers STARTTLS before it is asked",
            &[&early],
            Ends::unreachable(Starttls, "out-of-step"),
        ),
        starttls(
            "goes on in the clear after the 220",
            &[&ASKED, &late],
            Ends::unreachable(Tls, "tls-plain-answer"),
        ),
    ]
}

/// What real servers do, or what the standards allow.
fn odd_but_right() -> Vec<Behaviour> {
    let well = Ends::well(StageOutcome::Ok);
    let plain = [&[OFFERS, Do::Hear][..], &REST].concat();
    let split: &[Do] = &[
        Do::Split(b"220-mx.test\r\n220 ESMTP\r\n"),
        Do::Hear,
        Do::Split(b"250-mx.test\r\n250-SIZE 1\r\n250 STARTTLS\r\n"),
        Do::Hear,
        Do::Split(b"220 go ahead\r\n"),
        Do::Tls(Shown::Good),
        Do::Hear,
        Do::Split(b"250-mx.test\r\n250 AUTH PLAIN LOGIN\r\n"),
        Do::Hear,
        Do::Split(b"235-2.7.0 you\r\n235 2.7.0 are in\r\n"),
    ];
    let bare: &[Do] = &[
        Do::Say(b"220 mx.test\n"),
        Do::Hear,
        Do::Say(b"250-mx.test\n250 STARTTLS\n"),
        Do::Hear,
        Do::Say(b"220 go\n"),
        Do::Tls(Shown::Good),
        Do::Hear,
    ];
    let foreign = [Do::Say(b"220 mx.test \0 caf\xe9 \x1b[31m\r\n"), Do::Hear, EHLO, Do::Hear];
    let rest = [GO, Do::OldTls(Shown::Good), Do::Hear];
    [
        ("splits its replies at every byte", script(&[split, &REST[1..]])),
        ("ends its lines with LF alone", script(&[bare, &plain])),
        ("greets in no alphabet, and has TLS 1.2 alone", script(&[&foreign, &rest, &plain])),
        ("is honest", script(&[&UP, &plain])),
    ]
    .map(|(name, script)| Behaviour::new(Security::Starttls, name, script, well).shown())
    .into()
}
