//! Every page and state, photographed at three widths and in both colour schemes, to be looked at. It fails
//! where a page complains in the console or wants what the content security policy forbids.
//!
//! The pictures go into `SEALPOST_SCREENSHOTS`, or into `target/screenshots`.

use std::{env, fs, path::PathBuf};

use shared::{
    identities::{Identities, lock},
    rules::Security,
    wire::{InviteRequest, Role},
};
use support::{
    agency::{ADMIN, Agency, MANAGER, PASSWORD, TECHNICIAN, give_key, parsed},
    authenticator::Authenticator,
    browser::{Browser, DESK, PHONE, TABLET},
    client::answers,
    command::Terminal,
    lab::{
        ADDRESS, APP_PASSWORD, APP_PASSWORD_AS_COPIED, FILTERED, HOSTED, Lab, PROVIDER_HOST, SENDING,
        SENDING_PAGE, SENDING_ZONE, SITE, TORN,
    },
    pages::{
        assert_built, at_receipt_of_sender, change_to, come_to_details, make_link, open_letter, sign_in,
        try_secret,
    },
    server::Server,
};

/// Where the pictures of one role go.
struct Album {
    folder: PathBuf,
    role: &'static str,
    browser: Browser,
    taken: std::cell::Cell<usize>,
}

impl Album {
    fn of(role: &'static str) -> Self {
        let folder = env::var_os("SEALPOST_SCREENSHOTS").map_or_else(
            || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/screenshots")),
            PathBuf::from,
        );
        fs::create_dir_all(&folder).expect("the folder can be made");
        Self { folder, role, browser: Browser::phone(), taken: 0.into() }
    }

    /// The page as it is now, once it says `words`.
    fn take(&self, name: &str, words: &str) {
        self.browser.wait_for(words);
        let number = self.taken.replace(self.taken.get() + 1);
        for size in [DESK, TABLET, PHONE] {
            self.browser.resize(size);
            for scheme in ["dark", "light"] {
                self.browser.prefer(scheme);
                let file = format!("{}-{number:02}-{name}-{}-{scheme}.png", self.role, size.0);
                self.browser.screenshot(&self.folder.join(file));
                assert!(!self.browser.scrolls_sideways(), "{} {name} is wider than {} px", self.role, size.0);
            }
        }
        self.browser.assert_no_complaints();
    }
}

#[test]
fn the_client() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery Winter", SITE);
    let link = made.link.url(&server.url());
    let album = Album::of("client");
    let client = &album.browser;

    client.open(&link[..link.len() - 4]);
    album.take("incomplete", "This link is incomplete");
    client.open(&link);
    album.take("welcome", "Who will be able to read it");
    client.press("Start");
    album.take("provider", "Which address shall your web site send from?");
    client.fill("E-mail address", "ada at shop");
    client.press("Find my provider");
    album.take("provider-wrong", "This is not a complete e-mail address");
    client.fill("E-mail address", "info@nowhere.test");
    client.press("Find my provider");
    album.take("provider-unknown", "Pick your provider");
    for (domain, name, words) in [
        (FILTERED, "provider-filter", "Where do you read your mail?"),
        (TORN, "provider-ask", "name more than one company"),
        (HOSTED, "provider-server", "Your mail goes out through"),
    ] {
        client.fill("E-mail address", &format!("info@{domain}"));
        client.press("Find my provider");
        album.take(name, words);
    }
    client.press("Yes, that is right");
    album.take("guide-server", "Get your mailbox ready");
    for (address, name, words) in [
        ("info@office.test", "guide-office", "Passwords come to an end here"),
        ("ada@hotmail.com", "guide-dead-end", "No password will work here"),
    ] {
        client.press("Back");
        client.fill("E-mail address", address);
        client.press("Find my provider");
        client.wait_for("Your mail is with");
        client.press("Yes, that is right");
        album.take(name, words);
    }
    client.press("Use another address or provider");
    client.fill("E-mail address", ADDRESS);
    client.press("Find my provider");
    album.take("provider-found", "Your mail is with");
    client.press("Which should I use?");
    client.press("A shop's orders");
    client.press("Up to 6,000");
    client.press("Hosting with e-mail in it");
    album.take("which", "Use a sending service.");
    client.press("Yes, that is right");
    album.take("guide", "Make an app password");
    client.press("I have the app password");
    album.take("details", "Paste the app password");
    client.press("Server: smtp.gmail.com, port 465");
    album.take("details-server", "Encryption");
    client.press("Go on");
    album.take("details-empty", "Paste the app password");
    client.fill("App password", "zzzz yyyy xxxx wwww ");
    client.press("Go on");
    album.take("check", "Let us try whether it works");
    client.press("Try it now");
    album.take("check-failed", "It does not work yet");
    client.press("Correct the password");
    try_secret(client, APP_PASSWORD_AS_COPIED);
    album.take("check-passed", "It works");
    client.press("Go on");
    album.take("seal", "Seal it and send it");
    client.press("Seal and send");
    album.take("receipt", "Sealed and sent");
    client.press("Look at my domain");
    album.take("report", "Has to change");
    client.press("Ask again");
    album.take("report-servers", "What each name server says");
    client.press("Back to the receipt");
    client.press("Take it back");
    album.take("withdraw", "Take it back and delete it");
    client.press("Take it back and delete it");
    album.take("withdrawn", "You have taken your letter back");
}

#[test]
fn the_client_whose_sign_in_fails() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery Winter", SITE);
    let album = Album::of("trouble");
    let client = &album.browser;
    client.open(&made.link.url(&server.url()));
    client.press("Start");
    client.fill("E-mail address", &format!("info@{HOSTED}"));
    client.press("Find my provider");
    client.press("Yes, that is right");
    client.press("I have the password");
    client.fill("Password of the mailbox", APP_PASSWORD);
    client.press("Go on");
    client.press("Try it now");
    client.wait_for("It does not work yet");
    client.press("The server's certificate");
    album.take("certificate", "Issued by");
    client.open(&made.link.url(&server.url()));
    client.press("Back");
    client.press("Back");
    come_to_details(client, ADDRESS);
    client.press("Server: smtp.gmail.com, port 465");
    client.fill("Port", "2525");
    try_secret(client, APP_PASSWORD);
    album.take("port", "The server does not answer on port 2525");
}

#[test]
fn the_client_whose_browser_cannot_make_the_check() {
    cannot("cannot", "offered", "opens your sign-in in its memory");
}

#[test]
fn the_client_whose_browser_cannot_and_whose_agency_forbids_it() {
    cannot("forbidden", "never", "You can also leave the test out");
}

fn cannot(role: &'static str, server_check: &str, words: &str) {
    let lab = Lab::start();
    let server = lab.server_with(&[("SEALPOST_SERVER_CHECK", server_check)]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery Winter", SITE);
    let album = Album::of(role);
    let client = &album.browser;
    client.without_workers();
    client.open(&made.link.url(&server.url()));
    client.press("Start");
    come_to_details(client, ADDRESS);
    client.fill("App password", APP_PASSWORD);
    client.press("Go on");
    album.take("before", "This browser itself signs in");
    client.press("Try it now");
    album.take("check", words);
}

#[test]
fn the_client_who_pastes() {
    let mut lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let album = Album::of("paste");
    let client = &album.browser;
    at_receipt_of_sender(&agency, &server, client);
    client.press("Look at my domain");
    album.take("folded", "The records on your provider’s page");
    let all_else = ["@ TXT \"v=spf1 mx ~all\"", "pm-bounces CNAME pm.mtasv.net."];
    let zone = [&SENDING_ZONE[..], &all_else].concat();
    lab.dns.set(SENDING, &zone);
    client.press("Ask again");
    album.take("asked", "Paste the records from your provider’s page here");
    client.press("Check these records");
    album.take("empty", "This is empty");
    client.fill("Paste the records from your provider’s page here", "Add these to your DNS");
    client.press("Check these records");
    album.take("unread", "we found no records");
    client.fill("Paste the records from your provider’s page here", SENDING_PAGE);
    client.press("Check these records");
    album.take("compared", "Read, and compared");
    client.devtools("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }));
    client.screenshot(&album.folder.join("paste-print.png"));
    client.devtools("Emulation.setEmulatedMedia", serde_json::json!({ "media": "" }));
    let key = "20261125pm._domainkey TXT \"k=ed25519;p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"";
    lab.dns.set(SENDING, &[&zone[..], &[key]].concat());
    client.press("Ask again");
    client.wait_until_gone("Has to change");
    album.take("there", "are in DNS");
}

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
    album.take("sign-in", "E-mail address");
    manager.fill("E-mail address", MANAGER);
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
    manager.open(&format!("{}/staff/nowhere", server.url()));
    album.take("no-page", "There is no such page");
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
    technician.press("Mark as configured");
    album.take("configured", "The manager sees it on the board.");
}

#[test]
fn the_administrator() {
    let server = Server::start(&[]);
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
    admin.fill("E-mail address", ADMIN);
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
    album.take("receipt", "Sealed anew");
}
