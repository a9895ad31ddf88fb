//! What people do wrong, and what they are told. Each is one clear sentence and the next step.

use crate::support::{Machine, PASSWORD, PROGRAM, Server, link};

const DETAILS: &str = r#"{"provider": "google-workspace", "address": "orders@bakery.test", "secret": "x"}"#;

#[test]
fn without_a_server() {
    let machine = Machine::new();
    for (args, said) in [
        (&["open", "0123456789", "-i", "key.txt"][..], "There is no file key.txt."),
        (&["open", "0123456789", "-i", "."], ". is a folder."),
        (&["open", "0123456789"], "Give your key file with -i."),
        (&["open", "../people", "-i", "key.txt"], "There is no file ../people."),
        (&["open", ".", "-i", "key.txt"], ". is a folder."),
        (
            &["open", "a.age", "--check", "-i", "key.txt"],
            "--check is for an onboarding, and a.age is a file.",
        ),
        (&["open", "0123456789", "-i", "k", "--as", "drupal"], "[possible values: wordpress, env]"),
        (&["new", "--client", "A", "--site", "a.test"], "No server is known.\nSign in first: sealpost login"),
        (&["new", "--client", "A", "--site", "ada@a.test"], "This is an e-mail address."),
        (&["new", "--client", "A", "--site", "a.test", "--days", "91"], "91 is not in 1..=90"),
        (&["seal"], "<LINK>"),
        (&["seal", "--no-check", "https://post.test/o"], "This link is incomplete."),
        (&["login", "http://post.test", "--email", "ada@a.test"], "It begins with https://"),
        (&["login", "https://post.test", "--email", "ada"], "This is not a complete e-mail address."),
        (&["login", "http://127.0.0.1:1", "--email", "a@a.test", "--password-stdin"], "could not be reached"),
        (&["keygen", "--register"], "--output <FILE>"),
        (&["frobnicate"], "unrecognized subcommand"),
        (&["--config", "none.toml", "keygen"], "none.toml: cannot be read"),
    ] {
        let err = machine.run_with(args, "password", &[]).ended(2);
        assert!(err.contains(said), "{args:?}: {err}");
        assert!(!err.contains("panicked") && !err.contains("Error("), "{args:?}: {err}");
    }
}

#[test]
fn a_key_is_never_overwritten() {
    let machine = Machine::new();
    machine.run(&["keygen", "-o", "key.txt"]).well();
    let key = crate::support::read(&machine.path("key.txt"));
    let err = machine.run(&["keygen", "-o", "key.txt"]).ended(2);
    assert!(err.starts_with("sealpost: There is a file key.txt already"), "{err}");
    assert_eq!(crate::support::read(&machine.path("key.txt")), key);
}

#[test]
fn keys_that_do_not_fit() {
    let server = Server::start();
    let ada = server.person();
    let (id, link) = link(&ada);
    let err = ada.run(&["open", &id, "-i", "key.txt"]).ended(1);
    assert!(err.starts_with("sealpost: "), "nothing was handed in yet: {err}");
    Machine::new().run_with(&["seal", "--no-check", &link], DETAILS, &[]).well();

    ada.run(&["keygen", "-o", "other.txt"]).well();
    let err = ada.run(&["open", &id, "-i", "other.txt"]).ended(2);
    assert!(err.starts_with("sealpost: This key does not open it"), "{err}");
    // Where there is no terminal, nobody can be asked for a passphrase.
    std::fs::write(ada.path("locked.txt"), "age-encryption.org/v1\n-> scrypt").unwrap();
    let mut alone = ada.command("setsid");
    let alone = alone.args(["--wait", PROGRAM, "open", &id, "-i", "locked.txt"]).output().unwrap();
    let err = String::from_utf8(alone.stderr).unwrap();
    assert!(alone.status.code() == Some(2) && err.contains("age -d -o key.txt"), "{err}");
    let err = ada.run(&["open", "zzzzzzzzzz", "-i", "key.txt"]).ended(1);
    assert_eq!(err, "sealpost: There is no such onboarding.\n");
}

#[test]
fn sealing_twice_and_sealing_wrong() {
    let server = Server::start();
    let ada = server.person();
    let (_, link) = link(&ada);
    let client = Machine::new();
    let seal = |input: &str| client.run_with(&["seal", "--no-check", &link], input, &[]);
    for (input, said) in [
        ("", "There are no details on standard input."),
        ("{", "The details are not JSON: line 1"),
        (r#"{"address": "orders@bakery.test"}"#, "secret: This is missing."),
        (
            r#"{"address": "orders@bakery.test", "secret": "x", "provider": "no-such"}"#,
            "There is no provider \"no-such\"",
        ),
        (
            r#"{"address": "orders@bakery.test", "secret": "x", "host": "mail.bakery.test"}"#,
            "port: This is missing.",
        ),
    ] {
        let err = seal(input).ended(2);
        assert!(err.contains(said), "{input}: {err}");
    }
    let unreachable = r#"{"address": "orders@bakery.test", "secret": "hunter2", "host": "127.0.0.1", "port": 1,
        "security": "implicit-tls", "username": "orders"}"#;
    let err = client.run_with(&["seal", &link], unreachable, &[]).ended(2);
    assert!(err.contains("127.0.0.1 port 1 (implicit-tls) as orders\n"), "{err}");
    assert!(err.contains("Nothing was handed in; to do so all the same, give --no-check."), "{err}");
    assert!(!err.contains("hunter2"), "{err}");
    seal(DETAILS).well();
    let err = seal(DETAILS).ended(1);
    assert!(err.starts_with("sealpost: The details were handed in already, on "), "{err}");
}

#[test]
fn other_technicians_have_to_be_approved() {
    let server = Server::start();
    let ada = server.person();
    let new = ["new", "--client", "A", "--site", "a.test"];
    let err = ada.run(&new).ended(1);
    assert!(err.contains("You have not accepted these technicians yet."), "{err}");
    let own = ada.fingerprint("key.txt");
    assert!(err.contains(&format!("--accept-recipient '{own}'")), "{err}");
    let accept = |fingerprint: &str| [&new[..], &["--accept-recipient", fingerprint]].concat().join("\n");
    let accept = |fingerprint: &str| ada.run(&accept(fingerprint).lines().collect::<Vec<_>>());
    accept("0000 0000 0000 0000").ended(1);
    accept(&own.replace(' ', "-").to_uppercase()).well();
    ada.run(&new).well();
    let register = ["keygen", "-o", "new-key.txt", "--register", "--password-stdin"];
    ada.run_with(&register, PASSWORD, &[]).well();
    let err = ada.run(&new).ended(1);
    assert!(err.contains("Ada   NEW KEY\n") && err.contains("Ada   before\n"), "{err}");
    assert!(err.contains("Technicians are listed whom you have not accepted."), "{err}");
    accept(&own).ended(1);
    accept(&ada.fingerprint("new-key.txt")).well();
}
