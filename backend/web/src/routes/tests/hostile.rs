//! What strangers, scanners and broken clients send.

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{StatusCode, header},
};
use shared::wire::{BODY_MAX, ClientView, Password, SignInRequest};

use super::{Server, request};

#[tokio::test]
async fn reading_changes_nothing() {
    let server = Server::new().await;
    let (row, link, _) = server.onboarding().await;
    let path = format!("/api/o/{}", link.locator());
    let before = server.store().onboarding(&row.id).await.unwrap();
    for verb in ["", "/progress", "/submission", "/withdraw", "/report", "/alarm", "/discover"] {
        for method in ["GET", "HEAD"] {
            let ask = request(method, &format!("{path}{verb}"), Some(&link.token()));
            server.send(ask.body(Body::empty()).unwrap()).await;
        }
    }
    assert_eq!(server.store().onboarding(&row.id).await.unwrap(), before);
    let view: ClientView = server.get(&path, &link.token()).await.json(StatusCode::OK);
    assert_eq!(view.checks_left, 5);
}

#[tokio::test]
async fn bodies_are_limited_and_need_a_content_type() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let path = format!("/api/o/{}/submission", link.locator());
    let send = async |kind: &str, body: Vec<u8>| {
        let ask = request("POST", &path, Some(&link.token())).header(header::CONTENT_TYPE, kind);
        server.send(ask.body(body.into()).unwrap()).await
    };
    let json = "application/json";
    send(json, vec![b' '; BODY_MAX + 1]).await.problem(413, "too-large");
    send(json, vec![b' '; BODY_MAX]).await.problem(400, "not-json");
    send(json, b"{".to_vec()).await.problem(400, "not-json");
    send(json, b"[[[[[[".repeat(1000)).await.problem(422, "wrong-form");
    send("text/plain", b"{}".to_vec()).await.problem(415, "not-json");
    send("application/x-www-form-urlencoded", b"a=b".to_vec()).await.problem(415, "not-json");
    let charset = "application/json; charset=utf-8";
    assert_eq!(send(charset, b"{}".to_vec()).await.problem(422, "missing").field.as_deref(), Some("sealed"));
}

#[tokio::test]
async fn refusals_never_repeat_what_was_sent() {
    let server = Server::new().await;
    for body in [
        r#"{"email":"ada@agency.test","password":["hunter2"]}"#,
        r#"{"email":"ada@agency.test","password":"hunter2"}"#,
        r#"{"email":"hunter2","password":"hunter2"}"#,
        r#"{"email":"ada@agency.test","password":"hunter2","token":"hunter2"}"#,
        r#"{"hunter2":"#,
    ] {
        let ask = request("POST", "/api/session", None).header(header::CONTENT_TYPE, "application/json");
        let answer = server.send(ask.body(body.into()).unwrap()).await;
        assert!(answer.status.is_client_error());
        assert!(!answer.text().contains("hunter2"), "{}", answer.text());
    }
}

#[tokio::test]
async fn guesses_of_passwords_are_limited() {
    let server = Server::new().await;
    let body = |email: &str| SignInRequest {
        email: email.parse().unwrap(),
        password: Password("wrong password here".into()),
        code: None,
        token: true,
    };
    let from = async |peer: &str, forwarded: &str, email: &str| {
        let ask = request("POST", "/api/session", None)
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-forwarded-for", forwarded);
        let mut ask = ask.body(Body::from(serde_json::to_vec(&body(email)).unwrap())).unwrap();
        let peer: SocketAddr = peer.parse().unwrap();
        ask.extensions_mut().insert(ConnectInfo(peer));
        server.send(ask).await
    };
    for n in 0..10 {
        let spoofed = format!("203.0.113.{n}");
        from("198.51.100.1:1000", &spoofed, "ada@agency.test").await.problem(401, "wrong-login");
    }
    from("198.51.100.1:1001", "203.0.113.99", "ADA@agency.test").await.problem(429, "too-often");
    from("198.51.100.2:1000", "", "ada@agency.test").await.problem(401, "wrong-login");
    from("198.51.100.1:1002", "", "nobody@agency.test").await.problem(401, "wrong-login");
    // Behind a trusted proxy, only the last address counts, which the proxy added.
    from("10.0.0.1:1000", "203.0.113.7, 198.51.100.1", "ada@agency.test").await.problem(429, "too-often");
    from("10.0.0.1:1000", "198.51.100.1, 203.0.113.8", "ada@agency.test").await.problem(401, "wrong-login");
    server.later(15 * 60);
    from("198.51.100.1:1000", "", "ada@agency.test").await.problem(401, "wrong-login");
}
