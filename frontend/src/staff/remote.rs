//! Asks the server for what a page shows, and asks it to do things.

use std::{future::Future, rc::Rc};

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use gloo_utils::document;
use shared::wire::{Me, Problem};
use wasm_bindgen_futures::spawn_local;
use web_sys::VisibilityState;
use yew::prelude::*;

use crate::staff::session::Session;

/// Milliseconds between two quiet reloads of a page that changes, such as the board.
const QUIET: u32 = 20_000;

/// An answer from the server, as far as it is known.
pub(crate) struct Remote<T> {
    /// The last answer, kept until a newer one arrives.
    pub(crate) value: Option<Rc<T>>,
    /// Why the last request failed.
    pub(crate) problem: Option<Problem>,
    /// Asks again.
    pub(crate) reload: Callback<()>,
}

struct Known<T> {
    value: Option<Rc<T>>,
    problem: Option<Problem>,
}

impl<T> Reducible for Known<T> {
    type Action = Result<T, Problem>;

    fn reduce(self: Rc<Self>, answer: Self::Action) -> Rc<Self> {
        Rc::new(match answer {
            Ok(value) => Self { value: Some(Rc::new(value)), problem: None },
            Err(problem) => Self { value: self.value.clone(), problem: Some(problem) },
        })
    }
}

/// Asks with `fetch`, and again when `question` changes. Drops the answer to an older question. If the session ended, the
/// page asks to sign in; if the account has no authenticator app anymore, it asks for a new one.
#[hook]
pub(crate) fn use_remote<Q, T, F, A>(question: Q, fetch: F) -> Remote<T>
where
    Q: Clone + PartialEq + 'static,
    T: 'static,
    F: Fn(Q) -> A + Copy + 'static,
    A: Future<Output = Result<T, Problem>> + 'static,
{
    let session = use_context::<Session>();
    let known = use_reducer(|| Known { value: None, problem: None });
    let asked = use_mut_ref(|| 0_u32);
    let reload = {
        let dispatcher = known.dispatcher();
        use_callback(question.clone(), move |(), question| {
            let (asked, dispatcher, session) = (asked.clone(), dispatcher.clone(), session.clone());
            let this = {
                let mut asked = asked.borrow_mut();
                *asked = asked.wrapping_add(1);
                *asked
            };
            let answer = fetch(question.clone());
            spawn_local(async move {
                let answer = answer.await;
                if *asked.borrow() == this {
                    note_ended(session.as_ref(), &answer);
                    dispatcher.dispatch(answer);
                }
            });
        })
    };
    use_effect_with(question, {
        let reload = reload.clone();
        move |_| reload.emit(())
    });
    Remote { value: known.value.clone(), problem: known.problem.clone(), reload }
}

/// Calls `look` when the page becomes visible again, and regularly while it is visible.
#[hook]
pub(crate) fn use_quiet_looks(look: Callback<()>) {
    use_effect_with(look, |look| {
        let seen = {
            let look = look.clone();
            move || {
                let visible = document().visibility_state() == VisibilityState::Visible;
                if visible {
                    look.emit(());
                }
            }
        };
        let interval = Interval::new(QUIET, seen.clone());
        let listener = EventListener::new(&document(), "visibilitychange", move |_| seen());
        move || drop((interval, listener))
    });
}

/// Something that the server is asked to do, one at a time.
#[derive(Clone, PartialEq)]
pub(crate) struct Task {
    /// True while it runs.
    pub(crate) busy: bool,
    /// Why it failed the last time.
    pub(crate) problem: Option<Problem>,
    state: UseStateSetter<TaskState>,
    session: Option<Session>,
}

#[derive(Clone, PartialEq)]
struct TaskState {
    busy: bool,
    problem: Option<Problem>,
}

impl Task {
    /// Starts it. Does nothing while it already runs.
    pub(crate) fn run(&self, work: impl Future<Output = Result<(), Problem>> + 'static) {
        if self.busy {
            return;
        }
        let (state, session) = (self.state.clone(), self.session.clone());
        state.set(TaskState { busy: true, problem: None });
        spawn_local(async move {
            let answer = work.await;
            note_ended(session.as_ref(), &answer);
            state.set(TaskState { busy: false, problem: answer.err() });
        });
    }

    /// Starts it, and hands its answer to `done`.
    pub(crate) fn answer<T: 'static>(
        &self,
        work: impl Future<Output = Result<T, Problem>> + 'static,
        done: &Callback<T>,
    ) {
        let done = done.clone();
        self.run(async move {
            done.emit(work.await?);
            Ok(())
        });
    }

    /// The problem's sentence, if it belongs to this field.
    pub(crate) fn problem_of(&self, field: &str) -> Option<AttrValue> {
        let problem = self.problem.as_ref().filter(|p| p.field.as_deref() == Some(field))?;
        Some(problem.detail.clone().into())
    }

    /// The problem, unless it belongs to one of the fields that show their own.
    pub(crate) fn unplaced(&self, fields: &[&str]) -> Option<Problem> {
        let placed = |p: &&Problem| p.field.as_deref().is_some_and(|field| fields.contains(&field));
        self.problem.as_ref().filter(|p| !placed(p)).cloned()
    }
}

/// See [`Task`].
#[hook]
pub(crate) fn use_task() -> Task {
    let session = use_context::<Session>();
    let state = use_state_eq(|| TaskState { busy: false, problem: None });
    Task { busy: state.busy, problem: state.problem.clone(), state: state.setter(), session }
}

fn note_ended<T>(session: Option<&Session>, answer: &Result<T, Problem>) {
    let (Some(session), Err(problem)) = (session, answer) else { return };
    if problem.status == 401 {
        session.ended.emit(());
    } else if problem.code == "second-factor-needed" {
        // It was removed elsewhere: the page asks for a new one.
        session.changed.emit(Me { second_factor: false, ..(*session.me).clone() });
    }
}
