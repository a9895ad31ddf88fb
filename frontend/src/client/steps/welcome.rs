//! What this page is, what the client needs, and who will be able to read the settings.

use shared::status::Step;
use yew::prelude::*;

use super::to;
use crate::{
    client::{
        pieces::{fold, muted, p, primary, sentences, small_print, text},
        state::Wizard,
    },
    components::Heading,
    say, time,
};

/// Renders the first step.
pub(crate) fn welcome(wizard: &UseReducerHandle<Wizard>) -> Html {
    let (say, view) = (say::client(), &wizard.view);
    let has_begun = view.progress.step.is_some_and(|step| step > Step::Welcome);
    let site = html! { <strong>{ view.site.to_string() }</strong> };
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={say.welcome()} title={wizard.agency.to_string()} />
                <p>{ say::with_elements(say.welcome_why_parts(), &[text(&view.client), site]) }</p>
                { p(&say.welcome_who(&view.manager, &wizard.agency)) }
            </div>
            <section class="stack" aria-labelledby="needs">
                <h2 id="needs">{ say.welcome_needs() }</h2>
                { sentences("plain-list", [
                    say.welcome_needs_time(),
                    say.welcome_needs_password(),
                    say.welcome_needs_phone(),
                ]) }
            </section>
            { readers(wizard) }
            { primary(if has_begun { say.go_on() } else { say.welcome_start() }, to(wizard, Step::Provider)) }
            <div>
                { fold(say.welcome_smtp(), html! { <>
                    { p(say.welcome_smtp_what()) }
                    { p(say.welcome_smtp_without()) }
                </> }) }
                { fold(say.welcome_email(), html! { <>
                    { p(say.welcome_email_why()) }
                    { p(&say.welcome_email_deleted(view.keep.get().into())) }
                </> }) }
            </div>
            { small_print(&say.welcome_expires(&time::date(view.expires_at))) }
        </div>
    }
}

fn readers(wizard: &UseReducerHandle<Wizard>) -> Html {
    let say = say::client();
    let recipients = wizard.view.recipients.recipients();
    let manager = &wizard.view.manager;
    let no_one_else = if recipients.iter().any(|person| person.name() == manager) {
        say.welcome_readers_only().to_owned()
    } else {
        say.welcome_readers_not_even(manager)
    };
    html! {
        <section class="stack" aria-labelledby="readers">
            <h2 id="readers">{ say.welcome_readers() }</h2>
            <ul class="plain-list">
                { for recipients.iter().map(|person| html! {
                    <li><strong>{ person.name() }</strong></li>
                }) }
            </ul>
            { muted(&no_one_else) }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use crate::say;

    /// The greeting is shown until the program runs, and the welcome page replaces it.
    #[test]
    fn the_greeting_begins_with_the_longest_paragraph() {
        let greeting = words::pages(words::Language::En).greeting_why();
        let longest = say::client().welcome_why(&"Lindqvist Bakery and Coffee", &"lindqvist-bakery.example");
        assert!(
            greeting.chars().count() > longest.chars().count(),
            "the welcome page would become the browser's largest contentful paint"
        );
    }
}
