//! What this is, what it takes, and who will be able to read it.

use shared::status::Step;
use yew::prelude::*;

use super::to;
use crate::{
    client::{
        pieces::{fold, muted, p, primary, small_print},
        state::Wizard,
        times,
    },
    components::Heading,
};

/// The first step.
pub(crate) fn welcome(wizard: &UseReducerHandle<Wizard>) -> Html {
    let view = &wizard.view;
    let has_begun = view.progress.step.is_some_and(|step| step > Step::Welcome);
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text="A sealed letter for your email settings" title={wizard.agency.to_string()} />
                <p>
                    { format!("Hello {}. ", view.client) }
                    <strong>{ view.site.to_string() }</strong>
                    { " sends email in your name: forms, orders, password resets. So that it arrives and doesn't \
                       end as spam, your website has to sign in to your email provider, as your phone does." }
                </p>
                { p(&format!("{} at {} asks you for the settings. This page takes you to them.", view.manager, wizard.agency)) }
            </div>
            <section class="stack" aria-labelledby="needs">
                <h2 id="needs">{ "What it takes" }</h2>
                <ul class="plain-list">
                    <li>{ "About fifteen minutes. You can stop and come back, on another device too." }</li>
                    <li>{ "Your sign-in at your email provider." }</li>
                    <li>{ "Your phone, if your provider sends a code when you sign in." }</li>
                </ul>
            </section>
            { readers(wizard) }
            { primary(if has_begun { "Go on" } else { "Start" }, to(wizard, Step::Provider)) }
            <div>
                { fold("What is SMTP, and why is it needed?", html! { <>
                    { p("SMTP is how programs hand email to a post office. Your mail program uses it each time \
                           you press Send. A website can use it too, once it knows which post office is yours and \
                           has a key for it.") }
                    { p("Without it the website sends on its own, and much of that ends as spam.") }
                </> }) }
                { fold("Why not simply by email?", html! { <>
                    { p("An email with a password in it stays readable in both mailboxes for years. Here it is \
                           sealed on your device first.") }
                    { p(&format!("It is deleted {}.", view.keep.after_setup())) }
                </> }) }
            </div>
            { small_print(&format!("Your link works until {}.", times::day(view.expires_at))) }
        </div>
    }
}

fn readers(wizard: &UseReducerHandle<Wizard>) -> Html {
    let recipients = wizard.view.recipients.recipients();
    let manager = &wizard.view.manager;
    let nobody_else = if recipients.iter().any(|person| person.name() == manager) {
        "Nobody else: it is sealed on this device.".to_owned()
    } else {
        format!("Nobody else, not even {manager}: it is sealed on this device.")
    };
    html! {
        <section class="stack" aria-labelledby="readers">
            <h2 id="readers">{ "Who will be able to read it" }</h2>
            <ul class="plain-list">
                { for recipients.iter().map(|person| html! {
                    <li><strong>{ person.name() }</strong></li>
                }) }
            </ul>
            { muted(&nobody_else) }
        </section>
    }
}
