//! Nothing on a page moves while it loads. This is measured with the browser's own layout shifts. The greeting must
//! disappear in the same frame in which the program's page appears.

use serde_json::json;
use shared::{rules::Security, status::Step, wire::Progress};
use support::{
    agency::{Agency, parsed},
    browser::{Browser, DESK},
    client::answers,
    lab::{ADDRESS, APP_PASSWORD, Lab, PROVIDER_HOST, SITE},
    pages::assert_built,
    say,
};

/// Limit for the sum of the shifts (Cumulative Layout Shift).
const BUDGET: f64 = 0.01;

/// Records the shifts from the first frame on, and counts the frames in which both greeting and page are visible.
const OBSERVE: &str = "window.shifts = [];
    window.doubled = 0;
    window.greeted = 0;
    new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value)))
        .observe({ type: 'layout-shift', buffered: true });
    const look = () => {
        const greeting = document.getElementById('greeting')?.checkVisibility() ?? false;
        const isFilled = (document.getElementById('app')?.childElementCount ?? 0) > 0;
        window.greeted += greeting ? 1 : 0;
        window.doubled += greeting && isFilled ? 1 : 0;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);";

/// Waits until two frames have been drawn and reported, and returns the sum of the shifts.
const SUM: &str =
    "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() =>
    done([window.shifts.reduce((sum, shift) => sum + shift, 0), window.doubled, window.greeted])))));";

/// Fails if something moves. Returns the number of frames in which the greeting was visible.
fn assert_still(browser: &Browser, url: &str, words: &str) -> f64 {
    browser.open(url);
    browser.wait_for(words);
    let measured = browser.script(SUM, &[]);
    let figure = |index: usize| measured[index].as_f64().expect("a number");
    assert!(figure(0) <= BUDGET, "{words}: layout shift of {} in total", figure(0));
    assert!(figure(1) == 0.0, "{words}: greeting and page are both visible in {} frames", figure(1));
    figure(2)
}

#[test]
fn nothing_moves_while_a_page_loads() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let [new, guide, sent] = [0, 1, 2].map(|_| agency.onboarding("Bakery Winter", SITE));
    let progress = |step| Progress {
        step: Some(step),
        address: Some(parsed(ADDRESS)),
        provider: Some("google-workspace".into()),
        server: None,
    };
    agency.client(&guide.link).progress(&progress(Step::Guide));
    let client = agency.client(&sent.link);
    client.progress(&progress(Step::Check));
    let settings = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    assert_eq!(client.submit(&client.seal(&settings, APP_PASSWORD)).status, 201);
    for browser in [Browser::phone(), Browser::sized(DESK)] {
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": OBSERVE }));
        let mut greeted = 0.0;
        for (link, words) in [
            (&new, say::CLIENT.welcome_start()),
            (&guide, say::LETTER.guide_app_password()),
            (&sent, say::LETTER.receipt_done()),
        ] {
            greeted += assert_still(&browser, &link.link.url(&server.url()), words);
        }
        assert!(greeted > 0.0, "the greeting was visible first");
        assert_still(&browser, &format!("{}/staff", server.url()), say::ACCOUNT.sign_in_email());
        browser.assert_no_complaints();
    }
}

/// The measurement detects what it should: something that arrives late and pushes the rest of the page down.
#[test]
fn layout_shifts_are_detected() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let browser = Browser::phone();
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": OBSERVE }));
    browser.open(&format!("{}/staff", server.url()));
    browser.wait_for(say::ACCOUNT.sign_in_email());
    let push = "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
        const late = document.createElement('div');
        late.style.height = '20rem';
        document.body.prepend(late);
        done(true);
    })));";
    assert_eq!(browser.script(push, &[]), true);
    let measured = browser.script(SUM, &[]);
    assert!(measured[0].as_f64().is_some_and(|sum| sum > BUDGET), "{measured}");
}
