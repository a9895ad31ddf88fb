//! Every page and state, photographed at three widths and in both color schemes, to be looked at. Each is audited too:
//! axe finds nothing in light and dark on a phone and a desk, with every fold open; nothing is cut off, overlaps or scrolls
//! sideways, with text at 200 % as well; the console and the content security policy have nothing to complain about.
//!
//! The pictures go into `SEALPOST_SCREENSHOTS`, or into `target/screenshots`.

#[path = "screenshots/album.rs"]
mod album;
#[path = "screenshots/approvals.rs"]
mod approvals;
#[path = "screenshots/closed.rs"]
mod closed;
#[path = "screenshots/ends.rs"]
mod ends;
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
fn the_client() {
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
    album.take("welcome", "Who will be able to read it");
    client.press("Start");
    album.take("provider", "Which address shall your web site send from?");
    client.fill("E-mail address", "ada at shop");
    client.press("Find my provider");
    album.take("provider-wrong", "This is not a complete e-mail address");
    client.fill("E-mail address", "info@nowhere.test");
    client.press("Find my provider");
    album.take("provider-no-domain", "There's no domain called nowhere.test");
    client.fill("E-mail address", &format!("info@{SENDING}"));
    client.press("Find my provider");
    album.take("provider-unknown", "Pick your provider");
    for (domain, name, words) in [
        (FILTERED, "provider-filter", "Where do you read your mail?"),
        (TORN, "provider-ask", "name more than one company"),
        (HOSTED, "provider-server", "Your mail goes out through"),
    ] {
        client.fill("E-mail address", &format!("info@{domain}"));
        client.press("Find my provider");
        album.take(name, words);
    }
    client.press("Yes, that is right");
    album.take("guide-server", "Get your mailbox ready");
    for (address, name, words) in [
        ("info@office.test", "guide-office", "Passwords come to an end here"),
        ("ada@hotmail.com", "guide-dead-end", "No password will work here"),
    ] {
        client.press("Back");
        client.fill("E-mail address", address);
        client.press("Find my provider");
        client.wait_for("Your mail is with");
        client.press("Yes, that is right");
        album.take(name, words);
    }
    client.press("Use another address or provider");
    client.fill("E-mail address", ADDRESS);
    client.press("Find my provider");
    album.take("provider-found", "Your mail is with");
    client.press("Which should I use?");
    client.press("A shop's orders");
    client.press("Up to 6,000");
    client.press("Hosting with e-mail in it");
    album.take("which", "Use a sending service.");
    client.press("Yes, that is right");
    album.take("guide", "Make an app password");
    client.press("I have the app password");
    album.take("details", "Paste the app password");
    client.press("Server: smtp.gmail.com, port 465");
    album.take("details-server", "Encryption");
    client.press("Go on");
    album.take("details-empty", "Paste the app password");
    client.fill("App password", "zzzz yyyy xxxx wwww ");
    client.press("Go on");
    album.take("check", "Let us try whether it works");
    client.press("Try it now");
    album.take("check-failed", "It does not work yet");
    client.press("Correct the password");
    try_secret(client, APP_PASSWORD_AS_COPIED);
    album.take("check-passed", "It works");
    client.press("Go on");
    album.take("seal", "Seal it and send it");
    client.press("Seal and send");
    album.take("receipt", "You're done");
    client.press("Check my domain");
    album.take("report", "Has to change");
    client.press("Check again");
    album.take("report-servers", "What each name server says");
    client.press("Back to the receipt");
    client.press("Take it back");
    album.take("withdraw", "Take it back and delete it");
    client.press("Take it back and delete it");
    album.take("withdrawn", say::CLIENT.closed_withdrawn());
}

#[test]
fn the_client_whose_sign_in_fails() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery Winter", SITE);
    let album = Album::of("trouble");
    let client = &album.browser;
    client.open(&made.link.url(&server.url()));
    client.press("Start");
    client.fill("E-mail address", &format!("info@{HOSTED}"));
    client.press("Find my provider");
    client.press("Yes, that is right");
    client.press("I have the password");
    client.fill("Email password", APP_PASSWORD);
    client.press("Go on");
    client.press("Try it now");
    client.wait_for("It does not work yet");
    client.press("The server's certificate");
    album.take("certificate", "Issued by");
    client.open(&made.link.url(&server.url()));
    client.press("Back");
    client.press("Back");
    come_to_details(client, ADDRESS);
    client.press("Server: smtp.gmail.com, port 465");
    client.fill("Port", "2525");
    // It takes connections and says nothing, until it is gone.
    let silent = TcpListener::bind((lab.mail.address(), 2525)).expect("nobody else listens there");
    try_secret(client, APP_PASSWORD);
    album.take("slow", "The server is slow to answer");
    drop(silent);
    client.open(&made.link.url(&server.url()));
    album.take("reloaded", "We kept everything except your password");
    try_secret(client, APP_PASSWORD);
    album.take("port", "The server does not answer on port 2525");
}

#[test]
fn the_client_whose_browser_cannot_make_the_check() {
    cannot("cannot", "offered", "opens your sign-in in its memory");
}

#[test]
fn the_client_whose_browser_cannot_and_whose_agency_forbids_it() {
    cannot("forbidden", "never", "Try another browser, or skip the test");
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
    client.press("Start");
    come_to_details(client, ADDRESS);
    client.fill("App password", APP_PASSWORD);
    client.press("Go on");
    album.take("before", "This browser signs in at");
    client.press("Try it now");
    album.take("first-time", "The test didn't start");
    client.press("Try again");
    album.take("check", words);
}

#[test]
fn the_client_who_is_interrupted() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery Winter", SITE);
    let album = Album::of("interrupted");
    let client = &album.browser;
    client.open(&made.link.url(&server.url()));
    client.press("Start");
    client.fill("E-mail address", ADDRESS);
    client.offline(true);
    client.press("Find my provider");
    album.look("offline", say::CLIENT.closed_offline());
    client.offline(false);
    client.press("Yes, that is right");
    client.press("I have the app password");
    client.fill("App password", APP_PASSWORD);
    client.press("Go on");
    client.offline(true);
    client.press("Try it now");
    album.look("check-offline", say::CLIENT.closed_offline());
    client.offline(false);
    client.wait_for("It works");
    let failing = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    for _ in 0..4 {
        agency.client(&made.link).check(&failing, "not the password");
    }
    client.open(&made.link.url(&server.url()));
    client.press("Server: smtp.gmail.com, port 465");
    client.press("smtp.gmail.com, port 587");
    client.fill("App password", APP_PASSWORD);
    client.press("Go on");
    album.look("limited", "You can test again at");
}

#[test]
fn the_client_who_pastes() {
    let mut lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let album = Album::of("paste");
    let client = &album.browser;
    at_receipt_of_sender(&agency, &server, client);
    client.press("Check my domain");
    album.take("folded", "The records on your provider’s page");
    let all_else = ["@ TXT \"v=spf1 mx ~all\"", "pm-bounces CNAME pm.mtasv.net."];
    let zone = [&SENDING_ZONE[..], &all_else].concat();
    lab.dns.set(SENDING, &zone);
    client.press("Check again");
    album.take("asked", "Paste the records from your provider’s page here");
    client.press("Check these records");
    album.take("empty", "This is empty");
    client.fill("Paste the records from your provider’s page here", "Add these to your DNS");
    client.press("Check these records");
    album.take("unread", "we found no records");
    client.fill("Paste the records from your provider’s page here", SENDING_PAGE);
    client.press("Check these records");
    album.take("compared", "Read, and compared");
    album.print("compared");
    let key = "20261125pm._domainkey TXT \"k=ed25519;p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"";
    lab.dns.set(SENDING, &[&zone[..], &[key]].concat());
    client.press("Check again");
    client.wait_until_gone("Has to change");
    album.take("there", "are in DNS");
}
