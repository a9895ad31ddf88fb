//! One line for each request: method, the route's template, status, milliseconds. Never the path itself,
//! which holds locators, and nothing of who asked.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};

pub(super) async fn request(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    let route = route.as_ref().map_or("page", MatchedPath::as_str);
    tracing::info!(%method, route, status, millis, "request");
    response
}
