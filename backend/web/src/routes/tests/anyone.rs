//! The pages that anyone can use without a link: `/email` and `/checklist`.

use axum::{
    body::Body,
    http::{StatusCode, header},
};

use super::{Answer, Pages, Server, request};

const EMAIL: words::Email = words::email(words::Language::En);
const CHECKLIST: words::Checklist = words::checklist(words::Language::En);

/// Each page with its heading.
const PAGES: [(&str, &str); 2] = [("/email", EMAIL.heading()), ("/checklist", CHECKLIST.heading())];

/// A server whose pages are built.
async fn server(public_url: &str) -> (Server, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["helper", "staff"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
    }
    let style = "<link rel=\"stylesheet\" href=\"/page-1f.css\">";
    for file in ["index.html", "helper/index.html", "staff/index.html"] {
        std::fs::write(folder.path().join(file), style).unwrap();
    }
    (Server::with(public_url, |parts| parts.pages = Pages::Folder(folder.path().into())).await, folder)
}

async fn ask(server: &Server, method: &str, path: &str) -> Answer {
    server.send(request(method, path, None).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn the_pages_open_without_a_link() {
    let (server, _folder) = server("https://post.example.com").await;
    for (path, heading) in PAGES {
        for address in [path.to_owned(), format!("{path}/"), format!("{path}?from=mail")] {
            let answer = ask(&server, "GET", &address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            assert_eq!(answer.headers[header::CONTENT_TYPE], "text/html; charset=utf-8", "{address}");
            assert_eq!(answer.headers[header::CACHE_CONTROL], "no-cache", "{address}");
            let html = answer.text();
            for part in [
                &format!("<h1>{heading}</h1>"),
                &format!("<title>{heading} · Nord</title>"),
                "<html lang=\"en\">",
                "href=\"/page-1f.css\"",
                &format!("<link rel=\"canonical\" href=\"https://post.example.com{path}\" />"),
                "<meta name=\"description\"",
            ] {
                assert!(html.contains(part), "{address} lacks {part}: {html}");
            }
            assert!(!html.contains("noindex") && !html.contains("<!-- "), "{address}: {html}");
        }
        assert_eq!(ask(&server, "HEAD", path).await.status, StatusCode::OK, "{path}");
        ask(&server, "POST", path).await.problem(405, "no-method");
    }
}

/// What someone types on these pages can't leave the device.
#[tokio::test]
async fn pages_without_a_program_connect_to_nothing() {
    let (server, _folder) = server("https://post.example.com").await;
    for path in ["/", "/email", "/checklist"] {
        let answer = ask(&server, "GET", path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        let directives: Vec<&str> = policy.split("; ").collect();
        for directive in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
        ] {
            assert!(directives.contains(&directive), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains("ws"), "{path}: {policy}");
        assert_eq!(answer.headers[header::REFERRER_POLICY], "no-referrer", "{path}");
    }
    // The client's page has a program, which needs the server.
    let answer = ask(&server, "GET", "/o").await;
    let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("connect-src 'self' wss://post.example.com"), "{policy}");
}

#[tokio::test]
async fn only_the_checklist_runs_a_script() {
    let (server, _folder) = server("https://post.example.com").await;
    let email = ask(&server, "GET", "/email").await.text();
    assert!(!email.contains("<script"), "{email}");
    let checklist = ask(&server, "GET", "/checklist").await.text();
    assert!(checklist.contains("<script type=\"module\" src=\"/checklist.js\"></script>"), "{checklist}");
    assert_eq!(checklist.matches("<script").count(), 1, "{checklist}");
}

#[tokio::test]
async fn search_engines_get_no_address_of_this_machine() {
    let (server, _folder) = server("http://127.0.0.1:8080").await;
    for (path, _) in PAGES {
        let html = ask(&server, "GET", path).await.text();
        assert!(!html.contains("canonical"), "{path}: {html}");
    }
}

#[tokio::test]
async fn before_the_pages_are_built_the_server_says_so() {
    let server = Server::new().await;
    for (path, _) in PAGES {
        assert_eq!(ask(&server, "GET", path).await.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
    }
}
