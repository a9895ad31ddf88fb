//! Tests of the fifth step, the sign-in test.

use std::rc::Rc;

use shared::{
    check::{Attested, CheckReport, CheckVerdict, Neighbor, Stage, StageOutcome, TlsInfo},
    diagnosis::Acts,
    rules::Security,
    status::Step,
    wire::{CheckKey, Checked},
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{at, drawn, login, route};
use crate::{
    client::{
        plan::{AppFields, Entry, Plan},
        state::{SecretState, Wizard},
    },
    say,
    tests::{
        NOW, Page, Server,
        client::{IDENTITIES, passed, port, problem, public, rejected, stage},
    },
};

/// Returns a wizard with this report.
fn reported(report: CheckReport) -> Wizard {
    let mut wizard = at(Step::Check);
    wizard.secret = SecretState::Checked(Rc::new(login("abcdefghijklmnop")), Rc::new(report));
    wizard
}

/// Presses the start button. The browser can't run the test, because no server provides the worker here.
async fn start(page: &Page) {
    page.press(say::letter().check_start()).await;
}

#[wasm_bindgen_test]
async fn the_step_explains_the_test() {
    let _server = Server::start();
    drawn(at(Step::Check)).await.matches("main", "client/check").await;
}

#[wasm_bindgen_test]
async fn a_successful_sign_in_leads_to_the_next_step() {
    let _server = Server::start();
    drawn(reported(passed())).await.matches("main", "client/check-passed").await;
    let by_server = CheckReport { attested_by: Attested::Server, ..passed() };
    let page = drawn(reported(by_server)).await;
    assert!(page.says(&say::letter().outcome_by_server(&"Studio Nord")));
}

#[wasm_bindgen_test]
async fn a_rejected_sign_in_has_one_next_step_for_one_party() {
    let _server = Server::start();
    for (acts, name) in [
        (Acts::Client, "client/check-rejected"),
        (Acts::Administrator, "client/check-for-administrator"),
        (Acts::Technician, "client/check-for-technician"),
        (Acts::Provider, "client/check-for-provider"),
        (Acts::Wait, "client/check-wait"),
    ] {
        drawn(reported(rejected(acts))).await.matches("main", name).await;
    }
}

#[wasm_bindgen_test]
async fn the_button_after_a_rejected_sign_in_names_what_to_correct() {
    let _server = Server::start();
    for (entry, words) in [
        (Entry::Password, say::letter().outcome_correct_password()),
        (Entry::OauthClient(AppFields::default()), say::letter().outcome_correct_app()),
        (Entry::ServiceAccount, say::letter().outcome_correct_key()),
    ] {
        let mut wizard = reported(rejected(Acts::Client));
        wizard.typed.plan = Plan { entry, ..Plan::default() }.write();
        assert!(drawn(wizard).await.says(words), "{words}");
    }
}

#[wasm_bindgen_test]
async fn a_working_port_is_offered_and_filled_in() {
    let server = Server::start();
    server.answers(&route("POST", "/progress"), &());
    let mut report = rejected(Acts::Client);
    report.verdict = CheckVerdict::Unreachable;
    report.stages = vec![stage(Stage::Connect, StageOutcome::TimedOut, "connection timed out")];
    report.neighbors = vec![Neighbor {
        port: port(587),
        security: Security::Starttls,
        answers: true,
        failure: String::new(),
    }];
    let page = drawn(reported(report)).await;
    page.matches("main", "client/check-other-port").await;
    page.press(&say::letter().outcome_use_port(&587)).await;
    assert_eq!(page.value("#port"), "587");
}

#[wasm_bindgen_test]
async fn a_wrong_certificate_is_shown() {
    let _server = Server::start();
    let mut report = rejected(Acts::Provider);
    report.stages = vec![stage(Stage::Tls, StageOutcome::Fail, "CertExpired")];
    let certificate = shared::certificate::Certificate {
        names: vec!["mail.elsewhere.test".into()],
        issuer: "Test CA".into(),
        not_before: NOW - 86_400 * 90,
        not_after: NOW - 86_400,
    };
    report.tls = Some(TlsInfo {
        version: "TLSv1.3".into(),
        cipher: "TLS13_AES_128_GCM_SHA256".into(),
        certificate: Some(certificate),
    });
    let page = drawn(reported(report)).await;
    page.matches("details:has(dl)", "client/check-certificate").await;
}

#[wasm_bindgen_test]
async fn after_too_many_checks_the_client_has_to_wait() {
    let _server = Server::start();
    let mut wizard = at(Step::Check);
    (wizard.checks_left, wizard.checks_from) = (0, NOW + 720);
    drawn(wizard).await.matches("main", "client/check-limited").await;
}

#[wasm_bindgen_test]
async fn a_browser_that_cannot_test_tries_again_and_then_offers_the_server() {
    let server = Server::start();
    let key = CheckKey { key: public(IDENTITIES[0]), others: Vec::new() };
    server.answers(&route("GET", "/check/key"), &key);
    let page = drawn(at(Step::Check)).await;
    start(&page).await;
    page.until(say::letter().check_failed_here()).await;
    page.matches("main", "client/check-failed-here").await;
    page.press(say::letter().check_again()).await;
    page.until(say::letter().check_by_server_start()).await;
    page.matches("main", "client/check-by-server").await;
    let checked = Checked { report: passed(), checks_left: 4, check_wait: 0 };
    server.answers(&route("POST", "/check"), &checked);
    page.press(say::letter().check_by_server_start()).await;
    page.until(say::letter().check_passed()).await;
}

#[wasm_bindgen_test]
async fn the_server_check_is_not_offered_if_the_agency_disabled_it() {
    let server = Server::start();
    server.refuses(&route("GET", "/check/key"), &problem(403, "server-check-off"));
    let mut wizard = at(Step::Check);
    wizard.server_check = false;
    let page = drawn(wizard).await;
    start(&page).await;
    page.until(say::letter().check_part_missing()).await;
    page.press(say::letter().check_again()).await;
    page.until("check-part-broken").await;
    assert!(!page.says(say::letter().check_by_server_start()));
}

#[wasm_bindgen_test]
async fn a_refusal_is_shown_and_a_limit_is_kept() {
    let server = Server::start();
    let mut too_many = problem(429, "checks-used-up");
    too_many.retry_after = Some(600);
    server.refuses(&route("GET", "/check/key"), &too_many);
    let page = drawn(at(Step::Check)).await;
    start(&page).await;
    page.until(&say::letter().check_limit_call(&"Mia Berg", &"Studio Nord")).await;
    server.refuses(&route("GET", "/check/key"), &problem(503, "busy"));
    let page = drawn(at(Step::Check)).await;
    start(&page).await;
    page.until("The server says busy.").await;
    page.matches("main", "client/check-refused").await;
}
