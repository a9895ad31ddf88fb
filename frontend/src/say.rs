//! The texts of the pages (`shared/words`), in the page's language.

use shared::utc_offset::UtcOffset;
use words::{Language, Part};
use yew::prelude::*;

/// Returns the texts for clients.
pub(crate) const fn client() -> words::Client {
    words::client(Language::En)
}

/// Returns the texts for clients, from the guide on.
pub(crate) const fn letter() -> words::Letter {
    words::letter(Language::En)
}

/// Returns the texts for someone who does a step for a client.
pub(crate) const fn helper() -> words::Helper {
    words::helper(Language::En)
}

/// Returns the texts about ways to send without a password.
pub(crate) const fn ways() -> words::Ways {
    words::ways(Language::En)
}

/// Returns the steps for the person who manages an organization's email.
pub(crate) const fn administrator() -> words::Administrator {
    words::administrator(Language::En)
}

/// Returns the texts about signing in, the account and its keys.
pub(crate) const fn account() -> words::Account {
    words::account(Language::En)
}

/// Returns the texts for technicians.
pub(crate) const fn technician() -> words::Technician {
    words::technician(Language::En)
}

/// Returns the texts for all of the agency's people.
pub(crate) const fn staff() -> words::Staff {
    words::staff(Language::En)
}

/// Renders a sentence with elements in place of its variables.
pub(crate) fn with_elements(parts: &'static [Part], elements: &[Html]) -> Html {
    let part = |part: &Part| match *part {
        Part::Text(text) => html! { { text } },
        Part::Variable(index) => elements[index].clone(),
    };
    html! { <>{ for parts.iter().map(part) }</> }
}

/// Returns "UTC+5:30".
pub(crate) fn utc_offset(offset: UtcOffset) -> String {
    words::utc_offset(Language::En, offset)
}

/// Joins the items into a list for a sentence: "a, b, and c".
pub(crate) fn list<T: AsRef<str>>(items: &[T]) -> String {
    words::list(Language::En, items)
}
