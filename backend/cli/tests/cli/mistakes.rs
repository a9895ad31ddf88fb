//! Mistakes that people make. Each gets one clear sentence with the next step.

use crate::support::{CLIENT, Machine, PASSWORD, PROBLEMS, PROGRAM, SAY, Server, TECHNICIAN, link, longest};

const DETAILS: &str = r#"{"provider": "google-workspace", "address": "orders@bakery.test", "secret": "x"}"#;

#[test]
fn mistakes_are_reported_without_a_server() {
    let machine = Machine::new();
    for (args, expected) in [
        (&["open", "0123456789", "-i", "key.txt"][..], &*SAY.file_missing(&"key.txt")),
        (&["open", "0123456789", "-i", "."], SAY.key_in_folder()),
        (&["open", "0123456789"], SAY.open_needs_key_next()),
        (&["open", "../people", "-i", "key.txt"], &SAY.file_missing(&"../people")),
        (&["open", ".", "-i", "key.txt"], SAY.open_in_folder()),
        (&["open", "a.age", "--check", "-i", "key.txt"], &SAY.open_option_for_id(&"--check", &"a.age")),
        (
            &["open", "0123456789", "-i", "k", "--as", "drupal"],
            "[possible values: wordpress, fluentsmtp, wordpress-plain, ",
        ),
        (&["new", "--client", "A", "--site", "a.test"], SAY.server_not_set_next()),
        (&["new", "--client", "A", "--site", "ada@a.test"], SAY.new_site_is_address()),
        (&["new", "--client", "A", "--site", "a.test", "--days", "91"], "91 is not in 1..=90"),
        (&["seal"], "<LINK>"),
        (&["seal", "--no-check", "https://post.test/o"], CLIENT.link_incomplete()),
        (&["login", "http://post.test", "--email", "ada@a.test"], SAY.server_address_tls()),
        (&["login", "https://post.test", "--email", "ada"], CLIENT.rule_not_an_address()),
        (
            &["login", "http://127.0.0.1:1", "--email", "a@a.test", "--password-stdin"],
            SAY.server_unreachable_next(),
        ),
        (&["keygen", "--register"], "--output <FILE>"),
        (&["frobnicate"], "unrecognized subcommand"),
        (&["--config", "none.toml", "keygen"], longest(SAY.settings_file_unreadable_parts())),
    ] {
        let err = machine.run_with(args, "password", &[]).ended(2);
        assert!(err.contains(expected), "{args:?}: {err}");
        assert!(!err.contains("panicked") && !err.contains("Error("), "{args:?}: {err}");
    }
}

#[test]
fn a_key_is_never_overwritten() {
    let machine = Machine::new();
    machine.run(&["keygen", "-o", "key.txt"]).well();
    let key = crate::support::read(&machine.path("key.txt"));
    let err = machine.run(&["keygen", "-o", "key.txt"]).ended(2);
    assert!(err.contains(&SAY.keygen_exists(&"key.txt")), "{err}");
    assert_eq!(crate::support::read(&machine.path("key.txt")), key);
}

#[test]
fn keys_that_do_not_match_are_refused() {
    let server = Server::start();
    let ada = server.person();
    let (id, link) = link(&ada);
    let err = ada.run(&["open", &id, "-i", "key.txt"]).ended(1);
    assert!(err.starts_with("sealpost: "), "nothing was sent yet: {err}");
    Machine::new().run_with(&["seal", "--no-check", &link], DETAILS, &[]).well();

    ada.run(&["keygen", "-o", "other.txt"]).well();
    let err = ada.run(&["open", &id, "-i", "other.txt"]).ended(2);
    assert!(err.contains(TECHNICIAN.open_error_wrong_identity()), "{err}");
    // Without a terminal, no one can type a passphrase.
    std::fs::write(ada.path("locked.txt"), "age-encryption.org/v1\n-> scrypt").unwrap();
    let mut alone = ada.command("setsid");
    let alone = alone.args(["--wait", PROGRAM, "open", &id, "-i", "locked.txt"]).output().unwrap();
    let err = String::from_utf8(alone.stderr).unwrap();
    assert!(alone.status.code() == Some(2) && err.contains("age -d -o key.txt"), "{err}");
    let err = ada.run(&["open", "zzzzzzzzzz", "-i", "key.txt"]).ended(1);
    assert_eq!(err, format!("sealpost: {}\n", PROBLEMS.onboarding_unknown()));
}

#[test]
fn sealing_twice_or_incorrectly_is_refused() {
    let server = Server::start();
    let ada = server.person();
    let (_, link) = link(&ada);
    let client = Machine::new();
    let seal = |input: &str| client.run_with(&["seal", "--no-check", &link], input, &[]);
    for (input, expected) in [
        ("", SAY.details_missing()),
        ("{", &*SAY.details_not_json(&1, &1)),
        (r#"{"address": "orders@bakery.test"}"#, &format!("secret: {}", SAY.details_required())),
        (
            r#"{"address": "orders@bakery.test", "secret": "x", "provider": "no-such"}"#,
            &SAY.audit_provider_unknown(&"\"no-such\""),
        ),
        (
            r#"{"address": "orders@bakery.test", "secret": "x", "host": "mail.bakery.test"}"#,
            &format!("port: {}", SAY.details_required()),
        ),
    ] {
        let err = seal(input).ended(2);
        assert!(err.contains(expected), "{input}: {err}");
    }
    let unreachable = r#"{"address": "orders@bakery.test", "secret": "hunter2", "host": "127.0.0.1", "port": 1,
        "security": "implicit-tls", "username": "orders"}"#;
    let err = client.run_with(&["seal", &link], unreachable, &[]).ended(2);
    assert!(err.contains("127.0.0.1 port 1 (implicit-tls) as orders\n"), "{err}");
    assert!(err.contains(SAY.seal_nothing_sent()), "{err}");
    assert!(!err.contains("hunter2"), "{err}");
    seal(DETAILS).well();
    let err = seal(DETAILS).ended(1);
    assert!(err.contains(SAY.seal_already_next()), "{err}");
}

#[test]
fn other_technicians_have_to_be_approved() {
    let server = Server::start();
    let ada = server.person();
    let new = ["new", "--client", "A", "--site", "a.test"];
    let err = ada.run(&new).ended(1);
    assert!(err.contains(SAY.accept_none_yet()), "{err}");
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
    for mark in [SAY.accept_mark_new_key(), SAY.accept_mark_before()] {
        assert!(err.contains(&format!("Ada   {mark}\n")), "{err}");
    }
    assert!(err.contains(SAY.accept_some_new()), "{err}");
    accept(&own).ended(1);
    accept(&ada.fingerprint("new-key.txt")).well();
}
