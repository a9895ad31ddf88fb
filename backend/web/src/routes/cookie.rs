//! The session's cookie, and the one that a browser is known by after its session has ended.

use axum::http::{HeaderMap, HeaderValue, header};
use net::url::PublicUrl;
use shared::link::Token;

/// With TLS the name's prefix binds the cookie to this host and path (RFC 6265bis, section 4.1.3.2).
fn name(url: &PublicUrl) -> &'static str {
    if url.is_https() { "__Host-sealpost" } else { "sealpost" }
}

/// The same for the cookie by which the browser is known.
fn device_name(url: &PublicUrl) -> &'static str {
    if url.is_https() { "__Host-sealpost-device" } else { "sealpost-device" }
}

/// The header that sets it. It ends with the browser's session, and with ours.
pub(super) fn set(url: &PublicUrl, token: &Token) -> Option<HeaderValue> {
    header(url, name(url), token.expose(), "")
}

/// Returns the header that removes it.
pub(super) fn clear(url: &PublicUrl) -> Option<HeaderValue> {
    header(url, name(url), "", "; Max-Age=0")
}

/// Returns the header that makes the browser known, for 180 days. It doesn't sign anyone in: it gives its holder attempts
/// that strangers can't use up.
pub(super) fn set_device(url: &PublicUrl, token: &Token) -> Option<HeaderValue> {
    header(url, device_name(url), token.expose(), "; Max-Age=15552000")
}

fn header(url: &PublicUrl, name: &str, value: &str, rest: &str) -> Option<HeaderValue> {
    let secure = if url.is_https() { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{rest}");
    let mut header = HeaderValue::try_from(text).ok()?;
    header.set_sensitive(true);
    Some(header)
}

/// Returns the session's token from a request's cookies.
pub(super) fn read(url: &PublicUrl, headers: &HeaderMap) -> Option<Token> {
    find(headers, name(url))
}

/// Returns the token by which the browser is known.
pub(super) fn read_device(url: &PublicUrl, headers: &HeaderMap) -> Option<Token> {
    find(headers, device_name(url))
}

fn find(headers: &HeaderMap, name: &str) -> Option<Token> {
    let texts = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = texts.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| Token::received(value))
}
