//! The form for what clients see: the phone number and the email address.

use std::rc::Rc;

use shared::{
    rules::{Phone, RuleError},
    wire::{Account, ContactSettings},
};
use web_sys::SubmitEvent;
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Field, Kind, Look, Notice, ProblemNotice, Tone},
    say,
    staff::{focus::use_focus_on_wrong, task::use_task},
};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) account: Rc<Account>,
    pub(super) changed: Callback<()>,
}

/// Asks how clients can reach this person.
#[component]
pub(super) fn ContactForm(props: &Props) -> Html {
    let say = say::account();
    let contact = &props.account.contact;
    let phone = use_state(|| contact.phone.clone().map(String::from).unwrap_or_default());
    let shows_email = use_state_eq(|| contact.shows_email);
    let wrong = use_state_eq(|| None::<AttrValue>);
    let is_done = use_state_eq(|| false);
    let task = use_task();
    use_focus_on_wrong(((*wrong).clone(), task.problem()));
    let onsubmit = {
        let (phone, shows_email, wrong) = (phone.clone(), shows_email.clone(), wrong.setter());
        let (task, is_done, changed) = (task.clone(), is_done.setter(), props.changed.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            is_done.set(false);
            let phone = match phone.parse::<Phone>() {
                Ok(phone) => Some(phone),
                Err(RuleError::Empty) => None,
                Err(error) => return wrong.set(Some(say::client().rule_error(error).into())),
            };
            wrong.set(None);
            let request = ContactSettings { phone, shows_email: *shows_email };
            let (is_done, changed) = (is_done.clone(), changed.clone());
            task.run(async move {
                api::staff::set_contact(&request).await?;
                is_done.set(true);
                changed.emit(());
                Ok(())
            });
        }
    };
    let oninput = {
        let phone = phone.setter();
        move |text: String| phone.set(text)
    };
    let onchange = {
        let shows_email = shows_email.clone();
        move |_: Event| shows_email.set(!*shows_email)
    };
    html! {
        <form class="card stack" novalidate=true aria-labelledby="contact" {onsubmit}>
            <h2 id="contact">{ say.account_contact_heading() }</h2>
            <p class="muted">{ say.account_contact_what() }</p>
            if *is_done {
                <Notice tone={Tone::Ok}><p>{ say.account_contact_saved() }</p></Notice>
            }
            <Field id="phone" label={say.account_contact_phone()} kind={Kind::Phone}
                hint={say.account_contact_phone_hint()} value={(*phone).clone()}
                error={(*wrong).clone().or_else(|| task.problem_of("phone"))} {oninput} />
            <label class="choice">
                <input id="shows-email" type="checkbox" checked={*shows_email} {onchange} />
                <span>{ say.account_contact_email() }</span>
            </label>
            if let Some(problem) = task.unplaced(&["phone"]) { <ProblemNotice {problem} /> }
            <div><Button look={Look::Primary} submit=true busy={task.is_busy()}>
                { if task.is_busy() { say.account_contact_busy() } else { say.account_contact_button() } }
            </Button></div>
        </form>
    }
}
