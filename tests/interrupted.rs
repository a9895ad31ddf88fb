//! What interrupts a client: a lost connection, a reload, the limit on tests. Nothing typed is lost, and the page says
//! how to continue.

use std::{net::TcpListener, time::Duration};

use serde_json::json;
use shared::{rules::Security, status::Step};
use support::{
    agency::{Agency, MANAGER_NAME, Made},
    browser::Browser,
    client::answers,
    lab::{ADDRESS, APP_PASSWORD, Lab, PROVIDER_HOST, SITE},
    pages::{assert_built, come_to_details, try_secret},
    proxy::Recorder,
    say,
    server::Server,
    wait,
};

const NOTE: &str = "The till uses this mailbox too.";
const NOTE_FIELD: &str = say::LETTER.seal_note();
const OFFLINE: &str = say::CLIENT.closed_offline();

/// A client's browser, at the question for the email address.
struct World {
    lab: Lab,
    server: Server,
    agency: Agency,
    made: Made,
    browser: Browser,
}

impl World {
    fn new() -> Self {
        let lab = Lab::start();
        let server = lab.server();
        assert_built(&server);
        let agency = Agency::set_up(&server);
        let made = agency.onboarding("Bakery Winter", SITE);
        let browser = Browser::phone();
        browser.open(&made.link.url(&server.url()));
        browser.press(say::CLIENT.welcome_start());
        Self { lab, server, agency, made, browser }
    }

    /// Does something while offline, then waits for the page to continue on its own.
    fn offline(&self, act: impl Fn(&Browser), goes_on: &str) {
        self.browser.offline(true);
        act(&self.browser);
        self.browser.wait_for(OFFLINE);
        self.browser.wait_for(say::CLIENT.waiting_offline());
        assert!(!self.browser.text().contains(goes_on));
        self.browser.offline(false);
        self.browser.wait_for(goes_on);
        self.browser.wait_until_gone(OFFLINE);
    }

    fn reload(&self) {
        self.browser.script("location.reload()", &[]);
    }

    fn stored(&self) -> String {
        let stored =
            self.browser.script("return JSON.stringify([{...sessionStorage}, {...localStorage}])", &[]);
        stored.as_str().expect("JSON").to_owned()
    }
}

#[test]
fn every_step_waits_for_a_lost_connection() {
    let world = World::new();
    let browser = &world.browser;
    browser.fill(say::CLIENT.provider_address(), ADDRESS);
    // The second program is loading by now, as it would be for a person.
    browser.script("return loadProgram('letter').then(() => true)", &[]);
    world.offline(|browser| browser.press(say::CLIENT.provider_find()), say::CLIENT.found_yes());
    browser.press(say::CLIENT.found_yes());
    browser.press(say::LETTER.guide_app_password_done());
    browser.fill(say::LETTER.label_app_password(), APP_PASSWORD);
    browser.press(say::CLIENT.go_on());
    world.offline(
        |browser| {
            browser.press(say::LETTER.check_start());
            browser.wait_for(say::LETTER.check_waiting());
            assert!(!browser.offers(say::LETTER.check_by_server_start()), "the browser only has to wait");
        },
        say::LETTER.check_passed(),
    );
    browser.press(say::CLIENT.go_on());
    browser.fill(NOTE_FIELD, NOTE);
    world.offline(|browser| browser.press(say::LETTER.seal_send()), say::LETTER.receipt_done());
    assert_eq!(
        world.agency.seen(&world.made.id).activity.iter().filter(|a| a.code == "submission.stored").count(),
        1
    );
    world.offline(|browser| browser.press(say::LETTER.receipt_domain_check()), say::LETTER.topic_spf());
}

/// The connection is lost before the mail server has greeted. The page notices at once, and starts a new test as soon
/// as the server has noticed that the old one is over.
#[test]
fn an_interrupted_test_continues_on_its_own() {
    let world = World::new();
    let address = world.lab.mail.address();
    let mail = TcpListener::bind((address, 2525)).expect("an address of our own");
    come_to_details(&world.browser, ADDRESS);
    world.browser.press(&say::LETTER.server_summary(&"smtp.gmail.com", &465));
    world.browser.fill(say::LETTER.label_port(), "2525");
    try_secret(&world.browser, APP_PASSWORD);
    mail.set_nonblocking(true).expect("a socket");
    let _held = wait::until("the server to connect", || mail.accept().map_err(|error| error.to_string()));
    world.browser.wait_for(say::LETTER.stage_running());
    world.browser.offline(true);
    world.browser.wait_for(OFFLINE);
    assert!(!world.browser.text().contains(say::LETTER.stage_running()), "no stage is under way");
    drop(mail);
    let _working = Recorder::between((address, 2525).into(), (address, 587).into());
    world.browser.offline(false);
    wait::until_within(Duration::from_mins(2), "the test to go on", || {
        let text = world.browser.text();
        if text.contains(say::LETTER.check_passed()) { Ok(()) } else { Err(format!("the page says: {text}")) }
    });
    assert_eq!(world.agency.client(&world.made.link).view().checks_left, 3, "both tests count");
}

/// The connection is lost after the page's files have loaded but before the page has fetched the onboarding.
#[test]
fn opening_a_link_waits_for_the_connection() {
    let world = World::new();
    let browser = Browser::phone();
    let link = world.made.link.url(&world.server.url());
    browser.block(&["*/api/*"]);
    browser.open(&link);
    browser.wait_for(say::CLIENT.closed_unreachable());
    browser.wait_for(say::CLIENT.closed_unreachable_next());
    assert!(!browser.text().contains(say::CLIENT.welcome()), "{}", browser.text());
    assert!(
        !browser.offers(say::CLIENT.provider_find()) && !browser.offers(say::LETTER.check_again()),
        "the client can only wait"
    );
    browser.block(&[]);
    browser.wait_for(say::CLIENT.provider());
    browser.wait_until_gone(say::CLIENT.closed_unreachable());
    let view = world.agency.client(&world.made.link).view();
    assert_eq!(view.progress.step, Some(Step::Provider), "the other device's progress is kept");
}

#[test]
fn a_withdrawal_waits_for_the_connection() {
    let world = World::new();
    let client = world.agency.client(&world.made.link);
    let settings = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    assert_eq!(client.submit(&client.seal(&settings, APP_PASSWORD)).status, 201);
    world.browser.open(&world.made.link.url(&world.server.url()));
    world.browser.press(say::LETTER.receipt_withdraw());
    world.offline(
        |browser| browser.press(say::LETTER.receipt_withdraw_button()),
        say::CLIENT.closed_withdrawn(),
    );
    let withdrawn = world.agency.seen(&world.made.id).activity;
    let withdrawn = withdrawn.iter().filter(|entry| entry.code == "submission.withdrawn").count();
    assert_eq!(withdrawn, 1, "the withdrawal was requested once");
}

#[test]
fn the_page_waits_for_the_provider_list() {
    let world = World::new();
    let browser = &world.browser;
    browser.fill(say::CLIENT.provider_address(), ADDRESS);
    browser.press(say::CLIENT.provider_find());
    browser.wait_for(say::CLIENT.found_yes());
    world.offline(|browser| browser.press(say::CLIENT.found_no()), "cPanel hosting");
}

#[test]
fn a_client_who_keeps_typing_never_waits() {
    let world = World::new();
    let browser = &world.browser;
    browser.fill(say::CLIENT.provider_address(), "ada@shopp.test");
    browser.offline(true);
    browser.press(say::CLIENT.provider_find());
    browser.wait_for(OFFLINE);
    browser.fill(say::CLIENT.provider_address(), ADDRESS);
    browser.wait_until_gone(OFFLINE);
    browser.offline(false);
    browser.press(say::CLIENT.provider_find());
    browser.wait_for(say::CLIENT.found_yes());
}

#[test]
fn a_reload_after_a_passed_test_keeps_everything_but_the_secret() {
    let world = World::new();
    let browser = &world.browser;
    come_to_details(browser, ADDRESS);
    browser.press(&say::LETTER.server_summary(&"smtp.gmail.com", &465));
    browser.press(&say::LETTER.server_choice(&"smtp.gmail.com", &587));
    try_secret(browser, APP_PASSWORD);
    browser.wait_for(say::LETTER.check_passed());
    browser.press(say::CLIENT.go_on());
    browser.fill(NOTE_FIELD, NOTE);
    assert!(!world.stored().contains(APP_PASSWORD) && world.stored().contains("587"), "{}", world.stored());
    wait::until("the server to know the step", || {
        let step = world.agency.client(&world.made.link).view().progress.step;
        if step >= Some(Step::Check) { Ok(()) } else { Err(format!("{step:?}")) }
    });

    world.reload();
    browser.wait_for(say::LETTER.details_kept_passed());
    browser.wait_for(say::LETTER.details_kept_password());
    assert_eq!(browser.value(say::LETTER.label_app_password()), "");
    browser.press(&say::LETTER.server_summary(&"smtp.gmail.com", &587));
    browser.fill(say::LETTER.label_app_password(), APP_PASSWORD);
    browser.press(say::CLIENT.go_on());
    browser.wait_for(say::LETTER.seal_tested_before());
    assert_eq!(browser.value(NOTE_FIELD), NOTE);
    browser.press(say::LETTER.seal_send());
    browser.wait_for(say::LETTER.receipt_done());
    assert!(!world.stored().contains(NOTE) && !world.stored().contains("587"), "{}", world.stored());
    browser.assert_no_complaints();
}

#[test]
fn a_reload_before_a_test_keeps_what_was_typed_and_tests_it() {
    let world = World::new();
    let browser = &world.browser;
    come_to_details(browser, ADDRESS);
    browser.press(&say::LETTER.server_summary(&"smtp.gmail.com", &465));
    browser.fill(say::LETTER.label_port(), "587");
    world.reload();
    browser.wait_for(say::LETTER.details_kept_password());
    browser.wait_for(&say::LETTER.server_summary(&"smtp.gmail.com", &587));
    browser.fill(say::LETTER.label_app_password(), APP_PASSWORD);
    browser.press(say::CLIENT.go_on());
    browser.wait_for(say::LETTER.check_before());
    browser.assert_no_complaints();
}

#[test]
fn after_five_tests_the_page_says_when_to_continue_and_whom_to_call() {
    let world = World::new();
    let browser = &world.browser;
    come_to_details(browser, ADDRESS);
    for left in (0..5).rev() {
        try_secret(browser, "zzzzyyyyxxxxwwww");
        if left > 0 {
            browser.wait_for(&say::LETTER.check_tries_left(left));
            browser.press(say::LETTER.outcome_correct_password());
        }
    }
    says_when(&world);
    assert!(!browser.offers(say::LETTER.check_again()), "another test can't work yet");
    browser.press(say::LETTER.outcome_correct_password());
    browser.fill(say::LETTER.label_app_password(), APP_PASSWORD);
    browser.press(say::CLIENT.go_on());
    says_when(&world);
    assert!(!browser.offers(say::LETTER.check_start()) && browser.offers(say::LETTER.check_skip()));
    world.reload();
    browser.fill(say::LETTER.label_app_password(), APP_PASSWORD);
    browser.press(say::CLIENT.go_on());
    says_when(&world);
    browser.assert_no_complaints();
    assert_eq!(world.agency.client(&world.made.link).view().checks_left, 0, "{}", world.server.log());
}

/// When the page's long timer ends, which takes two seconds here, the clock of this browser jumps ahead by an hour.
#[test]
fn after_an_hour_the_test_is_offered_again() {
    let world = World::new();
    let browser = &world.browser;
    come_to_details(browser, ADDRESS);
    let client = world.agency.client(&world.made.link);
    let login = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    for _ in 0..5 {
        client.check(&login, "zzzzyyyyxxxxwwww");
    }
    let source = "const [later, now, LONG] = [window.setTimeout, Date.now, 600_000];
        window.setTimeout = (act, wait, ...rest) => wait < LONG ? later(act, wait, ...rest)
            : later(() => { Date.now = () => now() + wait; act(); }, 2_000);";
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
    world.reload();
    browser.fill(say::LETTER.label_app_password(), APP_PASSWORD);
    browser.press(say::CLIENT.go_on());
    let limit = say::LETTER.check_limit(&"");
    browser.wait_for(&limit);
    browser.wait_for(say::LETTER.check_start());
    browser.wait_until_gone(&limit);
}

fn says_when(world: &World) {
    let limit = say::LETTER.check_limit(&"");
    world.browser.wait_for(&limit);
    let text = world.browser.text();
    let (_, time) = text.split_once(&limit).expect("the page says when");
    let (hour, rest) = time.split_once(':').unwrap_or_else(|| panic!("no clock time: {time}"));
    assert!(hour.parse::<u8>().is_ok() && rest[..2].parse::<u8>().is_ok(), "{time}");
    let minutes = say::texts(say::LETTER.check_limit_why_parts(60));
    assert!(minutes.iter().all(|words| text.contains(words)), "{text}");
    let call = say::texts(say::LETTER.check_limit_call_parts());
    assert!(text.contains(&format!("{}{MANAGER_NAME}", call[0])), "{text}");
}
