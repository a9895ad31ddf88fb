//! The session's cookie.

use axum::http::{HeaderMap, HeaderValue, header};
use shared::link::Token;

use crate::settings::PublicUrl;

/// With TLS the name's prefix binds the cookie to this host and path (RFC 6265bis, section 4.1.3.2).
fn name(url: &PublicUrl) -> &'static str {
    if url.is_https() { "__Host-sealpost" } else { "sealpost" }
}

/// The header that sets it. It ends with the browser's session, and with ours.
pub(super) fn set(url: &PublicUrl, token: &Token) -> Option<HeaderValue> {
    header(url, token.expose(), "")
}

/// The header that takes it away.
pub(super) fn clear(url: &PublicUrl) -> Option<HeaderValue> {
    header(url, "", "; Max-Age=0")
}

fn header(url: &PublicUrl, value: &str, rest: &str) -> Option<HeaderValue> {
    let secure = if url.is_https() { "; Secure" } else { "" };
    let text = format!("{}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{rest}", name(url));
    let mut header = HeaderValue::try_from(text).ok()?;
    header.set_sensitive(true);
    Some(header)
}

/// The session's token in a request's cookies.
pub(super) fn read(url: &PublicUrl, headers: &HeaderMap) -> Option<Token> {
    let texts = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = texts.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name(url)).map(|(_, value)| Token::received(value))
}
