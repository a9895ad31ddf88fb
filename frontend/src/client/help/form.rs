//! The form that tells the agency that the client is stuck.

use std::rc::Rc;

use shared::{
    details::SecretText,
    link::Link,
    rules::{HELP_NOTE_MAX, HelpNote, Phone, RuleError},
    status::Step,
    wire::{Call, HelpRequest, HelpSent, Situation},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{
    reveals::reveals,
    times::{label, next_times},
};
use crate::{
    api,
    client::{
        history,
        pieces::{muted, request_notice, submit_as},
    },
    components::{AreaProps, FieldProps, Kind, Look, described_by, error, field, text_area},
    request::{Request, use_request},
    say, time,
};

/// The properties of [`HelpForm`].
#[derive(Properties)]
pub(super) struct Props {
    pub(super) link: Rc<Link>,
    /// What the page shows.
    pub(super) situation: Situation,
    /// The secret that was typed, which must not be in the message.
    pub(super) secret: Option<Rc<SecretText>>,
    /// The name of the person who is asked.
    pub(super) name: String,
    /// Called after the message was sent.
    pub(super) sent: Callback<HelpSent>,
}

impl PartialEq for Props {
    /// A page never changes its link.
    fn eq(&self, other: &Self) -> bool {
        (self.situation, &self.secret, &self.name, &self.sent)
            == (other.situation, &other.secret, &other.name, &other.sent)
    }
}

/// What was typed and chosen.
#[derive(Clone, Default, PartialEq)]
struct Typed {
    note: String,
    /// The time for a call, if the client wants one.
    time: Option<(i64, i64)>,
    phone: String,
}

/// What is wrong with it.
#[derive(Clone, Default, PartialEq)]
struct Wrong {
    note: Option<AttrValue>,
    time: Option<AttrValue>,
    phone: Option<AttrValue>,
}

/// Renders the form.
#[component]
pub(super) fn HelpForm(props: &Props) -> Html {
    let say = say::letter();
    let typed = use_state_eq(Typed::default);
    let wrong = use_state_eq(Wrong::default);
    let (request, form) = (use_request(), use_node_ref());
    use_effect_with((*wrong).clone(), {
        let form = form.clone();
        move |_| focus_on_wrong(&form)
    });
    // The page may have been open for days.
    let times = next_times();
    let time = typed.time.filter(|time| times.contains(time));
    let is_sending = request.is_under_way();
    let onsubmit = {
        let (link, situation, secret) = (props.link.clone(), props.situation, props.secret.clone());
        let (typed, wrong, request) = (typed.clone(), wrong.clone(), request.clone());
        let sent = props.sent.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if request.is_under_way() {
                return;
            }
            match read(&typed, situation, secret.as_deref()) {
                Ok(message) => {
                    wrong.set(Wrong::default());
                    send(&request, link.clone(), message, (typed.setter(), sent.clone()));
                }
                Err(found) => {
                    request.give_up();
                    if found.time.is_some() {
                        typed.set(Typed { time: None, ..(*typed).clone() });
                    }
                    wrong.set(found);
                }
            }
        }
    };
    html! {
        <form class="stack" {onsubmit} novalidate=true autocomplete="off" ref={form}>
            { text_area(&AreaProps {
                id: "help-note".into(),
                label: say.help_note().into(),
                hint: Some(say.help_note_hint().into()),
                value: typed.note.clone().into(),
                error: wrong.note.clone(),
                oninput: change(&typed, |typed, text| typed.note = text),
            }) }
            { choices(&props.name, (&typed, time), &times, wrong.time.as_ref()) }
            if time.is_some() {
                { phone(&typed, wrong.phone.clone()) }
            }
            { muted(&say.help_what(&props.name)) }
            { request_notice(&request) }
            { submit_as(Look::Plain, &words(&props.name, is_sending, time.is_some()), is_sending) }
        </form>
    }
}

/// Returns the text of the button.
fn words(name: &str, is_sending: bool, is_call: bool) -> String {
    let say = say::letter();
    match (is_sending, is_call) {
        (true, _) => say.help_sending().to_owned(),
        (false, false) => say.help_send(&name),
        (false, true) => say.help_send_call(&name),
    }
}

/// Asks for the client's number.
fn phone(typed: &UseStateHandle<Typed>, error: Option<AttrValue>) -> Html {
    field(&FieldProps {
        id: "help-phone".into(),
        label: say::letter().help_phone().into(),
        kind: Kind::Phone,
        value: typed.phone.clone().into(),
        error,
        oninput: change(typed, |typed, text| typed.phone = text),
        ..FieldProps::default()
    })
}

/// Moves the focus to the first field with an error, so that screen readers read it. The step above the form may have
/// errors of its own.
fn focus_on_wrong(form: &NodeRef) {
    let first = form.cast::<Element>().and_then(|form| form.query_selector("[aria-invalid='true']").ok()?);
    if let Some(field) = first.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        // If the browser refuses, the error is still shown below the field.
        let _ = field.focus();
    }
}

/// Returns a callback that changes what was typed.
fn change(typed: &UseStateHandle<Typed>, change: fn(&mut Typed, String)) -> Callback<String> {
    let typed = typed.clone();
    Callback::from(move |text| {
        let mut changed = (*typed).clone();
        change(&mut changed, text);
        typed.set(changed);
    })
}

/// Asks if the client wants to be called, and when. `time` is what they chose, unless it has passed.
fn choices(
    name: &str,
    (typed, time): (&UseStateHandle<Typed>, Option<(i64, i64)>),
    times: &[(i64, i64); 2],
    wrong: Option<&AttrValue>,
) -> Html {
    let say = say::letter();
    let row = |choice: Option<(i64, i64)>, words: String| {
        let checked = time == choice;
        let typed = typed.clone();
        let onchange = Callback::from(move |_: Event| typed.set(Typed { time: choice, ..(*typed).clone() }));
        html! {
            <label class="choice">
                <input type="radio" name="help-call" {checked} {onchange} /><span>{ words }</span>
            </label>
        }
    };
    html! {
        <fieldset
            class="question"
            id="help-time"
            tabindex={wrong.is_some().then_some("-1")}
            aria-describedby={described_by("help-time", false, wrong.is_some())}
            aria-invalid={wrong.is_some().then_some("true")}
        >
            <legend>{ say.help_call_me(&name) }</legend>
            { row(None, say.help_call_no().to_owned()) }
            { for times.iter().map(|&(from, until)| row(Some((from, until)), label(from, until))) }
            { error("help-time", wrong) }
        </fieldset>
    }
}

/// Returns the message, or what is wrong with it.
fn read(typed: &Typed, situation: Situation, secret: Option<&SecretText>) -> Result<HelpRequest, Wrong> {
    let step = history::read().unwrap_or(Step::Welcome);
    match (note(typed, secret), call(typed)) {
        (Ok(note), Ok(call)) => Ok(HelpRequest { step, situation, note, call }),
        (note, call) => Err(Wrong { note: note.err(), ..call.err().unwrap_or_default() }),
    }
}

/// Returns the message's words. They are compared with the secret in the form in which they would be sent.
fn note(typed: &Typed, secret: Option<&SecretText>) -> Result<Option<HelpNote>, AttrValue> {
    let say = say::letter();
    match typed.note.parse::<HelpNote>() {
        Ok(note) if reveals(note.as_str(), secret) => Err(say.help_note_secret().into()),
        Ok(note) => Ok(Some(note)),
        Err(RuleError::Empty) => Ok(None),
        Err(RuleError::TooLong) => Err(say.help_note_long(&HELP_NOTE_MAX).into()),
        Err(error) => Err(say::client().rule_error(error).into()),
    }
}

fn call(typed: &Typed) -> Result<Option<Call>, Wrong> {
    let Some((from, until)) = typed.time else { return Ok(None) };
    if !next_times().contains(&(from, until)) {
        let time = Some(say::letter().help_time_passed().into());
        return Err(Wrong { time, ..Wrong::default() });
    }
    let offset = time::utc_offset(from);
    match typed.phone.parse::<Phone>() {
        Ok(phone) => Ok(Some(Call { phone, from, until, offset })),
        Err(error) => {
            let phone = Some(say::client().rule_error(error).into());
            Err(Wrong { phone, ..Wrong::default() })
        }
    }
}

/// Sends the message, and clears the form. Sending it again after a lost answer does nothing.
fn send(
    request: &Request,
    link: Rc<Link>,
    message: HelpRequest,
    (typed, sent): (UseStateSetter<Typed>, Callback<HelpSent>),
) {
    let message = Rc::new(message);
    let ask = move || {
        let (link, message) = (link.clone(), message.clone());
        async move { api::client::ask_for_help(&link, &message).await }
    };
    request.run_then(ask, move |answer| {
        typed.set(Typed::default());
        sent.emit(answer);
    });
}
