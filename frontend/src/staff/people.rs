//! The agency's people, and inviting more.

use shared::{
    recipients::Recipient,
    rules::{Address, Name},
    wire::{InviteRequest, Invited, Person, Role},
};
use web_sys::SubmitEvent;
use yew::prelude::*;

use crate::{
    api,
    components::{Button, CopyField, Field, Heading, Kind, Look, Notice, ProblemNotice, Tone},
    say,
    staff::{
        focus::use_focus_on_wrong, frame::role_name, member::Member, remote::use_remote,
        remove_key::RemoveKey, roles::Roles, route::Route, session::use_session, state::shown,
        task::use_task,
    },
};

/// The page.
#[component]
pub(crate) fn PeoplePage() -> Html {
    let session = use_session();
    let people = use_remote((), |()| api::staff::people());
    let changed = people.reload.clone();
    html! {
        <div class="stack stack--loose">
            <Heading text={Route::People.title()} title={session.config.agency.clone()} />
            <div class="two two--wide-left">
                <div>
                    { shown(&people, |people| html! {
                        <ul class="people">{ for people.iter().map(|one| person(one, &changed)) }</ul>
                    }) }
                </div>
                <Invite done={people.reload.clone()} />
            </div>
        </div>
    }
}

fn person(person: &Person, changed: &Callback<()>) -> Html {
    let roles: Vec<&str> = person.roles.iter().map(|role| role_name(*role)).collect();
    let key = person.key.as_deref().and_then(|key| Recipient::new(&person.name, key).ok());
    let say = say::staff();
    let lacks_key = key.is_none() && person.roles.contains(&Role::Technician);
    html! {
        <li class="people__one" key={person.id.clone()}>
            <div>
                <strong>{ &person.name }</strong>
                <span class="muted small">{ person.email.as_str() }</span>
            </div>
            <span>{ roles.join(", ") }</span>
            <span class="small">
                if !person.active {
                    <span class="muted">{ say.people_deactivated() }</span>
                } else if !person.joined {
                    <span class="muted">{ say.people_invited() }</span>
                } else if let Some(key) = key {
                    <span class="muted">
                        { say::with_elements(say.people_key_parts(), &[html! { <code class="fingerprint">{ key.fingerprint() }</code> }]) }
                    </span>
                } else if lacks_key {
                    <span class="needs">{ say.people_no_key() }</span>
                }
            </span>
            if person.key.is_some() { <RemoveKey person={person.clone()} changed={changed.clone()} /> }
            <Member person={person.clone()} changed={changed.clone()} />
        </li>
    }
}

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
struct InviteProps {
    done: Callback<()>,
}

/// Who was invited, and the link, if it wasn't emailed.
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

/// Invites a person. The one-time link is emailed, or shown once to be sent by hand.
#[component]
fn Invite(props: &InviteProps) -> Html {
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
