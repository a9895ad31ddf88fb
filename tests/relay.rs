//! The relay of a blind check: it does its job, and can't be misused for anything else.

#[path = "relay/world.rs"]
mod world;

use std::{sync::Arc, thread, time::Duration};

use rustls::ClientConfig;
use shared::{
    check::{Attested, CheckVerdict, Stage},
    diagnosis::word,
    link::Link,
    rules::{
        Host,
        Security::{ImplicitTls, Starttls},
    },
    wire::{BoardRow, CheckMessage, ReissueRequest},
};
use support::{
    agency::parsed,
    blind::{Line, Tls, check, login, relay_to, trusting},
    certificates::Authority,
    client::Check,
    lab::{ADDRESS, APP_PASSWORD, PROVIDER_HOST, SITE},
    proxy::Recorder,
    wait,
};
use world::{FLOOD, World, client_hello, closed, done, flooding, refusal, stopped};

/// The base64 decodes to `\0ada@shop.test\0abcdefghijklmnop`.
const PLAIN: &str = "AUTH PLAIN AGFkYUBzaG9wLnRlc3QAYWJjZGVmZ2hpamtsbW5vcA==\r\n";

#[test]
fn a_browser_signs_in_and_the_server_cannot_read_the_traffic() {
    let world = World::new();
    let made = world.agency.onboarding("Bakery", SITE);
    let recorder = Recorder::before(world.server.address());
    for (port, security, secret, verdict) in [
        (465, ImplicitTls, APP_PASSWORD, CheckVerdict::Ok),
        (587, Starttls, APP_PASSWORD, CheckVerdict::Ok),
        (465, ImplicitTls, "not the password", CheckVerdict::Fail),
        (587, Starttls, "not the password", CheckVerdict::Fail),
    ] {
        let to = relay_to(PROVIDER_HOST, port, security);
        let messages = check(&recorder.url(), &made.link, &to, login(ADDRESS, secret), world.lab.authority());
        let (report, _) = done(&messages);
        assert_eq!(report.verdict, verdict, "{report:#?}\n{}", world.lab.mail.log());
        assert_eq!(report.attested_by, Attested::Browser);
        assert_eq!(
            report.diagnosis.as_ref().is_some_and(|d| d.secret_refused),
            verdict == CheckVerdict::Fail
        );
        let names: Vec<_> = report.stages.iter().map(|stage| stage.stage.as_str()).collect();
        let begin = match security {
            ImplicitTls => &["resolve", "connect", "tls", "greeting", "ehlo", "auth"][..],
            Starttls => &["resolve", "connect", "greeting", "ehlo", "starttls", "tls", "ehlo", "auth"],
        };
        assert!(names.starts_with(begin), "{names:?}");
        assert_eq!(report.tls.as_ref().expect("TLS was established").version, "1.3");
        assert!(report.capabilities.iter().any(|line| line.starts_with("AUTH ")), "{report:#?}");
        let kept = world.agency.seen(&made.id).check.expect("the check was kept");
        assert_eq!(&kept, report);
    }
    assert!(world.lab.mail.messages().is_empty(), "no mail was sent");
    for passed in recorder.recorded() {
        let text = String::from_utf8_lossy(&passed);
        for command in ["EHLO [", "AUTH SCRAM-SHA-256 ", "MAIL FROM:", "QUIT\r\n"] {
            assert!(!text.contains(command), "{command}: {text}");
        }
    }
}

#[test]
fn the_browser_rejects_an_untrusted_certificate_before_it_sends_anything() {
    let world = World::new();
    let folder = tempfile::tempdir().expect("a folder");
    let strangers = Authority::default().save(folder.path());
    for (port, security) in [(465, ImplicitTls), (587, Starttls)] {
        let to = relay_to(PROVIDER_HOST, port, security);
        let messages =
            check(&world.server.url(), &world.link(), &to, login(ADDRESS, APP_PASSWORD), &strangers);
        let (report, _) = done(&messages);
        assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Unreachable, "tls-intercepted"));
        assert_eq!(
            (report.attested_by, report.stages.last().expect("one").stage),
            (Attested::Browser, Stage::Tls)
        );
    }
    assert!(!world.lab.mail.log().contains("sasl_method"), "{}", world.lab.mail.log());
}

#[test]
fn the_relay_allows_no_other_host_port_or_protocol() {
    let world = World::new();
    let mut web = ClientConfig::clone(&world.tls);
    web.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    for (what, bytes) in [
        ("another host", client_hello(&world.tls, "mail.hosted.test")),
        ("no host", client_hello(&world.tls, &world.lab.mail.address().to_string())),
        ("another protocol in TLS", client_hello(&Arc::new(web), PROVIDER_HOST)),
        ("mail in the clear", b"EHLO [127.0.0.1]\r\nMAIL FROM:<ada@shop.test>\r\n".to_vec()),
        ("a page", b"GET / HTTP/1.1\r\nHost: smtp.gmail.com\r\n\r\n".to_vec()),
        ("data before the handshake", b"\x17\x03\x03\0\x05hello".to_vec()),
    ] {
        for (port, security) in [(465, ImplicitTls), (587, Starttls)] {
            let made = world.agency.onboarding("Bakery", SITE);
            let to = relay_to(PROVIDER_HOST, port, security);
            let mut line = Line::open(&world.server.url(), &made.link, &to).expect("a line");
            line.send(&bytes);
            assert_eq!(refusal(&line.shut()), "relay-refused", "{what}");
            let seen = world.agency.seen(&made.id);
            assert_eq!(seen.activity[0].code, "check.abused", "{what}");
            assert_eq!(seen.check, None, "{what}");
        }
    }
    for port in [25, 22, 443, 8080] {
        let report = world.no_line(&relay_to(PROVIDER_HOST, port, ImplicitTls));
        assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Refused, "port-not-allowed"));
    }
    for host in ["10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1"] {
        let report = world.no_line(&relay_to(host, 465, ImplicitTls));
        assert_eq!(
            (report.verdict, &*report.cause),
            (CheckVerdict::Refused, "dns-private-address"),
            "{host}"
        );
        assert_eq!(report.attested_by, Attested::Server);
    }
    let log = world.lab.mail.log();
    assert!(!log.contains("MAIL FROM") && !log.contains("TLS connection established"), "{log}");
    let log = world.server.log();
    for reason in ["other-host", "other-protocol", "not-tls", "not-hello"] {
        assert!(log.contains(reason), "{reason}: {log}");
    }
}

#[test]
fn a_link_gets_one_relay_at_a_time_and_five_an_hour() {
    let world = World::new();
    let made = world.agency.onboarding("Bakery", SITE);
    let to = relay_to(PROVIDER_HOST, 465, ImplicitTls);
    let open = || Line::open(&world.server.url(), &made.link, &to);
    let refused = |messages: Vec<CheckMessage>| match &messages[..] {
        [CheckMessage::Refused { problem }] => problem.code.clone(),
        other => panic!("{other:?}"),
    };
    for left in (0..5).rev() {
        let line = open().unwrap_or_else(|messages| panic!("{messages:?}"));
        let at_once: Vec<_> = thread::scope(|scope| {
            let tried: Vec<_> = (0..5).map(|_| scope.spawn(open)).collect();
            tried
                .into_iter()
                .map(|tried| tried.join().expect("no panic").err().expect("no second line"))
                .collect()
        });
        for messages in at_once {
            assert_eq!(refused(messages), "check-running");
        }
        let messages = line.finish(&stopped(Stage::Tls, word::RELAY_CLOSED));
        assert_eq!(done(&messages).1, left);
    }
    assert_eq!(refused(open().err().expect("used up")), "checks-used-up");
}

#[test]
fn a_wrong_or_revoked_token_opens_no_relay() {
    let world = World::new();
    let to = relay_to(PROVIDER_HOST, 465, ImplicitTls);
    let refused = |link: &Link| match Line::open(&world.server.url(), link, &to).err().as_deref() {
        Some([CheckMessage::Refused { problem }]) => problem.code.clone(),
        other => panic!("{other:?}"),
    };
    let revoked = world.agency.onboarding("Bakery", SITE);
    world.agency.manager.post(&format!("/api/onboardings/{}/revoke", revoked.id), &());
    assert_eq!(refused(&revoked.link), "link-revoked");

    let replaced = world.agency.onboarding("Bakery", SITE);
    let (link, new) = world.agency.new_link();
    assert_eq!(refused(&link), "link-unknown", "a link that the server doesn't know");
    let request = ReissueRequest { link: new, days: 7 };
    let row: BoardRow =
        world.agency.manager.post(&format!("/api/onboardings/{}/reissue", replaced.id), &request).json();
    assert_eq!(row.id, replaced.id);
    assert_eq!(refused(&replaced.link), "link-revoked");

    let mut stranger = Check::connect(&world.server.url(), link.locator().as_str());
    let other = world.link();
    let hello = serde_json::json!({ "token": other.token().expose(), "relay": to }).to_string();
    stranger.say(tungstenite::Message::text(hello));
    assert!(
        matches!(stranger.receive(), Some(CheckMessage::Refused { problem }) if problem.code == "link-unknown")
    );
    assert!(Line::open(&world.server.url(), &link, &to).is_ok(), "the new link works");
    assert!(!world.server.log().contains(link.token().expose()), "no token is logged");
}

#[test]
fn a_message_is_too_large_for_the_relay() {
    let world = World::new();
    let host: Host = parsed(PROVIDER_HOST);
    let message =
        |length: usize| format!("Subject: x\r\n\r\n{}\r\n.\r\n", "spam spam\r\n".repeat(length / 11));
    // In one piece, and slowly in small pieces.
    for (port, security, piece) in [(465, ImplicitTls, 8192), (587, Starttls, 150)] {
        let mut line = world.line(port, security);
        let mut tls = Tls::shake(&mut line, &host, &world.tls);
        if security == ImplicitTls {
            tls.read_until("220 ").expect("a greeting");
        }
        for (say, expected) in [
            ("EHLO [127.0.0.1]\r\n", "250 "),
            (PLAIN, "235 "),
            ("MAIL FROM:<ada@shop.test>\r\n", "250 "),
            ("RCPT TO:<victim@shop.test>\r\n", "250 "),
            ("DATA\r\n", "354 "),
        ] {
            tls.say(say.as_bytes());
            let received = tls.read_until("\r\n").expect("a reply");
            assert!(received.contains(expected), "{say}: {received}");
        }
        for piece in message(6000).as_bytes().chunks(piece) {
            tls.say(piece);
        }
        assert_eq!(closed(&tls.shut()), word::RELAY_CLOSED);
        let messages = line.finish(&stopped(Stage::Tls, word::RELAY_CLOSED));
        let (report, _) = done(&messages);
        assert_eq!((report.attested_by, &*report.cause), (Attested::Browser, "relay-closed"));
    }
    let lost = |log: &str| log.matches("lost connection after DATA").count();
    wait::until("Postfix to give up both", || {
        let log = world.lab.mail.log();
        if lost(&log) == 2 { Ok(()) } else { Err(log) }
    });
    assert!(world.lab.mail.messages().is_empty(), "neither message was accepted");
    assert!(world.server.log().contains("too-much-up"), "{}", world.server.log());
}

#[test]
fn a_closed_relay_passes_nothing() {
    let world = World::new();
    let host: Host = parsed(PROVIDER_HOST);
    let mut line = world.line(465, ImplicitTls);
    let mut tls = Tls::shake(&mut line, &host, &world.tls);
    tls.read_until("220 ").expect("a greeting");
    let connections = || world.lab.mail.log().matches(": connect from").count();
    let before = connections();
    tls.say(&[b'x'; 5000]);
    assert_eq!(closed(&tls.shut()), word::RELAY_CLOSED);
    for bytes in [client_hello(&world.tls, PROVIDER_HOST), b"EHLO x\r\n".to_vec(), vec![0; 60_000]] {
        line.send(&bytes);
    }
    let messages = line.finish(&stopped(Stage::Tls, word::RELAY_CLOSED));
    assert_eq!(done(&messages).0.cause, "relay-closed");
    wait::until("Postfix to see it close", || {
        let log = world.lab.mail.log();
        if log.contains("lost connection after CONNECT") { Ok(()) } else { Err(log) }
    });
    assert_eq!(connections(), before, "no other connection was made");
}

#[test]
fn trickling_and_flooding_end_early() {
    let world = World::new();
    let folder = tempfile::tempdir().expect("a folder");
    let authority = Authority::default();
    let trusted = trusting(&authority.save(folder.path()));
    // A server that sends endless data after the handshake. Its host is an address, which a ClientHello doesn't name.
    let here = world.server.address().ip().to_string();
    let flood = flooding(&authority, &here, folder.path());
    let mut line = world.line_to(&relay_to(&here, 465, ImplicitTls));
    let mut tls = Tls::shake(&mut line, &parsed(&here), &trusted);
    assert_eq!(closed(&tls.shut()), word::TOO_MUCH);
    drop(line);
    assert!(flood.join().expect("no panic") < FLOOD, "the relay closed the connection");

    // Single bytes count as silence, because no record gets complete.
    let mut line = world.line(465, ImplicitTls);
    let shut = line.drip(&client_hello(&world.tls, PROVIDER_HOST), Duration::from_millis(200));
    assert_eq!(closed(&shut.expect("the relay closed before the end")), word::WENT_SILENT);
}
