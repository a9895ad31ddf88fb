//! Reads a request's body completely, or closes the connection after the response.
//!
//! This happens before anything else looks at the request. If a handler refused a request without reading its body,
//! the rest of the body would be taken for the next request on that connection (RFC 9112, section 9.3). Only if a route
//! takes more than usual, it first has to be clear who asks.

use std::time::Duration;

use axum::{
    body::{Body, HttpBody},
    extract::{FromRequestParts, Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::StreamExt;
use shared::wire::BODY_MAX;
use tokio::sync::Semaphore;

use super::{
    extract::Own,
    problem::{BadRequest, Result},
};
use crate::app::App;

/// How long a body can take to arrive.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many surplus bytes are read and dropped, so that a client that sends too much gets a response: most programs
/// send the whole request before they read the response.
const SURPLUS_MAX: usize = 16 * BODY_MAX;
/// How many bodies of more than [`BODY_MAX`] bytes are in memory at once while they arrive. Others wait.
const LARGE_AT_ONCE: usize = 8;

static LARGE: Semaphore = Semaphore::const_new(LARGE_AT_ONCE);

/// Returns how many bytes the body of a request with this method and path can have.
pub(super) type Most = fn(&Method, &str) -> usize;

/// Reads the body, of at most as many bytes as its route takes, and passes the request on with it. Someone who isn't
/// signed in can send at most [`BODY_MAX`], so that strangers can't take the places of large bodies.
pub(super) async fn read(State((most, app)): State<(Most, App)>, request: Request, next: Next) -> Response {
    let most = most(request.method(), request.uri().path());
    let (mut parts, body) = request.into_parts();
    let stranger = if most > BODY_MAX { Own::from_request_parts(&mut parts, &app).await.err() } else { None };
    let most = if stranger.is_some() { BODY_MAX } else { most };
    let whole = tokio::time::timeout(PATIENCE, whole(body, most))
        .await
        .unwrap_or_else(|_| Err(BadRequest::TooSlow.into()));
    match whole {
        Ok(bytes) => next.run(Request::from_parts(parts, bytes.into())).await,
        Err(refusal) => {
            let mut response = stranger.unwrap_or(refusal).into_response();
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            response
        }
    }
}

async fn whole(body: Body, most: usize) -> Result<Vec<u8>> {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > SURPLUS_MAX {
        return Err(BadRequest::TooLarge(most).into());
    }
    let mut bytes = Vec::with_capacity(announced.min(BODY_MAX));
    let mut received = 0;
    let mut large = None;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| BadRequest::Cut)?;
        received += chunk.len();
        if received <= most {
            if received > BODY_MAX && large.is_none() {
                // The semaphore is never closed.
                large = LARGE.acquire().await.ok();
            }
            bytes.extend_from_slice(&chunk);
        } else if received > SURPLUS_MAX {
            break;
        }
    }
    drop(large);
    if received > most { Err(BadRequest::TooLarge(most).into()) } else { Ok(bytes) }
}
