//! The live login.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use shared::{
    check::{CheckReport, CheckVerdict, StageReport},
    details::{Answers, Secret},
    link::Link,
    smtp::TOTAL_TIME,
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
    say::{self, with_elements},
};

/// Who signs in.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// This browser. The server relays bytes that it cannot read.
    Blind,
    /// The server, if the browser cannot and the client agrees.
    ByServer,
}

/// A check under way.
#[derive(Clone, Default)]
struct Run {
    is_running: bool,
    stages: Vec<StageReport>,
    problem: Option<Problem>,
    /// True while a lost connection is waited for.
    is_waiting: bool,
    /// How often this browser, or its network, could not do its part.
    failed_here: u32,
}

impl Run {
    /// Returns true if nothing is under way and the browser could not run the last test.
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
    let (say, wizard) = (say::letter(), &props.wizard);
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
                muted(&patience(is_slow))
            } else if is_limited {
                html! { <>{ limited(wizard) }{ aside(wizard) }</> }
            } else if run.cannot() {
                instead(wizard, &answers, run.failed_here, start)
            } else {
                let words = if run.problem.is_some() { say.check_again() } else { say.check_start() };
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
            { quiet(say::letter().check_skip(), to(wizard, Step::Receipt)) }
        </div>
    }
}

/// How long the test takes, or how much longer the server has to answer.
fn patience(is_slow: bool) -> String {
    let say = say::letter();
    if is_slow { say.check_slow(&TOTAL_TIME.as_secs()) } else { say.check_brief().into() }
}

/// When a server is called slow, in milliseconds.
const PATIENCE: u32 = 5000;

/// Returns true if the server has kept us waiting since the last of `stages`. What comes before the first takes us time,
/// not the server.
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

/// Returns true if no check can begin yet. The step is drawn again when one can.
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
    let say = say::letter();
    match report {
        _ if run.is_waiting => say.check_waiting(),
        _ if run.is_running => say.check_running(),
        _ if run.cannot() => say.check_failed_here(),
        None => say.check_before(),
        Some(report) if report.verdict == CheckVerdict::Ok => say.check_passed(),
        Some(_) => say.check_failed(),
    }
}

/// What the check means, before anything is sent anywhere.
fn before(wizard: &Wizard, answers: &Answers) -> Html {
    let named = [code(answers), html! { { wizard.agency.to_string() } }];
    html! { <p>{ with_elements(say::letter().check_what_parts(), &named) }</p> }
}

fn code(answers: &Answers) -> Html {
    html! { <span class="code">{ answers.host.to_string() }</span> }
}

/// What can be done if the browser can't do its part. It tries again first, and nothing else happens automatically.
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
    html! {
        <>
            { notice(Tone::Unknown, "".into(), html! {
                <p>{ with_elements(say.check_by_server_parts(), &named) }</p>
            }) }
            { primary(say.check_again(), again) }
            { plain(say.check_by_server_start(), start(Form::ByServer)) }
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

/// How often the server is asked whether a test that was cut off has ended. The server may take two minutes to notice.
const ENDING_MAX: u32 = 30;

/// How often a test continued automatically.
#[derive(Default)]
struct Resumed {
    lost: u32,
    ending: u32,
}

impl Resumed {
    /// Returns true if the test continues: after a lost connection, and while the server still holds the test that was
    /// lost with that connection. Each test that begins counts, so that there are few.
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
