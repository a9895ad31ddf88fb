//! The end of a client's journey: the receipt, and the same message below a report that leaves nothing to do.

use shared::{rules::Security, status::Step, wire::Progress};
use support::{
    agency::{Agency, MANAGER_NAME, Made, parsed},
    browser::Browser,
    client::answers,
    lab::{ADDRESS, APP_PASSWORD, Lab, MENDED, PROVIDER_HOST, SITE},
    pages::assert_built,
    say,
};

use crate::CLIENT;

/// Creates an onboarding whose client has sent their settings.
fn submitted(agency: &Agency) -> Made {
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
    made
}

/// The receipt, and a report that leaves nothing to do, both say once and in the same words what comes next.
#[test]
fn the_receipt_and_a_clean_report_end_the_same_way() {
    let mut lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = submitted(&agency);
    let client = Browser::phone();
    let (deletion, help) = (say::LETTER.next_deletion(7), say::LETTER.next_help_or_withdraw(&MANAGER_NAME));
    let next = [say::texts(say::LETTER.next_open_parts())[0], &deletion, &help];
    client.open(&made.link.url(&server.url()));
    client.wait_for(say::LETTER.receipt_done());
    says_once(&client, &next);
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
    says_once(&client, &next);
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
    leaves_nothing_to_do(&client);

    // A client who comes back reads the same message.
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

/// Asserts that the page says once what comes next, and once that everything is done.
fn says_once(client: &Browser, next: &[&str]) {
    for words in next {
        client.wait_for(words);
    }
    assert_eq!(client.text().matches(say::LETTER.receipt_done()).count(), 1, "{}", client.text());
}

/// Asserts that the report asks for nothing: no button, and no record to add.
fn leaves_nothing_to_do(client: &Browser) {
    assert_eq!(client.text().matches(say::LETTER.report_check_again()).count(), 1, "{}", client.text());
    let again = "const again = [...document.querySelectorAll('button')].find((one) => one.innerText === arguments[0]);
        return again.classList.contains('button--quiet')";
    let is_quiet = client.script(again, &[say::LETTER.report_check_again().into()]);
    assert_eq!(is_quiet, true, "checking again isn't a next step");
    let primary = client.script("return document.querySelectorAll('.button--primary').length", &[]);
    assert_eq!(primary, 0, "no next step is left");
    let ask = say::texts(say::LETTER.report_host_ask_parts());
    assert!(!client.text().contains(ask[1]), "no record is left to add");
}

/// Asserts that these texts appear on the page in this order.
fn assert_in_order(browser: &Browser, words: &[&str]) {
    let text = browser.text();
    let mut rest = text.as_str();
    for words in words {
        let Some((_, after)) = rest.split_once(words) else {
            panic!("“{words}” doesn't come next: {text}")
        };
        rest = after;
    }
}
