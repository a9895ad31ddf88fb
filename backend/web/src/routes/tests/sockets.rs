//! The check's sockets: how many one network can open, and how long they can stay silent.

use tokio_tungstenite::{
    connect_async,
    tungstenite::{self, client::IntoClientRequest},
};

use super::{
    Server,
    checks::{key, listen, open, refusal, say},
};
use crate::app::SOCKETS_EACH;

#[tokio::test]
async fn one_network_cannot_exceed_its_share_of_sockets() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let address = listen(&server).await;
    let mut held = Vec::new();
    for _ in 0..SOCKETS_EACH {
        held.push(open(address, &link).await);
    }
    let url = format!("ws://{address}/api/check/{}", link.locator());
    let refused = connect_async(&url).await.expect_err("the share is full");
    let tungstenite::Error::Http(answer) = refused else { panic!("{refused}") };
    assert_eq!(answer.status(), 429);
    let mut one = held.pop().expect("an open socket");
    say(&mut one, &link.token()).await;
    key(&mut one).await;
    drop(one);
    while connect_async(&url).await.is_err() {
        tokio::task::yield_now().await;
    }
}

/// Behind a trusted proxy each client has a separate share. Sockets without a client address have none.
#[tokio::test]
async fn each_client_behind_a_trusted_proxy_has_a_separate_share() {
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
        // Only the address that the proxy adds counts. A client can claim any address before it.
        held.push(open(&format!("198.51.100.{n}, 203.0.113.1")).await.unwrap());
    }
    let Err(tungstenite::Error::Http(refused)) = open("203.0.113.1").await else {
        panic!("expected a refusal, because the share is full")
    };
    assert_eq!(refused.status(), 429);
    held.push(open("203.0.113.2").await.expect("another client has a share"));
    held.push(connect_async(url.as_str()).await.expect("the proxy itself isn't limited"));
}

#[tokio::test]
async fn a_socket_that_does_not_authenticate_is_closed_soon() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let mut silent = open(listen(&server).await, &link).await;
    let begun = std::time::Instant::now();
    assert_eq!(refusal(&mut silent).await, "too-slow");
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}
