//! A request to the server that the page waits for: running, waiting for the connection, refused, or none of these.

use std::{cell::Cell, future::Future, pin::Pin, rc::Rc};

use shared::wire::Problem;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::pieces::waiting;
use crate::{
    api::connection::{self, RESUMED_MAX},
    components::problem_notice,
};

/// The state of an errand.
#[derive(Default)]
enum Course {
    #[default]
    Idle,
    UnderWay,
    /// The connection was lost. The request is repeated when it is back.
    Waiting,
    Refused(Problem),
}

/// One errand at a time.
#[derive(Clone)]
pub(crate) struct Errand {
    course: UseStateHandle<Course>,
    turn: Turn,
}

type Asked = Pin<Box<dyn Future<Output = Result<(), Problem>>>>;

/// Makes an idle errand.
#[hook]
pub(crate) fn use_errand() -> Errand {
    Errand { course: use_state(Course::default), turn: use_turn() }
}

impl Errand {
    /// Sends the request and handles the answer; repeats it after a lost connection. A refusal stays until the next
    /// errand.
    pub(crate) fn run<F: Future<Output = Result<(), Problem>> + 'static>(
        &self,
        ask: impl Fn() -> F + 'static,
    ) {
        self.start(Box::new(move || Box::pin(ask())));
    }

    fn start(&self, ask: Box<dyn Fn() -> Asked>) {
        let (course, turn) = (self.course.clone(), self.turn.clone());
        let mine = turn.next();
        spawn_local(async move {
            let mut resumed = 0;
            while turn.is(mine) {
                course.set(Course::UnderWay);
                let answer = ask().await;
                if !turn.is(mine) {
                    return;
                }
                match answer {
                    Ok(()) => return course.set(Course::Idle),
                    Err(problem) if connection::is_lost(&problem) && resumed < RESUMED_MAX => {
                        course.set(Course::Waiting);
                        connection::back().await;
                        resumed += 1;
                    }
                    Err(problem) => return course.set(Course::Refused(problem)),
                }
            }
        });
    }

    /// Stops waiting for an answer that is no longer needed.
    pub(crate) fn give_up(&self) {
        self.turn.next();
        self.course.set(Course::Idle);
    }

    /// Returns true until the answer is there.
    pub(crate) fn is_under_way(&self) -> bool {
        matches!(*self.course, Course::UnderWay | Course::Waiting)
    }

    /// Returns true while waiting for the connection.
    pub(crate) fn is_waiting(&self) -> bool {
        matches!(*self.course, Course::Waiting)
    }

    pub(crate) fn problem(&self) -> Option<&Problem> {
        match &*self.course {
            Course::Refused(problem) => Some(problem),
            Course::Idle | Course::UnderWay | Course::Waiting => None,
        }
    }

    /// Shows the refusal, or that the page is waiting for the connection.
    pub(crate) fn notice(&self) -> Html {
        if self.is_waiting() {
            return waiting();
        }
        self.problem().map_or_else(Html::default, |problem| problem_notice(problem, Html::default()))
    }
}

/// Counts what was started. Anything but the newest is abandoned, and so is everything once the component leaves the page.
#[derive(Clone)]
pub(crate) struct Turn(Rc<Cell<u32>>);

impl Turn {
    /// Starts the next turn.
    pub(crate) fn next(&self) -> u32 {
        self.0.set(self.0.get().wrapping_add(1));
        self.0.get()
    }

    /// Returns true if this turn is the current one.
    pub(crate) fn is(&self, turn: u32) -> bool {
        self.0.get() == turn
    }
}

/// Creates turns that end with the component.
#[hook]
pub(crate) fn use_turn() -> Turn {
    let turn = Turn(use_memo((), |()| Cell::new(0)));
    use_effect_with((), {
        let turn = turn.clone();
        move |()| {
            move || {
                turn.next();
            }
        }
    });
    turn
}
