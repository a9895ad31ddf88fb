//! What a handler returns. The status is in the type, so that the API's document can't name another.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// A response with status 201.
pub(super) struct Created<T>(pub(super) T);

impl<T> IntoResponse for Created<T>
where
    Json<T>: IntoResponse,
{
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}

/// A value that this request stored, or that an earlier request with the same content stored.
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

/// A value that changes only with a new release.
pub(super) struct Cached<T>(pub(super) T);

impl<T> IntoResponse for Cached<T>
where
    Json<T>: IntoResponse,
{
    fn into_response(self) -> Response {
        ([(header::CACHE_CONTROL, "public, max-age=3600")], Json(self.0)).into_response()
    }
}
