//! The page at `/email`, which explains how a website sends email. It runs no script.

mod terms;

use std::fmt::Write;

use axum::response::Response;
use shared::wire::PublicConfig;
use words::Language;

use super::{
    anyone::{Page, list, more, paragraph},
    still::escape,
};
use crate::pages::Pages;

const EMAIL: words::Email = words::email(Language::En);
const CHECKLIST: words::Checklist = words::checklist(Language::En);

/// Returns the page.
pub(super) fn page(pages: &Pages, config: &PublicConfig) -> Response {
    let page = Page {
        path: "/email",
        title: EMAIL.heading(),
        about: EMAIL.description(),
        script: None,
        main: main(&config.basics.agency),
    };
    page.answer(pages, config)
}

/// A part of the page. The list of contents links to it.
struct Section {
    /// The part after `#` in its address.
    id: &'static str,
    heading: &'static str,
    /// What it says, in HTML.
    body: String,
}

fn main(agency: &str) -> String {
    let sections = sections(agency);
    let mut html = format!(
        "<div class=\"stack\">\n<h1>{}</h1>\n{}</div>\n",
        escape(EMAIL.heading()),
        paragraph(EMAIL.lead())
    );
    _ = write!(html, "<nav aria-label=\"{}\"><ul class=\"contents\">", escape(EMAIL.contents()));
    for Section { id, heading, .. } in &sections {
        _ = write!(html, "<li><a href=\"#{id}\">{}</a></li>", escape(heading));
    }
    html.push_str("</ul></nav>\n");
    for Section { id, heading, body } in &sections {
        _ = write!(
            html,
            "<section class=\"stack\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{}</h2>\n{body}</section>\n",
            escape(heading)
        );
    }
    html + &more("/checklist", CHECKLIST.heading())
}

fn sections(agency: &str) -> [Section; 8] {
    let section = |id, heading, body: &[String]| Section { id, heading, body: body.concat() };
    [
        section("smtp", EMAIL.smtp(), &smtp()),
        section("why", EMAIL.why(), &why()),
        section("without", EMAIL.without(), &without()),
        section("records", EMAIL.records(), &records()),
        section("reading", EMAIL.reading(), &reading()),
        section("access", EMAIL.access(), &access(agency)),
        section("ports", terms::PORTS_HEADING, &[terms::ports()]),
        section("terms", terms::TERMS_HEADING, &[terms::terms()]),
    ]
}

fn smtp() -> [String; 3] {
    [paragraph(EMAIL.smtp_what()), paragraph(EMAIL.smtp_steps()), paragraph(EMAIL.smtp_sign_in())]
}

fn why() -> [String; 3] {
    [
        paragraph(EMAIL.why_messages()),
        list(&[EMAIL.why_contact(), EMAIL.why_orders(), EMAIL.why_passwords(), EMAIL.why_bookings()]),
        paragraph(EMAIL.why_matters()),
    ]
}

fn without() -> [String; 5] {
    [
        paragraph(EMAIL.without_server()),
        paragraph(EMAIL.without_stranger()),
        paragraph(EMAIL.without_signs()),
        list(&[EMAIL.without_spam(), EMAIL.without_sent(), EMAIL.without_others()]),
        paragraph(EMAIL.without_fixed()),
    ]
}

fn records() -> [String; 7] {
    let record = |name, what| format!("<h3>{}</h3>\n{}", escape(name), paragraph(what));
    [
        paragraph(EMAIL.records_what()),
        paragraph(EMAIL.records_pipes()),
        record(EMAIL.spf(), EMAIL.spf_what()),
        record(EMAIL.dkim(), EMAIL.dkim_what()),
        record(EMAIL.dmarc(), EMAIL.dmarc_what()),
        paragraph(EMAIL.records_all()),
        paragraph(EMAIL.records_no_promise()),
    ]
}

fn reading() -> [String; 4] {
    [
        paragraph(EMAIL.reading_what()),
        paragraph(EMAIL.reading_imap()),
        paragraph(EMAIL.reading_pop()),
        paragraph(EMAIL.reading_website()),
    ]
}

fn access(agency: &str) -> [String; 3] {
    [
        paragraph(EMAIL.access_sign_in()),
        paragraph(&EMAIL.access_link(&agency)),
        paragraph(EMAIL.access_checklist()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contents_lead_to_every_section() {
        let html = main("Nord");
        let values = |start: &str| -> Vec<String> {
            html.split(start).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
        };
        let (links, headings) = (values("href=\"#"), values("<h2 id=\""));
        assert_eq!(links, headings);
        assert_eq!(links, ["smtp", "why", "without", "records", "reading", "access", "ports", "terms"]);
    }

    #[test]
    fn each_topic_is_explained() {
        let html = main("Nord");
        for topic in [
            EMAIL.smtp_what(),
            EMAIL.why_orders(),
            EMAIL.without_spam(),
            EMAIL.spf_what(),
            EMAIL.dkim_what(),
            EMAIL.dmarc_what(),
            EMAIL.reading_imap(),
            EMAIL.reading_pop(),
        ] {
            assert!(html.contains(&escape(topic)), "{topic}: {html}");
        }
        assert!(html.contains("href=\"/checklist\""), "{html}");
    }

    #[test]
    fn the_agencys_name_is_escaped() {
        let html = main("<b>&<!-- head -->");
        assert!(html.contains("&lt;b&gt;&amp;&lt;!-- head --&gt;"), "{html}");
        assert!(!html.contains("<b>") && !html.contains("<!-- "), "{html}");
    }
}
