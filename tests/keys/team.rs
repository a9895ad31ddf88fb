//! The current technicians: files are re-encrypted only for them, and each new one must be accepted first.

use std::fs;

use serde_json::json;
use shared::{
    open::Identities,
    wire::{Person, Role},
};
use support::{
    agency::{Agency, TECHNICIAN, TECHNICIAN_NAME, fingerprint, give_key, vouched_by},
    say,
};

use crate::{KIM, KIM_NAME, set_up, submitted, terminal};

fn take_key_of(agency: &Agency, name: &str) {
    let people: Vec<Person> = agency.admin.get("/api/people").json();
    let person = people.iter().find(|person| person.name == name).expect("the person's account");
    agency.admin.send("DELETE", &format!("/api/people/{}/key", person.id), &[]).assert_empty();
}

#[test]
fn a_changed_set_is_shown_before_anything_is_reencrypted() {
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
    assert_eq!(
        agency.seen(&made.id).receipt.expect("the receipt is kept").resealed,
        None,
        "nothing was re-encrypted"
    );
    adas.run(&[&reseal[..], &["--accept-recipient", &fingerprint(&eve)]].concat(), "").well();
    assert_eq!(agency.seen(&made.id).receipt.expect("the receipt is kept").recipients.len(), 2);
}

#[test]
fn a_removed_technician_gets_nothing_new_and_managers_cannot_reencrypt() {
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
