//! What the log records about a request, and what it must not contain.

use std::{
    io::{self, Write},
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{StatusCode, header},
};
use serde::Serialize;
use shared::{
    link::Token,
    wire::{Me, Role},
};
use tracing::subscriber::DefaultGuard;

use super::{Server, accounts::sign_in, request};

const PEER: &str = "198.51.100.1:1000";

/// Collects what is logged while the guard exists.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Lines {
    fn begin() -> (Self, DefaultGuard) {
        let lines = Self::default();
        let writer = lines.clone();
        let subscriber =
            tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
        (lines, tracing::subscriber::set_default(subscriber))
    }

    /// Returns what was logged since the last call.
    fn news(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap()
    }
}

async fn send(
    server: &Server,
    method: &str,
    path: &str,
    token: Option<&Token>,
    body: &impl Serialize,
) -> u16 {
    let ask = request(method, path, token).header(header::CONTENT_TYPE, "application/json");
    let mut ask = ask.body(Body::from(serde_json::to_vec(body).unwrap())).unwrap();
    let peer: SocketAddr = PEER.parse().unwrap();
    ask.extensions_mut().insert(ConnectInfo(peer));
    server.send(ask).await.status.as_u16()
}

#[tokio::test]
async fn a_guards_refusal_is_logged_with_code_and_network() {
    let server = Server::new().await;
    let (row, link, _) = server.onboarding().await;
    let sign_in = serde_json::json!({ "email": "ada@agency.test", "password": "wrong password here" });
    let wrong = Token::received("wrong");
    let sealed = format!("/api/onboardings/{}/sealed", row.id);
    let view = format!("/api/o/{}", link.locator());
    let (lines, _guard) = Lines::begin();
    for (method, path, token, code) in [
        ("POST", "/api/session", None, "wrong-login"),
        ("GET", &sealed, Some(&server.manager), "forbidden"),
        ("GET", &sealed, Some(&wrong), "signed-out"),
        ("GET", &view, Some(&wrong), "link-unknown"),
    ] {
        send(&server, method, path, token, &sign_in).await;
        let written = lines.news();
        assert!(written.contains("WARN") && written.contains("refused"), "{written}");
        assert!(written.contains(&format!("code=\"{code}\" from=\"198.51.100.1\"")), "{written}");
        for kept_out in [link.locator().as_str(), &row.id, "ada", "wrong password", server.manager.expose()] {
            assert!(!written.contains(kept_out), "{kept_out}: {written}");
        }
    }
    for _ in 1..10 {
        send(&server, "POST", "/api/session", None, &sign_in).await;
    }
    lines.news();
    assert_eq!(send(&server, "POST", "/api/session", None, &sign_in).await, 429);
    assert!(lines.news().contains("code=\"too-often\" from="), "one attempt too many");
}

#[tokio::test]
async fn a_person_who_signs_in_is_logged_by_id() {
    let server = Server::new().await;
    let iris = server.iris(&[Role::Manager]).await;
    let me: Me = server.get("/api/session", &iris.token).await.json(StatusCode::OK);
    server.later(30);
    let (lines, _guard) = Lines::begin();
    let right = sign_in(Some(&server.shown(&iris.key)));
    assert_eq!(send(&server, "POST", "/api/session", None, &right).await, 200);
    let written = lines.news();
    assert!(written.contains(&format!("signed in person=\"{}\" used=App", me.id)), "{written}");
    let wrong = serde_json::json!({ "email": me.email, "password": "wrong password here" });
    assert_eq!(send(&server, "POST", "/api/session", None, &wrong).await, 401);
    assert!(lines.news().contains(&format!("a sign-in was refused person=\"{}\"", me.id)));
    assert_eq!(send(&server, "POST", "/api/session", None, &right).await, 422);
    assert!(lines.news().contains("code=\"wrong-code\" from=\"198.51.100.1\""));
    assert_eq!(send(&server, "GET", "/api/people", Some(&iris.token), &()).await, 403);
    let written = lines.news();
    assert!(
        written.contains(&format!("not allowed person=\"{}\" permission=Administer", me.id)),
        "{written}"
    );
    assert!(!written.contains("Iris") && !written.contains("iris@"), "{written}");
}

#[tokio::test]
async fn no_one_else_is_logged() {
    let server = Server::new().await;
    let (lines, _guard) = Lines::begin();
    for (method, path, token, status, code) in [
        ("GET", "/api/config", None, 200, None),
        ("GET", "/api/onboardings", Some(&server.manager), 200, None),
        ("GET", "/api/session", None, 401, Some("signed-out")),
        ("POST", "/api/onboardings", Some(&server.manager), 422, Some("missing")),
    ] {
        assert_eq!(send(&server, method, path, token, &serde_json::json!({})).await, status, "{path}");
        let written = lines.news();
        assert!(written.contains("INFO") && !written.contains("198.51.100"), "{written}");
        assert_eq!(written.contains("code="), code.is_some(), "{written}");
        assert!(written.contains(code.unwrap_or_default()), "{written}");
    }
    let session = "/api/session";
    assert_eq!(send(&server, "DELETE", session, Some(&server.manager), &()).await, 204);
    assert!(lines.news().contains("status=204 from=\"198.51.100.1\""), "a sign-out is logged like a sign-in");
}

#[tokio::test]
async fn duplicate_fields_and_parameters_are_refused() {
    let server = Server::new().await;
    let ask = request("POST", "/api/session", None).header(header::CONTENT_TYPE, "application/json");
    let twice = r#"{"email":"ada@agency.test","email":"eve@agency.test","password":"x","token":true}"#;
    server.send(ask.body(twice.into()).unwrap()).await.problem(422, "wrong-form");
    server.get("/api/onboardings?q=a&q=b", &server.manager).await.problem(400, "query");
    let trace = request("TRACE", "/api/session", Some(&server.manager)).body(Body::empty()).unwrap();
    assert_eq!(server.send(trace).await.status, StatusCode::METHOD_NOT_ALLOWED);
}
