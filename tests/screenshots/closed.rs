//! Links that don't open an onboarding. Each page says why, and what to do now.

use serde_json::json;
use shared::{
    link::Link,
    rules::Security,
    status::Step,
    wire::{Progress, ReissueRequest, Role},
};
use support::{
    agency::{Agency, Made, give_key, parsed},
    client::answers,
    lab::{ADDRESS, APP_PASSWORD, Lab, MENDED, PROVIDER_HOST, SITE},
    pages::assert_built,
    say,
    server::Server,
};

use super::Album;

/// A complete link of a version that doesn't exist yet.
const NEXT_VERSION: &str = include_str!("../fuzz/corpus/link/version-2");

#[test]
fn screenshots_of_links_that_do_not_open() {
    let mut server = Server::start(&[]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let url = server.url();
    let [made, revoked, replaced, taken_back] =
        ["Bakery", "Garage", "Clinic", "Bookshop"].map(|client| agency.onboarding(client, SITE));
    let fragment = |made: &Made| made.link.fragment().as_str().to_owned();
    let revoke = format!("/api/onboardings/{}/revoke", revoked.id);
    assert_eq!(agency.manager.send("POST", &revoke, &[]).status, 200);
    let reissue = format!("/api/onboardings/{}/reissue", replaced.id);
    let request = ReissueRequest { link: agency.new_link().1, days: 14 };
    assert_eq!(agency.manager.post(&reissue, &request).status, 200);
    withdraw(&agency, &taken_back);
    let unknown = Link::new(made.link.pin(), |secret| secret.fill(3));
    let pinned = Link::new(made.link.pin(), |secret| secret.fill(7));
    agency.onboarding_with("Strangers", SITE, |_| pinned.clone());
    give_key(
        &agency.person("Kim Rain", "kim@agency.test", Role::Technician),
        &shared::identities::Identities::generate(),
    );
    let swapped = Link::new(agency.new_link().0.pin(), |secret| secret.fill(7));

    let album = Album::of("closed");
    let browser = &album.browser;
    for (name, address, words) in [
        ("incomplete", format!("{url}/o#{}", &fragment(&made)[..40]), say::CLIENT.closed_incomplete()),
        ("empty", format!("{url}/o"), say::CLIENT.closed_incomplete()),
        ("rewritten", format!("{url}/o/{}", fragment(&made)), say::CLIENT.closed_rewritten()),
        (
            "several",
            format!("{url}/o#{}.{}", fragment(&made), fragment(&revoked)),
            say::CLIENT.closed_several(),
        ),
        ("version", format!("{url}/o#{}", NEXT_VERSION.trim()), say::CLIENT.closed_version()),
        ("unknown", unknown.url(&url).to_string(), say::CLIENT.closed_unknown()),
        ("revoked", revoked.link.url(&url).to_string(), say::CLIENT.closed_revoked()),
        ("replaced", replaced.link.url(&url).to_string(), say::CLIENT.closed_revoked()),
        ("withdrawn", taken_back.link.url(&url).to_string(), say::LETTER.receipt_deleted_withdrawn()),
        ("strangers", swapped.url(&url).to_string(), say::CLIENT.closed_strangers()),
    ] {
        browser.open(&address);
        album.take(name, words);
        assert!(!browser.offers(say::CLIENT.welcome_start()), "{name} must not lead further");
    }
    browser.block(&["*/api/*"]);
    browser.open(&made.link.url(&url));
    album.look("lost", say::CLIENT.closed_unreachable());
    browser.block(&[]);
    server.restart_in_days(15);
    browser.open(&made.link.url(&url));
    album.take("expired", say::CLIENT.closed_expired());
}

/// Sends the client's settings.
fn send(agency: &Agency, made: &Made) {
    let client = agency.client(&made.link);
    let settings = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    client.progress(&Progress {
        step: Some(Step::Check),
        address: Some(parsed(ADDRESS)),
        provider: Some("google-workspace".into()),
        server: None,
    });
    assert_eq!(client.submit(&client.seal(&settings, APP_PASSWORD)).status, 201);
}

/// Sends settings, and withdraws them.
fn withdraw(agency: &Agency, made: &Made) {
    send(agency, made);
    let client = agency.client(&made.link);
    assert_eq!(client.api.send("POST", &client.path("/withdraw"), &[]).status / 100, 2);
}

/// Each sender includes another, with the longest possible name.
#[test]
fn screenshots_of_deeply_nested_senders() {
    let mut lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery Winter", SITE);
    let name = |level: usize| format!("level{level}-{}", "x".repeat(50));
    let mut zone = vec![
        "aspmx.l A 192.0.2.20".to_owned(),
        "alt1.aspmx.l A 192.0.2.21".to_owned(),
        format!("_spf TXT \"v=spf1 include:{}.google.com ~all\"", name(0)),
    ];
    for level in 0..6 {
        let next = format!("include:{}.google.com", name(level + 1));
        zone.push(format!("{} TXT \"v=spf1 ip4:192.0.2.{level} {next} ~all\"", name(level)));
    }
    zone.push(format!("{} TXT \"v=spf1 ip6:2001:db8:1234:5678:9abc:def0:1234:5678 ~all\"", name(6)));
    lab.dns.set("google.com", &zone.iter().map(String::as_str).collect::<Vec<_>>());
    lab.dns.set(SITE, &MENDED);
    send(&agency, &made);
    let album = Album::of("senders");
    album.browser.open(&made.link.url(&server.url()));
    album.browser.press(say::LETTER.receipt_domain_check());
    album.browser.wait_for(&name(6));
    let depth = album.browser.script(
        "let [depth, list] = [0, document.querySelector('.senders ul')];
        while (list) [depth, list] = [depth + 1, list.querySelector('ul')];
        return depth",
        &[],
    );
    assert_eq!(depth, json!(9), "each is below the one before");
    album.take("report", &say::CLIENT.senders(&SITE));
}
