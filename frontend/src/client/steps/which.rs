//! "Which should I use?": three questions and an answer, with its reason.

use shared::which::{Have, Sends, Volume, which};
use yew::prelude::*;

use crate::client::pieces::p;

const SENDS: [(Sends, &str); 3] = [
    (Sends::Forms, "Contact forms and notices"),
    (Sends::Orders, "A shop's orders"),
    (Sends::Newsletters, "Newsletters"),
];

const VOLUMES: [(Volume, &str); 3] =
    [(Volume::Few, "Up to 1,000, or I do not know"), (Volume::Some, "Up to 6,000"), (Volume::Many, "More")];

const HAVES: [(Have, &str); 4] = [
    (Have::Mailbox, "A mailbox at a provider, such as Google or Microsoft"),
    (Have::Hosting, "Hosting with e-mail in it"),
    (Have::Service, "An account at a sending service"),
    (Have::Nothing, "Nothing yet"),
];

/// What was answered so far.
#[derive(Clone, Copy, Default)]
struct Answers {
    sends: Option<Sends>,
    volume: Option<Volume>,
    have: Option<Have>,
}

/// The questions, each as a group; the answer as soon as all three are answered.
#[component]
pub(crate) fn Which() -> Html {
    let answers = use_state(Answers::default);
    let Answers { sends, volume, have } = *answers;
    let set = |change: fn(&mut Answers, usize)| {
        let answers = answers.clone();
        Callback::from(move |number| {
            let mut changed = *answers;
            change(&mut changed, number);
            answers.set(changed);
        })
    };
    html! {
        <div class="stack">
            { group("sends", "What sends?", &SENDS.map(|row| (row.1, Some(row.0) == sends)),
                &set(|answers, number| answers.sends = Some(SENDS[number].0))) }
            { group("volume", "How many messages a month?", &VOLUMES.map(|row| (row.1, Some(row.0) == volume)),
                &set(|answers, number| answers.volume = Some(VOLUMES[number].0))) }
            { group("have", "What do you have already?", &HAVES.map(|row| (row.1, Some(row.0) == have)),
                &set(|answers, number| answers.have = Some(HAVES[number].0))) }
            <div role="status">
                if let (Some(sends), Some(volume), Some(have)) = (sends, volume, have) {
                    { advice(sends, volume, have) }
                }
            </div>
        </div>
    }
}

fn advice(sends: Sends, volume: Volume, have: Have) -> Html {
    let advice = which(sends, volume, have);
    html! {
        <div class="card stack stack--tight">
            <p><strong>{ advice.answer.sentence() }</strong></p>
            { p(advice.why) }
        </div>
    }
}

fn group(name: &'static str, title: &str, rows: &[(&'static str, bool)], pick: &Callback<usize>) -> Html {
    html! {
        <fieldset class="question">
            <legend>{ title.to_owned() }</legend>
            { for rows.iter().enumerate().map(|(number, &(words, checked))| {
                let onchange = pick.reform(move |_: Event| number);
                html! {
                    <label class="choice">
                        <input type="radio" {name} {checked} {onchange} /><span>{ words }</span>
                    </label>
                }
            }) }
        </fieldset>
    }
}
