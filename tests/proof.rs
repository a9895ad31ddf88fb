//! `sealpost receive` and `sealpost judge`: proof that a website's own mail arrives, with a real sender and real DNS.

use std::{
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    thread,
};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    transport::smtp::client::{Tls, TlsParameters},
};
use serde_json::{Value, json};
use support::{
    command::{Output, Terminal},
    dns::{NameServer, Zone},
    loopback, say, wait,
};
use words::Language;

const DELIVERY: words::Delivery = words::delivery(Language::En);

const ADDRESS: &str = "x7@agency.test";
/// The port for mail between servers.
const PORT: u16 = 25;

/// The signed message of RFC 8463, appendix A, and one of its keys.
const SIGNED: &str = include_str!("../backend/inbound/src/verdict/dkim/tests/rfc8463.eml");
const SIGNER: &str = "football.example.com";
const KEY: &str =
    r#"brisbane._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=""#;
/// What the message's receiver wrote above it.
const TRACE: &str = "Return-Path: <joe@football.example.com>\n\
    Received: from mx.football.example.com ([192.0.2.7]) by mx.here.test with ESMTPS; Mon, 30 Nov 2026 07:00:00 +0000\n\
    Authentication-Results: mx.here.test; dkim=pass header.d=football.example.com\n";

/// A machine to which a domain's mail goes, and the DNS that it asks.
struct World {
    terminal: Terminal,
    at: SocketAddr,
    /// Where mail for `elsewhere.test` goes.
    elsewhere: TcpListener,
    _dns: NameServer,
}

impl World {
    fn start() -> Self {
        let elsewhere = loopback::own_address();
        let dns = NameServer::start(vec![
            Zone::new(
                "shop.test",
                &[r#"@ TXT "v=spf1 ip4:127.0.0.0/8 -all""#, r#"_dmarc TXT "v=DMARC1; p=reject""#],
            ),
            Zone::new(SIGNER, &[KEY, r#"@ TXT "v=spf1 ip4:192.0.2.9 -all""#]),
            Zone::new("elsewhere.test", &["@ MX 10 mx", &format!("mx A {elsewhere}")]),
        ]);
        let elsewhere = TcpListener::bind((elsewhere, PORT)).expect("the port is free");
        elsewhere.set_nonblocking(true).expect("a socket");
        Self {
            terminal: Terminal::new(&[("SEALPOST_DNS", dns.address().to_string())]),
            at: (loopback::own_address(), PORT).into(),
            elsewhere,
            _dns: dns,
        }
    }

    /// Waits for a message at a terminal, while `send` sends it.
    fn receive(&self, options: &[&str], send: impl FnOnce()) -> Output {
        let at = self.at.to_string();
        let arguments =
            [&["receive", ADDRESS, "--listen", at.as_str(), "--timeout", "1"][..], options].concat();
        thread::scope(|scope| {
            let receiving = scope.spawn(|| self.terminal.run(&arguments, ""));
            wait::until("the receiver", || {
                TcpStream::connect(self.at).map(drop).map_err(|error| error.to_string())
            });
            send();
            receiving.join().expect("it ends")
        })
    }
}

/// Sends a website's message over TLS.
fn send_over_tls(at: SocketAddr) {
    let tls = TlsParameters::builder("agency.test".into()).dangerous_accept_invalid_certs(true);
    let transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(at.ip().to_string())
        .port(at.port())
        .tls(Tls::Required(tls.build_rustls().expect("parameters")))
        .build();
    let message = Message::builder()
        .from("Shop <ada@shop.test>".parse().expect("an address"))
        .to(ADDRESS.parse().expect("an address"))
        .subject("Your order")
        .body(String::from("It is on its way.\n"))
        .expect("a message");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(transport.send(message)).expect("it is accepted");
}

/// Sends each text, and compares the start of the reply. The first text is empty, because the server talks first.
fn talk(at: SocketAddr, dialogue: &[(&str, &str)]) {
    let mut stream = TcpStream::connect(at).expect("it listens");
    stream.set_read_timeout(Some(wait::PATIENCE)).expect("a socket");
    let mut replies = BufReader::new(stream.try_clone().expect("a second handle"));
    for (text, expected) in dialogue {
        stream.write_all(text.as_bytes()).expect("it reads");
        let mut line = String::new();
        while line.as_bytes().get(3) != Some(&b' ') {
            line.clear();
            assert_ne!(replies.read_line(&mut line).expect("a reply"), 0, "no reply to {text:?}");
        }
        assert!(line.starts_with(expected), "{text:?}: {line}");
    }
}

/// Returns a text in one line, because pages are wrapped.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_websites_message_is_proof_that_its_mail_arrives() {
    let world = World::start();
    let output = world.receive(&[], || send_over_tls(world.at));
    let page = one_line(output.well());
    for sentence in [
        DELIVERY.delivery_from(&"ada@shop.test"),
        DELIVERY.delivery_tls(&"TLS 1.3"),
        DELIVERY.delivery_spf_pass(&"shop.test"),
        DELIVERY.delivery_aligned(&"shop.test"),
        DELIVERY.delivery_dmarc_pass(&"reject", &"shop.test"),
        DELIVERY.delivery_not_signed_fix(&"shop.test"),
    ] {
        assert!(page.contains(&sentence), "{sentence}: {output:?}");
    }
    assert!(!page.contains("on its way"), "the text of a message isn't shown: {output:?}");
    let waits = say::CLI.receive_waiting(1, &ADDRESS, &world.at);
    assert!(output.err.contains(&waits), "{waits}: {output:?}");
    assert!(output.err.contains("[127.0.0.1]") && output.err.contains("TLS 1.3"), "{output:?}");
    assert!(TcpStream::connect(world.at).is_err(), "it ends after the first message");
}

#[test]
fn nothing_is_sent_on_and_only_one_address_is_known() {
    let world = World::start();
    let (victim, other) = ("victim@elsewhere.test", "other@agency.test");
    let [to_victim, to_other, to_us] =
        [victim, other, ADDRESS].map(|address| format!("RCPT TO:<{address}>\r\n"));
    let message = format!("From: ada@shop.test\r\nTo: {victim}\r\n\r\nHi\r\n.\r\n");
    let output = world.receive(&["--json", "--from", "info@shop.test"], || {
        talk(
            world.at,
            &[
                ("", "220 "),
                ("EHLO mx.host.test\r\n", "250 "),
                ("MAIL FROM:<ada@shop.test>\r\n", "250 "),
                (to_victim.as_str(), "550 5.1.1"),
                (to_other.as_str(), "550 5.1.1"),
                ("DATA\r\n", "554 "),
                (to_us.as_str(), "250 "),
                (to_victim.as_str(), "452 "),
                ("DATA\r\n", "354 "),
                (message.as_str(), "250 "),
            ],
        );
    });
    assert_eq!(output.status, Some(1), "it isn't from the expected address: {output:?}");
    for address in [victim, other] {
        assert!(output.err.contains(&say::CLI.receive_other(&address)), "{address}: {output:?}");
    }
    let judged: Value = serde_json::from_str(&output.out).expect("JSON");
    assert_eq!((&judged["seen"], &judged["hop"]["transport"]), (&json!("received"), &json!("plain")));
    assert_eq!((&judged["dmarc"]["outcome"], &judged["spf"]["outcome"]), (&json!("pass"), &json!("pass")));
    let wrong = &judged["advised"]["advice"][0]["wrong-from"];
    assert_eq!(
        (&wrong["found"]["address"], &wrong["expected"]),
        (&json!("ada@shop.test"), &json!("info@shop.test"))
    );
    let relayed = world.elsewhere.accept().expect_err("no connection");
    assert_eq!(relayed.kind(), std::io::ErrorKind::WouldBlock, "it sent the message on");
}

#[test]
fn a_saved_message_is_judged_again() {
    let world = World::start();
    let message = format!("{TRACE}{SIGNED}");
    std::fs::write(world.terminal.file("order.eml"), &message).expect("writable");
    let output = world.terminal.run(&["judge", "order.eml"], "");
    let page = one_line(output.well());
    for sentence in [
        DELIVERY.delivery_dkim_pass(&SIGNER, &"brisbane"),
        DELIVERY.delivery_spf_fail(&SIGNER),
        DELIVERY.delivery_receiver(&"mx.here.test", &"dkim=pass"),
        DELIVERY.delivery_dmarc_no_record().to_owned(),
    ] {
        assert!(page.contains(&sentence), "{sentence}: {output:?}");
    }

    let changed = message.replace("We lost", "We won");
    let output = world.terminal.run(&["judge", "-"], &changed);
    assert_eq!(output.status, Some(1), "{output:?}");
    let expected = DELIVERY.delivery_dkim_fail(&SIGNER, &DELIVERY.delivery_dkim_body_hash());
    assert!(one_line(&output.out).contains(&expected), "{output:?}");

    let other = ["judge", "-", "--json", "--from", "joe@football.example.com", "--provider", "postmark"];
    let judged: Value = serde_json::from_str(&world.terminal.run(&other, &message).out).expect("JSON");
    assert_eq!(judged["seen"]["pasted"]["receiver"]["authserv_id"], "mx.here.test", "{judged:#}");
    assert!(judged["advised"]["origin"].is_string(), "{judged:#}");

    let offline = Terminal::new(&[]).run(&["judge", "-"], &message);
    assert_eq!(offline.status, Some(2), "a nameserver that is silent isn't a failure: {offline:?}");
}

#[test]
fn what_can_not_be_judged_or_received_has_a_next_step() {
    let terminal = Terminal::new(&[]);
    let large = format!("From: ada@shop.test\r\n\r\n{}", "x\r\n".repeat(100_000));
    let (source, taken) = (say::CLI.judge_source_next(), loopback::own_address());
    let listener = TcpListener::bind((taken, PORT)).expect("the port is free");
    let [in_use, foreign] = [taken, Ipv4Addr::new(192, 0, 2, 1)].map(|ip| format!("{ip}:{PORT}"));
    for (arguments, input, words) in [
        (&["judge"][..], "", "FILE"),
        (&["judge", "missing.eml"], "", source),
        (&["judge", "-"], "", source),
        (&["judge", "-"], "Hi Ada,\n\nhow are you?\n", source),
        (&["judge", "-"], large.as_str(), say::CLI.judge_too_large_next()),
        (&["judge", "-", "--from", "ada"], "", "--from"),
        (&["judge", "-", "--provider", "nobody"], "", "google-workspace"),
        (&["receive"], "", "ADDRESS"),
        (&["receive", "ada"], "", "ADDRESS"),
        (&["receive", ADDRESS, "--timeout", "0"], "", "--timeout"),
        (&["receive", ADDRESS, "--listen", "25"], "", say::CLI.receive_listen_wrong()),
        (&["receive", ADDRESS, "--listen", in_use.as_str()], "", say::CLI.receive_in_use_next()),
        (&["receive", ADDRESS, "--listen", foreign.as_str()], "", say::CLI.receive_not_listening_next()),
    ] {
        let output = terminal.run(arguments, input);
        assert_eq!((output.status, &*output.out), (Some(2), ""), "{arguments:?} {output:?}");
        assert!(output.err.contains(words), "{arguments:?} {words}: {output:?}");
    }
    drop(listener);
}
