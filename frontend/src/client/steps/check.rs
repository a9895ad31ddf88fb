//! The live login.

use std::rc::Rc;

use shared::{
    check::{CheckReport, StageReport},
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
    api,
    client::{
        pieces::{muted, primary, quiet},
        state::Action,
    },
    components::{Heading, problem_notice},
};

/// A check under way.
#[derive(Clone, Default)]
struct Run {
    is_running: bool,
    stages: Vec<StageReport>,
    problem: Option<Problem>,
}

enum Heard {
    Began,
    Stage(StageReport),
    Ended(Option<Problem>),
}

impl Reducible for Run {
    type Action = Heard;

    fn reduce(self: Rc<Self>, heard: Heard) -> Rc<Self> {
        let mut run = Rc::unwrap_or_clone(self);
        match heard {
            Heard::Began => run = Self { is_running: true, ..Self::default() },
            Heard::Stage(stage) => run.stages.push(stage),
            Heard::Ended(problem) => {
                run.is_running = false;
                run.problem = problem;
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
    let start = start(props, &run, answers.clone(), secret);
    let report = wizard.check.clone().filter(|_| !run.is_running && run.problem.is_none());
    let course = Course {
        security: answers.security,
        address: &answers.address,
        ended: report.as_ref().map_or(&run.stages, |report| &report.stages),
        is_running: run.is_running,
    };
    html! {
        <div class="stack stack--loose">
            <Heading text={heading(&run, report.as_deref())} title={wizard.agency.to_string()} />
            if !run.is_running && report.is_none() {
                { before(props, &answers, run.problem.is_some()) }
            }
            <div class="card" aria-live="polite" aria-atomic="false">
                { stages(&course) }
            </div>
            if let Some(problem) = &run.problem {
                { problem_notice(problem, Html::default()) }
            }
            { if let Some(report) = &report {
                outcome(wizard, report, &start)
            } else if run.is_running {
                html! { { muted("This takes a few seconds. No e-mail is sent.") } }
            } else {
                html! {
                    <>
                        { primary(if run.problem.is_some() { "Try again" } else { "Try it now" }, start) }
                        <div class="row">
                            { back(wizard, Step::Details) }
                            { quiet("Skip the test", to(wizard, Step::Receipt)) }
                        </div>
                    </>
                }
            } }
        </div>
    }
}

fn heading(run: &Run, report: Option<&CheckReport>) -> &'static str {
    match report {
        _ if run.is_running => "Trying your sign-in",
        None => "Let us try whether it works",
        Some(report) if report.verdict == shared::check::CheckVerdict::Ok => "It works",
        Some(_) => "It does not work yet",
    }
}

/// What the check means, before anything is opened anywhere.
fn before(props: &StepProps, answers: &Answers, has_tried: bool) -> Html {
    if has_tried {
        return Html::default();
    }
    html! {
        <div class="stack">
            <p>
                { format!("For this check alone, {}'s server opens your sign-in in its memory, tries it at ", props.wizard.agency) }
                <span class="code">{ answers.host.to_string() }</span>
                { ", and forgets it. Nothing is written down and no e-mail is sent." }
            </p>
        </div>
    }
}

fn start(
    props: &StepProps,
    run: &UseReducerHandle<Run>,
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
            match api::client::check(&link, &answers, &secret, on_stage).await {
                Ok((report, left)) => {
                    wizard.dispatch(Action::Checked(report, left));
                    run.dispatch(Heard::Ended(None));
                }
                Err(problem) => run.dispatch(Heard::Ended(Some(problem))),
            }
        });
    })
}
