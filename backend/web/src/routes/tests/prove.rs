//! Proof that a configured site's own mail arrives: who can ask for it, and what is refused.

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use futures_util::{StreamExt, future::join_all, stream};
use sealpost_core::{
    fixture, prove,
    store::{NewActivity, NewJudged},
};
use serde_json::json;
use shared::{
    delivery::Answer,
    link::{Link, Token},
    recipients::RecipientSet,
    wire::{
        BODY_MAX, Board, BoardRow, ClientPage, DeliveryView, MESSAGE_BODY_MAX, MESSAGE_SOURCE_MAX,
        MessageSource, Onboarding, Proven, RemindersRequest,
    },
};
use tower::ServiceExt;

use super::{Server, request};
use crate::say::PROBLEMS;

/// A message from the expected address, with its receiver's results.
const MESSAGE: &str = "Return-Path: <shop@bakery.test>\r\n\
    Received: from mx.host.test ([192.0.2.7]) by mx.here.test with ESMTPS; Mon, 30 Nov 2026 07:00:00 +0000\r\n\
    Authentication-Results: mx.here.test; dmarc=pass header.from=bakery.test\r\n\
    From: Bakery <shop@bakery.test>\r\nSubject: Your order\r\n\r\nIt is on its way.\r\n";

impl Server {
    /// Submits settings for an onboarding, and marks its site as configured.
    pub(super) async fn configure(&self, id: &str, link: &Link, set: &RecipientSet) {
        let submission = fixture::submission(link, set, "hunter2");
        let path = format!("/api/o/{}/submission", link.locator());
        assert_eq!(self.post(&path, &link.token(), &submission).await.status, StatusCode::CREATED);
        for verb in ["collected", "configured"] {
            let path = format!("/api/onboardings/{id}/{verb}");
            assert_eq!(self.post(&path, &self.technician, &()).await.status, StatusCode::OK);
        }
    }

    /// Creates an onboarding whose site is configured. Returns it with the path of its proof.
    async fn configured(&self) -> (BoardRow, Link, String) {
        let (row, link, set) = self.onboarding().await;
        self.configure(&row.id, &link, &set).await;
        let path = format!("/api/onboardings/{}/delivery", row.id);
        (row, link, path)
    }

    /// Stores a verdict, as if a message had arrived.
    async fn judge(&self, id: &str, answer: Answer) {
        let was = self.store().onboarding(id).await.unwrap().unwrap();
        let message = fixture::judged(answer, self.app.now());
        let proof = Proven { at: message.at, from: "shop@bakery.test".into(), encrypted: true };
        let proven = (answer == Answer::Yes).then_some(&proof);
        let entry = NewActivity { at: message.at, who: "server", code: "test", sentence: "." };
        let new = NewJudged { message: &message, arrived_at: None, proven };
        assert!(self.store().set_judged(&was, &new, &entry).await.unwrap());
    }

    /// Returns the onboarding's row on the board.
    async fn row(&self, id: &str) -> BoardRow {
        let board: Board = self.get("/api/onboardings", &self.manager).await.json(StatusCode::OK);
        board.rows.into_iter().find(|row| row.id == id).unwrap()
    }
}

#[tokio::test]
async fn everyone_on_the_staff_can_wait_for_a_message() {
    let server = Server::new().await;
    let (row, _, path) = server.configured().await;
    let none: DeliveryView = server.get(&path, &server.manager).await.json(StatusCode::OK);
    assert_eq!(none, DeliveryView { waiting: None, receives: true, judged: None, remind_monthly: false });
    let mut addresses = Vec::new();
    for token in [&server.manager, &server.technician, &server.admin] {
        let view: DeliveryView = server.post(&path, token, &()).await.json(StatusCode::OK);
        let waiting = view.waiting.unwrap();
        assert_eq!((waiting.since, waiting.until - waiting.since), (server.app.now(), 3600));
        assert_eq!(waiting.address.domain().as_str(), "mx.nord.test");
        let local = waiting.address.local_part();
        assert!(local.starts_with("proof-") && local.len() == 16, "{local}");
        addresses.push(waiting.address);
    }
    let now = server.app.now();
    for (address, is_expected) in addresses.iter().zip([false, false, true]) {
        assert_eq!(
            prove::expects(server.store(), address, now).await.unwrap(),
            is_expected,
            "the last counts"
        );
    }
    server.later(3600);
    let over: DeliveryView = server.get(&path, &server.manager).await.json(StatusCode::OK);
    assert_eq!(over.waiting, None, "it waits for an hour");
    let seen: Onboarding =
        server.get(&format!("/api/onboardings/{}", row.id), &server.manager).await.json(StatusCode::OK);
    assert_eq!(seen.activity[0].code, "proof.began");
}

#[tokio::test]
async fn everyone_on_the_staff_can_turn_reminders_on_and_off() {
    let server = Server::new().await;
    let (row, link, set) = server.onboarding().await;
    let path = format!("/api/onboardings/{}/delivery", row.id);
    let reminders = format!("{path}/reminders");
    let on = RemindersRequest { monthly: true };
    let unconfigured =
        server.send_json("PUT", &reminders, &server.manager, &on).await.problem(409, "not-now");
    assert_eq!(unconfigured.detail, PROBLEMS.site_not_configured());
    server.configure(&row.id, &link, &set).await;
    let view: DeliveryView = server.get(&path, &server.manager).await.json(StatusCode::OK);
    assert!(!view.remind_monthly, "off by default");
    for (token, monthly) in [
        (&server.manager, true),
        (&server.technician, true),
        (&server.technician, false),
        (&server.admin, true),
    ] {
        let request = RemindersRequest { monthly };
        let view: DeliveryView =
            server.send_json("PUT", &reminders, token, &request).await.json(StatusCode::OK);
        assert_eq!(view.remind_monthly, monthly);
    }
    let begun: DeliveryView = server.post(&path, &server.manager, &()).await.json(StatusCode::OK);
    assert!(begun.remind_monthly, "every answer says so");
    let seen: Onboarding =
        server.get(&format!("/api/onboardings/{}", row.id), &server.manager).await.json(StatusCode::OK);
    let changes = seen.activity.iter().filter(|entry| entry.code == "proof.reminders").count();
    assert_eq!(changes, 3, "what changes nothing isn't logged");
}

#[tokio::test]
async fn only_a_configured_site_has_a_proof() {
    let server = Server::new().await;
    let (row, link, set) = server.onboarding().await;
    let path = format!("/api/onboardings/{}/delivery", row.id);
    let message = MessageSource { source: MESSAGE.into() };
    let unconfigured = server.post(&path, &server.manager, &()).await.problem(409, "not-now");
    assert_eq!(unconfigured.detail, PROBLEMS.site_not_configured());
    server.post(&format!("{path}/message"), &server.manager, &message).await.problem(409, "not-now");
    server.configure(&row.id, &link, &set).await;
    server.judge(&row.id, Answer::Yes).await;
    let page: ClientPage =
        server.get(&format!("/api/o/{}", link.locator()), &link.token()).await.json(StatusCode::OK);
    assert_eq!(page.proven.unwrap().from, "shop@bakery.test");
    let unknown = server.get("/api/onboardings/nothing/delivery", &server.manager).await;
    unknown.problem(404, "onboarding-unknown");

    let revoke = format!("/api/onboardings/{}/revoke", row.id);
    assert_eq!(server.post(&revoke, &server.manager, &()).await.status, StatusCode::OK);
    let gone: DeliveryView = server.get(&path, &server.manager).await.json(StatusCode::OK);
    assert_eq!(gone.judged, None);
    assert_eq!(server.row(&row.id).await.proven_at, None);
}

#[tokio::test]
async fn the_board_shows_the_proof_and_a_later_failure() {
    let server = Server::new().await;
    let (row, link, _) = server.configured().await;
    let at = server.app.now();
    server.judge(&row.id, Answer::Yes).await;
    let proven = server.row(&row.id).await;
    assert_eq!((proven.proven_at, proven.need), (Some(at), None));
    server.later(60);
    server.judge(&row.id, Answer::No).await;
    let failing = server.row(&row.id).await;
    assert_eq!((failing.proven_at, failing.need), (Some(at), Some(shared::board::Need::MailFails)));
    assert_eq!(failing.mail, Some(Answer::No));
    let client = format!("/api/o/{}", link.locator());
    let page: ClientPage = server.get(&client, &link.token()).await.json(StatusCode::OK);
    assert_eq!(page.proven, None, "the client doesn't read that it works");
    server.judge(&row.id, Answer::Unknown).await;
    let unclear = server.row(&row.id).await;
    assert_eq!(unclear, failing, "a lookup without an answer doesn't undo a failure");
}

#[tokio::test]
async fn a_server_that_receives_nothing_still_judges_pasted_messages() {
    let server = Server::with("http://127.0.0.1:8080", |parts| parts.inbound = None).await;
    let (_, _, path) = server.configured().await;
    server.post(&path, &server.technician, &()).await.problem(409, "not-receiving");
    let message = MessageSource { source: MESSAGE.into() };
    let view: DeliveryView =
        server.post(&format!("{path}/message"), &server.technician, &message).await.json(StatusCode::OK);
    let judged = view.judged.unwrap();
    // This server has no DNS, and a lookup without an answer isn't a failure.
    assert_eq!((view.receives, judged.answer), (false, Answer::Unknown));
    assert!(judged.evidence.iter().any(|header| header.name == "From"), "{judged:?}");
    assert!(!serde_json::to_string(&judged).unwrap().contains("on its way"), "the text isn't kept");
    let source = MESSAGE.replace("Bakery <shop@bakery.test>", "Bakery <a@other.test>");
    let other = MessageSource { source: source.into() };
    let view: DeliveryView =
        server.post(&format!("{path}/message"), &server.manager, &other).await.json(StatusCode::OK);
    let judged = view.judged.unwrap();
    assert_eq!((judged.answer, judged.advice.is_empty()), (Answer::No, false), "another sender");
}

#[tokio::test]
async fn what_is_no_message_is_refused() {
    let server = Server::new().await;
    let (_, _, path) = server.configured().await;
    let path = format!("{path}/message");
    for (source, code) in [
        (String::new(), "not-a-message"),
        ("Hi Ada,\n\nhow are you?\n".to_owned(), "not-a-message"),
        ("x".repeat(MESSAGE_SOURCE_MAX + 1), "too-long"),
    ] {
        let message = MessageSource { source: source.into() };
        let refused = server.post(&path, &server.technician, &message).await;
        assert_eq!(refused.problem(422, code).field.as_deref(), Some("source"));
    }
    let unreadable = server.post(&path, &server.technician, &json!({ "source": "From: a@b.test" })).await;
    assert_eq!(unreadable.status, StatusCode::UNPROCESSABLE_ENTITY, "it isn't base64");
    let largest = format!("{MESSAGE}{}", "x\r\n".repeat((MESSAGE_SOURCE_MAX - MESSAGE.len()) / 3));
    let largest = MessageSource { source: largest.into() };
    let judged = server.post(&path, &server.technician, &largest).await;
    assert_eq!(judged.status, StatusCode::OK, "{}", judged.text());
    let send = async |token: Option<&Token>, size: usize| {
        let ask = request("POST", &path, token).header(header::CONTENT_TYPE, "application/json");
        server.send(ask.body(Body::from(vec![b' '; size])).unwrap()).await
    };
    send(Some(&server.technician), MESSAGE_BODY_MAX).await.problem(400, "not-json");
    send(Some(&server.technician), MESSAGE_BODY_MAX + 1).await.problem(413, "too-large");
    send(None, MESSAGE_BODY_MAX).await.problem(401, "signed-out");
}

/// Many large bodies that never end must not keep a person from pasting a message.
#[tokio::test]
async fn strangers_cannot_take_the_places_of_large_bodies() {
    let server = Server::new().await;
    let (_, _, path) = server.configured().await;
    let path = format!("{path}/message");
    let ask = |token: Option<&Token>, body: Body| {
        let request = request("POST", &path, token).header(header::CONTENT_TYPE, "application/json");
        server.router.clone().oneshot(request.body(body).unwrap())
    };
    let endless = || {
        let start = stream::iter([Ok::<_, std::io::Error>(vec![b' '; BODY_MAX + 1])]);
        Body::from_stream(start.chain(stream::pending()))
    };
    let strangers = join_all((0..9).map(|_| ask(None, endless())));
    let message = MessageSource { source: MESSAGE.repeat(300).into_bytes() };
    let json = serde_json::to_vec(&message).unwrap();
    assert!(json.len() > BODY_MAX);
    let answer = tokio::select! {
        biased;
        _ = strangers => panic!("the strangers were faster"),
        answer = ask(Some(&server.technician), json.into()) => answer.unwrap(),
    };
    assert_eq!(answer.status(), StatusCode::OK);
}
