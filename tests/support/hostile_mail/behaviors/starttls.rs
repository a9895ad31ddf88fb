//! The offer of STARTTLS, and the upgrade to TLS.

use shared::{
    check::{
        Stage::{Auth, Starttls, Tls},
        StageOutcome,
    },
    rules::Security,
};

use super::{
    ASKED, Behavior, Do, EHLO, Ends, GO, GREETING, HELLO, OFFERS, REST, Shown, UP, script, starttls,
};

pub(super) fn all() -> Vec<Behavior> {
    [offers(), answers(), injections(), odd_but_right()].concat()
}

fn offers() -> Vec<Behavior> {
    let hello = |name, bytes, cause| {
        starttls(name, &[&HELLO, &[Do::Send(bytes), Do::ReadLine]], Ends::unreachable(Starttls, cause))
    };
    let stars: [Do; 4] = [Do::Send(b"220 *************2*\r\n"), Do::ReadLine, OFFERS, Do::ReadLine];
    let before: &[Do] = &[
        GREETING,
        Do::ReadLine,
        Do::Send(b"250-mx.test\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n"),
        Do::ReadLine,
        GO,
        Do::Tls(Shown::Good),
        Do::ReadLine,
        Do::Send(b"250 mx.test\r\n"),
        Do::ReadLine,
    ];
    vec![
        hello("strips STARTTLS", b"250-mx.test\r\n250 SIZE 52428800\r\n", "starttls-not-offered"),
        hello("masks STARTTLS", b"250-mx.test\r\n250-XXXXXXXA\r\n250 AUTH PLAIN\r\n", "starttls-hidden"),
        starttls("masks the greeting", &[&stars], Ends::unreachable(Starttls, "starttls-hidden")),
        // What the server offered without encryption doesn't count.
        starttls("offers AUTH only before TLS", &[before], Ends::refused(Auth, "auth-not-offered")),
    ]
}

fn answers() -> Vec<Behavior> {
    let asked = |name, then: &[Do], ends| starttls(name, &[&ASKED, then], ends);
    let says = |name, bytes, cause| {
        asked(name, &[Do::Send(bytes), Do::ReadLine], Ends::unreachable(Starttls, cause))
    };
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
        asked("never starts the handshake", &[GO, Do::Hold], Ends::silent(Tls, "went-silent")),
    ]
}

fn injections() -> Vec<Behavior> {
    let asked = |name, bytes| {
        let then = [Do::Send(bytes), Do::Tls(Shown::Good), Do::ReadLine];
        starttls(name, &[&ASKED, &then], Ends::unreachable(Starttls, "starttls-injection"))
    };
    let early: [Do; 3] =
        [GREETING, Do::ReadLine, Do::Send(b"250-mx.test\r\n250 STARTTLS\r\n220 go ahead\r\n")];
    let late = [GO, Do::ReadRecord, Do::Send(b"250-mx.test\r\n250 AUTH PLAIN\r\n")];
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
            "continues in the clear after the 220",
            &[&ASKED, &late],
            Ends::unreachable(Tls, "tls-plain-answer"),
        ),
    ]
}

/// What real servers do, or what the standards allow.
fn odd_but_right() -> Vec<Behavior> {
    let well = Ends::well(StageOutcome::Ok);
    let plain = [&[OFFERS, Do::ReadLine][..], &REST].concat();
    let split: &[Do] = &[
        Do::Split(b"220-mx.test\r\n220 ESMTP\r\n"),
        Do::ReadLine,
        Do::Split(b"250-mx.test\r\n250-SIZE 1\r\n250 STARTTLS\r\n"),
        Do::ReadLine,
        Do::Split(b"220 go ahead\r\n"),
        Do::Tls(Shown::Good),
        Do::ReadLine,
        Do::Split(b"250-mx.test\r\n250 AUTH PLAIN LOGIN\r\n"),
        Do::ReadLine,
        Do::Split(b"235-2.7.0 you\r\n235 2.7.0 are in\r\n"),
    ];
    let bare: &[Do] = &[
        Do::Send(b"220 mx.test\n"),
        Do::ReadLine,
        Do::Send(b"250-mx.test\n250 STARTTLS\n"),
        Do::ReadLine,
        Do::Send(b"220 go\n"),
        Do::Tls(Shown::Good),
        Do::ReadLine,
    ];
    let foreign = [Do::Send(b"220 mx.test \0 caf\xe9 \x1b[31m\r\n"), Do::ReadLine, EHLO, Do::ReadLine];
    let rest = [GO, Do::OldTls(Shown::Good), Do::ReadLine];
    [
        ("splits its replies at every byte", script(&[split, &REST[1..]])),
        ("ends its lines with only LF", script(&[bare, &plain])),
        ("greets in binary, and has only TLS 1.2", script(&[&foreign, &rest, &plain])),
        ("is honest", script(&[&UP, &plain])),
    ]
    .map(|(name, script)| Behavior::new(Security::Starttls, name, script, well).shown())
    .into()
}
