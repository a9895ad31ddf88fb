//! The browser detects a key that someone writes directly into the database, even if it has never accepted a list of
//! recipients. Recipients that a technician accepts on one device are accepted on their other devices too.

use std::fs;

use shared::{
    open::Identities,
    wire::{Board, Person, Role, RolesRequest},
};
use support::{
    agency::{Agency, MANAGER, TECHNICIAN, TECHNICIAN_NAME, fingerprint},
    browser::{Browser, DESK},
    command::Terminal,
    pages::{accept_recipients, assert_built, make_link, sign_in},
    say,
    server::Server,
};

use crate::{set_up, submitted};

/// Returns the number of onboardings.
fn onboardings(agency: &Agency) -> usize {
    agency.manager.get("/api/onboardings").json::<Board>().rows.len()
}

/// Fills in the form of a new onboarding.
fn fill_in(browser: &Browser, server: &Server) {
    browser.open(&format!("{}/staff/new", server.url()));
    browser.fill(say::STAFF.create_client(), "Bakery Winter");
    browser.fill(say::STAFF.create_site(), "shop.test");
}

const TICK: &str = say::STAFF.recipients_unticked();

#[test]
fn a_key_in_the_database_is_noticed_before_a_link_is_made() {
    let (server, agency) = set_up();
    assert_built(&server);
    let eve = Identities::generate();
    server.add_unapproved_key("Eve Stranger", &eve.public_keys()[0]);

    // A browser that has never accepted a list.
    let fresh = Browser::sized(DESK);
    sign_in(&fresh, &server, MANAGER);
    fill_in(&fresh, &server);
    fresh.wait_for(say::STAFF.recipients_first());
    fresh.wait_for(&fingerprint(&eve));
    fresh.press(say::STAFF.create_link());
    fresh.wait_for(TICK);
    fresh.press(&say::STAFF.recipients_confirmed(&TECHNICIAN_NAME));
    fresh.press(say::STAFF.create_link());
    fresh.wait_for(TICK);
    assert_eq!(onboardings(&agency), 0, "one click isn't enough");

    // Without the added key, the link is created. Then the key comes back.
    server.behind_its_back("DELETE FROM recipient_set WHERE version > 1");
    make_link(&fresh, &server, "Bakery Summer", "summer.test");
    server.add_unapproved_key("Eve Stranger", &eve.public_keys()[0]);
    fill_in(&fresh, &server);
    fresh.wait_for(say::STAFF.recipients_pending());
    fresh.wait_for(say::STAFF.recipients_accepted());
    fresh.press(say::STAFF.create_link());
    fresh.wait_for(TICK);
    assert_eq!(onboardings(&agency), 1);
    fresh.press(&say::STAFF.recipients_confirmed(&"Eve Stranger"));
    fresh.press(say::STAFF.create_link());
    fresh.wait_for(say::STAFF.handover_ready());
    fresh.assert_no_complaints();
}

#[test]
fn a_key_in_the_database_is_noticed_before_a_link_is_replaced() {
    let (server, agency) = set_up();
    assert_built(&server);
    let made = agency.onboarding("Bakery Winter", "shop.test");
    let eve = Identities::generate();
    server.add_unapproved_key("Eve Stranger", &eve.public_keys()[0]);
    let old = agency.client(&made.link);
    let locator = || agency.seen(&made.id).locator;

    let fresh = Browser::sized(DESK);
    sign_in(&fresh, &server, MANAGER);
    fresh.open(&format!("{}/staff/onboardings/{}", server.url(), made.id));
    fresh.press(say::STAFF.action_new_link());
    fresh.wait_for(&format!("Eve Stranger {}", fingerprint(&eve)));
    fresh.press(say::STAFF.reissue_create());
    fresh.wait_for(TICK);
    fresh.press(&say::STAFF.recipients_confirmed(&TECHNICIAN_NAME));
    fresh.press(say::STAFF.reissue_create());
    fresh.wait_for(TICK);
    assert_eq!(locator(), made.link.locator(), "one click isn't enough");
    assert_eq!(agency.seen(&made.id).recipients.names(), [TECHNICIAN_NAME]);
    assert_eq!(old.api.get(&old.path("")).status, 200, "the old link still works");

    fresh.press(&say::STAFF.recipients_confirmed(&"Eve Stranger"));
    fresh.press(say::STAFF.reissue_create());
    fresh.wait_for(say::STAFF.handover_once());
    assert_ne!(locator(), made.link.locator());
    assert_eq!(old.api.get(&old.path("")).status, 410);
    fresh.assert_no_complaints();
}

#[test]
fn a_key_in_the_database_is_noticed_before_a_file_is_re_encrypted() {
    let (server, agency) = set_up();
    assert_built(&server);
    let made = submitted(&agency, "Bakery Winter");
    let home = Terminal::new(&[]);
    fs::write(home.file("key.txt"), agency.identities.to_file().as_bytes()).expect("writable");
    let eve = Identities::generate();
    server.add_unapproved_key("Eve Stranger", &eve.public_keys()[0]);

    let fresh = Browser::sized(DESK);
    sign_in(&fresh, &server, TECHNICIAN);
    fresh.open(&format!("{}/staff/queue/{}/reseal", server.url(), made.id));
    fresh.choose_file(say::TECHNICIAN.key_file_choose_button(), &home.file("key.txt"));
    fresh.wait_for(say::STAFF.recipients_pinned());
    fresh.wait_for(&say::STAFF.recipients_new(&"Eve Stranger", &fingerprint(&eve)));
    fresh.press(say::TECHNICIAN.reencrypt_button());
    fresh.wait_for(TICK);
    assert_eq!(agency.seen(&made.id).receipt.expect("the receipt is kept").resealed, None);
    fresh.press(&say::STAFF.recipients_confirmed(&"Eve Stranger"));
    fresh.press(say::TECHNICIAN.reencrypt_button());
    fresh.wait_for(say::TECHNICIAN.reencrypt_done_old());
    fresh.assert_no_complaints();
}

#[test]
fn recipients_accepted_on_one_device_count_on_another() {
    let (server, agency) = set_up();
    assert_built(&server);
    let people: Vec<Person> = agency.admin.get("/api/people").json();
    let ada = people.iter().find(|person| person.name == TECHNICIAN_NAME).expect("the technician's account");
    let roles = RolesRequest { roles: vec![Role::Manager, Role::Technician] };
    let _: Person = agency.admin.put(&format!("/api/people/{}/roles", ada.id), &roles).json();
    let home = Terminal::new(&[]);
    fs::write(home.file("key.txt"), agency.identities.to_file().as_bytes()).expect("writable");

    let carry = |browser: &Browser| {
        browser.press(say::STAFF.carried_use());
        browser.choose_file(say::TECHNICIAN.key_file_choose_button(), &home.file("key.txt"));
        browser.wait_for(&say::start(say::TECHNICIAN.held_key_parts(), &[]));
    };
    let desk = Browser::sized(DESK);
    sign_in(&desk, &server, TECHNICIAN);
    fill_in(&desk, &server);
    carry(&desk);
    accept_recipients(&desk);
    desk.press(say::STAFF.create_link());
    desk.wait_for(say::STAFF.handover_ready());
    support::wait::until("the server to store the approval", || {
        let stored = server.behind_its_back("SELECT count(*) FROM approval");
        if stored == "1\n" { Ok(()) } else { Err(stored) }
    });
    server.behind_its_back("CREATE TABLE first AS SELECT sealed FROM approval");

    let laptop = Browser::sized(DESK);
    sign_in(&laptop, &server, TECHNICIAN);
    fill_in(&laptop, &server);
    laptop.wait_for(say::STAFF.recipients_first());
    carry(&laptop);
    laptop.wait_for(&say::start(say::STAFF.carried_newer_parts(), &[]));
    laptop.wait_for(say::STAFF.recipients_accepted());
    laptop.press(say::STAFF.create_link());
    laptop.wait_for(say::STAFF.handover_ready());

    // A list that the server makes up is ignored, and the page says so.
    server.behind_its_back("UPDATE approval SET sealed = substr(sealed, 1, 1)");
    fill_in(&laptop, &server);
    carry(&laptop);
    laptop.wait_for(say::TECHNICIAN.accepted_error_rolled_back());
    server.behind_its_back("UPDATE approval SET sealed = (SELECT sealed FROM first)");
    let fresh = Browser::sized(DESK);
    sign_in(&fresh, &server, TECHNICIAN);
    fill_in(&fresh, &server);
    carry(&fresh);
    fresh.wait_for(&say::start(say::STAFF.carried_newer_parts(), &[]));
    for browser in [&desk, &laptop, &fresh] {
        browser.assert_no_complaints();
    }
}
