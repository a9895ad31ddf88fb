//! The steps of a client whose website gets an app in place of a password, and what the technician sees of it.

use std::fs;

use support::{
    agency::{Agency, TECHNICIAN},
    command::Terminal,
    pages::{assert_built, choose_way, open_letter, sign_in},
    say,
    tenant::{APPLICATION, CLIENT_SECRET, TENANT, Tenant, at_guide},
};

use super::Album;

#[test]
fn screenshots_of_an_app() {
    let tenant = Tenant::start();
    let server = tenant.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = at_guide(&agency);
    let album = Album::of("app");
    let browser = &album.browser;
    browser.open(&made.link.url(&server.url()));
    album.take("questions", say::LETTER.ways_heading());
    choose_way(browser, "Django", say::WAYS.way_app_scoped());
    album.take("guide", say::LETTER.ways_for_you());
    browser.press(say::LETTER.ways_have_values());
    browser.fill(say::LETTER.label_application(), APPLICATION);
    browser.fill(say::LETTER.label_client_secret(), CLIENT_SECRET);
    browser.press(say::CLIENT.go_on());
    album.take("details-wrong", say::LETTER.app_tenant_wrong());
    browser.fill(say::LETTER.label_tenant(), TENANT);
    browser.press(say::CLIENT.go_on());
    browser.press(say::LETTER.check_start());
    album.take("passed", &say::LETTER.outcome_passed_app(&"Ada Winter"));
    browser.press(say::CLIENT.go_on());
    album.take("seal", say::LETTER.seal_app());
    browser.press(say::LETTER.seal_send());
    browser.wait_for(say::LETTER.receipt_done());

    let home = Terminal::new(&[]);
    let key = home.file("key.txt");
    fs::write(&key, agency.identities.to_file().as_bytes()).expect("writable");
    sign_in(browser, &server, TECHNICIAN);
    open_letter(browser, &server, &made.id, &key);
    browser.press(say::TECHNICIAN.origin_key_same());
    album.take("opened", say::TECHNICIAN.opened_client_secret());
}
