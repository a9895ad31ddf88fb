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
const HOST: &str = say::LETTER.label_host();
const PORT: &str = say::LETTER.label_port();
const PASTE: &str = say::LETTER.paste_label();

/// What a person may type into the settings, and the start of what the field says to it.
const WRONG: [(&str, &str, &str); 10] = [
    (say::LETTER.label_username(), "", say::CLIENT.rule_empty()),
    (say::LETTER.label_app_password(), "", say::CLIENT.rule_empty()),
    (HOST, "", say::CLIENT.rule_empty()),
    (HOST, "https://smtp.gmail.com/", say::CLIENT.rule_is_url()),
    (HOST, ADDRESS, say::CLIENT.rule_host_is_address()),
    (HOST, "mailserver", say::CLIENT.rule_not_a_name()),
    (HOST, "-smtp.shop.test", say::CLIENT.rule_hyphen()),
    (PORT, "", say::CLIENT.rule_not_a_port()),
    (PORT, "65536", say::CLIENT.rule_not_a_port()),
    (PORT, "smtp", say::CLIENT.rule_not_a_port()),
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
    manager.wait_for(say::STAFF.own_key());
    let key = manager.script("return document.querySelector('main .fingerprint').textContent", &[]);
    let key = key.as_str().expect("a fingerprint").to_owned();
    let id = agency.only_onboarding();
    let board = Board { browser: &manager, server: &server };
    board.says(&[say::STAFF.place_waiting(), say::STAFF.check_none()]);

    client.open(&link);
    client.wait_for("Ada Winter");
    board.says(&[say::STAFF.place_waiting()]);
    client.press(say::CLIENT.welcome_start());
    board.says(&[say::STAFF.place_provider()]);
    come_to_details(&client, ADDRESS);
    board.says(&[say::STAFF.place_details()]);
    assert_eq!(agency.seen(&id).row.provider, "Google Workspace / Gmail");

    try_secret(&client, "zzzz yyyy xxxx wwww ");
    client.wait_for(say::LETTER.check_failed());
    client.wait_for(&say::LETTER.check_tries_left(4));
    let cause = agency.seen(&id).row.check.expect("it was tried");
    client.wait_for(&cause.meaning);
    board.says(&[say::STAFF.need_check_failed(), say::STAFF.check_failed()]);
    client.press(say::LETTER.outcome_correct_password());
    try_secret(&client, APP_PASSWORD_AS_COPIED);
    client.wait_for(say::LETTER.check_passed());
    board.says(&[say::STAFF.check_works()]);

    client.back();
    client.press(&say::LETTER.server_summary(&"smtp.gmail.com", &465));
    client.press(&say::LETTER.server_choice(&"smtp.gmail.com", &587));
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.check_start());
    client.wait_for(say::LETTER.check_passed());
    client.wait_for(&say::LETTER.stage_sender_ok(&ADDRESS));
    assert_eq!(agency.seen(&id).check.expect("it was tried").port.get(), 587);

    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.seal_send());
    client.wait_for(say::LETTER.receipt_done());
    board.says(&[say::STAFF.place_submitted()]);
    lab.mail.wait_for_message(&id);

    mend_the_domain(&client, &mut lab, &agency, &id);
    sees_who_may_send(&manager, &server, &id);
    board.says(&[say::STAFF.place_submitted()]);
    open_and_configure(&server, &agency, &id, &key);
    board.says(&[say::STAFF.place_configured()]);
    manager.assert_no_complaints();
    client.assert_no_complaints();
}

/// The report names a record; once it is in the zone as the report wrote it, it is right.
fn mend_the_domain(client: &Browser, lab: &mut Lab, agency: &Agency, id: &str) {
    client.press(say::LETTER.receipt_domain_check());
    client.wait_for(say::LETTER.topic_spf());
    client.wait_for(say::LETTER.finding_wrong());
    let spf = |agency: &Agency| {
        let report = agency.seen(id).report.expect("it was asked for");
        let verdicts = report.findings.iter().filter(|finding| finding.topic == Topic::Spf);
        verdicts.map(|finding| finding.verdict).max()
    };
    assert_eq!(spf(agency), Some(Verdict::Fail));

    let value = client.beside(&format!("Copy {}", say::LETTER.finding_new_value()));
    assert!(value.contains("ip4:192.0.2.10") && value.contains("include:_spf.google.com"), "merged: {value}");
    let record = format!("@ TXT \"{value}\"");
    lab.dns.set(SITE, &[UNMENDED[0], UNMENDED[1], UNMENDED[2], &record]);
    client.press(say::LETTER.report_check_again());
    client.wait_until_gone(say::LETTER.finding_new_value());
    client.wait_for(say::LETTER.servers_heading());
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
    let (deletion, help) = (say::LETTER.next_deletion(7), say::LETTER.next_help_or_withdraw(&MANAGER_NAME));
    let next = [say::texts(say::LETTER.next_open_parts())[0], &deletion, &help];
    client.open(&made.link.url(&server.url()));
    client.wait_for(say::LETTER.receipt_done());
    for words in next {
        client.wait_for(words);
    }
    assert_eq!(client.text().matches(say::LETTER.receipt_done()).count(), 1, "{}", client.text());
    assert_in_order(
        &client,
        &[
            say::LETTER.receipt_done(),
            next[0],
            next[1],
            next[2],
            say::LETTER.receipt_domain_check(),
            say::LETTER.receipt_withdraw(),
        ],
    );

    client.press(say::LETTER.receipt_domain_check());
    client.wait_for(say::LETTER.finding_wrong());
    client.wait_for(say::LETTER.report_check_again());
    assert!(!client.text().contains(say::LETTER.receipt_done()), "a record has to change");
    lab.dns.set(SITE, &MENDED);
    client.press(say::LETTER.report_check_again());
    client.wait_for(say::LETTER.receipt_done());
    for words in next {
        client.wait_for(words);
    }
    assert_eq!(client.text().matches(say::LETTER.receipt_done()).count(), 1, "{}", client.text());
    assert_in_order(
        &client,
        &[
            say::LETTER.report_heading(),
            say::LETTER.receipt_done(),
            next[0],
            next[1],
            next[2],
            say::LETTER.report_check_again(),
        ],
    );
    assert_eq!(client.text().matches(say::LETTER.report_check_again()).count(), 1, "{}", client.text());
    let again = "const again = [...document.querySelectorAll('button')].find((one) => one.innerText === arguments[0]);
        return again.classList.contains('button--quiet')";
    let is_quiet = client.script(again, &[say::LETTER.report_check_again().into()]);
    assert_eq!(is_quiet, true, "it is not what is left to do");
    let primary = client.script("return document.querySelectorAll('.button--primary').length", &[]);
    assert_eq!(primary, 0, "nothing is left to press");
    let ask = say::texts(say::LETTER.report_host_ask_parts());
    assert!(!client.text().contains(ask[1]), "and no record to enter anywhere");

    // A client who comes back reads the same.
    client.open(&made.link.url(&server.url()));
    client.wait_for(say::LETTER.receipt_done());
    client.press(say::LETTER.report_back());
    client.wait_for(say::LETTER.receipt_domain_right());
    for step in ["collected", "configured"] {
        let path = format!("/api/onboardings/{}/{step}", made.id);
        assert_eq!(agency.technician.send("POST", &path, &[]).status, 200);
    }
    client.open(&made.link.url(&server.url()));
    for words in say::texts(say::LETTER.next_deletion_date_parts()) {
        client.wait_for(words);
    }
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
    staff.wait_for(&say::CLIENT.senders(&SITE));
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
    client.press(say::LETTER.receipt_domain_check());
    for (pasted, sentence) in
        [("", say::LETTER.paste_empty()), ("Add these to your DNS", say::REPORT.domain_pasted_nothing())]
    {
        client.fill(PASTE, pasted);
        client.press(say::LETTER.paste_button());
        wait::until(&format!("a complaint about “{pasted}”"), || {
            let said = client.complaint_at(PASTE).unwrap_or_default();
            if said.starts_with(sentence) { Ok(()) } else { Err(format!("it says “{said}”")) }
        });
        assert_eq!(client.value(PASTE), pasted, "nothing typed is lost");
    }
    client.fill(PASTE, SENDING_PAGE);
    client.press(say::LETTER.paste_button());
    client.wait_for(say::LETTER.paste_compared());
    client.wait_for(say::LETTER.finding_wrong());
    assert_eq!(client.complaint_at(PASTE), None);

    let [key, bounces] = [
        "20261125pm._domainkey TXT \"k=ed25519;p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"",
        "pm-bounces CNAME pm.mtasv.net.",
    ];
    lab.dns.set(SENDING, &[&SENDING_ZONE[..], &[key, bounces]].concat());
    client.press(say::LETTER.report_check_again());
    client.wait_for(say::REPORT.domain_pasted_there());
    assert_eq!(client.value(PASTE), SENDING_PAGE, "it is sent again, and kept");
    client.press(say::LETTER.report_back());
    client.press(say::LETTER.receipt_domain_show());
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
    technician.wait_for(say::TECHNICIAN.open_other_key());
    open_letter(&technician, server, id, &key);
    technician.wait_for(&say::TECHNICIAN.origin_new_key(&MANAGER_NAME));
    technician.wait_for(vouched_by);
    assert!(!technician.offers(say::TECHNICIAN.done_mark()), "not before somebody has compared something");
    assert_nothing_to_take(&technician);
    technician.press(say::TECHNICIAN.opened_show());
    technician.wait_for(say::TECHNICIAN.opened_wait());
    technician.wait_for(PROVIDER_HOST);
    assert_nothing_to_take(&technician);
    let receipt = agency.seen(id).receipt.expect("it is kept");
    technician.wait_for(&receipt.digest);
    technician.press(say::TECHNICIAN.receipt_same());
    technician.wait_for(say::TECHNICIAN.done_mark());
    assert!(
        technician.offers(say::TECHNICIAN.copy()) && technician.offers(say::TECHNICIAN.secret_show()),
        "the same settings, once someone vouches for them"
    );
    open_letter(&technician, server, id, &key);
    technician.press(say::TECHNICIAN.origin_key_same());
    technician.wait_for(&say::TECHNICIAN.origin_authentic_why(&MANAGER_NAME));
    open_letter(&technician, server, id, &key);
    technician.wait_for(say::TECHNICIAN.origin_authentic());
    assert!(!technician.text().contains(APP_PASSWORD), "hidden until it is asked for");
    technician.press(say::TECHNICIAN.secret_show());
    technician.wait_for(APP_PASSWORD);
    assert_eq!(technician.beside(&format!("Copy {}", say::TECHNICIAN.opened_port())), "587");
    technician.press(say::TECHNICIAN.done_mark());
    technician.wait_for(say::TECHNICIAN.progress_kept_save());
    technician.assert_no_complaints();
}

/// What nobody vouches for yet can be read, and not handed on.
fn assert_nothing_to_take(technician: &Browser) {
    let text = technician.text();
    assert!(
        !technician.offers(say::TECHNICIAN.copy()) && !technician.offers(say::TECHNICIAN.secret_show()),
        "{text}"
    );
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
    client.press(say::CLIENT.welcome_start());
    client.fill(say::CLIENT.provider_address(), "ada at shop");
    client.press(say::CLIENT.provider_find());
    client.wait_for(say::CLIENT.rule_not_an_address());
    assert_eq!(client.value(say::CLIENT.provider_address()), "ada at shop");
    client.fill(say::CLIENT.provider_address(), "müller@shop.test");
    client.press(say::CLIENT.provider_find());
    client.wait_for(&say::CLIENT.rule_local_sign(&say::CLIENT.sign('ü')));
    assert_eq!(client.value(say::CLIENT.provider_address()), "müller@shop.test");
    client.fill(say::CLIENT.provider_address(), ADDRESS);
    client.press(say::CLIENT.provider_find());
    client.press(say::CLIENT.found_yes());
    client.press(say::LETTER.guide_app_password_done());

    client.press(&say::LETTER.server_summary(&"smtp.gmail.com", &465));
    client.fill(say::LETTER.label_app_password(), APP_PASSWORD);
    let fields = [
        (say::LETTER.label_username(), ADDRESS),
        (say::LETTER.label_app_password(), APP_PASSWORD),
        (HOST, PROVIDER_HOST),
        (PORT, "465"),
    ];
    for (label, wrong, sentence) in WRONG {
        client.fill(label, wrong);
        client.press(say::CLIENT.go_on());
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
    client.fill(say::LETTER.label_app_password(), "short");
    client.press(&say::LETTER.server_summary(&"smtp.gmail.com", &465));
    client.wait_for(say::LETTER.secret_unusual());
    client.press(say::CLIENT.go_on());
    client.wait_for(say::LETTER.check_before());
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
    client.press(say::CLIENT.welcome_start());
    come_to_details(&client, ADDRESS);
    client.press(&say::LETTER.server_summary(&"smtp.gmail.com", &465));
    client.fill(PORT, "2525");
    try_secret(&client, APP_PASSWORD);
    client.wait_for(&say::start(say::DIAGNOSIS.other_answers_parts(), &["2525"]));
    client.press(say::LETTER.outcome_support());
    client.wait_for("Failed at: connect");
    assert!(!client.text().contains(APP_PASSWORD), "the support desk gets no password");
    // Both are open; on a busy machine the better may be too late for the race.
    let port = if client.text().contains(&say::LETTER.outcome_use_port(&465)) { "465" } else { "587" };
    client.press(&say::LETTER.outcome_use_port(&port));
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.check_start());
    client.wait_for(say::LETTER.check_passed());
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
    client.press(say::CLIENT.welcome_start());
    come_to_details(&client, ADDRESS);
    client.fill(say::LETTER.label_app_password(), APP_PASSWORD);
    client.press(say::CLIENT.go_on());
    client.wait_for(say::LETTER.check_before());

    // A link works for fourteen days.
    server.restart_in_days(15);
    client.press(say::LETTER.check_start());
    client.wait_for(say::CLIENT.closed_expired());
    client.press("Back");
    assert_eq!(client.value(say::LETTER.label_app_password()), APP_PASSWORD, "nothing typed is lost");
    client.open(&link);
    client.wait_for(say::CLIENT.closed_expired());
    client.wait_for(say::PROBLEMS.link_expired());
    client.assert_no_complaints();
}
