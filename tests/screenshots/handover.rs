//! A client hands the steps with an app over, and the page that the administrator gets.

use support::{
    agency::Agency,
    pages::{assert_built, choose_way_as},
    say,
    tenant::{APPLICATION, CLIENT_SECRET, TENANT, Tenant, at_guide},
};

use super::Album;

#[test]
fn screenshots_of_a_hand_over() {
    let tenant = Tenant::start();
    let server = tenant.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = at_guide(&agency);
    let client = made.link.url(&server.url());
    let album = Album::of("handover");
    let browser = &album.browser;
    browser.open(&client);
    choose_way_as(browser, say::LETTER.ways_administrator_other(), "Django", say::WAYS.way_app_scoped());
    album.take("offered", say::LETTER.hand_over_make());
    browser.press(say::LETTER.hand_over_make());
    album.take("waiting", say::LETTER.hand_over_waiting());
    let text = browser.text();
    let link = text.split(' ').find(|word| word.contains("/h#")).expect("a link in the message");

    browser.open(link);
    album.take("steps", &say::HELPER.heading(&TENANT));
    browser.fill(say::LETTER.label_application(), APPLICATION);
    browser.fill(say::LETTER.label_tenant(), TENANT);
    browser.fill(say::HELPER.label_object(), APPLICATION);
    browser.press(&say::HELPER.send(&"Bakery Winter"));
    album.take("wrong", say::ADMINISTRATOR.same_id());
    browser.fill(say::HELPER.label_object(), "7e6d5c4b-0000-4111-8222-666677778888");
    browser.fill(say::HELPER.label_proof(), CLIENT_SECRET);
    browser.fill(say::HELPER.label_expires(), "2028-11-30");
    browser.press(&say::HELPER.send(&"Bakery Winter"));
    album.take("done", say::HELPER.done());
    browser.open(&client);
    browser.wait_for(say::LETTER.check_before());
    browser.press(say::CLIENT.back());
    album.take("filled", say::LETTER.hand_over_filled());
}
