//! The journey, in a real browser: a manager makes a link, a client follows it on a phone to working settings
//! and a mended domain, a technician opens what they sealed.

#[path = "client/domain.rs"]
mod domain;
#[path = "client/secret.rs"]
mod secret;
#[path = "client/server_name.rs"]
mod server_name;
#[path = "client/shifts.rs"]
mod shifts;

use std::fs;

use shared::{
    report::{Topic, Verdict},
    rules::Security,
    status::Step,
    wire::{Progress, SealedSubmission},
};
use support::{
    agency::{Agency, MANAGER, MANAGER_NAME, TECHNICIAN, parsed},
    browser::{Browser, DESK},
    client::answers,
    command::Terminal,
    lab::{
        ADDRESS, APP_PASSWORD, APP_PASSWORD_AS_COPIED, Lab, MENDED, PROVIDER_HOST, SENDING, SENDING_PAGE,
        SENDING_ZONE, SITE, UNMENDED,
    },
    pages::{
        assert_built, at_receipt_of_sender, come_to_details, make_link, open_letter, sign_in, try_secret,
    },
    say,
    server::Server,
    wait,
};

const CLIENT: &str = "Bakery Winter";
const HOST: &str = "Server's name";
const PORT: &str = "Port";
const PASTE: &str = "Paste the records from your provider’s page here";

/// What a person may type into the settings, and the start of what the field says to it.
const WRONG: [(&str, &str, &str); 10] = [
    ("User name", "", "This is empty"),
    ("App password", "", "This is empty"),
    (HOST, "", "This is empty"),
    (HOST, "https://smtp.gmail.com/", "This is a web address"),
    (HOST, ADDRESS, "This is an e-mail address"),
    (HOST, "mailserver", "This is not a complete name"),
    (HOST, "smtp_out.shop.test", "This has an underscore"),
    (PORT, "", "A port is a number"),
    (PORT, "65536", "A port is a number"),
    (PORT, "smtp", "A port is a number"),
];

/// The manager's board, and what it has to say now.
struct Board<'a> {
    browser: &'a Browser,
    server: &'a Server,
}

impl Board<'_> {
    /// Loads the board until it says all of this.
    fn says(&self, words: &[&str]) {
        wait::until(&format!("a board with {words:?}"), || {
            self.browser.open(&format!("{}/staff", self.server.url()));
            self.browser.wait_for(CLIENT);
            let text = self.browser.text();
            let missing = words.iter().find(|word| !text.contains(**word));
            missing.map_or(Ok(()), |_| Err(format!("it says: {text}")))
        });
    }
}

#[test]
fn from_the_link_to_the_configured_site() {
    let mut lab = Lab::start();
    let server = lab.server_with_mail(&[]);
    assert_built(&server);
    let agency = Agency::set_up_by_mail(&server, &lab.mail);
    let (manager, client) = (Browser::sized(DESK), Browser::phone());
    sign_in(&manager, &server, MANAGER);
    let link = make_link(&manager, &server, CLIENT, SITE);
    manager.open(&format!("{}/staff/account", server.url()));
    manager.wait_for("The key that vouches for your links");
    let key = manager.script("return document.querySelector('main .fingerprint').textContent", &[]);
    let key = key.as_str().expect("a fingerprint").to_owned();
    let id = agency.only_onboarding();
    let board = Board { browser: &manager, server: &server };
    board.says(&["Link not opened yet", "not tried"]);

    client.open(&link);
    client.wait_for("Ada Winter");
    board.says(&["Link not opened yet"]);
    client.press("Start");
    board.says(&["Choosing the provider"]);
    come_to_details(&client, ADDRESS);
    board.says(&["Entering the settings"]);
    assert_eq!(agency.seen(&id).row.provider, "Google Workspace / Gmail");

    try_secret(&client, "zzzz yyyy xxxx wwww ");
    client.wait_for("It does not work yet");
    client.wait_for("4 more tries");
    let cause = agency.seen(&id).row.check.expect("it was tried");
    client.wait_for(&cause.meaning);
    board.says(&["sign-in failed", "failed"]);
    client.press("Correct the password");
    try_secret(&client, APP_PASSWORD_AS_COPIED);
    client.wait_for("It works");
    board.says(&["works"]);

    client.back();
    client.press("Server: smtp.gmail.com, port 465");
    client.press("smtp.gmail.com, port 587");
    client.press("Go on");
    client.press("Try it now");
    client.wait_for("It works");
    client.wait_for(&format!("Allowed to send as {ADDRESS}"));
    assert_eq!(agency.seen(&id).check.expect("it was tried").port.get(), 587);

    client.press("Go on");
    client.press("Seal and send");
    client.wait_for("You're done");
    board.says(&["Sealed, not opened yet"]);
    lab.mail.wait_for_message(&id);

    mend_the_domain(&client, &mut lab, &agency, &id);
    sees_who_may_send(&manager, &server, &id);
    board.says(&["Sealed, not opened yet"]);
    open_and_configure(&server, &agency, &id, &key);
    board.says(&["Configured"]);
    manager.assert_no_complaints();
    client.assert_no_complaints();
}

/// The report names a record; once it is in the zone as the report wrote it, it is right.
fn mend_the_domain(client: &Browser, lab: &mut Lab, agency: &Agency, id: &str) {
    client.press("Check my domain");
    client.wait_for("Who may send (SPF)");
    client.wait_for("Has to change");
    let spf = |agency: &Agency| {
        let report = agency.seen(id).report.expect("it was asked for");
        let verdicts = report.findings.iter().filter(|finding| finding.topic == Topic::Spf);
        verdicts.map(|finding| finding.verdict).max()
    };
    assert_eq!(spf(agency), Some(Verdict::Fail));

    let value = client.beside("Copy Should be");
    assert!(value.contains("ip4:192.0.2.10") && value.contains("include:_spf.google.com"), "merged: {value}");
    let record = format!("@ TXT \"{value}\"");
    lab.dns.set(SITE, &[UNMENDED[0], UNMENDED[1], UNMENDED[2], &record]);
    client.press("Check again");
    client.wait_until_gone("Should be");
    client.wait_for("What each name server says");
    assert_eq!(spf(agency), Some(Verdict::Ok));
}

/// What comes next is said once, in the same words, on the receipt and below a report that leaves nothing to do.
#[test]
fn the_receipt_and_a_clean_report_have_one_end() {
    let mut lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding(CLIENT, SITE);
    let sealed = agency.client(&made.link);
    sealed.progress(&Progress {
        step: Some(Step::Check),
        address: Some(parsed(ADDRESS)),
        provider: Some("google-workspace".into()),
        server: None,
    });
    let settings = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    assert_eq!(sealed.submit(&sealed.seal(&settings, APP_PASSWORD)).status, 201);
    let client = Browser::phone();
    let next = [
        "will open your settings and set up your website",
        "The server deletes your settings at most 7 days after your website is set up.",
        &format!("If something is wrong, contact {MANAGER_NAME}"),
    ];
    client.open(&made.link.url(&server.url()));
    client.wait_for("You're done");
    for words in next {
        client.wait_for(words);
    }
    assert_eq!(client.text().matches("You're done").count(), 1, "{}", client.text());
    assert_in_order(&client, &["You're done", next[0], next[1], next[2], "Check my domain", "Take it back"]);

    client.press("Check my domain");
    client.wait_for("Has to change");
    client.wait_for("Check again");
    assert!(!client.text().contains("You're done"), "a record has to change");
    lab.dns.set(SITE, &MENDED);
    client.press("Check again");
    client.wait_for("You're done");
    for words in next {
        client.wait_for(words);
    }
    assert_eq!(client.text().matches("You're done").count(), 1, "{}", client.text());
    assert_in_order(
        &client,
        &["Will your mail be trusted?", "You're done", next[0], next[1], next[2], "Check again"],
    );
    assert_eq!(client.text().matches("Check again").count(), 1, "{}", client.text());
    let again = "const again = [...document.querySelectorAll('button')].find((one) => one.innerText === 'Check again');
        return again.classList.contains('button--quiet')";
    assert_eq!(client.script(again, &[]), true, "it is not what is left to do");
    let primary = client.script("return document.querySelectorAll('.button--primary').length", &[]);
    assert_eq!(primary, 0, "nothing is left to press");
    assert!(!client.text().contains("DNS records are entered"), "and no record to enter anywhere");

    // A client who comes back reads the same.
    client.open(&made.link.url(&server.url()));
    client.wait_for("You're done");
    client.press("Back to the receipt");
    client.wait_for("Its mail records are right.");
    for step in ["collected", "configured"] {
        let path = format!("/api/onboardings/{}/{step}", made.id);
        assert_eq!(agency.technician.send("POST", &path, &[]).status, 200);
    }
    client.open(&made.link.url(&server.url()));
    client.wait_for("The server deletes your settings on ");
    client.wait_for(" at the latest.");
    client.assert_no_complaints();
}

/// The page says these one after the other, from top to bottom.
fn assert_in_order(browser: &Browser, words: &[&str]) {
    let text = browser.text();
    let mut rest = text.as_str();
    for words in words {
        let Some((_, after)) = rest.split_once(words) else {
            panic!("“{words}” does not come next: {text}")
        };
        rest = after;
    }
}

/// The staff's page of an onboarding draws the same tree as the client's.
fn sees_who_may_send(staff: &Browser, server: &Server, id: &str) {
    staff.open(&format!("{}/staff/onboardings/{id}", server.url()));
    staff.wait_for(&format!("Who may send for {SITE}"));
    let terms =
        "return [...document.querySelectorAll('.senders svg + span > .code')].map(term => term.textContent)";
    let terms = staff.script(terms, &[]);
    let drawn = |wanted: &str| terms.as_array().is_some_and(|terms| terms.iter().any(|term| term == wanted));
    assert!(drawn("include:_spf.google.com") && drawn("~all"), "drawn: {terms}");
}

#[test]
fn what_the_providers_page_shows_is_pasted_and_compared() {
    let mut lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let client = Browser::phone();
    at_receipt_of_sender(&agency, &server, &client);
    // The field is open, because the report asks for these records.
    client.press("Check my domain");
    for (pasted, sentence) in
        [("", "This is empty"), ("Add these to your DNS", "In what you pasted we found no records")]
    {
        client.fill(PASTE, pasted);
        client.press("Check these records");
        wait::until(&format!("a complaint about “{pasted}”"), || {
            let said = client.complaint_at(PASTE).unwrap_or_default();
            if said.starts_with(sentence) { Ok(()) } else { Err(format!("it says “{said}”")) }
        });
        assert_eq!(client.value(PASTE), pasted, "nothing typed is lost");
    }
    client.fill(PASTE, SENDING_PAGE);
    client.press("Check these records");
    client.wait_for("Read, and compared");
    client.wait_for("Has to change");
    assert_eq!(client.complaint_at(PASTE), None);

    let [key, bounces] = [
        "20261125pm._domainkey TXT \"k=ed25519;p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"",
        "pm-bounces CNAME pm.mtasv.net.",
    ];
    lab.dns.set(SENDING, &[&SENDING_ZONE[..], &[key, bounces]].concat());
    client.press("Check again");
    client.wait_for("The other records that your provider asks for are in DNS.");
    assert_eq!(client.value(PASTE), SENDING_PAGE, "it is sent again, and kept");
    client.press("Back to the receipt");
    client.press("Show the domain check");
    assert_eq!(client.value(PASTE), SENDING_PAGE, "a look at another step loses nothing");
    client.assert_no_complaints();
}

fn open_and_configure(server: &Server, agency: &Agency, id: &str, vouched_by: &str) {
    let terminal = Terminal::new(&[]);
    let (key, sealed) = (terminal.file("key.txt"), terminal.file("sealed.age"));
    fs::write(&key, agency.identities.to_file().as_bytes()).expect("writable");
    let kept: SealedSubmission = agency.technician.get(&format!("/api/onboardings/{id}/sealed")).json();
    fs::write(&sealed, kept.sealed.file).expect("writable");
    let plain = terminal.age(&["-d".as_ref(), "-i".as_ref(), &key, &sealed]);
    assert!(plain.well().contains(&format!("\"{APP_PASSWORD}\"")), "any age tool opens it");

    let other = terminal.file("other.txt");
    fs::write(&other, shared::open::Identities::generate().to_file().as_bytes()).expect("writable");
    let technician = Browser::phone();
    sign_in(&technician, server, TECHNICIAN);
    open_letter(&technician, server, id, &other);
    technician.wait_for("Not your key’s letter");
    open_letter(&technician, server, id, &key);
    technician.wait_for(&format!("Is this {MANAGER_NAME}’s key?"));
    technician.wait_for(vouched_by);
    assert!(!technician.offers("Mark as configured"), "not before somebody has compared something");
    assert_nothing_to_take(&technician);
    technician.press("See what is in it");
    technician.wait_for("You can copy these, and see the password, once you know whose they are.");
    technician.wait_for(PROVIDER_HOST);
    assert_nothing_to_take(&technician);
    let receipt = agency.seen(id).receipt.expect("it is kept");
    technician.wait_for(&receipt.digest);
    technician.press("The client read me this number");
    technician.wait_for("Mark as configured");
    assert!(
        technician.offers("Copy") && technician.offers("Show"),
        "the same letter, once it is vouched for"
    );
    open_letter(&technician, server, id, &key);
    technician.press("It is the same");
    technician.wait_for(&format!("the link that {MANAGER_NAME} made for this site"));
    open_letter(&technician, server, id, &key);
    technician.wait_for("Authentic");
    assert!(!technician.text().contains(APP_PASSWORD), "hidden until it is asked for");
    technician.press("Show");
    technician.wait_for(APP_PASSWORD);
    assert_eq!(technician.beside("Copy Port"), "587");
    technician.press("Mark as configured");
    technician.wait_for("The sealed file will be deleted");
    technician.assert_no_complaints();
}

/// What nobody vouches for yet can be read, and not handed on.
fn assert_nothing_to_take(technician: &Browser) {
    let text = technician.text();
    assert!(!technician.offers("Copy") && !technician.offers("Show"), "{text}");
    assert!(!text.contains(APP_PASSWORD), "{text}");
    let page = technician.script("return document.documentElement.outerHTML", &[]);
    assert!(!page.as_str().expect("HTML").contains(APP_PASSWORD), "nor is it hidden in the page");
}

#[test]
fn a_link_that_does_not_hold_says_so() {
    let server = Server::start(&[]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding(CLIENT, SITE);
    let link = made.link.url(&server.url());
    let client = Browser::phone();

    client.open(&link[..link.len() - 4]);
    client.wait_for(say::CLIENT.closed_incomplete());
    let altered = if link.ends_with('0') { "1" } else { "0" };
    client.open(&format!("{}{altered}", &link[..link.len() - 1]));
    client.wait_for(say::CLIENT.closed_incomplete());
    agency.manager.send("POST", &format!("/api/onboardings/{}/revoke", made.id), &[]);
    client.open(&link);
    client.wait_for(say::CLIENT.closed_revoked());
    client.assert_no_complaints();
}

#[test]
fn what_is_typed_wrong_is_said_at_its_field_and_kept() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding(CLIENT, SITE);
    let client = Browser::phone();
    client.open(&made.link.url(&server.url()));
    client.press("Start");
    client.fill("E-mail address", "ada at shop");
    client.press("Find my provider");
    client.wait_for("This is not a complete e-mail address");
    assert_eq!(client.value("E-mail address"), "ada at shop");
    client.fill("E-mail address", "müller@shop.test");
    client.press("Find my provider");
    client.wait_for("Before the @ is the letter (ü)");
    assert_eq!(client.value("E-mail address"), "müller@shop.test");
    client.fill("E-mail address", ADDRESS);
    client.press("Find my provider");
    client.press("Yes, that is right");
    client.press("I have the app password");

    client.press("Server: smtp.gmail.com, port 465");
    client.fill("App password", APP_PASSWORD);
    let fields =
        [("User name", ADDRESS), ("App password", APP_PASSWORD), (HOST, PROVIDER_HOST), (PORT, "465")];
    for (label, wrong, sentence) in WRONG {
        client.fill(label, wrong);
        client.press("Go on");
        wait::until(&format!("a complaint about “{wrong}” as {label}"), || {
            let said = client.complaint_at(label).unwrap_or_default();
            if said.starts_with(sentence) { Ok(()) } else { Err(format!("it says “{said}”")) }
        });
        let focused = client.script("return document.activeElement.labels[0].innerText", &[]);
        assert_eq!(focused, label, "the cursor is where something is to be mended");
        for (other, typed) in fields {
            let is_this = other == label;
            assert_eq!(client.value(other), if is_this { wrong } else { typed }, "{other} is kept");
            assert_eq!(client.complaint_at(other).is_some(), is_this, "{other}, while {label} is “{wrong}”");
        }
        let (_, right) = fields.into_iter().find(|(other, _)| *other == label).expect("one of these");
        client.fill(label, right);
    }
    client.fill("App password", "short");
    client.press("Server: smtp.gmail.com, port 465");
    client.wait_for("This looks different from what this provider usually gives");
    client.press("Go on");
    client.wait_for("Let us try whether it works");
    client.assert_no_complaints();
}

#[test]
fn a_port_that_is_not_open_is_left_for_the_one_that_is() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding(CLIENT, SITE);
    let client = Browser::phone();
    client.open(&made.link.url(&server.url()));
    client.press("Start");
    come_to_details(&client, ADDRESS);
    client.press("Server: smtp.gmail.com, port 465");
    client.fill(PORT, "2525");
    try_secret(&client, APP_PASSWORD);
    client.wait_for("The server does not answer on port 2525");
    client.press("For your provider's support");
    client.wait_for("Failed at: connect");
    assert!(!client.text().contains(APP_PASSWORD), "the support desk gets no password");
    // Both are open; on a busy machine the better may be too late for the race.
    let port = if client.text().contains("Use port 465") { "465" } else { "587" };
    client.press(&format!("Use port {port}"));
    client.press("Go on");
    client.press("Try it now");
    client.wait_for("It works");
    let seen = agency.seen(&made.id).check.expect("it was tried");
    assert_eq!(seen.port.get().to_string(), port);
    client.assert_no_complaints();
}

#[test]
fn a_link_whose_time_is_over_says_so_wherever_the_client_is() {
    let lab = Lab::start();
    let mut server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding(CLIENT, SITE);
    let link = made.link.url(&server.url());
    let client = Browser::phone();
    client.open(&link);
    client.press("Start");
    come_to_details(&client, ADDRESS);
    client.fill("App password", APP_PASSWORD);
    client.press("Go on");
    client.wait_for("Let us try whether it works");

    // A link works for fourteen days.
    server.restart_in_days(15);
    client.press("Try it now");
    client.wait_for(say::CLIENT.closed_expired());
    client.press("Back");
    assert_eq!(client.value("App password"), APP_PASSWORD, "nothing typed is lost");
    client.open(&link);
    client.wait_for(say::CLIENT.closed_expired());
    client.wait_for("Please ask the agency for a new one");
    client.assert_no_complaints();
}
