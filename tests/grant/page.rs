//! The same in a browser: a client on a phone enters an app in place of a password, for the website itself or for a plugin.

use shared::{
    check::{Attested, CheckVerdict},
    grant::steps::CREATE_CERTIFICATE,
};
use support::{
    agency::{Agency, TECHNICIAN},
    browser::Browser,
    command::Terminal,
    leaks::Canary,
    pages::{assert_built, choose_way, open_letter, sign_in},
    say,
    server::Server,
    tenant::{APPLICATION, CLIENT_SECRET, MAILBOX, OFFICE_HOST, TENANT, TOKEN_MARK, Tenant, at_guide},
};

/// The ID that Microsoft shows next to the secret's Value.
const SECRET_ID: &str = "0f5c8a51-90c6-4dd1-8c22-1d8bb2d2c0aa";

#[test]
fn a_client_on_a_phone_enters_an_app_and_the_technician_gets_settings_for_it() {
    let tenant = Tenant::start();
    let server = tenant.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = at_guide(&agency);

    let client = Browser::phone();
    client.open(&made.link.url(&server.url()));
    choose_way(&client, "Django", say::WAYS.way_app_scoped());
    client.press(say::LETTER.ways_have_values());
    client.fill(say::LETTER.label_tenant(), "bakery");
    client.fill(say::LETTER.label_application(), APPLICATION);
    client.fill(say::LETTER.label_client_secret(), SECRET_ID);
    client.press(say::CLIENT.go_on());
    client.wait_for(say::LETTER.app_tenant_wrong());
    client.fill(say::LETTER.label_tenant(), TENANT);
    client.press(say::CLIENT.go_on());
    client.wait_for(say::LETTER.app_secret_is_id());
    client.fill(say::LETTER.label_client_secret(), CLIENT_SECRET);
    client.press(&say::LETTER.server_summary(&OFFICE_HOST, &587));
    client.fill(say::LETTER.label_host(), "smtp.gmail.com");
    client.press(say::CLIENT.go_on());
    client.wait_for(&say::LETTER.app_host(&OFFICE_HOST));
    client.fill(say::LETTER.label_host(), OFFICE_HOST);
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.check_start());
    client.wait_for(&say::LETTER.outcome_passed_app(&"Ada Winter"));
    client.assert_no_complaints();
    assert!(!client.scrolls_sideways());
    let report = agency.seen(&made.id).check.expect("a check was run");
    assert_eq!((report.verdict, report.attested_by), (CheckVerdict::Ok, Attested::Browser), "{report:#?}");

    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.seal_send());
    client.wait_for(say::LETTER.receipt_done());
    technician_opens(&server, &agency, &made.id, &[TENANT, "oauth2/v2.0/token"], APP_SECRET);
    for secret in [CLIENT_SECRET, TOKEN_MARK] {
        assert!(Canary::new(secret).found_in(server.log().as_bytes()).is_none(), "a secret is in the log");
    }
}

#[test]
fn a_client_pastes_a_certificate_in_place_of_the_client_secret() {
    let tenant = Tenant::start();
    let server = tenant.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = at_guide(&agency);
    // A browser removes the line breaks from what is pasted into a field.
    let in_field = |pem: String| pem.replace('\n', "");

    let client = Browser::phone();
    client.open(&made.link.url(&server.url()));
    choose_way(&client, "Django", say::WAYS.way_app_scoped());
    assert!(client.text().contains(CREATE_CERTIFICATE[0]), "the commands are shown");
    client.press(say::LETTER.ways_have_values());
    client.fill(say::LETTER.label_tenant(), TENANT);
    client.fill(say::LETTER.label_application(), APPLICATION);
    client.fill(say::LETTER.label_client_secret(), &in_field(tenant.app.certificate()));
    client.press(say::CLIENT.go_on());
    client.wait_for(say::LETTER.certificate_no_key());
    client.fill(say::LETTER.label_client_secret(), &in_field(tenant.app.pem()));
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.check_start());
    client.wait_for(&say::LETTER.outcome_passed_app(&"Ada Winter"));
    client.assert_no_complaints();
    let report = agency.seen(&made.id).check.expect("a check was run");
    assert_eq!((report.verdict, report.attested_by), (CheckVerdict::Ok, Attested::Browser), "{report:#?}");
    let key = tenant.app.read();
    assert!(
        Canary::new(key.key().expose()).found_in(server.log().as_bytes()).is_none(),
        "the key is in the log"
    );

    // The client goes back, and on again without entering it once more.
    client.back();
    client.wait_for(say::LETTER.label_client_secret());
    client.press(say::CLIENT.go_on());
    client.wait_for(&say::LETTER.outcome_passed_app(&"Ada Winter"));
    let [request] = &tenant.requests.all()[..] else { panic!("the same details were tested again") };
    assert!(request.contains("client_assertion="), "{request}");
}

/// The address to which Microsoft sends people back, in a FluentSMTP of the client's website.
const REDIRECT: &str = "https://office.test/wp-json/fluent-smtp/outlook_callback";

#[test]
fn an_app_for_a_plugin_is_entered_without_a_test_and_the_technician_gets_it() {
    let tenant = Tenant::start();
    let server = tenant.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = at_guide(&agency);

    let client = Browser::phone();
    client.open(&made.link.url(&server.url()));
    choose_way(&client, "FluentSMTP", &say::WAYS.way_plugin_microsoft(&"FluentSMTP"));
    let shown = client.beside(&say::CLIENT.copy_what(&say::LETTER.label_redirect()));
    assert_eq!(shown, REDIRECT, "the address is needed before there is an app");
    assert!(!client.scrolls_sideways());
    client.press(say::LETTER.ways_have_values());
    assert_eq!(client.value(say::LETTER.label_redirect()), REDIRECT);
    assert_eq!(client.value(say::LETTER.label_mailbox()), MAILBOX);
    client.fill(say::LETTER.label_application(), "bakery");
    client.fill(say::LETTER.label_client_secret(), SECRET_ID);
    client.press(say::CLIENT.go_on());
    client.wait_for(say::LETTER.app_secret_is_id());
    client.fill(say::LETTER.label_client_secret(), CLIENT_SECRET);
    client.press(say::CLIENT.go_on());
    client.wait_for(say::LETTER.app_application_wrong());
    client.fill(say::LETTER.label_application(), APPLICATION);
    client.press(say::CLIENT.go_on());
    client.wait_for(say::LETTER.check_by_plugin());
    assert!(!client.offers(say::LETTER.check_start()));
    client.press(say::CLIENT.go_on());
    client.wait_for(say::LETTER.seal_plugin());
    client.press(say::LETTER.seal_send());
    client.wait_for(say::LETTER.receipt_done());
    client.assert_no_complaints();
    assert!(agency.seen(&made.id).check.is_none());
    assert!(tenant.requests.all().is_empty(), "the token endpoint wasn't asked");

    technician_opens(&server, &agency, &made.id, &[APPLICATION, REDIRECT], APP_SECRET);
    assert!(Canary::new(CLIENT_SECRET).found_in(server.log().as_bytes()).is_none(), "a secret is in the log");
}

/// The label and the value of the app's secret.
const APP_SECRET: (&str, &str) = (say::TECHNICIAN.opened_client_secret(), CLIENT_SECRET);

/// The technician sees these values, and the secret only on request.
pub(super) fn technician_opens(
    server: &Server,
    agency: &Agency,
    id: &str,
    values: &[&str],
    (label, secret): (&str, &str),
) {
    let home = Terminal::new(&[]);
    let key = home.file("key.txt");
    std::fs::write(&key, agency.identities.to_file().as_bytes()).expect("writable");
    let technician = Browser::phone();
    sign_in(&technician, server, TECHNICIAN);
    open_letter(&technician, server, id, &key);
    technician.press(say::TECHNICIAN.origin_key_same());
    technician.wait_for(label);
    for value in values {
        technician.wait_for(value);
    }
    assert!(!technician.text().contains(secret), "the secret is hidden at first");
    technician.press(say::TECHNICIAN.secret_show());
    technician.wait_for(secret);
    technician.assert_no_complaints();
    assert!(!technician.scrolls_sideways());
}
