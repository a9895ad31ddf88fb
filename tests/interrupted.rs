//! What interrupts a client: a lost connection, a reload, the limit on tests. Nothing typed is lost, and the page says how
//! it goes on.

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
const NOTE_FIELD: &str = "A note for the technicians";
const OFFLINE: &str = say::CLIENT.closed_offline();

/// A client's browser at the question for the address.
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
        browser.press("Start");
        Self { lab, server, agency, made, browser }
    }

    /// Does something offline, and waits for the page to go on by itself.
    fn offline(&self, act: impl Fn(&Browser), goes_on: &str) {
        self.browser.offline(true);
        act(&self.browser);
        self.browser.wait_for(OFFLINE);
        self.browser.wait_for("We kept everything you typed");
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
fn a_lost_connection_is_waited_for_at_every_step() {
    let world = World::new();
    let browser = &world.browser;
    browser.fill("E-mail address", ADDRESS);
    // The second program is on its way by now, as it would be for a person.
    browser.script("return loadProgram('letter').then(() => true)", &[]);
    world.offline(|browser| browser.press("Find my provider"), "Your mail is with");
    browser.press("Yes, that is right");
    browser.press("I have the app password");
    browser.fill("App password", APP_PASSWORD);
    browser.press("Go on");
    world.offline(
        |browser| {
            browser.press("Try it now");
            browser.wait_for("Waiting for your connection");
            assert!(!browser.offers("Let the server test it"), "the browser only has to wait");
        },
        "It works",
    );
    browser.press("Go on");
    browser.fill(NOTE_FIELD, NOTE);
    world.offline(|browser| browser.press("Seal and send"), "You're done");
    assert_eq!(
        world.agency.seen(&world.made.id).activity.iter().filter(|a| a.code == "submission.stored").count(),
        1
    );
    world.offline(|browser| browser.press("Check my domain"), "Who may send (SPF)");
}

/// The connection is lost while the mail server has not greeted yet. The page hears of it at once, and goes on with a new
/// test as soon as the server has noticed that the old one is over.
#[test]
fn a_test_that_is_cut_off_goes_on_by_itself() {
    let world = World::new();
    let address = world.lab.mail.address();
    let mail = TcpListener::bind((address, 2525)).expect("an address of our own");
    come_to_details(&world.browser, ADDRESS);
    world.browser.press("Server: smtp.gmail.com, port 465");
    world.browser.fill("Port", "2525");
    try_secret(&world.browser, APP_PASSWORD);
    mail.set_nonblocking(true).expect("it can be asked");
    let _held = wait::until("the server to connect", || mail.accept().map_err(|error| error.to_string()));
    world.browser.wait_for("now …");
    world.browser.offline(true);
    world.browser.wait_for(OFFLINE);
    assert!(!world.browser.text().contains("now …"), "no stage is under way");
    drop(mail);
    let _working = Recorder::between((address, 2525).into(), (address, 587).into());
    world.browser.offline(false);
    wait::until_within(Duration::from_mins(2), "the test to go on", || {
        let text = world.browser.text();
        if text.contains("It works") { Ok(()) } else { Err(format!("the page says: {text}")) }
    });
    assert_eq!(world.agency.client(&world.made.link).view().checks_left, 3, "each of the two counts");
}

/// The connection goes after the page's files have come and before it has asked for the letter.
#[test]
fn the_very_first_opening_waits_for_the_connection() {
    let world = World::new();
    let browser = Browser::phone();
    let link = world.made.link.url(&world.server.url());
    browser.block(&["*/api/*"]);
    browser.open(&link);
    browser.wait_for("We can't reach the server");
    browser.wait_for("We'll try again every few seconds. This page opens when the server answers.");
    assert!(!browser.text().contains("A sealed letter for your email settings"), "{}", browser.text());
    assert!(
        !browser.offers("Find my provider") && !browser.offers("Try again"),
        "there is nothing to do but wait"
    );
    browser.block(&[]);
    browser.wait_for("Which address shall your web site send from?");
    browser.wait_until_gone("We can't reach the server");
    let view = world.agency.client(&world.made.link).view();
    assert_eq!(view.progress.step, Some(Step::Provider), "the other device's progress is untouched");
}

#[test]
fn what_was_sent_is_taken_back_once_the_connection_is_there() {
    let world = World::new();
    let client = world.agency.client(&world.made.link);
    let settings = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    assert_eq!(client.submit(&client.seal(&settings, APP_PASSWORD)).status, 201);
    world.browser.open(&world.made.link.url(&world.server.url()));
    world.browser.press("Take it back");
    world.offline(|browser| browser.press("Take it back and delete it"), say::CLIENT.closed_withdrawn());
    let withdrawn = world.agency.seen(&world.made.id).activity;
    let withdrawn = withdrawn.iter().filter(|entry| entry.code == "submission.withdrawn").count();
    assert_eq!(withdrawn, 1, "it is asked for once");
}

#[test]
fn the_list_of_providers_is_waited_for() {
    let world = World::new();
    let browser = &world.browser;
    browser.fill("E-mail address", ADDRESS);
    browser.press("Find my provider");
    browser.wait_for("Your mail is with");
    world.offline(|browser| browser.press("No, choose another provider"), "cPanel hosting");
}

#[test]
fn who_types_on_waits_for_nothing() {
    let world = World::new();
    let browser = &world.browser;
    browser.fill("E-mail address", "ada@shopp.test");
    browser.offline(true);
    browser.press("Find my provider");
    browser.wait_for(OFFLINE);
    browser.fill("E-mail address", ADDRESS);
    browser.wait_until_gone(OFFLINE);
    browser.offline(false);
    browser.press("Find my provider");
    browser.wait_for("Your mail is with");
}

#[test]
fn a_reload_after_a_passed_test_keeps_everything_but_the_secret() {
    let world = World::new();
    let browser = &world.browser;
    come_to_details(browser, ADDRESS);
    browser.press("Server: smtp.gmail.com, port 465");
    browser.press("smtp.gmail.com, port 587");
    try_secret(browser, APP_PASSWORD);
    browser.wait_for("It works");
    browser.press("Go on");
    browser.fill(NOTE_FIELD, NOTE);
    assert!(!world.stored().contains(APP_PASSWORD) && world.stored().contains("587"), "{}", world.stored());
    wait::until("the server to know the step", || {
        let step = world.agency.client(&world.made.link).view().progress.step;
        if step >= Some(Step::Check) { Ok(()) } else { Err(format!("{step:?}")) }
    });

    world.reload();
    browser.wait_for("Your test passed");
    browser.wait_for("We kept everything except your password. Enter it again to seal it.");
    assert_eq!(browser.value("App password"), "");
    browser.press("Server: smtp.gmail.com, port 587");
    browser.fill("App password", APP_PASSWORD);
    browser.press("Go on");
    browser.wait_for("Your test passed before the page was reloaded");
    assert_eq!(browser.value(NOTE_FIELD), NOTE);
    browser.press("Seal and send");
    browser.wait_for("You're done");
    assert!(!world.stored().contains(NOTE) && !world.stored().contains("587"), "{}", world.stored());
    browser.assert_no_complaints();
}

#[test]
fn a_reload_before_a_test_keeps_what_was_typed_and_tests_it() {
    let world = World::new();
    let browser = &world.browser;
    come_to_details(browser, ADDRESS);
    browser.press("Server: smtp.gmail.com, port 465");
    browser.fill("Port", "587");
    world.reload();
    browser.wait_for("We kept everything except your password. Enter it again to go on.");
    browser.wait_for("Server: smtp.gmail.com, port 587");
    browser.fill("App password", APP_PASSWORD);
    browser.press("Go on");
    browser.wait_for("Let us try whether it works");
    browser.assert_no_complaints();
}

#[test]
fn after_five_tests_the_page_says_when_it_goes_on_and_whom_to_call() {
    let world = World::new();
    let browser = &world.browser;
    come_to_details(browser, ADDRESS);
    for left in (0..5).rev() {
        try_secret(browser, "zzzzyyyyxxxxwwww");
        if left > 0 {
            browser.wait_for("more tr");
            browser.press("Correct the password");
        }
    }
    says_when(&world);
    assert!(!browser.offers("Try again"), "it could not work");
    browser.press("Correct the password");
    browser.fill("App password", APP_PASSWORD);
    browser.press("Go on");
    says_when(&world);
    assert!(!browser.offers("Try it now") && browser.offers("Skip the test"));
    world.reload();
    browser.fill("App password", APP_PASSWORD);
    browser.press("Go on");
    says_when(&world);
    browser.assert_no_complaints();
    assert_eq!(world.agency.client(&world.made.link).view().checks_left, 0, "{}", world.server.log());
}

/// The clock of this browser jumps an hour when the page's long timer ends, which is after two seconds here.
#[test]
fn when_the_hour_is_over_the_test_is_offered_again() {
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
    browser.fill("App password", APP_PASSWORD);
    browser.press("Go on");
    browser.wait_for("You can test again at");
    browser.wait_for("Try it now");
    browser.wait_until_gone("You can test again at");
}

fn says_when(world: &World) {
    world.browser.wait_for("You can test again at");
    let text = world.browser.text();
    let (_, time) = text.split_once("You can test again at ").expect("it says so");
    let (hour, rest) = time.split_once(':').unwrap_or_else(|| panic!("no clock time: {time}"));
    assert!(hour.parse::<u8>().is_ok() && rest[..2].parse::<u8>().is_ok(), "{time}");
    assert!(text.contains("minutes. You've used all 5 tests"), "{text}");
    assert!(text.contains(&format!("Can't wait? Call {MANAGER_NAME} at ")), "{text}");
}
