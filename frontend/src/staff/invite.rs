//! The form to invite a person.

use shared::{
    rules::{Address, Name},
    wire::{InviteRequest, Invited, Role},
};
use web_sys::SubmitEvent;
use yew::prelude::*;

use crate::{
    api,
    components::{Button, CopyField, Field, Kind, Look, Notice, ProblemNotice, Tone},
    say,
    staff::{focus::use_focus_on_wrong, roles::Roles, task::use_task},
};

#[derive(Clone, Default, PartialEq)]
struct Typed {
    name: AttrValue,
    email: AttrValue,
    roles: Vec<Role>,
}

#[derive(Clone, Default, PartialEq)]
struct Wrong {
    name: Option<AttrValue>,
    email: Option<AttrValue>,
    roles: Option<AttrValue>,
}

impl Typed {
    fn parse(&self) -> Result<InviteRequest, Wrong> {
        let (name, email) = (self.name.parse::<Name>(), self.email.parse::<Address>());
        let wrong = Wrong {
            name: name.as_ref().err().map(|error| error.to_string().into()),
            email: email.as_ref().err().map(|error| error.to_string().into()),
            roles: self.roles.is_empty().then(|| say::staff().invite_no_role().into()),
        };
        match (name, email) {
            (Ok(name), Ok(email)) if wrong == Wrong::default() => {
                Ok(InviteRequest { name: name.into(), email, roles: self.roles.clone() })
            }
            _ => Err(wrong),
        }
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct InviteProps {
    pub(super) done: Callback<()>,
}

/// Says who was invited, and shows the link if it wasn't emailed.
fn done(Invited { person, setup_url }: &Invited, next: Callback<()>) -> Html {
    let say = say::staff();
    html! {
        <section class="card stack" aria-labelledby="invited">
            <h2 id="invited">{ say.invite_done(&person.name) }</h2>
            if let Some(url) = setup_url {
                <Notice tone={Tone::Warn}><p>{ say.invite_by_hand(&person.name) }</p></Notice>
                <CopyField label={say.invite_link()} value={url.clone()} />
            } else {
                <Notice tone={Tone::Ok}><p>{ say.invite_emailed(&person.email) }</p></Notice>
            }
            <div><Button onclick={next}>{ say.invite_next() }</Button></div>
        </section>
    }
}

/// Renders the form. The one-time link is then emailed, or shown once so that it can be sent another way.
#[component]
pub(super) fn Invite(props: &InviteProps) -> Html {
    let typed = use_state(Typed::default);
    let wrong = use_state(Wrong::default);
    let invited = use_state(|| None::<Invited>);
    let (task, say) = (use_task(), say::staff());
    use_focus_on_wrong(((*wrong).clone(), task.problem()));
    if let Some(made) = &*invited {
        let next = {
            let invited = invited.setter();
            Callback::from(move |()| invited.set(None))
        };
        return done(made, next);
    }
    let onsubmit = {
        let (typed, wrong, invited) = (typed.clone(), wrong.setter(), invited.setter());
        let (task, done) = (task.clone(), props.done.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let request = match typed.parse() {
                Ok(request) => request,
                Err(errors) => return wrong.set(errors),
            };
            wrong.set(Wrong::default());
            let (invited, typed, done) = (invited.clone(), typed.clone(), done.clone());
            task.run(async move {
                invited.set(Some(api::staff::invite(&request).await?));
                typed.set(Typed::default());
                done.emit(());
                Ok(())
            });
        }
    };
    let change = |apply: fn(&mut Typed, AttrValue)| {
        let typed = typed.clone();
        Callback::from(move |text: String| {
            let mut next = (*typed).clone();
            apply(&mut next, text.into());
            typed.set(next);
        })
    };
    let set_roles = {
        let typed = typed.clone();
        Callback::from(move |roles| typed.set(Typed { roles, ..(*typed).clone() }))
    };
    let error = |own: &Option<AttrValue>, field: &str| own.clone().or_else(|| task.problem_of(field));
    html! {
        <form class="card stack" novalidate=true aria-labelledby="invite" {onsubmit}>
            <h2 id="invite">{ say.invite() }</h2>
            <Field id="name" label={say.invite_name()} hint={say.invite_name_hint()} autocomplete="off"
                value={typed.name.clone()} error={error(&wrong.name, "name")} oninput={change(|t, text| t.name = text)} />
            <Field id="email" label={say.invite_email()} kind={Kind::Email} autocomplete="off"
                value={typed.email.clone()} error={error(&wrong.email, "email")} oninput={change(|t, text| t.email = text)} />
            <Roles roles={typed.roles.clone()} onchange={set_roles} error={error(&wrong.roles, "roles")} />
            if let Some(problem) = task.unplaced(&["name", "email", "roles"]) { <ProblemNotice {problem} /> }
            <div><Button look={Look::Primary} submit=true busy={task.is_busy()}>{ if task.is_busy() { say.invite_creating() } else { say.invite_create() } }</Button></div>
        </form>
    }
}
