//! Staff accounts with a password and an authenticator app, from setup until the person leaves.

use std::thread;

use shared::wire::{
    Code, InviteRequest, Invited, Me, Password, PasswordRequest, Person, RecoveryCodes, Role,
    SetupLinkRequest, SignInRequest,
};
use support::{
    agency::{ADMIN, Agency, MANAGER, PASSWORD, TECHNICIAN, enroll, parsed},
    authenticator::Authenticator,
    browser::{Browser, DESK},
    command::Terminal,
    http::{Answer, Api},
    lab::Lab,
    pages::{assert_built, sign_in},
    say,
    server::{Server, setup_token},
};

const NEW_PASSWORD: &str = "warm paper red wax";

/// Starts a server with the default settings.
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

/// Fills in the first of the two sign-in pages.
fn enter_login(browser: &Browser, server: &Server, email: &str, password: &str) {
    browser.open(&format!("{}/staff", server.url()));
    browser.fill(say::ACCOUNT.sign_in_email(), email);
    browser.fill(say::ACCOUNT.sign_in_password(), password);
    browser.press(say::ACCOUNT.sign_in_button());
}

fn type_code(browser: &Browser, code: &str) {
    browser.wait_for(say::ACCOUNT.sign_in_code_heading());
    browser.fill(say::ACCOUNT.code_label(), code);
    browser.press(say::ACCOUNT.sign_in_button());
}

/// Confirms the authenticator app whose key the page shows. Returns the app and the recovery codes.
fn confirm_app(browser: &Browser) -> (Authenticator, Vec<String>) {
    browser.press(say::ACCOUNT.app_no_camera());
    let app = Authenticator::new(&browser.beside(&format!("Copy {}", say::ACCOUNT.app_key())));
    browser.fill(say::ACCOUNT.app_code(), &app.wrong());
    browser.press(say::ACCOUNT.app_confirm());
    browser.wait_for(say::PROBLEMS.code_wrong());
    browser.fill(say::ACCOUNT.app_code(), &app.code());
    browser.press(say::ACCOUNT.app_confirm());
    browser.wait_for(say::ACCOUNT.recovery_what());
    let script = "return [...document.querySelectorAll('.codes li')].map((code) => code.innerText)";
    let codes = browser.script(script, &[]);
    let codes = codes.as_array().expect("a list").iter().map(|code| code.as_str().expect("text").to_owned());
    let codes: Vec<String> = codes.collect();
    assert_eq!(codes.len(), 10);
    assert!(!browser.offers(say::ACCOUNT.recovery_continue()), "the codes must be saved first");
    browser.press(say::ACCOUNT.recovery_kept());
    browser.press(say::ACCOUNT.recovery_continue());
    (app, codes)
}

fn set_up(browser: &Browser, link: &str) {
    browser.open(link);
    browser.fill(say::ACCOUNT.set_up_name(), "Mira Stone");
    browser.fill(say::ACCOUNT.set_up_email(), ADMIN);
    browser.fill(say::ACCOUNT.set_up_password(), "password1234");
    browser.press(say::ACCOUNT.set_up_button());
    browser.wait_for(say::PROBLEMS.password_common());
    browser.fill(say::ACCOUNT.set_up_password(), PASSWORD);
    browser.press(say::ACCOUNT.set_up_button());
}

#[test]
fn an_account_made_by_setup_link_needs_a_code_at_every_sign_in() {
    let server = strict();
    assert_built(&server);
    let browser = Browser::phone();
    set_up(&browser, &format!("{}/staff#setup={}", server.url(), server.setup_token()));
    browser.wait_for(say::ACCOUNT.app_heading());
    // Reloading the page leads to the same place, not past it.
    browser.open(&format!("{}/staff", server.url()));
    browser.wait_for(say::ACCOUNT.app_heading());
    let (app, codes) = confirm_app(&browser);
    browser.wait_for(say::STAFF.page_board());

    browser.press(say::STAFF.menu());
    browser.press(say::STAFF.sign_out());
    enter_login(&browser, &server, ADMIN, PASSWORD);
    type_code(&browser, &app.wrong());
    browser.wait_for(say::PROBLEMS.code_wrong());
    assert!(browser.complaint_at(say::ACCOUNT.code_label()).is_some());
    browser.fill(say::ACCOUNT.code_label(), &app.code());
    browser.press(say::ACCOUNT.sign_in_button());
    browser.wait_for(say::STAFF.page_board());
    browser.assert_no_complaints();

    let other = Browser::sized(DESK);
    enter_login(&other, &server, ADMIN, PASSWORD);
    other.wait_for(say::ACCOUNT.sign_in_code_heading());
    other.press(say::ACCOUNT.code_use_recovery());
    other.fill(say::ACCOUNT.code_recovery_label(), &codes[0]);
    other.press(say::ACCOUNT.sign_in_button());
    other.wait_for(say::STAFF.page_board());
    other.press("Mira Stone");
    other.wait_for(&say::ACCOUNT.account_app_left(9));
    let again = server.api().post("/api/session", &request(ADMIN, Some(codes[0].clone())));
    assert_problem(&again, 422, "wrong-code");
    other.assert_no_complaints();
}

/// A page can't read or delete the session's cookie, so only the server can end the session, even if it hears about
/// it later.
#[test]
fn signing_out_offline_ends_the_session_later() {
    let server = Server::start(&[]);
    assert_built(&server);
    Agency::set_up(&server);
    let browser = Browser::sized(DESK);
    sign_in(&browser, &server, MANAGER);
    browser.offline(true);
    browser.press(say::STAFF.sign_out());
    browser.wait_for(say::ACCOUNT.sign_in_untold());
    assert!(!browser.text().contains(say::STAFF.page_new()), "the page must not show staff content");
    browser.offline(false);
    browser.open(&format!("{}/staff", server.url()));
    browser.wait_for(say::ACCOUNT.sign_in_email());
    assert!(!browser.text().contains(say::ACCOUNT.sign_in_untold()), "the server knows about the sign-out");
    sign_in(&browser, &server, MANAGER);
    browser.open(&format!("{}/staff", server.url()));
    browser.wait_for(say::STAFF.page_new());
}

#[test]
fn changing_the_password_ends_every_other_session() {
    let lab = Lab::start();
    let server = lab.server_with_mail(&[("SEALPOST_SECOND_FACTOR", "required")]);
    assert_built(&server);
    let agency = Agency::set_up_by_mail(&server, &lab.mail);
    let app = agency.apps.manager.as_ref().expect("an authenticator app");
    let browser = Browser::sized(DESK);
    enter_login(&browser, &server, MANAGER, PASSWORD);
    type_code(&browser, &app.code());
    browser.wait_for(say::STAFF.page_board());
    browser.press("Max Field");
    browser.wait_for(say::ACCOUNT.account_sessions_heading());
    browser.wait_for("Chrome on Linux");
    browser.fill(say::ACCOUNT.account_password_current(), "not my password");
    browser.fill(say::ACCOUNT.account_password_new(), NEW_PASSWORD);
    browser.press(say::ACCOUNT.account_password_button());
    browser.wait_for(say::PROBLEMS.password_wrong());
    assert_eq!(agency.manager.get("/api/session").status, 200);
    browser.fill(say::ACCOUNT.account_password_current(), PASSWORD);
    browser.press(say::ACCOUNT.account_password_button());
    browser.wait_for(say::ACCOUNT.account_password_changed());
    assert_problem(&agency.manager.get("/api/session"), 401, "signed-out");
    browser.press(say::STAFF.page_board());
    browser.wait_for(say::STAFF.page_new());
    browser.assert_no_complaints();

    let message = lab.mail.wait_for_message(say::MAIL.account_password_changed_subject());
    assert!(message.contains(&format!("Delivered-To: {MANAGER}")), "{message}");
    assert!(!message.contains(NEW_PASSWORD) && !message.contains(PASSWORD), "{message}");
    assert_problem(&server.api().post("/api/session", &request(MANAGER, None)), 401, "wrong-login");
}

#[test]
fn deactivating_a_person_ends_their_sessions_at_once() {
    let server = strict();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let [manager, admin] = [Browser::sized(DESK), Browser::sized(DESK)];
    let apps = &agency.apps;
    for (browser, email, app) in [(&manager, MANAGER, &apps.manager), (&admin, ADMIN, &apps.admin)] {
        enter_login(browser, &server, email, PASSWORD);
        type_code(browser, &app.as_ref().expect("an authenticator app").code());
        browser.wait_for(say::STAFF.page_new());
    }
    admin.press(say::STAFF.page_people());
    admin.press(&say::STAFF.member_change(&"Max"));
    admin.press(say::STAFF.member_deactivate());
    admin.press(&say::STAFF.member_deactivate_name(&"Max Field"));
    admin.wait_for(say::STAFF.people_deactivated());
    manager.press(say::STAFF.page_new());
    manager.wait_for(say::ACCOUNT.sign_in_email());
    assert_problem(&agency.manager.get("/api/onboardings"), 401, "signed-out");
    let code = apps.manager.as_ref().expect("an authenticator app").code();
    assert_problem(&server.api().post("/api/session", &request(MANAGER, Some(code))), 401, "wrong-login");

    admin.press(&say::STAFF.member_change(&"Mira"));
    admin.press(say::STAFF.member_deactivate());
    admin.press(&say::STAFF.member_deactivate_name(&"Mira Stone"));
    admin.wait_for(say::PROBLEMS.last_administrator());
    admin.assert_no_complaints();
    let people: Vec<Person> = agency.admin.get("/api/people").json();
    let ada =
        people.iter().find(|person| person.email.as_str() == TECHNICIAN).expect("the technician's account");
    let gone: Person = agency.admin.send("POST", &format!("/api/people/{}/deactivate", ada.id), &[]).json();
    assert_eq!(gone.key, None);
    assert_problem(&agency.manager.get("/api/recipients"), 401, "signed-out");
    assert_problem(&agency.admin.get("/api/recipients"), 404, "no-recipients");
}

#[test]
fn a_code_works_once_even_if_used_in_parallel() {
    let server = strict();
    let agency = Agency::set_up(&server);
    let app = agency.apps.manager.as_ref().expect("an authenticator app");
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
    // Strangers share ten codes an hour. The manager's first sign-in used one, and one was tried above.
    assert_eq!((count(200), count(422), count(429)), (1, 7, 42), "{statuses:?}");
    let api = server.api().with_header("x-forwarded-for", "203.0.113.7");
    assert_problem(&api.post("/api/session", &request(MANAGER, Some(app.code()))), 429, "too-often");
}

#[test]
fn a_planted_session_is_never_adopted() {
    let server = strict();
    let agency = Agency::set_up(&server);
    let planted = "0123456789abcdefghjkmnpqrstvwxyz0123456789abcdefghjk";
    let app = agency.apps.admin.as_ref().expect("an authenticator app");
    let victim = server.api().with_header("cookie", &format!("sealpost={planted}"));
    let me: Me = victim.post("/api/session", &request(ADMIN, Some(app.code()))).json();
    let token = me.token.expect("the request asked for a token");
    assert_ne!(token.expose(), planted);
    assert_problem(&server.api().with_token(planted).get("/api/session"), 401, "signed-out");
    let api = server.api().with_token(token.expose());
    let change =
        PasswordRequest { current: Password(PASSWORD.into()), password: Password(NEW_PASSWORD.into()) };
    let me: Me = api.put("/api/me/password", &change).json();
    assert_problem(&api.get("/api/session"), 401, "signed-out");
    let renewed = me.token.expect("a request with a token gets a new one");
    assert_eq!(server.api().with_token(renewed.expose()).get("/api/session").status, 200);
}

#[test]
fn an_administrators_link_replaces_a_lost_phone() {
    let server = strict();
    let agency = Agency::set_up(&server);
    let people: Vec<Person> = agency.admin.get("/api/people").json();
    let max = people.iter().find(|person| person.email.as_str() == MANAGER).expect("the manager's account");
    let path = format!("/api/people/{}/setup", max.id);
    let link = |second_factor| -> String {
        let made: Invited = agency.admin.post(&path, &SetupLinkRequest { second_factor }).json();
        setup_token(&made.setup_url.expect("a setup URL, because mail isn't configured"))
            .expect("a setup link")
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
    let api = server.api().with_token(me.token.expect("the request asked for a token").expose());
    assert_problem(&api.get("/api/onboardings"), 403, "second-factor-needed");
    let (app, codes) = enroll(&api);
    assert_eq!(codes.len(), 10);
    let signed_in =
        SignInRequest { password: Password(NEW_PASSWORD.into()), ..request(MANAGER, Some(app.code())) };
    let me: Me = server.api().post("/api/session", &signed_in).json();
    let api = server.api().with_token(me.token.expect("the request asked for a token").expose());
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
fn the_command_line_also_signs_in_with_a_code() {
    let server = strict();
    let agency = Agency::set_up(&server);
    let app = agency.apps.manager.as_ref().expect("an authenticator app");
    let terminal = Terminal::new(&[]);
    let url = server.url();
    let login = |code: &str| {
        terminal.run(&["login", &url, "--email", MANAGER, "--password-stdin", "--code", code], PASSWORD)
    };
    let wrong = login(&app.wrong());
    assert!(wrong.status == Some(2) && wrong.err.contains(say::PROBLEMS.code_wrong()), "{wrong:?}");
    login(&app.code()).well();

    let invite = InviteRequest {
        name: "Kim Rain".into(),
        email: parsed("kim@agency.test"),
        roles: vec![Role::Technician],
    };
    let invited: Invited = agency.admin.post("/api/people", &invite).json();
    let link = invited.setup_url.expect("a setup URL, because mail isn't configured");
    let kim = Terminal::new(&[]);
    let joined = kim.run(&["login", &link, "--email", "kim@agency.test", "--password-stdin"], NEW_PASSWORD);
    joined.well();
    assert!(joined.err.contains(&say::start(say::CLI.login_needs_app_parts(), &[])), "{joined:?}");
    let refused = kim.run(&["keygen", "-o", "key.txt", "--register"], "");
    assert!(refused.err.contains(say::PROBLEMS.factor_needed()), "{refused:?}");
}
