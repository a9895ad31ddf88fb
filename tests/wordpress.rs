//! A real WordPress shows that its mail arrives: from the manager's link, through the client's settings and the
//! technician's files, to a password reset that the agency's server receives.

#[path = "wordpress/world.rs"]
mod world;

use shared::{
    delivery::Answer,
    link::Link,
    wire::{Board, DeliveryView, Judged},
};
use support::{
    agency::{Agency, MANAGER},
    browser::{Browser, DESK},
    command::Terminal,
    lab::{ADDRESS, APP_PASSWORD, APP_PASSWORD_AS_COPIED, PROVIDER_HOST, SITE},
    leaks::Canary,
    pages::{assert_built, come_to_details, key_of_manager, make_link, sign_in, try_secret},
    say,
    server::Server,
    wait,
    wordpress::OWNER,
};
use words::Language;
use world::{RECEIVING, SELECTOR, World};

const DELIVERY: words::Delivery = words::delivery(Language::En);
/// The WordPress user who has the one-time address.
const VISITOR: &str = "visitor";
/// A part of each link in WordPress's message. With it, anyone could set a new password.
const RESET_LINK: &str = "wp-login.php?action=rp&key=";

#[test]
fn a_password_reset_shows_that_the_sites_mail_arrives() {
    let world = World::start();
    let World { server, site, mail, .. } = &world;
    assert_built(server);
    let agency = Agency::set_up(server);
    let page = site.request_password_reset(OWNER).expect_err("the site has no way to send yet");
    assert!(page.starts_with("200 "), "{page}\n{}", world.log());

    let (manager, client) = (Browser::sized(DESK), Browser::phone());
    sign_in(&manager, server, MANAGER);
    let link = make_link(&manager, server, "Bakery Winter", SITE);
    let id = agency.only_onboarding();
    enter_settings(&client, &link);
    configure(&world, &agency, &id, &key_of_manager(&manager, server));

    let delivery = format!("/api/onboardings/{id}/delivery");
    let view: DeliveryView = agency.technician.post(&delivery, &()).json();
    let address = view.waiting.expect("the server waits for a message").address;
    assert_eq!((view.receives, address.domain().as_str()), (true, RECEIVING));
    site.add_user(VISITOR, address.as_str());
    if let Err(page) = site.request_password_reset(VISITOR) {
        panic!("WordPress can't send: {page}\n{}", world.log());
    }

    let judged = wait::until("the site's message", || {
        let view: DeliveryView = agency.technician.get(&delivery).json();
        view.judged.clone().ok_or_else(|| format!("{view:?}\n{}", world.log()))
    });
    assert_proven(&judged, &world);
    let view: DeliveryView = agency.technician.get(&delivery).json();
    assert_eq!(view.waiting, None, "the address accepts only one message");
    assert!(mail.messages().is_empty(), "the provider has sent it on");
    assert_reset_link_not_kept(&judged, server);

    let board: Board = agency.manager.get("/api/onboardings").json();
    assert_eq!(board.rows[0].proven_at, Some(judged.at), "{:?}", board.rows);
    client_reads(&client, &agency, &link, &judged);
    manager.assert_no_complaints();
}

/// Enters address, server and password on the client's phone, until they are encrypted and sent.
fn enter_settings(client: &Browser, link: &str) {
    client.open(link);
    client.press(say::CLIENT.welcome_start());
    come_to_details(client, ADDRESS);
    client.press(&say::LETTER.server_summary(&PROVIDER_HOST, &465));
    client.press(&say::LETTER.server_choice(&PROVIDER_HOST, &587));
    try_secret(client, APP_PASSWORD_AS_COPIED);
    client.wait_for(say::LETTER.check_passed());
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.seal_send());
    client.wait_for(say::LETTER.receipt_done());
    assert!(!client.scrolls_sideways());
}

/// Opens the settings as files for WordPress, saves them on the site's host, and marks the site as configured.
fn configure(world: &World, agency: &Agency, id: &str, manager_key: &str) {
    let World { server, site, .. } = world;
    let technician = Terminal::of_technician(server, agency, &[]);
    let open = |platform: &str, more: &[&str]| {
        let arguments = ["open", id, "-i", "key.txt", "--accept-manager", manager_key, "--as", platform];
        technician.run(&[&arguments[..], more].concat(), "").well().to_owned()
    };
    site.add_constants(&open("wordpress", &[]));
    site.add_plugin("sealpost-mail.php", &open("wordpress-plain", &["--configured"]));
    for (name, value) in [
        ("WPMS_SMTP_HOST", PROVIDER_HOST),
        ("WPMS_SMTP_PORT", "587"),
        ("WPMS_SSL", "tls"),
        ("WPMS_SMTP_USER", ADDRESS),
        ("WPMS_SMTP_PASS", APP_PASSWORD),
        ("WPMS_MAIL_FROM", ADDRESS),
    ] {
        assert_eq!(site.constant(name), value, "{name}");
    }
}

/// Checks that the message is authentic in every way, and that nothing is left to fix.
fn assert_proven(judged: &Judged, world: &World) {
    let log = world.log();
    assert_eq!(judged.answer, Answer::Yes, "{judged:#?}\n{log}");
    assert!(judged.advice.is_empty(), "{judged:#?}\n{log}");
    let told = [&judged.arrival[..], &judged.spf[..], &judged.dkim[..]].concat().join("\n");
    for sentence in [
        DELIVERY.delivery_from(&ADDRESS),
        DELIVERY.delivery_tls(&"TLS 1.3"),
        DELIVERY.delivery_spf_pass(&SITE),
        DELIVERY.delivery_dkim_pass(&SITE, &SELECTOR),
    ] {
        assert!(told.contains(&sentence), "{sentence}: {judged:#?}\n{log}");
    }
    assert_eq!(judged.dmarc, DELIVERY.delivery_dmarc_pass(&"reject", &SITE));
}

/// Checks that nothing of the message's text is shown or stored.
fn assert_reset_link_not_kept(judged: &Judged, server: &Server) {
    let shown = format!("{judged:?}{}", server.log());
    assert!(!shown.contains(RESET_LINK), "{shown}");
    for folder in server.folders() {
        Canary::new(RESET_LINK).assert_not_under(&folder);
    }
}

/// Checks that the client's link and page say that the website's email works.
fn client_reads(client: &Browser, agency: &Agency, link: &str, judged: &Judged) {
    let holder = agency.client(&Link::parse(link).expect("the page made it"));
    let proven = holder.page().proven.expect("the site's mail was shown to arrive");
    assert_eq!((proven.at, proven.from.as_str(), proven.encrypted), (judged.at, ADDRESS, true));
    client.open(link);
    client.wait_for(say::LETTER.receipt_proven());
    client.wait_for(say::LETTER.receipt_proven_encrypted());
    assert!(!client.scrolls_sideways());
    client.assert_no_complaints();
}
