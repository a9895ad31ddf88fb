//! A key that someone writes directly into the database is detected before anything is encrypted to it. The recipients
//! that a person accepted follow them to their other machines, and the server can neither forge that list nor bring
//! back an old one.

use shared::open::Identities;

use crate::support::{EMAIL, Machine, PASSWORD, Ran, SAY, Server, TECHNICIAN, fingerprint, link, longest};

const DETAILS: &str =
    r#"{"provider": "google-workspace", "address": "orders@bakery.test", "secret": "abcd efgh ijkl mnop"}"#;

fn eve() -> (String, String) {
    let eve = Identities::generate();
    (eve.public_keys().remove(0), fingerprint(&eve))
}

fn new(machine: &Machine, more: &[&str]) -> Ran {
    machine.run(&[&["new", "--client", "A", "--site", "a.test"], more].concat())
}

/// Returns another machine of this person, with a copy of their key file.
fn another(server: &Server, of: &Machine) -> Machine {
    let machine = Machine::new();
    let login = ["login", &server.url, "--email", EMAIL, "--password-stdin"];
    machine.run_with(&login, PASSWORD, &[]).ended(0);
    std::fs::copy(of.path("key.txt"), machine.path("key.txt")).unwrap();
    machine
}

#[test]
fn a_key_in_the_database_is_noticed_when_a_link_is_made() {
    let server = Server::start();
    let ada = server.person();
    let own = ada.fingerprint("key.txt");
    let (key, print) = eve();
    server.add_unapproved_key("Eve", &key);

    // Nothing has been accepted yet. Accepting one's own key doesn't accept the other one.
    let err = new(&ada, &["--accept-recipient", &own]).ended(1);
    assert!(err.contains(&format!("{print}   Eve   {}", SAY.accept_mark_new())), "{err}");
    assert_eq!(server.behind_its_back("SELECT count(*) FROM onboarding"), "0\n");
    // Someone accepted the list before the key was added.
    server.behind_its_back("DELETE FROM recipient_set WHERE version > 1");
    new(&ada, &["--accept-recipient", &own]).well();
    server.add_unapproved_key("Eve", &key);
    let err = new(&ada, &[]).ended(1);
    assert!(
        err.contains(&format!("{print}   Eve   {}\n", SAY.accept_mark_new()))
            && err.contains(&format!("{own}   Ada\n")),
        "{err}"
    );
    assert_eq!(server.behind_its_back("SELECT count(*) FROM onboarding"), "1\n");
    new(&ada, &["--accept-recipient", &print]).well();
}

#[test]
fn a_key_in_the_database_is_noticed_when_a_file_is_re_encrypted() {
    let server = Server::start();
    let ada = server.person();
    let (id, link) = link(&ada);
    Machine::new().run_with(&["seal", "--no-check", &link], DETAILS, &[]).well();
    let (key, print) = eve();
    server.add_unapproved_key("Eve", &key);

    // This machine has never accepted anyone. The file itself names the recipients that it was encrypted to.
    let desk = another(&server, &ada);
    let vouched_by = new(&ada, &["--accept-recipient", &print, "--json"]).well();
    let vouched_by: serde_json::Value = serde_json::from_str(&vouched_by).unwrap();
    let reseal =
        ["reseal", &id, "-i", "key.txt", "--accept-manager", vouched_by["vouched_by"].as_str().unwrap()];
    let err = desk.run(&reseal).ended(1);
    assert!(err.contains(&format!("Ada   {}\n", SAY.accept_mark_pinned())), "{err}");
    assert!(err.contains(&format!("{print}   Eve   {}\n", SAY.accept_mark_new())), "{err}");
    assert_eq!(
        server.behind_its_back("SELECT count(*) FROM submission WHERE resealed_by IS NOT NULL"),
        "0\n"
    );
    desk.run(&[&reseal[..], &["--accept-recipient", &print]].concat()).well();
}

#[test]
fn accepted_recipients_follow_the_key_and_an_old_state_is_noticed() {
    let server = Server::start();
    let ada = server.person();
    let own = ada.fingerprint("key.txt");
    new(&ada, &["-i", "key.txt", "--accept-recipient", &own]).well();
    let first = server.behind_its_back("SELECT quote(sealed) FROM approval");

    let desk = another(&server, &ada);
    assert!(new(&desk, &[]).ended(1).contains(SAY.accept_none_yet()), "without the key");
    let carried = new(&desk, &["-i", "key.txt"]);
    assert!(carried.err.contains(longest(SAY.accept_elsewhere_parts())), "{carried:?}");
    carried.well();
    new(&desk, &[]).well();

    let (key, print) = eve();
    server.add_unapproved_key("Eve", &key);
    new(&desk, &["-i", "key.txt", "--accept-recipient", &print]).well();
    assert!(new(&ada, &["-i", "key.txt"]).err.contains(longest(SAY.accept_elsewhere_parts())));
    // Someone restores the first state. Every device that has seen a later state reports it.
    server.behind_its_back(&format!("UPDATE approval SET sealed = {}", first.trim()));
    for machine in [&ada, &desk] {
        let output = new(machine, &["-i", "key.txt"]);
        assert!(output.err.contains(TECHNICIAN.accepted_error_rolled_back()), "{output:?}");
        server.behind_its_back(&format!("UPDATE approval SET sealed = {}", first.trim()));
    }
    // A list that fails authentication is ignored.
    server.behind_its_back("UPDATE approval SET sealed = x'00'");
    let fresh = another(&server, &ada);
    assert!(new(&fresh, &["-i", "key.txt"]).ended(1).contains(SAY.accept_none_yet()));
}
