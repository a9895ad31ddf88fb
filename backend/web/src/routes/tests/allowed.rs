//! Role × verb × route: every route of the document, asked by everyone that there is.

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use sealpost_core::store::{Ending, Membership, NewActivity};
use serde_json::Value;
use shared::{
    link::Token,
    wire::{Role, SecondFactor},
};

use super::{Server, fixture, request, signed_in};
use crate::routes::openapi::DOCUMENT;

/// Who can call a route.
#[derive(Clone, Copy, PartialEq)]
enum May {
    /// Everyone, signed in or not.
    Anyone,
    /// The holder of a link. A session isn't one.
    Client,
    /// Anyone who is signed in, on their own account, with or without an authenticator app.
    Own,
    /// Manager, technician, administrator; all of them with an authenticator app if it's required.
    Staff([bool; 3]),
}
use May::{Anyone, Client, Own, Staff};

/// Method, path below `/api`, and who can call it, for each operation of the document. Signing out is last: the session
/// ends.
fn table() -> Vec<(String, String, May)> {
    let mut table = Vec::new();
    for (path, methods) in DOCUMENT["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let path = path.strip_prefix("/api").unwrap();
            table.push((method.to_uppercase(), path.to_owned(), may(&operation["x-sealpost-roles"])));
        }
    }
    table.sort_by_key(|(method, path, _)| method == "DELETE" && path == "/session");
    assert!(table.len() > 50, "all of them");
    table
}

fn may(roles: &Value) -> May {
    let roles: Vec<&str> = roles.as_array().unwrap().iter().map(|role| role.as_str().unwrap()).collect();
    match *roles {
        ["public"] => Anyone,
        ["client"] => Client,
        ["account"] => Own,
        _ => {
            let all = ["manager", "technician", "admin"];
            assert!(!roles.is_empty() && roles.iter().all(|role| all.contains(role)), "{roles:?}");
            Staff(all.map(|role| roles.contains(&role)))
        }
    }
}

async fn ask(server: &Server, method: &str, path: &str, token: Option<&Token>) -> super::Answer {
    let request = request(method, path, token).header(header::CONTENT_TYPE, "application/json");
    let body = if method == "GET" { Body::empty() } else { "{}".into() };
    server.send(request.body(body).unwrap()).await
}

/// Returns the path with an onboarding, a link or a person that exists in its place.
async fn real(server: &Server, path: &str) -> String {
    let (row, link, _) = server.onboarding().await;
    let other = fixture::person(server.store(), &format!("P{}", row.id), &[Role::Manager]).await;
    let id = if path.starts_with("/people") { &other.id } else { &row.id };
    format!("/api{}", path.replace("{locator}", link.locator().as_str()).replace("{id}", id))
}

#[tokio::test]
async fn every_role_does_its_own_work_and_nobody_elses() {
    let server = Server::new().await;
    for (method, path, may) in &table() {
        let path = real(&server, path).await;
        let session = [&server.manager, &server.technician, &server.admin];
        for (i, token) in session.into_iter().enumerate() {
            let answer = ask(&server, method, &path, Some(token)).await;
            let (forbidden, outside) =
                (answer.status == StatusCode::FORBIDDEN, answer.status == StatusCode::UNAUTHORIZED);
            match may {
                Staff(allowed) => assert_eq!(forbidden, !allowed[i], "{method} {path} {}", answer.text()),
                // The socket asks for the token in its first message.
                Client if path.starts_with("/api/check/") => drop(answer.problem(426, "no-websocket")),
                Client => assert!(matches!(answer.status.as_u16(), 404 | 422), "{path} {}", answer.text()),
                Anyone | Own => assert!(!forbidden && !outside, "{method} {path} {}", answer.text()),
            }
        }
    }
}

#[tokio::test]
async fn nobody_is_let_in_without_a_session() {
    let server = Server::new().await;
    for (method, path, may) in table().iter().filter(|(.., may)| matches!(may, Own | Staff(_))) {
        let path = real(&server, path).await;
        for token in [None, Some(&Token::received("nobody"))] {
            ask(&server, method, &path, token).await.problem(401, "signed-out");
        }
        assert!(*may != Anyone);
    }
}

#[tokio::test]
async fn a_link_opens_its_own_routes_and_nothing_else() {
    let server = Server::new().await;
    let (row, link, _) = server.onboarding().await;
    for (method, path, may) in &table() {
        let path = path.replace("{locator}", link.locator().as_str()).replace("{id}", &row.id);
        let answer = ask(&server, method, &format!("/api{path}"), Some(&link.token())).await;
        match may {
            Client => {
                assert!(!matches!(answer.status.as_u16(), 401 | 404), "{method} {path} {}", answer.text());
            }
            Own | Staff(_) => drop(answer.problem(401, "signed-out")),
            Anyone => {
                assert!(!matches!(answer.status.as_u16(), 401 | 403), "{method} {path} {}", answer.text());
            }
        }
    }
}

#[tokio::test]
async fn who_was_deactivated_is_nobody() {
    let server = Server::new().await;
    let store = server.store();
    let people = store.people().await.unwrap();
    let entry = NewActivity { at: fixture::START, who: "test", code: "test", sentence: "." };
    fixture::person(store, "Root", &[Role::Admin]).await;
    let mut still_open = Vec::new();
    for person in &people {
        // Even if ending the session was forgotten: what counts is whether the person is active.
        store.end_sessions(&person.id, Ending::All, None).await.unwrap();
        still_open.push(signed_in(store, person).await);
        store.change_member(&person.id, Membership::Deactivate, &entry).await.unwrap();
    }
    let root = fixture::person(store, "Boss", &[Role::Manager, Role::Technician, Role::Admin]).await;
    let manager = signed_in(store, &root).await;
    let server = Server { manager, ..server };
    fixture::technician(server.store(), "New").await;
    for (method, path, _) in table().iter().filter(|(.., may)| matches!(may, Own | Staff(_))) {
        let path = real(&server, path).await;
        for token in &still_open {
            ask(&server, method, &path, Some(token)).await.problem(401, "signed-out");
        }
    }
}

#[tokio::test]
async fn without_the_authenticator_app_that_is_needed_only_the_own_account_opens() {
    let server =
        Server::with("http://127.0.0.1:8080", |parts| parts.config.second_factor = SecondFactor::Required)
            .await;
    let all = [Role::Manager, Role::Technician, Role::Admin];
    let person = fixture::person(server.store(), "All", &all).await;
    let token = signed_in(server.store(), &person).await;
    for (method, path, may) in &table() {
        let path = format!("/api{}", path.replace("{id}", &person.id));
        match may {
            Staff(_) => {
                ask(&server, method, &path, Some(&token)).await.problem(403, "second-factor-needed");
            }
            Own => {
                let answer = ask(&server, method, &path, Some(&token)).await;
                assert!(!matches!(answer.status.as_u16(), 401 | 403), "{method} {path} {}", answer.text());
            }
            Anyone | Client => {}
        }
    }
}
