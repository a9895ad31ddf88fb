//! How a file is sent: with its type, its caching rule and its tag, and not again if the browser has it.

use std::borrow::Cow;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use sha2::{Digest, Sha256};
use shared::base32;

/// What the headers say about a file.
pub(super) struct How {
    /// Its content type.
    pub(super) kind: &'static str,
    /// Its caching rule.
    pub(super) cache: &'static str,
    /// True if the bytes are compressed with Brotli.
    pub(super) is_compressed: bool,
}

/// Returns the response with a file, or says that the browser has it.
pub(super) fn sent(how: &How, bytes: Cow<'static, [u8]>, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", base32::encode(&Sha256::digest(&bytes)[..10]));
    let is_known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == tag);
    let body = if is_known { Body::empty() } else { Body::from(bytes) };
    let mut response = Response::new(body);
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(how.kind));
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(how.cache));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    // Base32 in quotation marks is always a valid value.
    answer.extend(HeaderValue::try_from(tag).ok().map(|tag| (header::ETAG, tag)));
    if how.is_compressed {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

/// Returns true if a browser reads Brotli.
pub(super) fn accepts_brotli(headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepts.is_some_and(|list| {
        list.split(',').any(|item| {
            let (name, weight) = item.split_once(';').unwrap_or((item, ""));
            name.trim().eq_ignore_ascii_case("br") && weight.trim() != "q=0"
        })
    })
}
