//! Deletion happens exactly as the client was told: the site is configured, the technician is warned, the sealed file
//! is deleted, everyone can see that, and its bytes are in no file of the data folder.

use std::{
    fs::{self, DirEntry},
    io::ErrorKind,
    path::{Path, PathBuf},
};

use serde_json::json;
use shared::{
    retention::DeletionRule,
    rules::Security,
    status::Status,
    wire::{BoardRow, ClientPage, SealedSubmission},
};
use support::{
    agency::{ADMIN, Agency, Made, TECHNICIAN},
    browser::{Browser, DESK},
    client::answers,
    command::Terminal,
    lab::{ADDRESS, APP_PASSWORD, Lab, PROVIDER_HOST, SITE},
    pages::{assert_built, open_letter, sign_in},
    say,
    server::Server,
    wait,
};

const CLIENT: &str = "Bakery Winter";
const CLIENT_EMAIL: &str = "anna@bakery.test";

/// How many bytes each search looks for.
const PIECE: usize = 24;

/// Fails if any piece of the sealed file is still stored.
fn assert_gone(server: &Server, sealed: &[u8]) {
    let found = kept_in(server, sealed);
    assert!(found.is_empty(), "the sealed file is still in {found:?}");
}

/// Waits until the bytes are overwritten, which happens shortly after the deletion is visible. The server keeps
/// running.
fn wait_until_gone(server: &Server, sealed: &[u8]) {
    wait::until("the sealed file's bytes to disappear", || {
        let left = kept_in(server, sealed);
        if left.is_empty() { Ok(()) } else { Err(format!("it's in {left:?}")) }
    });
}

/// Returns the files that contain a piece of the sealed file, including the database's log and journal. On PostgreSQL
/// returns the tables, because PostgreSQL promises only that deleted rows can't be queried.
fn kept_in(server: &Server, sealed: &[u8]) -> Vec<String> {
    // Every age file starts the same way, and so does the sealed link, which isn't deleted.
    let pieces: Vec<&[u8]> = sealed[64..].chunks_exact(PIECE).step_by(7).collect();
    let Some(contents) = server.contents() else { return files_with(&server.data(), &pieces) };
    let contents = contents.to_ascii_lowercase();
    let is_in = |piece: &[u8]| {
        let hex: Vec<String> = piece.iter().map(|byte| format!("{byte:02x}")).collect();
        contents.contains(&hex.concat())
    };
    if pieces.into_iter().any(is_in) { vec!["a table".into()] } else { Vec::new() }
}

fn files_with(folder: &Path, pieces: &[&[u8]]) -> Vec<String> {
    let entries: Vec<_> =
        fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable")).collect();
    assert!(entries.len() > 1, "the database and the files next to it");
    let holds = |bytes: &[u8]| pieces.iter().any(|piece| bytes.windows(PIECE).any(|window| window == *piece));
    let read = |entry: &DirEntry| match fs::read(entry.path()) {
        // The database's journal appears and disappears while the server runs.
        Err(gone) if gone.kind() == ErrorKind::NotFound => Vec::new(),
        bytes => bytes.expect("readable"),
    };
    let with = entries.iter().filter(|entry| holds(&read(entry)));
    with.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// Creates an onboarding whose settings were sent and opened. Returns it with the sealed file.
fn collected(agency: &Agency, server: &Server) -> (Made, Vec<u8>) {
    let made = agency.onboarding_of(CLIENT, SITE, Some(CLIENT_EMAIL));
    let client = agency.client(&made.link);
    let settings = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    assert_eq!(client.submit(&client.seal(&settings, APP_PASSWORD)).status, 201);
    let path = format!("/api/onboardings/{}", made.id);
    let kept: SealedSubmission = agency.technician.get(&format!("{path}/sealed")).json();
    let row: BoardRow = agency.technician.send("POST", &format!("{path}/collected"), &[]).json();
    assert_eq!(row.status, Status::Collected);
    assert!(!kept_in(server, &kept.sealed.file).is_empty(), "the test finds an existing file");
    (made, kept.sealed.file)
}

fn configure(agency: &Agency, made: &Made) {
    let path = format!("/api/onboardings/{}/configured", made.id);
    let row: BoardRow = agency.technician.send("POST", &path, &[]).json();
    assert_eq!(row.status, Status::Configured);
}

#[test]
fn a_file_is_deleted_after_a_warning_and_mail_says_so() {
    let lab = Lab::start();
    let mut server = lab.server_with_mail(&[]);
    let agency = Agency::set_up_by_mail(&server, &lab.mail);
    let (made, sealed) = collected(&agency, &server);
    let client = agency.client(&made.link);
    assert_eq!(client.view().keep.get(), 7);
    configure(&agency, &made);
    let before = client.view().receipt.expect("it was sent");

    // Two days before, and not earlier.
    server.restart_in_days(4);
    server.restart_in_days(6);
    let warning = lab.mail.wait_for_message(say::MAIL.deletion_soon_link());
    assert!(warning.contains(&format!("Delivered-To: {TECHNICIAN}")), "{warning}");
    assert!(warning.contains(&format!("/staff/queue/{}", made.id)), "{warning}");
    assert!(client.view().receipt.expect("the receipt is kept").deleted.is_none());

    // The server is killed at the moment when it starts to delete, and restarts.
    server.restart_in_days(8);
    server.kill();
    server.restart();
    wait::until("the deletion", || {
        let deleted = client.view().receipt.and_then(|receipt| receipt.deleted);
        if deleted.is_some() { Ok(()) } else { Err("the file is still here".into()) }
    });
    wait_until_gone(&server, &sealed);
    let receipt = client.view().receipt.expect("the receipt outlives its file");
    assert_eq!(receipt.digest, before.digest);
    assert_eq!(receipt.deleted.map(|it| it.rule), Some(DeletionRule::AfterSetup));
    let mail = lab.mail.wait_for_message(say::MAIL.deleted_subject());
    assert!(mail.contains(&format!("Delivered-To: {CLIENT_EMAIL}")), "{mail}");
    assert!(mail.contains(&before.digest.to_ascii_uppercase()), "{mail}");
    server.restart();
    let messages = lab.mail.messages();
    for words in [say::MAIL.deletion_soon_link(), say::MAIL.deleted_subject()] {
        let found = messages.iter().filter(|message| message.contains(words));
        assert_eq!(found.count(), 1, "“{words}” appears once");
    }

    // By then the link has expired: only the receipt is left, and no one has to do anything.
    server.restart_in_days(20);
    let ClientPage { view, report, .. } = client.page();
    assert!(view.is_over && view.receipt.is_some() && report.is_none());
    for path in ["/report", "/discover"] {
        let answer = client.api.send("POST", &client.path(path), br#"{"address":"a@shop.test"}"#);
        assert_eq!(answer.problem().code, "link-expired", "{path}");
    }
    server.stop();
    assert_gone(&server, &sealed);
}

/// A technician's key file, which exists as long as the returned terminal.
fn key_file(agency: &Agency) -> (Terminal, PathBuf) {
    let home = Terminal::new(&[]);
    let file = home.file("key.txt");
    fs::write(&file, agency.identities.to_file().as_bytes()).expect("writable");
    (home, file)
}

/// Opens the sealed file in the technician's browser, and confirms the manager's key the first time.
fn open_and_compare(technician: &Browser, server: &Server, made: &Made, key: &Path) {
    open_letter(technician, server, &made.id, key);
    let (compare, done) = (say::TECHNICIAN.origin_key_same(), say::TECHNICIAN.done_heading());
    wait::until("the settings to open", || {
        let text = technician.text();
        if text.contains(compare) || text.contains(done) { Ok(()) } else { Err(text) }
    });
    if technician.offers(compare) {
        technician.press(compare);
    }
    technician.wait_for(done);
}

/// Returns a receipt's number as the client's page shows it.
fn number(digest: &str) -> String {
    let letters: Vec<char> = digest.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Returns a time as the client's page shows it.
fn in_words(browser: &Browser, at: i64) -> String {
    let script =
        "return new Intl.DateTimeFormat(navigator.language, { dateStyle: 'long', timeStyle: 'short' })
        .format(new Date(arguments[0] * 1000)).replace(/\\s+/g, ' ')";
    browser.script(script, &[json!(at)]).as_str().expect("words").to_owned()
}

/// An administrator sets retention to five days. A link that is created later says so.
fn keep_for_five_days(browser: &Browser, server: &Server) {
    sign_in(browser, server, ADMIN);
    browser.open(&format!("{}/staff/settings", server.url()));
    browser.fill(say::STAFF.retention_sealed(), "five");
    browser.press(say::STAFF.retention_save());
    browser.wait_for(say::STAFF.retention_wrong());
    browser.fill(say::STAFF.retention_sealed(), "5");
    browser.press(say::STAFF.retention_save());
    browser.wait_for(say::STAFF.retention_saved());
}

#[test]
fn client_and_technician_see_when_a_file_will_be_and_was_deleted() {
    let lab = Lab::start();
    let mut server = lab.server_with_mail(&[]);
    assert_built(&server);
    let agency = Agency::set_up_by_mail(&server, &lab.mail);
    let (browser, phone) = (Browser::sized(DESK), Browser::phone());

    keep_for_five_days(&browser, &server);
    let (made, sealed) = collected(&agency, &server);
    let link = made.link.url(&server.url());
    phone.open(&link);
    phone.wait_for(&say::LETTER.next_deletion(5));

    let (_home, key) = key_file(&agency);
    let technician = Browser::sized(DESK);
    sign_in(&technician, &server, TECHNICIAN);
    open_and_compare(&technician, &server, &made, &key);
    technician.wait_for(&say::TECHNICIAN.done_deleted_later(5));
    technician.press(say::TECHNICIAN.done_mark());
    technician.wait_for(say::TECHNICIAN.progress_kept_save());
    technician.assert_no_complaints();
    let client = agency.client(&made.link);
    let receipt = client.view().receipt.expect("it was sent");
    phone.open(&link);
    phone.wait_for(say::LETTER.next_set_up());
    let until = in_words(&phone, receipt.delete_at.expect("a date"));
    phone.wait_for(&say::LETTER.next_deletion_date(&until));
    phone.wait_for(&number(&receipt.digest));
    phone.wait_for(say::LETTER.receipt_withdraw());
    server.restart_in_days(4);
    lab.mail.wait_for_message(say::MAIL.deletion_soon_link());
    sign_in(&browser, &server, TECHNICIAN);
    browser.open(&format!("{}/staff/queue", server.url()));
    browser.wait_for(say::TECHNICIAN.queue_deleting());
    browser.wait_for(CLIENT);

    server.restart_in_days(6);
    wait_until_gone(&server, &sealed);
    phone.open(&link);
    phone.wait_for(say::LETTER.receipt_deleted());
    let deleted = client.view().receipt.and_then(|receipt| receipt.deleted).expect("a deletion");
    assert!(deleted.at >= receipt.delete_at.expect("a date"), "not before the date that the client was told");
    phone.wait_for(&say::LETTER.receipt_deletion_set_up(&in_words(&phone, deleted.at)));
    phone.wait_for(&number(&receipt.digest));
    assert!(!phone.text().contains(say::LETTER.receipt_withdraw()), "there's nothing to withdraw");
    phone.wait_for(say::LETTER.receipt_domain_check());
    // No session survives two idle days.
    sign_in(&browser, &server, TECHNICIAN);
    browser.open(&format!("{}/staff/onboardings/{}", server.url(), made.id));
    browser.wait_for(say::STAFF.place_cleared());
    browser.wait_for(say::STAFF.receipt_deleted_after_setup());

    server.restart_in_days(20);
    phone.open(&link);
    phone.wait_for(say::LETTER.receipt_deleted());
    assert!(!phone.text().contains(say::LETTER.receipt_domain_check()), "the link has expired");
    phone.assert_no_complaints();
}

/// A technician can have the file deleted early in two ways. The client's phone then says who deleted it, and when.
#[test]
fn settings_saved_elsewhere_are_deleted_at_once_and_the_client_sees_it() {
    let server = Server::start(&[]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let (_home, key) = key_file(&agency);
    let (technician, phone) = (Browser::sized(DESK), Browser::phone());
    sign_in(&technician, &server, TECHNICIAN);
    let say = say::TECHNICIAN;
    for buttons in [&[say.done_mark_saved()][..], &[say.done_mark(), say.saved_delete()]] {
        let (made, sealed) = collected(&agency, &server);
        let client = agency.client(&made.link);
        let before = client.view().receipt.expect("it was sent");
        open_and_compare(&technician, &server, &made, &key);
        for button in buttons {
            technician.press(button);
        }
        technician.wait_for(say.progress_cleared());
        wait_until_gone(&server, &sealed);

        let receipt = client.view().receipt.expect("the receipt outlives its file");
        let deleted = receipt.deleted.expect("a deletion");
        assert_eq!((deleted.rule, &receipt.digest), (DeletionRule::SavedElsewhere, &before.digest));
        phone.open(&made.link.url(&server.url()));
        phone.wait_for(say::LETTER.receipt_deleted());
        phone.wait_for(say::LETTER.receipt_deleted_set_up());
        let when = in_words(&phone, deleted.at);
        phone.wait_for(&say::LETTER.receipt_deletion_saved(&when));
        phone.wait_for(&number(&before.digest));
        assert!(!phone.text().contains(say::LETTER.receipt_withdraw()), "there's nothing to withdraw");
    }
    for browser in [technician, phone] {
        browser.assert_no_complaints();
    }
}

/// A client with an expired link can still withdraw what they sent.
#[test]
fn a_submission_can_be_withdrawn_after_the_link_has_expired() {
    let mut server = Server::start(&[]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let (made, sealed) = collected(&agency, &server);
    server.restart_in_days(15);
    let phone = Browser::phone();
    phone.open(&made.link.url(&server.url()));
    phone.wait_for(say::LETTER.receipt_done());
    assert!(
        !phone.text().contains(say::LETTER.receipt_domain_check()),
        "the link has expired: {}",
        phone.text()
    );
    assert!(!kept_in(&server, &sealed).is_empty(), "the file is still here");
    phone.press(say::LETTER.receipt_withdraw());
    phone.press(say::LETTER.receipt_withdraw_button());
    phone.wait_for(say::CLIENT.closed_withdrawn());
    wait_until_gone(&server, &sealed);
    // A client who comes back later sees the receipt of the withdrawal.
    let later = Browser::phone();
    later.open(&made.link.url(&server.url()));
    later.wait_for(say::LETTER.receipt_deleted());
    later.wait_for(say::LETTER.receipt_deleted_withdrawn());
    assert!(!later.text().contains(say::LETTER.receipt_withdraw()), "there's nothing to withdraw");
    for browser in [phone, later] {
        browser.assert_no_complaints();
    }
}
