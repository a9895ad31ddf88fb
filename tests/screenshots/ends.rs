//! How it ends: with a receipt that says what comes next, a domain that is right, and settings that are deleted.

use shared::{rules::Security, status::Step, wire::Progress};
use support::{
    agency::{Agency, Made, TECHNICIAN, parsed},
    client::answers,
    lab::{ADDRESS, APP_PASSWORD, Lab, MENDED, PROVIDER_HOST, SITE},
    pages::{assert_built, sign_in},
};

use super::Album;

fn sent(agency: &Agency) -> Made {
    let made = agency.onboarding_of("Bakery Winter", SITE, Some("anna@bakery.test"));
    let client = agency.client(&made.link);
    client.progress(&Progress {
        step: Some(Step::Check),
        address: Some(parsed(ADDRESS)),
        provider: Some("google-workspace".into()),
        server: None,
    });
    let settings = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    assert_eq!(client.submit(&client.seal(&settings, APP_PASSWORD)).status, 201);
    made
}

#[test]
fn the_settings_until_they_are_deleted() {
    let lab = Lab::start();
    let mut server = lab.server_with_mail(&[]);
    assert_built(&server);
    let agency = Agency::set_up_by_mail(&server, &lab.mail);
    let made = sent(&agency);
    let album = Album::of("ends");
    let browser = &album.browser;
    let act = |what: &str| {
        let answer = agency.technician.send("POST", &format!("/api/onboardings/{}/{what}", made.id), &[]);
        assert_eq!(answer.status, 200, "{what}: {answer}");
    };
    let link = made.link.url(&server.url());
    browser.open(&link);
    album.take("sent", "will open your settings and set up your website");
    act("collected");
    browser.open(&link);
    album.take("opened", "Your website is being set up.");
    act("configured");
    browser.open(&link);
    album.take("set-up", "at the latest");
    album.print("set-up");

    server.restart_in_days(6);
    lab.mail.wait_for_message("will be deleted");
    sign_in(browser, &server, TECHNICIAN);
    browser.open(&format!("{}/staff/queue", server.url()));
    album.take("warned", "Sealed files that will be deleted");
    server.restart_in_days(8);
    lab.mail.wait_for_message("Your email settings were deleted");
    browser.open(&link);
    album.take("deleted", "Your settings are deleted");
    sign_in(browser, &server, TECHNICIAN);
    browser.open(&format!("{}/staff/onboardings/{}", server.url(), made.id));
    album.take("onboarding", "Configured, sealed file deleted");
    server.restart_in_days(20);
    browser.open(&link);
    album.take("over", "Your settings are deleted");
}

#[test]
fn a_domain_that_is_right() {
    let mut lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = sent(&agency);
    lab.dns.set(SITE, &MENDED);
    let album = Album::of("right");
    let browser = &album.browser;
    browser.open(&made.link.url(&server.url()));
    browser.press("Check my domain");
    album.take("report", "You're done");
    browser.press("Check again");
    album.take("report-servers", "What each name server says");
    browser.wait_for("You're done");
    browser.press("Back to the receipt");
    album.take("receipt", "Its mail records are right.");
}
