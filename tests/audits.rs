//! Tests the page audits themselves: each is given a page with the fault that it looks for, and a page without it.

use support::{accessibility, browser::Browser, layout};

/// Returns a page with this markup in its main section.
fn page(style: &str, main: &str) -> String {
    format!(
        "data:text/html;charset=utf-8,<!doctype html><html lang=en><title>A page</title><meta name=viewport content='width=device-width'><style>\
         body {{ margin: 0; font: 16px/1.5 sans-serif; overflow-wrap: anywhere }} {style}</style>\
         <main><h1>A page</h1>{main}</main></html>"
    )
}

#[test]
fn a_layout_that_cuts_off_its_text_is_found() {
    let browser = Browser::phone();
    let found = |style: &str, main: &str| {
        browser.open(&page(style, main));
        layout::faults(&browser).join("\n")
    };
    let long = "<p>Some words that need more than one line on a window as narrow as that of a phone</p>";
    assert_eq!(found("", long), "");
    let wide = found("p { width: 900px }", long);
    assert!(wide.contains("px wide"), "{wide}");
    assert!(found("p { height: 1em; overflow: hidden }", long).contains("sticks out of p."));
    assert!(found("p { white-space: nowrap; overflow: hidden }", long).contains("sticks out of p."));
    assert!(found("p { margin-top: -3em }", long).contains("lies on"));
    assert!(found("button { height: 20px }", &format!("<button>{long}</button>")).contains("sticks out of"));
    let field = "<label>Name</label><input aria-label=Name>";
    assert_eq!(found("", field), "");
    assert!(found("input { margin-left: -40px }", field).contains("lies on"));
    let choice = |words: &str| format!("<select aria-label=A style='width: 200px'><option>{words}</select>");
    assert_eq!(found("", &choice("Short")), "");
    assert!(found("", &choice("What has no room in such a field")).contains("is cut off in select."));
    // Visually hidden on purpose, for screen readers.
    let voice = ".aside-voice { position: absolute; width: 1px; overflow: hidden; white-space: nowrap }";
    assert_eq!(found(voice, "<p>Words<span class=aside-voice>for screen readers</span></p>"), "");
}

#[test]
fn text_that_overflows_at_twice_its_size_is_found() {
    let browser = Browser::phone();
    browser.open(&page(
        "p { font-size: 1rem; height: 3rem; overflow: hidden }",
        "<p>Ten or so words of text on a page",
    ));
    assert_eq!(layout::faults(&browser).join("\n"), "");
    browser.open(&page(
        "p { font-size: 1rem; height: 48px; overflow: hidden }",
        "<p>Ten or so words of text on a page",
    ));
    assert_eq!(layout::faults(&browser).join("\n"), "");
    layout::enlarge_text(&browser, 200);
    assert!(layout::faults(&browser).join("\n").contains("sticks out of p."));
}

#[test]
fn text_outside_landmarks_and_undeterminable_contrast_are_found() {
    let browser = Browser::phone();
    let found = |style: &str, main: &str| {
        browser.open(&page(style, main));
        accessibility::faults(&browser).join("\n")
    };
    assert_eq!(found("", "<p>Words"), "");
    assert!(found("", "</main><p>Words").contains("region: "));
    assert!(found("p { color: rgb(150, 150, 150) }", "<p>Words").contains("color-contrast: "));
    let unclear = found("p { background: linear-gradient(white, black) }", "<p>Words");
    assert!(unclear.contains("color-contrast: "), "{unclear}");
    // Folded content is checked once it is open.
    let fold = "<details><summary>More</summary><p style='color: rgb(150, 150, 150)'>Words</details>";
    assert_eq!(found("", fold), "");
    layout::open_folds(&browser);
    assert!(accessibility::faults(&browser).join("\n").contains("color-contrast: "));
    layout::close_folds(&browser);
    assert_eq!(accessibility::faults(&browser).join("\n"), "");
}
