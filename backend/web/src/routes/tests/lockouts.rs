//! Strangers who try to lock an account's owner out, and the ways in that they can't block.

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use sealpost_core::tries::use_up;
use shared::{
    link::Token,
    wire::{Invited, Password, Role, SetupLinkRequest, SetupRequest, SignInRequest},
};

use super::{
    Answer, Server,
    accounts::{IRIS, sign_in},
    fixture, request,
};

/// Signs in like a browser with this device cookie.
async fn in_browser(server: &Server, body: &SignInRequest, device: Option<&str>) -> Answer {
    let mut ask = request("POST", "/api/session", None)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ORIGIN, "http://127.0.0.1:8080");
    if let Some(device) = device {
        ask = ask.header(header::COOKIE, device);
    }
    let body = SignInRequest { token: false, ..body.clone() };
    server.send(ask.body(Body::from(serde_json::to_vec(&body).unwrap())).unwrap()).await
}

/// Returns the device cookie that a response sets, in the form that a browser sends back.
fn device(answer: &Answer) -> String {
    let cookies = answer.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap());
    let cookie =
        cookies.into_iter().find(|cookie| cookie.starts_with("sealpost-device=")).expect("a device cookie");
    for part in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=15552000"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_owner_always_has_a_way_in() {
    let server = Server::strict().await;
    let iris = server.iris(&[Role::Manager]).await;
    server.later(30);
    let here = device(&in_browser(&server, &sign_in(Some(&server.shown(&iris.key))), None).await);
    let now = server.app.now();
    use_up(server.store(), &IRIS.parse().unwrap(), now).await;
    server.later(30);
    let code = server.shown(&iris.key);
    in_browser(&server, &sign_in(Some(&code)), None).await.problem(429, "too-often");
    in_browser(&server, &sign_in(Some(&code)), Some("sealpost-device=made-up"))
        .await
        .problem(429, "too-often");
    let again = in_browser(&server, &sign_in(Some(&code)), Some(&here)).await;
    assert_eq!(again.status, StatusCode::OK, "a known browser");
    assert_ne!(device(&again), here, "each sign-in sets a new token");
    in_browser(&server, &sign_in(Some(&code)), Some(&here)).await.problem(429, "too-often");

    // On another device the owner uses a recovery code. A made-up code gives no one more guesses of the password.
    let recovery = &iris.codes[0].0;
    let wrong = SignInRequest { password: Password("not the password".into()), ..sign_in(Some(recovery)) };
    in_browser(&server, &wrong, None).await.problem(401, "wrong-login");
    let other = recovery.replace(|c: char| c.is_ascii_alphanumeric(), "a");
    in_browser(&server, &sign_in(Some(&other)), None).await.problem(429, "too-often");
    let recovered = in_browser(&server, &sign_in(Some(recovery)), None).await;
    assert_eq!(recovered.status, StatusCode::OK, "{}", recovered.text());
    in_browser(&server, &sign_in(Some(recovery)), None).await.problem(429, "too-often");
}

#[tokio::test]
async fn a_password_thief_cannot_use_up_the_owners_own_attempts() {
    let server = Server::strict().await;
    let iris = server.iris(&[Role::Manager]).await;
    server.later(30);
    let here = device(&in_browser(&server, &sign_in(Some(&server.shown(&iris.key))), None).await);
    server.later(3600);
    let right = server.shown(&iris.key);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    for _ in 0..10 {
        in_browser(&server, &sign_in(Some(wrong)), None).await.problem(422, "wrong-code");
    }
    server.later(15 * 60);
    let right = server.shown(&iris.key);
    in_browser(&server, &sign_in(Some(&right)), None).await.problem(429, "too-often");
    assert_eq!(in_browser(&server, &sign_in(Some(&right)), Some(&here)).await.status, StatusCode::OK);
    assert_eq!(in_browser(&server, &sign_in(Some(&iris.codes[5].0)), None).await.status, StatusCode::OK);
}

#[tokio::test]
async fn deactivating_a_person_forgets_their_browsers() {
    let server = Server::new().await;
    let iris = server.iris(&[Role::Manager]).await;
    server.later(30);
    let here = device(&in_browser(&server, &sign_in(Some(&server.shown(&iris.key))), None).await);
    let id = server.store().person_by_email(&IRIS.parse().unwrap()).await.unwrap().unwrap().id;
    let hash = Token::received(here.split_once('=').unwrap().1).hash();
    assert!(server.store().knows_device(&id, hash, 0).await.unwrap());
    server.post(&format!("/api/people/{id}/deactivate"), &server.admin, &()).await;
    assert!(!server.store().knows_device(&id, hash, 0).await.unwrap());
}

/// Without an authenticator app there are no recovery codes. docs/accounts.md lists the remaining ways in.
#[tokio::test]
async fn an_owner_without_an_authenticator_app_has_three_ways_in() {
    let server = Server::new().await;
    let mia = server.store().person_by_email(&"mia@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let right = SignInRequest {
        email: mia.email.clone(),
        password: Password(fixture::PASSWORD.into()),
        code: None,
        token: true,
    };
    let here = device(&in_browser(&server, &right, None).await);
    use_up(server.store(), &mia.email, server.app.now()).await;
    let refused = in_browser(&server, &right, None).await.problem(429, "too-often");
    let wait = refused.retry_after.unwrap();
    assert!((1..=900).contains(&wait), "{wait}");
    assert_eq!(in_browser(&server, &right, Some(&here)).await.status, StatusCode::OK, "a known browser");
    assert_eq!(server.get("/api/session", &server.manager).await.status, StatusCode::OK, "an open session");

    let path = format!("/api/people/{}/setup", mia.id);
    let link = SetupLinkRequest { second_factor: false };
    let made: Invited = server.post(&path, &server.admin, &link).await.json(StatusCode::CREATED);
    let request = SetupRequest {
        token: made.setup_url.unwrap().split_once("#setup=").unwrap().1.into(),
        name: "Mia".into(),
        email: mia.email.clone(),
        password: Password("warm paper red wax".into()),
        code: None,
        in_body: true,
    };
    let by_link = server.post("/api/setup", &Token::received(""), &request).await;
    assert_eq!(by_link.status, StatusCode::OK, "a setup link, in any browser");
    server.later(i64::from(wait));
    let right = SignInRequest { password: request.password, ..right };
    assert_eq!(in_browser(&server, &right, None).await.status, StatusCode::OK, "a new browser, later");
}
