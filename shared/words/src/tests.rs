//! Tests the functions that the build creates from messages.

use crate::{Language, Part, client};

#[test]
fn variables_are_filled_in() {
    let sentence = client(Language::En).closed_withdrawn_next(&"Sam");
    assert!(sentence.ends_with("ask Sam for a new link."), "{sentence}");
}

#[test]
fn a_page_can_put_elements_in_place_of_variables() {
    let parts = client(Language::En).closed_withdrawn_next_parts();
    assert!(matches!(parts, [Part::Text(_), Part::Variable(0), Part::Text(" for a new link.")]), "{parts:?}");
}
