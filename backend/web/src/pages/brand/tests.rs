use shared::{
    brand::Logo,
    wire::{Config, SecondFactor, ShownLogo},
};

use super::*;

const PAGE: &str = "<title>A</title><link rel=stylesheet><body><div id=brand></div><div id=app></div>";

/// Returns the configuration of an agency that has only this name.
fn config(agency: &str) -> PublicConfig {
    PublicConfig {
        basics: Config {
            agency: agency.into(),
            public_url: "https://post.test".into(),
            sandbox: false,
            server_check: true,
            second_factor: SecondFactor::default(),
        },
        contact: AgencyContact::default(),
        accent: None,
        logo: None,
    }
}

fn whole(agency: &str) -> PublicConfig {
    let logo = Logo::parse(b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 10'>".to_vec()).unwrap();
    PublicConfig {
        contact: AgencyContact {
            name: Some("Nora <Lind>".parse().unwrap()),
            email: Some("hello@nord.test".parse().unwrap()),
            phone: Some("+49 30 1234567".parse().unwrap()),
            hours: Some("Mon & Tue".parse().unwrap()),
        },
        accent: Some("#0057b8".parse().unwrap()),
        logo: Some(ShownLogo::of(&logo.mark())),
        ..config(agency)
    }
}

fn written(page: &'static str, config: &PublicConfig) -> String {
    String::from_utf8(written_into(Cow::Borrowed(page.as_bytes()), config).into_owned()).unwrap()
}

#[test]
fn everything_is_written_into_its_place() {
    let config = whole("Nord & Co");
    let logo = &config.logo.as_ref().unwrap().path;
    let expected = format!(
        "<title>A</title>{}<link rel=stylesheet><body><div id=brand><header class=\"masthead\"><div class=\"letterhead\">\
         <img class=\"letterhead__logo\" src=\"{logo}\" alt=\"Nord &amp; Co\" width=\"120\" height=\"40\">\
         <span class=\"letterhead__name\" aria-hidden=\"true\">Nord &amp; Co</span></div>\
         <details class=\"contact\"><summary class=\"contact__summary\">{}</summary><address class=\"contact__more\">\
         <span><strong>Nora &lt;Lind&gt;</strong></span><a href=\"tel:+49301234567\">+49 30 1234567</a>\
         <a href=\"mailto:hello@nord.test\">hello@nord.test</a><span>Mon &amp; Tue</span></address></details>\
         </header></div><div id=app></div>",
        style_link(&config),
        PAGES.contact()
    );
    assert_eq!(written(PAGE, &config), expected);
    let quoted = PAGE.replace("id=brand", "id=\"brand\"");
    let quoted = written_into(quoted.into_bytes().into(), &config);
    assert_eq!(str::from_utf8(&quoted).unwrap(), expected.replace("<div id=brand>", "<div id=\"brand\">"));
}

#[test]
fn an_agency_that_has_set_nothing_has_its_name_and_the_seal() {
    let page = written(PAGE, &config("Nord"));
    assert!(
        page.contains("<svg class=\"seal-mark\"") && page.contains(">Nord</span></div></header>"),
        "{page}"
    );
    for part in ["stylesheet\" href", "<img", "<details", "sandbox", "aria-hidden=\"true\">Nord"] {
        assert!(!page.contains(part), "{part}: {page}");
    }
    let mut sandbox = config("Nord");
    sandbox.basics.sandbox = true;
    assert!(written(PAGE, &sandbox).contains(&escape(CLIENT.sandbox())));
}

/// Whatever an administrator, or the server itself, says about the agency stays text.
#[test]
fn no_name_becomes_markup() {
    let mut config = whole("<script>alert(1)</script>\"'<div id=brand>");
    config.logo.as_mut().unwrap().path = "x\" onerror=\"alert(1)".into();
    let page = written(PAGE, &config);
    for part in ["<script", "onerror", "<img", "\"'<"] {
        assert!(!page.contains(part), "{part}: {page}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&lt;div id=brand&gt;"), "{page}");
}

#[test]
fn a_page_without_the_places_stays_as_it_is() {
    for page in ["page", "<title>A</title><body>", "<div id=brand></div>"] {
        assert_eq!(written(page, &whole("Nord")), page);
    }
    let bytes = [b"<title></title><div id=brand>".as_slice(), &[0xff]].concat();
    assert_eq!(*written_into(bytes.clone().into(), &whole("Nord")), *bytes);
}

#[test]
fn the_style_has_the_colors_of_both_schemes_and_prints_the_light_ones() {
    assert_eq!((style(None), style_link(&config("Nord"))), (String::new(), String::new()));
    let accent = "#0057b8".parse().unwrap();
    let Palette { light, dark } = Palette::of(&accent);
    let style = style(Some(&accent));
    let [first, second, third] = style.lines().collect::<Vec<_>>().try_into().unwrap();
    for (line, tones, media) in [
        (first, light, ""),
        (second, dark, "@media (prefers-color-scheme:dark){"),
        (third, light, "@media print{"),
    ] {
        assert!(line.starts_with(&format!("{media}:root:root{{--seal:{};", tones.fill)), "{style}");
        assert!(line.contains(&format!("--on-seal:#ffffff;--accent:{}}}", tones.text)), "{style}");
    }
}

/// The pages' own styles have the same names.
#[test]
fn the_style_replaces_colors_that_the_pages_use() {
    const TOKENS: &str = include_str!("../../../../../frontend/styles/tokens.css");
    let style = style(Some(&"#0057b8".parse().unwrap()));
    for name in style.split("--").skip(1).filter_map(|rest| rest.split_once(':').map(|(name, _)| name)) {
        assert!(TOKENS.contains(&format!("  --{name}: #")), "--{name}");
    }
}
