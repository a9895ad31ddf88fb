//! What the pages say (`shared/words`), in the page's language.

use words::{Language, Part};
use yew::prelude::*;

/// The sentences for clients.
pub(crate) const fn client() -> words::Client {
    words::client(Language::En)
}

/// The sentences for clients from the guide on.
pub(crate) const fn letter() -> words::Letter {
    words::letter(Language::En)
}

/// The sentences about signing in, the account and its keys.
pub(crate) const fn account() -> words::Account {
    words::account(Language::En)
}

/// The sentences for technicians.
pub(crate) const fn technician() -> words::Technician {
    words::technician(Language::En)
}

/// The sentences for the agency's people.
pub(crate) const fn staff() -> words::Staff {
    words::staff(Language::En)
}

/// A sentence with elements in place of its variables.
pub(crate) fn with_elements(parts: &'static [Part], elements: &[Html]) -> Html {
    let part = |part: &Part| match *part {
        Part::Text(text) => html! { { text } },
        Part::Variable(index) => elements[index].clone(),
    };
    html! { <>{ for parts.iter().map(part) }</> }
}

/// The items as a list in a sentence: "a, b, and c".
pub(crate) fn list<T: AsRef<str>>(items: &[T]) -> String {
    words::list(Language::En, items)
}
