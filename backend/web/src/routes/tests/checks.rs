//! The check, over a real socket and over plain requests. Nobody is connected to: the server's own address is refused.

use std::{net::SocketAddr, time::Duration};

use axum::http::StatusCode;
use futures_util::{SinkExt, StreamExt};
use net::{Egress, Policy, dns::Dns};
use probe::check::Limits;
use shared::{
    check::{Attested, CheckVerdict},
    details::Secret,
    link::{Link, Token},
    open::Identities,
    rules::Port,
    seal::seal_check,
    smtp::Proof,
    wire::{CheckHello, CheckKey, CheckMessage, Checked, ClientView, Onboarding, RelayTo, SealedCheck},
};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{self, Message, client::IntoClientRequest},
};

use super::{Server, fixture};
use crate::app::SOCKETS_EACH;

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

async fn listen(server: &Server) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = server.router.clone().into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

async fn open(address: SocketAddr, link: &Link) -> Socket {
    connect_async(format!("ws://{address}/api/check/{}", link.locator())).await.unwrap().0
}

async fn say(socket: &mut Socket, token: &Token) {
    greet(socket, &CheckHello { token: token.clone(), relay: None }).await;
}

async fn greet(socket: &mut Socket, hello: &CheckHello) {
    let hello = serde_json::to_string(hello).unwrap();
    socket.send(Message::Text(hello.into())).await.unwrap();
}

async fn hear(socket: &mut Socket) -> CheckMessage {
    match socket.next().await.unwrap().unwrap() {
        Message::Text(text) => serde_json::from_str(&text).unwrap(),
        other => panic!("{other:?}"),
    }
}

async fn key(socket: &mut Socket) -> String {
    match hear(socket).await {
        CheckMessage::Key { key } => key,
        other => panic!("{other:?}"),
    }
}

async fn refusal(socket: &mut Socket) -> String {
    match hear(socket).await {
        CheckMessage::Refused { problem } => problem.code,
        other => panic!("{other:?}"),
    }
}

/// A check of a server on this machine, which no check may reach.
fn sealed(key: &str) -> Message {
    Message::Binary(file(key).into())
}

fn file(key: &str) -> Vec<u8> {
    let mut answers = fixture::answers();
    answers.host = "127.0.0.1".parse().unwrap();
    seal_check(key, &answers, &Secret::new("hunter2".into()).unwrap()).unwrap()
}

#[tokio::test]
async fn a_check_is_made_told_and_kept() {
    let server = Server::new().await;
    let (row, link, _) = server.onboarding().await;
    let mut socket = open(listen(&server).await, &link).await;
    say(&mut socket, &link.token()).await;
    let key = key(&mut socket).await;
    socket.send(sealed(&key)).await.unwrap();
    let report = loop {
        match hear(&mut socket).await {
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
async fn five_in_an_hour_and_one_at_a_time() {
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
    while !matches!(hear(&mut first).await, CheckMessage::Done { .. }) {}
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
    assert_ne!(key(&mut later).await, first_key, "the key of another hour");
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
    assert_eq!(view.json::<ClientView>(StatusCode::OK).checks_left, 5, "none of it counted");
}

#[tokio::test]
async fn an_agency_may_forbid_that_the_server_checks_and_the_blind_form_stays() {
    let server = Server::without_server_check().await;
    let (row, link, _) = server.onboarding().await;
    let address = listen(&server).await;
    let mut socket = open(address, &link).await;
    say(&mut socket, &link.token()).await;
    assert_eq!(refusal(&mut socket).await, "server-check-off");
    let view = server.get(&format!("/api/o/{}", link.locator()), &link.token()).await;
    assert_eq!(view.json::<ClientView>(StatusCode::OK).checks_left, 5, "it did not count");

    let mut blind = open(address, &link).await;
    let relay = RelayTo {
        provider: None,
        host: "127.0.0.1".parse().unwrap(),
        port: fixture::answers().port,
        security: fixture::answers().security,
        proof: Proof::Password,
    };
    greet(&mut blind, &CheckHello { token: link.token(), relay: Some(relay) }).await;
    assert!(matches!(hear(&mut blind).await, CheckMessage::Stage { .. }));
    let CheckMessage::Done { report, checks_left, .. } = hear(&mut blind).await else {
        panic!("not the end")
    };
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Refused, "dns-private-address"));
    assert_eq!((report.attested_by, checks_left), (Attested::Server, 4), "no browser took part in it");
    let path = format!("/api/onboardings/{}", row.id);
    let shown: Onboarding = server.get(&path, &server.manager).await.json(StatusCode::OK);
    assert_eq!(shown.activity[0].code, "check.failed", "that it was asked for is written down too");
    assert_eq!(shown.check.as_ref(), Some(&*report));
}

#[tokio::test]
async fn where_no_socket_opens_plain_requests_do_the_same() {
    let server = Server::new().await;
    let (row, link, _) = server.onboarding().await;
    let path = format!("/api/o/{}/check", link.locator());
    let key_path = format!("{path}/key");
    server.get(&key_path, &Token::received("stranger")).await.problem(404, "link-unknown");
    let CheckKey { key, others } = server.get(&key_path, &link.token()).await.json(StatusCode::OK);
    assert!(others.is_empty(), "there is one server");
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
        assert_eq!(next.checks_left, left, "none of them waits for the one before it");
        assert_eq!(next.check_wait, if left == 0 { 3600 } else { 0 });
    }
    server.later(600);
    let used_up = server.post(&path, &link.token(), &check).await.problem(429, "checks-used-up");
    assert_eq!(used_up.retry_after, Some(3000));
    assert!(used_up.detail.contains("50 minutes"), "{}", used_up.detail);
    let view = server.get(&format!("/api/o/{}", link.locator()), &link.token()).await;
    assert_eq!(view.json::<ClientView>(StatusCode::OK).check_wait, 3000, "a reload knows it too");
    let stranger = server.post(&path, &Token::received("stranger"), &check).await;
    stranger.problem(404, "link-unknown");

    let server = Server::without_server_check().await;
    let (_, link, _) = server.onboarding().await;
    let path = format!("/api/o/{}/check", link.locator());
    server.get(&format!("{path}/key"), &link.token()).await.problem(403, "server-check-off");
    server.post(&path, &link.token(), &check).await.problem(403, "server-check-off");
}

#[tokio::test]
async fn one_network_holds_its_share_of_sockets() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let address = listen(&server).await;
    let mut held = Vec::new();
    for _ in 0..SOCKETS_EACH {
        held.push(open(address, &link).await);
    }
    let url = format!("ws://{address}/api/check/{}", link.locator());
    let refused = connect_async(&url).await.expect_err("its share is full");
    let tungstenite::Error::Http(answer) = refused else { panic!("{refused}") };
    assert_eq!(answer.status(), 429);
    let mut one = held.pop().expect("one of them");
    say(&mut one, &link.token()).await;
    key(&mut one).await;
    drop(one);
    while connect_async(&url).await.is_err() {
        tokio::task::yield_now().await;
    }
}

/// Behind a proxy of the operator's, each client has a share of its own; whom the proxy does not name has none.
#[tokio::test]
async fn behind_a_trusted_proxy_each_client_has_a_share_of_its_own() {
    let server = Server::with("http://127.0.0.1:8080", |parts| {
        parts.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let (_, link, _) = server.onboarding().await;
    let url = format!("ws://{}/api/check/{}", listen(&server).await, link.locator());
    let open = async |from: &str| {
        let mut ask = url.as_str().into_client_request().unwrap();
        ask.headers_mut().insert("x-forwarded-for", from.parse().unwrap());
        connect_async(ask).await
    };
    let mut held = Vec::new();
    for n in 0..SOCKETS_EACH {
        // What a client says itself of those before it counts for nothing.
        held.push(open(&format!("198.51.100.{n}, 203.0.113.1")).await.unwrap());
    }
    let Err(tungstenite::Error::Http(refused)) = open("203.0.113.1").await else {
        panic!("its share is full")
    };
    assert_eq!(refused.status(), 429);
    held.push(open("203.0.113.2").await.expect("another client"));
    held.push(connect_async(url.as_str()).await.expect("the proxy itself"));
}

#[tokio::test]
async fn a_socket_that_does_not_say_who_is_there_is_closed_soon() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let mut silent = open(listen(&server).await, &link).await;
    let begun = std::time::Instant::now();
    assert_eq!(refusal(&mut silent).await, "too-slow");
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}

/// A mail server that takes connections and says nothing.
async fn beside_a_mail_server() -> (Server, RelayTo, tokio::net::TcpListener) {
    within(Limits::default()).await
}

/// The same, with a server that waits so long for the parts of a relay.
async fn within(limits: Limits) -> (Server, RelayTo, tokio::net::TcpListener) {
    let mail = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = Port::new(mail.local_addr().unwrap().port()).unwrap();
    let server = Server::with("http://127.0.0.1:8080", |parts| {
        let allow = vec!["127.0.0.0/8".parse().unwrap()];
        let policy = Policy { allow, ports: Some(vec![port]), ..Policy::default() };
        parts.egress = Egress::new(policy, Dns::new(Vec::new(), false), None).unwrap();
        parts.relay = limits;
    })
    .await;
    let relay = RelayTo {
        provider: None,
        host: "127.0.0.1".parse().unwrap(),
        port,
        security: shared::rules::Security::ImplicitTls,
        proof: Proof::Password,
    };
    (server, relay, mail)
}

#[tokio::test]
async fn a_relay_that_breaks_off_is_in_the_activity() {
    let (server, relay, mail) = beside_a_mail_server().await;
    let (row, link, _) = server.onboarding().await;
    let address = listen(&server).await;
    let path = format!("/api/onboardings/{}", row.id);
    let codes = async || {
        let shown: Onboarding = server.get(&path, &server.manager).await.json(StatusCode::OK);
        shown
            .activity
            .iter()
            .filter(|entry| entry.code == "check.unfinished")
            .map(|entry| entry.sentence.clone())
            .collect::<Vec<_>>()
    };
    let begin = async || {
        let mut socket = open(address, &link).await;
        greet(&mut socket, &CheckHello { token: link.token(), relay: Some(relay.clone()) }).await;
        while !matches!(hear(&mut socket).await, CheckMessage::Relay { .. }) {}
        socket
    };
    // The browser goes away, says nonsense, or is left by the mail server and goes away.
    drop(begin().await);
    while codes().await.is_empty() {
        tokio::task::yield_now().await;
    }
    let mut nonsense = begin().await;
    nonsense.send(Message::Text("nonsense".into())).await.unwrap();
    assert_eq!(refusal(&mut nonsense).await, "unreadable");
    assert_eq!(codes().await.len(), 2);
    let (mut left, accepting) = (begin().await, mail);
    for _ in 0..3 {
        drop(accepting.accept().await.unwrap());
    }
    assert!(matches!(hear(&mut left).await, CheckMessage::Closed { .. }));
    drop(left);
    while codes().await.len() < 3 {
        tokio::task::yield_now().await;
    }
    assert!(
        codes()
            .await
            .iter()
            .all(|sentence| sentence.contains("127.0.0.1") && sentence.contains(&relay.port.to_string()))
    );
}

impl Server {
    /// How many relays of this onboarding have broken off.
    async fn broken_off(&self, id: &str) -> usize {
        let path = format!("/api/onboardings/{id}");
        let shown: Onboarding = self.get(&path, &self.manager).await.json(StatusCode::OK);
        shown.activity.iter().filter(|entry| entry.code == "check.unfinished").count()
    }
}

/// Opens a relay, up to where the browser's bytes would follow.
async fn relaying(address: SocketAddr, link: &Link, to: &RelayTo) -> Socket {
    let mut socket = open(address, link).await;
    greet(&mut socket, &CheckHello { token: link.token(), relay: Some(to.clone()) }).await;
    while !matches!(hear(&mut socket).await, CheckMessage::Relay { .. }) {}
    socket
}

#[tokio::test]
async fn a_relay_that_is_silent_or_takes_too_long_is_in_the_activity() {
    let (short, long) = (Duration::from_millis(200), Duration::from_mins(1));
    for (silence, total) in [(short, long), (long, 2 * short)] {
        let limits = Limits { total, silence, ..Limits::default() };
        let (server, to, _mail) = within(limits).await;
        let (row, link, _) = server.onboarding().await;
        let mut socket = relaying(listen(&server).await, &link, &to).await;
        assert!(matches!(hear(&mut socket).await, CheckMessage::Closed { .. }));
        // The page would say how it went; this one says nothing and goes away.
        drop(socket);
        while server.broken_off(&row.id).await == 0 {
            tokio::task::yield_now().await;
        }
    }
}

/// A server that is stopped waits for what it has begun, and that is written down first.
#[tokio::test]
async fn a_relay_that_is_open_while_the_server_stops_is_in_the_activity() {
    let (server, to, _mail) = beside_a_mail_server().await;
    let (row, link, _) = server.onboarding().await;
    let socket = relaying(listen(&server).await, &link, &to).await;
    let unfinished = server.app.unfinished.clone();
    assert!(!unfinished.drain(Duration::from_millis(100)).await, "it is waited for");
    assert_eq!(server.broken_off(&row.id).await, 0);
    let leaving = async {
        drop(socket);
        unfinished.drain(Duration::from_secs(20)).await
    };
    assert!(leaving.await, "nothing is left to wait for");
    assert_eq!(server.broken_off(&row.id).await, 1, "and it is written down");
}
