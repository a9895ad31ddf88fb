//! What a handler answers with: the status is in the type, so that the document of the API can't name another.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// Something that now exists.
pub(super) struct Created<T>(pub(super) T);

impl<T> IntoResponse for Created<T>
where
    Json<T>: IntoResponse,
{
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}

/// What was stored now, or what an earlier request with the same content stored.
pub(super) enum Stored<T> {
    Now(T),
    Before(T),
}

impl<T> IntoResponse for Stored<T>
where
    Json<T>: IntoResponse,
{
    fn into_response(self) -> Response {
        match self {
            Self::Now(value) => Created(value).into_response(),
            Self::Before(value) => Json(value).into_response(),
        }
    }
}

/// What changes with a release and not in between.
pub(super) struct Cached<T>(pub(super) T);

impl<T> IntoResponse for Cached<T>
where
    Json<T>: IntoResponse,
{
    fn into_response(self) -> Response {
        ([(header::CACHE_CONTROL, "public, max-age=3600")], Json(self.0)).into_response()
    }
}
