//! The check, over a real socket and over plain requests. Nothing connects anywhere: the target is the server's own
//! address, which is refused.

use std::net::SocketAddr;

use axum::http::StatusCode;
use futures_util::{SinkExt, StreamExt};
use shared::{
    check::{Attested, CheckVerdict},
    details::SecretKind,
    link::{Link, Token},
    open::Identities,
    seal::seal_check,
    secret::Secret,
    smtp::Proof,
    wire::{CheckHello, CheckKey, CheckMessage, Checked, ClientView, Onboarding, RelayTo, SealedCheck},
};
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

use super::{Server, conform, fixture};

pub(super) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

pub(super) async fn listen(server: &Server) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = server.router.clone().into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

pub(super) async fn open(address: SocketAddr, link: &Link) -> Socket {
    connect_async(format!("ws://{address}/api/check/{}", link.locator())).await.unwrap().0
}

pub(super) async fn say(socket: &mut Socket, token: &Token) {
    greet(socket, &CheckHello { token: token.clone(), relay: None }).await;
}

pub(super) async fn greet(socket: &mut Socket, hello: &CheckHello) {
    let hello = serde_json::to_string(hello).unwrap();
    socket.send(Message::Text(hello.into())).await.unwrap();
}

pub(super) async fn next_message(socket: &mut Socket) -> CheckMessage {
    match socket.next().await.unwrap().unwrap() {
        Message::Text(text) => {
            conform::hold_message(&text);
            serde_json::from_str(&text).unwrap()
        }
        other => panic!("{other:?}"),
    }
}

pub(super) async fn key(socket: &mut Socket) -> String {
    match next_message(socket).await {
        CheckMessage::Key { key } => key,
        other => panic!("{other:?}"),
    }
}

pub(super) async fn refusal(socket: &mut Socket) -> String {
    match next_message(socket).await {
        CheckMessage::Refused { problem } => problem.code,
        other => panic!("{other:?}"),
    }
}

/// Encrypts the login for a server on this machine, which checks must not reach.
fn sealed(key: &str) -> Message {
    Message::Binary(file(key).into())
}

pub(super) fn file(key: &str) -> Vec<u8> {
    let mut answers = fixture::answers();
    answers.host = "127.0.0.1".parse().unwrap();
    seal_check(key, &answers, &Secret::from_text(SecretKind::AppPassword, "hunter2".into()).unwrap()).unwrap()
}

#[tokio::test]
async fn a_check_runs_reports_and_is_stored() {
    let server = Server::new().await;
    let (row, link, _) = server.onboarding().await;
    let mut socket = open(listen(&server).await, &link).await;
    say(&mut socket, &link.token()).await;
    let key = key(&mut socket).await;
    socket.send(sealed(&key)).await.unwrap();
    let report = loop {
        match next_message(&mut socket).await {
            CheckMessage::Stage { .. } => {}
            CheckMessage::Done { report, checks_left, .. } => {
                assert_eq!(checks_left, 4);
                break report;
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(report.verdict, CheckVerdict::Refused);
    let path = format!("/api/onboardings/{}", row.id);
    let shown: Onboarding = server.get(&path, &server.manager).await.json(StatusCode::OK);
    assert_eq!(shown.check.as_ref(), Some(&*report));
    assert_eq!(shown.activity[0].code, "check.failed");
    assert!(!serde_json::to_string(&shown).unwrap().contains("hunter2"));
    let view = server.get(&format!("/api/o/{}", link.locator()), &link.token()).await;
    let view: ClientView = view.json(StatusCode::OK);
    assert_eq!((view.checked, view.checks_left), (false, 4));
}

#[tokio::test]
async fn a_link_allows_five_checks_an_hour_one_at_a_time() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let address = listen(&server).await;
    let mut first = open(address, &link).await;
    say(&mut first, &link.token()).await;
    let first_key = key(&mut first).await;
    let mut second = open(address, &link).await;
    say(&mut second, &link.token()).await;
    assert_eq!(refusal(&mut second).await, "check-running");
    first.send(sealed(&first_key)).await.unwrap();
    while !matches!(next_message(&mut first).await, CheckMessage::Done { .. }) {}
    for _ in 0..4 {
        let mut next = open(address, &link).await;
        say(&mut next, &link.token()).await;
        key(&mut next).await;
        next.send(Message::Binary(b"nothing that opens".to_vec().into())).await.unwrap();
        assert_eq!(refusal(&mut next).await, "unreadable");
    }
    let mut sixth = open(address, &link).await;
    say(&mut sixth, &link.token()).await;
    assert_eq!(refusal(&mut sixth).await, "checks-used-up");
    server.later(3600);
    let mut later = open(address, &link).await;
    say(&mut later, &link.token()).await;
    assert_ne!(key(&mut later).await, first_key, "the key changes every hour");
}

#[tokio::test]
async fn strangers_get_no_check() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let address = listen(&server).await;
    let mut wrong = open(address, &link).await;
    say(&mut wrong, &Token::received("stranger")).await;
    assert_eq!(refusal(&mut wrong).await, "link-unknown");
    let mut strange = open(address, &link).await;
    strange.send(Message::Text("{}".into())).await.unwrap();
    assert_eq!(refusal(&mut strange).await, "unreadable");
    let plain = server.get(&format!("/api/check/{}", link.locator()), &link.token()).await;
    plain.problem(426, "no-websocket");
    let view = server.get(&format!("/api/o/{}", link.locator()), &link.token()).await;
    assert_eq!(view.json::<ClientView>(StatusCode::OK).checks_left, 5, "none of these attempts count");
}

#[tokio::test]
async fn an_agency_can_turn_server_checks_off_and_keep_blind_ones() {
    let server = Server::without_server_check().await;
    let (row, link, _) = server.onboarding().await;
    let address = listen(&server).await;
    let mut socket = open(address, &link).await;
    say(&mut socket, &link.token()).await;
    assert_eq!(refusal(&mut socket).await, "server-check-off");
    let view = server.get(&format!("/api/o/{}", link.locator()), &link.token()).await;
    assert_eq!(view.json::<ClientView>(StatusCode::OK).checks_left, 5, "it doesn't count");

    let mut blind = open(address, &link).await;
    let relay = RelayTo {
        provider: None,
        host: "127.0.0.1".parse().unwrap(),
        port: fixture::answers().port,
        security: fixture::answers().security,
        proof: Proof::Password,
        needs_token: false,
    };
    greet(&mut blind, &CheckHello { token: link.token(), relay: Some(relay) }).await;
    assert!(matches!(next_message(&mut blind).await, CheckMessage::Stage { .. }));
    let CheckMessage::Done { report, checks_left, .. } = next_message(&mut blind).await else {
        panic!("expected the result")
    };
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Refused, "dns-private-address"));
    assert_eq!((report.attested_by, checks_left), (Attested::Server, 4), "no browser was involved");
    let path = format!("/api/onboardings/{}", row.id);
    let shown: Onboarding = server.get(&path, &server.manager).await.json(StatusCode::OK);
    assert_eq!(shown.activity[0].code, "check.failed", "the refused check is logged too");
    assert_eq!(shown.check.as_ref(), Some(&*report));
}

#[tokio::test]
async fn plain_requests_work_like_the_socket() {
    let server = Server::new().await;
    let (row, link, _) = server.onboarding().await;
    let path = format!("/api/o/{}/check", link.locator());
    let key_path = format!("{path}/key");
    server.get(&key_path, &Token::received("stranger")).await.problem(404, "link-unknown");
    let CheckKey { key, others } = server.get(&key_path, &link.token()).await.json(StatusCode::OK);
    assert!(others.is_empty(), "there's only one server");
    let check = SealedCheck { sealed: file(&key) };
    let done: Checked = server.post(&path, &link.token(), &check).await.json(StatusCode::OK);
    assert_eq!((done.report.verdict, done.checks_left), (CheckVerdict::Refused, 4));
    assert_eq!(done.report.attested_by, Attested::Server);
    let shown = format!("/api/onboardings/{}", row.id);
    let shown: Onboarding = server.get(&shown, &server.manager).await.json(StatusCode::OK);
    assert_eq!(shown.check.as_ref(), Some(&done.report));
    let stranger = Identities::generate().public_keys().remove(0);
    let other = SealedCheck { sealed: file(&stranger) };
    server.post(&path, &link.token(), &other).await.problem(409, "check-key-gone");
    let nonsense = SealedCheck { sealed: b"nothing that opens".to_vec() };
    server.post(&path, &link.token(), &nonsense).await.problem(422, "unreadable");
    for left in (0..3).rev() {
        let next: Checked = server.post(&path, &link.token(), &check).await.json(StatusCode::OK);
        assert_eq!(next.checks_left, left, "a check doesn't have to wait for the previous one");
        assert_eq!(next.check_wait, if left == 0 { 3600 } else { 0 });
    }
    server.later(600);
    let used_up = server.post(&path, &link.token(), &check).await.problem(429, "checks-used-up");
    assert_eq!(used_up.retry_after, Some(3000));
    assert!(used_up.detail.contains("50 minutes"), "{}", used_up.detail);
    let view = server.get(&format!("/api/o/{}", link.locator()), &link.token()).await;
    assert_eq!(view.json::<ClientView>(StatusCode::OK).check_wait, 3000, "a reload shows it too");
    let stranger = server.post(&path, &Token::received("stranger"), &check).await;
    stranger.problem(404, "link-unknown");

    let server = Server::without_server_check().await;
    let (_, link, _) = server.onboarding().await;
    let path = format!("/api/o/{}/check", link.locator());
    server.get(&format!("{path}/key"), &link.token()).await.problem(403, "server-check-off");
    server.post(&path, &link.token(), &check).await.problem(403, "server-check-off");
}
