//! Clients who do not get in at once: with a link that was changed on its way, at an address that is none, and in a browser
//! that cannot run the page.

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use serde_json::json;
use support::{
    agency::Agency,
    browser::{Browser, DESK, PHONE},
    lab::SITE,
    layout,
    pages::assert_built,
    say,
    server::Server,
};

#[test]
fn a_link_with_something_around_it_opens_and_its_address_is_tidied() {
    let server = Server::start(&[]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery Winter", SITE);
    let (url, fragment) = (server.url(), made.link.fragment());
    let client = Browser::phone();
    for address in [
        format!("{url}/o#{}?mc_cid=8d2f10&mc_eid=41aa", fragment.as_str()),
        format!("{url}/o#{}.", fragment.as_str()),
        format!("{url}/o?utm_source=mail#{}", fragment.as_str()),
        format!("{url}/o%23{}", fragment.as_str()),
        format!("{url}/O/#{}),", fragment.as_str()),
        // The start page, and a page that is not there, hand on what only a browser has.
        format!("{url}/#{}", fragment.as_str()),
        format!("{url}/letter#{}", fragment.as_str()),
    ] {
        client.open(&address);
        client.wait_for(say::CLIENT.welcome_start());
        let whole = made.link.url(&url);
        // A query that was there before the link's own sign was sent already, and may stay.
        assert!(client.url() == *whole || address.contains("utm_source"), "{address} stays {}", client.url());
    }
    client.assert_no_complaints();
}

#[test]
fn what_was_sent_elsewhere_and_what_is_no_link_is_said() {
    let server = Server::start(&[]);
    assert_built(&server);
    let made = Agency::set_up(&server).onboarding("Bakery Winter", SITE);
    let client = Browser::phone();
    client.open(&format!("{}/o/{}", server.url(), made.link.fragment().as_str()));
    client.wait_for(say::CLIENT.closed_rewritten());
    client.wait_for(say::CLIENT.closed_ask());
    client.open(&format!("{}/letter", server.url()));
    client.wait_for("Page not found");
    client.wait_for("ask the person who sent the link for a new one");
    let font = client.script("return getComputedStyle(document.querySelector('h1')).fontFamily", &[]);
    assert!(
        font.as_str().is_some_and(|font| font != "Times New Roman"),
        "it looks like a page of ours: {font}"
    );
}

#[test]
fn without_webassembly_the_link_goes_on_to_another_device() {
    let server = Server::start(&[]);
    assert_built(&server);
    let made = Agency::set_up(&server).onboarding("Bakery Winter", SITE);
    let link = made.link.url(&server.url());
    let client = Browser::phone();
    client.without_wasm();
    client.open(&link);
    client.wait_for("Your browser can't run this page");
    client.wait_for("WebAssembly");
    client.wait_for("Lockdown Mode");
    client.wait_for("sealpost seal -");
    assert!(!client.text().contains(say::CLIENT.loading()), "nothing is on its way");

    let drawn = client.script("return document.querySelector('.way-on__code path').getAttribute('d')", &[]);
    assert_eq!(drawn, json!(squares(&link)), "the code is the link");
    assert_tidy(&client);
}

/// A filter in the network, or on the machine, that lets no WebAssembly through; then one that takes the script for the
/// code along.
#[test]
fn where_the_program_is_blocked_nothing_overlaps_and_the_ways_on_are_named() {
    let server = Server::start(&[]);
    assert_built(&server);
    let made = Agency::set_up(&server).onboarding("Bakery Winter", SITE);
    let link = made.link.url(&server.url());
    for (blocked, has_code) in
        [(&["*.wasm"][..], true), (&["*.wasm", "*way-on*"], false), (&["*client-*.js"], true)]
    {
        let client = Browser::phone();
        client.block(blocked);
        client.open(&link);
        client.wait_for("Your browser can't run this page");
        client.wait_for("Nothing is lost. First, reload the page.");
        client.wait_for("sealpost seal -");
        let text = client.text();
        assert!(!text.contains("Your browser doesn't have it"), "this one has WebAssembly: {text}");
        assert!(
            !text.contains(say::CLIENT.welcome()) && !text.contains(say::CLIENT.loading()),
            "{blocked:?}: {text}"
        );
        if has_code {
            client.wait_for("Use another phone or a tablet");
            let drawn =
                client.script("return document.querySelector('.way-on__code path').getAttribute('d')", &[]);
            assert_eq!(drawn, json!(squares(&link)), "{blocked:?}: the code is the link");
        } else {
            assert!(!text.contains("point its camera at this code"), "there is no code: {text}");
            assert!(!client.offers("Copy the link"), "nothing would copy it");
        }
        assert_tidy(&client);
    }
    let staff = Browser::sized(DESK);
    staff.block(&["*.wasm"]);
    staff.open(&format!("{}/staff", server.url()));
    staff.wait_for("This page couldn't start");
    assert!(!staff.text().contains("Loading"), "{}", staff.text());
    assert_tidy(&staff);
}

/// Nothing overlaps, is cut off or beside the window, on a phone and a desk, in both sizes of text.
fn assert_tidy(browser: &Browser) {
    for size in [PHONE, DESK] {
        browser.resize(size);
        for percent in [100, 200] {
            layout::enlarge_text(browser, percent);
            assert_eq!(layout::faults(browser).join("\n"), "", "{} px, text at {percent} %", size.0);
        }
        layout::enlarge_text(browser, 100);
    }
}

/// The code as a library draws it, with the quiet zone of four.
fn squares(text: &str) -> String {
    let segment = [QrSegment::make_bytes(text.as_bytes())];
    let (least, most, mask) = (Version::new(1), Version::new(10), Some(Mask::new(0)));
    let code = QrCode::encode_segments_advanced(&segment, QrCodeEcc::Medium, least, most, mask, false);
    let code = code.expect("it is short enough");
    let places = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let dark = places.filter(|(x, y)| code.get_module(*x, *y));
    let squares: Vec<String> = dark.map(|(x, y)| format!("M{} {}h1v1h-1z", x + 4, y + 4)).collect();
    squares.concat()
}
