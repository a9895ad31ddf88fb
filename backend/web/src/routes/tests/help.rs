//! Clients who ask for help, and the people who help them.

use std::{sync::atomic::Ordering, time::Duration};

use axum::http::StatusCode;
use net::inbox::Inbox;
use sealpost_core::retention;
use serde_json::json;
use shared::{
    board::{Group, Need},
    link::{Link, Token},
    rules::HELP_NOTE_MAX,
    status::Step,
    utc_offset::UtcOffset,
    wire::{
        Account, Activity, Board, BoardRow, Call, ClientPage, ContactSettings, HelpRequest, HelpSent,
        Onboarding, SettleHelp, Situation,
    },
};

use super::Server;
use crate::say::PROBLEMS;

fn path(link: &Link) -> String {
    format!("/api/o/{}/help", link.locator())
}

/// Returns what a client's page sends, with everything that a request can have.
fn request(server: &Server) -> HelpRequest {
    let now = server.app.now();
    let phone = "+1 (415) 555-0142".parse().unwrap();
    HelpRequest {
        step: Step::Guide,
        situation: Situation::CheckFailed,
        note: Some("I can't find the page.".parse().unwrap()),
        call: Some(Call { phone, from: now + 3600, until: now + 3 * 3600, offset: UtcOffset::UTC }),
    }
}

async fn page(server: &Server, link: &Link) -> ClientPage {
    server.get(&format!("/api/o/{}", link.locator()), &link.token()).await.json(StatusCode::OK)
}

#[tokio::test]
async fn a_client_asks_and_the_agency_helps() {
    let server = Server::new().await;
    let (row, link, _) = server.onboarding().await;
    let asked = request(&server);
    let first = server.post(&path(&link), &link.token(), &asked).await;
    let first: HelpSent = first.json(StatusCode::CREATED);
    let again = server.post(&path(&link), &link.token(), &asked).await;
    assert_eq!(again.json::<HelpSent>(StatusCode::OK), first, "a request whose answer was lost");
    let board: Board = server.get("/api/onboardings", &server.technician).await.json(StatusCode::OK);
    assert_eq!((board.rows[0].group, board.rows[0].need), (Group::NeedsYou, Some(Need::AskedForHelp)));
    assert_eq!(page(&server, &link).await.help, Some(first.clone()));

    let one = format!("/api/onboardings/{}", row.id);
    let shown: Onboarding = server.get(&one, &server.manager).await.json(StatusCode::OK);
    let [open] = &shown.help[..] else { panic!("{:?}", shown.help) };
    assert_eq!((open.step, open.situation, &open.note), (asked.step, asked.situation, &asked.note));
    assert_eq!(open.call, asked.call);
    for token in [&server.technician, &server.admin, &server.manager] {
        let settle = SettleHelp { until: open.at };
        let row = server.post(&format!("{one}/help/settled"), token, &settle).await;
        assert_eq!(row.json::<BoardRow>(StatusCode::OK).need, None);
    }
    let settled = page(&server, &link).await.help.unwrap().settled.unwrap();
    assert_eq!(settled.by, "Tess", "the first of them");
    let shown: Onboarding = server.get(&one, &server.manager).await.json(StatusCode::OK);
    assert_eq!(shown.help, []);
    let codes: Vec<&str> = shown.activity.iter().map(|entry| entry.code.as_str()).collect();
    assert_eq!(codes, ["help.settled", "help.asked", "onboarding.created"]);
    assert!(!shown.activity.iter().any(|entry| entry.sentence.contains("find the page")), "not in the log");
    let settle = SettleHelp { until: 1 };
    let nowhere = server.post("/api/onboardings/nowhere/help/settled", &server.manager, &settle).await;
    nowhere.problem(404, "onboarding-unknown");
}

#[tokio::test]
async fn only_the_links_holder_asks_and_only_for_their_own_onboarding() {
    let server = Server::new().await;
    let (row, link, _) = server.onboarding().await;
    let (_, neighbor, _) = server.onboarding().await;
    let asked = request(&server);
    for token in [neighbor.token(), Token::received("nobody"), server.manager.clone()] {
        server.post(&path(&link), &token, &asked).await.problem(404, "link-unknown");
    }
    let settle = SettleHelp { until: i64::MAX };
    let settled = format!("/api/onboardings/{}/help/settled", row.id);
    server.post(&settled, &link.token(), &settle).await.problem(401, "signed-out");
    assert_eq!(page(&server, &link).await.help, None);
    server.post(&format!("/api/onboardings/{}/revoke", row.id), &server.manager, &()).await;
    server.post(&path(&link), &link.token(), &asked).await.problem(410, "link-revoked");
    assert_eq!(page(&server, &neighbor).await.help, None, "nothing reached another client");
}

#[tokio::test]
async fn a_request_that_is_too_long_or_impossible_is_refused() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let with = |field: &str, value: serde_json::Value| {
        let mut body = json!({ "step": "check", "situation": "nothing" });
        body[field] = value;
        body
    };
    let now = server.app.now();
    let call =
        |phone: &str, from: i64| json!({ "phone": phone, "from": from, "until": from + 60, "offset": 60 });
    let mut elsewhere = call("415 555 0142", now);
    elsewhere["offset"] = json!(15 * 60);
    for (body, code, field) in [
        (with("note", json!("é".repeat(HELP_NOTE_MAX + 1))), "too-long", Some("note")),
        (with("note", json!(" \n")), "empty", Some("note")),
        (with("situation", json!("535 5.7.8 rejected")), "wrong-form", None),
        (with("step", json!("everything")), "wrong-form", None),
        (with("call", call("call me", now)), "not-a-phone", Some("call.phone")),
        (with("call", call("javascript:alert(1)", now)), "not-a-phone", Some("call.phone")),
        (with("call", call("415 555 0142", now - 3600)), "call-time", Some("call")),
        (with("call", elsewhere), "wrong-form", None),
    ] {
        let problem = server.post(&path(&link), &link.token(), &body).await.problem(422, code);
        assert!(field.is_none() || problem.field.as_deref() == field, "{body}: {problem:?}");
    }
    assert_eq!(page(&server, &link).await.help, None);
    let longest = with("note", json!("é".repeat(HELP_NOTE_MAX)));
    let sent = server.post(&path(&link), &link.token(), &longest).await;
    sent.json::<HelpSent>(StatusCode::CREATED);
    let hidden = with("note", json!("a\u{202e}b\r\nc"));
    let sent = server.post(&path(&link), &link.token(), &hidden).await;
    sent.json::<HelpSent>(StatusCode::CREATED);
    let board: Board = server.get("/api/onboardings", &server.manager).await.json(StatusCode::OK);
    let one = format!("/api/onboardings/{}", board.rows[0].id);
    let shown: Onboarding = server.get(&one, &server.manager).await.json(StatusCode::OK);
    assert_eq!(shown.help[0].note.as_ref().map(shared::rules::HelpNote::as_str), Some("ab c"));
}

#[tokio::test]
async fn a_client_sees_only_what_the_manager_shows() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let seen = page(&server, &link).await;
    assert_eq!((seen.view.contact_name.as_str(), seen.contact.phone), ("Mia", None));
    assert_eq!(seen.contact.email.map(String::from).as_deref(), Some("mia@agency.test"));

    let contact = ContactSettings { phone: Some("030 1234567".parse().unwrap()), shows_email: false };
    for _ in 0..2 {
        let account = server.send_json("PUT", "/api/me/contact", &server.manager, &contact).await;
        assert_eq!(account.json::<Account>(StatusCode::OK).contact, contact);
    }
    let account: Account = server.get("/api/me/account", &server.manager).await.json(StatusCode::OK);
    assert_eq!(account.contact, contact);
    let seen = page(&server, &link).await.contact;
    assert_eq!((seen.phone, seen.email), (contact.phone.clone(), None));
    let log: Vec<Activity> = server.get("/api/activity", &server.admin).await.json(StatusCode::OK);
    assert_eq!(log.iter().filter(|entry| entry.code == "contact.changed").count(), 1, "once");

    let wrong = json!({ "phone": "https://evil.test", "shows_email": true });
    let problem = server.send_json("PUT", "/api/me/contact", &server.manager, &wrong).await;
    assert_eq!(problem.problem(422, "not-a-phone").field.as_deref(), Some("phone"));
    let none = json!({ "phone": null, "shows_email": true });
    let account = server.send_json("PUT", "/api/me/contact", &server.manager, &none).await;
    assert_eq!(account.json::<Account>(StatusCode::OK).contact.phone, None);
}

#[tokio::test]
async fn after_five_messages_the_client_reads_whom_to_call() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let ask = async |n: u32| {
        let note = Some(format!("Question {n}").parse().unwrap());
        server.post(&path(&link), &link.token(), &HelpRequest { note, ..request(&server) }).await
    };
    for n in 0..5 {
        ask(n).await.json::<HelpSent>(StatusCode::CREATED);
    }
    for _ in 0..5 {
        ask(4).await.json::<HelpSent>(StatusCode::OK);
    }
    let problem = ask(5).await.problem(429, "helps-used-up");
    assert_eq!(problem.detail, PROBLEMS.helps_used_up(&5, &"Mia"));
}

#[tokio::test]
async fn the_holder_of_an_expired_link_sees_whom_to_ask_and_no_one_else_does() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let (row, revoked, _) = server.onboarding().await;
    let contact = ContactSettings { phone: Some("030 1234567".parse().unwrap()), shows_email: true };
    server.send_json("PUT", "/api/me/contact", &server.manager, &contact).await;
    server.post(&format!("/api/onboardings/{}/revoke", row.id), &server.manager, &()).await;
    server.later(91 * 24 * 3600);
    let view = |link: &Link| format!("/api/o/{}", link.locator());
    let expired = server.get(&view(&link), &link.token()).await.problem(410, "link-expired");
    let person = expired.ask.unwrap();
    assert_eq!((person.name.as_str(), &person.contact.phone), ("Mia", &contact.phone));
    assert_eq!(person.contact.email.map(String::from).as_deref(), Some("mia@agency.test"));
    let stranger = server.get(&view(&link), &revoked.token()).await.problem(404, "link-unknown");
    assert_eq!(stranger.ask, None);
    let taken = server.get(&view(&revoked), &revoked.token()).await.problem(410, "link-revoked");
    assert_eq!(taken.ask, None, "the wrong person might have the link");
}

#[tokio::test]
async fn administrators_are_told_about_another_number_for_clients() {
    let (inbox, mailer) = Inbox::start().await;
    let server = Server::with("http://127.0.0.1:8080", |parts| parts.mailer = Some(mailer)).await;
    let contact = ContactSettings { phone: Some("030 1234567".parse().unwrap()), shows_email: true };
    for _ in 0..2 {
        let account = server.send_json("PUT", "/api/me/contact", &server.manager, &contact).await;
        account.json::<Account>(StatusCode::OK);
    }
    assert!(server.app.unfinished.drain(Duration::from_secs(10)).await);
    let got = inbox.take();
    let mut told: Vec<&str> = got.iter().filter_map(|message| recipient(message)).collect();
    told.sort_unstable();
    assert_eq!(told, ["ada@agency.test", "mia@agency.test"], "each of them once");
}

#[tokio::test]
async fn each_request_is_mailed_once_even_if_the_mail_server_was_down() {
    let (inbox, mailer) = Inbox::start().await;
    let server = Server::with("http://127.0.0.1:8080", |parts| parts.mailer = Some(mailer)).await;
    let (_, link, _) = server.onboarding().await;
    inbox.refuses.store(true, Ordering::Relaxed);
    for note in ["First question", "Second question"] {
        let note = Some(note.parse().unwrap());
        let sent = HelpRequest { note, ..request(&server) };
        server.post(&path(&link), &link.token(), &sent).await.json::<HelpSent>(StatusCode::CREATED);
    }
    assert!(server.app.unfinished.drain(Duration::from_secs(10)).await);
    assert_eq!(inbox.take(), [""; 0]);
    inbox.refuses.store(false, Ordering::Relaxed);
    for (later, expected) in [(60, 0), (3600, 2), (3600, 0)] {
        server.later(later);
        let (keep, post) = (&server.app.keep, server.app.post().await.unwrap());
        retention::run(server.store(), keep, Some(&post), server.app.now()).await.unwrap();
        let got = inbox.take();
        assert_eq!(got.len(), expected, "after {later} s: {got:?}");
        for note in ["First question", "Second question"] {
            let with_it = got.iter().filter(|mail| mail.contains(note)).count();
            assert_eq!(with_it, expected / 2, "{note} after {later} s: {got:?}");
        }
    }
}

/// Returns the address that a message was sent to.
fn recipient(message: &str) -> Option<&str> {
    message.lines().next()?.split(['<', '>']).nth(1)
}
