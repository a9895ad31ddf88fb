//! From a link to a configured site, with everyone who takes part.

use std::fs;

use shared::{
    report::{Topic, Verdict},
    wire::SealedSubmission,
};
use support::{
    agency::{Agency, MANAGER, MANAGER_NAME, TECHNICIAN},
    browser::{Browser, DESK},
    command::Terminal,
    lab::{ADDRESS, APP_PASSWORD, APP_PASSWORD_AS_COPIED, Lab, PROVIDER_HOST, SITE, UNMENDED},
    pages::{assert_built, come_to_details, key_of_manager, make_link, open_letter, sign_in, try_secret},
    say,
    server::Server,
    wait,
};

use crate::CLIENT;

/// The manager's board, and what it must say now.
struct Board<'a> {
    browser: &'a Browser,
    server: &'a Server,
}

impl Board<'_> {
    /// Reloads the board until it shows all of these texts.
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
    let key = key_of_manager(&manager, &server);
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
    let cause = agency.seen(&id).row.check.expect("a check was run");
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
    assert_eq!(agency.seen(&id).check.expect("a check was run").port.get(), 587);

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

/// The report names a record. Once it is in the zone exactly as the report says, the report passes.
fn mend_the_domain(client: &Browser, lab: &mut Lab, agency: &Agency, id: &str) {
    client.press(say::LETTER.receipt_domain_check());
    client.wait_for(say::LETTER.topic_spf());
    client.wait_for(say::LETTER.finding_wrong());
    let spf = |agency: &Agency| {
        let report = agency.seen(id).report.expect("the client requested a report");
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

/// Checks that the staff's page of an onboarding draws the same tree as the client's.
fn sees_who_may_send(staff: &Browser, server: &Server, id: &str) {
    staff.open(&format!("{}/staff/onboardings/{id}", server.url()));
    staff.wait_for(&say::CLIENT.senders(&SITE));
    let terms =
        "return [...document.querySelectorAll('.senders svg + span > .code')].map(term => term.textContent)";
    let terms = staff.script(terms, &[]);
    let drawn = |wanted: &str| terms.as_array().is_some_and(|terms| terms.iter().any(|term| term == wanted));
    assert!(drawn("include:_spf.google.com") && drawn("~all"), "drawn: {terms}");
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
    assert!(
        !technician.offers(say::TECHNICIAN.done_mark()),
        "someone must compare the key or the receipt first"
    );
    assert_nothing_to_take(&technician);
    technician.press(say::TECHNICIAN.opened_show());
    technician.wait_for(say::TECHNICIAN.opened_wait());
    technician.wait_for(PROVIDER_HOST);
    assert_nothing_to_take(&technician);
    let receipt = agency.seen(id).receipt.expect("the receipt is kept");
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
    assert!(!technician.text().contains(APP_PASSWORD), "the password is hidden at first");
    technician.press(say::TECHNICIAN.secret_show());
    technician.wait_for(APP_PASSWORD);
    assert_eq!(technician.beside(&format!("Copy {}", say::TECHNICIAN.opened_port())), "587");
    technician.press(say::TECHNICIAN.done_mark());
    technician.wait_for(say::TECHNICIAN.progress_kept_save());
    technician.assert_no_complaints();
}

/// Checks that settings without a verified voucher can be read, but not copied or exported.
fn assert_nothing_to_take(technician: &Browser) {
    let text = technician.text();
    assert!(
        !technician.offers(say::TECHNICIAN.copy()) && !technician.offers(say::TECHNICIAN.secret_show()),
        "{text}"
    );
    assert!(!text.contains(APP_PASSWORD), "{text}");
    let page = technician.script("return document.documentElement.outerHTML", &[]);
    assert!(!page.as_str().expect("HTML").contains(APP_PASSWORD), "the password isn't in the HTML either");
}
