//! A client on a phone hands the steps with an app over to an administrator, who does them in another browser. The
//! client's page continues on its own.

use shared::{
    check::{Attested, CheckVerdict},
    link::HandOverLink,
};
use support::{
    agency::{Agency, Made},
    browser::Browser,
    leaks::Canary,
    pages::{assert_built, choose_way_as, link_in_message},
    say,
    server::Server,
    tenant::{APPLICATION, CLIENT_SECRET, MAILBOX, TENANT, Tenant, at_guide},
};

/// The ID that Microsoft shows next to the secret's Value.
const SECRET_ID: &str = "0f5c8a51-90c6-4dd1-8c22-1d8bb2d2c0aa";
/// The Object ID under App registrations, which Exchange doesn't accept.
const REGISTRATION: &str = "9a1b2c3d-0000-4111-8222-333344445555";
/// The Object ID under Enterprise apps.
const OBJECT: &str = "7e6d5c4b-0000-4111-8222-666677778888";
/// The client's name.
const CLIENT: &str = "Bakery Winter";

/// A client's browser that shows the message for the administrator, and the link in it.
fn handed_over(server: &Server, made: &Made) -> (Browser, String) {
    let client = Browser::phone();
    client.open(&made.link.url(&server.url()));
    choose_way_as(&client, say::LETTER.ways_administrator_other(), "Django", say::WAYS.way_app_scoped());
    client.press(say::LETTER.hand_over_make());
    client.wait_for(say::LETTER.hand_over_waiting());
    assert!(!client.scrolls_sideways());
    let link = link_in_message(&client);
    (client, link)
}

#[test]
fn an_administrator_sets_up_the_app_and_the_clients_page_goes_on() {
    let tenant = Tenant::start();
    let server = tenant.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = at_guide(&agency);
    let (client, link) = handed_over(&server, &made);

    let admin = Browser::phone();
    admin.open(&link);
    admin.wait_for(&say::HELPER.what(&CLIENT, &TENANT, &MAILBOX));
    admin.fill(say::LETTER.label_application(), APPLICATION);
    admin.fill(say::LETTER.label_tenant(), TENANT);
    admin.fill(say::HELPER.label_registration(), REGISTRATION);
    admin.fill(say::HELPER.label_proof(), SECRET_ID);
    admin.fill(say::HELPER.label_object(), REGISTRATION);
    admin.wait_for(say::HELPER.same_registration());
    admin.fill(say::HELPER.label_object(), APPLICATION);
    admin.wait_for(say::ADMINISTRATOR.same_id());
    admin.fill(say::HELPER.label_object(), OBJECT);
    admin.wait_for(&format!("-AppId '{APPLICATION}' -ObjectId '{OBJECT}'"));
    client.wait_for(say::LETTER.hand_over_opened());
    admin.press(&say::HELPER.send(&CLIENT));
    admin.wait_for(say::LETTER.app_secret_is_id());
    admin.fill(say::HELPER.label_proof(), CLIENT_SECRET);
    admin.fill(say::HELPER.label_expires(), "2028-11-30");
    assert!(!admin.scrolls_sideways());
    admin.press(&say::HELPER.send(&CLIENT));
    admin.wait_for(say::HELPER.done());
    admin.assert_no_complaints();

    client.wait_for(say::LETTER.check_before());
    client.press(say::CLIENT.back());
    client.wait_for(say::LETTER.hand_over_filled());
    assert_eq!(client.value(say::LETTER.label_application()), APPLICATION);
    assert_eq!(client.value(say::LETTER.label_expires()), "2028-11-30");
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.check_start());
    client.wait_for(&say::LETTER.outcome_passed_app(&"Ada Winter"));
    client.assert_no_complaints();
    let report = agency.seen(&made.id).check.expect("a check was run");
    assert_eq!((report.verdict, report.attested_by), (CheckVerdict::Ok, Attested::Browser), "{report:#?}");
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.seal_send());
    client.wait_for(say::LETTER.receipt_done());

    let codes: Vec<String> = agency.seen(&made.id).activity.into_iter().map(|entry| entry.code).collect();
    for code in ["step.handed-over", "step.opened", "step.done", "submission.stored"] {
        assert!(codes.iter().any(|found| found == code), "{code}: {codes:?}");
    }
    admin.open(&link);
    admin.wait_for(say::HELPER.ended());
    let secret = HandOverLink::parse(&link).expect("a link").fragment();
    for hidden in [CLIENT_SECRET, secret.as_str()] {
        assert!(Canary::new(hidden).found_in(server.log().as_bytes()).is_none(), "a secret is in the log");
    }
}

#[test]
fn a_revoked_link_shows_nothing_and_another_one_works_on_any_device() {
    let tenant = Tenant::start();
    let server = tenant.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = at_guide(&agency);
    let (client, first) = handed_over(&server, &made);
    client.press(say::LETTER.hand_over_revoke());
    client.press(say::LETTER.hand_over_make());
    client.wait_for(say::LETTER.hand_over_waiting());
    let second = link_in_message(&client);
    assert_ne!(first, second);

    let admin = Browser::phone();
    admin.open(&first);
    admin.wait_for(say::HELPER.ended());
    assert!(!admin.text().contains(MAILBOX), "a closed link shows nothing");
    admin.open(&second[..second.len() - 1]);
    admin.wait_for(say::CLIENT.closed_incomplete());
    admin.open(&second);
    admin.wait_for(&say::HELPER.heading(&TENANT));

    // Another device with the client's link follows the same step.
    let tablet = Browser::phone();
    tablet.open(&made.link.url(&server.url()));
    tablet.wait_for(say::LETTER.hand_over_waiting());
    assert_eq!(link_in_message(&tablet), second);
}
