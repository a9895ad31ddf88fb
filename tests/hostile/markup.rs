//! Names and notes that contain HTML.

use std::fs;

use shared::{
    rules::Security,
    status::Step,
    wire::{InviteRequest, Progress, Role},
};
use support::{
    agency::{Agency, TECHNICIAN, parsed},
    browser::{Browser, DESK},
    client::answers,
    pages::{assert_built, open_letter, sign_in},
    say,
    server::Server,
};

const MARKUP: &str = "<img src=x onerror=window.caught=1>";

#[test]
fn markup_in_names_and_notes_is_shown_as_text() {
    let server = Server::start(&[("SEALPOST_AGENCY", MARKUP)]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let invite =
        InviteRequest { name: MARKUP.into(), email: parsed("eve@agency.test"), roles: vec![Role::Manager] };
    assert_eq!(agency.admin.post("/api/people", &invite).status, 201);
    let made = agency.onboarding(MARKUP, "shop.test");

    let client = Browser::phone();
    client.open(&made.link.url(&server.url()));
    assert_shown(&client, MARKUP);

    let holder = agency.client(&made.link);
    let reached =
        Progress { step: Some(Step::Check), address: Some(parsed("ada@shop.test")), ..Progress::default() };
    holder.progress(&reached).assert_empty();
    let mut login = answers("smtp.gmail.com", 465, Security::ImplicitTls, "ada@shop.test");
    login.note = format!("{MARKUP}<script>window.caught=2</script>");
    assert_eq!(holder.submit(&holder.seal(&login, "abcdefghijklmnop")).status, 201);

    let folder = tempfile::tempdir().expect("a folder");
    let key = folder.path().join("key.txt");
    fs::write(&key, agency.identities.to_file().as_bytes()).expect("writable");
    let technician = Browser::sized(DESK);
    sign_in(&technician, &server, TECHNICIAN);
    assert_shown(&technician, MARKUP);
    open_letter(&technician, &server, &made.id, &key);
    technician.press(say::TECHNICIAN.origin_key_same());
    assert_shown(&technician, "<script>window.caught=2</script>");
}

/// Asserts that the page shows the text as text, and that no markup took effect.
fn assert_shown(browser: &Browser, words: &str) {
    browser.wait_for(words);
    let caught = browser.script("return window.caught ?? null", &[]);
    assert!(caught.is_null(), "{words} ran as a script");
    browser.assert_no_complaints();
}
