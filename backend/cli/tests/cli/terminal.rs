//! Text from clients and servers can't control the reader's terminal.

use std::{
    io::Write,
    net::TcpListener,
    sync::{Arc, Mutex},
    thread,
};

use serde_json::{Value, json};
use shared::{
    details::SecretKind,
    hidden::is_hidden,
    link::Link,
    open::Identities,
    recipients::{Recipient, RecipientSet},
    retention::Days,
    seal::{seal, seal_link},
    secret::Secret,
    wire::SealedSubmission,
};

use crate::{
    stranger::answering_with,
    support::{Machine, Ran, read},
};

/// Escape sequences that fill the clipboard, set the title, clear the screen or reverse text, an invisible character,
/// and a C1 control character.
const STEERING: &str = "\x1b]52;c;cm0gLXJmIH4=\x07 \x1b]0;all is well\x1b\\ \x1b[2J \u{202e}txt.exe \u{200b}\u{feff}\u{e0041} \u{9d}0;x\u{9c}";

#[track_caller]
fn assert_escaped(ran: &Ran) {
    let steering = |text: &str| text.chars().find(|&c| c != '\n' && is_hidden(c));
    assert_eq!((steering(&ran.out), steering(&ran.err)), (None, None), "{ran:#?}");
}

/// Opens settings that a client filled with [`STEERING`].
fn open(more: &[&str]) -> Ran {
    let machine = Machine::new();
    machine.run(&["keygen", "-o", "key.txt"]).well();
    let identities = Identities::parse(&read(&machine.path("key.txt"))).unwrap();
    let set =
        RecipientSet::new(1, vec![Recipient::new("Ada", &identities.public_keys()[0]).unwrap()]).unwrap();
    let link = Link::new(set.pin(), |secret| secret.fill(1));
    let answers = json!({
        "provider": STEERING, "host": "smtp.bakery.test", "port": 465, "security": "implicit-tls", "username": "a",
        "address": "a@bakery.test", "note": format!("{STEERING}\nsecret    mine"),
    });
    let answers = serde_json::from_value(answers).unwrap();
    let submission = SealedSubmission {
        sealed: seal(
            &link,
            &set,
            &answers,
            &Secret::from_text(SecretKind::AppPassword, "hunter2".into()).unwrap(),
            0,
        )
        .unwrap(),
        sealed_link: seal_link(&link, None, &set).unwrap(),
        recipients: set,
        site: "bakery.test".parse().unwrap(),
        client: format!("Bakery{STEERING}"),
        keep: Days::NONE,
    };
    let body = Arc::new(Mutex::new(serde_json::to_string(&submission).unwrap()));
    let (url, _) = answering_with(body);
    let environment = [("SEALPOST_TOKEN", "0123"), ("SEALPOST_SERVER", url.as_str())];
    let args = [&["open", "0123456789", "-i", "key.txt", "--accept-unvouched"], more].concat();
    machine.run_with(&args, "", &environment)
}

#[test]
fn text_from_a_client_is_escaped() {
    let shown = open(&["--show"]);
    assert_escaped(&shown);
    assert!(shown.out.contains("client    Bakery\\u{1b}]52;c;cm0gLXJmIH4=\\u{7}"), "{shown:#?}");
    assert!(shown.out.contains("\\u{202e}txt.exe \\u{200b}\\u{feff}\\u{e0041}"), "{shown:#?}");
    assert_eq!(
        shown.out.matches("\nsecret    ").count(),
        1,
        "a line break doesn't create a field: {shown:#?}"
    );

    let written = open(&["--json"]);
    assert_escaped(&written);
    let parsed: Value = serde_json::from_str(&written.out).unwrap();
    assert_eq!(parsed["provider"], STEERING, "programs get the original text");
}

#[test]
fn text_from_a_server_is_escaped() {
    let problem = json!({
        "type": "about:blank", "title": STEERING, "status": 409, "code": "x",
        "detail": format!("No.{STEERING}\nsealpost: all is well"),
    });
    let (url, _) = answering_with(Arc::new(Mutex::new(problem.to_string())));
    let environment = [("SEALPOST_TOKEN", "0123"), ("SEALPOST_SERVER", url.as_str())];
    let machine = Machine::new();
    machine.run(&["keygen", "-o", "key.txt"]).well();
    let refused = machine.run_with(&["open", "0123456789", "-i", "key.txt"], "", &environment);
    assert_escaped(&refused);
    assert!(refused.err.starts_with("sealpost: No.\\u{1b}]52;c;"), "{refused:#?}");
    assert_eq!(refused.err.lines().count(), 1, "{refused:#?}");
}

#[test]
fn a_mail_servers_greeting_is_escaped() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = listener.local_addr().unwrap().to_string();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = stream.unwrap().write_all(format!("554 {STEERING}\r\n").as_bytes());
        }
    });
    let machine = Machine::new();
    for form in [&[][..], &["--json"]] {
        let check = ["check", &server, "--security", "starttls", "--user", "a", "--password-stdin"];
        let output = machine.run_with(&[&check[..], form].concat(), "x", &[]);
        assert_escaped(&output);
        assert!(output.out.contains("52;c;cm0gLXJmIH4="), "the greeting is shown: {output:#?}");
    }
}
