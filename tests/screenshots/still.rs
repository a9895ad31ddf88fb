//! Pages without a program: those that the server renders, and those that a browser without WebAssembly or scripts
//! shows. Also the sandbox, which identifies itself on every page.

use support::{agency::Agency, lab::SITE, pages::assert_built, say, server::Server};

use super::Album;

const AGENCY: &str = "Nord Web & Shop Design Partnership";

#[test]
fn screenshots_of_server_rendered_pages() {
    let server = Server::start(&[("SEALPOST_AGENCY", AGENCY)]);
    assert_built(&server);
    let album = Album::of("still");
    let browser = &album.browser;
    browser.open(&server.url());
    album.take("home", &say::PAGES.staff(&AGENCY));
    for path in ["letter", "staff/nowhere.html"] {
        browser.open(&format!("{}/{path}", server.url()));
        album.take("lost", say::PAGES.lost());
    }
    browser.press(say::PAGES.lost_home());
    browser.wait_for(say::PAGES.home_link());
    browser.press(say::PAGES.staff_sign_in());
    browser.wait_for(say::ACCOUNT.sign_in_email());
    browser.assert_no_complaints();
}

/// The pages that need no link, and the checklist in each of its states.
#[test]
fn screenshots_of_pages_without_a_link() {
    let server = Server::start(&[("SEALPOST_AGENCY", AGENCY)]);
    assert_built(&server);
    let album = Album::of("anyone");
    let browser = &album.browser;
    browser.open(&server.url());
    browser.press(say::EMAIL.heading());
    album.take("email", say::EMAIL.lead());
    album.print("email");
    browser.press(say::CHECKLIST.heading());
    album.take("checklist", say::CHECKLIST.tools());
    browser.fill(say::CHECKLIST.business_name(), "Bakery Winter");
    browser.fill(say::CHECKLIST.field_provider(), "Nord Domains");
    browser.press(say::CHECKLIST.keep());
    browser.wait_for(say::CHECKLIST.told_kept());
    browser.press(say::CHECKLIST.clear());
    album.take("checklist-clear", say::CHECKLIST.clear_sure());
    album.print("checklist");
    browser.press(say::EMAIL.heading());
    browser.press(say::PAGES.lost_home());
    browser.wait_for(say::PAGES.more());
}

/// The page about the API runs no script, and its descriptions are those of the OpenAPI document.
#[test]
fn screenshots_of_the_api_page() {
    let server = Server::start(&[]);
    assert_built(&server);
    let album = Album::of("api");
    album.browser.open(&format!("{}/api/docs", server.url()));
    album.take("routes", say::API.page_title());
    album.browser.assert_no_complaints();
}

#[test]
fn screenshots_without_webassembly() {
    let server = Server::start(&[]);
    assert_built(&server);
    let made = Agency::set_up(&server).onboarding("Bakery Winter", SITE);
    let album = Album::of("no-wasm");
    album.browser.without_wasm();
    album.browser.open(&made.link.url(&server.url()));
    album.look("client", say::PAGES.cannot_run());
    album.browser.open(&format!("{}/staff", server.url()));
    album.look("staff", say::PAGES.cannot_start());
}

#[test]
fn screenshots_without_scripts() {
    let server = Server::start(&[]);
    assert_built(&server);
    let made = Agency::set_up(&server).onboarding("Bakery Winter", SITE);
    let album = Album::of("no-script");
    for (name, url, words) in [
        ("client", &*made.link.url(&server.url()), say::PAGES.no_script()),
        ("staff", &format!("{}/staff", server.url()), say::PAGES.no_script_heading()),
        ("home", &server.url(), say::PAGES.home_link()),
        ("email", &format!("{}/email", server.url()), say::EMAIL.lead()),
        ("checklist", &format!("{}/checklist", server.url()), say::CHECKLIST.no_script()),
    ] {
        let text = album.browser.open_without_scripts(url);
        assert!(text.contains(words), "{name} says: {text}");
        assert!(
            !text.contains(say::CLIENT.loading()) && !text.contains("Loading"),
            "nothing is loading: {text}"
        );
        album.look(name, words);
    }
}

#[test]
fn screenshots_of_the_sandbox() {
    let sandbox = Server::sandbox();
    assert_built(&sandbox);
    let guide = sandbox.log();
    let address = |start: &str| {
        let found =
            guide.split_whitespace().find(|word| word.starts_with(start) && !word.ends_with("/staff"));
        found.unwrap_or_else(|| panic!("no {start} in {guide}")).to_owned()
    };
    let album = Album::of("sandbox");
    let browser = &album.browser;
    browser.open(&sandbox.url());
    album.take("home", say::CLIENT.sandbox());
    browser.open(&address(&format!("{}/o", sandbox.url())));
    album.take("welcome", say::CLIENT.sandbox());
    browser.open(&format!("{}/staff", sandbox.url()));
    album.take("sign-in", say::CLIENT.sandbox());
    browser.open(&address("http://127.0.0.1:"));
    album.take("dns-host", say::SANDBOX.not_real());
}
