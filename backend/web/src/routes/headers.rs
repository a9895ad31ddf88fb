//! Security headers for every response, following MDN and OWASP.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use net::url::PublicUrl;

use crate::app::App;

const FIXED: [(HeaderName, &str); 7] = [
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), \
         midi=(), payment=(), usb=()",
    ),
];

/// The content security policy of pages that run no program: they connect to nothing, so nothing that is typed there
/// leaves the device.
pub(super) const STILL: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                                connect-src 'none'; form-action 'none'; base-uri 'none'; \
                                frame-ancestors 'none'; require-trusted-types-for 'script'; \
                                trusted-types 'none'";

/// Adds the security headers. A page that runs no program and a file that isn't ours have already set their stricter
/// policies.
pub(super) async fn add(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY)
        && let Ok(policy) = HeaderValue::try_from(policy(&app.public_url))
    {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if app.public_url.is_https() {
        let two_years = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, two_years);
    }
    if is_api && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Returns the content security policy of the pages with a program. Everything that isn't listed is forbidden.
///
/// `'wasm-unsafe-eval'` permits compiling WebAssembly, and nothing else. The check's WebSocket is listed, because not
/// every browser counts it as `'self'`. The program submits forms itself. If a browser submitted one before the
/// program runs, what was typed would end up in an address. The pages never turn text into HTML or a script. The only
/// Trusted Types policy is for the URL of the blind check's worker.
fn policy(url: &PublicUrl) -> String {
    let socket = url.as_str().replacen("http", "ws", 1);
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self'",
        "worker-src 'self'",
        &format!("connect-src 'self' {socket}"),
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types worker",
    ]
    .join("; ")
}
