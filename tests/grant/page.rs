//! The same in a browser: a client on a phone enters an app in place of a password.

use shared::check::{Attested, CheckVerdict};
use support::{
    agency::{Agency, TECHNICIAN},
    browser::Browser,
    command::Terminal,
    leaks::Canary,
    pages::{assert_built, open_letter, sign_in},
    say,
    server::Server,
    tenant::{APPLICATION, CLIENT_SECRET, OFFICE_HOST, TENANT, TOKEN_MARK, Tenant, at_guide},
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
    client.press(say::LETTER.guide_app_use());
    client.wait_for(say::LETTER.guide_app_why());
    client.press(say::LETTER.guide_app_done());
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
    technician_opens(&server, &agency, &made.id);
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
    client.press(say::LETTER.guide_app_use());
    client.wait_for(say::LETTER.guide_app_why());
    client.press(say::LETTER.guide_app_done());
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

/// The technician sees the app's values, and settings for software that can use them.
fn technician_opens(server: &Server, agency: &Agency, id: &str) {
    let home = Terminal::new(&[]);
    let key = home.file("key.txt");
    std::fs::write(&key, agency.identities.to_file().as_bytes()).expect("writable");
    let technician = Browser::phone();
    sign_in(&technician, server, TECHNICIAN);
    open_letter(&technician, server, id, &key);
    technician.press(say::TECHNICIAN.origin_key_same());
    technician.wait_for(say::TECHNICIAN.opened_client_secret());
    technician.wait_for(TENANT);
    technician.wait_for("oauth2/v2.0/token");
    assert!(!technician.text().contains(CLIENT_SECRET), "the secret is hidden at first");
    technician.press(say::TECHNICIAN.secret_show());
    technician.wait_for(CLIENT_SECRET);
    technician.assert_no_complaints();
    assert!(!technician.scrolls_sideways());
}
