//! The frame around every step: who asks, how far it is, and who will be able to read it.

use std::rc::Rc;

use shared::{status::Step, wire::Config};
use yew::prelude::*;

use super::history::number;
use crate::components::{SandboxBanner, SealMark};

/// What a [`Frame`] takes.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Not known where the server was never reached.
    pub(crate) config: Option<Rc<Config>>,
    /// The step, where it is one.
    #[prop_or_default]
    pub(crate) step: Option<Step>,
    /// Whether the letter is on its way.
    #[prop_or_default]
    pub(crate) is_sent: bool,
    /// The technicians as a sentence has them.
    #[prop_or_default]
    pub(crate) names: Option<AttrValue>,
    pub(crate) children: Html,
}

/// Header, progress, what is on the page, and the seal.
#[component]
pub(crate) fn Frame(props: &Props) -> Html {
    let agency = props.config.as_ref().map(|config| config.agency.clone());
    html! {
        <>
            if props.config.as_ref().is_some_and(|config| config.sandbox) {
                <SandboxBanner />
            }
            <div class="page">
                <header class="letterhead">
                    <SealMark />
                    <span class="letterhead__name">{ agency.unwrap_or_else(|| "Sealpost".into()) }</span>
                </header>
                { props.step.map(|step| progress(step, props.is_sent)).unwrap_or_default() }
                <main class="sheet">{ props.children.clone() }</main>
                { props.names.as_ref().map(sealed_for).unwrap_or_default() }
            </div>
        </>
    }
}

/// The words of the static page, while the server is asked: nothing jumps.
#[component]
pub(crate) fn Waiting() -> Html {
    html! {
        <main class="page page--greeting">
            <h1>{ "A sealed letter for your e-mail settings" }</h1>
            <p>
                { "Your web site sends e-mail in your name, and for that it needs settings from your e-mail \
                   provider. This page takes you there step by step. It takes about fifteen minutes." }
            </p>
            <p>
                { "What you type is sealed on your own device. Only the people who look after your web site \
                   can open it." }
            </p>
            <p class="muted" role="status">{ "Your letter is being prepared …" }</p>
        </main>
    }
}

/// Steps until the letter is sealed; the report comes after.
const STEPS: u8 = 6;

fn progress(step: Step, is_sent: bool) -> Html {
    let number = number(step);
    if number > STEPS {
        return html! { <p class="progress__words">{ "Sent · one more thing for your domain" }</p> };
    }
    let words = match minutes_left(step) {
        _ if is_sent => format!("Step {number} of {STEPS} · done"),
        1 => format!("Step {number} of {STEPS} · about a minute"),
        minutes => format!("Step {number} of {STEPS} · about {minutes} min"),
    };
    html! {
        <div class="progress">
            <p class="progress__words" id="progress">{ words }</p>
            <progress
                class="progress__bar"
                max={STEPS.to_string()}
                value={number.to_string()}
                aria-labelledby="progress"
            />
        </div>
    }
}

/// What is left, from a bakery owner's pace: most of it is the provider's own pages.
fn minutes_left(step: Step) -> u8 {
    match step {
        Step::Welcome => 15,
        Step::Provider => 10,
        Step::Guide => 8,
        Step::Details => 4,
        Step::Check => 2,
        Step::Receipt => 1,
        Step::Report => 0,
    }
}

fn sealed_for(names: &AttrValue) -> Html {
    html! {
        <footer class="sealed-for">
            <details>
                <summary class="sealed-for__line">
                    <SealMark />
                    <span>
                        { "Sealed for " }<strong>{ names.clone() }</strong>{ "." }<br />
                        { "Nobody else can read it." }
                    </span>
                </summary>
                <div class="sealed-for__more stack">
                    <p>
                        { "Before anything is sent, this page locks what you typed with the keys of the people \
                           named here. The server keeps only the locked letter and has no key to it." }
                    </p>
                    <p>
                        { "Your link names these people too. If somebody else were put in their place, this \
                           page would notice and stop." }
                    </p>
                    <p class="muted">
                        { "What this cannot protect you from: a server that was broken into and hands out a \
                           false page. If anything looks odd, call the people you know before you go on." }
                    </p>
                </div>
            </details>
        </footer>
    }
}
