//! Technicians come and go: a key that is proven, one that is taken out, what is sealed anew for those who are there now,
//! keys with a passphrase and keys in a device, and a server that would like to be believed.

#[path = "keys/env.rs"]
mod env;
#[path = "keys/slipped_in.rs"]
mod slipped_in;

use std::{fs, path::PathBuf};

use serde_json::{Value, json};
use shared::{
    link::Link,
    open::Identities,
    rules::Security,
    seal::seal,
    status::Status,
    wire::{Person, Role, SubmitRequest},
};
use support::{
    agency::{
        Agency, MANAGER, MANAGER_NAME, Made, PASSWORD, TECHNICIAN, TECHNICIAN_NAME, fingerprint, give_key,
        vouched_by,
    },
    browser::{Browser, DESK},
    client::answers,
    command::{Said, Terminal},
    device::{Device, path_with},
    pages::{accept_recipients, assert_built, change_to, open_letter, sign_in},
    say,
    server::Server,
    wait,
};

const SECRET: &str = "abcdefghijklmnop";
const PASSPHRASE: &str = "four rather plain words";
const ADMIN: &str = "mira@agency.test";
const KIM: &str = "kim@agency.test";
const KIM_NAME: &str = "Kim Rain";
const PLUGIN: &str = env!("CARGO_BIN_EXE_age-plugin-sealposttest");

fn set_up() -> (Server, Agency) {
    let server = Server::start(&[]);
    let agency = Agency::set_up(&server);
    (server, agency)
}

/// An onboarding whose client has sealed [`SECRET`].
fn submitted(agency: &Agency, client: &str) -> Made {
    let made = agency.onboarding(client, "shop.test");
    let client = agency.client(&made.link);
    let details = answers("smtp.gmail.com", 465, Security::ImplicitTls, "ada@shop.test");
    assert_eq!(client.submit(&client.seal(&details, SECRET)).status, 201);
    made
}

fn take_key_of(agency: &Agency, name: &str) {
    let people: Vec<Person> = agency.admin.get("/api/people").json();
    let person = people.iter().find(|person| person.name == name).expect("they are here");
    agency.admin.send("DELETE", &format!("/api/people/{}/key", person.id), &[]).assert_empty();
}

fn terminal(server: &Server, email: &str, settings: &[(&'static str, String)]) -> Terminal {
    let terminal = Terminal::new(settings);
    let login = ["login", &server.url(), "--email", email, "--password-stdin"];
    terminal.run(&login, &format!("{PASSWORD}\n")).well();
    terminal
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Saves the stored file on this machine, and opens it there with the plain `age` program.
fn age_opens(terminal: &Terminal, id: &str, key: &str, typed: Option<&str>) -> Said {
    let file = format!("{id}-{key}.sealed");
    terminal.run(&["open", id, "-o", &file], "").well();
    match typed {
        Some(typed) => terminal.age_at_terminal(&["-d", "-i", key, "-o", "plain.json", &file], typed),
        None => terminal.age(&["-d".as_ref(), "-i".as_ref(), &terminal.file(key), &terminal.file(&file)]),
    }
}

/// Makes a key on the page and registers it; returns the file that the browser saved.
fn make_key(technician: &Browser, server: &Server, home: &Terminal) -> PathBuf {
    let folder = home.file("");
    let downloads = json!({ "behavior": "allow", "downloadPath": folder.to_str().expect("UTF-8") });
    technician.devtools("Browser.setDownloadBehavior", downloads);
    technician.open(&format!("{}/staff/key", server.url()));
    technician.press(say::ACCOUNT.key_create_button());
    assert!(technician.complaint_at(say::ACCOUNT.key_create_passphrase()).is_some(), "none was typed");
    technician.fill(say::ACCOUNT.key_create_passphrase(), PASSPHRASE);
    technician.fill(say::ACCOUNT.key_create_repeat(), "four rather plain word");
    technician.press(say::ACCOUNT.key_create_button());
    assert!(technician.complaint_at(say::ACCOUNT.key_create_repeat()).is_some(), "it is another one");
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
fn a_technician_joins_another_leaves_and_what_was_sealed_is_sealed_anew() {
    let (server, agency) = set_up();
    assert_built(&server);
    agency.person(KIM_NAME, KIM, Role::Technician);
    let kims = terminal(&server, KIM, &[]);
    let technician = Browser::sized(DESK);
    sign_in(&technician, &server, KIM);
    let key = make_key(&technician, &server, &kims);
    let made = submitted(&agency, "Bakery Winter");
    let waiting = agency.onboarding("Clinic Summer", "clinic.test");

    // The file is what `age -p` makes: plain age asks for the passphrase, and opens with it.
    let key_name = key.file_name().and_then(|name| name.to_str()).expect("a name");
    let said = age_opens(&kims, &made.id, key_name, Some(&format!("{PASSPHRASE}\n")));
    assert_eq!(said.status, Some(0), "{said:?}");
    let plain = fs::read_to_string(kims.file("plain.json")).expect("age has written it");
    assert_eq!(parsed(plain.trim_end_matches('\0'))["secret"], SECRET);

    // Ada leaves.
    let admin = Browser::sized(DESK);
    sign_in(&admin, &server, ADMIN);
    admin.open(&format!("{}/staff/people", server.url()));
    admin.press(&say::STAFF.remove_key(&TECHNICIAN_NAME));
    admin.wait_for(say::STAFF.remove_key_what());
    admin.press(say::STAFF.remove_key_do());
    admin.wait_for(say::STAFF.people_no_key());

    // The board says who could still read what, and what to do.
    let manager = Browser::sized(DESK);
    sign_in(&manager, &server, MANAGER);
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

    // Kim seals it anew, for herself and Sam, who has come in between.
    let sam = Identities::generate();
    give_key(&agency.person("Sam Hill", "sam@agency.test", Role::Technician), &sam);
    technician.open(&format!("{}/staff/onboardings/{}", server.url(), made.id));
    technician.press(say::STAFF.reseal_settings());
    technician.choose_file(say::TECHNICIAN.key_file_choose_button(), &key);
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
    assert_eq!(agency.seen(&made.id).row.status, Status::Submitted, "it does not count as opened");
    manager.open(&format!("{}/staff/onboardings/{}", server.url(), made.id));
    manager.wait_for(&say::STAFF.former_readers_before(&TECHNICIAN_NAME));
    manager.wait_for(say::STAFF.former_readers_copies());
    manager.wait_for(&say::start(say::ACTIVITY.submission_resealed_parts(), &["Kim Rain"]));

    // Ada's key opens it no more; Sam's does, with plain age, on the command line and in a browser.
    let sams = terminal(&server, "sam@agency.test", &[]);
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
    change_to(&technician, &server, "sam@agency.test");
    open_letter(&technician, &server, &made.id, &sams.file("sam.txt"));
    technician.wait_for(&say::TECHNICIAN.origin_new_key(&MANAGER_NAME));
    technician.press(say::TECHNICIAN.origin_key_same());
    technician.wait_for(say::TECHNICIAN.origin_authentic());
    technician.wait_for(&say::start(say::TECHNICIAN.receipt_reencrypted_parts(), &[KIM_NAME]));
    technician.wait_for(say::TECHNICIAN.held_no_passphrase());
    for browser in [&technician, &manager, &admin] {
        browser.assert_no_complaints();
    }
}

#[test]
fn a_key_that_one_has_is_proven_in_the_browser() {
    let (server, agency) = set_up();
    assert_built(&server);
    agency.person(KIM_NAME, KIM, Role::Technician);
    let technician = Browser::sized(DESK);
    sign_in(&technician, &server, KIM);
    technician.open(&format!("{}/staff/key", server.url()));
    let home = Terminal::new(&[]);
    let identities = Identities::generate();
    fs::write(home.file("key.txt"), identities.to_file().as_bytes()).expect("writable");
    fs::write(home.file("device.txt"), Device::new(1).key_file()).expect("writable");
    technician.choose_file(say::TECHNICIAN.key_file_choose_button(), &home.file("device.txt"));
    technician.wait_for(say::TECHNICIAN.open_error_needs_plugin());
    technician.choose_file(say::TECHNICIAN.key_file_choose_button(), &home.file("key.txt"));
    technician.wait_for(say::TECHNICIAN.held_no_passphrase());
    technician.press(say::ACCOUNT.key_own_button());
    technician.wait_for(say::ACCOUNT.key_current_heading());
    technician.wait_for(&identities.public_keys()[0]);
    technician.assert_no_complaints();
}

#[test]
fn what_the_operator_made_up_is_called_so() {
    let (server, agency) = set_up();
    assert_built(&server);
    let made = agency.onboarding("Bakery Winter", "shop.test");
    let client = agency.client(&made.link);
    // What a dishonest server can do: it has the token and the technicians' public keys, but not the link.
    let forged = Link::new(made.link.pin(), |secret| secret.fill(1));
    let details = answers("smtp.evil.test", 465, Security::ImplicitTls, "ada@shop.test");
    let secret = shared::details::Secret::new("not the client's".into()).expect("a secret");
    let sealed = seal(&forged, &client.view().recipients, &details, &secret, 0).expect("it can be sealed");
    let request = SubmitRequest { sealed, recipients: made.link.pin() };
    assert_eq!(client.submit(&request).status, 201, "a server cannot tell");

    let adas = terminal(&server, TECHNICIAN, &[]);
    fs::write(adas.file("key.txt"), agency.identities.to_file().as_bytes()).expect("writable");
    give_key(&agency.person(KIM_NAME, KIM, Role::Technician), &Identities::generate());
    for command in
        [&["open", &made.id, "-i", "key.txt", "--json"][..], &["reseal", &made.id, "-i", "key.txt"]]
    {
        let said = adas.run(command, "");
        assert!(said.status == Some(1) && said.err.contains(say::CLI.origin_elsewhere()), "{said:?}");
        assert!(!said.out.contains("evil"), "{said:?}");
    }
    let technician = Browser::sized(DESK);
    sign_in(&technician, &server, TECHNICIAN);
    open_letter(&technician, &server, &made.id, &adas.file("key.txt"));
    technician.wait_for(say::TECHNICIAN.origin_forged());
    technician.press(say::TECHNICIAN.opened_show());
    technician.wait_for("smtp.evil.test");
    assert!(
        !technician.offers(say::TECHNICIAN.copy()) && !technician.offers(say::TECHNICIAN.secret_show()),
        "{}",
        technician.text()
    );
    technician.open(&format!("{}/staff/queue/{}/reseal", server.url(), made.id));
    technician.choose_file(say::TECHNICIAN.key_file_choose_button(), &adas.file("key.txt"));
    accept_recipients(&technician);
    technician.press(say::TECHNICIAN.reencrypt_button());
    technician.wait_for(say::TECHNICIAN.reencrypt_failed());
    assert_eq!(agency.seen(&made.id).receipt.expect("it is kept").resealed, None);
}

#[test]
fn a_set_that_the_link_was_not_made_for_stops_the_client_and_is_reported() {
    let (server, agency) = set_up();
    assert_built(&server);
    // To the client, a server that has swapped the technicians: it names others than the link was made for.
    let made =
        agency.onboarding_with("Bakery Winter", "shop.test", |pin| Link::new(pin, |secret| secret.fill(7)));
    give_key(&agency.person(KIM_NAME, KIM, Role::Technician), &Identities::generate());
    let swapped = Link::new(agency.new_link().0.pin(), |secret| secret.fill(7));
    assert_eq!(swapped.locator(), made.link.locator(), "only the pin differs");
    let client = Browser::phone();
    client.open(&swapped.url(&server.url()));
    client.wait_for(say::CLIENT.closed_strangers());
    assert!(!client.offers(say::CLIENT.welcome_start()), "there is no way on");
    let activity = agency.seen(&made.id).activity;
    assert!(activity.iter().any(|entry| entry.code.contains("alarm")), "{activity:#?}");
}

#[test]
fn a_set_that_changes_is_shown_before_anything_is_sealed_anew() {
    let (server, agency) = set_up();
    let made = submitted(&agency, "Bakery Winter");
    let adas = terminal(&server, TECHNICIAN, &[]);
    fs::write(adas.file("key.txt"), agency.identities.to_file().as_bytes()).expect("writable");
    let vouched_by = vouched_by();
    let reseal = ["reseal", &made.id, "-i", "key.txt", "--accept-manager", &vouched_by];
    let same = adas.run(&reseal, "");
    assert!(same.status == Some(0) && same.err.contains(say::CLI.reseal_already()), "{same:?}");
    let eve = Identities::generate();
    give_key(&agency.person("Eve Stranger", "eve@agency.test", Role::Technician), &eve);
    let asked = adas.run(&reseal, "");
    assert!(asked.status == Some(1) && asked.err.contains("Eve Stranger"), "{asked:?}");
    let flag = format!("--accept-recipient '{}'", fingerprint(&eve));
    assert!(asked.err.contains(&flag), "{asked:?}");
    assert_eq!(agency.seen(&made.id).receipt.expect("it is kept").resealed, None, "nothing was done");
    adas.run(&[&reseal[..], &["--accept-recipient", &fingerprint(&eve)]].concat(), "").well();
    assert_eq!(agency.seen(&made.id).receipt.expect("it is kept").recipients.len(), 2);
}

#[test]
fn a_key_file_with_a_passphrase_serves_on_the_command_line() {
    let (server, agency) = set_up();
    let adas = terminal(&server, TECHNICIAN, &[]);
    let twice = format!("{PASSPHRASE}\n{PASSPHRASE}\n");
    // Ada has a key already: replacing it takes her password.
    let typed = format!("{twice}{PASSWORD}\n");
    let made = adas.run_at_terminal(&["keygen", "-o", "key.age", "--passphrase", "--register"], &typed);
    assert_eq!(made.status, Some(0), "{made:?}");
    let file = fs::read_to_string(adas.file("key.age")).expect("it was written");
    assert!(
        file.starts_with("-----BEGIN AGE ENCRYPTED FILE-----") && !made.out.contains("SECRET"),
        "{made:?}"
    );
    let made = submitted(&agency, "Bakery Winter");

    let vouched_by = vouched_by();
    let open = ["open", &made.id, "-i", "key.age", "--as", "env", "--accept-manager", &vouched_by];
    let wrong = adas.run_at_terminal(&open, "four other plain words\n");
    assert_eq!(wrong.status, Some(2), "{wrong:?}");
    assert!(wrong.out.contains("doesn't unlock") && !wrong.out.contains(SECRET), "{wrong:?}");
    let right = adas.run_at_terminal(&open, &format!("{PASSPHRASE}\n"));
    assert!(right.status == Some(0) && right.out.contains(SECRET), "{right:?}");
    let short = adas.run_at_terminal(&["keygen", "-o", "short.age", "--passphrase"], "short\n");
    assert!(short.status == Some(2) && !adas.file("short.age").exists(), "{short:?}");

    // What `age -p` itself has made serves as well.
    fs::write(adas.file("plain.txt"), agency.identities.to_file().as_bytes()).expect("writable");
    let locked = adas.age_at_terminal(&["-p", "-o", "other.age", "plain.txt"], &twice);
    assert_eq!(locked.status, Some(0), "{locked:?}");
    let typed = format!("{PASSPHRASE}\n{PASSWORD}\n");
    let register = adas.run_at_terminal(&["register", "-i", "other.age"], &typed);
    assert_eq!(register.status, Some(0), "{register:?}");
    let me: shared::wire::Me = agency.technician.get("/api/session").json();
    assert_eq!(me.key.as_ref(), agency.identities.public_keys().first());
}

#[test]
fn a_key_in_a_device_is_proven_and_opens() {
    let (server, agency) = set_up();
    let with_plugin = [("PATH", path_with(PLUGIN))];
    let adas = terminal(&server, TECHNICIAN, &with_plugin);
    let (device, other) = (Device::new(7), Device::new(8));
    fs::write(adas.file("device.txt"), device.key_file()).expect("writable");
    fs::write(adas.file("other.txt"), other.key_file()).expect("writable");
    let recipient = device.recipient();
    let unsaid = adas.run(&["register", "-i", "device.txt"], "");
    assert!(unsaid.status == Some(2) && unsaid.err.contains("--recipient"), "{unsaid:?}");
    let unproven =
        adas.run(&["register", "-i", "other.txt", "--recipient", &recipient, "--password-stdin"], PASSWORD);
    assert!(
        unproven.status == Some(2) && unproven.err.contains(say::CLI.register_unproven(&"").trim()),
        "{unproven:?}"
    );
    let register = ["register", "-i", "device.txt", "--recipient", &recipient, "--password-stdin"];
    adas.run(&register, PASSWORD).well();

    let made = submitted(&agency, "Bakery Winter");
    let open = ["open", &made.id, "-i", "device.txt", "--json"];
    let unmet = adas.run(&open, "");
    assert!(unmet.status == Some(1) && unmet.out.is_empty(), "{unmet:?}");
    assert!(unmet.err.contains(&say::CLI.trust_new(&MANAGER_NAME)), "{unmet:?}");
    let met = adas.run(&[&open[..], &["--accept-manager", &vouched_by()]].concat(), "");
    assert_eq!(parsed(met.well())["secret"], SECRET);
    let opened = adas.run(&open, "");
    let opened = parsed(opened.well());
    assert_eq!((&opened["secret"], &opened["authenticated"]), (&json!(SECRET), &json!(true)));
    let plain = age_opens(&adas, &made.id, "device.txt", None);
    assert_eq!(parsed(plain.well().trim_end_matches('\0'))["secret"], SECRET);
    let wrong = adas.run(&["open", &made.id, "-i", "other.txt"], "");
    assert!(
        wrong.status == Some(2) && wrong.err.contains(say::TECHNICIAN.open_error_wrong_identity()),
        "{wrong:?}"
    );

    let kim = Identities::generate();
    give_key(&agency.person(KIM_NAME, KIM, Role::Technician), &kim);
    let reseal = ["reseal", &made.id, "-i", "device.txt", "--accept-recipient", &fingerprint(&kim)];
    let resealed = adas.run(&reseal, "");
    assert!(resealed.err.contains(say::TECHNICIAN.accepted_error_device_key()), "{resealed:?}");
    resealed.well();
    let receipt = agency.seen(&made.id).receipt.expect("it is kept");
    assert_eq!(receipt.recipients, [TECHNICIAN_NAME, KIM_NAME]);

    let without = terminal(&server, TECHNICIAN, &[]);
    fs::write(without.file("device.txt"), device.key_file()).expect("writable");
    let missing = without.run(&["open", &made.id, "-i", "device.txt"], "");
    assert!(missing.status == Some(2) && missing.err.contains("age-plugin-sealposttest"), "{missing:?}");
}

#[test]
fn who_left_gets_nothing_new_and_a_manager_seals_nothing_anew() {
    let (_server, agency) = set_up();
    let made = submitted(&agency, "Bakery Winter");
    give_key(&agency.person(KIM_NAME, KIM, Role::Technician), &Identities::generate());
    take_key_of(&agency, TECHNICIAN_NAME);
    let next = submitted(&agency, "Clinic Summer");
    assert_eq!(agency.seen(&next.id).recipients.names(), [KIM_NAME]);
    assert_eq!(agency.seen(&made.id).row.leavers, [TECHNICIAN_NAME]);
    let path = format!("/api/onboardings/{}/reseal", made.id);
    assert_eq!(agency.manager.post(&path, &json!({})).problem().code, "forbidden");
}
