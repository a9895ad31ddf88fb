//! The domain report on the client's page: the tree of who may send, and the next step, which is always visible.

use serde_json::json;
use shared::{rules::Security, status::Step, wire::Progress};
use support::{
    agency::{Agency, Made, parsed},
    browser::Browser,
    client::answers,
    lab::{ADDRESS, APP_PASSWORD, Lab, MENDED, PROVIDER_HOST, SITE},
    pages::assert_built,
    say,
    server::Server,
};

/// The terms of the tree: symbol, term and description, from top to bottom.
const PICTURE: &str = "return [...document.querySelectorAll('.senders li > p')].map((term) => [
    term.querySelectorAll('svg > *').length,
    term.querySelector('.code').textContent,
    term.querySelector('.small').textContent,
]);";

/// Returns which of these texts can be read while every fold is closed.
const READABLE: &str = "document.querySelectorAll('main details').forEach((fold) => { fold.open = false; });
    return document.querySelector('main').innerText.replace(/\\s+/g, ' ');";

/// Opens the report of a client who has sent their settings.
fn report(agency: &Agency, server: &Server) -> (Browser, Made) {
    let made = agency.onboarding("Bakery Winter", SITE);
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
    client.open(&made.link.url(&server.url()));
    client.press(say::LETTER.receipt_domain_check());
    client.wait_for(&say::CLIENT.senders(&SITE));
    (client, made)
}

#[test]
fn the_tree_names_each_sender_its_owner_and_its_lookups() {
    let mut lab = Lab::start();
    lab.dns.set(SITE, &MENDED);
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let (client, _) = report(&agency, &server);
    client.wait_for(&say::CLIENT.senders_lookups(2));
    let can_send = say::CLIENT.senders_allowed();
    assert_eq!(
        client.script(PICTURE, &[]),
        json!([
            [1, "ip4:192.0.2.10", can_send],
            [
                1,
                "include:_spf.google.com",
                format!("Google Workspace / Gmail, {can_send}, {}", say::CLIENT.senders_term_lookups(2))
            ],
            [
                1,
                "include:_netblocks.google.com",
                format!("Google Workspace / Gmail, {can_send}, {}", say::CLIENT.senders_term_lookups(1))
            ],
            [1, "ip4:192.0.2.128/25", can_send],
            // The `all` terms of the two included records, and the record's own.
            [1, "~all", say::CLIENT.senders_no_one_else()],
            [1, "~all", say::CLIENT.senders_no_one_else()],
            [1, "~all", say::CLIENT.senders_no_one_else()],
        ])
    );
    let is_below = "const [outer, inner] = ['include:_spf.google.com', 'include:_netblocks.google.com'].map((words) =>
            [...document.querySelectorAll('.senders li')].findLast((term) => term.textContent.includes(words)));
        return outer.contains(inner)";
    assert_eq!(client.script(is_below, &[]), true, "an included record is below its include");
    client.assert_no_complaints();
}

/// A revoked key needs a step at the provider, which no record shows.
#[test]
fn the_next_step_is_visible_with_every_fold_closed() {
    let mut lab = Lab::start();
    let revoked = "google._domainkey TXT \"v=DKIM1; k=rsa; p=\"";
    let zone: Vec<&str> = MENDED
        .iter()
        .map(|record| if record.starts_with("google._domainkey") { revoked } else { record })
        .collect();
    lab.dns.set(SITE, &zone);
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let (client, made) = report(&agency, &server);
    client.wait_for(say::LETTER.finding_wrong());
    let report = agency.seen(&made.id).report.expect("the client requested a report");
    let (finding, fix) = report
        .findings
        .iter()
        .find_map(|finding| finding.id.starts_with("dkim").then_some((finding, finding.fix.as_ref()?)))
        .expect("a step for the key");
    assert!(fix.summary.contains(say::texts(say::REPORT.dkim_fix_new_key_parts())[0]), "{}", fix.summary);
    let text = client.script(READABLE, &[]);
    let text = text.as_str().expect("words");
    assert!(text.contains(&fix.summary), "“{}” isn't in: {text}", fix.summary);
    assert!(!text.contains(&finding.why), "details for technicians are folded: {text}");
    client.assert_no_complaints();
}
