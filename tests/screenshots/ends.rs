//! The end of a journey: a receipt that says what comes next, a domain without faults, and settings that are deleted.

use shared::{rules::Security, status::Step, wire::Progress};
use support::{
    agency::{Agency, Made, TECHNICIAN, parsed},
    client::answers,
    lab::{ADDRESS, APP_PASSWORD, Lab, MENDED, PROVIDER_HOST, SITE},
    pages::{assert_built, sign_in},
    say,
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
fn screenshots_of_settings_until_they_are_deleted() {
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
    album.take("sent", say::texts(say::LETTER.next_open_parts())[0]);
    act("collected");
    browser.open(&link);
    album.take("opened", say::texts(say::LETTER.next_opened_parts())[1]);
    act("configured");
    browser.open(&link);
    album.take("set-up", say::LETTER.next_set_up());
    album.print("set-up");

    server.restart_in_days(6);
    lab.mail.wait_for_message(say::MAIL.deletion_soon_link());
    sign_in(browser, &server, TECHNICIAN);
    browser.open(&format!("{}/staff/queue", server.url()));
    album.take("warned", say::TECHNICIAN.queue_deleting());
    server.restart_in_days(8);
    lab.mail.wait_for_message(say::MAIL.deleted_subject());
    browser.open(&link);
    album.take("deleted", say::LETTER.receipt_deleted());
    sign_in(browser, &server, TECHNICIAN);
    browser.open(&format!("{}/staff/onboardings/{}", server.url(), made.id));
    album.take("onboarding", say::STAFF.place_cleared());
    server.restart_in_days(20);
    browser.open(&link);
    album.take("over", say::LETTER.receipt_deleted());
}

#[test]
fn screenshots_of_a_domain_without_faults() {
    let mut lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = sent(&agency);
    lab.dns.set(SITE, &MENDED);
    let album = Album::of("right");
    let browser = &album.browser;
    browser.open(&made.link.url(&server.url()));
    browser.press(say::LETTER.receipt_domain_check());
    album.take("report", say::LETTER.receipt_done());
    browser.press(say::LETTER.report_check_again());
    album.take("report-servers", say::LETTER.servers_heading());
    browser.wait_for(say::LETTER.receipt_done());
    browser.press(say::LETTER.report_back());
    album.take("receipt", say::LETTER.receipt_domain_right());
}
