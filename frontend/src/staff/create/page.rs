//! The page for a new onboarding, from the form to the link.

use web_sys::SubmitEvent;
use yew::prelude::*;

use super::{
    Carried, Handover, Issued, Recipients,
    form::{DAYS_MAX, Typed, Wrong},
    issue, use_approval,
};
use crate::{
    api,
    components::{Button, Field, Heading, Kind, Look, ProblemNotice},
    say,
    staff::{
        focus::use_focus_on_wrong,
        route::{Go, Route},
        session::use_session,
        task::{Task, use_task},
    },
};

/// The fields that show the server's errors next to them.
const FIELDS: [&str; 5] = ["client", "site", "address", "email", "days"];

/// Renders the page.
#[component]
pub(crate) fn NewPage() -> Html {
    let (session, say) = (use_session(), say::staff());
    let typed = use_state(Typed::default);
    let wrong = use_state(Wrong::default);
    let done = use_state(|| None::<Issued>);
    let asked = use_state_eq(|| false);
    let approval = use_approval(None, None);
    let task = use_task();
    use_focus_on_wrong(((*wrong).clone(), *asked, task.problem()));
    let agency: AttrValue = session.config.agency.clone().into();
    if let Some(issued) = &*done {
        return ready(issued, agency);
    }
    let onsubmit = {
        let (typed, wrong, done, asked) = (typed.clone(), wrong.setter(), done.setter(), asked.setter());
        let (task, approval, session) = (task.clone(), approval.clone(), session.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let parsed = typed.parse();
            wrong.set(parsed.as_ref().err().cloned().unwrap_or_default());
            asked.set(true);
            let Ok(parsed) = parsed else { return };
            let Some(set) = approval.take() else { return };
            let (approval, done, session) = (approval.clone(), done.clone(), session.clone());
            task.run(async move {
                let site = parsed.site.clone();
                let send = |link| async move { api::staff::create(&parsed.with(link)).await };
                let issued = issue(&session, &set, &site, send);
                done.set(Some(issued.await.inspect_err(|problem| approval.note(problem))?));
                Ok(())
            });
        }
    };
    html! {
        <div class="stack stack--loose">
            <Heading text={Route::New.title()} title={agency} />
            <form class="two" novalidate=true {onsubmit}>
                { fields(&typed, &wrong, &task) }
                <div class="stack stack--loose">
                    <Recipients approval={approval.clone()} asked={*asked} />
                    if let Some(problem) = task.unplaced(&FIELDS) {
                        <ProblemNotice {problem} />
                    }
                    <Button look={Look::Primary} wide=true submit=true busy={task.is_busy()}>
                        { if task.is_busy() { say.create_creating() } else { say.create_link() } }
                    </Button>
                    <p class="muted small">{ say.create_private() }</p>
                </div>
            </form>
            <Carried {approval} />
        </div>
    }
}

/// Shows the new link, and links to the pages to visit next.
fn ready(issued: &Issued, agency: AttrValue) -> Html {
    let say = say::staff();
    html! {
        <div class="stack stack--loose column">
            <Heading text={say.handover_ready()} title={agency} />
            <Handover issued={issued.clone()}>
                <Go to={Route::Onboarding { id: issued.row.id.clone() }} class="button">{ say.handover_onboarding() }</Go>
                <Go to={Route::Board} class="button button--quiet">{ say.go_to_board() }</Go>
            </Handover>
        </div>
    }
}

fn fields(typed: &UseStateHandle<Typed>, wrong: &Wrong, task: &Task) -> Html {
    let change = |apply: fn(&mut Typed, AttrValue)| {
        let typed = typed.clone();
        Callback::from(move |text: String| {
            let mut next = (*typed).clone();
            apply(&mut next, text.into());
            typed.set(next);
        })
    };
    let error = |own: &Option<AttrValue>, field: &str| own.clone().or_else(|| task.problem_of(field));
    let say = say::staff();
    html! {
        <div class="stack stack--loose">
            <Field id="client" label={say.create_client()} hint={say.create_client_hint()}
                value={typed.client.clone()} error={error(&wrong.client, "client")} oninput={change(|t, text| t.client = text)} />
            <Field id="site" label={say.create_site()} kind={Kind::Exact} hint={say.create_site_hint()}
                value={typed.site.clone()} error={error(&wrong.site, "site")} oninput={change(|t, text| t.site = text)} />
            <Field id="address" label={say.create_address()} kind={Kind::Email} autocomplete="off"
                hint={say.create_address_hint()}
                value={typed.address.clone()} error={error(&wrong.address, "address")} oninput={change(|t, text| t.address = text)} />
            <Field id="client-email" label={say.create_email()} kind={Kind::Email} autocomplete="off"
                hint={say.create_email_hint()}
                value={typed.email.clone()} error={error(&wrong.email, "email")} oninput={change(|t, text| t.email = text)} />
            <Field id="days" label={say.create_days()} kind={Kind::Number} hint={say.create_days_hint(&DAYS_MAX)}
                value={typed.days.clone()} error={error(&wrong.days, "days")} oninput={change(|t, text| t.days = text)} />
        </div>
    }
}
