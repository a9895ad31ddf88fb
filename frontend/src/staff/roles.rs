//! Checkboxes for a user's roles.

use shared::wire::Role;
use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use crate::{
    components::{Shape, Tone},
    say,
};

const ROLES: [Role; 3] = [Role::Manager, Role::Technician, Role::Admin];

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) roles: Vec<Role>,
    pub(crate) onchange: Callback<Vec<Role>>,
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
}

/// Renders a user's roles as checkboxes.
#[component]
pub(crate) fn Roles(props: &Props) -> Html {
    let choice = |role: Role| {
        let (roles, onchange) = (props.roles.clone(), props.onchange.clone());
        let onchange = move |event: Event| {
            let mut next = roles.clone();
            next.retain(|&other| other != role);
            if event.target_unchecked_into::<HtmlInputElement>().checked() {
                next.push(role);
                next.sort_unstable();
            }
            onchange.emit(next);
        };
        html! {
            <label class="choice">
                <input type="checkbox" name={key(role)} checked={props.roles.contains(&role)} {onchange} />
                <span>{ what(role) }</span>
            </label>
        }
    };
    html! {
        <fieldset class="choices" aria-describedby={props.error.as_ref().map(|_| "roles-error")}>
            <legend class="field__label">{ say::staff().roles() }</legend>
            { for ROLES.into_iter().map(choice) }
            if let Some(error) = &props.error { <p class="field__error" id="roles-error"><Shape tone={Tone::Fail} /><span>{ error.clone() }</span></p> }
        </fieldset>
    }
}

/// Returns the checkbox's name, by which the browser and tests identify it.
fn key(role: Role) -> &'static str {
    match role {
        Role::Manager => "manager",
        Role::Technician => "technician",
        Role::Admin => "administrator",
    }
}

/// Says what a role can do.
fn what(role: Role) -> &'static str {
    let say = say::staff();
    match role {
        Role::Manager => say.roles_manager(),
        Role::Technician => say.roles_technician(),
        Role::Admin => say.roles_administrator(),
    }
}
