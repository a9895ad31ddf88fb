//! The recipients of a link or file: accepted one by one, an unexpected one detected, and the accepted ones
//! transferred to another device.

use std::fs;

use shared::{
    identities::Identities,
    wire::{Person, Role, RolesRequest},
};
use support::{
    agency::{Agency, TECHNICIAN, TECHNICIAN_NAME},
    command::Terminal,
    pages::{accept_recipients, assert_built, sign_in},
    say,
    server::Server,
};

use super::Album;

#[test]
fn screenshots_of_recipients_to_accept() {
    let server = Server::start(&[]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let people: Vec<Person> = agency.admin.get("/api/people").json();
    let ada = people.iter().find(|person| person.name == TECHNICIAN_NAME).expect("the technician's account");
    let roles = RolesRequest { roles: vec![Role::Manager, Role::Technician] };
    let _: Person = agency.admin.put(&format!("/api/people/{}/roles", ada.id), &roles).json();
    let home = Terminal::new(&[]);
    let key = home.file("key.txt");
    fs::write(&key, agency.identities.to_file().as_bytes()).expect("writable");
    let album = Album::of("approvals");
    let browser = &album.browser;
    let fill_in = || {
        browser.open(&format!("{}/staff/new", server.url()));
        browser.fill(say::STAFF.create_client(), "Bakery Winter");
        browser.fill(say::STAFF.create_site(), "shop.test");
    };

    sign_in(browser, &server, TECHNICIAN);
    fill_in();
    album.take("first", say::STAFF.recipients_first());
    browser.press(say::STAFF.create_link());
    album.take("not-ticked", say::STAFF.recipients_unticked());
    browser.press(say::STAFF.carried_use());
    browser.choose_file(say::TECHNICIAN.key_file_choose_button(), &key);
    album.take("key", &say::start(say::TECHNICIAN.held_key_parts(), &[]));
    accept_recipients(browser);
    browser.press(say::STAFF.create_link());
    browser.wait_for(say::STAFF.handover_ready());

    server.add_unapproved_key("Eve Stranger", &Identities::generate().public_keys()[0]);
    fill_in();
    album.take("slipped-in", say::STAFF.recipients_pending());
    browser.press(say::STAFF.carried_use());
    browser.choose_file(say::TECHNICIAN.key_file_choose_button(), &key);
    album.take("carried", &say::start(say::TECHNICIAN.held_key_parts(), &[]));
}
