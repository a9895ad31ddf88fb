//! Whether someone is reminded of a new message every month.

use shared::{
    delivery::Answer,
    wire::{DeliveryView, RemindersRequest},
};
use yew::prelude::*;

use crate::{api, components::ProblemNotice, say, staff::task::use_task};

#[derive(Properties, PartialEq)]
struct Props {
    id: AttrValue,
    is_on: bool,
    /// Called with what the server says after a change.
    done: Callback<DeliveryView>,
}

/// Renders the switch, if there is a proof that gets old, or if it is on.
pub(super) fn reminders(id: &AttrValue, view: &DeliveryView, done: &Callback<DeliveryView>) -> Html {
    let is_proven = view.judged.as_ref().is_some_and(|judged| judged.answer == Answer::Yes);
    if !is_proven && !view.remind_monthly {
        return Html::default();
    }
    html! { <Reminders id={id.clone()} is_on={view.remind_monthly} done={done.clone()} /> }
}

#[component]
fn Reminders(props: &Props) -> Html {
    let say = say::staff();
    let task = use_task();
    let onchange = {
        let (task, id, done) = (task.clone(), props.id.clone(), props.done.clone());
        let request = RemindersRequest { monthly: !props.is_on };
        Callback::from(move |_: Event| {
            let id = id.clone();
            task.answer(async move { api::staff::set_reminders(&id, &request).await }, &done);
        })
    };
    html! {
        <div class="stack">
            if let Some(problem) = task.problem() { <ProblemNotice {problem} /> }
            <label class="choice">
                <input
                    id="remind"
                    type="checkbox"
                    aria-describedby="remind-hint"
                    checked={props.is_on}
                    {onchange}
                />
                <span>{ say.prove_remind() }</span>
            </label>
            <p id="remind-hint" class="muted">{ say.prove_remind_what() }</p>
        </div>
    }
}
