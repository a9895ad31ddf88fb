//! The section that shows whether a configured website's own email arrives, in each of its states.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpStream},
};

use shared::{
    rules::{Address, Security},
    status::Step,
    wire::{DeliveryView, Progress},
};
use support::{
    agency::{Agency, Made, TECHNICIAN, parsed},
    client::answers,
    lab::{ADDRESS, APP_PASSWORD, Lab, PROVIDER_HOST, SITE},
    pages::{assert_built, sign_in},
    say,
};

use super::Album;

/// The port of the receiver, which doesn't need the rights that port 25 needs.
const PORT: u16 = 2525;

/// The website's zone, which lets the machine of this test send.
const ZONE: [&str; 2] = ["@ MX 1 aspmx.l.google.com.", "@ TXT \"v=spf1 ip4:127.0.0.0/8 -all\""];

/// A message from the web server's own address.
const WRONG: &str = "From: Shop <root@web7.hosting.test>\nTo: ada@shop.test\nSubject: Order 12\n\nThank you.";

/// A message whose headers show nothing.
const UNKNOWN: &str = "From: Ada <ada@shop.test>\nTo: ada@shop.test\nSubject: Order 12\n\nThank you.";

/// Returns an onboarding whose website is configured.
fn configured(agency: &Agency) -> Made {
    let made = agency.onboarding("Bakery Winter", SITE);
    let client = agency.client(&made.link);
    let address = Some(parsed(ADDRESS));
    client.progress(&Progress { step: Some(Step::Check), address, ..Progress::default() });
    let settings = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    assert_eq!(client.submit(&client.seal(&settings, APP_PASSWORD)).status, 201);
    for what in ["collected", "configured"] {
        let answer = agency.technician.send("POST", &format!("/api/onboardings/{}/{what}", made.id), &[]);
        assert_eq!(answer.status, 200, "{what}: {answer}");
    }
    made
}

#[test]
fn screenshots_of_a_websites_email() {
    let mut lab = Lab::start();
    lab.dns.set(SITE, &ZONE);
    let receiver = SocketAddr::from((lab.mail.address(), PORT));
    let inbound = format!("proof.agency.test@{receiver}");
    let server = lab.server_with(&[("SEALPOST_INBOUND", inbound.as_str())]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = configured(&agency);
    let album = Album::of("prove");
    let browser = &album.browser;
    sign_in(browser, &server, TECHNICIAN);
    let page = format!("{}/staff/onboardings/{}", server.url(), made.id);
    browser.open(&page);
    album.take("nothing", say::STAFF.prove_begin());
    browser.press(say::STAFF.prove_begin());
    album.take("waiting", say::STAFF.prove_waiting());
    browser.script("const now = Date.now; Date.now = () => now() + 2 * 3600 * 1000;", &[]);
    album.take("nothing-arrived", say::STAFF.prove_timeout());

    for (name, message, words) in
        [("wrong", WRONG, say::STAFF.prove_no()), ("unknown", UNKNOWN, say::STAFF.prove_unknown())]
    {
        browser.open(&page);
        paste(&album, message);
        album.take(name, words);
    }

    browser.press(say::STAFF.prove_again());
    browser.wait_for(say::STAFF.prove_waiting());
    let view: DeliveryView = agency.technician.get(&format!("/api/onboardings/{}/delivery", made.id)).json();
    send_message(receiver, &view.waiting.expect("the server waits").address);
    album.take("proven", say::STAFF.prove_yes());
    browser.open(&made.link.url(&server.url()));
    album.take("receipt", say::LETTER.receipt_proven());

    browser.open(&page);
    paste(&album, WRONG);
    browser.wait_for(say::STAFF.prove_no());
    browser.open(&format!("{}/staff", server.url()));
    album.take("board", say::STAFF.need_mail_fails());
}

#[test]
fn screenshots_of_a_websites_email_at_a_server_that_receives_none() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = configured(&agency);
    let album = Album::of("prove-pasted");
    let browser = &album.browser;
    sign_in(browser, &server, TECHNICIAN);
    browser.open(&format!("{}/staff/onboardings/{}", server.url(), made.id));
    album.take("only", say::STAFF.prove_elsewhere_only());
    browser.press(say::STAFF.prove_source_check());
    album.take("empty", say::STAFF.prove_source_empty());
}

fn paste(album: &Album, message: &str) {
    let browser = &album.browser;
    browser.press(say::STAFF.prove_elsewhere());
    browser.fill(say::STAFF.prove_source_text(), message);
    browser.press(say::STAFF.prove_source_check());
}

/// Sends a message to this address as a website would, without encryption.
fn send_message(server: SocketAddr, to: &Address) {
    let mut stream = BufReader::new(TcpStream::connect(server).expect("the server listens"));
    let text = format!("From: Ada <{ADDRESS}>\r\nTo: <{to}>\r\nSubject: Order 12\r\n\r\nThank you.\r\n.");
    expect_reply(&mut stream, "220");
    for (line, reply) in [
        ("EHLO web.shop.test", "250"),
        (&*format!("MAIL FROM:<{ADDRESS}>"), "250"),
        (&*format!("RCPT TO:<{to}>"), "250"),
        ("DATA", "354"),
        (&*text, "250"),
        ("QUIT", "221"),
    ] {
        stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).expect("the server reads");
        expect_reply(&mut stream, reply);
    }
}

fn expect_reply(stream: &mut BufReader<TcpStream>, code: &str) {
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).expect("a reply");
        assert!(line.starts_with(code), "the server said: {line}");
        if line.as_bytes().get(3) != Some(&b'-') {
            return;
        }
    }
}
