//! Role × verb × route: every route that there is, asked by everybody that there is.

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use sealpost_core::store::{Ending, Membership, NewActivity};
use shared::{
    link::Token,
    wire::{Role, SecondFactor},
};

use super::{Server, fixture, request, signed_in};

/// Who may.
#[derive(Clone, Copy, PartialEq)]
enum May {
    /// Everybody, signed in or not.
    Anyone,
    /// Who holds a link. A session is none.
    Client,
    /// Who is signed in, on their own account, with or without a code app.
    Own,
    /// Manager, technician, administrator; all of them with a code app where one is needed.
    Staff([bool; 3]),
}
use May::{Anyone, Client, Own, Staff};

const EVERYBODY: May = Staff([true, true, true]);
const MANAGES: May = Staff([true, false, true]);
const OPENS: May = Staff([false, true, false]);
const ADMINISTERS: May = Staff([false, false, true]);

/// The table. A route that stands in the router and not here fails the test, and the other way round.
const TABLE: &[(&str, &str, May)] = &[
    ("GET", "/config", Anyone),
    ("GET", "/providers", Anyone),
    ("GET", "/providers/{id}", Anyone),
    ("GET", "/o/{locator}", Client),
    ("POST", "/o/{locator}/progress", Client),
    ("POST", "/o/{locator}/discover", Client),
    ("POST", "/o/{locator}/submission", Client),
    ("POST", "/o/{locator}/withdraw", Client),
    ("POST", "/o/{locator}/report", Client),
    ("POST", "/o/{locator}/alarm", Client),
    ("GET", "/o/{locator}/check/key", Client),
    ("POST", "/o/{locator}/check", Client),
    ("GET", "/check/{locator}", Client),
    ("POST", "/setup", Anyone),
    ("POST", "/session", Anyone),
    ("GET", "/session", Own),
    ("GET", "/me/account", Own),
    ("PUT", "/me/password", Own),
    ("POST", "/me/factor", Own),
    ("PUT", "/me/factor", Own),
    ("POST", "/me/factor/remove", Own),
    ("POST", "/me/recovery", Own),
    ("POST", "/me/sessions/end", Own),
    ("POST", "/me/key/challenge", OPENS),
    ("PUT", "/me/key", OPENS),
    ("GET", "/me/approvals", OPENS),
    ("PUT", "/me/approvals", OPENS),
    ("GET", "/recipients", EVERYBODY),
    ("GET", "/onboardings", EVERYBODY),
    ("GET", "/queue", OPENS),
    ("GET", "/onboardings/{id}", EVERYBODY),
    ("POST", "/onboardings", MANAGES),
    ("POST", "/onboardings/{id}/reissue", MANAGES),
    ("GET", "/onboardings/{id}/sealed", OPENS),
    ("POST", "/onboardings/{id}/reseal", OPENS),
    ("POST", "/onboardings/{id}/collected", OPENS),
    ("POST", "/onboardings/{id}/configured", OPENS),
    ("POST", "/onboardings/{id}/saved-elsewhere", OPENS),
    ("POST", "/onboardings/{id}/revoke", MANAGES),
    ("GET", "/people", ADMINISTERS),
    ("POST", "/people", ADMINISTERS),
    ("DELETE", "/people/{id}/key", ADMINISTERS),
    ("PUT", "/people/{id}/roles", ADMINISTERS),
    ("POST", "/people/{id}/deactivate", ADMINISTERS),
    ("POST", "/people/{id}/reactivate", ADMINISTERS),
    ("POST", "/people/{id}/setup", ADMINISTERS),
    ("POST", "/people/{id}/sign-out", ADMINISTERS),
    ("GET", "/retention", ADMINISTERS),
    ("PUT", "/retention", ADMINISTERS),
    ("GET", "/activity", ADMINISTERS),
    // Ends the session that it is shown, where there is one. Last: whoever signs out is out.
    ("DELETE", "/session", Anyone),
];

/// Method and path of every route in the router's own source.
fn routes() -> Vec<(String, String)> {
    let source = include_str!("../mod.rs");
    let mut found = Vec::new();
    for part in source.split(".route(\"").skip(1) {
        let (path, handlers) = part.split_once('"').unwrap();
        let handlers = handlers.split(".fallback(").next().unwrap();
        for method in ["get", "post", "put", "delete", "patch"] {
            if handlers.contains(&format!("{method}(")) {
                found.push((method.to_uppercase(), path.to_owned()));
            }
        }
    }
    found
}

async fn ask(server: &Server, method: &str, path: &str, token: Option<&Token>) -> super::Answer {
    let request = request(method, path, token).header(header::CONTENT_TYPE, "application/json");
    let body = if method == "GET" { Body::empty() } else { "{}".into() };
    server.send(request.body(body).unwrap()).await
}

/// The table's path with an onboarding, a link or a person that there is in its place.
async fn real(server: &Server, path: &str) -> String {
    let (row, link, _) = server.onboarding().await;
    let other = fixture::person(server.store(), &format!("P{}", row.id), &[Role::Manager]).await;
    let id = if path.starts_with("/people") { &other.id } else { &row.id };
    format!("/api{}", path.replace("{locator}", link.locator().as_str()).replace("{id}", id))
}

#[test]
fn the_table_is_the_router() {
    let mut table: Vec<(String, String)> =
        TABLE.iter().map(|(method, path, _)| ((*method).into(), (*path).into())).collect();
    let mut routes = routes();
    table.sort_unstable();
    routes.sort_unstable();
    assert!(routes.len() > 30, "the router can be read");
    assert_eq!(table, routes);
}

#[tokio::test]
async fn every_role_does_its_own_work_and_nobody_elses() {
    let server = Server::new().await;
    for (method, path, may) in TABLE {
        let path = real(&server, path).await;
        let session = [&server.manager, &server.technician, &server.admin];
        for (i, token) in session.into_iter().enumerate() {
            let answer = ask(&server, method, &path, Some(token)).await;
            let (forbidden, outside) =
                (answer.status == StatusCode::FORBIDDEN, answer.status == StatusCode::UNAUTHORIZED);
            match may {
                Staff(allowed) => assert_eq!(forbidden, !allowed[i], "{method} {path} {}", answer.text()),
                Client => assert!(matches!(answer.status.as_u16(), 400 | 404 | 422 | 426), "{path}"),
                Anyone | Own => assert!(!forbidden && !outside, "{method} {path} {}", answer.text()),
            }
        }
    }
}

#[tokio::test]
async fn nobody_is_let_in_without_a_session() {
    let server = Server::new().await;
    for (method, path, may) in TABLE.iter().filter(|(.., may)| matches!(may, Own | Staff(_))) {
        let path = real(&server, path).await;
        for token in [None, Some(&Token::received("nobody"))] {
            ask(&server, method, &path, token).await.problem(401, "signed-out");
        }
        assert!(*may != Anyone);
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
        // Even where the end of a session were forgotten: what counts is whether the person is active.
        store.end_sessions(&person.id, Ending::All, None).await.unwrap();
        still_open.push(signed_in(store, person).await);
        store.change_member(&person.id, Membership::Deactivate, &entry).await.unwrap();
    }
    let root = fixture::person(store, "Boss", &[Role::Manager, Role::Technician, Role::Admin]).await;
    let manager = signed_in(store, &root).await;
    let server = Server { manager, ..server };
    fixture::technician(server.store(), "New").await;
    for (method, path, _) in TABLE.iter().filter(|(.., may)| matches!(may, Own | Staff(_))) {
        let path = real(&server, path).await;
        for token in &still_open {
            ask(&server, method, &path, Some(token)).await.problem(401, "signed-out");
        }
    }
}

#[tokio::test]
async fn without_the_code_app_that_is_needed_only_the_own_account_opens() {
    let server =
        Server::with("http://127.0.0.1:8080", |parts| parts.config.second_factor = SecondFactor::Required)
            .await;
    let all = [Role::Manager, Role::Technician, Role::Admin];
    let person = fixture::person(server.store(), "All", &all).await;
    let token = signed_in(server.store(), &person).await;
    for (method, path, may) in TABLE {
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
