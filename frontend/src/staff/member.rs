//! What an administrator changes of somebody.

use shared::wire::{Invited, Person, Problem, Role};
use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use crate::{
    api,
    components::{Button, CopyField, Fold, Look, Notice, ProblemNotice, Tone},
    staff::{
        remote::{Task, use_task},
        roles::Roles,
    },
};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) person: Person,
    pub(crate) changed: Callback<()>,
}

/// Folded away: roles, a new link, signing out, and leaving.
#[component]
pub(crate) fn Member(props: &Props) -> Html {
    let id = &props.person.id;
    let first = props.person.name.split(' ').next().unwrap_or_default().to_owned();
    html! {
        <Fold summary={html! { format!("Change {first}’s account") }}>
            <div class="stack">
                if props.person.active {
                    <SetRoles key={format!("roles-{id}")} ..props.clone() />
                    <NewLink key={format!("link-{id}")} ..props.clone() />
                }
                <Leaving key={format!("leaving-{id}")} ..props.clone() />
            </div>
        </Fold>
    }
}

/// Runs `work` and has the list fetched anew.
fn run(task: &Task, changed: &Callback<()>, work: impl Future<Output = Result<(), Problem>> + 'static) {
    let changed = changed.clone();
    task.run(async move {
        work.await?;
        changed.emit(());
        Ok(())
    });
}

#[component]
fn SetRoles(props: &Props) -> Html {
    let roles = use_state_eq(|| props.person.roles.clone());
    let task = use_task();
    let onchange = Callback::from({
        let roles = roles.setter();
        move |next: Vec<Role>| roles.set(next)
    });
    let save = {
        let (task, props, roles) = (task.clone(), props.clone(), roles.clone());
        Callback::from(move |()| {
            let (id, roles) = (props.person.id.clone(), (*roles).clone());
            run(&task, &props.changed, async move { api::staff::set_roles(&id, roles).await.map(drop) });
        })
    };
    let differ = *roles != props.person.roles;
    html! {
        <>
            <Roles roles={(*roles).clone()} {onchange} error={task.problem_of("roles")} />
            if let Some(problem) = task.unplaced(&["roles"]) { <ProblemNotice {problem} /> }
            if differ { <div><Button onclick={save} busy={task.busy}>{ "Save the roles" }</Button></div> }
        </>
    }
}

#[component]
fn NewLink(props: &Props) -> Html {
    let resets = use_state_eq(|| false);
    let made = use_state(|| None::<Invited>);
    let task = use_task();
    let make = {
        let (task, made, id, resets) = (task.clone(), made.setter(), props.person.id.clone(), *resets);
        Callback::from(move |()| {
            let (made, id) = (made.clone(), id.clone());
            task.run(async move {
                made.set(Some(api::staff::setup_link(&id, resets).await?));
                Ok(())
            });
        })
    };
    let onchange = {
        let resets = resets.setter();
        move |event: Event| resets.set(event.target_unchecked_into::<HtmlInputElement>().checked())
    };
    if let Some(Invited { person, setup_url }) = &*made {
        let Some(setup_url) = setup_url else {
            return html! {
                <Notice tone={Tone::Ok}>
                    <p>{ format!("We emailed the set-up link to {}. It works once, for seven days. {} and the other administrators get a notice.", person.email, person.name) }</p>
                </Notice>
            };
        };
        return html! {
            <>
                <Notice tone={Tone::Warn}>
                    <p>{ format!("Be sure that it is {} who asks: call them. Pass this link on yourself. It works once, for seven days, and is shown only now.", person.name) }</p>
                </Notice>
                <CopyField label="One-time link" value={setup_url.clone()} />
            </>
        };
    }
    html! {
        <>
            if props.person.second_factor {
                <label class="choice">
                    <input type="checkbox" name={format!("resets-{}", props.person.id)} checked={*resets} {onchange} />
                    <span>{ "Phone and recovery codes are lost as well: the link also replaces the code app" }</span>
                </label>
            }
            if let Some(problem) = task.problem.clone() { <ProblemNotice {problem} /> }
            <div><Button onclick={make} busy={task.busy}>
                { if props.person.joined { "Make a link for a new password" } else { "Make a new set-up link" } }
            </Button></div>
        </>
    }
}

#[component]
fn Leaving(props: &Props) -> Html {
    let asked = use_state_eq(|| false);
    let (signing_out, task) = (use_task(), use_task());
    let name = &props.person.name;
    let set_active = |active: bool| {
        let (task, props) = (task.clone(), props.clone());
        Callback::from(move |()| {
            let id = props.person.id.clone();
            run(&task, &props.changed, async move { api::staff::set_active(&id, active).await.map(drop) });
        })
    };
    let sign_out = {
        let (task, props) = (signing_out.clone(), props.clone());
        Callback::from(move |()| {
            let id = props.person.id.clone();
            run(&task, &props.changed, async move { api::staff::sign_out_person(&id).await });
        })
    };
    let ask = |is: bool| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(is))
    };
    let problem = task.problem.clone().or_else(|| signing_out.problem.clone());
    let buttons = match (props.person.active, *asked) {
        (false, _) => {
            html! { <Button onclick={set_active(true)} busy={task.busy}>{ "Let them come back" }</Button> }
        }
        (true, false) => html! {
            <>
                <Button onclick={sign_out} busy={signing_out.busy}>{ "Sign out everywhere" }</Button>
                <Button look={Look::Quiet} onclick={ask(true)}>{ "Deactivate" }</Button>
            </>
        },
        (true, true) => html! {
            <>
                <Button look={Look::Primary} onclick={set_active(false)} busy={task.busy}>{ format!("Deactivate {name}") }</Button>
                <Button look={Look::Quiet} onclick={ask(false)}>{ "Leave it as it is" }</Button>
            </>
        },
    };
    html! {
        <>
            if *asked && props.person.active {
                <p>{ format!("{name} is signed out at once and cannot come in. Nothing new is sealed to their key. What is sealed to it already stays readable to whoever holds it.") }</p>
            }
            if let Some(problem) = problem { <ProblemNotice {problem} /> }
            <div class="buttons">{ buttons }</div>
        </>
    }
}
