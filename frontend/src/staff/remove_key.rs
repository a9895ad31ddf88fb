//! Removes a technician's key, so that clients no longer encrypt anything to it.

use shared::wire::Person;
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Look, Notice, ProblemNotice, Tone},
    say,
    staff::task::use_task,
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) person: Person,
    pub(crate) changed: Callback<()>,
}

/// Asks the administrator for confirmation, then removes the key.
#[component]
pub(crate) fn RemoveKey(props: &Props) -> Html {
    let asked = use_state_eq(|| false);
    let task = use_task();
    let ask = |what: bool| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(what))
    };
    let (name, say) = (&props.person.name, say::staff());
    if !*asked {
        return html! {
            <div class="people__more">
                <Button look={Look::Quiet} onclick={ask(true)}>{ say.remove_key(name) }</Button>
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
            <Notice tone={Tone::Warn} title={say.remove_key_sure(name)}>
                <p>{ say.remove_key_what() }</p>
                if let Some(problem) = task.problem() { <ProblemNotice {problem} /> }
                <div class="row">
                    <Button look={Look::Primary} busy={task.is_busy()} {onclick}>{ if task.is_busy() { say.remove_key_removing() } else { say.remove_key_do() } }</Button>
                    <Button look={Look::Quiet} onclick={ask(false)}>{ say.remove_key_keep() }</Button>
                </div>
            </Notice>
        </div>
    }
}
