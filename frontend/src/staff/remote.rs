//! A page's data from the server, loaded when the page opens and again when the request changes.

use std::{future::Future, rc::Rc};

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use gloo_utils::document;
use shared::wire::Problem;
use wasm_bindgen_futures::spawn_local;
use web_sys::VisibilityState;
use yew::prelude::*;

use super::{session::Session, task::note_ended};
use crate::request::use_turn;

/// Interval between background reloads of a page that changes, such as the board, in milliseconds.
const QUIET: u32 = 20_000;

/// The server's answer, if there is one.
#[derive(Debug, PartialEq)]
pub(crate) enum Answer<T> {
    /// There is no answer yet.
    Awaited,
    /// The latest answer.
    Known(Rc<T>),
    /// The last answer, and why there is no newer one.
    Outdated(Rc<T>, Problem),
    /// No request has succeeded. The problem says why the last one failed.
    Failed(Problem),
}

impl<T> Reducible for Answer<T> {
    type Action = Result<T, Problem>;

    fn reduce(self: Rc<Self>, answer: Self::Action) -> Rc<Self> {
        Rc::new(match (answer, &*self) {
            (Ok(value), _) => Self::Known(Rc::new(value)),
            (Err(problem), Self::Known(value) | Self::Outdated(value, _)) => {
                Self::Outdated(value.clone(), problem)
            }
            (Err(problem), Self::Awaited | Self::Failed(_)) => Self::Failed(problem),
        })
    }
}

/// A page's data from the server.
pub(crate) struct Remote<T: 'static> {
    pub(crate) answer: UseReducerHandle<Answer<T>>,
    /// Requests the data again.
    pub(crate) reload: Callback<()>,
}

impl<T> Remote<T> {
    /// Returns the last answer, which is kept until a newer one arrives.
    pub(crate) fn value(&self) -> Option<&Rc<T>> {
        match &*self.answer {
            Answer::Known(value) | Answer::Outdated(value, _) => Some(value),
            Answer::Awaited | Answer::Failed(_) => None,
        }
    }

    /// Returns why the last request failed.
    pub(crate) fn problem(&self) -> Option<&Problem> {
        match &*self.answer {
            Answer::Outdated(_, problem) | Answer::Failed(problem) => Some(problem),
            Answer::Awaited | Answer::Known(_) => None,
        }
    }
}

/// Requests data with `fetch`, and again when `question` changes. Ignores answers to older questions. If the session
/// has ended, the page asks the user to sign in. If the account no longer has a required authenticator app, the page
/// asks for a new one.
#[hook]
pub(crate) fn use_remote<Q, T, F, A>(question: Q, fetch: F) -> Remote<T>
where
    Q: Clone + PartialEq + 'static,
    T: 'static,
    F: Fn(Q) -> A + Copy + 'static,
    A: Future<Output = Result<T, Problem>> + 'static,
{
    let session = use_context::<Session>();
    let answer = use_reducer(|| Answer::Awaited);
    let turn = use_turn();
    let reload = {
        let dispatcher = answer.dispatcher();
        use_callback(question.clone(), move |(), question| {
            let (turn, dispatcher, session) = (turn.clone(), dispatcher.clone(), session.clone());
            let (mine, answer) = (turn.next(), fetch(question.clone()));
            spawn_local(async move {
                let answer = answer.await;
                if turn.is(mine) {
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
    Remote { answer, reload }
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
