//! Role × verb × route: every route of the document, called by every kind of caller.

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use sealpost_core::store::{Ending, Membership, NewActivity};
use serde_json::Value;
use shared::{
    hand_over::HandedStep,
    link::Token,
    wire::{
        AlarmRequest, DiscoverRequest, Progress, ReportRequest, RevokeHandOver, Role, SealedCheck,
        SecondFactor,
    },
};

use super::{Server, fixture, hand_overs, request, signed_in};
use crate::routes::openapi::DOCUMENT;

/// Who can call a route.
#[derive(Clone, Copy, PartialEq)]
enum May {
    /// Everyone, signed in or not.
    Anyone,
    /// The holder of a link. A session isn't one.
    Client,
    /// The holder of a link to a step. A client's link isn't one.
    Helper,
    /// Anyone who is signed in, on their own account, with or without an authenticator app.
    Own,
    /// Staff: manager, technician, administrator. Each needs an authenticator app if it's required.
    Staff([bool; 3]),
}
use May::{Anyone, Client, Helper, Own, Staff};

/// Returns method, path below `/api`, and who can call it, for each operation of the document. Signing out comes last,
/// because it ends the session.
fn table() -> Vec<(String, String, May)> {
    let mut table = Vec::new();
    for (path, methods) in DOCUMENT["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let path = path.strip_prefix("/api").unwrap();
            table.push((method.to_uppercase(), path.to_owned(), may(&operation["x-sealpost-roles"])));
        }
    }
    table.sort_by_key(|(method, path, _)| method == "DELETE" && path == "/session");
    assert!(table.len() > 50, "the document has too few routes");
    table
}

fn may(roles: &Value) -> May {
    let roles: Vec<&str> = roles.as_array().unwrap().iter().map(|role| role.as_str().unwrap()).collect();
    match *roles {
        ["public"] => Anyone,
        ["client"] => Client,
        ["helper"] => Helper,
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

/// Returns the path with the id of an existing onboarding, link or person.
async fn real(server: &Server, path: &str) -> String {
    let (row, link, _) = server.onboarding().await;
    let other = fixture::person(server.store(), &format!("P{}", row.id), &[Role::Manager]).await;
    let id = if path.starts_with("/people") { &other.id } else { &row.id };
    format!("/api{}", path.replace("{locator}", link.locator().as_str()).replace("{id}", id))
}

#[tokio::test]
async fn every_role_can_call_only_its_own_routes() {
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
                // The socket expects the token in its first message.
                Client if path.starts_with("/api/check/") => drop(answer.problem(426, "no-websocket")),
                Client | Helper => {
                    assert!(matches!(answer.status.as_u16(), 404 | 422), "{path} {}", answer.text());
                }
                Anyone | Own => assert!(!forbidden && !outside, "{method} {path} {}", answer.text()),
            }
        }
    }
}

#[tokio::test]
async fn no_one_gets_in_without_a_session() {
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
async fn a_link_gives_access_only_to_its_own_routes() {
    let server = Server::new().await;
    let (row, link, _) = server.onboarding().await;
    for (method, path, may) in &table() {
        let path = path.replace("{locator}", link.locator().as_str()).replace("{id}", &row.id);
        let answer = ask(&server, method, &format!("/api{path}"), Some(&link.token())).await;
        match may {
            Client => {
                assert!(!matches!(answer.status.as_u16(), 401 | 404), "{method} {path} {}", answer.text());
            }
            Helper => assert!(matches!(answer.status.as_u16(), 404 | 422), "{path} {}", answer.text()),
            Own | Staff(_) => drop(answer.problem(401, "signed-out")),
            Anyone => {
                assert!(!matches!(answer.status.as_u16(), 401 | 403), "{method} {path} {}", answer.text());
            }
        }
    }
}

/// With valid bodies, so that only the token can be the reason.
#[tokio::test]
async fn someone_who_knows_only_the_locator_has_no_access() {
    let server = Server::new().await;
    let (_, link, set) = server.onboarding().await;
    let guess = Token::received("nobody");
    let body = |path: &str| match path.trim_start_matches("/o/{locator}") {
        "/alarm" => serde_json::to_value(AlarmRequest { seen: link.pin() }),
        "/check" => serde_json::to_value(SealedCheck { sealed: b"age-encryption.org/v1\n".to_vec() }),
        "/discover" => serde_json::to_value(DiscoverRequest { address: "shop@bakery.test".parse().unwrap() }),
        "/help" => Ok(serde_json::json!({ "step": "guide", "situation": "nothing" })),
        "/progress" => serde_json::to_value(Progress::default()),
        "/report" => serde_json::to_value(ReportRequest::default()),
        "/submission" => serde_json::to_value(fixture::submission(&link, &set, "hunter2")),
        "/handovers" => serde_json::to_value(hand_overs::request(&link, 1)),
        "/handovers/revoke" => serde_json::to_value(RevokeHandOver { step: HandedStep::App }),
        "" | "/check/key" | "/withdraw" => Ok(Value::Null),
        other => panic!("no body for {other}"),
    };
    for (method, path, may) in &table() {
        if *may != Client || path.starts_with("/check/") {
            continue;
        }
        let body = body(path).unwrap();
        let path = format!("/api{}", path.replace("{locator}", link.locator().as_str()));
        let answer = if method == "GET" {
            server.get(&path, &guess).await
        } else {
            server.send_json(method, &path, &guess, &body).await
        };
        answer.problem(404, "link-unknown");
    }
}

#[tokio::test]
async fn a_deactivated_person_has_no_access() {
    let server = Server::new().await;
    let store = server.store();
    let people = store.people().await.unwrap();
    let entry = NewActivity { at: fixture::START, who: "test", code: "test", sentence: "." };
    fixture::person(store, "Root", &[Role::Admin]).await;
    let mut still_open = Vec::new();
    for person in &people {
        // Even if ending the sessions were forgotten, the person would have no access: only active people do.
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
async fn without_a_required_authenticator_app_only_the_own_account_is_accessible() {
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
            Anyone | Client | Helper => {}
        }
    }
}
