//! Takes screenshots of every page and state, at three widths and in both color schemes, for people to look at. Each
//! page is audited too: axe finds nothing in light and dark mode, on a phone and a desktop, with every fold open.
//! Nothing is cut off, overlaps or scrolls sideways, also with text at 200%. The console and the content security
//! policy report nothing.
//!
//! The screenshots go into the folder `SEALPOST_SCREENSHOTS`, or into `target/screenshots`.

#[path = "screenshots/album.rs"]
mod album;
#[path = "screenshots/app.rs"]
mod app;
#[path = "screenshots/approvals.rs"]
mod approvals;
#[path = "screenshots/closed.rs"]
mod closed;
#[path = "screenshots/ends.rs"]
mod ends;
#[path = "screenshots/handover.rs"]
mod handover;
#[path = "screenshots/prove.rs"]
mod prove;
#[path = "screenshots/staff.rs"]
mod staff;
#[path = "screenshots/still.rs"]
mod still;

use std::net::TcpListener;

use album::Album;
use shared::rules::Security;
use support::{
    agency::Agency,
    client::answers,
    lab::{
        ADDRESS, APP_PASSWORD, APP_PASSWORD_AS_COPIED, FILTERED, HOSTED, Lab, PROVIDER_HOST, SENDING,
        SENDING_PAGE, SENDING_ZONE, SITE, TORN,
    },
    pages::{assert_built, at_receipt_of_sender, come_to_details, try_secret},
    say,
};

#[test]
fn screenshots_of_a_client() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery Winter", SITE);
    let link = made.link.url(&server.url());
    let album = Album::of("client");
    let client = &album.browser;

    client.open(&link[..link.len() - 4]);
    album.take("incomplete", say::CLIENT.closed_incomplete());
    client.open(&link);
    album.take("welcome", say::CLIENT.welcome_readers());
    takes_addresses(&album);
    takes_a_sign_in(&album);
    takes_the_end(&album);
}

/// Takes the step that asks for an address, and its reaction to different addresses.
fn takes_addresses(album: &Album) {
    let client = &album.browser;
    client.press(say::CLIENT.welcome_start());
    album.take("provider", say::CLIENT.provider());
    client.fill(say::CLIENT.provider_address(), "ada at shop");
    client.press(say::CLIENT.provider_find());
    album.take("provider-wrong", say::CLIENT.rule_not_an_address());
    client.fill(say::CLIENT.provider_address(), "info@nowhere.test");
    client.press(say::CLIENT.provider_find());
    album.take("provider-no-domain", &say::CLIENT.found_no_domain(&"nowhere.test"));
    client.fill(say::CLIENT.provider_address(), &format!("info@{SENDING}"));
    client.press(say::CLIENT.provider_find());
    album.take("provider-unknown", say::CLIENT.pick());
    for (domain, name, words) in [
        (FILTERED, "provider-filter", say::CLIENT.found_several()),
        (TORN, "provider-ask", say::CLIENT.found_several()),
        (HOSTED, "provider-server", say::CLIENT.found_yes()),
    ] {
        client.fill(say::CLIENT.provider_address(), &format!("info@{domain}"));
        client.press(say::CLIENT.provider_find());
        album.take(name, words);
    }
    client.press(say::CLIENT.found_yes());
    album.take("guide-server", say::LETTER.guide_own_password());
    for (address, name, words) in [
        ("info@office.test", "guide-office", say::LETTER.ways_heading()),
        ("ada@hotmail.com", "guide-dead-end", say::LETTER.guide_closed_why()),
    ] {
        client.press("Back");
        client.fill(say::CLIENT.provider_address(), address);
        client.press(say::CLIENT.provider_find());
        client.wait_for(say::CLIENT.found_yes());
        client.press(say::CLIENT.found_yes());
        album.take(name, words);
    }
    client.press(say::LETTER.guide_closed_next());
}

/// Takes the steps from a known provider to a check that passes.
fn takes_a_sign_in(album: &Album) {
    let client = &album.browser;
    client.fill(say::CLIENT.provider_address(), ADDRESS);
    client.press(say::CLIENT.provider_find());
    album.take("provider-found", say::CLIENT.found_yes());
    client.press(say::CLIENT.which());
    client.press(say::CLIENT.which_sends_orders());
    client.press(say::CLIENT.which_volume_some());
    client.press(say::CLIENT.which_have_hosting());
    album.take("which", say::CLIENT.which_use_a_service());
    client.press(say::CLIENT.found_yes());
    album.take("guide", say::LETTER.guide_app_password());
    client.press(say::LETTER.guide_app_password_done());
    album.take("details", say::LETTER.details_app_password());
    client.press(&say::LETTER.server_summary(&"smtp.gmail.com", &465));
    album.take("details-server", say::LETTER.label_encryption());
    client.press(say::CLIENT.go_on());
    album.take("details-empty", say::LETTER.details_app_password());
    client.fill(say::LETTER.label_app_password(), "zzzz yyyy xxxx wwww ");
    client.press(say::CLIENT.go_on());
    album.take("check", say::LETTER.check_before());
    client.press(say::LETTER.check_start());
    album.take("check-failed", say::LETTER.check_failed());
    client.press(say::LETTER.outcome_correct_password());
    try_secret(client, APP_PASSWORD_AS_COPIED);
    album.take("check-passed", say::LETTER.check_passed());
}

/// Takes the pages after the check: sending, the receipt, the report and withdrawing.
fn takes_the_end(album: &Album) {
    let client = &album.browser;
    client.press(say::CLIENT.go_on());
    album.take("seal", say::LETTER.seal_heading());
    client.press(say::LETTER.seal_send());
    album.take("receipt", say::LETTER.receipt_done());
    client.press(say::LETTER.receipt_domain_check());
    album.take("report", say::LETTER.finding_wrong());
    client.press(say::LETTER.report_check_again());
    album.take("report-servers", say::LETTER.servers_heading());
    client.press(say::LETTER.report_back());
    client.press(say::LETTER.receipt_withdraw());
    album.take("withdraw", say::LETTER.receipt_withdraw_button());
    client.press(say::LETTER.receipt_withdraw_button());
    album.take("withdrawn", say::CLIENT.closed_withdrawn());
}

#[test]
fn screenshots_of_a_client_whose_sign_in_fails() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery Winter", SITE);
    let album = Album::of("trouble");
    let client = &album.browser;
    client.open(&made.link.url(&server.url()));
    client.press(say::CLIENT.welcome_start());
    client.fill(say::CLIENT.provider_address(), &format!("info@{HOSTED}"));
    client.press(say::CLIENT.provider_find());
    client.press(say::CLIENT.found_yes());
    client.press(say::LETTER.guide_mailbox_password_done());
    client.fill(say::LETTER.label_mailbox_password(), APP_PASSWORD);
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.check_start());
    client.wait_for(say::LETTER.check_failed());
    client.press(say::LETTER.outcome_certificate());
    album.take("certificate", say::LETTER.outcome_certificate_issuer());
    client.open(&made.link.url(&server.url()));
    client.press("Back");
    client.press("Back");
    come_to_details(client, ADDRESS);
    client.press(&say::LETTER.server_summary(&"smtp.gmail.com", &465));
    client.fill(say::LETTER.label_port(), "2525");
    // Accepts connections and says nothing, until it is dropped.
    let silent = TcpListener::bind((lab.mail.address(), 2525)).expect("the port is free");
    try_secret(client, APP_PASSWORD);
    album.take("slow", say::texts(say::LETTER.check_slow_parts())[0].trim_end());
    drop(silent);
    client.open(&made.link.url(&server.url()));
    album.take("reloaded", say::LETTER.details_kept_password());
    try_secret(client, APP_PASSWORD);
    album.take("port", &say::start(say::DIAGNOSIS.other_answers_parts(), &["2525"]));
}

#[test]
fn screenshots_of_a_client_whose_browser_cannot_run_the_check() {
    cannot("cannot", "offered", say::LETTER.check_by_server_start());
}

#[test]
fn screenshots_of_a_client_whose_check_is_impossible() {
    cannot("forbidden", "never", say::texts(say::LETTER.check_part_broken_parts())[0].trim_end());
}

fn cannot(role: &'static str, server_check: &str, words: &str) {
    let lab = Lab::start();
    let server = lab.server_with(&[("SEALPOST_SERVER_CHECK", server_check)]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery Winter", SITE);
    let album = Album::of(role);
    let client = &album.browser;
    client.without_workers();
    client.open(&made.link.url(&server.url()));
    client.press(say::CLIENT.welcome_start());
    come_to_details(client, ADDRESS);
    client.fill(say::LETTER.label_app_password(), APP_PASSWORD);
    client.press(say::CLIENT.go_on());
    album.take("before", say::LETTER.check_before());
    client.press(say::LETTER.check_start());
    album.take("first-time", say::LETTER.check_failed_here());
    client.press(say::LETTER.check_again());
    album.take("check", words);
}

#[test]
fn screenshots_of_a_client_who_is_interrupted() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery Winter", SITE);
    let album = Album::of("interrupted");
    let client = &album.browser;
    client.open(&made.link.url(&server.url()));
    client.press(say::CLIENT.welcome_start());
    client.fill(say::CLIENT.provider_address(), ADDRESS);
    client.offline(true);
    client.press(say::CLIENT.provider_find());
    album.look("offline", say::CLIENT.closed_offline());
    client.offline(false);
    client.press(say::CLIENT.found_yes());
    client.press(say::LETTER.guide_app_password_done());
    client.fill(say::LETTER.label_app_password(), APP_PASSWORD);
    client.press(say::CLIENT.go_on());
    client.offline(true);
    client.press(say::LETTER.check_start());
    album.look("check-offline", say::CLIENT.closed_offline());
    client.offline(false);
    client.wait_for(say::LETTER.check_passed());
    let failing = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    for _ in 0..4 {
        agency.client(&made.link).check(&failing, "not the password");
    }
    client.open(&made.link.url(&server.url()));
    client.press(&say::LETTER.server_summary(&"smtp.gmail.com", &465));
    client.press(&say::LETTER.server_choice(&"smtp.gmail.com", &587));
    client.fill(say::LETTER.label_app_password(), APP_PASSWORD);
    client.press(say::CLIENT.go_on());
    album.look("limited", &say::LETTER.check_limit(&""));
}

#[test]
fn screenshots_of_a_client_who_pastes() {
    let mut lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let album = Album::of("paste");
    let client = &album.browser;
    at_receipt_of_sender(&agency, &server, client);
    client.press(say::LETTER.receipt_domain_check());
    album.take("folded", say::LETTER.paste_heading());
    let all_else = ["@ TXT \"v=spf1 mx ~all\"", "pm-bounces CNAME pm.mtasv.net."];
    let zone = [&SENDING_ZONE[..], &all_else].concat();
    lab.dns.set(SENDING, &zone);
    client.press(say::LETTER.report_check_again());
    album.take("asked", say::LETTER.paste_label());
    client.press(say::LETTER.paste_button());
    album.take("empty", say::LETTER.paste_empty());
    client.fill(say::LETTER.paste_label(), "Add these to your DNS");
    client.press(say::LETTER.paste_button());
    album.take("unread", say::REPORT.domain_pasted_nothing());
    client.fill(say::LETTER.paste_label(), SENDING_PAGE);
    client.press(say::LETTER.paste_button());
    album.take("compared", say::LETTER.paste_compared());
    album.print("compared");
    let key = "20261125pm._domainkey TXT \"k=ed25519;p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"";
    lab.dns.set(SENDING, &[&zone[..], &[key]].concat());
    client.press(say::LETTER.report_check_again());
    client.wait_until_gone(say::LETTER.finding_wrong());
    album.take("there", "are in DNS");
}
