//! A person's own account: authenticator app, password, sessions.

use axum::http::{StatusCode, header};
use sealpost_core::{device::Device, factor::shown, fixture::START, people};
use shared::{
    link::Token,
    wire::{
        Account, Code, ConfirmRequest, EndRequest, Enrollment, Me, Password, PasswordRequest, Proof,
        RecoveryCodes, Role, SecondFactor, SetupRequest, SignInRequest,
    },
};

use super::{Answer, Server, fixture};
use crate::say::PROBLEMS;

pub(super) const PASSWORD: &str = "correct horse battery";
pub(super) const IRIS: &str = "iris@agency.test";

fn password(text: &str) -> Password {
    Password(text.into())
}

pub(super) fn sign_in(code: Option<&str>) -> SignInRequest {
    SignInRequest {
        email: IRIS.parse().unwrap(),
        password: password(PASSWORD),
        code: code.map(|code| Code(code.into())),
        token: true,
    }
}

fn proof(code: &str) -> Proof {
    Proof { password: Some(password(PASSWORD)), code: Some(Code(code.into())) }
}

/// A person with an authenticator app.
pub(super) struct Enrolled {
    pub(super) token: Token,
    pub(super) key: String,
    pub(super) codes: Vec<Code>,
}

impl Server {
    pub(super) async fn strict() -> Self {
        Self::with("http://127.0.0.1:8080", |parts| parts.config.second_factor = SecondFactor::Required).await
    }

    async fn sign_in(&self, code: Option<&str>) -> Answer {
        self.post("/api/session", &Token::received(""), &sign_in(code)).await
    }

    pub(super) fn shown(&self, key: &str) -> String {
        shown(key, self.app.now())
    }

    /// Iris joins and adds an authenticator app.
    pub(super) async fn iris(&self, roles: &[Role]) -> Enrolled {
        let root = fixture::person(self.store(), "Root", &[Role::Admin]).await;
        let invite = shared::wire::InviteRequest {
            name: "Iris".into(),
            email: IRIS.parse().unwrap(),
            roles: roles.to_vec(),
        };
        let (_, link) = people::invite(self.store(), &root, &invite, START).await.unwrap();
        let request = SetupRequest {
            token: link.expose().into(),
            name: "Iris".into(),
            email: IRIS.parse().unwrap(),
            password: password(PASSWORD),
            code: None,
            in_body: true,
        };
        let me: Me = self.post("/api/setup", &Token::received(""), &request).await.json(StatusCode::OK);
        self.enroll(&me.token.unwrap(), &Proof::default()).await
    }

    async fn enroll(&self, token: &Token, proof: &Proof) -> Enrolled {
        let begun: Enrollment = self.post("/api/me/factor", token, proof).await.json(StatusCode::OK);
        let key = begun.key.0.clone();
        let request = ConfirmRequest { code: Code(self.shown(&key)) };
        let made: RecoveryCodes =
            self.send_json("PUT", "/api/me/factor", token, &request).await.json(StatusCode::OK);
        assert!(made.me.second_factor);
        Enrolled { token: made.me.token.unwrap(), key, codes: made.codes }
    }
}

#[tokio::test]
async fn setup_adds_an_authenticator_app_and_signing_in_needs_it() {
    let server = Server::strict().await;
    let iris = server.iris(&[Role::Manager]).await;
    assert_eq!(server.get("/api/onboardings", &iris.token).await.status, StatusCode::OK);
    assert_eq!(iris.codes.len(), 10);
    let asked = server.sign_in(None).await.problem(422, "code-needed");
    assert_eq!(asked.field.as_deref(), Some("code"));
    server.sign_in(Some(" ")).await.problem(422, "code-needed");
    server.later(30);
    let shown = server.shown(&iris.key);
    let spaced = format!("{} {}", &shown[..3], &shown[3..]);
    let me: Me = server.sign_in(Some(&spaced)).await.json(StatusCode::OK);
    assert!(me.second_factor && me.token.is_some());
    // The answer to a code doesn't reveal if the password was correct.
    let wrong = SignInRequest { password: password("not the password"), ..sign_in(Some(&shown)) };
    server.post("/api/session", &Token::received(""), &wrong).await.problem(401, "wrong-login");
}

#[tokio::test]
async fn a_code_is_never_accepted_twice() {
    let server = Server::strict().await;
    let iris = server.iris(&[Role::Manager]).await;
    let confirmed = server.shown(&iris.key);
    server.sign_in(Some(&confirmed)).await.problem(422, "wrong-code");
    server.later(30);
    let code = server.shown(&iris.key);
    assert_eq!(server.sign_in(Some(&code)).await.status, StatusCode::OK);
    server.sign_in(Some(&code)).await.problem(422, "wrong-code");
    server.sign_in(Some(&confirmed)).await.problem(422, "wrong-code");
    let proof = proof(&code);
    server.post("/api/me/recovery", &iris.token, &proof).await.problem(422, "wrong-code");
}

#[tokio::test]
async fn a_wrong_phone_clock_is_reported_and_its_codes_are_refused() {
    let server = Server::strict().await;
    let iris = server.iris(&[Role::Manager]).await;
    server.later(3600);
    let at = |seconds: i64| shown(&iris.key, server.app.now() + seconds);
    for (seconds, expected) in
        [(300, PROBLEMS.code_early(5)), (-60, PROBLEMS.code_late(1)), (-900, PROBLEMS.code_late(15))]
    {
        let problem = server.sign_in(Some(&at(seconds))).await.problem(422, "clock-off");
        assert_eq!(problem.detail, expected);
        assert_eq!(problem.field.as_deref(), Some("code"));
    }
    server.sign_in(Some(&at(1200))).await.problem(422, "wrong-code");
    // The server told a person who knows the password and guesses codes that this code is from five minutes ahead. It
    // must not work in five minutes either.
    let code = at(300);
    server.later(300);
    server.sign_in(Some(&code)).await.problem(422, "wrong-code");
    server.later(30);
    assert_eq!(server.sign_in(Some(&at(0))).await.status, StatusCode::OK);
    // Without the password, the server reveals nothing about a code.
    let asked = SignInRequest { password: password("not the password"), ..sign_in(Some(&at(300))) };
    server.post("/api/session", &Token::received(""), &asked).await.problem(401, "wrong-login");
}

#[tokio::test]
async fn one_of_fifty_parallel_sign_ins_with_one_code_succeeds() {
    let server = Server::strict().await;
    let iris = server.iris(&[Role::Manager]).await;
    server.later(30);
    let shown = server.shown(&iris.key);
    let crowd = futures_util::future::join_all((0..50).map(|_| server.sign_in(Some(&shown)))).await;
    let count = |status: u16| crowd.iter().filter(|answer| answer.status.as_u16() == status).count();
    assert_eq!((count(200), count(422), count(429)), (1, 9, 40), "ten were checked, and one succeeded");
}

#[tokio::test]
async fn guesses_of_codes_are_limited() {
    let server = Server::strict().await;
    let iris = server.iris(&[Role::Manager]).await;
    server.later(3600);
    // From other networks, each with the correct password.
    let from = async |n: u32, code: &str| {
        let body = serde_json::to_vec(&sign_in(Some(code))).unwrap();
        let mut ask = super::request("POST", "/api/session", None)
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.into())
            .unwrap();
        let peer: std::net::SocketAddr = format!("198.51.100.{n}:1000").parse().unwrap();
        ask.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        server.send(ask).await
    };
    let right = server.shown(&iris.key);
    // Not a code of any time.
    let wrong = "00000x";
    for n in 0..10 {
        from(n, wrong).await.problem(422, "wrong-code");
    }
    from(10, wrong).await.problem(429, "too-often");
    from(11, &right).await.problem(429, "too-often");
    // Using up the attempts hasn't locked the owner out.
    assert_eq!(from(12, &iris.codes[0].0).await.status, StatusCode::OK);
    server.later(3600);
    assert_eq!(from(13, &server.shown(&iris.key)).await.status, StatusCode::OK);
    for hour in 0..4 {
        for n in 0..if hour == 3 { 8 } else { 9 } {
            from(20 + n, wrong).await.problem(422, "wrong-code");
        }
        server.later(3600);
    }
    let log = server.store().activity(None, None, 50).await.unwrap();
    assert!(log.iter().filter(|entry| entry.code == "code.refused").count() > 40);
    // So far: ten wrong codes, a correct one and 35 wrong ones. Today's limit leaves four more.
    for n in 0..4 {
        from(40 + n, wrong).await.problem(422, "wrong-code");
    }
    from(50, &server.shown(&iris.key)).await.problem(429, "too-often");
}

#[tokio::test]
async fn a_recovery_code_works_once() {
    let server = Server::strict().await;
    let iris = server.iris(&[Role::Manager]).await;
    let code = iris.codes[3].0.to_uppercase();
    let me: Me = server.sign_in(Some(&code)).await.json(StatusCode::OK);
    server.sign_in(Some(&code)).await.problem(422, "wrong-code");
    let account: Account = server.get("/api/me/account", &me.token.unwrap()).await.json(StatusCode::OK);
    assert_eq!((account.recovery_left, account.factor_since), (9, Some(START)));
    let log = server.store().activity(None, None, 10).await.unwrap();
    assert!(log.iter().any(|entry| entry.code == "recovery.used"));

    server.later(30);
    let asked = proof(&server.shown(&iris.key));
    let made: RecoveryCodes = server.post("/api/me/recovery", &iris.token, &asked).await.json(StatusCode::OK);
    assert_eq!(made.codes.len(), 10);
    server.sign_in(Some(&iris.codes[4].0)).await.problem(422, "wrong-code");
    assert_eq!(server.sign_in(Some(&made.codes[0].0)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_changed_password_ends_every_other_session() {
    let server = Server::new().await;
    let iris = server.iris(&[Role::Manager]).await;
    server.later(30);
    let other: Me = server.sign_in(Some(&server.shown(&iris.key))).await.json(StatusCode::OK);
    let other = other.token.unwrap();
    let change = async |token: &Token, current: &str, new: &str| {
        let request = PasswordRequest { current: password(current), password: password(new) };
        server.send_json("PUT", "/api/me/password", token, &request).await
    };
    let wrong = change(&iris.token, "not the password", "warm paper red wax").await;
    assert_eq!(wrong.problem(422, "wrong-password").field.as_deref(), Some("current"));
    change(&iris.token, PASSWORD, "short").await.problem(422, "password");
    change(&iris.token, PASSWORD, "password12345").await.problem(422, "password-common");
    change(&iris.token, PASSWORD, "iris@agency.test").await.problem(422, "password-names");
    assert_eq!(server.get("/api/session", &other).await.status, StatusCode::OK, "nothing has changed yet");

    let me: Me = change(&iris.token, PASSWORD, "warm paper red wax").await.json(StatusCode::OK);
    let renewed = me.token.unwrap();
    assert_eq!(server.get("/api/session", &renewed).await.status, StatusCode::OK);
    server.get("/api/session", &other).await.problem(401, "signed-out");
    server.get("/api/session", &iris.token).await.problem(401, "signed-out");
    server.sign_in(Some(&server.shown(&iris.key))).await.problem(401, "wrong-login");
    let log = server.store().activity(None, None, 10).await.unwrap();
    assert_eq!(log[0].code, "password.changed");
}

/// Otherwise ten wrong passwords in a stolen session would keep its owner from ending that session.
#[tokio::test]
async fn passwords_inside_a_session_are_counted_for_that_session() {
    let server = Server::new().await;
    let iris = server.iris(&[Role::Manager]).await;
    server.later(30);
    let stolen: Me = server.sign_in(Some(&server.shown(&iris.key))).await.json(StatusCode::OK);
    let stolen = stolen.token.unwrap();
    let end = async |token: &Token, text: &str| {
        let request = EndRequest { id: None, password: password(text) };
        server.post("/api/me/sessions/end", token, &request).await
    };
    for _ in 0..10 {
        end(&stolen, "not the password").await.problem(422, "wrong-password");
    }
    end(&stolen, PASSWORD).await.problem(429, "too-often");
    let asked = Proof { password: Some(password(PASSWORD)), code: None };
    let elsewhere = server.post("/api/me/factor", &stolen, &asked).await;
    elsewhere.problem(429, "too-often");
    let me: Me = end(&iris.token, PASSWORD).await.json(StatusCode::OK);
    server.get("/api/session", &stolen).await.problem(401, "signed-out");
    assert_eq!(server.get("/api/session", &me.token.unwrap()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn changing_the_authenticator_app_needs_password_and_code() {
    let server = Server::new().await;
    let iris = server.iris(&[Role::Manager]).await;
    let (path, token) = ("/api/me/factor", &iris.token);
    let empty = server.post(path, token, &Proof::default()).await.problem(422, "password-needed");
    assert_eq!(empty.field.as_deref(), Some("password"));
    let no_code = Proof { password: Some(password(PASSWORD)), code: None };
    server.post(path, token, &no_code).await.problem(422, "code-needed");
    server.post("/api/me/factor/remove", token, &no_code).await.problem(422, "code-needed");
    server.post("/api/me/recovery", token, &no_code).await.problem(422, "code-needed");
    let confirm = ConfirmRequest { code: Code("000000".into()) };
    server.send_json("PUT", path, token, &confirm).await.problem(410, "enrolment-over");

    server.later(30);
    let other: Me = server.sign_in(Some(&server.shown(&iris.key))).await.json(StatusCode::OK);
    server.later(30);
    let next = server.enroll(token, &proof(&server.shown(&iris.key))).await;
    server.get("/api/session", &other.token.unwrap()).await.problem(401, "signed-out");
    server.get("/api/session", token).await.problem(401, "signed-out");
    server.later(30);
    server.sign_in(Some(&server.shown(&iris.key))).await.problem(422, "wrong-code");
    server.sign_in(Some(&iris.codes[0].0)).await.problem(422, "wrong-code");

    let gone = proof(&server.shown(&next.key));
    let me: Me = server.post("/api/me/factor/remove", &next.token, &gone).await.json(StatusCode::OK);
    assert!(!me.second_factor);
    assert_eq!(server.sign_in(None).await.status, StatusCode::OK, "an authenticator app is optional here");
    let late = me.token.unwrap();
    server.later(15 * 60);
    server.post(path, &late, &Proof::default()).await.problem(422, "password-needed");
    server
        .post(path, &late, &Proof { password: Some(password(PASSWORD)), code: None })
        .await
        .json::<Enrollment>(StatusCode::OK);
    server.later(15 * 60);
    server.send_json("PUT", path, &late, &confirm).await.problem(410, "enrolment-over");
}

#[tokio::test]
async fn a_required_authenticator_app_cannot_be_removed() {
    let server = Server::strict().await;
    let iris = server.iris(&[Role::Manager]).await;
    server.later(30);
    let asked = proof(&server.shown(&iris.key));
    let refused = server.post("/api/me/factor/remove", &iris.token, &asked).await;
    refused.problem(409, "second-factor-required");
}

#[tokio::test]
async fn sessions_are_listed_and_ended_with_the_password() {
    let server = Server::new().await;
    let iris = server.iris(&[Role::Manager]).await;
    let mut others = Vec::new();
    for _ in 0..2 {
        server.later(30);
        let me: Me = server.sign_in(Some(&server.shown(&iris.key))).await.json(StatusCode::OK);
        others.push(me.token.unwrap());
    }
    let account: Account = server.get("/api/me/account", &iris.token).await.json(StatusCode::OK);
    assert_eq!(account.sessions.len(), 3);
    assert_eq!(account.sessions.iter().filter(|session| session.current).count(), 1);
    let newest = account.sessions[0].clone();
    assert_eq!(
        (newest.since, newest.device.as_str()),
        (START + 60, crate::say::device(Device::Unknown).as_str())
    );
    assert!(!others.iter().any(|token| token.expose().starts_with(&newest.id)));

    let end = async |token: &Token, id: Option<String>, text: &str| {
        server.post("/api/me/sessions/end", token, &EndRequest { id, password: password(text) }).await
    };
    end(&iris.token, Some(newest.id.clone()), "not it at all").await.problem(422, "wrong-password");
    let me: Me = end(&iris.token, Some(newest.id.clone()), PASSWORD).await.json(StatusCode::OK);
    let token = me.token.unwrap();
    server.get("/api/session", &iris.token).await.problem(401, "signed-out");
    server.get("/api/session", &others[1]).await.problem(401, "signed-out");
    assert_eq!(server.get("/api/session", &others[0]).await.status, StatusCode::OK);
    end(&token, Some(newest.id), PASSWORD).await.problem(404, "session-unknown");
    let me: Me = end(&token, None, PASSWORD).await.json(StatusCode::OK);
    server.get("/api/session", &others[0]).await.problem(401, "signed-out");
    let account: Account = server.get("/api/me/account", &me.token.unwrap()).await.json(StatusCode::OK);
    assert_eq!(account.sessions.len(), 1);
    // She must not see another person's session.
    let mia: Account = server.get("/api/me/account", &server.manager).await.json(StatusCode::OK);
    assert_eq!(mia.sessions.len(), 1);
}

#[tokio::test]
async fn a_token_from_the_client_never_becomes_a_session() {
    let server = Server::new().await;
    let Enrolled { key, .. } = server.iris(&[Role::Manager]).await;
    server.later(30);
    let planted = "planted0planted0planted0planted0planted0planted0plan";
    let ask = super::request("POST", "/api/session", None)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ORIGIN, "http://127.0.0.1:8080")
        .header(header::COOKIE, format!("sealpost={planted}"));
    let body = SignInRequest { token: false, ..sign_in(Some(&server.shown(&key))) };
    let answer = server.send(ask.body(serde_json::to_vec(&body).unwrap().into()).unwrap()).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("sealpost=") && !cookie.contains(planted), "{cookie}");
    server.get("/api/session", &Token::received(planted)).await.problem(401, "signed-out");
}
