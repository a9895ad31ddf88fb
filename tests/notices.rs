//! Our own mail, through a real mail server.

use shared::rules::Security;
use support::{
    agency::{Agency, MANAGER},
    client::answers,
    lab::{ADDRESS, APP_PASSWORD, Lab, PROVIDER_HOST},
    server::Server,
};

#[test]
fn the_manager_is_told_once_when_a_client_has_submitted() {
    let lab = Lab::start();
    let server = lab.server();
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bäckerei Winter", "shop.test");
    let client = agency.client(&made.link);
    let request = client.seal(&answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS), APP_PASSWORD);
    assert_eq!(client.submit(&request).status, 201);
    assert_eq!(client.submit(&request).status, 200);

    let message = lab.mail.wait_for_message(&made.id);
    assert!(message.contains(&format!("Delivered-To: {MANAGER}")), "{message}");
    for secret in [APP_PASSWORD, &made.link.fragment(), made.link.token().expose()] {
        assert!(!message.contains(secret), "{message}");
    }
    assert_eq!(lab.mail.messages().len(), 1, "sending the same again is no news");
}

#[test]
fn a_mail_server_that_is_gone_is_in_nobodys_way() {
    let server = Server::start(&[
        ("SEALPOST_SMTP_URL", "smtp://127.0.0.1:1"),
        ("SEALPOST_MAIL_FROM", "sealpost@agency.test"),
    ]);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let request = client.seal(&answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS), APP_PASSWORD);
    assert_eq!(client.submit(&request).status, 201);
    support::wait::until("a warning in the log", || {
        let log = server.log();
        if log.contains("the manager could not be told") { Ok(()) } else { Err(log) }
    });
}
