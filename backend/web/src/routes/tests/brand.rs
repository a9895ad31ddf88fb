//! How the agency presents itself: what an administrator sets, and where clients see it.

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use net::inbox::Inbox;
use shared::{
    brand::{AgencyContact, Brand, LOGO_MAX, Palette},
    link::Token,
    wire::{Activity, Base64, BrandView, InviteRequest, LOGO_BODY_MAX, LogoRequest, PublicConfig, Role},
};

use super::{Answer, Pages, Server, request};
use crate::pages::brand::style_link;

/// A page as it is built.
const INDEX: &str = "<title>A</title><link rel=stylesheet href=/page.css><body><div id=brand></div>";

const SVG: &[u8] =
    b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'><script>alert(1)</script></svg>";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x50\0\0\0\x14\x08\x06\0\0\0";

impl Server {
    /// Creates a server whose pages are built.
    async fn with_pages() -> (Self, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        for name in ["helper", "staff"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        for page in ["index.html", "helper/index.html", "staff/index.html"] {
            std::fs::write(folder.path().join(page), INDEX).unwrap();
            std::fs::write(folder.path().join(format!("{page}.br")), "compressed by the build").unwrap();
        }
        let pages = Pages::Folder(folder.path().into());
        (Self::with("http://127.0.0.1:8080", |parts| parts.pages = pages).await, folder)
    }

    async fn set_brand(&self, brand: &Brand) -> BrandView {
        self.send_json("PUT", "/api/brand", &self.admin, brand).await.json(StatusCode::OK)
    }

    async fn put_logo(&self, file: &[u8]) -> Answer {
        let request = LogoRequest { logo: Base64(file.to_vec()) };
        self.send_json("PUT", "/api/brand/logo", &self.admin, &request).await
    }

    /// Gets a page or a file as anyone can.
    async fn open(&self, path: &str) -> Answer {
        self.send(request("GET", path, None).body(Body::empty()).unwrap()).await
    }
}

fn whole() -> Brand {
    Brand {
        name: Some("Nord & Söhne".parse().unwrap()),
        accent: Some("#1da1f2".parse().unwrap()),
        contact: AgencyContact { phone: Some("+49 30 1234567".parse().unwrap()), ..AgencyContact::default() },
        sender: Some("Söhne".parse().unwrap()),
    }
}

#[tokio::test]
async fn clients_see_what_an_administrator_sets_before_any_program_runs() {
    let (server, _folder) = Server::with_pages().await;
    for path in ["/o", "/h", "/", "/email", "/checklist"] {
        let page = server.open(path).await.text();
        assert!(page.contains("seal-mark") && page.contains(">Nord</span>"), "{path}: {page}");
        assert!(!page.contains("brand.css"), "{path}: {page}");
    }
    let view = server.set_brand(&whole()).await;
    assert_eq!((view.brand, view.setting.as_str(), view.logo), (whole(), "Nord", None));
    let view: BrandView = server.put_logo(SVG).await.json(StatusCode::OK);
    let logo = view.logo.expect("a logo");
    assert_eq!((logo.size.width, logo.size.height), (80, 40));

    let config: PublicConfig = server.open("/api/config").await.json(StatusCode::OK);
    assert_eq!(config.basics.agency, "Nord & Söhne");
    assert_eq!((config.contact.clone(), config.logo.clone()), (whole().contact, Some(logo.clone())));
    for path in ["/o", "/h", "/", "/email", "/checklist", "/letter"] {
        let ask = request("GET", path, None).header(header::ACCEPT, "text/html").body(Body::empty()).unwrap();
        let page = server.send(ask).await.text();
        for part in [
            &*format!("<img class=\"letterhead__logo\" src=\"{}\" alt=\"Nord &amp; Söhne\"", logo.path),
            "href=\"tel:+49301234567\"",
            &style_link(&config),
        ] {
            assert!(page.contains(part), "{path} has no {part}: {page}");
        }
    }
    let staff = server.open("/staff").await;
    assert_eq!(staff.text(), INDEX, "the staff's page is sent as it was built");
}

#[tokio::test]
async fn a_changed_page_is_sent_again_and_an_unchanged_one_is_not() {
    let (server, _folder) = Server::with_pages().await;
    let known = server.open("/o").await.headers[header::ETAG].clone();
    let again = async || {
        let ask = request("GET", "/o", None).header(header::IF_NONE_MATCH, known.clone());
        server.send(ask.body(Body::empty()).unwrap()).await.status
    };
    assert_eq!(again().await, StatusCode::NOT_MODIFIED);
    server.set_brand(&whole()).await;
    assert_eq!(again().await, StatusCode::OK);
}

/// The build's own compressed copy has no name in it.
#[tokio::test]
async fn a_page_with_a_name_is_compressed_when_it_is_sent() {
    let (server, _folder) = Server::with_pages().await;
    let ask = request("GET", "/o", None).header(header::ACCEPT_ENCODING, "gzip, br");
    let answer = server.send(ask.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.headers[header::CONTENT_ENCODING], "br");
    let mut page = Vec::new();
    brotli::BrotliDecompress(&mut &answer.body[..], &mut page).unwrap();
    assert_eq!(String::from_utf8(page).unwrap(), server.open("/o").await.text());
}

#[tokio::test]
async fn the_style_has_the_colors_that_people_can_read() {
    let server = Server::new().await;
    let empty = server.open("/brand.css").await;
    empty.is_empty_with(StatusCode::OK);
    assert_eq!(empty.headers[header::CONTENT_TYPE], "text/css; charset=utf-8");
    server.set_brand(&whole()).await;
    let style = server.open("/brand.css").await;
    let Palette { light, dark } = Palette::of(&whole().accent.unwrap());
    for color in [light.fill, light.text, dark.fill, dark.text] {
        assert!(style.text().contains(&color.to_string()), "{color}: {}", style.text());
    }
    assert_eq!(style.headers[header::CACHE_CONTROL], "no-cache");
    let known = style.headers[header::ETAG].clone();
    let ask = request("GET", "/brand.css", None).header(header::IF_NONE_MATCH, known);
    server.send(ask.body(Body::empty()).unwrap()).await.is_empty_with(StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_logo_is_served_so_that_nothing_in_it_runs() {
    let server = Server::new().await;
    assert_eq!(server.open("/brand/logo").await.status, StatusCode::NOT_FOUND);
    for (file, kind) in [(SVG, "image/svg+xml"), (PNG, "image/png")] {
        let view: BrandView = server.put_logo(file).await.json(StatusCode::OK);
        let path = view.logo.unwrap().path;
        let answer = server.open(&path).await;
        assert_eq!((answer.status, &*answer.body), (StatusCode::OK, file));
        for (name, value) in [
            (header::CONTENT_TYPE, kind),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        ] {
            assert_eq!(answer.headers[&name], value, "{kind}");
        }
        for path in ["/brand/logo", "/brand/logo?v=0123456789abcdefghjkmnpqrs"] {
            assert_eq!(server.open(path).await.headers[header::CACHE_CONTROL], "no-cache", "{path}");
        }
    }
    let removed = server.send_json("DELETE", "/api/brand/logo", &server.admin, &()).await;
    assert_eq!(removed.json::<BrandView>(StatusCode::OK).logo, None);
    assert_eq!(server.open("/brand/logo").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn only_small_images_are_accepted() {
    let server = Server::new().await;
    let lie = [PNG[..8].to_vec(), b"<script>alert(1)</script>".to_vec()].concat();
    let wide = [&PNG[..16], &[0, 0, 0x10, 0], &PNG[20..]].concat();
    let large = [PNG.to_vec(), vec![0; LOGO_MAX]].concat();
    for file in [b"GIF89a".to_vec(), b"<html><svg></svg></html>".to_vec(), lie, wide, large, Vec::new()] {
        let refused = server.put_logo(&file).await.problem(422, "not-a-logo");
        assert_eq!(refused.field.as_deref(), Some("logo"), "{}", refused.detail);
    }
    server.put_logo(&vec![0; LOGO_BODY_MAX]).await.problem(413, "too-large");
    let view: BrandView = server.get("/api/brand", &server.admin).await.json(StatusCode::OK);
    assert_eq!((view.logo, view.changed_at), (None, None));
}

#[tokio::test]
async fn a_wrong_field_is_named() {
    let server = Server::new().await;
    for (json, field, code) in [
        (r#"{"accent":"red"}"#, "accent", "not-a-color"),
        (r#"{"name":"Nord\u200b"}"#, "name", "hidden-character"),
        (r#"{"contact":{"phone":"call me"}}"#, "contact.phone", "not-a-phone"),
        (r#"{"contact":{"email":"hello"}}"#, "contact.email", "not-an-address"),
        (r#"{"sender":""}"#, "sender", "empty"),
    ] {
        let ask = request("PUT", "/api/brand", Some(&server.admin))
            .header(header::CONTENT_TYPE, "application/json");
        let refused = server.send(ask.body(json.into()).unwrap()).await.problem(422, code);
        assert_eq!(refused.field.as_deref(), Some(field), "{json}");
    }
}

#[tokio::test]
async fn each_change_is_logged_once_and_no_change_is_not() {
    let server = Server::new().await;
    for _ in 0..2 {
        server.set_brand(&whole()).await;
    }
    server.set_brand(&Brand { accent: None, ..whole() }).await;
    server.put_logo(PNG).await;
    for _ in 0..2 {
        server.send_json("DELETE", "/api/brand/logo", &server.admin, &()).await;
    }
    let log: Vec<Activity> = server.get("/api/activity", &server.admin).await.json(StatusCode::OK);
    let mut brand: Vec<&str> = log
        .iter()
        .filter(|entry| entry.code == "brand.changed")
        .map(|entry| entry.sentence.as_str())
        .collect();
    brand.reverse();
    let [all, color, replaced, removed] = brand[..] else { panic!("{brand:?}") };
    assert!(all.contains("Ada") && all.contains("name, color, contact"), "{all}");
    assert!(color.ends_with(": color."), "{color}");
    assert!(replaced.contains("replaced") && removed.contains("removed"), "{replaced} {removed}");
}

#[tokio::test]
async fn emails_come_from_the_name_that_is_set() {
    let (inbox, mailer) = Inbox::start().await;
    let server = Server::with("http://127.0.0.1:8080", |parts| parts.mailer = Some(mailer.clone())).await;
    for (brand, from) in [
        (Brand::default(), "From: Nord <post@agency.test>"),
        (Brand { sender: None, ..whole() }, "From: =?utf-8?b?"),
        (whole(), "From: =?utf-8?b?U8O2aG5l?= <post@agency.test>"),
    ] {
        server.set_brand(&brand).await;
        let invite = InviteRequest {
            name: "Iris".into(),
            email: "iris@agency.test".parse().unwrap(),
            roles: vec![Role::Manager],
        };
        server.post("/api/people", &server.admin, &invite).await;
        let sent = inbox.take();
        assert!(sent.iter().any(|message| message.contains(from)), "{from}: {sent:?}");
    }
}

#[tokio::test]
async fn only_administrators_change_it() {
    let server = Server::new().await;
    for token in [&server.manager, &server.technician] {
        server.send_json("PUT", "/api/brand", token, &whole()).await.problem(403, "forbidden");
        server.get("/api/brand", token).await.problem(403, "forbidden");
    }
    let logo = LogoRequest { logo: Base64(vec![0; LOGO_MAX]) };
    let stranger = server.send_json("PUT", "/api/brand/logo", &Token::received("nobody"), &logo).await;
    stranger.problem(401, "signed-out");
    let config: PublicConfig = server.open("/api/config").await.json(StatusCode::OK);
    assert_eq!((config.basics.agency.as_str(), config.accent), ("Nord", None));
}
