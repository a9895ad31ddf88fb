//! The agency's people, with a form to invite more.

use shared::{
    recipients::Recipient,
    wire::{Person, Role},
};
use yew::prelude::*;

use crate::{
    api,
    components::Heading,
    say,
    staff::{
        frame::role_name, invite::Invite, member::Member, remote::use_remote, remove_key::RemoveKey,
        route::Route, session::use_session, state::shown,
    },
};

/// Renders the page.
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
