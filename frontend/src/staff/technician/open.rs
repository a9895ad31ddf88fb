//! One sealed letter: with the key it opens here, and the server is told that it was.

use std::rc::Rc;

use shared::{
    open::OpenError,
    wire::{Problem, SealedSubmission},
};
use yew::prelude::*;

use super::{
    held::{Held, HeldKey},
    key_file::KeyFile,
    letter::Letter,
    unseal::unseal,
};
use crate::{
    api,
    components::{Heading, Notice, Tone},
    staff::{
        remote::use_remote,
        route::{Go, Route},
        session::use_session,
        state::shown,
    },
};

async fn ask(id: AttrValue) -> Result<SealedSubmission, Problem> {
    api::staff::sealed(&id).await
}

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) id: AttrValue,
    pub(crate) held: Option<Held>,
    pub(crate) hold: Callback<Option<Held>>,
}

/// The page.
#[component]
pub(crate) fn OpenPage(props: &Props) -> Html {
    let session = use_session();
    let submission = use_remote(props.id.clone(), ask);
    let client = submission.value.as_ref().map_or("Open".into(), |s| AttrValue::from(s.client.clone()));
    html! {
        <div class="stack stack--loose">
            <div>
                <Go to={Route::Queue} class="back">{ "Queue" }</Go>
                <Heading text={client} title={session.config.agency.clone()} />
                if let Some(submission) = &submission.value {
                    <p class="muted">{ submission.site.as_str() }</p>
                }
            </div>
            { shown(&submission, "the sealed letter", |submission| html! {
                <Sealed id={props.id.clone()} submission={Submission(submission.clone())} held={props.held.clone()} hold={props.hold.clone()} />
            }) }
        </div>
    }
}

/// Compared by where it lives: it is large and does not change.
#[derive(Clone)]
struct Submission(Rc<SealedSubmission>);

impl PartialEq for Submission {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties, PartialEq)]
struct SealedProps {
    id: AttrValue,
    submission: Submission,
    held: Option<Held>,
    hold: Callback<Option<Held>>,
}

/// Opened where there is a key that fits; else asks for one.
#[component]
fn Sealed(props: &SealedProps) -> Html {
    let result = use_memo((props.submission.clone(), props.held.clone()), |(submission, held)| {
        held.as_ref().map(|held| unseal(held.identities(), &submission.0))
    });
    let Submission(submission) = &props.submission;
    let held = props.held.clone().map(|held| html! { <HeldKey {held} hold={props.hold.clone()} /> });
    match &*result {
        Some(Ok(unsealed)) => html! {
            <>
                <Letter id={props.id.clone()} unsealed={unsealed.clone()} keep={submission.keep} />
                { held }
            </>
        },
        Some(Err(error)) => html! {
            <div class="stack stack--loose column">
                <Refused error={*error} submission={props.submission.clone()} held={props.held.clone()} />
                { held }
                <KeyFile hold={props.hold.clone()} />
            </div>
        },
        None => html! {
            <div class="stack stack--loose column">
                <p class="sealed-for">{ format!("Sealed for {}.", submission.recipients.names()) }</p>
                <KeyFile hold={props.hold.clone()} />
            </div>
        },
    }
}

#[derive(Properties, PartialEq)]
struct RefusedProps {
    error: OpenError,
    submission: Submission,
    held: Option<Held>,
}

/// Why it does not open, and for whom it would.
#[component]
fn Refused(props: &RefusedProps) -> Html {
    let Submission(submission) = &props.submission;
    let title =
        if props.error == OpenError::WrongIdentity { "Not your key’s letter" } else { "It does not open" };
    html! {
        <Notice tone={Tone::Fail} {title}>
            <p>{ props.error.to_string() }</p>
            if props.error == OpenError::WrongIdentity {
                <p>{ "It opens with the keys of:" }</p>
                <ul class="keys">
                    { for submission.recipients.recipients().iter().map(|recipient| html! {
                        <li><span>{ recipient.name() }</span>{ " " }<code class="fingerprint">{ recipient.fingerprint() }</code></li>
                    }) }
                </ul>
                <p>{ "Choose another key file, or ask one of them." }</p>
            }
        </Notice>
    }
}
