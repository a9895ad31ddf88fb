//! An administrator's actions for a user's account.

use shared::wire::{Invited, Person, Problem, Role};
use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use crate::{
    api,
    components::{Button, CopyField, Fold, Look, Notice, ProblemNotice, Tone},
    say,
    staff::{
        roles::Roles,
        task::{Task, use_task},
    },
};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) person: Person,
    pub(crate) changed: Callback<()>,
}

/// Renders the actions in a fold: roles, a new link, signing out, and deactivation.
#[component]
pub(crate) fn Member(props: &Props) -> Html {
    let id = &props.person.id;
    let first = props.person.name.split(' ').next().unwrap_or_default().to_owned();
    html! {
        <Fold summary={html! { say::staff().member_change(&first) }}>
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

/// Runs `work`, then reloads the list.
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
            if differ { <div><Button onclick={save} busy={task.is_busy()}>{ say::staff().member_save_roles() }</Button></div> }
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
    let say = say::staff();
    if let Some(Invited { person, setup_url }) = &*made {
        let Some(setup_url) = setup_url else {
            return html! {
                <Notice tone={Tone::Ok}>
                    <p>{ say.member_emailed(&person.email, &person.name) }</p>
                </Notice>
            };
        };
        return html! {
            <>
                <Notice tone={Tone::Warn}>
                    <p>{ say.member_by_hand(&person.name) }</p>
                </Notice>
                <CopyField label={say.invite_link()} value={setup_url.clone()} />
            </>
        };
    }
    html! {
        <>
            if props.person.second_factor {
                <label class="choice">
                    <input type="checkbox" name={format!("resets-{}", props.person.id)} checked={*resets} {onchange} />
                    <span>{ say.member_reset_factor() }</span>
                </label>
            }
            if let Some(problem) = task.problem() { <ProblemNotice {problem} /> }
            <div><Button onclick={make} busy={task.is_busy()}>
                { if props.person.joined { say.member_password_link() } else { say.member_setup_link() } }
            </Button></div>
        </>
    }
}

#[component]
fn Leaving(props: &Props) -> Html {
    let asked = use_state_eq(|| false);
    let (signing_out, task) = (use_task(), use_task());
    let (name, say) = (&props.person.name, say::staff());
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
    let problem = task.problem().or_else(|| signing_out.problem());
    let buttons = match (props.person.active, *asked) {
        (false, _) => {
            html! { <Button onclick={set_active(true)} busy={task.is_busy()}>{ say.member_reactivate() }</Button> }
        }
        (true, false) => html! {
            <>
                <Button onclick={sign_out} busy={signing_out.is_busy()}>{ say.member_sign_out() }</Button>
                <Button look={Look::Quiet} onclick={ask(true)}>{ say.member_deactivate() }</Button>
            </>
        },
        (true, true) => html! {
            <>
                <Button look={Look::Primary} onclick={set_active(false)} busy={task.is_busy()}>{ say.member_deactivate_name(name) }</Button>
                <Button look={Look::Quiet} onclick={ask(false)}>{ say.member_keep() }</Button>
            </>
        },
    };
    html! {
        <>
            if *asked && props.person.active {
                <p>{ say.member_deactivate_what(name) }</p>
            }
            if let Some(problem) = problem { <ProblemNotice {problem} /> }
            <div class="buttons">{ buttons }</div>
        </>
    }
}
