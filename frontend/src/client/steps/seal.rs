//! The letter before it is sealed: what is in it, and for whom.

use shared::{details::Answers, rules::Security, status::Step, wire::Problem};
use yew::prelude::*;

use super::{
    StepProps, back,
    sending::{Sending, use_sending},
    to,
};
use crate::{
    client::{
        pieces::{fold, p, small, small_print, working},
        state::{Action, Reload, Wizard},
    },
    components::{AreaProps, Heading, Tone, notice, problem_notice, text_area},
};

/// The sixth step, before it is sent.
#[component]
pub(crate) fn Seal(props: &StepProps) -> Html {
    let wizard = &props.wizard;
    let sending = use_sending(wizard);
    let Some(answers) = wizard.answers.clone() else { return Html::default() };
    let oninput = {
        let dispatcher = wizard.dispatcher();
        Callback::from(move |text| dispatcher.dispatch(Action::Note(text)))
    };
    let is_about_note = |problem: &&Problem| problem.field.as_deref() == Some("note");
    let note_error =
        sending.errand.problem().filter(is_about_note).map(|problem| AttrValue::from(problem.detail.clone()));
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text="Seal it and send it" title={wizard.agency.to_string()} />
                <p>
                    { "This is your letter. It is sealed on this device for " }
                    <strong>{ wizard.names() }</strong>
                    { " and leaves it only sealed." }
                </p>
                { p(&format!("It is deleted from the server {}.", wizard.view.keep.after_setup())) }
            </div>
            if wizard.reload == Reload::TestedBefore {
                { notice(Tone::Unknown, "Your test passed before the page was reloaded".into(), html! { <>
                    { p("If you typed the same password, send it. If not, test it again first.") }
                    <div>{ small("Test it again", false, to(wizard, Step::Check)) }</div>
                </> }) }
            } else if !wizard.has_passed() {
                { notice(Tone::Warn, "The sign-in has not been seen to work".into(), html! { <>
                    { p("You can send it all the same. The technicians will see it and may come back to you.") }
                </> }) }
            }
            { letter(wizard, &answers) }
            { text_area(&AreaProps {
                id: "note".into(),
                label: "A note for the technicians (optional)".into(),
                hint: Some("Sealed with the rest. For example: the till uses this mailbox too.".into()),
                value: wizard.note.clone().into(),
                error: note_error.clone(),
                oninput,
            }) }
            if note_error.is_none() {
                { refusal(&sending) }
            }
            { working(if sending.errand.is_under_way() { "Sealing and sending …" } else { "Seal and send" }, sending.errand.is_under_way(), sending.send.clone()) }
            <div class="row">{ back(wizard, Step::Check) }</div>
        </div>
    }
}

fn refusal(sending: &Sending) -> Html {
    let Some(problem) = sending.errand.problem() else { return sending.errand.notice() };
    let is_there = problem.code == "already-submitted";
    let show = html! { <div>{ small("Show the receipt", false, sending.fetch_receipt.clone()) }</div> };
    problem_notice(problem, if is_there { show } else { Html::default() })
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
            { fold("The keys it is sealed with", html! { <>
                { small_print("To compare by telephone with the people named, if you like.") }
                <dl class="facts">
                    { for wizard.view.recipients.recipients().iter().map(|person| html! {
                        <><dt>{ person.name() }</dt><dd class="code">{ person.fingerprint() }</dd></>
                    }) }
                </dl>
            </> }) }
        </div>
    }
}
