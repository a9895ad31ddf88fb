//! Links that don't work, or don't work anymore.

use support::{
    agency::Agency,
    browser::Browser,
    lab::{ADDRESS, APP_PASSWORD, Lab, SITE},
    pages::{assert_built, come_to_details},
    say,
    server::Server,
};

use crate::CLIENT;

#[test]
fn a_link_that_does_not_work_says_so() {
    let server = Server::start(&[]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding(CLIENT, SITE);
    let link = made.link.url(&server.url());
    let client = Browser::phone();

    client.open(&link[..link.len() - 4]);
    client.wait_for(say::CLIENT.closed_incomplete());
    let altered = if link.ends_with('0') { "1" } else { "0" };
    client.open(&format!("{}{altered}", &link[..link.len() - 1]));
    client.wait_for(say::CLIENT.closed_incomplete());
    agency.manager.send("POST", &format!("/api/onboardings/{}/revoke", made.id), &[]);
    client.open(&link);
    client.wait_for(say::CLIENT.closed_revoked());
    client.assert_no_complaints();
}

#[test]
fn an_expired_link_says_so_at_every_step() {
    let lab = Lab::start();
    let mut server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding(CLIENT, SITE);
    let link = made.link.url(&server.url());
    let client = Browser::phone();
    client.open(&link);
    client.press(say::CLIENT.welcome_start());
    come_to_details(&client, ADDRESS);
    client.fill(say::LETTER.label_app_password(), APP_PASSWORD);
    client.press(say::CLIENT.go_on());
    client.wait_for(say::LETTER.check_before());

    // A link works for 14 days.
    server.restart_in_days(15);
    client.press(say::LETTER.check_start());
    client.wait_for(say::CLIENT.closed_expired());
    client.press("Back");
    assert_eq!(client.value(say::LETTER.label_app_password()), APP_PASSWORD, "nothing typed is lost");
    client.open(&link);
    client.wait_for(say::CLIENT.closed_expired());
    client.wait_for(say::PROBLEMS.link_expired());
    client.assert_no_complaints();
}
