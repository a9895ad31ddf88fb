//! Errors as `application/problem+json` (RFC 9457).

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sealpost_core::{Error, Kind, Wait};
use shared::wire::{BODY_MAX, Problem};

/// What a handler answers.
pub(super) type Result<T> = std::result::Result<T, Refusal>;

/// A problem on its way out.
#[derive(Debug)]
pub(super) struct Refusal(Box<Problem>);

impl Refusal {
    /// A problem of HTTP itself, of which the journey knows nothing.
    pub(super) fn new(status: StatusCode, code: &str, detail: &str) -> Self {
        Self(Box::new(Problem {
            kind: "about:blank".into(),
            title: status.canonical_reason().unwrap_or_default().into(),
            status: status.as_u16(),
            detail: detail.into(),
            code: code.into(),
            field: None,
            retry_after: None,
        }))
    }

    pub(super) fn at(mut self, field: Option<String>) -> Self {
        self.0.field = field;
        self
    }

    fn after(mut self, wait: Option<Wait>) -> Self {
        self.0.retry_after = wait.map(Wait::seconds);
        self
    }

    /// The body alone, for where there is no HTTP answer to put it in, and so no line of a request that names it.
    pub(super) fn into_problem(self) -> Problem {
        tracing::info!(code = self.0.code, "refused on a socket");
        *self.0
    }

    pub(super) fn too_large() -> Self {
        let detail = format!("This is too large: at most {} kB can be sent at once.", BODY_MAX / 1024);
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", &detail)
    }
}

/// The code of a refusal, which goes with its answer to the log.
#[derive(Debug, Clone)]
pub(super) struct StableCode(String);

impl StableCode {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match &error {
            Error::Store(source) => tracing::error!(%source, "the database failed"),
            Error::System(what) => tracing::error!(what, "the system failed"),
            _ => {}
        }
        let status = match error.kind() {
            Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::SignedOut => StatusCode::UNAUTHORIZED,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::Conflict => StatusCode::CONFLICT,
            Kind::Gone => StatusCode::GONE,
            Kind::Limited => StatusCode::TOO_MANY_REQUESTS,
            Kind::Server => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.code(), &error.to_string())
            .at(error.field().map(str::to_owned))
            .after(error.wait())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let wait = self.0.retry_after;
        let code = StableCode(self.0.code.clone());
        let mut response = (status, axum::Json(self.0)).into_response();
        response.extensions_mut().insert(code);
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        if let Some(seconds) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

pub(super) async fn no_route() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "no-route", "There is nothing at this address.")
}

pub(super) async fn no_method() -> Refusal {
    let detail = "This address takes other methods.";
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "no-method", detail)
}
