//! The pages of managers, technicians and administrators.

use std::fs;

use shared::{
    identities::{Identities, lock},
    rules::Security,
    wire::{InviteRequest, Role},
};
use support::{
    agency::{ADMIN, Agency, MANAGER, PASSWORD, TECHNICIAN, give_key, parsed},
    authenticator::Authenticator,
    browser::{DESK, PHONE},
    client::answers,
    command::Terminal,
    lab::{ADDRESS, APP_PASSWORD, Lab, PROVIDER_HOST, SITE},
    pages::{assert_built, change_to, make_link, open_letter, sign_in},
    server::Server,
};

use super::Album;

#[test]
fn the_manager() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let album = Album::of("manager");
    let manager = &album.browser;
    manager.open(&format!("{}/staff/#setup={}", server.url(), server.setup_token()));
    album.take("set-up", "Set up your account");
    let agency = Agency::set_up(&server);
    manager.open(&format!("{}/staff", server.url()));
    album.take("sign-in", "Email address");
    manager.fill("Email address", MANAGER);
    manager.fill("Password", "not the password");
    manager.press("Sign in");
    album.take("sign-in-wrong", "is not right");
    manager.fill("Password", PASSWORD);
    manager.press("Sign in");
    album.take("board-empty", "New onboarding");
    manager.open(&format!("{}/staff/new", server.url()));
    album.take("new", "The link is made in your browser");
    manager.press("Make the link");
    album.take("new-empty", "Type the site");
    make_link(manager, &server, "Bakery Winter", SITE);
    album.take("link", "A message to the client");

    let ids = on_their_ways(&agency);
    manager.open(&format!("{}/staff", server.url()));
    album.take("board", "Ready for the technician");
    for (name, id) in ["waiting", "failed", "submitted"].into_iter().zip(&ids) {
        manager.open(&format!("{}/staff/onboardings/{id}", server.url()));
        album.take(name, SITE);
    }
    let checks = [
        ("certificate", "mail.hosted.test", 465, "Certificate for"),
        ("port", PROVIDER_HOST, 2525, "Ports beside"),
    ];
    for (name, host, port, words) in checks {
        let made = agency.onboarding("Garage Monsoon", SITE);
        let tried = answers(host, port, Security::ImplicitTls, ADDRESS);
        agency.client(&made.link).check(&tried, APP_PASSWORD);
        manager.open(&format!("{}/staff/onboardings/{}", server.url(), made.id));
        manager.press("stages, at");
        album.take(name, words);
    }
    manager.open(&format!("{}/staff/onboardings/nothing", server.url()));
    album.take("onboarding-unknown", "There is no such onboarding");
    manager.open(&format!("{}/staff/people", server.url()));
    album.take("not-for-you", "This page isn't for your account");
    manager.open(&format!("{}/staff/nowhere", server.url()));
    album.take("no-page", "Page not found");
}

/// One that waits, one that failed the check, one that has submitted and has a report.
fn on_their_ways(agency: &Agency) -> [String; 3] {
    let waiting = agency.onboarding("Clinic Summer", SITE);
    let failed = agency.onboarding("Café Spring", SITE);
    let right = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    agency.client(&failed.link).check(&right, "not the password");
    let submitted = agency.onboarding("Bookshop Autumn", SITE);
    let client = agency.client(&submitted.link);
    client.check(&right, APP_PASSWORD);
    client.progress(&shared::wire::Progress {
        step: Some(shared::status::Step::Check),
        address: Some(parsed(ADDRESS)),
        provider: Some("google-workspace".into()),
        server: None,
    });
    assert_eq!(client.submit(&client.seal(&right, APP_PASSWORD)).status, 201);
    client.api.post(
        &client.path("/report"),
        &shared::wire::ReportRequest { every_server: true, ..Default::default() },
    );
    [waiting.id, failed.id, submitted.id]
}

#[test]
fn the_technician() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let album = Album::of("technician");
    let technician = &album.browser;
    sign_in(technician, &server, TECHNICIAN);
    let page = |path: &str| technician.open(&format!("{}/staff/{path}", server.url()));
    page("queue");
    album.take("queue-empty", "As soon as a client has sealed");
    page("key");
    album.take("key", "Sealed to this key");
    let [.., id] = on_their_ways(&agency);
    page("queue");
    album.take("queue", "Bookshop Autumn");
    page(&format!("queue/{id}"));
    album.take("letter-closed", "Choose your key file");

    let home = Terminal::new(&[]);
    let [right, wrong, none] = ["right.txt", "wrong.txt", "none.txt"].map(|name| home.file(name));
    fs::write(&right, agency.identities.to_file().as_bytes()).expect("writable");
    fs::write(&wrong, Identities::generate().to_file().as_bytes()).expect("writable");
    fs::write(&none, "a shopping list").expect("writable");
    open_letter(technician, &server, &id, &none);
    album.take("letter-no-key", "This is not an age key file");
    open_letter(technician, &server, &id, &wrong);
    album.take("letter-wrong-key", "Not your key’s letter");
    open_letter(technician, &server, &id, &right);
    album.take("letter-compare", "Is this Max Field’s key?");
    technician.press("It is the same");
    album.take("letter", "Authentic");
    technician.press("Show");
    album.take("letter-shown", APP_PASSWORD);
    technician.press(".env");
    album.take("env", "Which program reads this file?");
    technician.press("docker");
    album.take("env-docker", "Which program reads this file?");
    technician.press("Mark as configured");
    album.take("configured", "The sealed file will be deleted");
}

#[test]
fn the_administrator() {
    let server = Server::start(&[("SEALPOST_KEEP_ACTIVITY", "730")]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let request =
        InviteRequest { name: "Sam".into(), email: parsed("sam@agency.test"), roles: vec![Role::Manager] };
    assert_eq!(agency.admin.post("/api/people", &request).status / 100, 2);
    let album = Album::of("administrator");
    let admin = &album.browser;
    sign_in(admin, &server, ADMIN);
    admin.open(&format!("{}/staff/people", server.url()));
    album.take("people", "invited, has not come in yet");
    admin.fill("Name", "Kim Rain");
    admin.fill("E-mail address", "kim@agency.test");
    admin.press("Technician");
    admin.press("Make the invitation");
    album.take("invited", "One-time link");
    admin.open(&format!("{}/staff/activity", server.url()));
    album.take("activity", "Mira Stone");
    admin.open(&format!("{}/staff/settings", server.url()));
    album.take("settings", "Set on the server by your operator.");
    admin.fill("DNS reports", "ninety");
    admin.press("Save");
    album.take("settings-wrong", "Enter a number of days");
    admin.fill("DNS reports", "30");
    admin.press("Save");
    album.take("settings-saved", "Saved.");
    admin.resize(PHONE);
    admin.press("Menu");
    album.take("menu", "Sign out");
}

#[test]
fn the_accounts() {
    let server = Server::start(&[("SEALPOST_SECOND_FACTOR", "required")]);
    assert_built(&server);
    let album = Album::of("account");
    let admin = &album.browser;
    admin.open(&format!("{}/staff#setup={}", server.url(), server.setup_token()));
    admin.fill("Your name", "Mira Stone");
    admin.fill("Your e-mail address", ADMIN);
    admin.fill("A new password", "password1234");
    admin.press("Set the password and go in");
    album.take("common", "one of the passwords that are tried first");
    admin.fill("A new password", PASSWORD);
    admin.press("Set the password and go in");
    admin.press("No camera? Type or copy the key");
    let app = Authenticator::new(&admin.beside("Copy Key"));
    album.take("code-app", "Type the six digits that it shows");
    admin.fill("Code that the app shows", &app.code());
    admin.press("Confirm");
    album.take("recovery", "If your phone is lost");
    admin.press("I have put them in a safe place");
    admin.press("Go on");
    admin.wait_for("New onboarding");
    admin.open(&format!("{}/staff/account", server.url()));
    album.take("account", "Where you are signed in");
    admin.press("Make new recovery codes");
    album.take("proof", "Your password");
    admin.open(&format!("{}/staff/people", server.url()));
    admin.fill("Name", "Kim Rain");
    admin.fill("E-mail address", "kim@agency.test");
    admin.press("Technician");
    admin.press("Make the invitation");
    admin.press("Change Kim’s account");
    admin.press("Deactivate");
    album.take("member", "cannot come in");
    admin.resize(DESK);
    admin.press("Sign out");
    admin.fill("Email address", ADMIN);
    admin.fill("Password", PASSWORD);
    admin.press("Sign in");
    admin.fill("Code of your code app", &app.wrong());
    admin.press("Sign in");
    album.take("code", "This code is not right");
}

#[test]
fn the_keys() {
    let server = Server::start(&[]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let kim = agency.person("Kim Rain", "kim@agency.test", Role::Technician);
    let identities = Identities::generate();
    let album = Album::of("keys");
    let technician = &album.browser;
    let page = |path: &str| technician.open(&format!("{}/staff/{path}", server.url()));
    sign_in(technician, &server, "kim@agency.test");
    page("key");
    album.take("none", "Make a key here");
    technician.fill("Passphrase for the file", "too short");
    technician.press("Make a key and save its file");
    album.take("short", "This is too short");
    technician.fill("Passphrase for the file", "four rather plain words");
    technician.fill("The same again", "four rather plain words");
    technician.press("Make a key and save its file");
    technician.press("The file is in a safe place, and I know the passphrase");
    album.take("made", "Register its public half");

    give_key(&kim, &identities);
    let [made, waiting] = ["Bakery Winter", "Clinic Summer"].map(|client| agency.onboarding(client, SITE));
    let client = agency.client(&made.link);
    let right = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    assert_eq!(client.submit(&client.seal(&right, APP_PASSWORD)).status, 201);
    let home = Terminal::new(&[]);
    let [plain, locked] = ["plain.txt", "locked.age"].map(|name| home.file(name));
    let file = identities.to_file();
    fs::write(&plain, file.as_bytes()).expect("writable");
    fs::write(&locked, lock(&file, "four rather plain words").expect("it can be locked")).expect("writable");
    page("key");
    technician.choose_file("Choose your key file", &plain);
    album.take("own", "Clients seal to this key already");

    change_to(technician, &server, ADMIN);
    page("people");
    technician.press("Take the key out of Ada Winter");
    album.take("take-out", "What is sealed to it already");
    technician.press("Take it out");
    technician.wait_for("has given no key yet");
    change_to(technician, &server, MANAGER);
    album.take("board", "Could still read it: Ada Winter");
    for (name, id) in [("coming", &waiting.id), ("sealed", &made.id)] {
        page(&format!("onboardings/{id}"));
        album.take(name, "Who could still read this");
    }
    page(&format!("onboardings/{}", waiting.id));
    technician.press("Make a new link");
    album.take("new-link", "Who will be able to read it");

    change_to(technician, &server, "kim@agency.test");
    page(&format!("queue/{}/reseal", made.id));
    technician.choose_file("Choose your key file", &locked);
    technician.fill("Passphrase of the key file", "four other plain words");
    technician.press("Unlock");
    album.take("locked", "This passphrase does not unlock the key file.");
    technician.fill("Passphrase of the key file", "four rather plain words");
    technician.press("Unlock");
    album.take("anew", "Seal it for them");
    technician.press("Seal it for them");
    album.take("done", "The old copy is deleted.");
    page(&format!("onboardings/{}", made.id));
    album.take("before", "could read this until it was sealed anew");
    open_letter(technician, &server, &made.id, &plain);
    album.take("letter", "Sealed anew by Kim Rain");
    technician.open(&made.link.url(&server.url()));
    album.take("receipt", "Sealed again");
}
