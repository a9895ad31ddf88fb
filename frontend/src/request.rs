//! A hook for requests to the server, which all pages use. It has the request's state, and ignores answers that are no
//! longer needed.

use std::{cell::Cell, future::Future, pin::Pin, rc::Rc};

use shared::wire::Problem;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::connection::{self, RESUMED_MAX};

/// The state of a request.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Course {
    /// Nothing was requested yet, or the answer is no longer needed.
    #[default]
    Idle,
    Running,
    /// The connection was lost. The request will be repeated when it is back.
    Waiting,
    Done,
    Failed(Problem),
}

/// A request, at most one at a time. Clones share it.
#[derive(Clone, PartialEq)]
pub(crate) struct Request {
    course: UseStateHandle<Course>,
    turn: Turn,
}

type Asked = Pin<Box<dyn Future<Output = Result<(), Problem>>>>;

/// Creates an idle request.
#[hook]
pub(crate) fn use_request() -> Request {
    Request { course: use_state(Course::default), turn: use_turn() }
}

impl Request {
    /// Sends the request that `ask` creates. Repeats it after a lost connection. An error stays until the next request.
    pub(crate) fn run<F: Future<Output = Result<(), Problem>> + 'static>(
        &self,
        ask: impl Fn() -> F + 'static,
    ) {
        self.start(Box::new(move || Box::pin(ask())), Box::new(|| ()));
    }

    /// Like [`Self::run`], and gives the answer to `use_it`, unless it is no longer needed by then.
    pub(crate) fn run_then<T: 'static, F: Future<Output = Result<T, Problem>> + 'static>(
        &self,
        ask: impl Fn() -> F + 'static,
        use_it: impl FnOnce(T) + 'static,
    ) {
        let answer = Rc::<Cell<Option<T>>>::default();
        let slot = answer.clone();
        let ask = move || -> Asked {
            let (slot, asked) = (slot.clone(), ask());
            Box::pin(async move {
                slot.set(Some(asked.await?));
                Ok(())
            })
        };
        let done = move || {
            if let Some(answer) = answer.take() {
                use_it(answer);
            }
        };
        self.start(Box::new(ask), Box::new(done));
    }

    /// Sends the request only once, for actions that may have happened even if no answer came. Doesn't use the code that
    /// waits for a connection, so that the staff's sign-in page doesn't have to download it.
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

    fn start(&self, ask: Box<dyn Fn() -> Asked>, done: Box<dyn FnOnce()>) {
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
                    Ok(()) => {
                        done();
                        return course.set(Course::Done);
                    }
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

    /// Ignores the answer, because it is no longer needed.
    pub(crate) fn give_up(&self) {
        self.turn.next();
        self.course.set(Course::Idle);
    }

    /// Returns true until the request has ended.
    pub(crate) fn is_under_way(&self) -> bool {
        matches!(*self.course, Course::Running | Course::Waiting)
    }

    /// Returns true while the server is working on the request.
    pub(crate) fn is_running(&self) -> bool {
        matches!(*self.course, Course::Running)
    }

    /// Returns true while the request waits for the connection.
    pub(crate) fn is_waiting(&self) -> bool {
        matches!(*self.course, Course::Waiting)
    }

    /// Returns why the request failed, if it did.
    pub(crate) fn problem(&self) -> Option<&Problem> {
        match &*self.course {
            Course::Failed(problem) => Some(problem),
            Course::Idle | Course::Running | Course::Waiting | Course::Done => None,
        }
    }
}

/// Counts the requests of a component. Only the newest counts. When the component is removed, none of them counts
/// anymore.
#[derive(Clone)]
pub(crate) struct Turn(Rc<Cell<u32>>);

impl PartialEq for Turn {
    /// Clones share a counter, so they are equal.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Turn {
    /// Starts the next turn, and returns its number.
    pub(crate) fn next(&self) -> u32 {
        self.0.set(self.0.get().wrapping_add(1));
        self.0.get()
    }

    /// Returns true if this turn is the current one.
    pub(crate) fn is(&self, turn: u32) -> bool {
        self.0.get() == turn
    }
}

/// Creates a counter that invalidates all turns when the component is removed.
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
