//! "Which provider should I use?": three questions, and an answer with its reason.

use shared::which::{Have, Sends, Volume, which};
use yew::prelude::*;

use crate::{client::pieces::p, say};

const SAY: words::Client = say::client();

const SENDS: [(Sends, &str); 3] = [
    (Sends::Forms, SAY.which_sends_forms()),
    (Sends::Orders, SAY.which_sends_orders()),
    (Sends::Newsletters, SAY.which_sends_newsletters()),
];

const VOLUMES: [(Volume, &str); 3] = [
    (Volume::Few, SAY.which_volume_few()),
    (Volume::Some, SAY.which_volume_some()),
    (Volume::Many, SAY.which_volume_many()),
];

const HAVES: [(Have, &str); 4] = [
    (Have::Mailbox, SAY.which_have_mailbox()),
    (Have::Hosting, SAY.which_have_hosting()),
    (Have::Service, SAY.which_have_service()),
    (Have::Nothing, SAY.which_have_nothing()),
];

/// The answers so far.
#[derive(Clone, Copy, Default)]
struct Answers {
    sends: Option<Sends>,
    volume: Option<Volume>,
    have: Option<Have>,
}

/// Asks the three questions, and shows the result when all are answered.
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
            { group("sends", SAY.which_sends(), &SENDS.map(|row| (row.1, Some(row.0) == sends)),
                &set(|answers, number| answers.sends = Some(SENDS[number].0))) }
            { group("volume", SAY.which_volume(), &VOLUMES.map(|row| (row.1, Some(row.0) == volume)),
                &set(|answers, number| answers.volume = Some(VOLUMES[number].0))) }
            { group("have", SAY.which_have(), &HAVES.map(|row| (row.1, Some(row.0) == have)),
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
    let (answer, because) = which(sends, volume, have);
    html! {
        <div class="card stack stack--tight">
            <p><strong>{ SAY.use_of(answer) }</strong></p>
            { p(SAY.because(because)) }
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
