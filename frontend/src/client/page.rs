//! The frame around every step: who asks, how far it is, and who will be able to read it.

use shared::{status::Step, wire::Config};
use yew::prelude::*;

use super::history::number;
use crate::{
    client::pieces::{muted, p},
    components::{sandbox_banner, seal_mark},
};

/// Where in the journey a page stands.
pub(crate) struct Place {
    pub(crate) step: Step,
    /// Whether the letter is on its way.
    pub(crate) is_sent: bool,
    /// The technicians as a sentence has them.
    pub(crate) names: String,
}

/// Header, progress, what is on the page, and the seal. `config` is not known where the server was never reached.
pub(crate) fn frame(config: Option<&Config>, place: Option<&Place>, content: Html) -> Html {
    html! {
        <>
            if config.is_some_and(|config| config.sandbox) {
                { sandbox_banner() }
            }
            <div class="page">
                <header class="page__head">
                    <div class="letterhead">
                        { seal_mark() }
                        <span class="letterhead__name">
                            { config.map_or_else(|| "Sealpost".to_owned(), |config| config.agency.clone()) }
                        </span>
                    </div>
                    { place.map(progress).unwrap_or_default() }
                </header>
                <main class="sheet">{ content }</main>
                { place.map(sealed_for).unwrap_or_default() }
            </div>
        </>
    }
}

/// Steps until the letter is sealed; the report comes after.
const STEPS: u8 = 6;

fn progress(place: &Place) -> Html {
    let number = number(place.step);
    if number > STEPS {
        return html! { <p class="progress__words">{ "Sent · domain check" }</p> };
    }
    let words = match minutes_left(place.step) {
        _ if place.is_sent => format!("Step {number} of {STEPS} · done"),
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

fn sealed_for(place: &Place) -> Html {
    html! {
        <footer class="sealed-for">
            <details>
                <summary class="sealed-for__line">
                    { seal_mark() }
                    <span>
                        { "Sealed for " }<strong>{ place.names.clone() }</strong>{ "." }<br />
                        { "Nobody else can read it." }
                    </span>
                </summary>
                <div class="sealed-for__more stack">
                    { p("Before anything is sent, this page locks what you typed with the keys of the people \
                           named here. The server keeps only the locked letter and has no key to it.") }
                    { p("Your link names these people too. If somebody else were put in their place, this \
                           page would notice and stop.") }
                    { muted("What this cannot protect you from: a server that was broken into and hands out a \
                           false page. If anything looks odd, call the people you know before you go on.") }
                </div>
            </details>
        </footer>
    }
}
