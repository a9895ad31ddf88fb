//! What this is, what it takes, and who will be able to read it.

use shared::status::Step;
use yew::prelude::*;

use super::{StepProps, to};
use crate::{
    client::times,
    components::{Button, Fold, Heading, Look},
};

/// The first step.
#[component]
pub(crate) fn Welcome(props: &StepProps) -> Html {
    let wizard = &props.wizard;
    let view = &wizard.view;
    let has_begun = view.progress.step.is_some_and(|step| step > Step::Welcome);
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text="A sealed letter for your e-mail settings" title={wizard.agency.to_string()} />
                <p>
                    { format!("Hello {}. ", view.client) }
                    <strong>{ view.site.to_string() }</strong>
                    { " sends e-mail in your name: forms, orders, password resets. So that it arrives and does not \
                       end as spam, your web site has to sign in to your e-mail provider, as your phone does." }
                </p>
                <p>
                    { format!("{} at {} asks you for the settings. This page takes you to them.", view.manager, wizard.agency) }
                </p>
            </div>
            <section class="stack" aria-labelledby="needs">
                <h2 id="needs">{ "What it takes" }</h2>
                <ul class="plain-list">
                    <li>{ "About fifteen minutes. You can stop and come back, on another device too." }</li>
                    <li>{ "Your sign-in at your e-mail provider." }</li>
                    <li>{ "Your phone, if your provider sends a code when you sign in." }</li>
                </ul>
            </section>
            { readers(props) }
            <Button look={Look::Primary} wide=true onclick={to(wizard, Step::Provider)}>
                { if has_begun { "Go on" } else { "Start" } }
            </Button>
            <div>
                <Fold summary="What is SMTP, and why is it needed?">
                    <p>
                        { "SMTP is how programs hand e-mail to a post office. Your mail program uses it each time \
                           you press Send. A web site can use it too, once it knows which post office is yours and \
                           has a key for it." }
                    </p>
                    <p>
                        { "Without it the web site sends on its own, from an address nobody knows, and much of that \
                           ends as spam." }
                    </p>
                </Fold>
                <Fold summary="Why not simply by e-mail?">
                    <p>
                        { "An e-mail with a password in it stays readable in both mailboxes for years. Here it is \
                           sealed on your device first, and deleted once the web site is set up." }
                    </p>
                </Fold>
            </div>
            <p class="muted small">{ format!("Your link works until {}.", times::day(view.expires_at)) }</p>
        </div>
    }
}

fn readers(props: &StepProps) -> Html {
    let recipients = props.wizard.view.recipients.recipients();
    html! {
        <section class="stack" aria-labelledby="readers">
            <h2 id="readers">{ "Who will be able to read it" }</h2>
            <ul class="plain-list">
                { for recipients.iter().map(|person| html! {
                    <li><strong>{ person.name() }</strong></li>
                }) }
            </ul>
            <p class="muted">{ format!("Nobody else, not even {}: it is sealed on this device.", props.wizard.view.manager) }</p>
        </section>
    }
}
