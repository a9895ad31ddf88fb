//! The server enforces every limit that the document names: exactly as many requests as it says succeed, and the next
//! one is refused.

use axum::http::StatusCode;
use sealpost_core::{fixture, limits};
use serde_json::{Value, json};
use shared::{
    link::{HandOverLink, Link, Token},
    open::Identities,
    recipients::RecipientSet,
    wire::{Enrollment, Invited, Role},
};

use super::{
    Answer, Server,
    accounts::{IRIS, PASSWORD},
    hand_overs, signed_in,
};
use crate::routes::{
    limit::Limit,
    table::{GROUPS, Route},
};

/// A request that reaches one of a route's limits.
struct Attempt {
    token: Token,
    path: String,
    body: Value,
    /// Seconds to wait before the last request, so that all other limits have reset.
    over: i64,
    /// The link of the route, if it isn't the client's.
    helper: Option<HandOverLink>,
}

impl From<HandOverLink> for Attempt {
    fn from(link: HandOverLink) -> Self {
        Self { helper: Some(link.clone()), ..Self::new(&link.token(), json!(null)) }
    }
}

const QUARTER: i64 = 15 * 60;

impl Attempt {
    fn new(token: &Token, body: Value) -> Self {
        Self { token: token.clone(), path: String::new(), body, over: 0, helper: None }
    }

    /// Changes the body if repeating a request changes nothing, so that it isn't counted.
    fn vary(&mut self, limit: Limit, n: u32) {
        match limit {
            Limit::Helps => self.body["note"] = json!(format!("Question {n}")),
            Limit::Contacts => self.body["phone"] = json!(format!("030 12345{n:02}")),
            _ => {}
        }
    }

    /// Makes this an attempt with a wrong code. The limits of passwords reset long before that of codes.
    fn code(self) -> Self {
        Self { over: QUARTER, ..self }
    }
}

/// Returns a wrong code, never the one that the app shows.
fn wrong(server: &Server, key: &str) -> String {
    if server.shown(key) == "000000" { "000001".into() } else { "000000".into() }
}

async fn attempt(
    server: &Server,
    route: &Route,
    limit: Limit,
    (id, link, set): (&str, &Link, &RecipientSet),
) -> Attempt {
    let client = link.token();
    let by_password = |token: &Token, name: &str| Attempt::new(token, json!({ name: "not the password" }));
    match (route.name, limit) {
        ("saveProgress", Limit::Progress) | ("report", Limit::Reports) => Attempt::new(&client, json!({})),
        ("discover", Limit::Discoveries) => Attempt::new(&client, json!({ "address": "shop@bakery.test" })),
        ("handOver", Limit::HandOvers) => Attempt::new(&client, json!(hand_overs::request(link, 1))),
        ("handOverOpened", Limit::Answers) => hand_overs::made(server, link, 1).await.into(),
        ("handOverDone", Limit::Answers) => {
            let made = hand_overs::made(server, link, 1).await;
            Attempt { body: json!(hand_overs::answer(&made, "canary~horse")), ..made.into() }
        }
        ("askForHelp", Limit::Helps) => {
            Attempt::new(&client, json!({ "step": "guide", "situation": "nothing" }))
        }
        ("setContact", Limit::Contacts) => Attempt::new(&server.manager, json!({ "shows_email": true })),
        ("alarm", Limit::Alarms) => Attempt::new(&client, json!({ "seen": set.pin() })),
        ("check", Limit::Checks) => Attempt::new(&client, json!({ "sealed": "bm90aGluZw==" })),
        ("awaitDelivery" | "judgeMessage", Limit::Deliveries) => {
            server.configure(id, link, set).await;
            Attempt::new(&server.technician, json!({ "source": "RnJvbTogc2hvcEBiYWtlcnkudGVzdA0KDQpIaQ0K" }))
        }
        ("setUp", Limit::SetUps) => Attempt::new(&Token::received(""), set_up("nothing")),
        ("signIn", Limit::SignIns) => Attempt::new(
            &Token::received(""),
            json!({ "email": "mia@agency.test", "password": "not the password" }),
        ),
        ("changePassword", Limit::Proofs) => Attempt::new(
            &server.manager,
            json!({ "current": "not the password", "password": "warm paper red wax" }),
        ),
        ("endSessions", Limit::Proofs) => by_password(&server.manager, "password"),
        ("beginFactor" | "removeFactor" | "recoveryCodes", Limit::Proofs) => {
            by_password(&server.iris(&[Role::Manager]).await.token, "password")
        }
        ("offerKey", Limit::Proofs) => {
            let key = Identities::generate().public_keys().remove(0);
            let body = json!({ "key": key, "proof": { "password": "not the password" } });
            Attempt::new(&server.technician, body)
        }
        ("offerKey", Limit::Challenges) => {
            let person = fixture::person(server.store(), "New", &[Role::Technician]).await;
            let key = Identities::generate().public_keys().remove(0);
            Attempt::new(&signed_in(server.store(), &person).await, json!({ "key": key }))
        }
        (name, Limit::Codes) => with_code(server, name).await,
        (name, limit) => panic!("no attempt for the limit {limit:?} of {name}"),
    }
}

fn set_up(token: &str) -> Value {
    json!({ "token": token, "name": "Iris", "email": IRIS, "password": "warm paper red wax" })
}

/// Prepares attempts with the correct password and a wrong code.
async fn with_code(server: &Server, name: &str) -> Attempt {
    let iris = server.iris(&[Role::Technician, Role::Admin]).await;
    // The code that activated her authenticator app counts too.
    server.later(limits::CODES.seconds);
    let code = wrong(server, &iris.key);
    let nobody = Token::received("");
    let proof = json!({ "password": PASSWORD, "code": code });
    match name {
        "signIn" => {
            Attempt::new(&nobody, json!({ "email": IRIS, "password": PASSWORD, "code": code })).code()
        }
        "beginFactor" | "removeFactor" | "recoveryCodes" => Attempt::new(&iris.token, proof).code(),
        "offerKey" => {
            let technician = server.store().person_by_email(&IRIS.parse().unwrap()).await.unwrap().unwrap();
            fixture::give_key(server.store(), &technician, &Identities::generate()).await;
            let key = Identities::generate().public_keys().remove(0);
            Attempt::new(&iris.token, json!({ "key": key, "proof": proof })).code()
        }
        "confirmFactor" => {
            let person = fixture::person(server.store(), "New", &[Role::Manager]).await;
            let token = Token::received("session of New");
            let now = server.app.now();
            assert!(server.store().open_session(token.hash(), &person, "Firefox", 20, now).await.unwrap());
            let begun = server.post("/api/me/factor", &token, &json!({})).await;
            let begun: Enrollment = begun.json(StatusCode::OK);
            Attempt::new(&token, json!({ "code": wrong(server, &begun.key.0) }))
        }
        "setUp" => {
            let id = server.store().person_by_email(&IRIS.parse().unwrap()).await.unwrap().unwrap().id;
            let made = server.post(&format!("/api/people/{id}/setup"), &server.admin, &json!({})).await;
            let made: Invited = made.json(StatusCode::CREATED);
            let url = made.setup_url.unwrap();
            let mut body = set_up(url.split_once("#setup=").unwrap().1);
            body["code"] = json!(code);
            Attempt::new(&nobody, body)
        }
        name => panic!("no attempt for the codes of {name}"),
    }
}

async fn reached(server: &Server, route: &Route, attempt: &Attempt) -> Answer {
    server.send_json(route.method.as_str(), &attempt.path, &attempt.token, &attempt.body).await
}

#[tokio::test]
async fn the_server_enforces_every_limit_in_the_document() {
    for route in GROUPS.iter().flat_map(|group| &group.routes) {
        // The socket shares its limit with the plain check. `checks.rs` tests it.
        for &limit in route.limits.iter().filter(|_| route.socket.is_none()) {
            let server = Server::new().await;
            let (row, link, set) = server.onboarding().await;
            let mut attempt = attempt(&server, route, limit, (row.id.as_str(), &link, &set)).await;
            let helper = attempt.helper.as_ref().map_or_else(|| link.locator(), HandOverLink::locator);
            let path = route.path.replace("{locator}", helper.as_str()).replace("{id}", &row.id);
            attempt.path = format!("/api{path}");
            let what = format!("{} {limit:?}", route.name);
            for n in 0..limit.rule().times {
                attempt.vary(limit, n);
                let answer = reached(&server, route, &attempt).await;
                assert_ne!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{what}: {n}");
                // Only a sign-in with a wrong password may get this status.
                let is_signed_out = answer.status == StatusCode::UNAUTHORIZED && limit != Limit::SignIns;
                assert!(!is_signed_out, "{what}: {}", answer.text());
            }
            server.later(attempt.over);
            let code = match limit {
                Limit::Checks => "checks-used-up",
                Limit::Helps => "helps-used-up",
                _ => "too-often",
            };
            attempt.vary(limit, limit.rule().times);
            let wait = reached(&server, route, &attempt).await.problem(429, code).retry_after.unwrap();
            assert!(i64::from(wait) <= limit.rule().seconds, "{what}: {wait}");
            server.later(i64::from(wait));
            let after = reached(&server, route, &attempt).await;
            assert_ne!(after.status, StatusCode::TOO_MANY_REQUESTS, "{what}: not reset after {wait} s");
        }
    }
}
