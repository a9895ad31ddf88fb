//! The session's cookie, and the device cookie that identifies a browser after its session has ended.

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite, time::Duration};
use net::url::PublicUrl;
use shared::link::Token;

/// How long a browser is remembered.
const KNOWN: Duration = Duration::days(180);

/// Returns the name of the session's cookie. With TLS the name's prefix binds the cookie to this host and path
/// (RFC 6265bis, section 4.1.3.2).
pub(super) fn name(url: &PublicUrl) -> &'static str {
    if url.is_https() { "__Host-sealpost" } else { "sealpost" }
}

/// Returns the name of the device cookie, with the same prefix.
fn device_name(url: &PublicUrl) -> &'static str {
    if url.is_https() { "__Host-sealpost-device" } else { "sealpost-device" }
}

/// Returns the header that sets the session's cookie. The cookie ends with the browser's session, and with ours.
pub(super) fn set(url: &PublicUrl, token: &Token) -> Option<HeaderValue> {
    header(url, name(url), token.expose(), None)
}

/// Returns the header that removes the session's cookie.
pub(super) fn clear(url: &PublicUrl) -> Option<HeaderValue> {
    header(url, name(url), "", Some(Duration::ZERO))
}

/// Returns the header that sets the device cookie, for 180 days. It doesn't sign anyone in, but gives its holder
/// sign-in attempts that strangers can't use up.
pub(super) fn set_device(url: &PublicUrl, token: &Token) -> Option<HeaderValue> {
    header(url, device_name(url), token.expose(), Some(KNOWN))
}

fn header(url: &PublicUrl, name: &str, value: &str, age: Option<Duration>) -> Option<HeaderValue> {
    let cookie = Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(url.is_https());
    let cookie = age.into_iter().fold(cookie, cookie::CookieBuilder::max_age);
    let mut header = HeaderValue::try_from(cookie.to_string()).ok()?;
    header.set_sensitive(true);
    Some(header)
}

/// Returns the session's token from a request's cookies.
pub(super) fn read(url: &PublicUrl, headers: &HeaderMap) -> Option<Token> {
    find(headers, name(url))
}

/// Returns the device's token from a request's cookies.
pub(super) fn read_device(url: &PublicUrl, headers: &HeaderMap) -> Option<Token> {
    find(headers, device_name(url))
}

fn find(headers: &HeaderMap, name: &str) -> Option<Token> {
    let texts = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut cookies = texts.flat_map(Cookie::split_parse).filter_map(Result::ok);
    cookies.find(|cookie| cookie.name() == name).map(|cookie| Token::received(cookie.value()))
}
