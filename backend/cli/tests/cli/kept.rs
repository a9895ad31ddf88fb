//! Backups, restores and retention.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use shared::{link::Link, retention::DeletionRule, wire::ClientView};

use crate::support::{Machine, SAY, Server, link, longest, read};

const DETAILS: &str = r#"{
    "provider": "google-workspace", "address": "orders@bakery.test", "secret": "abcd efgh ijkl mnop"
}"#;

/// Sends a sealed file, and returns it in the form that the server stores.
fn hand_in(server: &Server, person: &Machine) -> (String, Link, Vec<u8>) {
    let (id, link) = link(person);
    let client = Machine::new();
    let receipt = client.run_with(&["seal", "--no-check", "-"], &format!("{link}\n{DETAILS}"), &[]).well();
    assert!(receipt.contains(&SAY.seal_receipt_deleted(7)), "{receipt}");
    person.run(&["open", &id, "-o", &format!("{id}.age")]).well();
    let armored = read(&person.path(&format!("{id}.age")));
    let inside: String = armored.lines().filter(|line| !line.starts_with("---")).collect();
    let file = STANDARD.decode(inside).unwrap();
    assert!(folder_contains(&server.data(), &file));
    (id, Link::parse(&link).unwrap(), file)
}

/// Returns true if a folder contains bytes from the middle of a file.
fn folder_contains(folder: &Path, file: &[u8]) -> bool {
    let piece = &file[file.len() / 2..][..32];
    let holds = |path: PathBuf| fs::read(path).unwrap().windows(32).any(|window| window == piece);
    fs::read_dir(folder).unwrap().any(|entry| holds(entry.unwrap().path()))
}

fn withdraw(server: &Server, link: &Link) {
    let url = format!("{}/api/o/{}/withdraw", server.url, link.locator());
    let bearer = format!("Bearer {}", link.token().expose());
    let answer = ureq::post(&url).header("authorization", bearer).send_json(()).unwrap();
    assert_eq!(answer.status(), 204);
}

/// Opens a link.
fn ask(server: &Server, link: &Link) -> Result<ureq::http::Response<ureq::Body>, ureq::Error> {
    let url = format!("{}/api/o/{}", server.url, link.locator());
    ureq::get(&url).header("authorization", format!("Bearer {}", link.token().expose())).call()
}

/// Runs a command on the database in this folder.
fn on(machine: &Machine, data: &Path, args: &[&str]) -> crate::support::Ran {
    machine.run_with(args, "", &[("SEALPOST_DATA", data.to_str().unwrap())])
}

#[test]
fn a_backup_of_a_running_server_is_restored_elsewhere() {
    let server = Server::start();
    let person = server.person();
    let (_, link, file) = hand_in(&server, &person);
    let here = Machine::new();
    let output = on(&here, &server.data(), &["backup", "saved.db"]).well();
    assert!(output.contains("saved.db") && output.contains(longest(SAY.backup_done_parts())), "{output}");
    let mode = fs::metadata(here.path("saved.db")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let before = fs::read(here.path("saved.db")).unwrap();
    let output = on(&here, &server.data(), &["backup", "saved.db"]).ended(2);
    assert!(output.contains(SAY.backup_not_created_next()), "{output}");
    assert_eq!(fs::read(here.path("saved.db")).unwrap(), before);

    let elsewhere = Machine::new();
    fs::copy(here.path("saved.db"), elsewhere.path("saved.db")).unwrap();
    elsewhere.run(&["restore", "saved.db"]).well();
    assert!(folder_contains(&elsewhere.path("data"), &file));
    let moved = Server::on(elsewhere);
    for server in [&server, &moved] {
        assert_eq!(ask(server, &link).unwrap().status(), 200, "the link works on both servers");
    }
}

#[test]
fn a_restore_never_touches_a_running_server_or_overwrites_data() {
    let server = Server::start();
    let person = server.person();
    hand_in(&server, &person);
    let here = Machine::new();
    on(&here, &server.data(), &["backup", "saved.db"]).well();
    for args in [&["restore", "saved.db"][..], &["restore", "saved.db", "--replace"]] {
        let output = on(&here, &server.data(), args).ended(2);
        assert!(output.contains(SAY.restore_running()), "{output}");
    }
    let data = server.data();
    let machine = server.stop();
    let output = on(&here, &data, &["restore", "saved.db"]).ended(2);
    assert!(output.contains(SAY.restore_exists()) && output.contains("--replace"), "{output}");
    let output = on(&here, &data, &["restore", "saved.db", "--replace"]).well();
    assert!(output.contains(longest(SAY.restore_kept_parts())), "{output}");
    let kept = fs::read_dir(&data)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains(".db.before-"));
    assert_eq!(kept.count(), 1);
    drop(machine);
}

#[test]
fn a_missing_or_damaged_backup_is_not_restored() {
    let server = Server::start();
    let person = server.person();
    hand_in(&server, &person);
    let here = Machine::new();
    on(&here, &server.data(), &["backup", "saved.db"]).well();
    let whole = fs::read(here.path("saved.db")).unwrap();
    fs::write(here.path("cut.db"), &whole[..whole.len() / 2]).unwrap();
    let mut overwritten = whole.clone();
    overwritten[4096 * 4..4096 * 9].fill(0xA5);
    fs::write(here.path("overwritten.db"), overwritten).unwrap();
    fs::write(here.path("empty.db"), b"").unwrap();
    fs::write(here.path("letter.db"), b"Dear backup, how are you?").unwrap();
    for name in ["cut.db", "overwritten.db", "empty.db", "letter.db"] {
        let output = here.run(&["restore", name]).ended(1);
        assert!(
            output.contains(longest(SAY.restore_damaged_parts()))
                || output.contains(longest(SAY.restore_not_backup_parts())),
            "{name}: {output}"
        );
        assert!(!here.path("data/sealpost.db").exists(), "{name}");
    }
    let output = here.run(&["restore", "none.db"]).ended(2);
    assert!(output.contains(&SAY.file_missing(&"none.db")), "{output}");
}

/// A restore doesn't bring back what a client withdrew after the backup.
#[test]
fn deletions_since_the_backup_are_repeated_after_a_restore() {
    let server = Server::start();
    let person = server.person();
    let (_, taken_back, file) = hand_in(&server, &person);
    let (_, _, kept) = hand_in(&server, &person);
    let here = Machine::new();
    on(&here, &server.data(), &["backup", "saved.db"]).well();
    withdraw(&server, &taken_back);
    let data = server.data();
    assert!(!folder_contains(&data, &file), "a withdrawn file is in no file of the running server");
    let machine = server.stop();
    let output = on(&here, &data, &["restore", "saved.db", "--replace"]).well();
    assert!(output.contains(&SAY.restore_deleted(1)), "{output}");
    assert!(!folder_contains(&data, &file) && folder_contains(&data, &kept));
    let server = Server::on(machine);
    let view: ClientView = ask(&server, &taken_back).unwrap().body_mut().read_json().unwrap();
    let deleted = view.receipt.and_then(|receipt| receipt.deleted).map(|deleted| deleted.rule);
    assert_eq!((view.is_over, deleted), (true, Some(DeletionRule::Withdrawn)), "only the receipt is left");
}

/// `--dry-run` only lists what is due, however often it runs, until the command runs without it.
#[test]
fn a_dry_run_deletes_nothing() {
    let server = Server::start();
    let person = server.person();
    let (id, _, file) = hand_in(&server, &person);
    person.run(&["open", &id, "-i", "key.txt", "--show", "--configured"]).well();
    let data = server.data();
    // The running server would delete what is due on its own.
    let machine = server.stop();
    let mut sqlite = machine.command("sqlite3");
    sqlite.arg(data.join("sealpost.db")).arg("UPDATE onboarding SET delete_at = 1");
    crate::support::run(sqlite, "").well();
    let here = Machine::new();
    for _ in 0..2 {
        let output = on(&here, &data, &["purge", "--dry-run"]).well();
        assert!(output.contains(&SAY.purge_would_sealed(&"bakery.test", &id)), "{output}");
        assert!(folder_contains(&data, &file), "a dry run deletes nothing");
    }
    let output = on(&here, &data, &["purge"]).well();
    assert!(output.contains(&SAY.purge_did_sealed(&"bakery.test", &id)), "{output}");
    assert!(!folder_contains(&data, &file));
    assert_eq!(on(&here, &data, &["purge", "--dry-run"]).well(), format!("{}\n", SAY.purge_nothing()));
}

#[test]
fn files_that_are_due_are_listed_and_deleted() {
    let server = Server::start();
    let person = server.person();
    let (id, _, file) = hand_in(&server, &person);
    let here = Machine::new();
    let nothing = on(&here, &server.data(), &["purge", "--dry-run"]).well();
    assert_eq!(nothing, format!("{}\n", SAY.purge_nothing()));
    let args = ["open", &id, "-i", "key.txt", "--show", "--saved-elsewhere"];
    let output = person.run(&args);
    assert!(output.err.contains(SAY.open_deleted()), "{output:?}");
    output.well();
    assert!(!folder_contains(&server.data(), &file));
    let output = person.run(&["open", &id, "-i", "key.txt", "--show"]).ended(1);
    assert!(output.contains(words::problems(words::Language::En).settings_deleted()), "{output}");

    let output = on(&here, &server.data(), &["purge", "--json"]).well();
    let output: serde_json::Value = serde_json::from_str(&output).unwrap();
    assert_eq!((&output["dry_run"], &output["closed"]), (&false.into(), &serde_json::json!([])));
    let output = here.run(&["purge"]).ended(2);
    assert!(output.contains(SAY.database_missing_start()), "{output}");
}
