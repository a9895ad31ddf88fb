//! The last step before encryption: what is sent, and to whom.

use shared::{secret::Kind, status::Step, wire::Problem};
use yew::prelude::*;

use super::{
    StepProps,
    app_fields::remind_choice,
    back,
    sending::{Sending, remindable, use_sending},
    server_fields::encryption,
    to,
};
use crate::{
    client::{
        pieces::{fold, p, request_notice, small, small_print, working},
        state::{Action, Login, Reload, Wizard},
    },
    components::{AreaProps, Heading, Tone, notice, problem_notice, text_area},
    say::{self, with_elements},
    time,
};

/// Renders the sixth step, before sending.
#[component]
pub(crate) fn Seal(props: &StepProps) -> Html {
    let (say, wizard) = (say::letter(), &props.wizard);
    let sending = use_sending(wizard);
    let Some(login) = wizard.login() else { return Html::default() };
    let oninput = {
        let dispatcher = wizard.dispatcher();
        Callback::from(move |text| dispatcher.dispatch(Action::Note(text)))
    };
    let is_about_note = |problem: &&Problem| problem.field.as_deref() == Some("note");
    let note_error = sending
        .request
        .problem()
        .filter(is_about_note)
        .map(|problem| AttrValue::from(problem.detail.clone()));
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={say.seal_heading()} title={wizard.agency.to_string()} />
                <p>{ with_elements(say.seal_what_parts(), &[html! { <strong>{ wizard.names() }</strong> }]) }</p>
                { p(&say.seal_deletion(wizard.view.keep.get().into())) }
            </div>
            if wizard.reload == Reload::TestedBefore {
                { notice(Tone::Unknown, say.seal_tested_before().into(), html! { <>
                    { p(tested_before(login)) }
                    <div>{ small(say.seal_test_again(), false, to(wizard, Step::Check)) }</div>
                </> }) }
            } else if wizard.secret_kind() == Kind::PluginClient {
                { notice(Tone::Unknown, say.seal_plugin().into(), p(&say.seal_plugin_next(&wizard.names()))) }
            } else if !wizard.has_passed() {
                { notice(Tone::Warn, say.seal_unverified().into(), p(say.seal_unverified_next())) }
            }
            { facts(wizard, login) }
            if remindable(wizard).is_some() {
                { remind_choice(wizard) }
            }
            { text_area(&AreaProps {
                id: "note".into(),
                label: say.seal_note().into(),
                hint: Some(say.seal_note_hint().into()),
                value: wizard.note.clone().into(),
                error: note_error.clone(),
                oninput,
            }) }
            if note_error.is_none() {
                { refusal(&sending) }
            }
            { working(
                if sending.request.is_under_way() { say.seal_sending() } else { say.seal_send() },
                sending.request.is_under_way(),
                sending.send.clone(),
            ) }
            <div class="row">{ back(wizard, Step::Check) }</div>
        </div>
    }
}

/// Says what a test that passed before a reload is worth.
fn tested_before(login: &Login) -> &'static str {
    let say = say::letter();
    match login.secret.kind() {
        Kind::Typed(_) => say.seal_tested_before_next(),
        Kind::OauthClient | Kind::PluginClient => say.seal_tested_before_app(),
        Kind::OauthCertificate => say.seal_tested_before_certificate(),
        Kind::ServiceAccount => say.seal_tested_before_key(),
    }
}

fn refusal(sending: &Sending) -> Html {
    let Some(problem) = sending.request.problem() else { return request_notice(&sending.request) };
    let is_there = problem.code == "already-submitted";
    let words = say::letter().seal_show_receipt();
    let show = html! { <div>{ small(words, false, sending.fetch_receipt.clone()) }</div> };
    problem_notice(problem, if is_there { show } else { Html::default() })
}

fn facts(wizard: &Wizard, login: &Login) -> Html {
    let (say, answers) = (say::letter(), &login.answers);
    let server = [
        html! { <span class="code">{ answers.host.to_string() }</span> },
        html! { { answers.port.to_string() } },
        html! { { encryption(answers.security) } },
    ];
    let provider = wizard.choice.as_ref().and_then(|choice| choice.provider());
    // A plugin uses the provider's API, and not the mail server.
    let kind = wizard.secret_kind();
    let secret = match kind {
        Kind::Typed(_) => say.seal_password(),
        Kind::OauthClient | Kind::OauthCertificate | Kind::PluginClient => say.seal_app(),
        Kind::ServiceAccount => say.seal_key(),
    };
    html! {
        <div class="card">
            <dl class="facts">
                <dt>{ say.seal_address() }</dt><dd>{ answers.address.to_string() }</dd>
                if let Some(provider) = provider {
                    <dt>{ say.seal_provider() }</dt><dd>{ &provider.name }</dd>
                }
                if kind != Kind::PluginClient {
                    <dt>{ say.seal_server() }</dt>
                    <dd>{ with_elements(say.seal_server_value_parts(), &server) }</dd>
                }
                if provider.is_none_or(|provider| provider.username_form != "same-as-secret") {
                    <dt>{ say.label_username() }</dt><dd class="code">{ answers.username.to_string() }</dd>
                }
                <dt>{ secret }</dt><dd>{ say.seal_password_value() }</dd>
                if let Some(day) = login.secret.expires() {
                    <dt>{ say.seal_expires() }</dt><dd>{ time::day(day.midnight()) }</dd>
                }
            </dl>
            { fold(say.seal_keys(), html! { <>
                { small_print(say.seal_keys_what()) }
                <dl class="facts">
                    { for wizard.view.recipients.recipients().iter().map(|person| html! {
                        <><dt>{ person.name() }</dt><dd class="code">{ person.fingerprint() }</dd></>
                    }) }
                </dl>
            </> }) }
        </div>
    }
}
