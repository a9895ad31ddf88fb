//! What the server writes into the pages that clients see: the agency's name, logo, contact and color. The programs of
//! these pages begin below it, so it's there before they run, and it costs them nothing.
//!
//! `sealpost pages` writes the same into its own copy of a page, with what the server says about the agency, and
//! compares every byte. So a server can choose the name, the logo, the contact and the color, and nothing else.

use std::{borrow::Cow, fmt::Write};

use data_encoding::BASE64;
use sha2::{Digest, Sha384};
use shared::{
    brand::{AgencyContact, Palette, Tones, color::Rgb},
    rules::Accent,
    wire::PublicConfig,
};
use words::Language;

const PAGES: words::Pages = words::pages(Language::En);
const CLIENT: words::Client = words::client(Language::En);

/// The address of the agency's colors.
pub const STYLE: &str = "/brand.css";

/// The files that are written into.
const BRANDED: [&str; 2] = ["index.html", "helper/index.html"];

/// The end of the tag after which the link to the colors is inserted.
const HEAD: &str = "</title>";
/// The element into which everything else is written, with and without the quotation marks that the build removes.
const PLACES: [&str; 2] = ["<div id=\"brand\">", "<div id=brand>"];

/// The seal, which is shown if there is no logo.
const SEAL: &str = include_str!("seal.svg");

/// Returns true if the server writes into this file of the pages.
pub fn is_branded(file: &str) -> bool {
    BRANDED.contains(&file)
}

/// Returns a built page with what is written into it. A page without the places stays as it is.
pub fn written_into(page: Cow<'static, [u8]>, config: &PublicConfig) -> Cow<'static, [u8]> {
    let Ok(text) = str::from_utf8(&page) else { return page };
    let Some((head, rest)) = text.split_once(HEAD) else { return page };
    let Some(place) = PLACES.into_iter().find(|place| rest.contains(*place)) else { return page };
    let Some((before, after)) = rest.split_once(place) else { return page };
    [head, HEAD, &style_link(config), before, place, &masthead(config), after].concat().into_bytes().into()
}

/// Returns the link to the agency's colors, if it has a color. A browser refuses any other style, because the link has
/// its hash.
pub(crate) fn style_link(config: &PublicConfig) -> String {
    let Some(accent) = &config.accent else { return String::new() };
    let hash = BASE64.encode(&Sha384::digest(style(Some(accent))));
    format!("<link rel=\"stylesheet\" href=\"{STYLE}\" integrity=\"sha384-{hash}\">")
}

/// Returns the style with the agency's colors, which is empty if it has none.
pub fn style(accent: Option<&Accent>) -> String {
    let Some(accent) = accent else { return String::new() };
    let Palette { light, dark } = Palette::of(accent);
    // Twice, so that it comes before the pages' own colors, wherever it is linked.
    let rule = |Tones { fill, pointed_at, text, .. }: Tones| {
        let white = Rgb::WHITE;
        format!(":root:root{{--seal:{fill};--seal-deep:{pointed_at};--on-seal:{white};--accent:{text}}}")
    };
    let (light, dark) = (rule(light), rule(dark));
    format!("{light}\n@media (prefers-color-scheme:dark){{{dark}}}\n@media print{{{light}}}\n")
}

/// Returns the head of each page: in the sandbox, the notice that nothing is real; then the agency.
pub(crate) fn masthead(config: &PublicConfig) -> String {
    let sandbox = if config.basics.sandbox { sandbox() } else { String::new() };
    let agency = escape(&config.basics.agency);
    let logo = config.logo.as_ref().filter(|logo| logo.version().is_some());
    let name = match logo {
        // The name is read aloud once, for the logo.
        Some(logo) => format!(
            "<img class=\"letterhead__logo\" src=\"{}\" alt=\"{agency}\" width=\"{}\" height=\"{}\">\
             <span class=\"letterhead__name\" aria-hidden=\"true\">{agency}</span>",
            escape(&logo.path),
            logo.size.width,
            logo.size.height
        ),
        None => format!("{}<span class=\"letterhead__name\">{agency}</span>", SEAL.trim_end()),
    };
    let contact = contact(&config.contact);
    format!("{sandbox}<header class=\"masthead\"><div class=\"letterhead\">{name}</div>{contact}</header>")
}

/// Returns the notice that nothing on a sandbox's page is real.
fn sandbox() -> String {
    format!(
        "<aside class=\"sandbox\" aria-label=\"{}\"><strong>{}</strong>{}</aside>",
        escape(CLIENT.sandbox_label()),
        escape(CLIENT.sandbox()),
        escape(CLIENT.sandbox_not_real())
    )
}

/// Returns whom clients can call or write to, folded, if anything about it is set.
fn contact(contact: &AgencyContact) -> String {
    if contact.is_empty() {
        return String::new();
    }
    let AgencyContact { name, email, phone, hours } = contact;
    let mut lines = String::new();
    if let Some(name) = name {
        _ = write!(lines, "<span><strong>{}</strong></span>", escape(name.as_str()));
    }
    if let Some(phone) = phone {
        _ = write!(lines, "<a href=\"{}\">{}</a>", phone.url(), escape(phone.as_str()));
    }
    if let Some(email) = email {
        let email = escape(email.as_str());
        _ = write!(lines, "<a href=\"mailto:{email}\">{email}</a>");
    }
    if let Some(hours) = hours {
        _ = write!(lines, "<span>{}</span>", escape(hours.as_str()));
    }
    format!(
        "<details class=\"contact\"><summary class=\"contact__summary\">{}</summary>\
         <address class=\"contact__more\">{lines}</address></details>",
        escape(PAGES.contact())
    )
}

/// Escapes a text for HTML.
pub(crate) fn escape(text: &str) -> String {
    text.chars().fold(String::new(), |mut html, c| {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
        html
    })
}

#[cfg(test)]
mod tests;
