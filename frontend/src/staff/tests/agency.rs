//! Tests of the page about how the agency appears to its clients.

use js_sys::{Array, Uint8Array};
use shared::{
    brand::{AgencyContact, Brand, Logo, Palette},
    rules::RuleError,
    wire::{BrandView, Role, ShownLogo},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DataTransfer, Element, File, HtmlInputElement};
use yew::prelude::*;

use super::drawn;
use crate::{
    say,
    staff::agency::AgencyPage,
    tests::{
        Page, Server,
        client::problem,
        staff::{me, session},
    },
};

const BRAND: &str = "GET /api/brand";
const SAVED: &str = "PUT /api/brand";
const LOGO: &str = "PUT /api/brand/logo";
const NO_LOGO: &str = "DELETE /api/brand/logo";

/// An image that browsers can show.
const SVG: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'></svg>";

fn view(brand: Brand) -> BrandView {
    BrandView { brand, setting: "Studio Nord".into(), logo: None, changed_at: None }
}

fn whole() -> BrandView {
    let mark = Logo::parse(SVG.to_vec()).expect("an image").mark();
    let contact = AgencyContact {
        name: Some("Nora Lind".parse().expect("a short text")),
        email: Some("hello@nord.test".parse().expect("an address")),
        phone: Some("+49 30 1234567".parse().expect("a phone number")),
        hours: None,
    };
    let accent = Some("#1da1f2".parse().expect("a color"));
    BrandView { logo: Some(ShownLogo::of(&mark)), ..view(Brand { accent, contact, ..Brand::default() }) }
}

async fn agency() -> Page {
    drawn(session(me(&[Role::Admin])), || html! { <AgencyPage /> }).await
}

/// Returns the fills of the drawing with this index: paper, button, its text, link.
fn fills(page: &Page, index: u32) -> Vec<String> {
    let drawing = page.find(&format!(".swatch:nth-of-type({}) svg", index + 1));
    let parts = drawing.query_selector_all("rect, text").expect("a valid selector");
    let fill = |at| parts.get(at)?.unchecked_into::<Element>().get_attribute("fill");
    (0..parts.length()).filter_map(fill).collect()
}

/// Chooses a file as the logo.
async fn choose(page: &Page, name: &str, bytes: &[u8]) {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let file = File::new_with_u8_array_sequence(&parts, name).expect("a file");
    let chosen = DataTransfer::new().expect("a list of files");
    chosen.items().add_with_file(&file).expect("the file is added");
    let input = page.find("#logo-input").unchecked_into::<HtmlInputElement>();
    input.set_files(chosen.files().as_ref());
    page.leave("#logo-input").await;
}

#[wasm_bindgen_test]
async fn an_agency_that_has_set_nothing_can_set_everything() {
    let server = Server::start();
    server.answers(BRAND, &view(Brand::default()));
    let page = agency().await;
    page.matches("main", "staff/agency").await;
    assert!(!page.has(".swatch"), "there is no color to show");
}

#[wasm_bindgen_test]
async fn a_color_is_shown_as_clients_see_it() {
    let server = Server::start();
    server.answers(BRAND, &whole());
    let page = agency().await;
    let accent = "#1da1f2".parse().expect("a color");
    let Palette { light, dark } = Palette::of(&accent);
    for (index, tones) in [(0, light), (1, dark)] {
        let expected = [tones.paper, tones.fill, shared::brand::color::Rgb::WHITE, tones.text];
        assert_eq!(fills(&page, index), expected.map(|color| color.to_string()));
    }
    let say = say::staff();
    assert!(page.says(&say.agency_color_darker(&accent, &light.fill)));
    page.type_into("#accent", "#0a7f3f").await;
    assert!(page.says(say.agency_color_kept()));
    page.type_into("#accent", "#0a7f3").await;
    assert!(!page.has(".swatch"), "nothing is shown while the color isn't complete");
}

#[wasm_bindgen_test]
async fn wrong_fields_are_not_sent() {
    let server = Server::start();
    server.answers(BRAND, &view(Brand::default()));
    let page = agency().await;
    page.type_into("#accent", "red").await;
    page.type_into("#contact-phone", "call me").await;
    page.press(say::staff().agency_save()).await;
    for (field, rule) in [("accent", RuleError::NotAColor), ("contact-phone", RuleError::NotAPhone)] {
        let error = page.find(&format!("#{field}-error")).text_content().unwrap_or_default();
        assert!(error.contains(&say::client().rule_error(rule)), "{field}: {error}");
    }
    assert_eq!(server.was_asked(SAVED), 0);
}

#[wasm_bindgen_test]
async fn one_button_saves_everything() {
    let server = Server::start();
    server.answers(BRAND, &view(Brand::default())).answers(SAVED, &whole()).answers(LOGO, &whole());
    let page = agency().await;
    page.type_into("#accent", "#1da1f2").await;
    choose(&page, "logo.svg", SVG).await;
    page.until(say::staff().agency_logo_chosen_svg()).await;
    assert_eq!((server.was_asked(SAVED), server.was_asked(LOGO)), (0, 0), "nothing is saved before");
    server.answers(BRAND, &whole());
    page.press(say::staff().agency_save()).await;
    assert!(page.says(say::staff().agency_saved()));
    assert_eq!((server.was_asked(SAVED), server.was_asked(LOGO)), (1, 1));
    assert!(page.has(".logo img[width='80'][height='40']"), "the saved logo is shown");
}

#[wasm_bindgen_test]
async fn a_logo_is_removed_when_that_is_saved() {
    let server = Server::start();
    server.answers(BRAND, &whole()).answers(SAVED, &whole()).answers(NO_LOGO, &view(Brand::default()));
    let page = agency().await;
    page.press(say::staff().agency_logo_remove()).await;
    assert!(page.says(say::staff().agency_logo_removed()) && !page.has(".logo"));
    page.press(say::staff().agency_logo_undo()).await;
    assert!(page.has(".logo img"));
    page.press(say::staff().agency_logo_remove()).await;
    page.press(say::staff().agency_save()).await;
    assert_eq!(server.was_asked(NO_LOGO), 1);
}

#[wasm_bindgen_test]
async fn a_file_that_is_no_logo_is_refused_here_and_by_the_server() {
    let server = Server::start();
    server.answers(BRAND, &view(Brand::default())).answers(SAVED, &view(Brand::default()));
    let page = agency().await;
    choose(&page, "logo.png", b"GIF89a").await;
    page.until(say::staff().logo_error_other_kind()).await;
    choose(&page, "logo.svg", SVG).await;
    page.until(say::staff().agency_logo_chosen_svg()).await;
    assert!(!page.says(say::staff().logo_error_other_kind()));
    let mut refusal = problem(422, "not-a-logo");
    refusal.field = Some("logo".into());
    server.refuses(LOGO, &refusal);
    page.press(say::staff().agency_save()).await;
    let section = page.find("section[aria-labelledby=logo]").text_content().unwrap_or_default();
    assert!(section.contains("not-a-logo"), "{section}");
}
