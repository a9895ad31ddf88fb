//! The static pages: the client's below `/`, the page of someone who does a step for a client at `/h`, and the staff's
//! below `/staff`. Also the pages that the server writes.

mod anyone;
mod brand;
mod checklist;
mod email;
mod sent;
pub(super) mod still;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use shared::wire::PublicConfig;

use self::sent::{How, accepts_brotli, sent};
use super::problem;
use crate::{
    app::App,
    pages::{
        Pages,
        brand::{STYLE, is_branded},
    },
    say::PROBLEMS,
};

/// The longest address that counts as a client's link, in bytes.
const LINK_MAX: usize = 300;

/// Handles every address outside the API.
pub(super) async fn page(State(app): State<App>, request: Request) -> Response {
    let (asked, _) = request.into_parts();
    if !matches!(asked.method, Method::GET | Method::HEAD) {
        return problem::no_method().await.into_response();
    }
    match asked.uri.path() {
        "/api/" => return problem::no_route().await.into_response(),
        STYLE => return brand::style(&app, &asked.headers).await,
        brand::LOGO => return brand::logo(&app, asked.uri.query(), &asked.headers).await,
        _ => {}
    }
    if let Some(write) = written(asked.uri.path()) {
        if !app.pages.are_there() {
            return not_built();
        }
        return write(&app.pages, &app.public_config().await);
    }
    let Some(file) = file(asked.uri.path()) else { return not_found(&app, &asked.headers).await };
    let found = if is_branded(&file) {
        brand::page(&app, &file, &asked.headers).await
    } else {
        find(&app.pages, &file, &asked.headers)
    };
    let is_program = ["index.html", "helper/index.html", "staff/index.html"].contains(&file.as_str());
    match found {
        Some(found) => found,
        None if is_program => not_built(),
        None => not_found(&app, &asked.headers).await,
    }
}

/// Returns the function that writes the page with this address, if the server writes it.
fn written(path: &str) -> Option<fn(&Pages, &PublicConfig) -> Response> {
    Some(match path {
        "/" => still::home,
        "/email" | "/email/" => email::page,
        "/checklist" | "/checklist/" => checklist::page,
        _ => return None,
    })
}

/// Returns the file for an address: a page's own file, or the HTML of one of the programs.
fn file(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    if is_link(path, ['o', 'O'], 50) {
        return Some("index.html".into());
    }
    if is_link(path, ['h', 'H'], 30) {
        return Some("helper/index.html".into());
    }
    let is_safe = |segment: &str| {
        !segment.starts_with('.') && segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    if !path.split('/').all(is_safe) {
        return None;
    }
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    match path.trim_end_matches('/') {
        "o" => Some("index.html".into()),
        "h" => Some("helper/index.html".into()),
        "staff" => Some("staff/index.html".into()),
        _ if is_file => Some(path.into()),
        // The staff's program reads the rest of the address itself.
        staff if staff.starts_with("staff/") => Some("staff/index.html".into()),
        _ => None,
    }
}

/// Returns true if this could be a link to the page with this name that was changed on its way: `O`, `o.`, `o)`, or with
/// its `#` encoded as `%23`. The page finds the link in it, or explains what is wrong.
fn is_link(path: &str, name: [char; 2], long: usize) -> bool {
    let Some(rest) = path.strip_prefix(name) else { return false };
    let has_name = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    // Most of the characters of a link, without the `#` in front of them.
    let is_long = rest.len() >= long && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    rest.len() <= LINK_MAX && (!has_name || is_long)
}

fn find(pages: &Pages, file: &str, headers: &HeaderMap) -> Option<Response> {
    let kind = kind(file)?;
    let compressed = if accepts_brotli(headers) { pages.get(&format!("{file}.br")) } else { None };
    let is_compressed = compressed.is_some();
    let bytes = compressed.or_else(|| pages.get(file))?;
    Some(sent(&How { kind, cache: cache(file), is_compressed }, bytes, headers))
}

/// Returns the content type of a file. Files of other types aren't served.
fn kind(file: &str) -> Option<&'static str> {
    Some(match file.rsplit_once('.')?.1 {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        _ => return None,
    })
}

fn is_html(file: &str) -> bool {
    kind(file).is_some_and(|kind| kind.starts_with("text/html"))
}

/// Returns the caching rule: a file with a content hash in its name is cached forever, and everything else is
/// revalidated.
fn cache(file: &str) -> &'static str {
    let is_hash = |part: &str| part.len() >= 8 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let name = file.rsplit('/').next().unwrap_or_default();
    if !is_html(file) && name.split(['-', '_', '.']).any(is_hash) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

/// Answers a browser with a page that helps, and any other program with one line.
async fn not_found(app: &App, headers: &HeaderMap) -> Response {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    if accepts.is_some_and(|list| list.contains("text/html")) {
        still::lost(&app.pages, &app.public_config().await)
    } else {
        text(StatusCode::NOT_FOUND, PROBLEMS.page_missing())
    }
}

fn not_built() -> Response {
    text(StatusCode::SERVICE_UNAVAILABLE, PROBLEMS.pages_not_built())
}

fn text(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], format!("{text}\n")).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;
    use crate::pages::manifest;

    #[test]
    fn addresses_and_files() {
        for (path, expected) in [
            ("/o", Some("index.html")),
            ("/o/", Some("index.html")),
            ("/staff", Some("staff/index.html")),
            ("/staff/", Some("staff/index.html")),
            ("/staff/onboardings/0123456789", Some("staff/index.html")),
            ("/staff/staff-0a1b2c3d.js", Some("staff/staff-0a1b2c3d.js")),
            ("/client-0a1b2c3d_bg.wasm", Some("client-0a1b2c3d_bg.wasm")),
            ("/O/", Some("index.html")),
            ("/o.", Some("index.html")),
            ("/o%23040020g30g2gc1r8", Some("index.html")),
            ("/o/040020g30g2gc1r8", Some("index.html")),
            ("/o040020g30g2gc1r81450p30d1r7ge1r70w3ge1r70w3ge1r70w3gf3d41070", Some("index.html")),
            ("/h", Some("helper/index.html")),
            ("/H/", Some("helper/index.html")),
            ("/h%23040020g30g2gc1r8", Some("helper/index.html")),
            ("/h040020g30g2gc1r81450p30d1r7ge1r70", Some("helper/index.html")),
            ("/helper/helper-0a1b2c3d.js", Some("helper/helper-0a1b2c3d.js")),
            ("/helper", None),
            ("/email", None),
            ("/checklist", None),
            ("/checklist.js", Some("checklist.js")),
            ("/hello", None),
            ("/other", None),
            ("/o-other", None),
            ("/.inputs", None),
            ("/../Cargo.toml", None),
            ("/a/../../b.txt", None),
            ("/%2e%2e/b.txt", None),
            ("/a\\b.txt", None),
        ] {
            assert_eq!(file(path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn every_address_maps_to_its_file() {
        for name in ["index.html", "helper/index.html", "staff/index.html", "letter.js", manifest::NAME] {
            for address in manifest::addresses(name) {
                assert_eq!(file(&address).as_deref(), Some(name), "{address}");
            }
        }
    }

    #[test]
    fn only_hashed_names_are_cached_forever() {
        assert!(cache("client-0a1b2c3d4e5f_bg.wasm").contains("immutable"));
        for file in ["index.html", "staff/index.html", "boot.js", "favicon.svg", "client_bg.wasm"] {
            assert_eq!(cache(file), "no-cache", "{file}");
        }
    }

    #[test]
    fn text_files_name_their_encoding() {
        for file in ["a.html", "a.js", "a.css", "a.svg", "a.txt"] {
            assert!(kind(file).unwrap().ends_with("; charset=utf-8"), "{file}");
        }
        for file in ["a.rs", "a.toml", "a.db", "a.pem", "a"] {
            assert_eq!(kind(file), None, "{file} isn't served");
        }
    }

    #[test]
    fn responses_are_compressed_if_accepted() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.js"), "plain").unwrap();
        std::fs::write(folder.path().join("a.js.br"), "small").unwrap();
        let pages = Pages::Folder(folder.path().into());
        let asked = |accept: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accept));
            let response = find(&pages, "a.js", &headers).unwrap();
            response.headers().get(header::CONTENT_ENCODING).is_some()
        };
        assert!(asked("gzip, br") && asked("br;q=0.5"));
        assert!(!asked("gzip") && !asked("br;q=0") && !asked("brx"));
        assert!(find(&pages, "b.js", &HeaderMap::new()).is_none());
    }

    #[test]
    fn a_file_that_the_browser_has_is_not_sent_again() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("index.html"), "page").unwrap();
        let pages = Pages::Folder(folder.path().into());
        let first = find(&pages, "index.html", &HeaderMap::new()).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
        assert_eq!(find(&pages, "index.html", &headers).unwrap().status(), StatusCode::NOT_MODIFIED);
    }
}
