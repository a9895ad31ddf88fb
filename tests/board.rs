//! The board and the activity page as the agency's people see them: who needs someone, how many there are, and which
//! client each entry is about.

use serde_json::{Value, json};
use shared::{
    rules::Security,
    status::Step,
    wire::{Onboarding, Progress, ReissueRequest},
};
use support::{
    agency::{ADMIN, Agency, MANAGER},
    browser::{Browser, DESK},
    client::answers,
    lab::{ADDRESS, Lab, PROVIDER_HOST, SITE},
    pages::{assert_built, sign_in},
    say,
    server::Server,
    wait,
};

/// For each group on the board: its heading, the number next to it, and the clients in its rows.
const GROUPS: &str = "return [...document.querySelectorAll('.groups > .group')].map((group) => {
    const head = group.querySelector('h2');
    const count = head.querySelector('.group__count').textContent;
    const clients = [...group.querySelectorAll('.row__link')].map((link) => link.textContent);
    return [head.firstChild.textContent, Number(count), clients];
});";

/// The full text of this client's row.
const ROW: &str = "const rows = [...document.querySelectorAll('.row-card')];
    const row = rows.find((row) => row.querySelector('.row__link').textContent === arguments[0]);
    return row ? row.innerText.replace(/\\s+/g, ' ') : '';";

/// For each activity entry that names a client: its text about the client, and the target of its link.
const ENTRIES: &str = "return [...document.querySelectorAll('.timeline__entry')].flatMap((entry) => {
    const link = entry.querySelector('a');
    return link ? [[link.parentElement.innerText.replace(/\\s+/g, ' '), link.getAttribute('href')]] : [];
});";

/// Waits until the page says `words`, and returns its groups: heading, number and clients.
fn groups(browser: &Browser, words: &str) -> Vec<(String, u64, Vec<String>)> {
    browser.wait_for(words);
    serde_json::from_value(browser.script(GROUPS, &[])).expect("groups")
}

#[test]
fn two_of_106_need_someone_and_come_first_with_correct_counts() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made: Vec<_> = (0..106).map(|n| agency.onboarding(&format!("Client {n:03}"), SITE)).collect();
    // The two oldest. If only the last change counted, they would be on the third page.
    let login = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    for failing in &made[..2] {
        agency.client(&failing.link).check(&login, "not the password");
    }
    server.behind_its_back(
        "UPDATE onboarding SET changed_at = changed_at + 60 WHERE client NOT IN ('Client 000', 'Client 001')",
    );

    let manager = Browser::sized(DESK);
    sign_in(&manager, &server, MANAGER);
    let shown = groups(&manager, &say::STAFF.board_shown(&50, &106));
    let heads: Vec<(&str, u64, usize)> =
        shown.iter().map(|(head, count, rows)| (head.as_str(), *count, rows.len())).collect();
    assert_eq!(heads, [(say::STAFF.group_needs_you(), 2, 2), (say::STAFF.group_client(), 104, 48)]);
    let mut needy = shown[0].2.clone();
    needy.sort();
    assert_eq!(needy, ["Client 000", "Client 001"]);
    let row = manager.script(ROW, &[json!("Client 000")]);
    assert!(row.as_str().is_some_and(|row| row.contains(say::STAFF.need_check_failed())), "{row}");
    let first = manager.script("return document.querySelector('.row__link').textContent", &[]);
    assert!(needy.iter().any(|client| first == *client), "{first} is at the top of the board");

    manager.press(say::STAFF.board_more());
    assert_eq!(groups(&manager, &say::STAFF.board_shown(&100, &106))[1].1, 104);
    manager.press(say::STAFF.board_more());
    manager.wait_until_gone(&say::start(say::STAFF.board_shown_parts(), &[]));
    let all = groups(&manager, say::STAFF.group_needs_you());
    assert_eq!((all[0].2.len(), all[1].1, all[1].2.len()), (2, 104, 104), "each client appears once");
    // The number counts the matches of the search.
    manager.fill(say::STAFF.board_search(), "Client 10");
    manager.wait_until_gone("Client 000");
    let found = groups(&manager, "Client 105");
    assert_eq!((found.len(), found[0].1, found[0].2.len()), (1, 6, 6), "{found:?}");
    manager.assert_no_complaints();
}

#[test]
fn three_days_without_progress_are_shown_as_a_reason() {
    let mut server = Server::start(&[]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let started = agency.onboarding("Bakery Started", SITE);
    agency.onboarding("Bakery Unopened", SITE);
    let progress = Progress { step: Some(Step::Provider), address: None, provider: None, server: None };
    assert_eq!(agency.client(&started.link).progress(&progress).status / 100, 2);
    let manager = Browser::sized(DESK);
    sign_in(&manager, &server, MANAGER);
    manager.wait_for(say::STAFF.group_client());
    assert!(!manager.text().contains("3 days"), "{}", manager.text());

    server.restart_in_days(3);
    sign_in(&manager, &server, MANAGER);
    let needy = groups(&manager, say::STAFF.group_needs_you());
    assert_eq!((needy.len(), needy[0].0.as_str(), needy[0].1), (1, say::STAFF.group_needs_you(), 2));
    for (client, reason, place) in [
        ("Bakery Started", say::STAFF.need_stalled(), say::STAFF.place_provider()),
        ("Bakery Unopened", say::STAFF.need_not_opened(), say::STAFF.place_waiting()),
    ] {
        let row = manager.script(ROW, &[json!(client)]);
        let row = row.as_str().expect("words");
        assert!(row.contains(reason) && row.contains(place), "{row}");
    }
    manager.assert_no_complaints();
}

#[test]
fn the_activity_names_client_and_site_and_links_to_the_onboarding() {
    let server = Server::start(&[]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let [bakery, garage] = [("Bakery Winter", "winter.test"), ("Garage Monsoon", "monsoon.test")]
        .map(|(client, site)| agency.onboarding(client, site));
    let progress = Progress { step: Some(Step::Provider), address: None, provider: None, server: None };
    assert_eq!(agency.client(&bakery.link).progress(&progress).status / 100, 2);
    let (new, link) = agency.new_link();
    let path = format!("/api/onboardings/{}/reissue", bakery.id);
    assert_eq!(agency.manager.post(&path, &ReissueRequest { link, days: 14 }).status, 200);
    assert_ne!(new.locator(), bakery.link.locator());

    let admin = Browser::sized(DESK);
    sign_in(&admin, &server, ADMIN);
    admin.open(&format!("{}/staff/activity", server.url()));
    admin.wait_for("Garage Monsoon");
    let entries: Vec<(String, String)> =
        serde_json::from_value(admin.script(ENTRIES, &[])).expect("entries with clients");
    for (client, site, id, locator) in [
        ("Bakery Winter", "winter.test", &bakery.id, bakery.link.locator()),
        ("Bakery Winter", "winter.test", &bakery.id, new.locator()),
        ("Garage Monsoon", "monsoon.test", &garage.id, garage.link.locator()),
    ] {
        let wanted = (
            format!("{client} · {site} · {}", say::STAFF.history_link(&locator)),
            format!("/staff/onboardings/{id}"),
        );
        assert!(entries.contains(&wanted), "{wanted:?} isn't in {entries:#?}");
    }
    let all = admin.script("return document.querySelectorAll('.timeline__entry').length", &[]);
    let about_nobody = admin.script(
        "return [...document.querySelectorAll('.timeline__entry')].filter((entry) => !entry.querySelector('a'))
            .map((entry) => entry.innerText)",
        &[],
    );
    // An entry about people and keys names no client.
    let has_client = |entry: &Value| entry.as_str().is_some_and(|words| words.contains("client"));
    let lost = about_nobody.as_array().expect("a list").iter().find(|entry| has_client(entry));
    assert_eq!(lost, None, "of {all} entries");

    admin.press("Bakery Winter");
    wait::until("the page of the onboarding", || {
        let url = admin.url();
        if url.ends_with(&format!("/staff/onboardings/{}", bakery.id)) { Ok(()) } else { Err(url) }
    });
    admin.wait_for("winter.test");
    let seen: Onboarding = agency.admin.get(&format!("/api/onboardings/{}", bakery.id)).json();
    assert_eq!(seen.locator, new.locator());
    admin.assert_no_complaints();
}
