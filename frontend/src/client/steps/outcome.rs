//! What came of a check, and the one thing to do next.

use shared::{
    check::{Attested, CheckReport, CheckVerdict, Neighbour, Stage, StageOutcome, StageReport},
    details::oddity,
    diagnosis::{Acts, Diagnosis, support},
    status::Step,
};
use yew::prelude::*;

use super::{outside, to};
use crate::{
    client::{
        pieces::{fold, p, plain, primary, small, small_print},
        state::{Action, Wizard},
        times,
    },
    components::{CopyField, Tone, notice},
};

/// The way on after a check; `again` makes another, if the limit allows one now.
pub(crate) fn outcome(
    wizard: &UseReducerHandle<Wizard>,
    report: &CheckReport,
    again: Option<&Callback<()>>,
) -> Html {
    if report.verdict == CheckVerdict::Ok {
        return html! {
            <>
                <p role="status">{ "Your web site will be able to send with these settings." }</p>
                if let Some(waited) = report.slow_greeting() {
                    { small_print(&format!("The server is slow: it answered after {} seconds.", waited.as_secs())) }
                }
                { small_print(&tried_by(wizard, report)) }
                { primary("Go on", to(wizard, Step::Receipt)) }
            </>
        };
    }
    html! {
        <>
            <div class="stack" role="alert">{ form(wizard, report) }{ cause(wizard, report) }</div>
            { next(wizard, report, again) }
            { if again.is_some() { small_print(&attempts(wizard.checks_left)) } else { limited(wizard) } }
            { small_print(&tried_by(wizard, report)) }
            <div>
                { words(report) }
                { certificate(report) }
                { for_support(wizard, report) }
                { fold("Send it anyway", html! { <>
                    { p(&format!("You can send these settings as they are. {} will see that the sign-in has not worked \
                                   yet, and may come back to you.", wizard.names())) }
                    <div>{ small("Go on without a working sign-in", false, to(wizard, Step::Receipt)) }</div>
                </> }) }
            </div>
        </>
    }
}

/// Who vouches for it.
fn tried_by(wizard: &Wizard, report: &CheckReport) -> String {
    match report.attested_by {
        Attested::Browser => {
            format!("Your browser tried it itself. {}'s server could not read along.", wizard.agency)
        }
        Attested::Server => format!("{}'s server tried it.", wizard.agency),
        Attested::Technician => "A technician tried it on their own machine.".into(),
    }
}

/// The secret's own form is looked at before it is blamed.
fn form(wizard: &Wizard, report: &CheckReport) -> Html {
    let found = report.diagnosis.as_ref();
    let is_doubted = found.is_some_and(|found| found.secret_doubted);
    let secret = wizard.secret.as_ref().filter(|_| is_doubted);
    secret.and_then(|secret| oddity(secret.expose())).map(p).unwrap_or_default()
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
        None => html! { <h2>{ "The test didn't finish" }</h2> },
    }
}

/// Who has to act, where it is not the person at this page.
fn who(wizard: &Wizard, diagnosis: &Diagnosis) -> Html {
    let sentence = match diagnosis.acts {
        Acts::Client => return Html::default(),
        Acts::Administrator => {
            "The person who looks after your organisation's e-mail has to do this.".to_owned()
        }
        Acts::Technician => {
            format!("This is not yours to solve: {} can. Send it as it is.", wizard.names())
        }
        Acts::Provider => "Only the provider's support can solve this.".to_owned(),
        Acts::Wait => "It may work by itself in a while.".to_owned(),
    };
    html! { <p>{ sentence }</p> }
}

/// One button for the one thing to do; the page where it is done, where it is elsewhere.
fn next(wizard: &UseReducerHandle<Wizard>, report: &CheckReport, again: Option<&Callback<()>>) -> Html {
    let diagnosis = report.diagnosis.as_ref();
    let is_secret = diagnosis.is_some_and(|diagnosis| diagnosis.secret_refused);
    let url = diagnosis.map(|diagnosis| diagnosis.url.as_str()).filter(|url| url.starts_with("https://"));
    let acts = diagnosis.map_or(Acts::Wait, |diagnosis| diagnosis.acts);
    let try_again = |button: fn(&str, Callback<()>) -> Html| {
        again.map_or_else(Html::default, |again| button("Try again", again.clone()))
    };
    let is_no_name =
        |stage: &StageReport| stage.stage == Stage::Resolve && stage.outcome == StageOutcome::Fail;
    let can_help = !is_secret && !report.stages.iter().any(is_no_name);
    let change = |button: fn(&str, Callback<()>) -> Html| {
        let words = if is_secret { "Correct the password" } else { "Look at the details again" };
        button(words, to(wizard, Step::Details))
    };
    if let Some(works) = report.works_instead().filter(|_| acts == Acts::Client) {
        return html! { <>{ use_port(wizard, works) }{ change(plain) }</> };
    }
    html! {
        <>
            if let Some(url) = url {
                <p class="open-page">{ outside(url, "Open the page where this is done") }</p>
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
                        { primary("Send it as it is", to(wizard, Step::Receipt)) }
                        { change(plain) }
                    </>
                },
            } }
        </>
    }
}

/// The port that was seen to work, filled in.
fn use_port(wizard: &UseReducerHandle<Wizard>, works: &Neighbour) -> Html {
    let (port, security, dispatcher) = (works.port, works.security, wizard.dispatcher());
    let change = Callback::from(move |()| dispatcher.dispatch(Action::OtherPort(port, security)));
    primary(&format!("Use port {port}"), change)
}

/// What the server showed of itself, where that is what is wrong.
fn certificate(report: &CheckReport) -> Html {
    let is_tls = |stage: &StageReport| stage.stage == Stage::Tls && stage.outcome != StageOutcome::Ok;
    let shown = report.tls.as_ref().and_then(|tls| tls.certificate.as_ref());
    let Some(shown) = shown.filter(|_| report.stages.iter().any(is_tls)) else { return Html::default() };
    fold(
        "The server's certificate",
        html! {
            <dl class="facts">
                <dt>{ "For" }</dt><dd class="code">{ shown.names.join(", ") }</dd>
                <dt>{ "Issued by" }</dt><dd>{ &shown.issuer }</dd>
                <dt>{ "Valid from" }</dt><dd>{ times::day(shown.not_before) }</dd>
                <dt>{ "Valid until" }</dt><dd>{ times::day(shown.not_after) }</dd>
            </dl>
        },
    )
}

/// What the provider's support needs to find this one sign-in, to be copied.
fn for_support(wizard: &Wizard, report: &CheckReport) -> Html {
    let user = wizard.answers.as_ref().map(|answers| &answers.username);
    let Some(block) = support::block(report, user) else { return Html::default() };
    fold(
        "For your provider's support",
        html! { <CopyField label="Copy this into your message to them. Your password is not in it." value={block} /> },
    )
}

/// Says when the next test can be made, and whom to call until then.
pub(super) fn limited(wizard: &Wizard) -> Html {
    let wait = u32::try_from(wizard.checks_from - times::now()).unwrap_or(0);
    let title = format!("You can test again at {}", times::clock(wizard.checks_from));
    let why = format!(
        "That's in {}. You've used all 5 tests for this hour, and more could lock your mailbox.",
        times::span(wait)
    );
    let call = format!("Can't wait? Call {} at {}.", wizard.view.manager, wizard.agency);
    notice(Tone::Warn, title.into(), html! { <>{ p(&why) }{ p(&call) }</> })
}

fn attempts(left: u32) -> String {
    match left {
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
        { fold("In the server's own words", html! { <>
            { for said.map(|stage| html! {
                <p><span class="muted">{ stage.stage.as_str() }{ ": " }</span><span class="code">{ &stage.detail }</span></p>
            }) }
            if let Some(technician) = technician {
                { small_print(&format!("For a technician: {technician}")) }
            }
            <p class="muted small code">{ format!("{} {}:{}", report.cause, report.host, report.port.get()) }</p>
        </> }) }
    }
}
