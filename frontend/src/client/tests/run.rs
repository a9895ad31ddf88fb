//! Tests of the reducer for a running check.

use std::rc::Rc;

use shared::check::{Stage, StageOutcome, StageReport};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::Reducible;

use crate::{
    api::check::Failed,
    client::steps::run::{Course, Run, RunEvent},
    tests::client::{problem, stage},
};

fn after(events: impl IntoIterator<Item = RunEvent>) -> Run {
    let run = events.into_iter().fold(Rc::new(Run::default()), Reducible::reduce);
    Rc::unwrap_or_clone(run)
}

fn resolved() -> StageReport {
    stage(Stage::Resolve, StageOutcome::Ok, "")
}

#[wasm_bindgen_test]
fn stages_are_kept_while_the_check_runs_and_waits() {
    let running = after([RunEvent::Began, RunEvent::Stage(resolved())]);
    assert_eq!(running.course, Course::Running(vec![resolved()]));
    let waiting = after([RunEvent::Began, RunEvent::Stage(resolved()), RunEvent::Waiting]);
    assert!(waiting.is_under_way());
    assert_eq!(waiting.stages(), [resolved()]);
    let again = after([RunEvent::Began, RunEvent::Stage(resolved()), RunEvent::Waiting, RunEvent::Began]);
    assert_eq!(again.course, Course::Running(Vec::new()));
}

#[wasm_bindgen_test]
fn a_refusal_keeps_the_stages() {
    let refused = || RunEvent::Failed(Failed::Problem(problem(503, "busy")));
    let run = after([RunEvent::Began, RunEvent::Stage(resolved()), refused()]);
    assert_eq!(run.problem().map(|problem| problem.code.as_str()), Some("busy"));
    assert_eq!(run.stages(), [resolved()]);
    assert!(!run.is_under_way() && !run.cannot());
    let run = after([RunEvent::Began, refused(), RunEvent::Began]);
    assert!(run.problem().is_none());
}

#[wasm_bindgen_test]
fn failures_of_the_browser_count_until_a_check_has_a_report() {
    let not_here = || RunEvent::Failed(Failed::NotHere);
    let once = after([RunEvent::Began, not_here()]);
    assert!(once.cannot() && once.failed_here == 1);
    let again = after([RunEvent::Began, not_here(), RunEvent::Began]);
    assert!(!again.cannot() && again.failed_here == 1, "the check is running again");
    let twice = after([RunEvent::Began, not_here(), RunEvent::Began, not_here()]);
    assert_eq!((twice.failed_here, twice.course), (2, Course::NotHere));
    let done = after([RunEvent::Began, not_here(), RunEvent::Began, RunEvent::Ended]);
    assert_eq!(done, Run::default());
}
