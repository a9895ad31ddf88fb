//! Logs one line for each request: method, the route's template, status, the code of a refusal, milliseconds. Never
//! logs the path itself, because it contains locators.
//!
//! The line names the network of a request only if someone may have to investigate it: if a guard refused the request,
//! or on the routes on which staff sign in.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::Response,
};
use sealpost_core::network::Width;

use super::{extract::Network, problem::StableCode};

/// Routes on which people sign in and out, and change how they sign in.
const DOORS: [&str; 3] = ["/api/session", "/api/setup", "/api/me"];

/// Refusals that aren't typing mistakes, but don't have a guard's status.
const GUARDED: [&str; 7] = [
    "link-unknown",
    "setup-unknown",
    "recipients-differ",
    "not-sealed",
    "wrong-code",
    "clock-off",
    "wrong-password",
];

pub(super) async fn request(Network(network): Network, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    let route = route.as_ref().map_or("page", MatchedPath::as_str);
    let code = response.extensions().get::<StableCode>().map(StableCode::as_str);
    let is_question = method == Method::GET && route == "/api/session";
    // A page asks who is signed in before it shows the sign-in form. "No one" is an answer, not a refusal.
    let is_guard = !is_question && is_guard(status, code.unwrap_or_default());
    let is_door = !is_question && DOORS.iter().any(|door| route.starts_with(door));
    let from = (is_guard || is_door).then(|| network.name(Width::Household));
    if is_guard {
        tracing::warn!(%method, route, status, code, from, millis, "refused");
    } else {
        tracing::info!(%method, route, status, code, from, millis, "request");
    }
    response
}

/// Returns true for a guard's refusal: signed out, not allowed, too slow, too large, too often, or one of [`GUARDED`].
fn is_guard(status: u16, code: &str) -> bool {
    matches!(status, 401 | 403 | 408 | 413 | 429) || GUARDED.contains(&code)
}
