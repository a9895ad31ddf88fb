//! What came of a check, and the one thing to do next.

use std::rc::Rc;

use shared::{
    check::{CheckReport, CheckVerdict, StageOutcome},
    diagnosis::{Acts, Diagnosis},
    status::Step,
};
use yew::prelude::*;

use super::{outside, to};
use crate::{
    client::state::Wizard,
    components::{Button, Fold, Look},
};

/// What [`Outcome`] takes.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) wizard: UseReducerHandle<Wizard>,
    pub(crate) report: Rc<CheckReport>,
    pub(crate) again: Callback<()>,
}

/// The way on after a check.
#[component]
pub(crate) fn Outcome(props: &Props) -> Html {
    let wizard = &props.wizard;
    if props.report.verdict == CheckVerdict::Ok {
        return html! {
            <>
                <p role="status">{ "Your web site will be able to send with these settings." }</p>
                <Button look={Look::Primary} wide=true onclick={to(wizard, Step::Receipt)}>{ "Go on" }</Button>
            </>
        };
    }
    html! {
        <>
            <div class="stack" role="alert">{ cause(props) }</div>
            { next(props) }
            <p class="muted small">{ attempts(wizard.checks_left) }</p>
            <div>
                { words(&props.report) }
                <Fold summary="Send it anyway">
                    <p>
                        { format!("You can send these settings as they are. {} will see that the sign-in has not worked \
                                   yet, and may come back to you.", wizard.names()) }
                    </p>
                    <div><Button onclick={to(wizard, Step::Receipt)}>{ "Go on without a working sign-in" }</Button></div>
                </Fold>
            </div>
        </>
    }
}

fn cause(props: &Props) -> Html {
    match &props.report.diagnosis {
        Some(diagnosis) => html! {
            <>
                <h2>{ &diagnosis.meaning }</h2>
                if !diagnosis.client.is_empty() {
                    <p>{ &diagnosis.client }</p>
                }
                { who(props, diagnosis) }
            </>
        },
        None => html! { <h2>{ "The check came to no end" }</h2> },
    }
}

/// Who has to act, where it is not the person at this page.
fn who(props: &Props, diagnosis: &Diagnosis) -> Html {
    let sentence = match diagnosis.acts {
        Acts::Client => return Html::default(),
        Acts::Administrator => {
            "The person who looks after your organisation's e-mail has to do this.".to_owned()
        }
        Acts::Technician => {
            format!("This is not yours to solve: {} can. Send it as it is.", props.wizard.names())
        }
        Acts::Provider => "Only the provider's support can solve this.".to_owned(),
        Acts::Wait => "It may work by itself in a while.".to_owned(),
    };
    html! { <p>{ sentence }</p> }
}

/// One button for the one thing to do; the page where it is done, where it is elsewhere.
fn next(props: &Props) -> Html {
    let wizard = &props.wizard;
    let diagnosis = props.report.diagnosis.as_ref();
    let is_secret = diagnosis.is_some_and(|diagnosis| diagnosis.secret_refused);
    let url = diagnosis.map(|diagnosis| diagnosis.url.as_str()).filter(|url| url.starts_with("https://"));
    let acts = diagnosis.map_or(Acts::Wait, |diagnosis| diagnosis.acts);
    let again = html! { <Button wide=true onclick={props.again.clone()}>{ "Try again" }</Button> };
    let change = |look| {
        let words = if is_secret { "Correct the password" } else { "Look at the details again" };
        html! { <Button {look} wide=true onclick={to(wizard, Step::Details)}>{ words }</Button> }
    };
    html! {
        <>
            if let Some(url) = url {
                <p class="open-page">{ outside(url, "Open the page where this is done") }</p>
            }
            { match acts {
                Acts::Client => html! { <>{ change(Look::Primary) }if !is_secret { { again } }</> },
                Acts::Wait | Acts::Administrator | Acts::Provider => html! {
                    <>
                        <Button look={Look::Primary} wide=true onclick={props.again.clone()}>{ "Try again" }</Button>
                        { change(Look::Plain) }
                    </>
                },
                Acts::Technician => html! {
                    <>
                        <Button look={Look::Primary} wide=true onclick={to(wizard, Step::Receipt)}>{ "Send it as it is" }</Button>
                        { change(Look::Plain) }
                    </>
                },
            } }
        </>
    }
}

fn attempts(left: u32) -> String {
    match left {
        0 => "No more tries in this hour, so that your provider does not lock the mailbox.".into(),
        1 => "One more try in this hour, so that your provider does not lock the mailbox.".into(),
        n => format!("{n} more tries in this hour, so that your provider does not lock the mailbox."),
    }
}

/// The server's own words, for whoever wants them.
fn words(report: &CheckReport) -> Html {
    let said =
        report.stages.iter().filter(|stage| stage.outcome != StageOutcome::Ok && !stage.detail.is_empty());
    let technician =
        report.diagnosis.as_ref().map(|diagnosis| diagnosis.technician.as_str()).filter(|t| !t.is_empty());
    html! {
        <Fold summary="In the server's own words">
            { for said.map(|stage| html! {
                <p><span class="muted">{ stage.stage.as_str() }{ ": " }</span><span class="code">{ &stage.detail }</span></p>
            }) }
            if let Some(technician) = technician {
                <p class="muted small">{ format!("For a technician: {technician}") }</p>
            }
            <p class="muted small code">{ format!("{} {}:{}", report.cause, report.host, report.port.get()) }</p>
        </Fold>
    }
}
