//! The frame around every step: the progress, and who can read the settings. Above it is what the server wrote about the
//! agency (backend/web/src/pages/brand.rs).

use shared::status::Step;
use yew::prelude::*;

use super::history::number;
use crate::{
    client::pieces::{muted, p},
    components::seal_mark,
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

/// Renders the progress, the content, the line that opens the help, and the seal.
pub(crate) fn frame(place: Option<&Place>, content: Html, help: Html) -> Html {
    html! {
        <div class="page">
            { place.map(progress).unwrap_or_default() }
            <main class="sheet">{ content }</main>
            { help }
            { place.map(sealed_for).unwrap_or_default() }
        </div>
    }
}

/// Number of steps until the settings are sent. The report comes after them.
const STEPS: u8 = 6;

fn progress(place: &Place) -> Html {
    let (say, number) = (say::client(), number(place.step));
    let is_over = number > STEPS;
    let words = if is_over {
        say.progress_sent().to_owned()
    } else if place.is_sent {
        say.progress_done(&number, &STEPS)
    } else {
        say.progress_left(&number, &STEPS, &minutes_left(place.step))
    };
    html! {
        <section class="progress" aria-labelledby="progress">
            <p class="progress__words" id="progress">{ words }</p>
            if !is_over {
                <progress
                    class="progress__bar"
                    max={STEPS.to_string()}
                    value={number.to_string()}
                    aria-labelledby="progress"
                />
            }
        </section>
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
