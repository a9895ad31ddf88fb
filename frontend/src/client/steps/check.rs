//! The live login.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use shared::{
    check::{CheckReport, CheckVerdict, StageReport},
    details::{Answers, Secret},
    status::Step,
    wire::Problem,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    StepProps, back,
    outcome::outcome,
    stages::{Course, stages},
    to,
};
use crate::{
    api::check::{self, Failed, Trial},
    client::{
        pieces::{muted, plain, primary, quiet},
        state::{Action, Wizard},
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
    /// Whether this browser, or its network, was found to be unable to do its part.
    cannot: bool,
}

enum Heard {
    Began,
    Stage(StageReport),
    Ended(Option<Failed>),
}

impl Reducible for Run {
    type Action = Heard;

    fn reduce(self: Rc<Self>, heard: Heard) -> Rc<Self> {
        let mut run = Rc::unwrap_or_clone(self);
        match heard {
            Heard::Began => run = Self { is_running: true, ..Self::default() },
            Heard::Stage(stage) => run.stages.push(stage),
            Heard::Ended(failed) => {
                run.is_running = false;
                match failed {
                    Some(Failed::Problem(problem)) => run.problem = Some(problem),
                    Some(Failed::NotHere) => run = Self { cannot: true, ..Self::default() },
                    None => {}
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
    let (Some(answers), Some(secret)) = (wizard.answers.clone(), wizard.secret.clone()) else {
        return Html::default();
    };
    let start = |form| start(props, &run, form, answers.clone(), secret.clone());
    let is_unsaid = run.is_running || run.problem.is_some() || run.cannot;
    let is_slow = use_slow(run.is_running, run.stages.len());
    let report = wizard.check.clone().filter(|_| !is_unsaid);
    let course = Course {
        security: answers.security,
        address: &answers.address,
        ended: report.as_ref().map_or(&run.stages, |report| &report.stages),
        is_running: run.is_running,
    };
    html! {
        <div class="stack stack--loose">
            <Heading text={heading(&run, report.as_deref())} title={wizard.agency.to_string()} />
            if !is_unsaid && report.is_none() {
                { before(wizard, &answers) }
            }
            if !run.cannot {
                <div class="card" aria-live="polite" aria-atomic="false">
                    { stages(&course) }
                </div>
            }
            if let Some(problem) = &run.problem {
                { problem_notice(problem, Html::default()) }
            }
            { if let Some(report) = &report {
                outcome(wizard, report, &start(Form::Blind))
            } else if run.is_running {
                muted(if is_slow { SLOW } else { "This takes a few seconds. No email is sent." })
            } else if run.cannot {
                instead(wizard, &answers, start)
            } else {
                html! {
                    <>
                        { primary(if run.problem.is_some() { "Try again" } else { "Try it now" }, start(Form::Blind)) }
                        <div class="row">
                            { back(wizard, Step::Details) }
                            { quiet(SKIP, to(wizard, Step::Receipt)) }
                        </div>
                    </>
                }
            } }
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

fn heading(run: &Run, report: Option<&CheckReport>) -> &'static str {
    match report {
        _ if run.is_running => "Trying your sign-in",
        _ if run.cannot => "The test cannot be made from here",
        None => "Let us try whether it works",
        Some(report) if report.verdict == CheckVerdict::Ok => "It works",
        Some(_) => "It does not work yet",
    }
}

/// What the check means, before anything is sent anywhere.
fn before(wizard: &Wizard, answers: &Answers) -> Html {
    html! {
        <p>
            { "This browser itself signs in at " }
            <span class="code">{ answers.host.to_string() }</span>
            { format!(". The connection goes through {}'s server, which passes on what it cannot read: it is encrypted \
                       between here and your provider. Nothing is written down and no e-mail is sent.", wizard.agency) }
        </p>
    }
}

/// What can be done where the browser cannot do its part: nothing of it happens by itself.
fn instead(
    wizard: &UseReducerHandle<Wizard>,
    answers: &Answers,
    start: impl Fn(Form) -> Callback<()>,
) -> Html {
    let again = start(Form::Blind);
    let names = wizard.names();
    if !wizard.server_check {
        let words = format!(
            "A part of this page does not work in this browser, or your network does not let it through. It may in \
             another one. You can also leave the test out: {names} will make it before your web site uses the settings."
        );
        return html! {
            <>
                { notice(Tone::Unknown, "".into(), html! { <p>{ words }</p> }) }
                { primary(SKIP, to(wizard, Step::Receipt)) }
                { plain("Try again", again) }
                <div class="row">{ back(wizard, Step::Details) }</div>
            </>
        };
    }
    let agency = &wizard.agency;
    html! {
        <>
            { notice(Tone::Unknown, "".into(), html! { <p>
                { format!("A part of this page does not work in this browser, or your network does not let it through. \
                           {agency}'s server can make the test instead, if you agree: for this test alone it opens your sign-in in its memory, tries it at ") }
                <span class="code">{ answers.host.to_string() }</span>
                { ", and forgets it. Nothing is written down." }
            </p> }) }
            { primary("Let the server make the test", start(Form::ByServer)) }
            { plain("Try again in this browser", again) }
            <div class="row">
                { back(wizard, Step::Details) }
                { quiet(SKIP, to(wizard, Step::Receipt)) }
            </div>
        </>
    }
}

fn start(
    props: &StepProps,
    run: &UseReducerHandle<Run>,
    form: Form,
    answers: Rc<Answers>,
    secret: Rc<Secret>,
) -> Callback<()> {
    let (link, wizard, run) = (props.wizard.link.clone(), props.wizard.dispatcher(), run.dispatcher());
    Callback::from(move |()| {
        let (link, wizard, run) = (link.clone(), wizard.clone(), run.clone());
        let (answers, secret) = (answers.clone(), secret.clone());
        run.dispatch(Heard::Began);
        spawn_local(async move {
            let heard = run.clone();
            let on_stage = move |stage| heard.dispatch(Heard::Stage(stage));
            let trial = Trial { link: &link, answers: &answers, secret: &secret };
            let checked = match form {
                Form::Blind => check::blind(&trial, on_stage).await,
                Form::ByServer => check::by_server(&trial, on_stage).await,
            };
            match checked {
                Ok((report, left)) => {
                    wizard.dispatch(Action::Checked(report, left, answers, secret));
                    run.dispatch(Heard::Ended(None));
                }
                Err(failed) => run.dispatch(Heard::Ended(Some(failed))),
            }
        });
    })
}
