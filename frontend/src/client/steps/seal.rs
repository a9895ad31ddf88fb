//! Sealed on this device, and sent.

use std::rc::Rc;

use shared::{
    details::Answers,
    rules::Security,
    seal::seal,
    status::Step,
    wire::{Problem, SubmitRequest},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{StepProps, back};
use crate::{
    api,
    client::{
        state::{Action, Wizard},
        times,
    },
    components::{Button, Fold, Heading, Look, Notice, ProblemNotice, TextArea, Tone},
};

/// The sixth step, before it is sent.
#[component]
pub(crate) fn Seal(props: &StepProps) -> Html {
    let wizard = &props.wizard;
    let is_busy = use_state(|| false);
    let problem = use_state(|| None::<Problem>);
    let Some(answers) = wizard.answers.clone() else { return Html::default() };
    let send = {
        let (wizard, is_busy, problem) = (wizard.clone(), is_busy.clone(), problem.clone());
        Callback::from(move |()| {
            is_busy.set(true);
            problem.set(None);
            let (wizard, is_busy, problem) = (wizard.clone(), is_busy.clone(), problem.clone());
            spawn_local(async move {
                match sealed(&wizard) {
                    Ok(request) => match api::submit(&wizard.link, &request).await {
                        Ok(receipt) => return wizard.dispatch(Action::Submitted(receipt)),
                        Err(refusal) => problem.set(Some(refusal)),
                    },
                    Err(refusal) => problem.set(Some(refusal)),
                }
                is_busy.set(false);
            });
        })
    };
    let oninput = {
        let dispatcher = wizard.dispatcher();
        Callback::from(move |text| dispatcher.dispatch(Action::Note(text)))
    };
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text="Seal it and send it" title={wizard.agency.to_string()} />
                <p>
                    { "This is your letter. It is sealed on this device for " }
                    <strong>{ wizard.names() }</strong>
                    { " and leaves it only sealed." }
                </p>
            </div>
            if !wizard.has_passed() {
                <Notice tone={Tone::Warn} title="The sign-in has not been seen to work">
                    <p>{ "You can send it all the same. The technicians will see it and may come back to you." }</p>
                </Notice>
            }
            { letter(wizard, &answers) }
            <TextArea
                id="note"
                label="A note for the technicians (optional)"
                hint="Sealed with the rest. For example: the till uses this mailbox too."
                value={wizard.note.clone()}
                error={problem.as_ref().filter(|p| p.field.as_deref() == Some("note")).map(|p| AttrValue::from(p.detail.clone()))}
                {oninput}
            />
            if let Some(problem) = problem.as_ref().filter(|problem| problem.field.is_none()) {
                <ProblemNotice problem={problem.clone()} />
            }
            <Button look={Look::Primary} wide=true busy={*is_busy} onclick={send}>
                { if *is_busy { "Sealing and sending …" } else { "Seal and send" } }
            </Button>
            <div class="row">{ back(wizard, Step::Check) }</div>
        </div>
    }
}

fn letter(wizard: &Wizard, answers: &Answers) -> Html {
    let security = match answers.security {
        Security::ImplicitTls => "encrypted from the start",
        Security::Starttls => "encrypted after the greeting",
    };
    let provider = wizard.choice.as_ref().and_then(|choice| choice.provider());
    html! {
        <div class="card">
            <dl class="facts">
                <dt>{ "Sends as" }</dt><dd>{ answers.address.to_string() }</dd>
                if let Some(provider) = provider {
                    <dt>{ "Provider" }</dt><dd>{ &provider.name }</dd>
                }
                <dt>{ "Server" }</dt>
                <dd>
                    <span class="code">{ answers.host.to_string() }</span>
                    { format!(", port {}, {security}", answers.port.get()) }
                </dd>
                if provider.is_none_or(|provider| provider.username_form != "same-as-secret") {
                    <dt>{ "User name" }</dt><dd class="code">{ answers.username.to_string() }</dd>
                }
                <dt>{ "Password" }</dt><dd>{ "as you typed it, not shown" }</dd>
            </dl>
            <Fold summary="The keys it is sealed with">
                <p class="muted small">{ "To compare by telephone with the people named, if you like." }</p>
                <dl class="facts">
                    { for wizard.view.recipients.recipients().iter().map(|person| html! {
                        <><dt>{ person.name() }</dt><dd class="code">{ person.fingerprint() }</dd></>
                    }) }
                </dl>
            </Fold>
        </div>
    }
}

/// Seals everything to the people that the link was made for, and to nobody else.
fn sealed(wizard: &Wizard) -> Result<SubmitRequest, Problem> {
    let (Some(answers), Some(secret)) = (&wizard.answers, &wizard.secret) else {
        return Err(api::unexpected());
    };
    let answers = Answers { note: wizard.note.trim().to_owned(), ..Rc::unwrap_or_clone(answers.clone()) };
    let sealed =
        seal(&wizard.link, &wizard.view.recipients, &answers, secret, times::now()).map_err(|error| {
            Problem {
                title: "It could not be sealed".into(),
                code: "not-sealed".into(),
                field: (error == shared::seal::SealError::NoteTooLong).then(|| "note".into()),
                detail: error.to_string(),
                ..api::unexpected()
            }
        })?;
    Ok(SubmitRequest { sealed, recipients: wizard.link.pin() })
}
