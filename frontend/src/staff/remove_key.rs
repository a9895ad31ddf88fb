//! A technician leaves: their key is taken out of those whom clients seal to.

use shared::wire::Person;
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Look, Notice, ProblemNotice, Tone},
    staff::remote::use_task,
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) person: Person,
    pub(crate) changed: Callback<()>,
}

/// Takes the key out, after a second thought.
#[component]
pub(crate) fn RemoveKey(props: &Props) -> Html {
    let asked = use_state_eq(|| false);
    let task = use_task();
    let ask = |what: bool| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(what))
    };
    let name = &props.person.name;
    if !*asked {
        return html! {
            <div class="people__more">
                <Button look={Look::Quiet} onclick={ask(true)}>
                    { "Take the key out" }<span class="aside-voice">{ format!(" of {name}") }</span>
                </Button>
            </div>
        };
    }
    let onclick = {
        let (task, id, changed) = (task.clone(), props.person.id.clone(), props.changed.clone());
        Callback::from(move |()| {
            let (id, changed) = (id.clone(), changed.clone());
            task.run(async move {
                api::staff::remove_key(&id).await?;
                changed.emit(());
                Ok(())
            });
        })
    };
    html! {
        <div class="people__more">
            <Notice tone={Tone::Warn} title={format!("Take {name}’s key out?")}>
                <p>{ "Clients seal to it no more. What is sealed to it already, and what comes through links that are out, it still \
                      opens: the board shows which onboardings those are, and what to do about each." }</p>
                if let Some(problem) = task.problem.clone() { <ProblemNotice {problem} /> }
                <div class="row">
                    <Button look={Look::Primary} busy={task.busy} {onclick}>{ if task.busy { "Taking it out …" } else { "Take it out" } }</Button>
                    <Button look={Look::Quiet} onclick={ask(false)}>{ "Keep it" }</Button>
                </div>
            </Notice>
        </div>
    }
}
