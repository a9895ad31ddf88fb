//! Staff accounts: a code app beside the password, from set-up to the day when somebody leaves.

use std::thread;

use shared::wire::{
    Code, InviteRequest, Invited, Me, Password, PasswordRequest, Person, RecoveryCodes, Role,
    SetupLinkRequest, SignInRequest,
};
use support::{
    agency::{ADMIN, Agency, MANAGER, PASSWORD, TECHNICIAN, enrol, parsed},
    authenticator::Authenticator,
    browser::{Browser, DESK},
    command::Terminal,
    http::{Answer, Api},
    lab::Lab,
    pages::{assert_built, sign_in},
    server::{Server, setup_token},
};

const NEW_PASSWORD: &str = "warm paper red wax";

/// A server as it is where nothing is set.
fn strict() -> Server {
    Server::start(&[("SEALPOST_SECOND_FACTOR", "required")])
}

fn request(email: &str, code: Option<String>) -> SignInRequest {
    SignInRequest {
        email: parsed(email),
        password: Password(PASSWORD.into()),
        code: code.map(Code),
        token: true,
    }
}

fn assert_problem(answer: &Answer, status: u16, code: &str) {
    let problem = answer.problem();
    assert_eq!((problem.status, problem.code.as_str()), (status, code), "{answer}");
}

/// Fills in the first of the two pages of signing in.
fn say_who(browser: &Browser, server: &Server, email: &str, password: &str) {
    browser.open(&format!("{}/staff", server.url()));
    browser.fill("Email address", email);
    browser.fill("Password", password);
    browser.press("Sign in");
}

fn type_code(browser: &Browser, code: &str) {
    browser.wait_for("Enter your code");
    browser.fill("Code of your code app", code);
    browser.press("Sign in");
}

/// Confirms the code app whose key the page shows; the app and the recovery codes.
fn confirm_app(browser: &Browser) -> (Authenticator, Vec<String>) {
    browser.press("No camera? Type or copy the key");
    let app = Authenticator::new(&browser.beside("Copy Key"));
    browser.fill("Code that the app shows", &app.wrong());
    browser.press("Confirm");
    browser.wait_for("This code is not right");
    browser.fill("Code that the app shows", &app.code());
    browser.press("Confirm");
    browser.wait_for("If your phone is lost");
    let script = "return [...document.querySelectorAll('.codes li')].map((code) => code.innerText)";
    let codes = browser.script(script, &[]);
    let codes = codes.as_array().expect("a list").iter().map(|code| code.as_str().expect("text").to_owned());
    let codes: Vec<String> = codes.collect();
    assert_eq!(codes.len(), 10);
    assert!(!browser.offers("Go on"), "not before they are kept");
    browser.press("I have put them in a safe place");
    browser.press("Go on");
    (app, codes)
}

fn set_up(browser: &Browser, link: &str) {
    browser.open(link);
    browser.fill("Your name", "Mira Stone");
    browser.fill("Your e-mail address", ADMIN);
    browser.fill("A new password", "password1234");
    browser.press("Set the password and go in");
    browser.wait_for("one of the passwords that are tried first");
    browser.fill("A new password", PASSWORD);
    browser.press("Set the password and go in");
}

#[test]
fn from_the_set_up_link_to_a_code_at_every_sign_in() {
    let server = strict();
    assert_built(&server);
    let browser = Browser::phone();
    set_up(&browser, &format!("{}/staff#setup={}", server.url(), server.setup_token()));
    browser.wait_for("Add a code app");
    // Loading the page anew leads to the same place, and not past it.
    browser.open(&format!("{}/staff", server.url()));
    browser.wait_for("Add a code app");
    let (app, codes) = confirm_app(&browser);
    browser.wait_for("Board");

    browser.press("Menu");
    browser.press("Sign out");
    say_who(&browser, &server, ADMIN, PASSWORD);
    type_code(&browser, &app.wrong());
    browser.wait_for("This code is not right");
    assert!(browser.complaint_at("Code of your code app").is_some());
    browser.fill("Code of your code app", &app.code());
    browser.press("Sign in");
    browser.wait_for("Board");
    browser.assert_no_complaints();

    let other = Browser::sized(DESK);
    say_who(&other, &server, ADMIN, PASSWORD);
    other.wait_for("Enter your code");
    other.press("Use a recovery code");
    other.fill("Recovery code", &codes[0]);
    other.press("Sign in");
    other.wait_for("Board");
    other.press("Mira Stone");
    other.wait_for("9 of 10 recovery codes are unused");
    let again = server.api().post("/api/session", &request(ADMIN, Some(codes[0].clone())));
    assert_problem(&again, 422, "wrong-code");
    other.assert_no_complaints();
}

/// The session's cookie is out of a page's reach: the server has to be told, sooner or later.
#[test]
fn whoever_leaves_without_an_answer_is_out_all_the_same() {
    let server = Server::start(&[]);
    assert_built(&server);
    Agency::set_up(&server);
    let browser = Browser::sized(DESK);
    sign_in(&browser, &server, MANAGER);
    browser.offline(true);
    browser.press("Sign out");
    browser.wait_for("You are signed out here");
    assert!(!browser.text().contains("New onboarding"), "nothing is left on the page");
    browser.offline(false);
    browser.open(&format!("{}/staff", server.url()));
    browser.wait_for("Email address");
    assert!(!browser.text().contains("You are signed out here"), "the server knows it by now");
    sign_in(&browser, &server, MANAGER);
    browser.open(&format!("{}/staff", server.url()));
    browser.wait_for("New onboarding");
}

#[test]
fn a_changed_password_is_the_end_of_every_other_session() {
    let lab = Lab::start();
    let server = lab.server_with_mail(&[("SEALPOST_SECOND_FACTOR", "required")]);
    assert_built(&server);
    let agency = Agency::set_up_by_mail(&server, &lab.mail);
    let app = agency.apps.manager.as_ref().expect("everybody has one");
    let browser = Browser::sized(DESK);
    say_who(&browser, &server, MANAGER, PASSWORD);
    type_code(&browser, &app.code());
    browser.wait_for("Board");
    browser.press("Max Field");
    browser.wait_for("Where you are signed in");
    browser.wait_for("Chrome on Linux");
    browser.fill("Your password now", "not my password");
    browser.fill("A new password", NEW_PASSWORD);
    browser.press("Change the password");
    browser.wait_for("This is not your password");
    assert_eq!(agency.manager.get("/api/session").status, 200);
    browser.fill("Your password now", PASSWORD);
    browser.press("Change the password");
    browser.wait_for("Your password is changed");
    assert_problem(&agency.manager.get("/api/session"), 401, "signed-out");
    browser.press("Board");
    browser.wait_for("New onboarding");
    browser.assert_no_complaints();

    let message = lab.mail.wait_for_message("your password was changed");
    assert!(message.contains(&format!("Delivered-To: {MANAGER}")), "{message}");
    assert!(!message.contains(NEW_PASSWORD) && !message.contains(PASSWORD), "{message}");
    assert_problem(&server.api().post("/api/session", &request(MANAGER, None)), 401, "wrong-login");
}

#[test]
fn who_is_deactivated_is_out_at_once() {
    let server = strict();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let [manager, admin] = [Browser::sized(DESK), Browser::sized(DESK)];
    let apps = &agency.apps;
    for (browser, email, app) in [(&manager, MANAGER, &apps.manager), (&admin, ADMIN, &apps.admin)] {
        say_who(browser, &server, email, PASSWORD);
        type_code(browser, &app.as_ref().expect("everybody has one").code());
        browser.wait_for("New onboarding");
    }
    admin.press("People");
    admin.press("Change Max’s account");
    admin.press("Deactivate");
    admin.press("Deactivate Max Field");
    admin.wait_for("deactivated: may not come in");
    manager.press("New onboarding");
    manager.wait_for("Email address");
    assert_problem(&agency.manager.get("/api/onboardings"), 401, "signed-out");
    let code = apps.manager.as_ref().expect("everybody has one").code();
    assert_problem(&server.api().post("/api/session", &request(MANAGER, Some(code))), 401, "wrong-login");

    admin.press("Change Mira’s account");
    admin.press("Deactivate");
    admin.press("Deactivate Mira Stone");
    admin.wait_for("Nobody would be left who can administer");
    admin.assert_no_complaints();
    let people: Vec<Person> = agency.admin.get("/api/people").json();
    let ada = people.iter().find(|person| person.email.as_str() == TECHNICIAN).expect("she works here");
    let gone: Person = agency.admin.send("POST", &format!("/api/people/{}/deactivate", ada.id), &[]).json();
    assert_eq!(gone.key, None);
    assert_problem(&agency.manager.get("/api/recipients"), 401, "signed-out");
    assert_problem(&agency.admin.get("/api/recipients"), 404, "no-recipients");
}

#[test]
fn a_code_lets_one_in_however_many_try_it_at_once() {
    let server = strict();
    let agency = Agency::set_up(&server);
    let app = agency.apps.manager.as_ref().expect("everybody has one");
    assert_problem(
        &server.api().post("/api/session", &request(MANAGER, Some(app.last()))),
        422,
        "wrong-code",
    );
    let code = app.code();
    let statuses: Vec<u16> = thread::scope(|scope| {
        let api = || server.api().post("/api/session", &request(MANAGER, Some(code.clone()))).status;
        let sent: Vec<_> = (0..50).map(|_| scope.spawn(api)).collect();
        sent.into_iter().map(|sent| sent.join().expect("no panic")).collect()
    });
    let count = |status| statuses.iter().filter(|found| **found == status).count();
    // Of ten codes an hour that strangers have, one was the manager's own first sign-in, and one was tried above.
    assert_eq!((count(200), count(422), count(429)), (1, 7, 42), "{statuses:?}");
    let api = server.api().with_header("x-forwarded-for", "203.0.113.7");
    assert_problem(&api.post("/api/session", &request(MANAGER, Some(app.code()))), 429, "too-often");
}

#[test]
fn a_session_that_was_planted_is_nobodys() {
    let server = strict();
    let agency = Agency::set_up(&server);
    let planted = "0123456789abcdefghjkmnpqrstvwxyz0123456789abcdefghjk";
    let app = agency.apps.admin.as_ref().expect("everybody has one");
    let victim = server.api().with_header("cookie", &format!("sealpost={planted}"));
    let me: Me = victim.post("/api/session", &request(ADMIN, Some(app.code()))).json();
    let token = me.token.expect("a token was asked for");
    assert_ne!(token.expose(), planted);
    assert_problem(&server.api().with_token(planted).get("/api/session"), 401, "signed-out");
    let api = server.api().with_token(token.expose());
    let change =
        PasswordRequest { current: Password(PASSWORD.into()), password: Password(NEW_PASSWORD.into()) };
    let me: Me = api.put("/api/me/password", &change).json();
    assert_problem(&api.get("/api/session"), 401, "signed-out");
    let renewed = me.token.expect("whoever came with a token gets one");
    assert_eq!(server.api().with_token(renewed.expose()).get("/api/session").status, 200);
}

#[test]
fn a_lost_phone_is_replaced_by_an_administrators_link() {
    let server = strict();
    let agency = Agency::set_up(&server);
    let people: Vec<Person> = agency.admin.get("/api/people").json();
    let max = people.iter().find(|person| person.email.as_str() == MANAGER).expect("he works here");
    let path = format!("/api/people/{}/setup", max.id);
    let link = |second_factor| -> String {
        let made: Invited = agency.admin.post(&path, &SetupLinkRequest { second_factor }).json();
        setup_token(&made.setup_url.expect("no mail is set up")).expect("a set-up link")
    };
    let set_up = |api: &Api, token: &str| {
        let request = shared::wire::SetupRequest {
            token: token.into(),
            name: "Max Field".into(),
            email: parsed(MANAGER),
            password: Password(NEW_PASSWORD.into()),
            code: None,
            in_body: true,
        };
        api.post("/api/setup", &request)
    };
    assert_problem(&set_up(&server.api(), &link(false)), 422, "code-needed");
    let me: Me = set_up(&server.api(), &link(true)).json();
    assert!(!me.second_factor);
    assert_problem(&agency.manager.get("/api/session"), 401, "signed-out");
    let api = server.api().with_token(me.token.expect("a token was asked for").expose());
    assert_problem(&api.get("/api/onboardings"), 403, "second-factor-needed");
    let (app, codes) = enrol(&api);
    assert_eq!(codes.len(), 10);
    let signed_in =
        SignInRequest { password: Password(NEW_PASSWORD.into()), ..request(MANAGER, Some(app.code())) };
    let me: Me = server.api().post("/api/session", &signed_in).json();
    let api = server.api().with_token(me.token.expect("a token was asked for").expose());
    assert_eq!(api.get("/api/onboardings").status, 200);
    let proof =
        shared::wire::Proof { password: Some(Password(NEW_PASSWORD.into())), code: Some(Code(app.code())) };
    let made: RecoveryCodes = api.post("/api/me/recovery", &proof).json();
    assert_eq!(made.codes.len(), 10);
    let log: Vec<shared::wire::Activity> = agency.admin.get("/api/activity").json();
    for code in ["person.link", "factor.set", "recovery.made"] {
        assert!(log.iter().any(|entry| entry.code == code), "{code}");
    }
    assert!(!server.log().contains(NEW_PASSWORD));
}

#[test]
fn the_command_line_signs_in_with_a_code_too() {
    let server = strict();
    let agency = Agency::set_up(&server);
    let app = agency.apps.manager.as_ref().expect("everybody has one");
    let terminal = Terminal::new(&[]);
    let url = server.url();
    let login = |code: &str| {
        terminal.run(&["login", &url, "--email", MANAGER, "--password-stdin", "--code", code], PASSWORD)
    };
    let wrong = login(&app.wrong());
    assert!(wrong.status == Some(2) && wrong.err.contains("This code is not right"), "{wrong:?}");
    login(&app.code()).well();

    let invite = InviteRequest {
        name: "Kim Rain".into(),
        email: parsed("kim@agency.test"),
        roles: vec![Role::Technician],
    };
    let invited: Invited = agency.admin.post("/api/people", &invite).json();
    let link = invited.setup_url.expect("no mail is set up");
    let kim = Terminal::new(&[]);
    let joined = kim.run(&["login", &link, "--email", "kim@agency.test", "--password-stdin"], NEW_PASSWORD);
    joined.well();
    assert!(joined.err.contains("needs a code app before it can do anything"), "{joined:?}");
    let refused = kim.run(&["keygen", "-o", "key.txt", "--register"], "");
    assert!(refused.err.contains("Your account needs a code app first"), "{refused:?}");
}
