//! Every relay that ends early is in the activity log.

use std::{net::SocketAddr, time::Duration};

use axum::http::StatusCode;
use futures_util::SinkExt;
use net::{Egress, Policy, dns::Dns};
use probe::check::Limits;
use shared::{
    link::Link,
    rules::{Port, Security},
    smtp::Proof,
    wire::{CheckHello, CheckMessage, Onboarding, RelayTo},
};
use tokio_tungstenite::tungstenite::Message;

use super::{
    Server,
    checks::{Socket, greet, listen, next_message, open, refusal},
};

/// Starts a server and a mail server that accepts connections and says nothing.
async fn beside_a_mail_server() -> (Server, RelayTo, tokio::net::TcpListener) {
    within(Limits::default()).await
}

/// Like [`beside_a_mail_server`], with these time limits for relays.
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
        security: Security::ImplicitTls,
        proof: Proof::Password,
        needs_token: false,
    };
    (server, relay, mail)
}

#[tokio::test]
async fn a_relay_that_ends_early_is_in_the_activity_log() {
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
        while !matches!(next_message(&mut socket).await, CheckMessage::Relay { .. }) {}
        socket
    };
    // The browser leaves, sends nonsense, or leaves after the mail server has hung up.
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
    assert!(matches!(next_message(&mut left).await, CheckMessage::Closed { .. }));
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
    /// Returns how many relays of this onboarding ended early.
    async fn ended_early(&self, id: &str) -> usize {
        let path = format!("/api/onboardings/{id}");
        let shown: Onboarding = self.get(&path, &self.manager).await.json(StatusCode::OK);
        shown.activity.iter().filter(|entry| entry.code == "check.unfinished").count()
    }
}

/// Opens a relay, up to the point where the browser would send bytes.
async fn relaying(address: SocketAddr, link: &Link, to: &RelayTo) -> Socket {
    let mut socket = open(address, link).await;
    greet(&mut socket, &CheckHello { token: link.token(), relay: Some(to.clone()) }).await;
    while !matches!(next_message(&mut socket).await, CheckMessage::Relay { .. }) {}
    socket
}

#[tokio::test]
async fn a_relay_that_is_silent_or_takes_too_long_is_in_the_activity_log() {
    let (short, long) = (Duration::from_millis(200), Duration::from_mins(1));
    for (silence, total) in [(short, long), (long, 2 * short)] {
        let limits = Limits { total, silence, ..Limits::default() };
        let (server, to, _mail) = within(limits).await;
        let (row, link, _) = server.onboarding().await;
        let mut socket = relaying(listen(&server).await, &link, &to).await;
        assert!(matches!(next_message(&mut socket).await, CheckMessage::Closed { .. }));
        // A real page would report the outcome. This one leaves without a report.
        drop(socket);
        while server.ended_early(&row.id).await == 0 {
            tokio::task::yield_now().await;
        }
    }
}

/// A server that is stopped first waits for unfinished work, and logs how it ended.
#[tokio::test]
async fn a_relay_that_is_open_while_the_server_stops_is_in_the_activity_log() {
    let (server, to, _mail) = beside_a_mail_server().await;
    let (row, link, _) = server.onboarding().await;
    let socket = relaying(listen(&server).await, &link, &to).await;
    let unfinished = server.app.unfinished.clone();
    assert!(!unfinished.drain(Duration::from_millis(100)).await, "the relay is still open");
    assert_eq!(server.ended_early(&row.id).await, 0);
    let leaving = async {
        drop(socket);
        unfinished.drain(Duration::from_secs(20)).await
    };
    assert!(leaving.await, "all work is finished");
    assert_eq!(server.ended_early(&row.id).await, 1, "the relay is logged");
}
