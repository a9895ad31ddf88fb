//! The page at `/checklist`: a form about the accounts of a website. Without a script, it can be filled in and printed.
//! `checklist.js` also keeps it on the device, saves it, opens it and clears it. Nothing is ever sent.

mod form;

use axum::response::Response;
use shared::wire::PublicConfig;
use words::Language;

use super::{
    anyone::{Page, more, paragraph},
    still::escape,
};
use crate::pages::Pages;

const CHECKLIST: words::Checklist = words::checklist(Language::En);
const EMAIL: words::Email = words::email(Language::En);

/// Returns the page.
pub(super) fn page(pages: &Pages, config: &PublicConfig) -> Response {
    let page = Page {
        path: "/checklist",
        title: CHECKLIST.heading(),
        about: CHECKLIST.description(),
        script: Some("/checklist.js"),
        main: [intro(), form::form(), tools(), more("/email", EMAIL.heading())].concat(),
    };
    page.answer(pages, config)
}

fn intro() -> String {
    format!(
        "<div class=\"stack\">\n<h1>{}</h1>\n{}{}\
         <div class=\"notice\"><p class=\"notice__body\"><strong>{}</strong></p></div>\n{}\
         <noscript>{}</noscript>\n\
         <div class=\"scripted no-print\"><a class=\"button\" href=\"#tools\">{}</a></div>\n</div>\n",
        escape(CHECKLIST.heading()),
        paragraph(CHECKLIST.lead()),
        paragraph(CHECKLIST.private()),
        escape(CHECKLIST.no_passwords()),
        paragraph(CHECKLIST.leave_empty()),
        paragraph(CHECKLIST.no_script()),
        escape(CHECKLIST.to_tools())
    )
}

/// Returns what the script can do. Nothing here can be used until the script runs.
fn tools() -> String {
    let button = |does: &str, name: &str| {
        format!("<button type=\"button\" class=\"button\" data-does=\"{does}\">{}</button>\n", escape(name))
    };
    format!(
        "<div class=\"scripted no-print\">\n<fieldset class=\"asset\" id=\"tools\" disabled>\n\
         <legend><h2>{}</h2></legend>\n{}<div class=\"row\">\n{}{}{}</div>\n{}\
         <div class=\"notice\" id=\"sure\" hidden><div class=\"notice__body\">\n{}\
         <div class=\"row\">\n{}{}</div>\n</div></div>\n{}</fieldset>\n</div>\n",
        escape(CHECKLIST.tools()),
        keep(),
        button("save", CHECKLIST.save()),
        button("print", CHECKLIST.print()),
        button("ask", CHECKLIST.clear()),
        open(),
        paragraph(CHECKLIST.clear_sure()),
        button("clear", CHECKLIST.clear_yes()),
        button("cancel", CHECKLIST.clear_no()),
        told()
    )
}

fn keep() -> String {
    format!(
        "<div><label class=\"choice\"><input type=\"checkbox\" id=\"keep\" aria-describedby=\"keep-hint\" />\
         <span>{}</span></label>\n<p class=\"field__hint\" id=\"keep-hint\">{}</p></div>\n",
        escape(CHECKLIST.keep()),
        escape(CHECKLIST.keep_hint())
    )
}

fn open() -> String {
    format!(
        "<div class=\"field\"><label class=\"field__label\" for=\"file\">{}</label>\n\
         <input class=\"field__input\" id=\"file\" type=\"file\" accept=\".json,application/json\" \
         aria-describedby=\"file-hint\" />\n<p class=\"field__hint\" id=\"file-hint\">{}</p></div>\n",
        escape(CHECKLIST.open()),
        escape(CHECKLIST.open_hint())
    )
}

/// Returns the place where the script says what it did, with the sentences for it.
fn told() -> String {
    let sentences = [
        ("file-about", CHECKLIST.file_about()),
        ("kept", CHECKLIST.told_kept()),
        ("forgotten", CHECKLIST.told_forgotten()),
        ("cannot-keep", CHECKLIST.told_cannot_keep()),
        ("saved", CHECKLIST.told_saved()),
        ("opened", CHECKLIST.told_opened()),
        ("not-ours", CHECKLIST.told_not_ours()),
        ("cleared", CHECKLIST.told_cleared()),
    ];
    let sentences = sentences.map(|(name, text)| format!(" data-{name}=\"{}\"", escape(text)));
    format!("<p id=\"told\" role=\"status\"{}></p>\n", sentences.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_warns_about_passwords_before_the_first_field() {
        let html = intro() + &form::form();
        let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text}: {html}"));
        assert!(at(&escape(CHECKLIST.no_passwords())) < at("<input"));
        assert!(!html.contains("type=\"password\""), "{html}");
    }

    #[test]
    fn nothing_that_needs_the_script_can_be_used_without_it() {
        let html = tools();
        assert!(html.contains("id=\"tools\" disabled>"), "{html}");
        for name in ["save", "print", "ask", "clear", "cancel"] {
            assert!(html.contains(&format!("data-does=\"{name}\"")), "{name}: {html}");
        }
        assert!(!form::form().contains("<button"), "the form itself needs no script");
    }
}
