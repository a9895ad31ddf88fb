//! Clients who don't get in at once: the link was changed on its way, the address is wrong, or the browser can't run
//! the page.

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
fn a_link_with_extra_text_opens_and_its_address_is_cleaned() {
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
        // The part after `#`, which only the browser knows, survives the start page and a missing page.
        format!("{url}/#{}", fragment.as_str()),
        format!("{url}/letter#{}", fragment.as_str()),
    ] {
        client.open(&address);
        client.wait_for(say::CLIENT.welcome_start());
        let whole = made.link.url(&url);
        // A query before the link's `#` has already been sent to the server, so it may stay.
        assert!(client.url() == *whole || address.contains("utm_source"), "{address} stays {}", client.url());
    }
    client.assert_no_complaints();
}

#[test]
fn a_wrong_address_and_a_broken_link_are_explained() {
    let server = Server::start(&[]);
    assert_built(&server);
    let made = Agency::set_up(&server).onboarding("Bakery Winter", SITE);
    let client = Browser::phone();
    client.open(&format!("{}/o/{}", server.url(), made.link.fragment().as_str()));
    client.wait_for(say::CLIENT.closed_rewritten());
    client.wait_for(say::CLIENT.closed_ask());
    client.open(&format!("{}/letter", server.url()));
    client.wait_for(say::PAGES.lost());
    client.wait_for("ask the person who sent the link for a new one");
    let font = client.script("return getComputedStyle(document.querySelector('h1')).fontFamily", &[]);
    assert!(font.as_str().is_some_and(|font| font != "Times New Roman"), "it must have our font: {font}");
}

#[test]
fn without_webassembly_the_page_offers_another_device() {
    let server = Server::start(&[]);
    assert_built(&server);
    let made = Agency::set_up(&server).onboarding("Bakery Winter", SITE);
    let link = made.link.url(&server.url());
    let client = Browser::phone();
    client.without_wasm();
    client.open(&link);
    client.wait_for(say::PAGES.cannot_run());
    client.wait_for("WebAssembly");
    client.wait_for("Lockdown Mode");
    client.wait_for("sealpost seal -");
    assert!(!client.text().contains(say::CLIENT.loading()), "nothing is loading");

    let drawn = client.script("return document.querySelector('.way-on__code path').getAttribute('d')", &[]);
    assert_eq!(drawn, json!(squares(&link)), "the QR code has the link");
    assert_tidy(&client);
}

/// A filter, in the network or on the device, that blocks WebAssembly, and then also the script that draws the QR
/// code.
#[test]
fn a_blocked_program_leaves_a_readable_page_with_next_steps() {
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
        client.wait_for(say::PAGES.cannot_run());
        client.wait_for("Nothing is lost. First, reload the page.");
        client.wait_for("sealpost seal -");
        let text = client.text();
        assert!(!text.contains("Your browser doesn't have it"), "this browser has WebAssembly: {text}");
        assert!(
            !text.contains(say::CLIENT.welcome()) && !text.contains(say::CLIENT.loading()),
            "{blocked:?}: {text}"
        );
        if has_code {
            client.wait_for(say::PAGES.cannot_run_scan());
            let drawn =
                client.script("return document.querySelector('.way-on__code path').getAttribute('d')", &[]);
            assert_eq!(drawn, json!(squares(&link)), "{blocked:?}: the QR code has the link");
        } else {
            assert!(!text.contains("point its camera at this code"), "there's no code to scan: {text}");
            assert!(!client.offers(say::PAGES.cannot_run_copy()), "the copy button wouldn't work");
        }
        assert_tidy(&client);
    }
    let staff = Browser::sized(DESK);
    staff.block(&["*.wasm"]);
    staff.open(&format!("{}/staff", server.url()));
    staff.wait_for(say::PAGES.cannot_start());
    assert!(!staff.text().contains("Loading"), "{}", staff.text());
    assert_tidy(&staff);
}

/// Checks that nothing overlaps, is cut off or is outside the window, on a phone and a desktop, in both text sizes.
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

/// Returns the QR code as an independent library draws it, with a quiet zone of four modules.
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
