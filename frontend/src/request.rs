//! A request to the server: where it is, and who still waits for its answer. All pages ask with this hook.

use std::{cell::Cell, future::Future, pin::Pin, rc::Rc};

use shared::wire::Problem;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::connection::{self, RESUMED_MAX};

/// Where a request is.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Course {
    /// Nothing was asked yet, or the answer is no longer needed.
    #[default]
    Idle,
    Running,
    /// The connection was lost. The request is repeated when it is back.
    Waiting,
    Done,
    Failed(Problem),
}

/// One request at a time. Its clones show the same one.
#[derive(Clone, PartialEq)]
pub(crate) struct Request {
    course: UseStateHandle<Course>,
    turn: Turn,
}

type Asked = Pin<Box<dyn Future<Output = Result<(), Problem>>>>;

/// Makes an idle request.
#[hook]
pub(crate) fn use_request() -> Request {
    Request { course: use_state(Course::default), turn: use_turn() }
}

impl Request {
    /// Asks, and handles the answer; asks again after a lost connection. A refusal stays until the next request.
    pub(crate) fn run<F: Future<Output = Result<(), Problem>> + 'static>(
        &self,
        ask: impl Fn() -> F + 'static,
    ) {
        self.start(Box::new(move || Box::pin(ask())));
    }

    /// Asks once: what was asked may have happened, even if no answer came. Nothing here waits for a connection, which the
    /// staff's sign-in would have to download.
    pub(crate) fn run_once(&self, asked: impl Future<Output = Result<(), Problem>> + 'static) {
        let (course, turn) = (self.course.clone(), self.turn.clone());
        let mine = turn.next();
        course.set(Course::Running);
        spawn_local(async move {
            let answer = asked.await;
            if turn.is(mine) {
                course.set(answer.map_or_else(Course::Failed, |()| Course::Done));
            }
        });
    }

    fn start(&self, ask: Box<dyn Fn() -> Asked>) {
        let (course, turn) = (self.course.clone(), self.turn.clone());
        let mine = turn.next();
        spawn_local(async move {
            let mut resumed = 0;
            while turn.is(mine) {
                course.set(Course::Running);
                let answer = ask().await;
                if !turn.is(mine) {
                    return;
                }
                match answer {
                    Ok(()) => return course.set(Course::Done),
                    Err(problem) if resumed < RESUMED_MAX && connection::is_lost(&problem) => {
                        course.set(Course::Waiting);
                        connection::back().await;
                        resumed += 1;
                    }
                    Err(problem) => return course.set(Course::Failed(problem)),
                }
            }
        });
    }

    /// Stops waiting for an answer that is no longer needed.
    pub(crate) fn give_up(&self) {
        self.turn.next();
        self.course.set(Course::Idle);
    }

    /// True until the answer is there.
    pub(crate) fn is_under_way(&self) -> bool {
        matches!(*self.course, Course::Running | Course::Waiting)
    }

    /// True while the server works on it.
    pub(crate) fn is_running(&self) -> bool {
        matches!(*self.course, Course::Running)
    }

    /// True while it waits for the connection.
    pub(crate) fn is_waiting(&self) -> bool {
        matches!(*self.course, Course::Waiting)
    }

    /// Returns why it failed, if it did.
    pub(crate) fn problem(&self) -> Option<&Problem> {
        match &*self.course {
            Course::Failed(problem) => Some(problem),
            Course::Idle | Course::Running | Course::Waiting | Course::Done => None,
        }
    }
}

/// Counts what was started. Anything but the newest is abandoned, and so is everything once the component leaves the page.
#[derive(Clone)]
pub(crate) struct Turn(Rc<Cell<u32>>);

impl PartialEq for Turn {
    /// Clones count together.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Turn {
    /// Starts the next turn.
    pub(crate) fn next(&self) -> u32 {
        self.0.set(self.0.get().wrapping_add(1));
        self.0.get()
    }

    /// True if this turn is the current one.
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
