//! The frame around every step: the agency, the progress, and who can read the settings.

use shared::{status::Step, wire::Config};
use yew::prelude::*;

use super::history::number;
use crate::{
    client::pieces::{muted, p},
    components::{sandbox_banner, seal_mark},
    say,
};

/// How far the client has come.
pub(crate) struct Place {
    pub(crate) step: Step,
    /// True after the settings are sent.
    pub(crate) is_sent: bool,
    /// The technicians' names as a list in a sentence.
    pub(crate) names: String,
}

/// Renders the header, the progress, the content and the seal. `config` is `None` until the server has answered.
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

/// Number of steps until the settings are sent. The report comes after them.
const STEPS: u8 = 6;

fn progress(place: &Place) -> Html {
    let (say, number) = (say::client(), number(place.step));
    if number > STEPS {
        return html! { <p class="progress__words">{ say.progress_sent() }</p> };
    }
    let words = if place.is_sent {
        say.progress_done(&number, &STEPS)
    } else {
        say.progress_left(&number, &STEPS, &minutes_left(place.step))
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

/// Returns the estimated minutes that remain. Clients spend most of them on the provider's pages.
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
    let say = say::client();
    let names = html! { <strong>{ place.names.clone() }</strong> };
    html! {
        <footer class="sealed-for">
            <details>
                <summary class="sealed-for__line">
                    { seal_mark() }
                    <span>
                        { say::with_elements(say.sealed_for_parts(), &[names]) }<br />
                        { say.sealed_for_no_one_else() }
                    </span>
                </summary>
                <div class="sealed-for__more stack">
                    { p(say.sealed_for_how()) }
                    { p(say.sealed_for_swapped()) }
                    { muted(say.sealed_for_limit()) }
                </div>
            </details>
        </footer>
    }
}
