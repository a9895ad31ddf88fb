//! Creates a new link that replaces the old one.

use std::rc::Rc;

use shared::wire::{Onboarding, ReissueRequest};
use web_sys::SubmitEvent;
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Field, Kind, Look, ProblemNotice},
    say,
    staff::{
        create::{Carried, DAYS, DAYS_MAX, Handover, Issued, Recipients, days, issue, use_approval},
        focus::use_focus_on_wrong,
        task::use_task,
    },
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) onboarding: Rc<Onboarding>,
    pub(crate) changed: Callback<()>,
    pub(crate) left: Callback<()>,
}

/// Asks for the days and the recipients, then shows the link.
#[component]
pub(crate) fn Reissue(props: &Props) -> Html {
    let typed = use_state(|| AttrValue::from(DAYS.to_string()));
    let wrong = use_state(|| None::<AttrValue>);
    let asked = use_state_eq(|| false);
    let done = use_state(|| None::<Issued>);
    let approval = use_approval(None, None);
    let task = use_task();
    use_focus_on_wrong(((*wrong).clone(), *asked, task.problem()));
    let (session, say) = (crate::staff::session::use_session(), say::staff());
    if let Some(issued) = &*done {
        return html! {
            <Handover issued={issued.clone()}>
                <Button onclick={props.left.clone()}>{ say.reissue_sent() }</Button>
            </Handover>
        };
    }
    let onsubmit = {
        let (typed, wrong, asked, done) = (typed.clone(), wrong.setter(), asked.setter(), done.setter());
        let (task, approval, session) = (task.clone(), approval.clone(), session.clone());
        let (onboarding, changed) = (props.onboarding.clone(), props.changed.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let days = days(&typed);
            wrong.set(days.as_ref().err().cloned());
            asked.set(true);
            let Ok(days) = days else { return };
            let Some(set) = approval.take() else { return };
            let (id, site) = (onboarding.row.id.clone(), onboarding.row.site.clone());
            let (changed, done) = (changed.clone(), done.clone());
            let (approval, session) = (approval.clone(), session.clone());
            task.run(async move {
                let send =
                    |link| async move { api::staff::reissue(&id, &ReissueRequest { link, days }).await };
                let issued = issue(&session, &set, &site, send);
                done.set(Some(issued.await.inspect_err(|problem| approval.note(problem))?));
                changed.emit(());
                Ok(())
            });
        }
    };
    html! {
        <>
            <form class="stack" novalidate=true {onsubmit}>
                <p>{ say.reissue_what() }</p>
                <Field id="days" label={say.reissue_days()} kind={Kind::Number} hint={say.create_days_hint(&DAYS_MAX)} value={(*typed).clone()}
                    error={(*wrong).clone().or_else(|| task.problem_of("days"))}
                    oninput={let typed = typed.setter(); move |text: String| typed.set(text.into())} />
                <Recipients approval={approval.clone()} asked={*asked} />
                if let Some(problem) = task.unplaced(&["days"]) { <ProblemNotice {problem} /> }
                <div class="row">
                    <Button look={Look::Primary} submit=true busy={task.is_busy()}>
                        { if task.is_busy() { say.create_creating() } else { say.reissue_create() } }
                    </Button>
                    <Button look={Look::Quiet} onclick={props.left.clone()}>{ say.reissue_keep() }</Button>
                </div>
            </form>
            <Carried {approval} />
        </>
    }
}
