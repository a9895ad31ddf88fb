//! The sign-in test.

use gloo_timers::callback::Timeout;
use shared::{
    check::{CheckReport, CheckVerdict},
    details::Answers,
    secret::Kind,
    smtp::TOTAL_TIME,
    status::Step,
};
use yew::prelude::*;

use super::{
    StepProps, back,
    outcome::outcome,
    outcome_facts::limited,
    run::{Course, Run},
    runner::{Form, use_runner},
    stages::{self, stages},
    to,
};
use crate::{
    client::{
        pieces::{muted, p, plain, primary, quiet, waiting},
        state::Wizard,
    },
    components::{Heading, Tone, notice, problem_notice},
    say::{self, with_elements},
    time,
};

/// Renders the fifth step.
#[component]
pub(crate) fn Check(props: &StepProps) -> Html {
    let wizard = &props.wizard;
    let runner = use_runner();
    let run = &*runner.run;
    let is_limited = use_limit(wizard.checks_from);
    let is_slow = use_slow(run.is_under_way(), run.stages().len());
    let Some(login) = wizard.login() else { return Html::default() };
    if wizard.secret_kind() == Kind::PluginClient {
        return untestable(wizard);
    }
    let answers = &login.answers;
    let is_unsaid = run.is_under_way() || run.problem().is_some() || run.cannot();
    let report = wizard.check().filter(|_| !is_unsaid);
    let course = stages::Course {
        security: answers.security,
        gets_token: wizard.gets_token(),
        address: &answers.address,
        ended: report.map_or(run.stages(), |report| &report.stages),
        is_running: matches!(run.course, Course::Running(_)),
    };
    let start = |form| runner.start(props, form, login);
    html! {
        <div class="stack stack--loose">
            <Heading text={heading(run, report.map(|report| &**report))} title={wizard.agency.to_string()} />
            if !is_unsaid && report.is_none() {
                { before(wizard, answers) }
            }
            if !run.cannot() {
                <div class="card" aria-live="polite" aria-atomic="false">
                    { stages(&course) }
                </div>
            }
            if let Some(problem) = run.problem().filter(|_| !is_limited) {
                { problem_notice(problem, Html::default()) }
            }
            { match (&report, &run.course) {
                (Some(report), _) => outcome(wizard, report, (!is_limited).then(|| start(Form::Blind)).as_ref()),
                (None, Course::Waiting(_)) => html! { <>{ waiting() }{ aside(wizard) }</> },
                (None, Course::Running(_)) => muted(&patience(is_slow)),
                (None, _) if is_limited => html! { <>{ limited(wizard) }{ aside(wizard) }</> },
                (None, _) if run.cannot() => instead(wizard, answers, run.failed_here, start),
                (None, _) => begin(wizard, run, start(Form::Blind)),
            } }
        </div>
    }
}

/// Says that only the plugin can sign in, after someone has agreed in its settings.
fn untestable(wizard: &UseReducerHandle<Wizard>) -> Html {
    let say = say::letter();
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={say.check_by_plugin()} title={wizard.agency.to_string()} />
                { p(&say.check_by_plugin_why(&wizard.names())) }
            </div>
            { primary(say::client().go_on(), to(wizard, Step::Receipt)) }
            <div class="row">{ back(wizard, Step::Details) }</div>
        </div>
    }
}

/// Renders the button that starts the test, and the ways to leave the step.
fn begin(wizard: &UseReducerHandle<Wizard>, run: &Run, start: Callback<()>) -> Html {
    let say = say::letter();
    let words = if run.problem().is_some() { say.check_again() } else { say.check_start() };
    html! { <>{ primary(words, start) }{ aside(wizard) }</> }
}

/// Renders the buttons that go back or skip the test.
fn aside(wizard: &UseReducerHandle<Wizard>) -> Html {
    html! {
        <div class="row">
            { back(wizard, Step::Details) }
            { quiet(say::letter().check_skip(), to(wizard, Step::Receipt)) }
        </div>
    }
}

/// Says how long the test takes, or how long it can take at most if the server is slow.
fn patience(is_slow: bool) -> String {
    let say = say::letter();
    if is_slow { say.check_slow(&TOTAL_TIME.as_secs()) } else { say.check_brief().into() }
}

/// How long a stage can take before the server counts as slow, in milliseconds.
const PATIENCE: u32 = 5000;

/// Returns true if the server has been slow since the last stage ended. The first stage doesn't count, because it also
/// includes our own setup.
#[hook]
fn use_slow(is_running: bool, stages: usize) -> bool {
    let is_slow = use_state(|| false);
    let set = is_slow.setter();
    use_effect_with((is_running, stages), move |&(is_running, stages)| {
        set.set(false);
        let timer = (is_running && stages > 0).then(|| Timeout::new(PATIENCE, move || set.set(true)));
        move || drop(timer)
    });
    *is_slow
}

/// Returns true if the limit on checks doesn't allow a check yet. The step is rendered again when it does.
#[hook]
fn use_limit(from: i64) -> bool {
    let again = use_force_update();
    let wait = u32::try_from(from - time::now()).unwrap_or(0);
    use_effect_with(from, move |_| {
        let timer = (wait > 0).then(|| Timeout::new(wait.saturating_mul(1000), move || again.force_update()));
        move || drop(timer)
    });
    wait > 0
}

fn heading(run: &Run, report: Option<&CheckReport>) -> &'static str {
    let say = say::letter();
    match (&run.course, report) {
        (Course::Waiting(_), _) => say.check_waiting(),
        (Course::Running(_), _) => say.check_running(),
        _ if run.cannot() => say.check_failed_here(),
        (_, None) => say.check_before(),
        (_, Some(report)) if report.verdict == CheckVerdict::Ok => say.check_passed(),
        (_, Some(_)) => say.check_failed(),
    }
}

/// Explains the test before anything is sent.
fn before(wizard: &Wizard, answers: &Answers) -> Html {
    let named = [code(answers), html! { { wizard.agency.to_string() } }];
    html! { <p>{ with_elements(say::letter().check_what_parts(), &named) }</p> }
}

fn code(answers: &Answers) -> Html {
    html! { <span class="code">{ answers.host.to_string() }</span> }
}

/// Shows what to do if this browser can't run the test. The client tries the browser again first. Switching to the
/// server never happens automatically.
fn instead(
    wizard: &UseReducerHandle<Wizard>,
    answers: &Answers,
    failed_here: u32,
    start: impl Fn(Form) -> Callback<()>,
) -> Html {
    let (say, again) = (say::letter(), start(Form::Blind));
    if failed_here < 2 || !wizard.server_check {
        let words = if failed_here < 2 {
            say.check_part_missing().to_owned()
        } else {
            say.check_part_broken(&wizard.names())
        };
        return html! {
            <>
                { notice(Tone::Unknown, "".into(), p(&words)) }
                { primary(say.check_again(), again) }
                { aside(wizard) }
            </>
        };
    }
    let named = [html! { { wizard.agency.to_string() } }, code(answers)];
    let parts = match wizard.secret_kind() {
        Kind::OauthClient | Kind::OauthCertificate => say.check_by_server_app_parts(),
        Kind::ServiceAccount => say.check_by_server_key_parts(),
        Kind::Typed(_) | Kind::PluginClient => say.check_by_server_parts(),
    };
    html! {
        <>
            { notice(Tone::Unknown, "".into(), html! {
                <p>{ with_elements(parts, &named) }</p>
            }) }
            { primary(say.check_again(), again) }
            { plain(say.check_by_server_start(), start(Form::ByServer)) }
            { aside(wizard) }
        </>
    }
}
