//! Attempts to send mail through the relay, at a mail server that trusts our address and needs no sign-in.

use std::{fs, sync::Arc};

use rustls::ClientConfig;
use shared::{
    check::{CheckVerdict, Stage},
    diagnosis::word,
    rules::Security::ImplicitTls,
    smtp::Proof,
    wire::{BlindOutcome, BlindStop, CheckMessage, RelayTo},
};
use support::{
    agency::{Agency, Made, parsed},
    blind::{Line, Shut, Tls, relay_to, trusting},
    hostile_mail::{Certificates, Do, HOST, HostileMail, Shown},
    server::Server,
    wait,
};

/// A mail server that accepts everything.
const OPEN_TO_US: &[Do] = &[
    Do::Tls(Shown::Good),
    Do::Send(b"220 mx.test ESMTP\r\n"),
    Do::ReadLine,
    Do::Send(b"250-mx.test\r\n250-PIPELINING\r\n250 AUTH PLAIN\r\n"),
    Do::ReadLine,
    Do::Send(b"250 2.1.0 Ok\r\n"),
    Do::ReadLine,
    Do::Send(b"250 2.1.5 Ok\r\n"),
    Do::ReadLine,
    Do::Send(b"354 End data with <CR><LF>.<CR><LF>\r\n"),
    Do::Hold,
];

struct World {
    mail: HostileMail,
    server: Server,
    agency: Agency,
    tls: Arc<ClientConfig>,
    _folder: tempfile::TempDir,
}

impl World {
    fn new(settings: &[(&str, &str)]) -> Self {
        Self::playing(OPEN_TO_US, settings)
    }

    fn playing(script: &[Do], settings: &[(&str, &str)]) -> Self {
        let certificates = Arc::<Certificates>::default();
        let mail = HostileMail::start(script, &certificates);
        let folder = tempfile::tempdir().expect("a folder");
        let roots = folder.path().join("roots.pem");
        fs::write(&roots, certificates.roots()).expect("the folder is writable");
        let port = mail.address().port().to_string();
        let base = [("SEALPOST_ALLOW_TARGETS", "127.0.0.0/8"), ("SEALPOST_CHECK_PORTS", &port)];
        let server = Server::start(&[&base[..], settings].concat());
        let agency = Agency::set_up(&server);
        Self { mail, server, agency, tls: trusting(&roots), _folder: folder }
    }

    fn to(&self) -> RelayTo {
        relay_to(HOST, self.mail.address().port(), ImplicitTls)
    }

    fn line(&self, made: &Made, to: &RelayTo) -> Line {
        Line::open(&self.server.url(), &made.link, to).unwrap_or_else(|messages| panic!("{messages:?}"))
    }

    /// Returns everything that the mail server received inside TLS.
    fn received(&self) -> String {
        let received = self.mail.all_received();
        received.iter().map(|received| String::from_utf8_lossy(&received.inside).into_owned()).collect()
    }

    fn codes(&self, made: &Made) -> Vec<String> {
        self.agency.seen(&made.id).activity.iter().map(|entry| entry.code.clone()).collect()
    }
}

fn closed_for(tls: &mut Tls<'_>) -> String {
    match tls.shut() {
        Shut::Closed { word, .. } => word,
        other => panic!("not closed: {other:?}"),
    }
}

fn gave_up() -> BlindOutcome {
    let outcome = serde_json::json!({
        "stages": [{ "stage": "tls", "outcome": "fail", "millis": 1, "detail": "closed" }],
        "stopped": null, "tls": null, "capabilities": [],
    });
    let stopped = BlindStop { stage: Stage::Tls, answered: false, words: word::RELAY_CLOSED.into() };
    let outcome: BlindOutcome = serde_json::from_value(outcome).expect("an outcome");
    BlindOutcome { stopped: Some(stopped), ..outcome }
}

#[test]
fn the_relay_has_no_room_for_a_message_sent_step_by_step() {
    let world = World::new(&[]);
    let made = world.agency.onboarding("Bakery", "shop.test");
    let mut line = world.line(&made, &world.to());
    let mut tls = Tls::shake(&mut line, &parsed(HOST), &world.tls);
    tls.read_until("220 ").expect("a greeting");
    for (say, expected) in [
        ("EHLO [127.0.0.1]\r\n", "PLAIN\r\n"),
        ("MAIL FROM:<ada@shop.test>\r\n", "250 "),
        ("RCPT TO:<victim@shop.test>\r\n", "250 "),
        ("DATA\r\n", "354 "),
    ] {
        tls.say(say.as_bytes());
        tls.read_until(expected).expect("a reply");
    }
    tls.say(b"Subject: x\r\n\r\nspam\r\n.\r\n");
    assert_eq!(closed_for(&mut tls), word::RELAY_CLOSED);
    let messages = line.finish(&gave_up());
    let Some(CheckMessage::Done { report, .. }) = messages.last() else { panic!("{messages:?}") };
    assert_eq!(report.verdict, CheckVerdict::Unreachable);
    let received = world.received();
    assert!(received.contains("DATA") && !received.contains("Subject"), "{received}");
    assert!(
        world.codes(&made).iter().any(|code| code == "check.failed"),
        "the failure is in the activity log"
    );
}

#[test]
fn the_relay_has_no_room_for_hundreds_of_recipients() {
    let world = World::new(&[]);
    let recipients: Vec<String> = (0..380).map(|n| format!("RCPT TO:<v{n}@shop.test>\r\n")).collect();
    let recipients = recipients.concat();
    let envelope = format!("MAIL FROM:<ada@shop.test>\r\n{recipients}DATA\r\n");
    let mut all = Vec::new();
    for proof in [Proof::Password, Proof::Token] {
        let made = world.agency.onboarding("Bakery", "shop.test");
        let mut line = world.line(&made, &RelayTo { proof, ..world.to() });
        let mut tls = Tls::shake(&mut line, &parsed(HOST), &world.tls);
        tls.read_until("220 ").expect("a greeting");
        tls.say(b"EHLO [127.0.0.1]\r\n");
        tls.read_until("PLAIN\r\n").expect("a reply");
        tls.say(envelope.as_bytes());
        assert_eq!(closed_for(&mut tls), word::RELAY_CLOSED, "{proof:?}");
        // Even a client that leaves without reporting an outcome leaves an entry in the activity log.
        drop(line);
        all.push(made);
    }
    let received = world.received();
    assert!(received.contains("EHLO") && !received.contains("RCPT"), "{received}");
    for made in all {
        wait::until("the entry in the activity log", || {
            let codes = world.codes(&made);
            let is_there = codes.iter().any(|code| code == "check.unfinished");
            if is_there { Ok(()) } else { Err(format!("{codes:?}")) }
        });
    }
}

/// An envelope in one record is as long as a sign-in. The text after it has no more room than MAIL FROM.
#[test]
fn the_relay_has_no_room_for_a_text_after_an_envelope() {
    let world = World::new(&[]);
    let made = world.agency.onboarding("Bakery", "shop.test");
    let mut line = world.line(&made, &world.to());
    let mut tls = Tls::shake(&mut line, &parsed(HOST), &world.tls);
    tls.read_until("220 ").expect("a greeting");
    tls.say(b"EHLO [127.0.0.1]\r\n");
    tls.read_until("PLAIN\r\n").expect("a reply");
    tls.say(b"MAIL FROM:<ada@shop.test>\r\nRCPT TO:<victim@shop.test>\r\nDATA\r\n");
    tls.read_until("354 ").expect("a reply");
    tls.say(format!("Subject: x\r\n\r\n{}\r\n.\r\n", "spam ".repeat(60)).as_bytes());
    assert_eq!(closed_for(&mut tls), word::RELAY_CLOSED);
    line.finish(&gave_up());
    let received = world.received();
    assert!(received.contains("DATA") && !received.contains("spam"), "{received}");
}

/// The remaining risk that docs/threat-model.md describes, and its limit.
#[test]
fn the_longest_text_that_passes_is_as_long_as_a_command() {
    for (length, is_heard) in [(280, true), (281, false)] {
        let world = World::new(&[]);
        let made = world.agency.onboarding("Bakery", "shop.test");
        let mut line = world.line(&made, &world.to());
        let mut tls = Tls::shake(&mut line, &parsed(HOST), &world.tls);
        tls.read_until("220 ").expect("a greeting");
        tls.say(b"EHLO [127.0.0.1]\r\n");
        tls.read_until("PLAIN\r\n").expect("a reply");
        tls.say(b"MAIL FROM:<ada@shop.test>\r\nRCPT TO:<victim@shop.test>\r\nDATA\r\n");
        tls.read_until("354 ").expect("a reply");
        let mut text = b"Subject: x\r\n\r\n".to_vec();
        text.resize(length - 5, b's');
        text.extend(b"\r\n.\r\n");
        tls.say(&text);
        if !is_heard {
            assert_eq!(closed_for(&mut tls), word::RELAY_CLOSED);
        }
        drop(line);
        let received = world.received();
        assert!(received.contains("DATA"), "{received}");
        assert_eq!(received.contains("Subject"), is_heard, "{length} bytes: {received}");
    }
}

#[test]
fn the_relay_has_no_room_for_a_tenth_recipient() {
    let polite =
        [&OPEN_TO_US[..4], &[[Do::ReadLine, Do::Send(b"250 2.1.5 Ok\r\n")]; 12].concat(), &[Do::Hold]]
            .concat();
    let world = World::playing(&polite, &[]);
    let made = world.agency.onboarding("Bakery", "shop.test");
    let mut line = world.line(&made, &world.to());
    let mut tls = Tls::shake(&mut line, &parsed(HOST), &world.tls);
    tls.read_until("220 ").expect("a greeting");
    tls.say(b"EHLO [127.0.0.1]\r\n");
    tls.read_until("PLAIN\r\n").expect("a reply");
    tls.say(b"MAIL FROM:<ada@shop.test>\r\n");
    tls.read_until("250 ").expect("a reply");
    for n in 1..=9 {
        tls.say(format!("RCPT TO:<victim{n}@shop.test>\r\n").as_bytes());
        tls.read_until("250 ").expect("a reply");
    }
    tls.say(b"RCPT TO:<victim10@shop.test>\r\n");
    assert_eq!(closed_for(&mut tls), word::RELAY_CLOSED);
    drop(line);
    let received = world.received();
    assert!(received.contains("victim9") && !received.contains("victim10"), "{received}");
}

#[test]
fn the_server_never_connects_to_an_excluded_mail_server() {
    let world = World::new(&[("SEALPOST_REFUSE_TARGETS", "127.0.0.1")]);
    let made = world.agency.onboarding("Bakery", "shop.test");
    let Err(messages) = Line::open(&world.server.url(), &made.link, &world.to()) else {
        panic!("the server connected to it")
    };
    let Some(CheckMessage::Done { report, .. }) = messages.last() else { panic!("{messages:?}") };
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Refused, "excluded-target"));
    assert!(world.mail.received().is_empty());
    assert!(
        world.codes(&made).iter().any(|code| code == "check.failed"),
        "the attempt is in the activity log"
    );
}
