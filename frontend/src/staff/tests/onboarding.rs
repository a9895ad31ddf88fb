//! Tests of an onboarding's page.

use shared::{
    board::{Group, Need},
    check::{Attested, CheckReport, CheckVerdict},
    diagnosis::Acts,
    report::{Finding, Report, Topic, Verdict},
    retention::DeletionRule,
    status::{Status, Step},
    utc_offset::UtcOffset,
    wire::{Call, Deletion, FormerReader, HelpAsked, Onboarding, Receipt, ResealedBy, Role, Situation},
};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::drawn;
use crate::{
    say,
    staff::onboarding::OnboardingPage,
    tests::{
        DAY, NOW, Page, Server,
        client::{passed, problem, receipt, recipients, rejected},
        staff::{activity, ada, brief, delivery, me, onboarding, row, session},
    },
    time,
};

const ONBOARDING: &str = "GET /api/onboardings/7K2M";
const DELIVERY: &str = "GET /api/onboardings/7K2M/delivery";
const SETTLED: &str = "POST /api/onboardings/7K2M/help/settled";

async fn page(server: &Server, onboarding: &Onboarding, roles: &[Role]) -> Page {
    server.answers(ONBOARDING, onboarding);
    Server::knows(DELIVERY, &delivery());
    drawn(session(me(roles)), || html! { <OnboardingPage id="7K2M" /> }).await
}

async fn managed(server: &Server, onboarding: &Onboarding) -> Page {
    page(server, onboarding, &[Role::Manager]).await
}

#[wasm_bindgen_test]
async fn a_new_onboarding_waits_for_the_client() {
    let server = Server::start();
    let mut waiting = onboarding(Status::Waiting, Group::Client);
    waiting.activity = vec![activity(2, "client"), activity(1, "Mia Berg")];
    managed(&server, &waiting).await.matches("main", "staff/onboarding").await;
}

#[wasm_bindgen_test]
async fn an_onboarding_that_needs_someone_says_why() {
    let server = Server::start();
    let mut stalled = onboarding(Status::Started, Group::NeedsYou);
    stalled.row.need = Some(Need::Stalled);
    stalled.row.provider = "Mailhaus".into();
    stalled.row.check = Some(brief(false));
    stalled.check = Some(rejected(Acts::Administrator));
    let page = managed(&server, &stalled).await;
    page.matches("section[aria-labelledby='state']", "staff/onboarding-stalled").await;
    page.matches("section[aria-labelledby='check']", "staff/onboarding-check-failed").await;
}

/// Returns a request for help with everything that one can have.
fn help(at: i64) -> HelpAsked {
    let phone = "+1 415 555-0142".parse().expect("a phone number");
    HelpAsked {
        at,
        step: Step::Check,
        situation: Situation::CheckFailed,
        cause: Some("auth-refused".into()),
        note: Some("<b>The page says no.</b>".parse().expect("a note")),
        call: Some(Call { phone, from: NOW + 3600, until: NOW + 3 * 3600, offset: time::utc_offset(NOW) }),
    }
}

#[wasm_bindgen_test]
async fn a_client_who_asks_for_help_is_shown_until_someone_has_helped() {
    let say = say::staff();
    let server = Server::start();
    let mut asks = onboarding(Status::Started, Group::NeedsYou);
    asks.row.need = Some(Need::AskedForHelp);
    let plain =
        HelpAsked { situation: Situation::Nothing, cause: None, note: None, call: None, ..help(NOW - 900) };
    asks.help = vec![help(NOW - 60), plain];
    for roles in [&[Role::Manager][..], &[Role::Technician], &[Role::Admin]] {
        let page = page(&server, &asks, roles).await;
        assert!(page.says(say.help()) && page.says(say.help_settle()), "{}", page.text());
        assert!(page.says(&say.help_check_failed_cause(&"auth-refused")), "{}", page.text());
        assert!(page.says("<b>The page says no.</b>"), "it is text: {}", page.text());
        assert!(page.has("a[href='tel:+14155550142']"));
    }
    let page = managed(&server, &asks).await;
    server.refuses(SETTLED, &problem(500, "broken"));
    page.press(say.help_settle()).await;
    assert!(page.says("The server says broken.") && page.says(say.help()), "{}", page.text());
    server.answers(SETTLED, &asks.row).answers(ONBOARDING, &onboarding(Status::Started, Group::Client));
    page.press(say.help_settle()).await;
    assert!(!page.says(say.help()), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_call_is_in_the_managers_time_and_beside_it_in_the_clients() {
    let say = say::staff();
    let server = Server::start();
    let mut asks = onboarding(Status::Started, Group::NeedsYou);
    asks.help = vec![help(NOW - 60)];
    let mut call = asks.help[0].call.clone().expect("a call");
    let when = say.help_call_when(&time::date_and_clock(call.from), &time::clock(call.until));
    let page = managed(&server, &asks).await;
    let zone = say::utc_offset(call.offset);
    let same = say.help_call_there(&time::date_and_clock(call.from), &time::clock(call.until), &zone);
    assert!(page.says(&when) && !page.says(&same), "the same time zone: {}", page.text());
    drop(page);
    // Half an hour from where this runs.
    let minutes = time::utc_offset(NOW).minutes();
    let minutes = if minutes > 0 { minutes - 30 } else { minutes + 30 };
    call.offset = UtcOffset::try_from(minutes).expect("an offset");
    asks.help[0].call = Some(call.clone());
    let page = managed(&server, &asks).await;
    let from = time::date_and_clock_at(call.from, call.offset);
    let until = time::clock_at(call.until, call.offset);
    assert_ne!(until, time::clock(call.until));
    let there = say.help_call_there(&from, &until, &say::utc_offset(call.offset));
    assert!(page.says(&when) && page.says(&there), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_client_without_tests_shows_why_the_last_one_failed() {
    let server = Server::start();
    let mut asks = onboarding(Status::Started, Group::NeedsYou);
    asks.help = vec![HelpAsked { situation: Situation::ChecksUsedUp, ..help(NOW - 60) }];
    let words = say::staff().help_checks_used_up_cause(&"auth-refused");
    assert!(managed(&server, &asks).await.says(&words));
    asks.help[0].cause = None;
    assert!(managed(&server, &asks).await.says(say::staff().help_checks_used_up()));
}

#[wasm_bindgen_test]
async fn an_onboarding_shows_when_its_client_secret_expires() {
    let server = Server::start();
    let mut done = onboarding(Status::Cleared, Group::Done);
    assert!(!managed(&server, &done).await.says(say::staff().onboarding_secret()));
    done.row.secret_expires_at = Some(NOW - NOW.rem_euclid(DAY) - 20 * DAY);
    let page = managed(&server, &done).await;
    assert!(page.says(say::staff().onboarding_secret()));
    assert!(page.says(&say::staff().secret_expired(&"February 11, 2027")));
}

#[wasm_bindgen_test]
async fn a_check_shows_who_ran_it_and_its_result() {
    let server = Server::start();
    for (verdict, attested_by, word) in [
        (CheckVerdict::Ok, Attested::Browser, say::staff().check_works()),
        (CheckVerdict::Unreachable, Attested::Server, say::staff().test_unreachable()),
        (CheckVerdict::Refused, Attested::Technician, say::staff().test_refused()),
    ] {
        let mut checked = onboarding(Status::Started, Group::Client);
        checked.check = Some(CheckReport { verdict, attested_by, ..passed() });
        assert!(managed(&server, &checked).await.says(word));
    }
}

#[wasm_bindgen_test]
async fn a_submission_shows_its_receipt() {
    let server = Server::start();
    let mut sent = onboarding(Status::Collected, Group::Technician);
    let resealed = Some(ResealedBy { by: "Sam Okafor".into(), at: NOW - 60 });
    sent.receipt = Some(Receipt { collected_at: Some(NOW - 600), resealed, ..receipt() });
    managed(&server, &sent).await.matches(".receipt", "staff/onboarding-receipt").await;
    sent.receipt = Some(Receipt { delete_at: Some(NOW + 7 * DAY), ..receipt() });
    managed(&server, &sent).await.matches(".receipt", "staff/onboarding-receipt-kept").await;
}

#[wasm_bindgen_test]
async fn deleted_settings_say_why() {
    let server = Server::start();
    let say = say::staff();
    for (rule, why) in [
        (DeletionRule::SavedElsewhere, say.receipt_deleted_elsewhere()),
        (DeletionRule::AfterSetup, say.receipt_deleted_after_setup()),
        (DeletionRule::Withdrawn, say.receipt_deleted_withdrawn()),
        (DeletionRule::Revoked, say.receipt_deleted_revoked()),
        (DeletionRule::Replaced, say.receipt_deleted_replaced()),
    ] {
        let mut gone = onboarding(Status::Cleared, Group::Done);
        gone.receipt = Some(Receipt { deleted: Some(Deletion { at: NOW - DAY, rule }), ..receipt() });
        assert!(managed(&server, &gone).await.says(why), "{rule:?}");
    }
}

#[wasm_bindgen_test]
async fn former_readers_are_listed_with_what_to_do() {
    let server = Server::start();
    let reader =
        |has_new_key| FormerReader { name: "Kim Lund".into(), fingerprint: "1234 5678".into(), has_new_key };
    let mut unsent = onboarding(Status::Started, Group::NeedsYou);
    unsent.still_read = vec![reader(false), reader(true)];
    unsent.read_before = vec![reader(false)];
    let page = managed(&server, &unsent).await;
    page.matches("section[aria-labelledby='state']", "staff/onboarding-former-readers").await;
    let mut sent = onboarding(Status::Submitted, Group::NeedsYou);
    (sent.still_read, sent.receipt) = (vec![reader(false)], Some(receipt()));
    server.answers(ONBOARDING, &sent);
    let page = drawn(session(ada()), || html! { <OnboardingPage id="7K2M" /> }).await;
    assert!(page.says(say::staff().reseal_settings()));
}

#[wasm_bindgen_test]
async fn the_last_report_is_summed_up() {
    let server = Server::start();
    let finding = |id: &str, verdict| Finding {
        id: id.into(),
        topic: Topic::Spf,
        verdict,
        cause: String::new(),
        silent: None,
        meaning: format!("What {id} means."),
        seen: vec!["v=spf1 ~all".into()],
        why: "Why.".into(),
        fix: None,
    };
    let mut reported = onboarding(Status::Configured, Group::Done);
    reported.row.report = Some(Verdict::Fail);
    reported.report = Some(Report {
        domain: "bakery.test".into(),
        provider: "Mailhaus".into(),
        dns_host: None,
        findings: vec![finding("spf.not-authorized", Verdict::Fail), finding("spf.lookups", Verdict::Ok)],
        spf: None,
        spf_tree: None,
        servers: Vec::new(),
        spread: Vec::new(),
        asked: 12,
        millis: 340,
    });
    managed(&server, &reported)
        .await
        .matches("section[aria-labelledby='records']", "staff/onboarding-report")
        .await;
}

#[wasm_bindgen_test]
async fn only_a_configured_website_has_to_show_that_its_email_arrives() {
    let server = Server::start();
    for (status, group, is_shown) in [
        (Status::Started, Group::Client, false),
        (Status::Collected, Group::Technician, false),
        (Status::Configured, Group::Done, true),
        (Status::Cleared, Group::Done, true),
        (Status::Revoked, Group::Closed, false),
    ] {
        let page = managed(&server, &onboarding(status, group)).await;
        assert_eq!(page.says(say::staff().prove()), is_shown, "{status:?}");
    }
    let mut proven = onboarding(Status::Configured, Group::Done);
    proven.row.proven_at = Some(NOW - DAY);
    let page = managed(&server, &proven).await;
    page.matches("section[aria-labelledby='state'] dl", "staff/onboarding-proven").await;
}

#[wasm_bindgen_test]
async fn a_link_is_revoked_after_confirmation() {
    let server = Server::start();
    let page = managed(&server, &onboarding(Status::Submitted, Group::Technician)).await;
    page.press(say::staff().revoke()).await;
    page.matches(".notice", "staff/onboarding-revoke").await;
    page.press(say::staff().revoke_keep()).await;
    assert!(!page.has(".notice"));
    server.refuses("POST /api/onboardings/7K2M/revoke", &problem(409, "changed"));
    page.press(say::staff().revoke()).await;
    page.press(say::staff().revoke()).await;
    assert!(page.says("The server says changed."));
    server.answers("POST /api/onboardings/7K2M/revoke", &row("7K2M", Status::Revoked, Group::Closed));
    server.answers(ONBOARDING, &onboarding(Status::Revoked, Group::Closed));
    page.press(say::staff().revoke()).await;
    assert!(
        page.says(say::staff().place_revoked())
            && !page.says(say::staff().revoke_sure(&"Lindqvist Bakery").as_str())
    );
}

#[wasm_bindgen_test]
async fn a_new_link_asks_for_days_and_recipients() {
    let server = Server::start();
    server.answers("GET /api/recipients", &recipients());
    let page = managed(&server, &onboarding(Status::Expired, Group::Closed)).await;
    page.press(say::staff().action_new_link()).await;
    page.matches("form", "staff/onboarding-new-link").await;
    page.type_into("#days", "0").await;
    page.press(say::staff().reissue_create()).await;
    assert!(page.has("#days-error"));
    assert_eq!(server.was_asked("POST /api/onboardings/7K2M/reissue"), 0);
}

#[wasm_bindgen_test]
async fn an_unknown_onboarding_links_to_the_board() {
    let server = Server::start();
    server.refuses(ONBOARDING, &problem(404, "not-found"));
    let page = drawn(session(me(&[Role::Manager])), || html! { <OnboardingPage id="7K2M" /> }).await;
    page.matches(".notice", "staff/onboarding-missing").await;
}
