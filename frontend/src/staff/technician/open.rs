//! One client's sealed settings. They are opened in this browser with the key, and the server records that they were
//! opened.

use shared::{
    open::OpenError,
    recipients::Recipient,
    wire::{Problem, SealedSubmission},
};
use yew::prelude::*;

use super::{
    held::{Held, HeldKey},
    key_file::KeyFile,
    opened::OpenedSettings,
    unseal::{Submission, unseal},
};
use crate::{
    api,
    components::{Heading, Notice, Tone},
    say,
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

/// Renders the page.
#[component]
pub(crate) fn OpenPage(props: &Props) -> Html {
    let say = say::technician();
    let session = use_session();
    let submission = use_remote(props.id.clone(), ask);
    let client = submission.value().map_or(say.open_heading().into(), |s| AttrValue::from(s.client.clone()));
    html! {
        <div class="stack stack--loose">
            <div>
                <Go to={Route::Queue} class="back">{ say.open_back() }</Go>
                <Heading text={client} title={session.config.agency.clone()} />
                if let Some(submission) = submission.value() {
                    <p class="muted">{ submission.site.as_str() }</p>
                }
            </div>
            { shown(&submission, |submission| html! {
                <Sealed id={props.id.clone()} submission={Submission(submission.clone())} held={props.held.clone()} hold={props.hold.clone()} />
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SealedProps {
    id: AttrValue,
    submission: Submission,
    held: Option<Held>,
    hold: Callback<Option<Held>>,
}

/// Opens the settings if there is a key. Otherwise asks for one.
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
                <OpenedSettings id={props.id.clone()} unsealed={unsealed.clone()} keep={submission.keep} />
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
                <p class="sealed-for">{ encrypted_for(submission) }</p>
                <KeyFile hold={props.hold.clone()} />
            </div>
        },
    }
}

/// Says for whom a submission is encrypted.
pub(super) fn encrypted_for(submission: &SealedSubmission) -> String {
    let names: Vec<&str> = submission.recipients.recipients().iter().map(Recipient::name).collect();
    say::technician().open_for(&say::list(&names))
}

#[derive(Properties, PartialEq)]
struct RefusedProps {
    error: OpenError,
    submission: Submission,
    held: Option<Held>,
}

/// Says why the settings can't be opened, and whose keys could open them.
#[component]
fn Refused(props: &RefusedProps) -> Html {
    let Submission(submission) = &props.submission;
    let say = say::technician();
    let is_for_others = props.error == OpenError::WrongIdentity;
    let title = if is_for_others { say.open_other_key() } else { say.open_failed() };
    html! {
        <Notice tone={Tone::Fail} {title}>
            <p>{ say.open_error(props.error) }</p>
            if is_for_others {
                <p>{ say.open_keys() }</p>
                <ul class="keys">
                    { for submission.recipients.recipients().iter().map(|recipient| html! {
                        <li><span>{ recipient.name() }</span>{ " " }<code class="fingerprint">{ recipient.fingerprint() }</code></li>
                    }) }
                </ul>
                <p>{ say.open_keys_next() }</p>
            }
        </Notice>
    }
}
