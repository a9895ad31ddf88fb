//! The staff's routes.

use std::sync::atomic::Ordering;

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use net::inbox::Inbox;
use sealpost_core::{
    board, people,
    store::{CheckRecord, NewActivity},
};
use shared::{
    board::{Group, Need},
    link::Token,
    open::Identities,
    wire::{
        Activity, Board, CheckBrief, InviteRequest, Invited, Me, Onboarding, Password, Person, Role,
        SetupRequest, SignInRequest,
    },
};

use super::{Server, fixture, request};
use crate::{app, app::App};

const PASSWORD: &str = "correct horse battery";

fn sign_in(email: &str, password: &str, token: bool) -> SignInRequest {
    SignInRequest { email: email.parse().unwrap(), password: Password(password.into()), code: None, token }
}

fn set_up(token: &str, password: &str) -> SetupRequest {
    SetupRequest {
        token: token.into(),
        name: "Iris".into(),
        email: "iris@agency.test".parse().unwrap(),
        password: Password(password.into()),
        code: None,
        in_body: false,
    }
}

async fn cookie_of(server: &Server, path: &str, body: &impl serde::Serialize) -> (Me, String) {
    let answer = server.post(path, &Token::received(""), body).await;
    let cookie = answer.headers.get(header::SET_COOKIE).map(|value| value.to_str().unwrap().to_owned());
    (answer.json(StatusCode::OK), cookie.expect("a cookie"))
}

#[tokio::test]
async fn the_first_administrator_sets_up_once() {
    let kept = store_sqlite::testing::store().await;
    let token = people::first_setup(&kept.store, fixture::START).await.unwrap().unwrap();
    let newer = people::first_setup(&kept.store, fixture::START).await.unwrap().unwrap();
    let server = Server::empty(kept);
    let nobody = Token::received("");
    let old = server.post("/api/setup", &nobody, &set_up(token.expose(), PASSWORD)).await;
    old.problem(410, "setup-unknown");
    let short = server.post("/api/setup", &nobody, &set_up(newer.expose(), "short")).await;
    assert_eq!(short.problem(422, "password").field.as_deref(), Some("password"));
    let (me, cookie) = cookie_of(&server, "/api/setup", &set_up(newer.expose(), PASSWORD)).await;
    assert_eq!(me.roles, [Role::Manager, Role::Technician, Role::Admin]);
    assert!(cookie.starts_with("sealpost=") && cookie.contains("; HttpOnly; SameSite=Strict"), "{cookie}");
    let again = server.post("/api/setup", &nobody, &set_up(newer.expose(), PASSWORD)).await;
    again.problem(410, "setup-unknown");
    assert!(people::first_setup(server.store(), fixture::START).await.unwrap().is_none());
}

#[tokio::test]
async fn an_invited_person_joins_and_signs_in() {
    let server = Server::new().await;
    let invite = InviteRequest {
        name: "Iris".into(),
        email: "iris@agency.test".parse().unwrap(),
        roles: vec![Role::Technician],
    };
    let lost: Invited = server.post("/api/people", &server.admin, &invite).await.json(StatusCode::CREATED);
    let made: Invited = server.post("/api/people", &server.admin, &invite).await.json(StatusCode::CREATED);
    assert_eq!(lost.person.id, made.person.id, "invited again");
    let people: Vec<Person> = server.get("/api/people", &server.admin).await.json(StatusCode::OK);
    assert!(people.iter().any(|person| person.name == "Iris" && !person.joined));
    let token = made
        .setup_url
        .as_deref()
        .unwrap()
        .strip_prefix("http://127.0.0.1:8080/staff#setup=")
        .unwrap()
        .to_owned();
    let early = sign_in("iris@agency.test", PASSWORD, true);
    server.post("/api/session", &server.admin, &early).await.problem(401, "wrong-login");
    let (me, _) = cookie_of(&server, "/api/setup", &set_up(&token, PASSWORD)).await;
    assert_eq!((me.id, me.roles), (made.person.id, vec![Role::Technician]));
    let refused = server.post("/api/people", &server.admin, &invite).await.problem(409, "email-taken");
    assert_eq!(refused.field.as_deref(), Some("email"));

    let (_, cookie) = cookie_of(&server, "/api/session", &sign_in("IRIS@agency.test", PASSWORD, false)).await;
    let cookie = cookie.split(';').next().unwrap();
    let with_cookie = |method: &str| request(method, "/api/session", None).header(header::COOKIE, cookie);
    let me = server.send(with_cookie("GET").body(Body::empty()).unwrap()).await;
    assert_eq!(me.json::<Me>(StatusCode::OK).name, "Iris");
    for (name, value) in [
        ("origin", "https://evil.test"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("x-nothing", "at all"),
    ] {
        let foreign = with_cookie("DELETE").header(name, value).body(Body::empty()).unwrap();
        server.send(foreign).await.problem(403, "foreign-origin");
    }
    let own = with_cookie("DELETE").header("origin", "http://127.0.0.1:8080").body(Body::empty()).unwrap();
    let signed_out = server.send(own).await;
    assert!(signed_out.headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    signed_out.is_empty_with(StatusCode::NO_CONTENT);
    let gone = server.send(with_cookie("GET").body(Body::empty()).unwrap()).await;
    gone.problem(401, "signed-out");
}

#[tokio::test]
async fn signing_in_again_ends_the_previous_session() {
    let server = Server::new().await;
    let (_, link) = people::invite(
        server.store(),
        &fixture::person(server.store(), "Root", &[Role::Admin]).await,
        &InviteRequest {
            name: "Iris".into(),
            email: "iris@agency.test".parse().unwrap(),
            roles: vec![Role::Manager],
        },
        fixture::START,
    )
    .await
    .unwrap();
    let (_, first) = cookie_of(&server, "/api/setup", &set_up(link.expose(), PASSWORD)).await;
    let first = first.split(';').next().unwrap();
    let again = serde_json::to_vec(&sign_in("iris@agency.test", PASSWORD, false)).unwrap();
    let ask = request("POST", "/api/session", None)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::COOKIE, first);
    let answer = server.send(ask.body(again.into()).unwrap()).await;
    let second = answer.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    answer.json::<Me>(StatusCode::OK);
    let who = async |cookie: &str| {
        let ask = request("GET", "/api/session", None).header(header::COOKIE, cookie);
        server.send(ask.body(Body::empty()).unwrap()).await.status
    };
    assert_eq!((who(first).await, who(&second).await), (StatusCode::UNAUTHORIZED, StatusCode::OK));
}

#[tokio::test]
async fn with_tls_the_cookie_is_bound_to_the_host() {
    let server = Server::at("https://post.example").await;
    let root = fixture::person(server.store(), "Root", &[Role::Admin]).await;
    let email = "iris@agency.test".parse().unwrap();
    let invite = InviteRequest { name: "Iris".into(), email, roles: vec![Role::Manager] };
    let (_, token) = people::invite(server.store(), &root, &invite, fixture::START).await.unwrap();
    let answer = server.post("/api/setup", &Token::received(""), &set_up(token.expose(), PASSWORD)).await;
    let cookies = answer.headers.get_all(header::SET_COOKIE);
    let cookies: Vec<&str> = cookies.iter().map(|value| value.to_str().unwrap()).collect();
    let [session, device] = cookies[..] else { panic!("{cookies:?}") };
    assert!(session.starts_with("__Host-sealpost="), "{session}");
    assert!(device.starts_with("__Host-sealpost-device="), "{device}");
    for cookie in cookies {
        let read = cookie::Cookie::parse(cookie).unwrap();
        assert_eq!((read.path(), read.domain()), (Some("/"), None), "{cookie}");
        let flags = (read.http_only(), read.secure(), read.same_site());
        assert_eq!(flags, (Some(true), Some(true), Some(cookie::SameSite::Strict)), "{cookie}");
    }
    // The name without the prefix must be ignored, because a neighboring host could set it.
    let value = device.split(['=', ';']).nth(1).unwrap();
    let known = |name: &str| {
        let headers = [(header::COOKIE, format!("{name}={value}").parse().unwrap())].into_iter().collect();
        crate::routes::cookie::read_device(&server.app.public_url, &headers).is_some()
    };
    assert!(known("__Host-sealpost-device") && !known("sealpost-device"));
    let config = server.get("/api/config", &token).await;
    assert!(config.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle_or_old() {
    let server = Server::new().await;
    server.later(12 * 3600 - 1);
    let me = server.get("/api/session", &server.manager).await;
    assert_eq!(me.json::<Me>(StatusCode::OK).token, None);
    server.later(12 * 3600 - 1);
    assert_eq!(
        server.get("/api/session", &server.manager).await.status,
        StatusCode::OK,
        "it was used, so it stays open"
    );
    server.get("/api/session", &server.admin).await.problem(401, "signed-out");
    for _ in 0..12 {
        server.later(12 * 3600 - 1);
        server.get("/api/session", &server.manager).await;
    }
    server.later(12 * 3600 - 1);
    server.get("/api/session", &server.manager).await.problem(401, "signed-out");
}

#[tokio::test]
async fn invalid_onboardings_are_refused() {
    let server = Server::new().await;
    let (link, set) = fixture::link(server.store()).await;
    let good = serde_json::to_value(fixture::create_request(&link, &set)).unwrap();
    let with = |pointer: &str, value: serde_json::Value| {
        let mut body = good.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    for (pointer, value, code, field) in [
        ("/client", "  ".into(), "name", "client"),
        ("/client", "a\nb".into(), "hidden-character", "client"),
        ("/client", "Bakery\u{200b}".into(), "hidden-character", "client"),
        ("/client", "\u{202e}yrekaB".into(), "hidden-character", "client"),
        ("/client", "Bakery \x1b]0;x\x07".into(), "hidden-character", "client"),
        ("/client", "x".repeat(101).into(), "name", "client"),
        ("/site", "https://bakery.test/".into(), "is-url", "site"),
        ("/site", "bakery".into(), "not-a-name", "site"),
        ("/address", "shop@".into(), "not-an-address", "address"),
        ("/email", "a b@c.test".into(), "wrong-sign", "email"),
        ("/email", "a@b@c.test".into(), "two-ats", "email"),
        ("/site", "bak_ery.test".into(), "wrong-sign", "site"),
        ("/days", 0.into(), "days", "days"),
        ("/days", 91.into(), "days", "days"),
        ("/days", "many".into(), "wrong-form", "days"),
        ("/link/token_hash", "aGk=".into(), "not-a-link", "link.token_hash"),
        ("/link/token_hash", "?".into(), "wrong-form", "link.token_hash"),
        ("/link/sealed_link", "aGk=".into(), "not-a-link", "link.sealed_link"),
        ("/link/locator", "short".into(), "wrong-form", "link.locator"),
    ] {
        let refused = server.post("/api/onboardings", &server.manager, &with(pointer, value)).await;
        let problem = refused.problem(422, code);
        assert_eq!(problem.field.as_deref(), Some(field), "{pointer}");
    }
    let zero_width = with("/client", "Bakery\u{200b}".into());
    let rejection =
        server.post("/api/onboardings", &server.manager, &zero_width).await.problem(422, "hidden-character");
    assert!(
        rejection.detail.contains(&words::client(words::Language::En).hidden('\u{200b}')),
        "{}",
        rejection.detail
    );
    let mut body = good.clone();
    body.as_object_mut().unwrap().remove("site");
    let problem = server.post("/api/onboardings", &server.manager, &body).await.problem(422, "missing");
    assert_eq!(problem.field.as_deref(), Some("site"));
    let board: Board = server.get("/api/onboardings", &server.manager).await.json(StatusCode::OK);
    assert!(board.rows.is_empty(), "refused onboardings aren't stored");
    let made = server.post("/api/onboardings", &server.manager, &good).await;
    assert_eq!(made.status, StatusCode::CREATED);
    server.post("/api/onboardings", &server.manager, &good).await.problem(409, "link-used");
}

#[tokio::test]
async fn the_board_and_the_log_are_paginated() {
    let server = Server::new().await;
    for _ in 0..51 {
        server.onboarding().await;
    }
    let first: Board = server.get("/api/onboardings", &server.manager).await.json(StatusCode::OK);
    let next = first.next.expect("another page");
    let path = format!("/api/onboardings?after={next}");
    let second: Board = server.get(&path, &server.manager).await.json(StatusCode::OK);
    assert_eq!((first.rows.len(), second.rows.len(), second.next), (50, 1, None));
    let found: Board =
        server.get("/api/onboardings?q=BAKERY.test", &server.manager).await.json(StatusCode::OK);
    assert_eq!(found.rows.len(), 50);
    let none: Board = server.get("/api/onboardings?q=%25", &server.manager).await.json(StatusCode::OK);
    assert!(none.rows.is_empty());
    server.get("/api/onboardings?after=x", &server.manager).await.problem(422, "cursor");

    let log: Vec<Activity> = server.get("/api/activity", &server.admin).await.json(StatusCode::OK);
    let path = format!("/api/activity?after={}", log[10].id);
    let older: Vec<Activity> = server.get(&path, &server.admin).await.json(StatusCode::OK);
    assert_eq!(older[0], log[11]);
    let about = log[0].about.as_ref().expect("an onboarding");
    assert_eq!((about.client.as_str(), about.site.as_str()), ("Bakery Roth", "bakery.test"));
    let page: Onboarding =
        server.get(&format!("/api/onboardings/{}", about.id), &server.admin).await.json(StatusCode::OK);
    assert_eq!(about.locator, Some(page.locator));
    server.get("/api/activity?after=x", &server.admin).await.problem(400, "query");
    server.get("/api/onboardings/nonsense", &server.admin).await.problem(404, "onboarding-unknown");
}

#[tokio::test]
async fn onboardings_that_need_someone_come_first() {
    let server = Server::new().await;
    let mut ids = Vec::new();
    for _ in 0..106 {
        ids.push(server.onboarding().await.0.id);
    }
    // The two oldest. Without groups they would be on the third page.
    for id in &ids[..2] {
        let cause =
            |ok| CheckBrief { ok, cause: "auth".into(), meaning: "Rejected.".into(), at: fixture::START };
        let record = CheckRecord { brief: &cause(false), report: &fixture::check_report(false) };
        let entry =
            NewActivity { at: fixture::START, who: "client", code: "check.failed", sentence: "Rejected." };
        server.store().add_check(id, &record, &entry).await.unwrap();
    }
    let ask =
        async || -> Board { server.get("/api/onboardings", &server.manager).await.json(StatusCode::OK) };
    let counts =
        |board: &Board| -> Vec<(Group, u64)> { board.counts.iter().map(|of| (of.group, of.count)).collect() };
    let first = ask().await;
    assert_eq!(counts(&first), [(Group::NeedsYou, 2), (Group::Client, 104)]);
    let needy: Vec<&str> = first.rows[..2].iter().map(|row| row.id.as_str()).collect();
    assert!(ids[..2].iter().all(|id| needy.contains(&id.as_str())), "{needy:?}");
    assert_eq!(first.rows[0].need, Some(Need::CheckFailed));
    assert_eq!((first.rows[2].group, first.rows[2].need), (Group::Client, None));

    // Three days without progress are also a reason to act.
    let later = fixture::START + shared::board::STALLED;
    let later = board::board(server.store(), "", None, later).await.unwrap();
    assert_eq!(counts(&later), [(Group::NeedsYou, 106)]);
    assert!(later.rows.iter().any(|row| row.need == Some(Need::NotOpened)));
}

impl Server {
    /// Creates a server without an agency.
    fn empty(kept: store_sqlite::testing::Kept) -> Self {
        let clock = std::sync::Arc::new(fixture::START.into());
        let state = App::new(super::parts(&kept, &clock, "http://127.0.0.1:8080"));
        let nobody = || Token::received("nobody");
        Self {
            router: app(state.clone()),
            app: state,
            clock,
            manager: nobody(),
            technician: nobody(),
            admin: nobody(),
            identity: Identities::generate(),
            kept,
        }
    }
}

#[tokio::test]
async fn names_of_people_contain_no_invisible_characters() {
    let kept = store_sqlite::testing::store().await;
    let token = people::first_setup(&kept.store, fixture::START).await.unwrap().unwrap();
    let (empty, server) = (Server::empty(kept), Server::new().await);
    let before: Vec<Person> = server.get("/api/people", &server.admin).await.json(StatusCode::OK);
    for name in ["Eve\u{200b}", "\u{202e}evE", "E\u{2066}ve", "Eve\x1b]0;x\x07", "Ev\ne", "Eve\u{e0041}"] {
        let invite = InviteRequest {
            name: name.into(),
            email: "eve@agency.test".parse().unwrap(),
            roles: vec![Role::Manager],
        };
        let refused =
            server.post("/api/people", &server.admin, &invite).await.problem(422, "hidden-character");
        assert_eq!(refused.field.as_deref(), Some("name"), "{name:?}");
        let first = SetupRequest { name: name.into(), ..set_up(token.expose(), PASSWORD) };
        let refused = empty.post("/api/setup", &Token::received(""), &first).await;
        assert_eq!(refused.problem(422, "hidden-character").field.as_deref(), Some("name"), "{name:?}");
    }
    let after: Vec<Person> = server.get("/api/people", &server.admin).await.json(StatusCode::OK);
    assert_eq!(after.len(), before.len(), "nobody was invited");
    assert!(!empty.store().has_people().await.unwrap(), "nobody has joined");
}

/// The administrator is shown the link only if it can't be mailed, and the log says which of the two happened.
#[tokio::test]
async fn an_invitation_is_shown_if_its_mail_fails_and_that_is_logged() {
    let (inbox, mailer) = Inbox::start().await;
    for refuses in [false, true] {
        inbox.refuses.store(refuses, Ordering::Relaxed);
        let server = Server::with("http://127.0.0.1:8080", |parts| parts.mailer = Some(mailer.clone())).await;
        let invite = InviteRequest {
            name: "Iris".into(),
            email: "iris@agency.test".parse().unwrap(),
            roles: vec![Role::Manager],
        };
        let made = server.post("/api/people", &server.admin, &invite).await;
        let made: Invited = made.json(StatusCode::CREATED);
        let sent = inbox.take();
        let log: Vec<Activity> = server.get("/api/activity", &server.admin).await.json(StatusCode::OK);
        let codes: Vec<&str> = log.iter().map(|entry| entry.code.as_str()).collect();
        assert_eq!(codes.contains(&"link.shown"), refuses, "{codes:?}");
        assert_eq!(codes.contains(&"link.mailed"), !refuses, "{codes:?}");
        match made.setup_url {
            Some(url) if refuses => {
                assert!(sent.is_empty(), "{sent:?}");
                let token = url.split_once("#setup=").unwrap().1;
                cookie_of(&server, "/api/setup", &set_up(token, PASSWORD)).await;
            }
            None if !refuses => {
                assert!(
                    sent[0].starts_with("RCPT TO:<iris@agency.test>") && sent[0].contains("#setup"),
                    "{sent:?}"
                );
            }
            other => panic!("{refuses}: {other:?}"),
        }
    }
}
