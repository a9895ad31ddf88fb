//! Errors as `application/problem+json` (RFC 9457).

use std::borrow::Cow;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sealpost_core::{Error, Kind, Wait};
use shared::{
    rules::RuleError,
    wire::{PersonToAsk, Problem},
};

use crate::say::{PROBLEMS, refusal};

/// The result of a handler.
pub(super) type Result<T> = std::result::Result<T, Refusal>;

/// A status and the stable code that comes with it.
pub(super) type Code = (u16, &'static str);

/// Returns the status and code for an error of the journey.
pub(super) fn code(error: &Error) -> Code {
    (status(error.kind()).as_u16(), error.code())
}

/// A problem that becomes the response.
#[derive(Debug)]
pub(super) struct Refusal(Box<Problem>);

/// An error in the request itself. The journey doesn't know these.
#[derive(Debug, Clone, Copy)]
pub(super) enum BadRequest {
    /// The body breaks a rule for names, addresses or ports.
    Rule(RuleError),
    /// The body lacks a field.
    Missing,
    /// A field of the body has the wrong type.
    WrongForm,
    /// The body isn't JSON.
    NotJson,
    /// The content type isn't JSON.
    NotJsonType,
    /// The body has more bytes than this.
    TooLarge(usize),
    /// The body takes too long to arrive.
    TooSlow,
    /// The body ended early.
    Cut,
    /// The query can't be parsed.
    Query,
    /// The request comes from another site's page.
    ForeignOrigin,
    /// There is no route with this path.
    NoRoute,
    /// The route doesn't have this method.
    NoMethod,
    /// The route accepts only WebSocket requests.
    NoWebSocket,
    /// The WebSocket sent nothing for too long.
    Silent,
    /// The table has no provider with this id.
    UnknownProvider,
}

impl BadRequest {
    /// Returns the status and the stable code.
    pub(super) fn code(self) -> Code {
        let (status, code, _) = self.parts();
        (status.as_u16(), code)
    }

    /// Returns the status, the stable code and the message.
    fn parts(self) -> (StatusCode, &'static str, Cow<'static, str>) {
        let (status, code, detail) = match self {
            Self::Rule(rule) => {
                return (StatusCode::UNPROCESSABLE_ENTITY, rule.code(), refusal::rule(rule).into());
            }
            Self::TooLarge(most) => {
                let detail = PROBLEMS.too_large(&(most / 1024));
                return (StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail.into());
            }
            Self::Missing => (StatusCode::UNPROCESSABLE_ENTITY, "missing", PROBLEMS.field_missing()),
            Self::WrongForm => (StatusCode::UNPROCESSABLE_ENTITY, "wrong-form", PROBLEMS.field_wrong()),
            Self::NotJson => (StatusCode::BAD_REQUEST, "not-json", PROBLEMS.not_json()),
            Self::NotJsonType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json", PROBLEMS.not_json_type()),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "too-slow", PROBLEMS.too_slow()),
            Self::Cut => (StatusCode::BAD_REQUEST, "cut", PROBLEMS.cut()),
            Self::Query => (StatusCode::BAD_REQUEST, "query", PROBLEMS.query_wrong()),
            Self::ForeignOrigin => (StatusCode::FORBIDDEN, "foreign-origin", PROBLEMS.foreign_origin()),
            Self::NoRoute => (StatusCode::NOT_FOUND, "no-route", PROBLEMS.no_route()),
            Self::NoMethod => (StatusCode::METHOD_NOT_ALLOWED, "no-method", PROBLEMS.no_method()),
            Self::NoWebSocket => (StatusCode::UPGRADE_REQUIRED, "no-websocket", PROBLEMS.no_websocket()),
            Self::Silent => (StatusCode::REQUEST_TIMEOUT, "too-slow", PROBLEMS.check_silent()),
            Self::UnknownProvider => (StatusCode::NOT_FOUND, "provider-unknown", PROBLEMS.provider_unknown()),
        };
        (status, code, detail.into())
    }
}

impl From<BadRequest> for Refusal {
    fn from(bad: BadRequest) -> Self {
        let (status, code, detail) = bad.parts();
        Self::new(status, code, detail.into_owned())
    }
}

impl Refusal {
    fn new(status: StatusCode, code: &str, detail: String) -> Self {
        Self(Box::new(Problem {
            kind: "about:blank".into(),
            title: status.canonical_reason().unwrap_or_default().into(),
            status: status.as_u16(),
            detail,
            code: code.into(),
            field: None,
            retry_after: None,
            ask: None,
        }))
    }

    /// Adds whom a client can ask.
    pub(super) fn ask(mut self, person: PersonToAsk) -> Self {
        self.0.ask = Some(Box::new(person));
        self
    }

    pub(super) fn at(mut self, field: Option<String>) -> Self {
        self.0.field = field;
        self
    }

    fn after(mut self, wait: Option<Wait>) -> Self {
        self.0.retry_after = wait.map(Wait::seconds);
        self
    }

    /// Returns the body alone, to send on a socket. Logs its code, because a socket's refusals are in no request's
    /// line.
    pub(super) fn into_problem(self) -> Problem {
        tracing::info!(code = self.0.code, "refused on a socket");
        *self.0
    }
}

/// The code of a refusal. The log reads it from the response.
#[derive(Debug, Clone)]
pub(super) struct StableCode(String);

impl StableCode {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::SignedOut => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Gone => StatusCode::GONE,
        Kind::Limited => StatusCode::TOO_MANY_REQUESTS,
        Kind::Server => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match &error {
            Error::Store(source) => tracing::error!(%source, "the database failed"),
            Error::System(what) => tracing::error!(what, "the system failed"),
            _ => {}
        }
        Self::new(status(error.kind()), error.code(), refusal::detail(&error))
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
    BadRequest::NoRoute.into()
}

pub(super) async fn no_method() -> Refusal {
    BadRequest::NoMethod.into()
}
