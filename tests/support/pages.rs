//! What people do on the pages, by the pages' own texts.

use std::path::Path;

use shared::{rules::Security, status::Step, wire::Progress};

use crate::{
    agency::{Agency, PASSWORD, parsed},
    browser::{Browser, DESK},
    client::answers,
    lab::{APP_PASSWORD, SENDING},
    say,
    server::Server,
    wait,
};

/// Checks that the pages are built, without which a browser can't show them.
///
/// # Panics
/// If they aren't built. The message names the command that builds them.
pub fn assert_built(server: &Server) {
    for page in ["/o", "/h", "/staff"] {
        let answer = server.api().get(page);
        let is_page = answer.status == 200 && answer.media_type == "text/html";
        assert!(is_page, "the pages are not built, run: cargo xtask pages ({page}: {answer})");
    }
}

/// Signs in on the staff page.
pub fn sign_in(browser: &Browser, server: &Server, email: &str) {
    browser.open(&format!("{}/staff", server.url()));
    browser.fill(say::ACCOUNT.sign_in_email(), email);
    browser.fill(say::ACCOUNT.sign_in_password(), PASSWORD);
    browser.press(say::ACCOUNT.sign_in_button());
    browser.wait_for(say::STAFF.page_board());
}

/// Signs out the current person, and signs in another.
pub fn change_to(browser: &Browser, server: &Server, email: &str) {
    browser.resize(DESK);
    browser.open(&format!("{}/staff", server.url()));
    browser.press(say::STAFF.sign_out());
    browser.wait_until_gone(say::STAFF.sign_out());
    sign_in(browser, server, email);
}

/// Checks the box of every person on the page whose key this person hasn't accepted yet.
pub fn accept_recipients(browser: &Browser) {
    let ticked = "const open = [...document.querySelectorAll('[id^=accept-]:not(:checked)')];
        open.forEach(box => box.click());
        return open.length === 0 && document.querySelector('section[aria-labelledby=recipients] .fingerprint') !== null";
    wait::until("everyone to be accepted", || {
        let all = browser.script(ticked, &[]);
        if all == true { Ok(()) } else { Err(browser.text()) }
    });
}

/// Creates an onboarding, and returns its link.
pub fn make_link(manager: &Browser, server: &Server, client: &str, site: &str) -> String {
    manager.open(&format!("{}/staff/new", server.url()));
    manager.fill(say::STAFF.create_client(), client);
    manager.fill(say::STAFF.create_site(), site);
    accept_recipients(manager);
    manager.press(say::STAFF.create_link());
    manager.wait_for(say::STAFF.handover_ready());
    manager.beside(&format!("Copy {}", say::STAFF.handover_link(&client)))
}

/// Returns the fingerprint of the key with which the manager's browser vouches for links.
pub fn key_of_manager(manager: &Browser, server: &Server) -> String {
    manager.open(&format!("{}/staff/account", server.url()));
    manager.wait_for(say::STAFF.own_key());
    let key = manager.script("return document.querySelector('main .fingerprint').textContent", &[]);
    key.as_str().expect("a fingerprint").to_owned()
}

/// Returns the administrator's link in the message that the client's page shows.
pub fn link_in_message(client: &Browser) -> String {
    let text = client.text();
    let link = text.split(' ').find(|word| word.contains("/h#")).unwrap_or_else(|| panic!("{text}"));
    link.to_owned()
}

/// Goes from the question for the address to the step where the secret is pasted.
pub fn come_to_details(client: &Browser, address: &str) {
    client.fill(say::CLIENT.provider_address(), address);
    client.press(say::CLIENT.provider_find());
    client.press(say::CLIENT.found_yes());
    client.press(say::LETTER.guide_app_password_done());
    client.wait_for(say::LETTER.details_app_password());
}

/// Answers the guide's questions for an administrator of Microsoft 365, and shows the steps of the way with this name.
pub fn choose_way(client: &Browser, software: &str, way: &str) {
    choose_way_as(client, say::LETTER.ways_administrator_me(), software, way);
    client.wait_for(say::LETTER.ways_for_you());
}

/// Answers the guide's questions, with `who` for the administrator, and shows the steps of the way with this name.
pub fn choose_way_as(client: &Browser, who: &str, software: &str, way: &str) {
    client.press(software);
    client.press(who);
    // The best way is open, and all others are folded.
    client.press(way);
    client.press(&format!("{}: {way}", say::LETTER.ways_show()));
}

/// Creates an onboarding of [`SENDING`] whose settings are sealed. The browser shows its receipt.
pub fn at_receipt_of_sender(agency: &Agency, server: &Server, client: &Browser) {
    let made = agency.onboarding("Parcel Service", SENDING);
    let sealed = agency.client(&made.link);
    let address = format!("orders@{SENDING}");
    sealed.progress(&Progress {
        step: Some(Step::Check),
        address: Some(parsed(&address)),
        provider: Some("postmark".into()),
        server: None,
    });
    let right = answers("smtp.postmarkapp.com", 587, Security::Starttls, &address);
    assert_eq!(sealed.submit(&sealed.seal(&right, APP_PASSWORD)).status, 201);
    client.open(&made.link.url(&server.url()));
    client.wait_for(say::LETTER.receipt_done());
}

/// Pastes the secret and tests it.
pub fn try_secret(client: &Browser, secret: &str) {
    client.fill(say::LETTER.label_app_password(), secret);
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.check_start());
}

/// Opens sealed settings with a key file.
pub fn open_letter(technician: &Browser, server: &Server, id: &str, key_file: &Path) {
    technician.open(&format!("{}/staff/queue/{id}", server.url()));
    technician.choose_file(say::TECHNICIAN.key_file_choose_button(), key_file);
}
