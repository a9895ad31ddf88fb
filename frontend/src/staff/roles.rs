//! The roles, as forms offer them.

use shared::wire::Role;
use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use crate::{
    components::{Shape, Tone},
    staff::frame::role_name,
};

const ROLES: [(Role, &str); 3] = [
    (Role::Manager, "Manager: makes links and follows them"),
    (Role::Technician, "Technician: opens what clients seal, with a key of their own"),
    (Role::Admin, "Administrator: people and activity; also what a manager does"),
];

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) roles: Vec<Role>,
    pub(crate) onchange: Callback<Vec<Role>>,
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
}

/// What a person may do, as boxes to tick.
#[component]
pub(crate) fn Roles(props: &Props) -> Html {
    let choice = |(role, words): (Role, &'static str)| {
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
                <input type="checkbox" name={role_name(role)} checked={props.roles.contains(&role)} {onchange} />
                <span>{ words }</span>
            </label>
        }
    };
    html! {
        <fieldset class="choices" aria-describedby={props.error.as_ref().map(|_| "roles-error")}>
            <legend class="field__label">{ "Roles" }</legend>
            { for ROLES.into_iter().map(choice) }
            if let Some(error) = &props.error { <p class="field__error" id="roles-error"><Shape tone={Tone::Fail} /><span>{ error.clone() }</span></p> }
        </fieldset>
    }
}
