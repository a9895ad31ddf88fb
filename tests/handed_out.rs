//! The files that a server sends to browsers: anyone can compare them with the release, and a browser runs only the
//! program that the page names.

use serde_json::json;
use support::{
    agency::Agency, browser::Browser, command::Terminal, pages::assert_built, say, server::Server, tamper,
};

/// Loaded when the client reaches the guide.
const LATER: &str = "/letter.js";

#[test]
fn served_files_can_be_compared_with_the_release() {
    let server = Server::start(&[]);
    assert_built(&server);
    let anybody = Terminal::new(&[]);
    let listed = anybody.run(&["pages"], "");
    assert!(listed.well().lines().any(|line| line.ends_with("  index.html")), "{listed:#?}");
    let digest =
        listed.out.lines().last().and_then(|line| line.split(' ').next()).expect("the manifest's own digest");

    let same = anybody.run(&["pages", &server.url()], "");
    assert!(same.well().contains(&format!("manifest {digest}")), "{same:#?}");
    let doctor = anybody.run(&["doctor"], "");
    assert!(doctor.out.contains(&say::CLI.doctor_pages(&digest)), "{doctor:#?}");
    let manifest = server.api().get("/manifest.json");
    assert_eq!((manifest.status, manifest.media_type.as_str()), (200, "application/json"));

    // A program, and a page into which the server writes the agency's name.
    for address in [LATER, "/o"] {
        let other = anybody.run(&["pages", &tamper::with_changed(server.address(), address)], "");
        assert_eq!(other.status, Some(1), "{other:#?}");
        assert!(
            other.out.starts_with(&format!("{}\n1 of ", say::CLI.pages_different(&address))),
            "{other:#?}"
        );
    }
}

#[test]
fn a_browser_runs_only_the_program_that_the_page_names() {
    let server = Server::start(&[]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery", "shop.test");
    let load = "return globalThis.loadProgram('letter').then(() => 'ran', (error) => String(error))";

    let browser = Browser::phone();
    browser.open(&made.link.url(&server.url()));
    browser.wait_for("Ada Winter");
    assert_eq!(browser.script(load, &[]), json!("ran"));
    browser.assert_no_complaints();

    for file in [LATER, "/letter_bg.wasm"] {
        // A browser with an empty cache.
        let browser = Browser::phone();
        browser.open(&made.link.url(&tamper::with_changed(server.address(), file)));
        browser.wait_for("Ada Winter");
        let outcome = browser.script(load, &[]);
        assert!(outcome.as_str().is_some_and(|outcome| outcome != "ran"), "{file}: {outcome}");
        assert_eq!(browser.script("return globalThis.programs.letter ?? null", &[]), json!(null));
    }
}
