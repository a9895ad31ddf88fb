//! The only place that fetches. Every failure is a [`Problem`] with a sentence for the person, the
//! network's own included.

pub mod staff;

use futures_util::{
    SinkExt, StreamExt,
    future::{Either, select},
};
use gloo_net::{
    http::{Method, RequestBuilder, Response},
    websocket::{Message, futures::WebSocket},
};
use gloo_timers::future::TimeoutFuture;
use serde::{Serialize, de::DeserializeOwned};
use shared::{
    check::{CheckReport, StageReport},
    details::{Answers, Secret},
    link::{Link, Token},
    recipients::Pin,
    report::Report,
    rules::Address,
    seal::seal_check,
    wire::{
        AUTHORIZATION, AlarmRequest, CheckHello, CheckMessage, ClientView, DiscoverRequest, Discovery,
        Problem, Progress, Receipt, ReportRequest, SubmitRequest,
    },
};
use web_sys::AbortSignal;

/// How long an answer may take, in milliseconds: more than the slowest DNS report.
const PATIENCE: u32 = 30_000;

/// Asks for `path`, such as `/api/config`.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Problem> {
    answer(start(Method::GET, path, None).build()).await
}

/// Sends `body` to `path`. The answer to a 204 is `()`.
pub async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Problem> {
    send(Method::POST, path, None, body).await
}

/// Replaces what is at `path` with `body`.
pub async fn put<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Problem> {
    send(Method::PUT, path, None, body).await
}

/// Removes what is at `path`.
pub async fn delete<T: DeserializeOwned>(path: &str) -> Result<T, Problem> {
    answer(start(Method::DELETE, path, None).build()).await
}

async fn send<T: DeserializeOwned>(
    method: Method,
    path: &str,
    token: Option<&Token>,
    body: &impl Serialize,
) -> Result<T, Problem> {
    answer(start(method, path, token).json(body)).await
}

fn start(method: Method, path: &str, token: Option<&Token>) -> RequestBuilder {
    let request =
        RequestBuilder::new(path).method(method).abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    match token {
        Some(token) => request.header(AUTHORIZATION, &format!("Bearer {}", token.expose())),
        None => request,
    }
}

async fn answer<T: DeserializeOwned>(
    request: Result<gloo_net::http::Request, gloo_net::Error>,
) -> Result<T, Problem> {
    let request = request.map_err(|_| unexpected())?;
    let response = request.send().await.map_err(|_| offline())?;
    let text = response.text().await.map_err(|_| offline())?;
    if response.ok() {
        let text = if text.is_empty() { "null" } else { &text };
        serde_json::from_str(text).map_err(|_| unexpected())
    } else {
        Err(refusal(&response, &text))
    }
}

fn refusal(response: &Response, text: &str) -> Problem {
    serde_json::from_str(text).unwrap_or_else(|_| Problem { status: response.status(), ..unexpected() })
}

/// No answer came: no network, no server, or a time-out.
pub fn offline() -> Problem {
    own(
        "offline",
        "No connection",
        "The server did not answer. Please check that you are online, then try again. Nothing you typed is lost.",
    )
}

/// An answer that is not one of ours: a proxy's error page, or another version.
pub fn unexpected() -> Problem {
    own(
        "unexpected-answer",
        "Something went wrong",
        "The server gave an answer that this page does not understand. Please try again in a minute, or load the page anew.",
    )
}

fn own(code: &str, title: &str, detail: &str) -> Problem {
    Problem {
        kind: "about:blank".into(),
        title: title.into(),
        status: 0,
        detail: detail.into(),
        code: code.into(),
        field: None,
    }
}

// ---- the client's own routes, under the link's token -------------------------------------------

/// What the link leads to.
pub async fn view(link: &Link) -> Result<ClientView, Problem> {
    answer(start(Method::GET, &route(link, ""), Some(&link.token())).build()).await
}

/// Remembers the step and the answers so far; never the secret.
pub async fn remember(link: &Link, progress: &Progress) -> Result<(), Problem> {
    send(Method::POST, &route(link, "/progress"), Some(&link.token()), progress).await
}

/// Finds the provider of an address.
pub async fn discover(link: &Link, address: Address) -> Result<Discovery, Problem> {
    send(Method::POST, &route(link, "/discover"), Some(&link.token()), &DiscoverRequest { address }).await
}

/// Hands over the sealed file.
pub async fn submit(link: &Link, request: &SubmitRequest) -> Result<Receipt, Problem> {
    send(Method::POST, &route(link, "/submission"), Some(&link.token()), request).await
}

/// Takes the submission back.
pub async fn withdraw(link: &Link) -> Result<(), Problem> {
    send(Method::POST, &route(link, "/withdraw"), Some(&link.token()), &()).await
}

/// Asks DNS anew; with `every_server`, each name server of the domain on its own.
pub async fn report(link: &Link, every_server: bool) -> Result<Report, Problem> {
    let request = ReportRequest { every_server };
    send(Method::POST, &route(link, "/report"), Some(&link.token()), &request).await
}

/// Says that this page refused the recipient set that it was shown.
pub async fn alarm(link: &Link, seen: Pin) -> Result<(), Problem> {
    send(Method::POST, &route(link, "/alarm"), Some(&link.token()), &AlarmRequest { seen }).await
}

/// Tries a login live, in the server form of the check: the login is sealed to a key that lives only in
/// that server process's memory. `on_stage` is called as each stage ends. The answer is the whole
/// report, and how many checks are left in this hour.
pub async fn check(
    link: &Link,
    answers: &Answers,
    secret: &Secret,
    on_stage: impl Fn(StageReport),
) -> Result<(CheckReport, u32), Problem> {
    let mut socket = WebSocket::open(&route(link, "/check")).map_err(|_| offline())?;
    let hello = serde_json::to_string(&CheckHello { token: link.token() }).map_err(|_| unexpected())?;
    socket.send(Message::Text(hello)).await.map_err(|_| offline())?;
    loop {
        match heard(&mut socket).await? {
            CheckMessage::Key { key } => {
                let sealed = seal_check(&key, answers, secret).map_err(|_| unexpected())?;
                socket.send(Message::Bytes(sealed)).await.map_err(|_| offline())?;
            }
            CheckMessage::Stage { stage } => on_stage(stage),
            CheckMessage::Done { report, checks_left } => return Ok((*report, checks_left)),
            CheckMessage::Refused { problem } => return Err(problem),
        }
    }
}

async fn heard(socket: &mut WebSocket) -> Result<CheckMessage, Problem> {
    match select(socket.next(), TimeoutFuture::new(PATIENCE)).await {
        Either::Left((Some(Ok(Message::Text(text))), _)) => {
            serde_json::from_str(&text).map_err(|_| unexpected())
        }
        Either::Left((Some(Ok(Message::Bytes(_))), _)) => Err(unexpected()),
        Either::Left((Some(Err(_)) | None, _)) | Either::Right(_) => Err(offline()),
    }
}

fn route(link: &Link, end: &str) -> String {
    format!("/api/o/{}{end}", link.locator())
}
