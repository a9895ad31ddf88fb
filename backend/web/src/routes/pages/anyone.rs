//! What the pages share that anyone can find and use without a link.

use std::fmt::Write;

use axum::{http::StatusCode, response::Response};
use shared::wire::PublicConfig;
use words::Language;

use super::still::{answer, escape, framed};
use crate::pages::Pages;

const PAGES: words::Pages = words::pages(Language::En);

/// A page that search engines can list.
pub(super) struct Page {
    /// Its path on this server.
    pub(super) path: &'static str,
    pub(super) title: &'static str,
    /// What it is about, for search results.
    pub(super) about: &'static str,
    /// The path of its script, if it has one.
    pub(super) script: Option<&'static str>,
    /// What it says, in HTML.
    pub(super) main: String,
}

impl Page {
    /// Returns the response with the page.
    pub(super) fn answer(&self, pages: &Pages, config: &PublicConfig) -> Response {
        let html = framed(pages, config, Some(self.title), &self.head(config), &self.main);
        answer(StatusCode::OK, "no-cache", html)
    }

    /// Returns what only this page has in its head.
    fn head(&self, config: &PublicConfig) -> String {
        let mut head = format!("<meta name=\"description\" content=\"{}\" />\n", escape(self.about));
        // Without HTTPS, only this machine can reach the server, and the address says nothing to search engines.
        if config.basics.public_url.starts_with("https://") {
            let address = format!("{}{}", config.basics.public_url, self.path);
            _ = writeln!(head, "<link rel=\"canonical\" href=\"{}\" />", escape(&address));
        }
        head.push_str("<link rel=\"stylesheet\" href=\"/still.css\" />\n");
        if let Some(script) = self.script {
            _ = writeln!(head, "<script type=\"module\" src=\"{script}\"></script>");
        }
        head
    }
}

/// Returns a paragraph.
pub(super) fn paragraph(text: &str) -> String {
    format!("<p>{}</p>\n", escape(text))
}

/// Returns a list of short texts.
pub(super) fn list(items: &[&str]) -> String {
    let items: Vec<String> = items.iter().map(|item| format!("<li>{}</li>", escape(item))).collect();
    format!("<ul class=\"plain-list\">{}</ul>\n", items.concat())
}

/// Returns the links to the start page and to another page, which are at the end of a page.
pub(super) fn more(path: &str, name: &str) -> String {
    format!(
        "<nav class=\"row\" aria-label=\"{}\"><a class=\"button\" href=\"{path}\">{}</a>\
         <a class=\"button\" href=\"/\">{}</a></nav>\n",
        escape(PAGES.more()),
        escape(name),
        escape(PAGES.lost_home())
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;
    use shared::{
        brand::AgencyContact,
        wire::{Config, SecondFactor},
    };

    async fn html(public_url: &str, script: Option<&'static str>) -> String {
        let basics = Config {
            agency: "Nord & Co".into(),
            public_url: public_url.into(),
            sandbox: false,
            server_check: true,
            second_factor: SecondFactor::default(),
        };
        let accent = Some("#0057b8".parse().unwrap());
        let config = PublicConfig { basics, contact: AgencyContact::default(), accent, logo: None };
        let page = Page { path: "/a", title: "A <b>", about: "\"B\" & c", script, main: "<h1>A</h1>".into() };
        let response = page.answer(&Pages::Folder("there/is/none".into()), &config);
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        assert!(policy.contains("connect-src 'none'"), "{policy}");
        let body = axum::body::to_bytes(response.into_body(), 20_000).await.unwrap();
        String::from_utf8(body.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn search_engines_get_a_title_a_description_and_the_public_address() {
        let page = html("https://post.example.com", None).await;
        for part in [
            "<title>A &lt;b&gt; · Nord &amp; Co</title>",
            "<meta name=\"description\" content=\"&quot;B&quot; &amp; c\" />",
            "<link rel=\"canonical\" href=\"https://post.example.com/a\" />",
            "href=\"/brand.css\"",
            "<span class=\"letterhead__name\">Nord &amp; Co</span>",
            "<h1>A</h1>",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("noindex") && !page.contains("<script") && !page.contains("<!-- "), "{page}");
    }

    #[tokio::test]
    async fn an_address_on_this_machine_is_not_published() {
        assert!(!html("http://127.0.0.1:8080", None).await.contains("canonical"));
    }

    #[tokio::test]
    async fn a_page_loads_only_its_own_script() {
        let page = html("https://post.example.com", Some("/a.js")).await;
        assert!(page.contains("<script type=\"module\" src=\"/a.js\"></script>"), "{page}");
        assert_eq!(page.matches("<script").count(), 1, "{page}");
    }
}
