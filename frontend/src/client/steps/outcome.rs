//! The result of a check, and what to do next.

use shared::{
    check::{CheckReport, CheckVerdict, Neighbor, Stage, StageOutcome, StageReport},
    details::oddity,
    diagnosis::{Acts, Diagnosis},
    secret::Kind,
    status::Step,
};
use yew::prelude::*;

use super::{
    outcome_facts::{certificate, for_support, limited, tried_by, words},
    outside, to,
};
use crate::{
    client::{
        pieces::{fold, p, plain, primary, small, small_print},
        state::{Action, Wizard},
    },
    say,
};

/// Shows the result of a check and what to do next. `again` runs another check; it is `None` if the limit doesn't allow
/// one yet.
pub(crate) fn outcome(
    wizard: &UseReducerHandle<Wizard>,
    report: &CheckReport,
    again: Option<&Callback<()>>,
) -> Html {
    let say = say::letter();
    if report.verdict == CheckVerdict::Ok {
        // A mail server can accept an app's sign-in, and still not let it send.
        let passed = match wizard.secret_kind() {
            Kind::Typed(_) => say.outcome_passed().to_owned(),
            Kind::ServiceAccount => say.outcome_passed_key(&wizard.names()),
            Kind::OauthClient | Kind::OauthCertificate | Kind::PluginClient => {
                say.outcome_passed_app(&wizard.names())
            }
        };
        return html! {
            <>
                <p role="status">{ passed }</p>
                if let Some(waited) = report.slow_greeting() {
                    { small_print(&say.outcome_slow(&waited.as_secs())) }
                }
                { small_print(&tried_by(wizard, report)) }
                { primary(say::client().go_on(), to(wizard, Step::Receipt)) }
            </>
        };
    }
    html! {
        <>
            <div class="stack" role="alert">{ form(wizard, report) }{ cause(wizard, report) }</div>
            { next(wizard, report, again) }
            { if again.is_some() { small_print(&say.check_tries_left(wizard.checks_left.into())) } else { limited(wizard) } }
            { small_print(&tried_by(wizard, report)) }
            <div>
                { words(report) }
                { certificate(report) }
                { for_support(wizard, report) }
                { fold(say.outcome_send_anyway(), html! { <>
                    { p(&say.outcome_send_anyway_what(&wizard.names())) }
                    <div>{ small(say.outcome_send_anyway_button(), false, to(wizard, Step::Receipt)) }</div>
                </> }) }
            </div>
        </>
    }
}

/// Points out an unusual character in the secret, which may be why it was rejected.
fn form(wizard: &Wizard, report: &CheckReport) -> Html {
    let found = report.diagnosis.as_ref();
    let is_doubted = found.is_some_and(|found| found.secret_doubted);
    let secret = wizard.secret.secret().filter(|_| is_doubted);
    let odd = secret.and_then(|secret| oddity(secret.expose()));
    odd.map(|odd| p(say::client().oddity(odd))).unwrap_or_default()
}

fn cause(wizard: &Wizard, report: &CheckReport) -> Html {
    match &report.diagnosis {
        Some(diagnosis) => html! {
            <>
                <h2>{ &diagnosis.meaning }</h2>
                if !diagnosis.client.is_empty() {
                    <p>{ &diagnosis.client }</p>
                }
                { who(wizard, diagnosis) }
            </>
        },
        None => html! { <h2>{ say::letter().outcome_unfinished() }</h2> },
    }
}

/// Says who has to act, unless it is the client.
fn who(wizard: &Wizard, diagnosis: &Diagnosis) -> Html {
    let say = say::letter();
    match diagnosis.acts {
        Acts::Client => Html::default(),
        Acts::Administrator => p(say.outcome_for_administrator()),
        Acts::Technician => p(&say.outcome_for_technician(&wizard.names())),
        Acts::Provider => p(say.outcome_for_provider()),
        Acts::Wait => p(say.outcome_wait()),
    }
}

/// Renders one button for what to do next, and a link if that is done on another page.
fn next(wizard: &UseReducerHandle<Wizard>, report: &CheckReport, again: Option<&Callback<()>>) -> Html {
    let (say, diagnosis) = (say::letter(), report.diagnosis.as_ref());
    let is_secret = diagnosis.is_some_and(|diagnosis| diagnosis.secret_refused);
    let url = diagnosis.map(|diagnosis| diagnosis.url.as_str()).filter(|url| url.starts_with("https://"));
    let acts = diagnosis.map_or(Acts::Wait, |diagnosis| diagnosis.acts);
    let try_again = |button: fn(&str, Callback<()>) -> Html| {
        again.map_or_else(Html::default, |again| button(say.check_again(), again.clone()))
    };
    let is_no_name =
        |stage: &StageReport| stage.stage == Stage::Resolve && stage.outcome == StageOutcome::Fail;
    let can_help = !is_secret && !report.stages.iter().any(is_no_name);
    let change = |button: fn(&str, Callback<()>) -> Html| {
        let words = match wizard.secret_kind() {
            _ if !is_secret => say.outcome_edit(),
            Kind::Typed(_) => say.outcome_correct_password(),
            Kind::OauthClient | Kind::OauthCertificate | Kind::PluginClient => say.outcome_correct_app(),
            Kind::ServiceAccount => say.outcome_correct_key(),
        };
        button(words, to(wizard, Step::Details))
    };
    if let Some(works) = report.works_instead().filter(|_| acts == Acts::Client) {
        return html! { <>{ use_port(wizard, works) }{ change(plain) }</> };
    }
    html! {
        <>
            if let Some(url) = url {
                <p class="open-page">{ outside(url, say.outcome_open_page()) }</p>
            }
            { match acts {
                Acts::Client => html! { <>{ change(primary) }if can_help { { try_again(plain) } }</> },
                Acts::Wait | Acts::Administrator | Acts::Provider => html! {
                    <>
                        { try_again(primary) }
                        { change(plain) }
                    </>
                },
                Acts::Technician => html! {
                    <>
                        { primary(say.outcome_send(), to(wizard, Step::Receipt)) }
                        { change(plain) }
                    </>
                },
            } }
        </>
    }
}

/// Renders the button that fills in a port that works.
fn use_port(wizard: &UseReducerHandle<Wizard>, works: &Neighbor) -> Html {
    let (port, security, dispatcher) = (works.port, works.security, wizard.dispatcher());
    let change = Callback::from(move |()| dispatcher.dispatch(Action::OtherPort(port, security)));
    primary(&say::letter().outcome_use_port(&port), change)
}
