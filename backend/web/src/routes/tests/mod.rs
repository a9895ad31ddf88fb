//! Calls the router directly: every route, and its response to bad input.

mod accounts;
mod allowed;
mod anyone;
mod approvals;
mod brand;
mod checks;
mod clients;
mod conform;
mod document;
mod events;
mod hand_overs;
mod headers;
mod help;
mod hostile;
mod keys;
mod leavers;
mod limits;
mod lockouts;
mod members;
mod prove;
mod relays;
mod reports;
mod reseal;
mod retention;
mod schema;
mod sockets;
mod staff;
mod written;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use net::{Egress, Policy, dns::Dns, url::PublicUrl};
use probe::check::Limits;
use sealpost_core::{
    fixture::{self, START},
    guard::Guard,
    report::Turns,
    session,
    shares::Shares,
    store::{Person, Store},
    verifier::Verifier,
};
use serde::{Serialize, de::DeserializeOwned};
use shared::{
    link::{Link, Token},
    open::Identities,
    recipients::RecipientSet,
    wire::{BoardRow, Config, Problem, Role, SecondFactor},
};
use store_sqlite::testing::Kept;
use tower::ServiceExt;

use crate::{
    app::{App, Parts, SOCKETS_EACH, Unfinished},
    pages::Pages,
};

/// A server without a socket, with the people of an agency.
struct Server {
    router: Router,
    app: App,
    clock: Arc<AtomicI64>,
    manager: Token,
    technician: Token,
    admin: Token,
    identity: Identities,
    kept: Kept,
}

impl Server {
    async fn new() -> Self {
        Self::at("http://127.0.0.1:8080").await
    }

    async fn at(public_url: &str) -> Self {
        Self::with(public_url, |_| {}).await
    }

    /// Creates a server with server-side checks turned off.
    async fn without_server_check() -> Self {
        Self::with("http://127.0.0.1:8080", |parts| parts.config.server_check = false).await
    }

    /// Creates a server with some parts changed.
    async fn with(public_url: &str, change: impl FnOnce(&mut Parts)) -> Self {
        let kept = store_sqlite::testing::store().await;
        let clock = Arc::new(AtomicI64::new(START));
        let mut parts = parts(&kept, &clock, public_url);
        change(&mut parts);
        parts.guard = Guard::new(parts.config.second_factor, "Nord").unwrap();
        let app = App::new(parts);
        let (technician, identity) = fixture::technician(&kept.store, "Tess").await;
        let manager = fixture::person(&kept.store, "Mia", &[Role::Manager]).await;
        let admin = fixture::person(&kept.store, "Ada", &[Role::Admin]).await;
        Self {
            router: crate::app(app.clone()),
            manager: signed_in(&kept.store, &manager).await,
            technician: signed_in(&kept.store, &technician).await,
            admin: signed_in(&kept.store, &admin).await,
            app,
            clock,
            identity,
            kept,
        }
    }

    fn store(&self) -> &dyn Store {
        &self.kept.store
    }

    /// Moves the clock forward.
    fn later(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let (head, body) = request.into_parts();
        let sent = body.collect().await.unwrap().to_bytes();
        let request = Request::from_parts(head, Body::from(sent.clone()));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        conform::hold(&method, &path, &sent, &answer);
        answer
    }

    async fn get(&self, path: &str, token: &Token) -> Answer {
        self.send(request("GET", path, Some(token)).body(Body::empty()).unwrap()).await
    }

    async fn send_json(&self, method: &str, path: &str, token: &Token, body: &impl Serialize) -> Answer {
        let request = request(method, path, Some(token)).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(serde_json::to_vec(body).unwrap().into()).unwrap()).await
    }

    async fn post(&self, path: &str, token: &Token, body: &impl Serialize) -> Answer {
        self.send_json("POST", path, token, body).await
    }

    /// Creates an onboarding. Returns it with its link and the link's recipients.
    async fn onboarding(&self) -> (BoardRow, Link, RecipientSet) {
        let (link, set) = fixture::link(self.store()).await;
        let request = fixture::create_request(&link, &set);
        let row = self.post("/api/onboardings", &self.manager, &request).await;
        (row.json(StatusCode::CREATED), link, set)
    }
}

fn parts(kept: &Kept, clock: &Arc<AtomicI64>, public_url: &str) -> Parts {
    let public_url = PublicUrl::parse(public_url).unwrap();
    let policy =
        Policy { allow: Vec::new(), ports: Some(vec![fixture::answers().port]), ..Policy::default() };
    let clock = clock.clone();
    Parts {
        store: Arc::new(kept.store.clone()),
        config: Config {
            agency: "Nord".into(),
            public_url: public_url.to_string(),
            sandbox: false,
            server_check: true,
            second_factor: SecondFactor::Optional,
        },
        public_url,
        trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()],
        keep: BTreeMap::new(),
        egress: Egress::new(policy, Dns::new(Vec::new(), false), None).unwrap(),
        inbound: Some("mx.nord.test".parse().unwrap()),
        mailer: None,
        guard: Guard::new(SecondFactor::Optional, "Nord").unwrap(),
        verifier: Verifier::new(START),
        pages: Pages::Folder("there/is/none".into()),
        clock: Arc::new(move || clock.load(Ordering::Relaxed)),
        unfinished: Unfinished::default(),
        reports: Turns::default(),
        relay: Limits::default(),
        sockets: Shares::of(SOCKETS_EACH),
    }
}

async fn signed_in(store: &dyn Store, person: &Person) -> Token {
    let token = Token::received(&format!("session of {}", person.name));
    assert!(store.open_session(token.hash(), person, "Firefox on Linux", 20, START).await.unwrap());
    assert!(session::recognize(store, &token, START).await.is_ok());
    token
}

fn request(method: &str, path: &str, token: Option<&Token>) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(path);
    match token {
        Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {}", token.expose())),
        None => request,
    }
}

/// A response.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn json<T: DeserializeOwned>(&self, status: StatusCode) -> T {
        assert_eq!(self.status, status, "{}", self.text());
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    fn is_empty_with(&self, status: StatusCode) {
        assert_eq!((self.status, self.text().as_str()), (status, ""));
    }

    /// Returns the problem, and asserts its status, its code and its format.
    fn problem(&self, status: u16, code: &str) -> Problem {
        let problem: Problem =
            serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}", self.text()));
        assert_eq!((self.status.as_u16(), problem.code.as_str()), (status, code), "{problem:?}");
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(problem.status, status);
        let header = self.headers.get(header::RETRY_AFTER).map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(header, problem.retry_after.map(|seconds| seconds.to_string()));
        assert_eq!(
            status == 429,
            problem.retry_after.is_some(),
            "only a limit says when to retry: {problem:?}"
        );
        assert!(problem.detail.ends_with('.') && problem.detail.len() > 10, "{}", problem.detail);
        problem
    }
}
