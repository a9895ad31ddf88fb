//! Reads a request's body completely, or closes the connection after the response.
//!
//! This happens before anything else looks at the request. If a handler refused a request without reading its body,
//! the rest of the body would be taken for the next request on that connection (RFC 9112, section 9.3).

use std::time::Duration;

use axum::{
    body::{Body, HttpBody},
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::StreamExt;
use shared::wire::BODY_MAX;

use super::problem::{BadRequest, Result};

/// How long a body can take to arrive.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many surplus bytes are read and dropped, so that a client that sends too much gets a response: most programs
/// send the whole request before they read the response.
const SURPLUS_MAX: usize = 16 * BODY_MAX;

/// Reads the body, of at most [`BODY_MAX`] bytes, and passes the request on with it.
pub(super) async fn read(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let whole =
        tokio::time::timeout(PATIENCE, whole(body)).await.unwrap_or_else(|_| Err(BadRequest::TooSlow.into()));
    match whole {
        Ok(bytes) => next.run(Request::from_parts(parts, bytes.into())).await,
        Err(refusal) => {
            let mut response = refusal.into_response();
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            response
        }
    }
}

async fn whole(body: Body) -> Result<Vec<u8>> {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > SURPLUS_MAX {
        return Err(BadRequest::TooLarge.into());
    }
    let mut bytes = Vec::with_capacity(announced.min(BODY_MAX));
    let mut received = 0;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| BadRequest::Cut)?;
        received += chunk.len();
        if received <= BODY_MAX {
            bytes.extend_from_slice(&chunk);
        } else if received > SURPLUS_MAX {
            break;
        }
    }
    if received > BODY_MAX { Err(BadRequest::TooLarge.into()) } else { Ok(bytes) }
}
