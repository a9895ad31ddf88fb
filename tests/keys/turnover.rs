//! One technician joins and another leaves, on the pages and with the plain `age` program.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::json;
use shared::{open::Identities, status::Status, wire::Role};
use support::{
    agency::{Agency, MANAGER, MANAGER_NAME, Made, TECHNICIAN_NAME, give_key, vouched_by},
    browser::{Browser, DESK},
    command::Terminal,
    pages::{assert_built, change_to, open_letter, sign_in},
    say,
    server::Server,
    wait,
};

use crate::{ADMIN, KIM, KIM_NAME, PASSPHRASE, SECRET, age_opens, parsed, set_up, submitted, terminal};

/// Creates a key on the page and registers it. Returns the file that the browser saved.
fn make_key(technician: &Browser, server: &Server, home: &Terminal) -> PathBuf {
    let folder = home.file("");
    let downloads = json!({ "behavior": "allow", "downloadPath": folder.to_str().expect("UTF-8") });
    technician.devtools("Browser.setDownloadBehavior", downloads);
    technician.open(&format!("{}/staff/key", server.url()));
    technician.press(say::ACCOUNT.key_create_button());
    assert!(
        technician.complaint_at(say::ACCOUNT.key_create_passphrase()).is_some(),
        "no passphrase was typed"
    );
    technician.fill(say::ACCOUNT.key_create_passphrase(), PASSPHRASE);
    technician.fill(say::ACCOUNT.key_create_repeat(), "four rather plain word");
    technician.press(say::ACCOUNT.key_create_button());
    assert!(technician.complaint_at(say::ACCOUNT.key_create_repeat()).is_some(), "the passphrases differ");
    technician.fill(say::ACCOUNT.key_create_repeat(), PASSPHRASE);
    technician.press(say::ACCOUNT.key_create_button());
    technician.wait_for(say::ACCOUNT.key_keep_heading());
    let file = home.file("sealpost-key-kim-rain.age");
    wait::until("the download", || fs::read(&file).map(drop).map_err(|error| error.to_string()));
    technician.press(say::ACCOUNT.key_keep_kept());
    technician.press(say::ACCOUNT.key_keep_register());
    technician.wait_for(say::ACCOUNT.key_current_heading());
    file
}

#[test]
fn files_are_reencrypted_when_technicians_join_and_leave() {
    let (server, agency) = set_up();
    assert_built(&server);
    agency.person(KIM_NAME, KIM, Role::Technician);
    let kims = terminal(&server, KIM, &[]);
    let technician = Browser::sized(DESK);
    sign_in(&technician, &server, KIM);
    let key = make_key(&technician, &server, &kims);
    let made = submitted(&agency, "Bakery Winter");
    let waiting = agency.onboarding("Clinic Summer", "clinic.test");
    opens_with_plain_age(&kims, &made, &key);

    let admin = Browser::sized(DESK);
    sign_in(&admin, &server, ADMIN);
    ada_leaves(&admin, &server);
    let manager = Browser::sized(DESK);
    sign_in(&manager, &server, MANAGER);
    board_says_who_could_still_read(&manager, &server, &agency, [&made, &waiting]);

    // Sam has joined in the meantime.
    let sam = Identities::generate();
    give_key(&agency.person("Sam Hill", "sam@agency.test", Role::Technician), &sam);
    kim_reencrypts(&technician, &server, &made, &key);
    assert_eq!(agency.seen(&made.id).row.status, Status::Submitted, "it doesn't count as opened");
    manager.open(&format!("{}/staff/onboardings/{}", server.url(), made.id));
    manager.wait_for(&say::STAFF.former_readers_before(&TECHNICIAN_NAME));
    manager.wait_for(say::STAFF.former_readers_copies());
    manager.wait_for(&say::start(say::ACTIVITY.submission_resealed_parts(), &["Kim Rain"]));
    sam_opens_and_ada_does_not(&server, &agency, &made, &sam, &technician);
    for browser in [&technician, &manager, &admin] {
        browser.assert_no_complaints();
    }
}

/// Checks that the key file is in the format of `age -p`: plain age asks for the passphrase, and opens the file.
fn opens_with_plain_age(kims: &Terminal, made: &Made, key: &Path) {
    let key_name = key.file_name().and_then(|name| name.to_str()).expect("a name");
    let output = age_opens(kims, &made.id, key_name, Some(&format!("{PASSPHRASE}\n")));
    assert_eq!(output.status, Some(0), "{output:?}");
    let plain = fs::read_to_string(kims.file("plain.json")).expect("age has written it");
    assert_eq!(parsed(plain.trim_end_matches('\0'))["secret"], SECRET);
}

fn ada_leaves(admin: &Browser, server: &Server) {
    admin.open(&format!("{}/staff/people", server.url()));
    admin.press(&say::STAFF.remove_key(&TECHNICIAN_NAME));
    admin.wait_for(say::STAFF.remove_key_what());
    admin.press(say::STAFF.remove_key_do());
    admin.wait_for(say::STAFF.people_no_key());
}

/// Checks that the board says who could still read which files, and what to do.
fn board_says_who_could_still_read(
    manager: &Browser,
    server: &Server,
    agency: &Agency,
    [made, waiting]: [&Made; 2],
) {
    manager.wait_for(say::STAFF.need_former_reader());
    manager.wait_for(&say::STAFF.row_former_readers(&TECHNICIAN_NAME));
    manager.open(&format!("{}/staff/onboardings/{}", server.url(), waiting.id));
    manager.wait_for(say::STAFF.former_readers());
    manager.wait_for(say::STAFF.former_readers_unsent());
    manager.press(say::STAFF.action_new_link());
    manager.wait_for(say::STAFF.recipients());
    manager.press(&say::STAFF.recipients_confirmed(&KIM_NAME));
    manager.press(say::STAFF.reissue_create());
    manager.wait_for(say::STAFF.handover_once());
    manager.wait_until_gone(say::STAFF.former_readers());
    assert!(!agency.seen(&waiting.id).recipients.names().contains(&TECHNICIAN_NAME));
    manager.open(&format!("{}/staff/onboardings/{}", server.url(), made.id));
    manager.wait_for(say::STAFF.former_readers_sent());
}

/// Kim re-encrypts the sealed file for herself and Sam.
fn kim_reencrypts(technician: &Browser, server: &Server, made: &Made, key: &Path) {
    technician.open(&format!("{}/staff/onboardings/{}", server.url(), made.id));
    technician.press(say::STAFF.reseal_settings());
    technician.choose_file(say::TECHNICIAN.key_file_choose_button(), key);
    technician.fill(say::TECHNICIAN.passphrase_label(), "four other plain words");
    technician.press(say::TECHNICIAN.passphrase_button());
    technician.wait_for(say::TECHNICIAN.open_error_wrong_passphrase());
    technician.fill(say::TECHNICIAN.passphrase_label(), PASSPHRASE);
    technician.press(say::TECHNICIAN.passphrase_button());
    technician.wait_for(say::STAFF.recipients());
    technician.wait_for("Sam Hill");
    technician.press(&say::STAFF.recipients_confirmed(&"Sam Hill"));
    technician.press(say::TECHNICIAN.reencrypt_button());
    technician.wait_for(say::TECHNICIAN.reencrypt_done_old());
}

/// Ada's key can't open the file anymore. Sam's can: with plain age, on the command line and in a browser.
fn sam_opens_and_ada_does_not(
    server: &Server,
    agency: &Agency,
    made: &Made,
    sam: &Identities,
    technician: &Browser,
) {
    let sams = terminal(server, "sam@agency.test", &[]);
    fs::write(sams.file("sam.txt"), sam.to_file().as_bytes()).expect("writable");
    fs::write(sams.file("ada.txt"), agency.identities.to_file().as_bytes()).expect("writable");
    assert_ne!(age_opens(&sams, &made.id, "ada.txt", None).status, Some(0), "Ada left");
    let plain = age_opens(&sams, &made.id, "sam.txt", None);
    let plain = parsed(plain.well().trim_end_matches('\0'));
    assert_eq!((&plain["secret"], &plain["resealed"]["by"]), (&json!(SECRET), &json!(KIM_NAME)));
    let opened =
        sams.run(&["open", &made.id, "-i", "sam.txt", "--json", "--accept-manager", &vouched_by()], "");
    let opened = parsed(opened.well());
    assert_eq!((&opened["authenticated"], &opened["secret"]), (&json!(true), &json!(SECRET)));
    assert_eq!(opened["resealed"]["by"], KIM_NAME);
    change_to(technician, server, "sam@agency.test");
    open_letter(technician, server, &made.id, &sams.file("sam.txt"));
    technician.wait_for(&say::TECHNICIAN.origin_new_key(&MANAGER_NAME));
    technician.press(say::TECHNICIAN.origin_key_same());
    technician.wait_for(say::TECHNICIAN.origin_authentic());
    technician.wait_for(&say::start(say::TECHNICIAN.receipt_reencrypted_parts(), &[KIM_NAME]));
    technician.wait_for(say::TECHNICIAN.held_no_passphrase());
}
