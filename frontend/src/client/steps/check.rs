//! The live login.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use shared::{
    check::{CheckReport, CheckVerdict, StageReport},
    details::{Answers, Secret},
    link::Link,
    status::Step,
    wire::Problem,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    StepProps, back,
    outcome::{limited, outcome},
    stages::{Course, stages},
    to,
};
use crate::{
    api::{
        check::{self, Checked, Failed, Trial},
        connection::{self, RESUMED_MAX},
    },
    client::{
        errand::{Turn, use_turn},
        pieces::{muted, p, plain, primary, quiet, waiting},
        state::{Action, Wizard},
        times,
    },
    components::{Heading, Tone, notice, problem_notice},
};

/// Who signs in.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// This browser; the server passes on what it cannot read.
    Blind,
    /// The server, where the browser cannot and the client agrees.
    ByServer,
}

/// A check under way.
#[derive(Clone, Default)]
struct Run {
    is_running: bool,
    stages: Vec<StageReport>,
    problem: Option<Problem>,
    /// The connection was lost, and is waited for.
    is_waiting: bool,
    /// How often this browser, or its network, was found to be unable to do its part.
    failed_here: u32,
}

impl Run {
    /// Nothing is under way, and the browser's last try could not be made.
    fn cannot(&self) -> bool {
        self.failed_here > 0 && !self.is_running
    }
}

enum Heard {
    Began,
    Stage(StageReport),
    Waiting,
    Ended(Option<Failed>),
}

impl Reducible for Run {
    type Action = Heard;

    fn reduce(self: Rc<Self>, heard: Heard) -> Rc<Self> {
        let mut run = Rc::unwrap_or_clone(self);
        match heard {
            Heard::Began => {
                run = Self { is_running: true, failed_here: run.failed_here, ..Self::default() };
            }
            Heard::Stage(stage) => run.stages.push(stage),
            Heard::Waiting => run.is_waiting = true,
            Heard::Ended(failed) => {
                run.is_running = false;
                run.is_waiting = false;
                match failed {
                    Some(Failed::Problem(problem)) => run.problem = Some(problem),
                    Some(Failed::NotHere) => {
                        run = Self { failed_here: run.failed_here + 1, ..Self::default() };
                    }
                    None => run.failed_here = 0,
                }
            }
        }
        Rc::new(run)
    }
}

/// The fifth step.
#[component]
pub(crate) fn Check(props: &StepProps) -> Html {
    let wizard = &props.wizard;
    let run = use_reducer(Run::default);
    let turn = use_turn();
    let is_limited = use_limit(wizard.checks_from);
    let (Some(answers), Some(secret)) = (wizard.answers.clone(), wizard.secret.clone()) else {
        return Html::default();
    };
    let tried = Tried { answers: answers.clone(), secret: secret.clone() };
    let start = |form| start(props, &run, &turn, form, tried.clone());
    let is_unsaid = run.is_running || run.problem.is_some() || run.cannot();
    let is_slow = use_slow(run.is_running, run.stages.len());
    let report = wizard.check.clone().filter(|_| !is_unsaid);
    let course = Course {
        security: answers.security,
        address: &answers.address,
        ended: report.as_ref().map_or(&run.stages, |report| &report.stages),
        is_running: run.is_running && !run.is_waiting,
    };
    html! {
        <div class="stack stack--loose">
            <Heading text={heading(&run, report.as_deref())} title={wizard.agency.to_string()} />
            if !is_unsaid && report.is_none() {
                { before(wizard, &answers) }
            }
            if !run.cannot() {
                <div class="card" aria-live="polite" aria-atomic="false">
                    { stages(&course) }
                </div>
            }
            if let Some(problem) = run.problem.as_ref().filter(|_| !is_limited) {
                { problem_notice(problem, Html::default()) }
            }
            { if let Some(report) = &report {
                outcome(wizard, report, (!is_limited).then(|| start(Form::Blind)).as_ref())
            } else if run.is_waiting {
                html! { <>{ waiting() }{ aside(wizard) }</> }
            } else if run.is_running {
                muted(if is_slow { SLOW } else { "This takes a few seconds. No email is sent." })
            } else if is_limited {
                html! { <>{ limited(wizard) }{ aside(wizard) }</> }
            } else if run.cannot() {
                instead(wizard, &answers, run.failed_here, start)
            } else {
                let words = if run.problem.is_some() { "Try again" } else { "Try it now" };
                html! { <>{ primary(words, start(Form::Blind)) }{ aside(wizard) }</> }
            } }
        </div>
    }
}

/// The ways back and past the test.
fn aside(wizard: &UseReducerHandle<Wizard>) -> Html {
    html! {
        <div class="row">
            { back(wizard, Step::Details) }
            { quiet(SKIP, to(wizard, Step::Receipt)) }
        </div>
    }
}

const SKIP: &str = "Skip the test";

/// Said while a server takes its time, with what [`shared::smtp::TOTAL_TIME`] lets it have.
const SLOW: &str = "The server is slow to answer. We'll wait for up to 60 seconds.";

/// When a server is called slow, in milliseconds.
const PATIENCE: u32 = 5000;

/// Whether the server has kept us waiting since the last of `stages`. What comes before the first is our own doing.
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

/// Whether no check may begin yet. The step is drawn again when one may.
#[hook]
fn use_limit(from: i64) -> bool {
    let again = use_force_update();
    let wait = u32::try_from(from - times::now()).unwrap_or(0);
    use_effect_with(from, move |_| {
        let timer = (wait > 0).then(|| Timeout::new(wait.saturating_mul(1000), move || again.force_update()));
        move || drop(timer)
    });
    wait > 0
}

fn heading(run: &Run, report: Option<&CheckReport>) -> &'static str {
    match report {
        _ if run.is_waiting => "Waiting for your connection",
        _ if run.is_running => "Trying your sign-in",
        _ if run.cannot() => "The test didn't start",
        None => "Let us try whether it works",
        Some(report) if report.verdict == CheckVerdict::Ok => "It works",
        Some(_) => "It does not work yet",
    }
}

/// What the check means, before anything is sent anywhere.
fn before(wizard: &Wizard, answers: &Answers) -> Html {
    html! {
        <p>
            { "This browser signs in at " }
            <span class="code">{ answers.host.to_string() }</span>
            { format!(". The connection goes through {}'s server, which can't read it: it's encrypted all the way to \
                       your provider. No email is sent.", wizard.agency) }
        </p>
    }
}

/// What can be done if the browser can't do its part: it tries again first, and nothing else happens by itself.
fn instead(
    wizard: &UseReducerHandle<Wizard>,
    answers: &Answers,
    failed_here: u32,
    start: impl Fn(Form) -> Callback<()>,
) -> Html {
    let again = start(Form::Blind);
    let agency = &wizard.agency;
    if failed_here < 2 || !wizard.server_check {
        let words = if failed_here < 2 {
            "A part of this page didn't load. Try again: it often works the second time.".to_owned()
        } else {
            format!(
                "A part of this page doesn't work in this browser or network. Try another browser, or skip the test. \
                 {} will test the sign-in later.",
                wizard.names()
            )
        };
        return html! {
            <>
                { notice(Tone::Unknown, "".into(), p(&words)) }
                { primary("Try again", again) }
                { aside(wizard) }
            </>
        };
    }
    html! {
        <>
            { notice(Tone::Unknown, "".into(), html! { <p>
                { format!("A part of this page doesn't work in this browser or network. {agency}'s server can test the \
                           sign-in instead, if you agree. It opens your sign-in in its memory, tries it at ") }
                <span class="code">{ answers.host.to_string() }</span>
                { ", and forgets it. Nothing is written down." }
            </p> }) }
            { primary("Try again", again) }
            { plain("Let the server test it", start(Form::ByServer)) }
            { aside(wizard) }
        </>
    }
}

/// What is tried.
#[derive(Clone)]
struct Tried {
    answers: Rc<Answers>,
    secret: Rc<Secret>,
}

fn start(
    props: &StepProps,
    run: &UseReducerHandle<Run>,
    turn: &Turn,
    form: Form,
    tried: Tried,
) -> Callback<()> {
    let (link, wizard, run) = (props.wizard.link.clone(), props.wizard.dispatcher(), run.dispatcher());
    let turn = turn.clone();
    Callback::from(move |()| {
        let (link, wizard, run) = (link.clone(), wizard.clone(), run.clone());
        let (tried, turn) = (tried.clone(), turn.clone());
        let mine = turn.next();
        spawn_local(async move {
            let mut resumed = Resumed::default();
            loop {
                run.dispatch(Heard::Began);
                let failed = match attempt(&link, &run, form, &tried).await {
                    Ok((report, left)) => {
                        wizard.dispatch(Action::Checked(report, left, tried.answers, tried.secret));
                        return run.dispatch(Heard::Ended(None));
                    }
                    Err(failed) => failed,
                };
                if !turn.is(mine) {
                    return;
                }
                if !resumed.by(&failed) {
                    if let Failed::Problem(Problem { code, retry_after: Some(wait), .. }) = &failed
                        && code == "checks-used-up"
                    {
                        wizard.dispatch(Action::Limited(*wait));
                    }
                    return run.dispatch(Heard::Ended(Some(failed)));
                }
                run.dispatch(Heard::Waiting);
                connection::back().await;
                if !turn.is(mine) {
                    return;
                }
            }
        });
    })
}

async fn attempt(
    link: &Link,
    run: &UseReducerDispatcher<Run>,
    form: Form,
    tried: &Tried,
) -> Result<Checked, Failed> {
    let heard = run.clone();
    let on_stage = move |stage| heard.dispatch(Heard::Stage(stage));
    let trial = Trial { link, answers: &tried.answers, secret: &tried.secret };
    match form {
        Form::Blind => check::blind(&trial, on_stage).await,
        Form::ByServer => check::by_server(&trial, on_stage).await,
    }
}

/// How often the server is asked whether a test that was cut off has ended. It may take two minutes to notice.
const ENDING_MAX: u32 = 30;

/// How often a test went on by itself.
#[derive(Default)]
struct Resumed {
    lost: u32,
    ending: u32,
}

impl Resumed {
    /// Returns true if it goes on: after a lost connection, and while the server still holds the test that was lost with
    /// it. Each test that begins counts, so that they are few.
    fn by(&mut self, failed: &Failed) -> bool {
        let Failed::Problem(problem) = failed else { return false };
        if connection::is_lost(problem) {
            self.lost += 1;
            return self.lost <= RESUMED_MAX;
        }
        self.ending += 1;
        problem.code == "check-running" && self.lost > 0 && self.ending <= ENDING_MAX
    }
}
