//! Servers that can't be trusted: one substitutes its own technician, and another isn't a Sealpost server.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, mpsc},
    thread,
};

use serde_json::json;
use shared::{
    details::SecretKind,
    link::Link,
    open::Identities,
    recipients::{Recipient, RecipientSet},
    retention::Days,
    seal::{seal, seal_link},
    secret::Secret,
    wire::SealedSubmission,
};

use crate::support::{Machine, SAY, TECHNICIAN, longest};

/// Answers every request with the same body, and reports each request line and body.
fn answering(body: String) -> (String, mpsc::Receiver<(String, String)>) {
    answering_with(Arc::new(Mutex::new(body)))
}

/// Like [`answering`], with a body that can change.
pub(crate) fn answering_with(body: Arc<Mutex<String>>) -> (String, mpsc::Receiver<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (asked, receiver) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let body = body.lock().unwrap().clone();
            // Not every test reads the requests.
            let _ = asked.send(answer(&stream.unwrap(), &body));
        }
    });
    (url, receiver)
}

fn answer(mut stream: &TcpStream, body: &str) -> (String, String) {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        lines.push(line);
    }
    let mut sent = vec![0; length];
    reader.read_exact(&mut sent).unwrap();
    // If the body contains a status, the response has that status.
    let problem = serde_json::from_str::<serde_json::Value>(body).ok();
    let status = problem.and_then(|problem| problem["status"].as_u64()).unwrap_or(200);
    let head =
        format!("HTTP/1.1 {status} Whatever\r\ncontent-type: application/json\r\nconnection: close\r\n");
    write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len()).unwrap();
    (lines[0].trim().to_owned(), String::from_utf8(sent).unwrap())
}

fn set(name: &str) -> RecipientSet {
    let key = Identities::generate().public_keys().remove(0);
    RecipientSet::new(1, vec![Recipient::new(name, &key).unwrap()]).unwrap()
}

#[test]
fn a_swapped_technician_stops_everything_and_is_reported() {
    let (promised, shown) = (set("Ada"), set("Ada"));
    let view = serde_json::json!({
        "client": "Bakery", "site": "bakery.test", "address": null, "manager": "Mia", "contact_name": "Mia", "status": "waiting",
        "step": "welcome", "progress": {"step": null, "address": null, "provider": null},
        "recipients": shown, "checked": false, "checks_left": 5, "receipt": null, "report": null,
        "expires_at": 2_000_000_000, "keep": Days::NONE,
    });
    let (url, asked) = answering(view.to_string());
    let link = Link::new(promised.pin(), |secret| secret.fill(7));
    let details = r#"{"address": "a@bakery.test", "secret": "hunter2", "provider": "google-workspace"}"#;
    let err = Machine::new().run_with(&["seal", &link.url(&url)], details, &[]).ended(1);
    assert!(err.contains(TECHNICIAN.seal_error_pin()), "{err}");
    assert!(err.contains(SAY.seal_warned()), "{err}");

    let first = asked.recv().unwrap();
    assert!(first.0.starts_with("GET /api/o/") && !first.0.contains(link.token().expose()), "{first:?}");
    let alarm = asked.recv().unwrap();
    assert!(alarm.0.contains("/alarm ") && alarm.1.contains(&shown.pin().to_string()), "{alarm:?}");
    assert!(asked.try_recv().is_err(), "nothing else was sent");
}

/// The operator knows the technicians' public keys and can encrypt to them, but doesn't know the client's link.
#[test]
fn a_submission_forged_by_the_operator_is_never_used() {
    let machine = Machine::new();
    machine.run(&["keygen", "-o", "key.txt"]).well();
    let identities = Identities::parse(&crate::support::read(&machine.path("key.txt"))).unwrap();
    let key = identities.public_keys().remove(0);
    let set = RecipientSet::new(1, vec![Recipient::new("Ada", &key).unwrap()]).unwrap();
    let (theirs, forged) =
        (Link::new(set.pin(), |secret| secret.fill(1)), Link::new(set.pin(), |secret| secret.fill(2)));
    let answers = serde_json::json!({
        "provider": "", "host": "smtp.evil.test", "port": 465, "security": "implicit-tls", "username": "a",
        "address": "a@bakery.test", "note": "",
    });
    let answers = serde_json::from_value(answers).unwrap();
    let sealed = seal(
        &forged,
        &set,
        &answers,
        &Secret::from_text(SecretKind::AppPassword, "hunter2".into()).unwrap(),
        0,
    )
    .unwrap();
    let body = SealedSubmission {
        sealed,
        sealed_link: seal_link(&theirs, None, &set).unwrap(),
        recipients: set,
        site: "bakery.test".parse().unwrap(),
        client: "Bakery".into(),
        keep: Days::NONE,
    };
    let (url, asked) = answering(serde_json::to_string(&body).unwrap());
    let environment = [("SEALPOST_TOKEN", "0123"), ("SEALPOST_SERVER", url.as_str())];
    let args = ["open", "0123456789", "-i", "key.txt", "--as", "env", "--check", "--configured"];
    let err = machine.run_with(&args, "", &environment).ended(1);
    assert!(err.contains(SAY.origin_elsewhere()), "{err}");
    assert!(!err.contains("hunter2") && !err.contains("evil"), "{err}");
    assert!(asked.recv().unwrap().0.starts_with("GET "), "the file is fetched");
    assert!(asked.try_recv().is_err(), "it isn't marked as collected or configured");
}

/// If a server swaps the names of a file's readers, the file itself reveals it.
#[test]
fn readers_that_differ_from_those_in_the_file_raise_an_alarm() {
    let machine = Machine::new();
    machine.run(&["keygen", "-o", "key.txt"]).well();
    let identities = Identities::parse(&crate::support::read(&machine.path("key.txt"))).unwrap();
    let key = identities.public_keys().remove(0);
    let set = RecipientSet::new(1, vec![Recipient::new("Ada", &key).unwrap()]).unwrap();
    let link = Link::new(set.pin(), |secret| secret.fill(1));
    let answers = json!({
        "provider": "", "host": "smtp.bakery.test", "port": 465, "security": "implicit-tls", "username": "a",
        "address": "a@bakery.test", "note": "",
    });
    let answers = serde_json::from_value(answers).unwrap();
    let body = SealedSubmission {
        sealed: seal(
            &link,
            &set,
            &answers,
            &Secret::from_text(SecretKind::AppPassword, "hunter2".into()).unwrap(),
            0,
        )
        .unwrap(),
        sealed_link: seal_link(&link, None, &set).unwrap(),
        recipients: RecipientSet::new(2, set.recipients().to_vec()).unwrap(),
        site: "bakery.test".parse().unwrap(),
        client: "Bakery".into(),
        keep: Days::NONE,
    };
    let (url, asked) = answering(serde_json::to_string(&body).unwrap());
    let environment = [("SEALPOST_TOKEN", "0123"), ("SEALPOST_SERVER", url.as_str())];
    let err = machine.run_with(&["open", "0123456789", "-i", "key.txt", "--show"], "", &environment).ended(1);
    assert!(err.contains(SAY.origin_other_readers()), "{err}");
    assert!(!err.contains("hunter2"), "{err}");
    assert!(asked.recv().unwrap().0.starts_with("GET "), "the file is fetched");
    assert!(asked.try_recv().is_err(), "it isn't marked as collected");
}

/// The program decrypts challenges automatically. It must not reveal other content that was encrypted to the key.
#[test]
fn a_sealed_file_sent_as_a_challenge_is_not_opened() {
    let machine = Machine::new();
    machine.run(&["keygen", "-o", "key.txt"]).well();
    let identities = Identities::parse(&crate::support::read(&machine.path("key.txt"))).unwrap();
    let key = identities.public_keys().remove(0);
    let set = RecipientSet::new(1, vec![Recipient::new("Ada", &key).unwrap()]).unwrap();
    let link = Link::new(set.pin(), |secret| secret.fill(1));
    let challenge = shared::wire::KeyChallenge {
        sealed: seal_link(&link, None, &set).unwrap(),
        expires_at: 2_000_000_000,
    };
    let mut body = serde_json::to_value(challenge).unwrap();
    let me = json!({ "id": "ada0000000", "name": "Ada", "email": "a@b.test", "roles": ["technician"], "key": null, "second_factor": false });
    body.as_object_mut().unwrap().extend(me.as_object().unwrap().clone());
    let (url, asked) = answering(body.to_string());
    let environment = [("SEALPOST_TOKEN", "0123"), ("SEALPOST_SERVER", url.as_str())];
    let err = machine.run_with(&["register", "-i", "key.txt"], "", &environment).ended(2);
    assert!(err.contains(TECHNICIAN.open_error_not_a_challenge()), "{err}");
    let asked: Vec<(String, String)> = asked.try_iter().collect();
    assert!(asked.iter().all(|(line, _)| !line.starts_with("PUT ")), "{asked:?}");
    assert!(!format!("{asked:?}").contains(&*link.fragment()), "{asked:?}");
}

#[test]
fn a_server_that_is_not_sealpost_is_recognized() {
    let (url, _asked) = answering("<html>Welcome to nginx!</html>".into());
    let machine = Machine::new();
    let login = ["login", &url, "--email", "ada@studio.test", "--password-stdin"];
    let err = machine.run_with(&login, "password", &[]).ended(2);
    assert!(err.contains(longest(SAY.server_unknown_answer_parts())), "{err}");

    let listen = url.strip_prefix("http://").unwrap();
    let environment = [("SEALPOST_LISTEN", listen), ("SEALPOST_DNS", "127.0.0.1:1")];
    let doctor = machine.run_with(&["doctor"], "", &environment);
    assert_eq!(doctor.code, 1);
    assert!(doctor.out.contains(&SAY.doctor_address_taken(&listen)), "{doctor:?}");
}
