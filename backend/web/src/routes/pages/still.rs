//! The pages without a program, which the server renders: the start page at `/`, and the page for unknown addresses.
//! Also the frame of all such pages.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use shared::wire::PublicConfig;
use words::Language;

use super::super::headers::STILL;
use crate::pages::{Pages, brand};

pub(in crate::routes) use crate::pages::brand::escape;

const PAGES: words::Pages = words::pages(Language::En);
const CLIENT: words::Client = words::client(Language::En);
const EMAIL: words::Email = words::email(Language::En);
const CHECKLIST: words::Checklist = words::checklist(Language::En);

const FRAME: &str = include_str!("frame.html");
/// The next steps on both pages: the rest of the client's section, and the staff's section.
const WAYS: &str = include_str!("ways.html");
/// What both have in their head: search engines don't list them, and `onward.js` moves damaged links.
const HEAD: &str =
    r#"<meta name="robots" content="noindex" /><script type="module" src="/onward.js"></script>"#;

/// Returns the start page, which says what this server is and what clients and staff can do.
pub(super) fn home(pages: &Pages, config: &PublicConfig) -> Response {
    let page = framed(pages, config, None, HEAD, include_str!("home.html"));
    answer(StatusCode::OK, "no-cache", page)
}

/// Returns the page for an unknown address.
pub(super) fn lost(pages: &Pages, config: &PublicConfig) -> Response {
    let page = framed(pages, config, Some(PAGES.lost()), HEAD, include_str!("lost.html"));
    answer(StatusCode::NOT_FOUND, "no-store", page)
}

/// Returns the response with a page that runs no program.
pub(super) fn answer(status: StatusCode, cache: &'static str, page: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(STILL)),
    ];
    (status, headers, page).into_response()
}

/// Returns a whole page. `head` and `main` are HTML, and the title is text. Without a title of its own, the page has
/// the agency's name.
pub(super) fn framed(
    pages: &Pages,
    config: &PublicConfig,
    title: Option<&str>,
    head: &str,
    main: &str,
) -> String {
    let built = pages.get("index.html").unwrap_or_default();
    let agency = escape(&config.basics.agency);
    let title = title.map_or_else(|| agency.clone(), |title| format!("{} · {agency}", escape(title)));
    let mut page = FRAME
        .replace("<!-- links -->", &(links(&String::from_utf8_lossy(&built)) + &brand::style_link(config)))
        .replace("<!-- head -->", head)
        .replace("<!-- brand -->", &brand::masthead(config))
        .replace("<!-- main -->", main)
        .replace("<!-- ways -->", WAYS);
    for (place, sentence) in sentences(&config.basics.agency) {
        page = page.replace(&format!("<!-- {place} -->"), &escape(&sentence));
    }
    page.replace("<!-- title -->", &title)
}

/// The sentences of both pages. An escaped name has no place in it for another sentence.
fn sentences(agency: &str) -> [(&'static str, String); 17] {
    [
        ("home", PAGES.home().into()),
        ("home-why", PAGES.home_why(&agency)),
        ("home-link", PAGES.home_link().into()),
        ("home-link-whole", PAGES.home_link_whole().into()),
        ("lost", PAGES.lost().into()),
        ("lost-why", PAGES.lost_why().into()),
        ("lost-link", PAGES.lost_link(&agency)),
        ("lost-link-why", PAGES.lost_link_why().into()),
        ("lost-home", PAGES.lost_home().into()),
        ("tap-again", CLIENT.closed_tap_again().into()),
        ("copy-all", CLIENT.closed_copy_all().into()),
        ("ask-if-not", CLIENT.closed_ask_if_not().into()),
        ("more", PAGES.more().into()),
        ("email", EMAIL.heading().into()),
        ("checklist", CHECKLIST.heading().into()),
        ("staff", PAGES.staff(&agency)),
        ("sign-in", PAGES.staff_sign_in().into()),
    ]
}

/// Returns the links to styles and icon from a built page, which has their hashed names.
pub(in crate::routes) fn links(page: &str) -> String {
    let tags = page.split('<').filter_map(|tag| tag.split_once('>').map(|(tag, _)| tag));
    let is_wanted = |tag: &&str| {
        tag.starts_with("link ")
            && ["rel=\"stylesheet\"", "rel=\"icon\"", "rel=stylesheet", "rel=icon"]
                .iter()
                .any(|rel| tag.contains(rel))
    };
    tags.filter(is_wanted).flat_map(|tag| ["<", tag, ">"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{
        brand::AgencyContact,
        wire::{Config, SecondFactor},
    };

    const INDEX: &str = "<title>A</title><link rel=\"stylesheet\" href=\"/base-1f.css\"/>\
                         <link rel=\"icon\" href=\"/seal-1f.svg\"><link rel=\"modulepreload\" href=\"/client.js\">";

    async fn text(
        page: fn(&Pages, &PublicConfig) -> Response,
        agency: &str,
        sandbox: bool,
    ) -> (StatusCode, String) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("index.html"), INDEX).unwrap();
        let basics = Config {
            agency: agency.into(),
            public_url: "https://post.example.com".into(),
            sandbox,
            server_check: true,
            second_factor: SecondFactor::default(),
        };
        let accent = Some("#0057b8".parse().unwrap());
        let config = PublicConfig { basics, contact: AgencyContact::default(), accent, logo: None };
        let response = page(&Pages::Folder(folder.path().into()), &config);
        let status = response.status();
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
        let body = axum::body::to_bytes(response.into_body(), 20_000).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn both_pages_have_our_styles_and_next_steps() {
        for (page, status, heading) in [
            (home as fn(&Pages, &PublicConfig) -> Response, StatusCode::OK, PAGES.home()),
            (lost, StatusCode::NOT_FOUND, PAGES.lost()),
        ] {
            let (is, html) = text(page, "Nord & Co", false).await;
            assert_eq!(is, status);
            for part in [
                &format!("<h1>{heading}</h1>"),
                "<link rel=\"stylesheet\" href=\"/base-1f.css\"/>",
                "<link rel=\"icon\" href=\"/seal-1f.svg\">",
                "href=\"/brand.css\"",
                "<header",
                "<main",
                "href=\"/staff\"",
                &escape(CLIENT.closed_tap_again()),
                &escape(CLIENT.closed_copy_all()),
                &escape(CLIENT.closed_ask_if_not()),
                &escape(&PAGES.staff(&"Nord & Co")),
            ] {
                assert!(html.contains(part), "{part}: {html}");
            }
            assert!(
                !html.contains("<!-- ") && !html.contains("client.js") && !html.contains("sandbox"),
                "{html}"
            );
        }
    }

    #[tokio::test]
    async fn the_start_page_leads_to_the_pages_that_need_no_link() {
        let (_, html) = text(home, "Nord", false).await;
        for (path, name) in [("/email", EMAIL.heading()), ("/checklist", CHECKLIST.heading())] {
            assert!(html.contains(&format!("href=\"{path}\">{name}</a>")), "{path}: {html}");
        }
    }

    #[tokio::test]
    async fn search_engines_list_neither_page() {
        for page in [home as fn(&Pages, &PublicConfig) -> Response, lost] {
            assert!(text(page, "Nord", false).await.1.contains("content=\"noindex\""));
        }
    }

    #[tokio::test]
    async fn the_agencys_name_is_escaped() {
        let (_, html) = text(lost, "<b onclick='x'>\"<!-- main -->", false).await;
        assert!(html.contains("&lt;b onclick=&#39;x&#39;&gt;&quot;&lt;!-- main --&gt;"), "{html}");
        assert!(!html.contains("<b "), "{html}");
    }

    #[tokio::test]
    async fn the_sandbox_identifies_itself() {
        assert!(text(home, "Nord", true).await.1.contains(&escape(CLIENT.sandbox())));
    }
}
