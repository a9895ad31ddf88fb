//! The only module that sends requests, opens WebSockets or starts workers. Every failure, including network failures,
//! is a [`Problem`] with a sentence for the user.

pub mod check;
pub mod client;
pub mod connection;
pub mod helper;
mod inbox;
mod socket;
pub mod staff;
mod worker;

use std::{future::Future, pin::Pin};

use gloo_net::http::{Method, Request, RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};
use shared::{
    link::Token,
    wire::{AUTHORIZATION, Problem},
};
use web_sys::AbortSignal;

use crate::{json::read, say};

/// Request timeout in milliseconds, longer than the slowest DNS report takes.
const PATIENCE: u32 = 30_000;

/// Sends a GET request to `path`, such as `/api/config`.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Problem> {
    answer(start(Method::GET, path, None).build()).await
}

/// Sends a POST request with `body` to `path`. Returns `()` for status 204.
pub async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Problem> {
    send(Method::POST, path, None, body).await
}

/// Sends a PUT request with `body` to `path`.
pub async fn put<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Problem> {
    send(Method::PUT, path, None, body).await
}

/// Sends a DELETE request to `path`.
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

async fn answer<T: DeserializeOwned>(request: Result<Request, gloo_net::Error>) -> Result<T, Problem> {
    read(&exchange(request).await?).ok_or_else(unexpected)
}

/// Returns the text of a successful answer. The future is boxed, so that its code is compiled once and not for every
/// caller.
fn exchange(
    request: Result<Request, gloo_net::Error>,
) -> Pin<Box<dyn Future<Output = Result<String, Problem>>>> {
    Box::pin(async move {
        let request = request.map_err(|_| unexpected())?;
        let response = request.send().await.map_err(|_| offline())?;
        let text = response.text().await.map_err(|_| offline())?;
        match response.ok() {
            true if text.is_empty() => Ok("null".into()),
            true => Ok(text),
            false => Err(refusal(&response, &text)),
        }
    })
}

fn refusal(response: &Response, text: &str) -> Problem {
    read(text).unwrap_or_else(|| Problem { status: response.status(), ..unexpected() })
}

/// The error code of [`offline`].
const LOST: &str = "offline";

/// Returns the problem for a request without an answer: no network, no server, or a timeout.
pub fn offline() -> Problem {
    let say = say::client();
    own(LOST, say.connection_lost(), say.connection_lost_next())
}

/// Returns the problem for an unexpected answer, such as a proxy's error page, or one from another version of the
/// server.
pub fn unexpected() -> Problem {
    let say = say::client();
    own("unexpected-answer", say.answer_unreadable(), say.answer_unreadable_next())
}

fn own(code: &str, title: &str, detail: &str) -> Problem {
    Problem {
        kind: "about:blank".into(),
        title: title.into(),
        status: 0,
        detail: detail.into(),
        code: code.into(),
        field: None,
        retry_after: None,
        ask: None,
    }
}
