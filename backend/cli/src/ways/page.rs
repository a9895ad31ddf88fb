//! The list of ways, and the steps of one, as pages for a terminal.

use super::suggested::{AnyWay, EXAMPLE_SITE, Suggested};
use crate::{
    say::{ADMINISTRATOR, SAY, WAYS},
    style::{Ink, Style},
};

/// The column of a value below its step.
const VALUE_INDENT: usize = 6;

/// Returns the ranked list, and what to avoid in any case.
pub(super) fn list(provider: &str, list: &[Suggested], caution: Option<&str>, style: Style) -> String {
    let mut page = Page::new(style);
    page.heading(&SAY.ways_heading(&provider));
    for (number, Suggested { way, because, cautions }) in (1..).zip(list) {
        page.blank();
        page.heading(&format!("{number}. {}", way.name()));
        page.labeled(SAY.ways_label_why(), WAYS.because(*because));
        page.labeled(SAY.ways_label_needs(), way.needs());
        for caution in cautions {
            page.labeled(SAY.ways_label_note(), WAYS.caution(*caution));
        }
    }
    if let Some(caution) = caution {
        page.blank();
        page.paragraph(&format!("{} {caution}", SAY.ways_any_way()));
    }
    page.blank();
    page.paragraph(SAY.ways_list_next());
    page.text
}

/// Returns the steps of a way, and what surprises people.
pub(super) fn steps(way: AnyWay, style: Style) -> String {
    let mut page = Page::new(style);
    page.heading(&way.name());
    page.blank();
    page.heading(SAY.ways_client_steps());
    for (number, step) in (1..).zip(way.client_steps()) {
        page.item(&format!("{number:2}. "), WAYS.step(*step));
    }
    page.blank();
    if way.admin_steps().is_empty() {
        page.paragraph(SAY.ways_no_administrator());
    } else {
        page.heading(SAY.ways_administrator_steps());
    }
    let mut has_example = false;
    for (number, step) in (1..).zip(way.admin_steps()) {
        page.item(&format!("{number:2}. "), ADMINISTRATOR.step(*step));
        for value in way.values(*step) {
            page.value(&value);
            has_example |= value.contains(EXAMPLE_SITE);
        }
    }
    if !way.surprises().is_empty() {
        page.blank();
        page.heading(SAY.ways_surprises());
    }
    for surprise in way.surprises() {
        page.item("  - ", ADMINISTRATOR.surprise(*surprise));
    }
    page.blank();
    if has_example {
        page.paragraph(&SAY.ways_example_site(&EXAMPLE_SITE));
    }
    page.paragraph(SAY.ways_steps_note());
    page.text
}

/// Lines for a terminal.
struct Page {
    text: String,
    style: Style,
}

impl Page {
    fn new(style: Style) -> Self {
        Self { text: String::new(), style }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn blank(&mut self) {
        self.line("");
    }

    fn heading(&mut self, text: &str) {
        let text = self.style.ink(Ink::Bold, text);
        self.line(&text);
    }

    fn paragraph(&mut self, text: &str) {
        self.item("", text);
    }

    fn labeled(&mut self, label: &str, text: &str) {
        self.item(&format!("   {label:7}"), text);
    }

    /// Adds a text after `start`. Its later lines are indented to the same column.
    fn item(&mut self, start: &str, text: &str) {
        let text = self.style.hang(start.chars().count(), text);
        self.line(&format!("{start}{text}"));
    }

    /// Adds a value. Values are never wrapped, because people copy them.
    fn value(&mut self, value: &str) {
        let value = self.style.ink(Ink::Cyan, value);
        self.line(&format!("{:VALUE_INDENT$}{value}", ""));
    }
}
