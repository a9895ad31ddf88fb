//! A key in a hardware device, used through its age plugin.

use std::fs;

use serde_json::json;
use shared::{open::Identities, wire::Role};
use support::{
    agency::{MANAGER_NAME, PASSWORD, TECHNICIAN, TECHNICIAN_NAME, fingerprint, give_key, vouched_by},
    device::{Device, path_with},
    say,
};

use crate::{KIM, KIM_NAME, SECRET, age_opens, parsed, set_up, submitted, terminal};

const PLUGIN: &str = env!("CARGO_BIN_EXE_age-plugin-sealposttest");

#[test]
fn a_key_in_a_device_is_verified_and_opens() {
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
    let receipt = agency.seen(&made.id).receipt.expect("the receipt is kept");
    assert_eq!(receipt.recipients, [TECHNICIAN_NAME, KIM_NAME]);

    let without = terminal(&server, TECHNICIAN, &[]);
    fs::write(without.file("device.txt"), device.key_file()).expect("writable");
    let missing = without.run(&["open", &made.id, "-i", "device.txt"], "");
    assert!(missing.status == Some(2) && missing.err.contains("age-plugin-sealposttest"), "{missing:?}");
}
