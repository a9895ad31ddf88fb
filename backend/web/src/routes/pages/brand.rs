//! What an administrator has set, as browsers get it: the pages with the agency's name in them, its colors, and its logo.

use std::borrow::Cow;

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::{
    super::problem::Refusal,
    accepts_brotli, not_found,
    sent::{How, sent},
};
use crate::{app::App, pages::brand};

/// The path of the logo. Its version is in the query.
pub(super) const LOGO: &str = "/brand/logo";

/// The content security policy of the logo. An `<img>` runs nothing in it, and neither does a browser that is led to its
/// address.
const SANDBOX: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Returns a page into which the agency's name is written, or `None` if it isn't built.
pub(super) async fn page(app: &App, file: &str, headers: &HeaderMap) -> Option<Response> {
    let page = app.pages.served(file, &app.public_config().await)?;
    let compressed = if accepts_brotli(headers) { compressed(&page) } else { None };
    let is_compressed = compressed.is_some();
    let how = How { kind: "text/html; charset=utf-8", cache: "no-cache", is_compressed };
    Some(sent(&how, compressed.map_or(page, Cow::Owned), headers))
}

/// Compresses a page fast, because it is compressed each time.
fn compressed(page: &[u8]) -> Option<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality: 5, lgwin: 16, ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*page, &mut out, &params).ok()?;
    Some(out)
}

/// Returns the agency's colors. The style is empty if it has none.
pub(super) async fn style(app: &App, headers: &HeaderMap) -> Response {
    let style = brand::style(app.public_config().await.accent.as_ref());
    let how = How { kind: "text/css; charset=utf-8", cache: "no-cache", is_compressed: false };
    sent(&how, style.into_bytes().into(), headers)
}

/// Returns the logo. An address with its version never has another file.
pub(super) async fn logo(app: &App, query: Option<&str>, headers: &HeaderMap) -> Response {
    let logo = match sealpost_core::brand::logo(app.store()).await {
        Ok(Some(logo)) => logo,
        Ok(None) => return not_found(app, headers).await,
        Err(error) => return Refusal::from(error).into_response(),
    };
    let version = query.and_then(|query| query.strip_prefix("v="));
    let is_this = version.is_some_and(|version| version == logo.mark().version());
    let cache = if is_this { "public, max-age=31536000, immutable" } else { "no-cache" };
    let how = How { kind: logo.kind().media_type(), cache, is_compressed: false };
    let mut response = sent(&how, logo.bytes().to_vec().into(), headers);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    response
}
