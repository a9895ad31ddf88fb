//! The agency's brand: an administrator sets it on a phone, and a client's phone shows it.

use std::fs;

use serde_json::{Value, json};
use shared::{
    brand::{Palette, Tones},
    rules::Accent,
};
use support::{
    accessibility,
    agency::{ADMIN, Agency, parsed},
    browser::Browser,
    command::Terminal,
    lab::SITE,
    pages::{assert_built, sign_in},
    say,
    server::Server,
    wait,
};

const NAME: &str = "Nord & Söhne";
const PHONE: &str = "+49 30 1234567";
/// Too light for a button with white text.
const YELLOW: &str = "#ffd500";
/// A logo that would run a script if it could.
const LOGO: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 20'>\
    <script>window.ran = true; document.documentElement.setAttribute('data-ran', '');</script>\
    <rect width='60' height='20' fill='#0057b8'/></svg>";

/// The primary button: its color, and the contrast of its text (WCAG 2.2).
const BUTTON: &str = "
    const style = getComputedStyle(document.querySelector('.button--primary'));
    const light = (color) => {
        const [red, green, blue] = color.match(/[\\d.]+/g).slice(0, 3).map((part) => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const [dark, bright] = [light(style.color), light(style.backgroundColor)].sort((a, b) => a - b);
    return [style.backgroundColor, (bright + 0.05) / (dark + 0.05)];";

/// The logo above the page: its name, whether it is drawn, and its width and height.
const SHOWN: &str = "
    const logo = document.querySelector('.letterhead__logo');
    if (!logo) return null;
    const box = logo.getBoundingClientRect();
    return [logo.alt, logo.complete && logo.naturalWidth > 0, box.width, box.height];";

/// Asserts that the page has no fault, fits its window, and ran nothing from the logo.
fn assert_sound(browser: &Browser) {
    assert_eq!(accessibility::faults(browser), Vec::<String>::new());
    assert!(!browser.scrolls_sideways());
    assert_eq!(browser.script("return window.ran ?? null", &[]), Value::Null);
    browser.assert_no_complaints();
}

/// Waits until the logo is drawn.
fn wait_for_logo(browser: &Browser, script: &str, expected: &Value) {
    wait::until("the logo to be drawn", || {
        let shown = browser.script(script, &[]);
        if shown == *expected { Ok(()) } else { Err(format!("{shown}")) }
    });
}

/// Sets the name, the color, the logo and a phone number on the page for administrators.
fn set_brand(admin: &Browser, server: &Server, palette: &Palette) {
    let folder = tempfile::tempdir().expect("a folder");
    let logo = folder.path().join("logo.svg");
    fs::write(&logo, LOGO).expect("writable");
    admin.open(&format!("{}/staff/agency", server.url()));
    admin.fill(say::STAFF.agency_name(), NAME);
    admin.fill(say::STAFF.agency_color(), YELLOW);
    admin.wait_for(&say::STAFF.agency_color_darker(&YELLOW, &palette.light.fill));
    admin.choose_file(say::STAFF.agency_logo_choose_button(), &logo);
    admin.wait_for(say::STAFF.agency_logo_chosen_svg());
    admin.fill(say::STAFF.agency_contact_phone(), "call me");
    admin.press(say::STAFF.agency_save());
    let wrong = admin.complaint_at(say::STAFF.agency_contact_phone());
    assert_eq!(wrong.as_deref(), Some(say::CLIENT.rule_not_a_phone()));
    admin.fill(say::STAFF.agency_contact_phone(), PHONE);
    assert_sound(admin);
    admin.press(say::STAFF.agency_save());
    admin.wait_for(say::STAFF.agency_saved());
    let drawn =
        "const logo = document.querySelector('.logo img'); return logo ? logo.naturalWidth > 0 : null";
    wait_for_logo(admin, drawn, &json!(true));
    assert_sound(admin);
}

#[test]
fn a_client_sees_the_agencys_name_logo_and_color() {
    let server = Server::start(&[("SEALPOST_AGENCY", "Nord")]);
    assert_built(&server);
    let made = Agency::set_up(&server).onboarding("Bakery Winter", SITE);
    let palette = Palette::of(&parsed::<Accent>(YELLOW));
    let admin = Browser::phone();
    sign_in(&admin, &server, ADMIN);
    set_brand(&admin, &server, &palette);

    let client = Browser::phone();
    let logo = json!([NAME, true, 120, 40]);
    for (scheme, Tones { fill, .. }) in [("light", palette.light), ("dark", palette.dark)] {
        client.open(&made.link.url(&server.url()));
        client.prefer(scheme);
        client.wait_for(say::CLIENT.welcome_start());
        wait_for_logo(&client, SHOWN, &logo);
        let button = client.script(BUTTON, &[]);
        let [red, green, blue] = fill.0;
        assert_eq!(button[0], json!(format!("rgb({red}, {green}, {blue})")), "{scheme}");
        assert!(button[1].as_f64().is_some_and(|contrast| contrast >= 4.5), "{scheme}: {button}");
        assert!(!client.text().contains(PHONE), "the contact is folded");
        client.press(say::PAGES.contact());
        client.wait_for(PHONE);
        assert_sound(&client);
    }
    client.press(say::CLIENT.welcome_start());
    client.wait_for(say::CLIENT.provider());
    wait_for_logo(&client, SHOWN, &logo);

    for (path, words) in [
        ("", say::PAGES.home_link()),
        ("/email", say::EMAIL.lead()),
        ("/checklist", say::CHECKLIST.no_passwords()),
    ] {
        client.open(&format!("{}{path}", server.url()));
        client.wait_for(words);
        wait_for_logo(&client, SHOWN, &logo);
        assert_sound(&client);
    }
}

#[test]
fn the_brand_is_there_without_scripts_and_on_paper() {
    let server = Server::start(&[]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery Winter", SITE);
    let brand = json!({ "name": NAME, "accent": YELLOW, "contact": { "phone": PHONE } });
    assert_eq!(agency.admin.put("/api/brand", &brand).status, 200);

    let client = Browser::phone();
    let text = client.open_without_scripts(&made.link.url(&server.url()));
    assert!(text.contains(NAME) && text.contains(say::PAGES.contact()), "{text}");
    client.open(&made.link.url(&server.url()));
    client.wait_for(say::CLIENT.welcome_start());
    client.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    client.wait_for(PHONE);
    assert!(client.text().contains(NAME));
}

/// The server writes into the pages, and `sealpost pages` still notices every other byte.
#[test]
fn served_files_with_a_brand_can_be_compared_with_the_release() {
    let server = Server::start(&[]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let brand = json!({ "name": NAME, "accent": YELLOW, "contact": { "phone": PHONE } });
    assert_eq!(agency.admin.put("/api/brand", &brand).status, 200);
    let logo = json!({ "logo": base64::Engine::encode(&base64::engine::general_purpose::STANDARD, LOGO) });
    assert_eq!(agency.admin.put("/api/brand/logo", &logo).status, 200);
    let same = Terminal::new(&[]).run(&["pages", &server.url()], "");
    assert!(same.well().contains(&say::CLI.pages_agency(&NAME)), "{same:#?}");
}
