//! The API's document, for programs and for people.

mod page;
mod types;

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use super::openapi;
use crate::app::App;

const AN_HOUR: &str = "public, max-age=3600";

/// The styles that the page adds to those of our other pages.
const STYLE: &str = include_str!("document/docs.css");

fn answer(kind: &'static str, cache: &'static str, text: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], text).into_response()
}

pub(super) async fn json() -> Response {
    answer("application/json", AN_HOUR, openapi::TEXT.as_str())
}

pub(super) async fn page(State(app): State<App>) -> Response {
    // It links styles that have other names after an upgrade.
    answer("text/html; charset=utf-8", "no-cache", page::page(&app.pages))
}

pub(super) async fn style() -> Response {
    answer("text/css; charset=utf-8", AN_HOUR, STYLE)
}
