//! The headers of every response: pages, files, the API, and the errors of each.

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header},
};
use shared::link::Token;

use super::{Pages, Server, request};

/// One path of each kind, with its status.
const ASKED: [(&str, StatusCode); 9] = [
    ("/", StatusCode::SERVICE_UNAVAILABLE),
    ("/o", StatusCode::OK),
    ("/staff/onboardings/0123456789", StatusCode::SERVICE_UNAVAILABLE),
    ("/client-0a1b2c3d.js", StatusCode::OK),
    ("/no-such.js", StatusCode::NOT_FOUND),
    ("/api/config", StatusCode::OK),
    ("/api/providers", StatusCode::OK),
    ("/api/nothing", StatusCode::NOT_FOUND),
    ("/api/onboardings", StatusCode::UNAUTHORIZED),
];

const EVERYWHERE: [(&str, &str); 6] = [
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
];

async fn server(public_url: &str) -> (Server, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for file in ["index.html", "client-0a1b2c3d.js"] {
        std::fs::write(folder.path().join(file), file).unwrap();
    }
    (Server::with(public_url, |parts| parts.pages = Pages::Folder(folder.path().into())).await, folder)
}

fn assert_guarded(headers: &HeaderMap, path: &str) {
    for (name, value) in EVERYWHERE {
        assert_eq!(headers.get(name).unwrap_or_else(|| panic!("{path} has no {name}")), value, "{path}");
    }
    let permissions = headers["permissions-policy"].to_str().unwrap();
    assert!(permissions.contains("camera=()") && !permissions.contains('*'), "{path}: {permissions}");
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    let directives: Vec<&str> = policy.split("; ").collect();
    for directive in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(directives.contains(&directive), "{path}: {policy}");
    }
    for lax in ["unsafe-inline", "'unsafe-eval'", "data:", "blob:", "http:", "https:", "*"] {
        assert!(!policy.contains(lax), "{path} allows {lax}: {policy}");
    }
}

#[tokio::test]
async fn every_response_has_security_headers() {
    let (server, _folder) = server("https://post.example.com").await;
    for (path, status) in ASKED {
        let answer = server.get(path, &Token::received("")).await;
        assert_eq!(answer.status, status, "{path}");
        assert_guarded(&answer.headers, path);
        assert_eq!(
            answer.headers[header::STRICT_TRANSPORT_SECURITY],
            "max-age=63072000; includeSubDomains",
            "{path}"
        );
        assert!(!answer.headers.contains_key(header::SERVER), "{path} reveals the server software");
    }
    let ask = request("POST", "/api/session", None).body(Body::from(vec![b' '; 65 * 1024])).unwrap();
    let answer = server.send(ask).await;
    answer.problem(413, "too-large");
    assert_guarded(&answer.headers, "a body that is too large");
    let ask = request("GET", "/o", None).header(
        header::IF_NONE_MATCH,
        server.get("/o", &Token::received("")).await.headers[header::ETAG].clone(),
    );
    let answer = server.send(ask.body(Body::empty()).unwrap()).await;
    answer.is_empty_with(StatusCode::NOT_MODIFIED);
    assert_guarded(&answer.headers, "an unchanged page");
}

#[tokio::test]
async fn without_tls_no_strict_transport_security_is_sent() {
    let (server, _folder) = server("http://127.0.0.1:8080").await;
    let answer = server.get("/o", &Token::received("")).await;
    assert!(!answer.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("connect-src 'self' ws://127.0.0.1:8080;"), "{policy}");
}

#[tokio::test]
async fn only_responses_that_are_the_same_for_everyone_are_cached() {
    let (server, _folder) = server("http://127.0.0.1:8080").await;
    let (row, link, _) = server.onboarding().await;
    let kept = async |path: &str, token: &Token| {
        let answer = server.get(path, token).await;
        answer.headers[header::CACHE_CONTROL].to_str().unwrap().to_owned()
    };
    for path in
        ["/api/session", "/api/onboardings", &format!("/api/onboardings/{}", row.id), "/api/recipients"]
    {
        assert_eq!(kept(path, &server.manager).await, "no-store", "{path}");
    }
    for path in [&format!("/api/o/{}", link.locator()), "/api/config", "/api/nothing"] {
        assert_eq!(kept(path, &link.token()).await, "no-store", "{path}");
    }
    assert_eq!(kept("/api/providers", &link.token()).await, "public, max-age=3600");
    assert_eq!(kept("/o", &link.token()).await, "no-cache");
    assert!(kept("/client-0a1b2c3d.js", &link.token()).await.contains("immutable"));
}

#[tokio::test]
async fn not_found_is_reported_in_the_expected_format() {
    let server = Server::new().await;
    for path in ["/api/nothing", "/api", "/api/", "/api/staff/nothing"] {
        // A browser's address bar requests HTML here too, but gets an API response.
        let ask = request("GET", path, None).header(header::ACCEPT, "text/html").body(Body::empty()).unwrap();
        server.send(ask).await.problem(404, "no-route");
    }
    for (method, path) in [("PATCH", "/api/config"), ("POST", "/")] {
        let ask = request(method, path, None).body(Body::empty()).unwrap();
        server.send(ask).await.problem(405, "no-method");
    }
    server.get("/api/providers/no-such", &Token::received("")).await.problem(404, "provider-unknown");
    let one = server.get("/api/providers/google-workspace", &Token::received("")).await;
    assert_eq!(one.json::<shared::wire::ProviderGuide>(StatusCode::OK).id, "google-workspace");
}

#[tokio::test]
async fn not_found_is_a_page_for_browsers_and_a_line_for_programs() {
    const HTML: &str = "text/html; charset=utf-8";
    const PLAIN: &str = "text/plain; charset=utf-8";
    let (server, folder) = server("http://127.0.0.1:8080").await;
    for name in ["helper", "staff"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
        std::fs::write(folder.path().join(name).join("index.html"), name).unwrap();
    }
    let kind = async |path: &str, accept: &str| {
        let ask = request("GET", path, None).header(header::ACCEPT, accept).body(Body::empty()).unwrap();
        let answer = server.send(ask).await;
        (answer.status, answer.headers[header::CONTENT_TYPE].to_str().unwrap().to_owned())
    };
    let browser = "text/html,application/xhtml+xml,*/*;q=0.8";
    assert_eq!(kind("/", browser).await, (StatusCode::OK, HTML.into()));
    assert_eq!(kind("/", "*/*").await, (StatusCode::OK, HTML.into()));
    for path in
        ["/letter", "/no-such.js", "/staff/no-such.js", "/staff/no-such.html", "/.well-known/security.txt"]
    {
        assert_eq!(kind(path, browser).await, (StatusCode::NOT_FOUND, HTML.into()), "{path}");
        assert_eq!(kind(path, "*/*").await, (StatusCode::NOT_FOUND, PLAIN.into()), "{path}");
    }
    assert_eq!(kind("/staff/nowhere", browser).await, (StatusCode::OK, HTML.into()), "the page handles it");
}
