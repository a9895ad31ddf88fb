//! Keys that a technician already has: a plain key file in the browser, and one with a passphrase on the command line.

use std::fs;

use shared::{open::Identities, wire::Role};
use support::{
    agency::{PASSWORD, TECHNICIAN, vouched_by},
    browser::{Browser, DESK},
    command::Terminal,
    device::Device,
    pages::{assert_built, sign_in},
    say,
};

use crate::{KIM, KIM_NAME, PASSPHRASE, SECRET, set_up, submitted, terminal};

#[test]
fn an_existing_key_is_verified_in_the_browser() {
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
fn a_key_file_with_a_passphrase_works_on_the_command_line() {
    let (server, agency) = set_up();
    let adas = terminal(&server, TECHNICIAN, &[]);
    let twice = format!("{PASSPHRASE}\n{PASSPHRASE}\n");
    // Ada already has a key. To replace it, she must enter her password.
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

    // A key file that `age -p` encrypted works too.
    fs::write(adas.file("plain.txt"), agency.identities.to_file().as_bytes()).expect("writable");
    let locked = adas.age_at_terminal(&["-p", "-o", "other.age", "plain.txt"], &twice);
    assert_eq!(locked.status, Some(0), "{locked:?}");
    let typed = format!("{PASSPHRASE}\n{PASSWORD}\n");
    let register = adas.run_at_terminal(&["register", "-i", "other.age"], &typed);
    assert_eq!(register.status, Some(0), "{register:?}");
    let me: shared::wire::Me = agency.technician.get("/api/session").json();
    assert_eq!(me.key.as_ref(), agency.identities.public_keys().first());
}
