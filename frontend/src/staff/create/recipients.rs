//! Who will be able to read what the client enters, shown to the manager before a link is made for them.

use std::rc::Rc;

use shared::{
    recipients::{Recipient, RecipientSet},
    wire::{Problem, Role},
};
use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use super::approved::{self, Change};
use crate::{
    api,
    components::{Button, Notice, ProblemNotice, Shape, Tone},
    staff::{
        remote::use_remote,
        route::{Go, Route},
        session::{Session, use_session},
    },
};

/// The recipient set as the server offers it, and whether it may be used.
#[derive(Clone, PartialEq)]
pub(crate) struct Approval {
    set: Option<Rc<RecipientSet>>,
    problem: Option<Problem>,
    known: Option<RecipientSet>,
    accepted: UseStateHandle<bool>,
    reload: Callback<()>,
}

impl Approval {
    /// The set, where nothing about it changed or the change was accepted. Taking it approves it.
    pub(crate) fn take(&self) -> Option<Rc<RecipientSet>> {
        let set = self.set.as_ref().filter(|_| self.changes().is_empty() || *self.accepted)?;
        approved::remember(set);
        Some(set.clone())
    }

    /// Asks anew, where the server answered that it has another set by now.
    pub(crate) fn note(&self, problem: &Problem) {
        if problem.status == 409 {
            self.accepted.set(false);
            self.reload.emit(());
        }
    }

    fn changes(&self) -> Vec<Change> {
        match (&self.known, &self.set) {
            (Some(known), Some(set)) => approved::changes(known, set),
            _ => Vec::new(),
        }
    }
}

/// Asks who would be able to read, to be compared with what was approved last in this browser.
#[hook]
pub(crate) fn use_approval() -> Approval {
    let offered = use_remote((), |()| api::staff::recipients());
    let accepted = use_state_eq(|| false);
    let known = approved::remembered();
    Approval { set: offered.value, problem: offered.problem, known, accepted, reload: offered.reload }
}

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) approval: Approval,
    /// Whether a link was asked for although a change is not accepted.
    pub(crate) asked: bool,
}

/// The recipients with their fingerprints, and what changed about them.
#[component]
pub(crate) fn Recipients(props: &Props) -> Html {
    let session = use_session();
    let approval = &props.approval;
    let body = match (&approval.set, &approval.problem) {
        (Some(set), _) => html! {
            <>
                <ul class="keys">{ for set.recipients().iter().map(|r| html! { <li>{ person(r) }</li> }) }</ul>
                { verdict(approval, props.asked) }
            </>
        },
        (None, Some(problem)) if problem.status == 404 => nobody(&session),
        (None, Some(problem)) => html! {
            <ProblemNotice problem={problem.clone()}>
                <div><Button onclick={approval.reload.clone()}>{ "Ask again" }</Button></div>
            </ProblemNotice>
        },
        (None, None) => html! { <p class="muted" role="status">{ "Asking who the technicians are …" }</p> },
    };
    html! {
        <section class="card stack" aria-labelledby="recipients">
            <h2 id="recipients">{ "Who will be able to read it" }</h2>
            { body }
        </section>
    }
}

fn person(recipient: &Recipient) -> Html {
    html! { <><span>{ recipient.name() }</span>{ " " }<code class="fingerprint">{ recipient.fingerprint() }</code></> }
}

fn verdict(approval: &Approval, asked: bool) -> Html {
    let changes = approval.changes();
    if approval.known.is_none() {
        return html! {
            <p class="muted small">
                { "You have approved no list in this browser yet. It remembers this one when you go on, and warns you when \
                   the list changes. Compare the fingerprints with the technicians once: they see theirs under “My key”." }
            </p>
        };
    }
    if changes.is_empty() {
        return html! { <p class="muted small">{ "The same as you approved before." }</p> };
    }
    let onchange = {
        let accepted = approval.accepted.clone();
        move |event: Event| accepted.set(event.target_unchecked_into::<HtmlInputElement>().checked())
    };
    html! {
        <Notice tone={Tone::Warn} title="This list has changed since you approved it">
            <ul class="plain stack">{ for changes.iter().map(|change| html! { <li>{ sentence(change) }</li> }) }</ul>
            <p>{ "Ask the people concerned, by telephone or in person, whether that is right, and compare the fingerprints. \
                  Whoever stands here can read the passwords." }</p>
            <label class="choice">
                <input id="accept-change" type="checkbox" checked={*approval.accepted} {onchange}
                    aria-invalid={(asked && !*approval.accepted).then_some("true")} aria-describedby={asked.then_some("accept-change-error")} />
                <span>{ "I have asked: the change is right" }</span>
            </label>
            if asked && !*approval.accepted {
                <p class="field__error" id="accept-change-error">
                    <Shape tone={Tone::Fail} />{ "Tick this first, or go no further until you know." }
                </p>
            }
        </Notice>
    }
}

fn sentence(change: &Change) -> Html {
    match change {
        Change::Added(new) => html! { <>{ "New: " }{ person(new) }</> },
        Change::Removed(old) => html! { <>{ "No longer: " }{ person(old) }</> },
        Change::NewKey(old, new) => html! {
            <>
                { format!("{} has another key. Before: ", new.name()) }
                <code class="fingerprint">{ old.fingerprint() }</code>{ " Now: " }
                <code class="fingerprint">{ new.fingerprint() }</code>
            </>
        },
        Change::Renamed(old, new) => html! {
            <>
                { format!("{} is now called {}, with the same key ", old.name(), new.name()) }
                <code class="fingerprint">{ new.fingerprint() }</code>
            </>
        },
        Change::Listed => {
            html! { { "The same people and keys, but the server counts a change in between." } }
        }
    }
}

fn nobody(session: &Session) -> Html {
    let way = if session.is(Role::Technician) {
        html! { <Go to={Route::Key} class="button">{ "Give my key" }</Go> }
    } else if session.is(Role::Admin) {
        html! { <Go to={Route::People} class="button">{ "Invite a technician" }</Go> }
    } else {
        Html::default()
    };
    html! {
        <Notice tone={Tone::Warn} title="Nobody could open it yet">
            <p>
                { "No technician has given a public key. A technician does that once, under “My key”; until then no link can be made." }
            </p>
            <div>{ way }</div>
        </Notice>
    }
}
