//! Runs checks. Repeats them after a lost connection, and drops them when the step is left.

use std::rc::Rc;

use shared::link::Link;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    StepProps,
    run::{Run, RunEvent},
};
use crate::{
    api::{
        check::{self, Checked, Failed, Trial},
        connection::{self, RESUMED_MAX},
    },
    client::state::{Action, Login},
    request::{Turn, use_turn},
};

/// Who signs in to the mail server.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Form {
    /// This browser. The server relays bytes that it can't read.
    Blind,
    /// The server, if the browser can't and the client agrees.
    ByServer,
}

/// Starts a step's checks and holds their state.
pub(super) struct Runner {
    pub(super) run: UseReducerHandle<Run>,
    turn: Turn,
}

/// Creates a runner. Its checks are dropped when the step is left.
#[hook]
pub(super) fn use_runner() -> Runner {
    Runner { run: use_reducer(Run::default), turn: use_turn() }
}

impl Runner {
    /// Returns a callback that starts a check of these details.
    pub(super) fn start(&self, props: &StepProps, form: Form, login: &Rc<Login>) -> Callback<()> {
        let (link, wizard, run) =
            (props.wizard.link.clone(), props.wizard.dispatcher(), self.run.dispatcher());
        let (turn, login) = (self.turn.clone(), login.clone());
        Callback::from(move |()| {
            let (link, wizard, run) = (link.clone(), wizard.clone(), run.clone());
            let (login, turn) = (login.clone(), turn.clone());
            let mine = turn.next();
            spawn_local(async move {
                let mut resumed = Resumed::default();
                loop {
                    run.dispatch(RunEvent::Began);
                    let failed = match attempt(&link, &run, form, &login).await {
                        Ok((report, left)) => {
                            wizard.dispatch(Action::Checked(report, left, login));
                            return run.dispatch(RunEvent::Ended);
                        }
                        Err(failed) => failed,
                    };
                    if !turn.is(mine) {
                        return;
                    }
                    if !resumed.by(&failed) {
                        if let Some(wait) = limit(&failed) {
                            wizard.dispatch(Action::Limited(wait));
                        }
                        return run.dispatch(RunEvent::Failed(failed));
                    }
                    run.dispatch(RunEvent::Waiting);
                    connection::back().await;
                    if !turn.is(mine) {
                        return;
                    }
                }
            });
        })
    }
}

async fn attempt(
    link: &Link,
    run: &UseReducerDispatcher<Run>,
    form: Form,
    login: &Login,
) -> Result<Checked, Failed> {
    let dispatcher = run.clone();
    let on_stage = move |stage| dispatcher.dispatch(RunEvent::Stage(stage));
    let trial = Trial { link, answers: &login.answers, secret: &login.secret };
    match form {
        Form::Blind => check::blind(&trial, on_stage).await,
        Form::ByServer => check::by_server(&trial, on_stage).await,
    }
}

/// Returns the seconds until the next check if the limit was reached.
fn limit(failed: &Failed) -> Option<u32> {
    match failed {
        Failed::Problem(problem) if problem.code == "checks-used-up" => problem.retry_after,
        Failed::Problem(_) | Failed::NotHere => None,
    }
}

/// How many times to ask whether an interrupted test has ended. The server can take two minutes to notice.
const ENDING_MAX: u32 = 30;

/// Counts how many times a test was repeated automatically.
#[derive(Default)]
struct Resumed {
    lost: u32,
    ending: u32,
}

impl Resumed {
    /// Returns true if the test should be repeated: after a lost connection, and while the server still runs the
    /// interrupted test. Counts the attempts, to limit their number.
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
