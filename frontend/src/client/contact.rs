//! How a person can be reached: links that call them or write to them.

use shared::wire::PersonToAsk;
use yew::prelude::*;

use crate::say;

/// Renders the person's name, and what calls them or writes to them. Number and address come from types that are nothing
/// else, so that the server can't put another link here.
pub(super) fn contact(person: &PersonToAsk) -> Html {
    let say = say::client();
    html! {
        <div class="stack">
            <p><strong>{ person.name.clone() }</strong></p>
            if let Some(phone) = &person.contact.phone {
                <a class="button button--wide" href={phone.url()}>{ say.help_call(&person.name, phone) }</a>
            }
            if let Some(email) = &person.contact.email {
                <a class="button button--wide" href={mailto(email.local_part(), email.domain().as_str())}>
                    { say.help_email(email) }
                </a>
            }
        </div>
    }
}

/// Returns the address of a link that writes an email. A question mark in it would begin something else.
fn mailto(local: &str, domain: &str) -> String {
    format!("mailto:{}@{domain}", String::from(js_sys::encode_uri_component(local)))
}
