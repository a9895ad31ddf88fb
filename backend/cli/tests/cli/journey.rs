//! The whole journey, using only the command line.

use std::time::{SystemTime, UNIX_EPOCH};

use shared::day::Day;

use crate::support::{EMAIL, Machine, PASSWORD, PROBLEMS, SAY, Server, link, longest, read, run};

const DETAILS: &str = r#"{
    "provider": "google-workspace",
    "address": "orders@bakery.test",
    "secret": "abcd efgh ijkl mnop",
    "note": "it's the till's too"
}"#;

const SECRET: &str = "abcdefghijklmnop";

#[test]
fn from_the_link_to_the_configured_site() {
    let server = Server::start();
    let ada = server.person();

    let own = ada.fingerprint("key.txt");
    let made = ada.run(&["new", "--client", "Bakery", "--site", "Bäckerei.test", "--accept-recipient", &own]);
    assert!(made.err.contains(SAY.accept_readers()), "{made:?}");
    assert!(made.err.contains("xn--bckerei-5wa.test"), "{made:?}");
    let link = made.well();
    assert!(link.starts_with(&format!("{}/o#", server.url)) && link.lines().count() == 1, "{link}");

    let client = Machine::new();
    let receipt = client.run_with(&["seal", "--no-check", link.trim()], DETAILS, &[]).well();
    assert!(receipt.starts_with(&SAY.seal_receipt_for(&"Ada")), "{receipt}");
    assert!(receipt.contains(longest(SAY.seal_receipt_digest_parts())), "{receipt}");

    let id = ada.run(&["new", "--client", "Other", "--site", "other.test"]).err;
    assert!(id.contains(SAY.new_done_send()), "an approved set needs no second approval: {id}");
}

#[test]
fn a_sealed_file_opens() {
    let server = Server::start();
    let ada = server.person();
    let (id, link) = link(&ada);
    // The link is in the environment, so that it isn't in the shell's history.
    let environment = [("SEALPOST_LINK", link.as_str())];
    let receipt = Machine::new().run_with(&["seal", "--no-check", "--json"], DETAILS, &environment).well();
    let receipt: serde_json::Value = serde_json::from_str(&receipt).unwrap();
    assert_eq!(receipt["recipients"], serde_json::json!(["Ada"]));

    let shown = ada.run(&["open", &id, "-i", "key.txt"]).well();
    assert!(shown.contains("host      smtp.gmail.com\nport      465\n"), "{shown}");
    assert!(!shown.contains(SECRET) && shown.contains(SAY.open_secret_hidden()), "{shown}");
    let shown = ada.run(&["open", &id, "-i", "key.txt", "--show"]).well();
    assert!(shown.contains(&format!("secret    {SECRET}\n")), "{shown}");

    let opened = ada.run(&["open", &id, "-i", "key.txt", "--json"]).well();
    let opened: serde_json::Value = serde_json::from_str(&opened).unwrap();
    assert_eq!((&opened["secret"], &opened["authenticated"]), (&SECRET.into(), &true.into()));
    assert_eq!((&opened["port"], &opened["username"]), (&465.into(), &"orders@bakery.test".into()));

    let settings = ada.run(&["open", &id, "-i", "key.txt", "--as", "wordpress", "--configured"]);
    assert!(
        settings.err.contains("wp-config.php") && settings.err.contains(&SAY.open_configured(&"bakery.test"))
    );
    assert!(settings.well().contains(&format!("define( 'WPMS_SMTP_PASS', '{SECRET}' );\n")));
    let settings = ada.run(&["open", &id, "-i", "key.txt", "--as", "env"]).well();
    assert!(settings.ends_with(&format!("SMTP_PASSWORD={SECRET}\n")), "{settings}");

    let written = server.written();
    let canary = written.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
    assert!(!canary, "the server has written the secret to disk");
}

#[test]
fn a_client_secret_that_expires_is_shown_and_stored_only_for_a_reminder() {
    let server = Server::start();
    let ada = server.person();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let day = Day::of(i64::try_from(now).unwrap() + 100 * 86_400).unwrap();
    for reminds in [false, true] {
        let (id, link) = link(&ada);
        let details = format!(
            r#"{{"provider": "microsoft-365", "address": "orders@bakery.test", "tenant": "bakery.test",
                "application": "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5", "client_secret": "8Q~value",
                "secret_expires": "{day}", "remind": {reminds}}}"#
        );
        Machine::new().run_with(&["seal", "--no-check", &link], &details, &[]).well();
        let stored = server.behind_its_back(&format!(
            "SELECT ifnull(secret_expires_at, 'none') FROM onboarding WHERE id = '{id}'"
        ));
        let expected = if reminds { day.midnight().to_string() } else { "none".into() };
        assert_eq!(stored.trim(), expected);

        let shown = ada.run(&["open", &id, "-i", "key.txt"]).well();
        assert!(shown.contains(&format!("expires   {day}\n")), "{shown}");
        let opened = ada.run(&["open", &id, "-i", "key.txt", "--json"]).well();
        let opened: serde_json::Value = serde_json::from_str(&opened).unwrap();
        assert_eq!(opened["secret"]["secret_expires"], day.to_string(), "in the sealed file either way");
    }
}

#[test]
fn the_plain_age_program_opens_a_sealed_file() {
    let server = Server::start();
    let ada = server.person();
    let (id, link) = link(&ada);
    // The link is on the first line, with the details below it.
    let input = format!("{link}\n{DETAILS}");
    Machine::new().run_with(&["seal", "--no-check", "-"], &input, &[]).well();

    ada.run(&["open", &id, "-o", "sealed.age"]).well();
    assert!(read(&ada.path("sealed.age")).starts_with("-----BEGIN AGE ENCRYPTED FILE-----\n"));
    let mut age = ada.command("age");
    age.args(["-d", "-i", "key.txt", "sealed.age"]);
    let plain = run(age, "").well();
    let opened: serde_json::Value = serde_json::from_str(plain.trim_end_matches('\0')).unwrap();
    assert_eq!((&opened["v"], &opened["secret"]), (&1.into(), &SECRET.into()));

    let again = ada.run(&["open", &id, "-o", "sealed.age"]);
    assert!(again.ended(2).contains(&SAY.file_exists(&"sealed.age")));
}

#[test]
fn signing_in_and_out() {
    let server = Server::start();
    let own = server.person().fingerprint("key.txt");
    let machine = Machine::new();
    let login = ["login", &server.url, "--email", EMAIL, "--password-stdin"];
    let output = machine.run_with(&login, "wrong password", &[]).ended(2);
    assert_eq!(output, format!("sealpost: {}\n", PROBLEMS.wrong_login()));
    let output = machine.run_with(&login, &format!("{PASSWORD}\n"), &[]).ended(0);
    assert_eq!(output, format!("{}\n", SAY.login_done(&server.url, &"Ada", &EMAIL)));
    machine.run(&["new", "--client", "A", "--site", "a.test", "--accept-recipient", &own]).well();
    let output = machine.run(&["logout"]).ended(0);
    assert_eq!(output, format!("{}\n", SAY.logout_done(&server.url)));
    let output = machine.run(&["new", "--client", "A", "--site", "a.test", "--server", &server.url]).ended(2);
    assert!(output.contains(&SAY.server_signed_out(&server.url)), "{output}");
}
