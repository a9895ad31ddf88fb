//! Tests of the report on the domain's email records.

use std::rc::Rc;

use shared::{
    report::{
        DnsHostFound, Finding, Fix, FixAction, FixRecord, Report, ServerAnswer, Spread, Topic, Verdict,
    },
    status::Step,
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{at, drawn, route};
use crate::{
    client::state::{SecretState, Wizard},
    say,
    tests::{
        Page, Server,
        client::{problem, receipt},
    },
};

const REPORT: &str = "/report";

fn finding(id: &str, topic: Topic, verdict: Verdict) -> Finding {
    Finding {
        id: id.into(),
        topic,
        verdict,
        cause: id.into(),
        silent: None,
        meaning: format!("What {id} means."),
        seen: vec![format!("what is there for {id}")],
        why: format!("Why {id}."),
        fix: None,
    }
}

fn record(value: &str, was: &str) -> FixRecord {
    FixRecord {
        name: "bakery.test".into(),
        host_field: "@".into(),
        kind: "TXT".into(),
        value: value.into(),
        value_field: String::new(),
        was: was.into(),
    }
}

fn fixed(mut finding: Finding, action: FixAction, record: FixRecord) -> Finding {
    let zone = format!("{} IN TXT {}", record.name, record.value);
    finding.fix = Some(Fix { action, summary: "Change this record.".into(), records: vec![record], zone });
    finding
}

fn report(findings: Vec<Finding>) -> Report {
    Report {
        domain: "bakery.test".into(),
        provider: "Mailhaus".into(),
        dns_host: None,
        findings,
        spf: None,
        spf_tree: None,
        servers: Vec::new(),
        spread: Vec::new(),
        asked: 12,
        millis: 340,
    }
}

fn right() -> Report {
    report(vec![
        finding("spf.passes", Topic::Spf, Verdict::Ok),
        finding("dkim.valid", Topic::Dkim, Verdict::Ok),
        finding("extras.bimi", Topic::Extras, Verdict::Unknown),
    ])
}

fn wanting() -> Report {
    let spf = finding("spf.not-authorized", Topic::Spf, Verdict::Fail);
    let dmarc = finding("dmarc.missing", Topic::Dmarc, Verdict::Warn);
    let mut report = report(vec![
        finding("mx.found", Topic::Mx, Verdict::Ok),
        fixed(dmarc, FixAction::Add, record("v=DMARC1; p=none", "")),
        fixed(spf, FixAction::Replace, record("v=spf1 include:mailhaus.test ~all", "v=spf1 ~all")),
    ]);
    report.dns_host = Some(DnsHostFound {
        id: "dnshaus".into(),
        name: "Dnshaus".into(),
        panel_url: "https://dnshaus.test/panel".into(),
        panel_path: "Domains, DNS".into(),
        notes: vec!["Leave the name empty.".into()],
    });
    report
}

/// Returns a report that asks for the DKIM record from the provider's page.
fn asking() -> Report {
    let dkim = finding("dkim.unknown", Topic::Dkim, Verdict::Unknown);
    report(vec![fixed(dkim, FixAction::Ask, record("", ""))])
}

fn reported(report: Report) -> Wizard {
    let mut wizard = at(Step::Report);
    wizard.secret = SecretState::Sealed(Rc::new(receipt()));
    wizard.report = Some(Rc::new(report));
    wizard
}

async fn page(report: Report) -> Page {
    drawn(reported(report)).await
}

#[wasm_bindgen_test]
async fn the_first_report_is_requested_when_the_page_opens() {
    let server = Server::start();
    server.is_silent_at(&route("POST", REPORT));
    let mut wizard = at(Step::Report);
    wizard.secret = SecretState::Sealed(Rc::new(receipt()));
    drawn(wizard.clone()).await.matches("main", "client/report-checking").await;
    server.answers(&route("POST", REPORT), &right());
    assert!(drawn(wizard).await.says("What spf.passes means."));
}

#[wasm_bindgen_test]
async fn correct_records_leave_nothing_to_do() {
    let _server = Server::start();
    page(right()).await.matches("main", "client/report-right").await;
}

#[wasm_bindgen_test]
async fn the_worst_finding_comes_first_with_its_records() {
    let _server = Server::start();
    page(wanting()).await.matches("main", "client/report-wanting").await;
}

#[wasm_bindgen_test]
async fn a_record_to_remove_is_shown_unchanged() {
    let _server = Server::start();
    let spf = finding("spf.two-records", Topic::Spf, Verdict::Fail);
    let report = report(vec![fixed(spf, FixAction::Remove, record("", "v=spf1 -all"))]);
    page(report).await.matches(".card", "client/report-remove").await;
}

#[wasm_bindgen_test]
async fn another_check_shows_each_nameserver() {
    let server = Server::start();
    let answer = |server: &str, spf: Option<&str>| ServerAnswer {
        server: server.into(),
        spf: spf.map(Into::into),
        dmarc: None,
        ttl: 3600,
    };
    let mut again = wanting();
    again.servers = vec![
        answer("ns1.dnshaus.test", Some("v=spf1 include:mailhaus.test ~all")),
        answer("ns2.dnshaus.test", Some("v=spf1 ~all")),
        answer("ns3.dnshaus.test", None),
    ];
    again.spread = vec![Spread {
        name: "bakery.test".into(),
        what: "SPF".into(),
        value: "v=spf1 include:mailhaus.test ~all".into(),
        on: 1,
        of: 2,
        silent: 1,
        stale: 3600,
    }];
    server.answers(&route("POST", REPORT), &again);
    let page = page(wanting()).await;
    page.press(say::letter().report_check_again()).await;
    page.matches("section[aria-labelledby='servers']", "client/report-servers").await;
}

#[wasm_bindgen_test]
async fn the_report_asks_for_records_from_the_providers_page() {
    let server = Server::start();
    let page = page(asking()).await;
    page.matches("main", "client/report-asking").await;
    page.press(say::letter().paste_button()).await;
    page.matches("form", "client/report-paste-empty").await;
    assert_eq!(server.was_asked(&route("POST", REPORT)), 0);
    page.type_into("#pasted", "a line").await;
    assert!(!page.has("#pasted-error"), "the text isn't checked again until it's sent");
}

#[wasm_bindgen_test]
async fn a_paste_without_the_record_says_so() {
    let server = Server::start();
    server.answers(&route("POST", REPORT), &asking());
    let page = page(asking()).await;
    page.type_into("#pasted", "something else").await;
    page.press(say::letter().paste_button()).await;
    assert!(page.says(say::letter().paste_not_in_it()));
}

#[wasm_bindgen_test]
async fn lines_that_cannot_be_used_are_shown_at_the_field() {
    let _server = Server::start();
    let mut report = asking();
    report.findings.push(finding("domain.pasted-unread", Topic::Domain, Verdict::Unknown));
    let mut wizard = reported(report);
    (wizard.pasted, wizard.compared) = ("what".into(), "what".into());
    drawn(wizard).await.matches("form", "client/report-paste-unread").await;
}

#[wasm_bindgen_test]
async fn a_refused_report_says_why_and_can_be_requested_again() {
    let server = Server::start();
    server.refuses(&route("POST", REPORT), &problem(429, "too-many"));
    let mut wizard = at(Step::Report);
    wizard.secret = SecretState::Sealed(Rc::new(receipt()));
    let page = drawn(wizard).await;
    page.matches("main", "client/report-refused").await;
    server.answers(&route("POST", REPORT), &right());
    page.press(say::letter().report_check_again()).await;
    assert!(page.says("What spf.passes means."));
}
