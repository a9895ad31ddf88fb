//! An action that the server is asked to run, at most one at a time.

use std::future::Future;

use shared::wire::{Me, Problem};
use yew::prelude::*;

use super::session::Session;
use crate::request::{Request, use_request};

/// A request on a page where a user is signed in or is about to sign in.
#[derive(Clone, PartialEq)]
pub(crate) struct Task {
    request: Request,
    session: Option<Session>,
    /// The code of a problem that isn't shown, because it's expected.
    expected: Option<&'static str>,
}

/// Creates a task. If the session ends, the page asks the user to sign in.
#[hook]
pub(crate) fn use_task() -> Task {
    Task { request: use_request(), session: use_context::<Session>(), expected: None }
}

impl Task {
    /// Runs the task. Does nothing if it is already running.
    pub(crate) fn run(&self, work: impl Future<Output = Result<(), Problem>> + 'static) {
        if self.is_busy() {
            return;
        }
        let session = self.session.clone();
        self.request.run_once(async move {
            let answer = work.await;
            note_ended(session.as_ref(), &answer);
            answer
        });
    }

    /// Runs the task, and passes its answer to `done`.
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

    /// Returns the same task, except that it doesn't show a problem with this code, for cases where the user did
    /// nothing wrong.
    pub(crate) fn expecting(&self, code: &'static str) -> Self {
        Self { expected: Some(code), ..self.clone() }
    }

    /// Returns true while the task is running.
    pub(crate) fn is_busy(&self) -> bool {
        self.request.is_under_way()
    }

    /// Returns why the task failed the last time.
    pub(crate) fn problem(&self) -> Option<Problem> {
        self.request.problem().filter(|problem| Some(&*problem.code) != self.expected).cloned()
    }

    /// Returns the problem's sentence if it belongs to this field.
    pub(crate) fn problem_of(&self, field: &str) -> Option<AttrValue> {
        let problem = self.problem().filter(|p| p.field.as_deref() == Some(field))?;
        Some(problem.detail.into())
    }

    /// Returns the problem, unless it belongs to one of these fields, which show their own.
    pub(crate) fn unplaced(&self, fields: &[&str]) -> Option<Problem> {
        let is_placed = |p: &Problem| p.field.as_deref().is_some_and(|field| fields.contains(&field));
        self.problem().filter(|problem| !is_placed(problem))
    }
}

/// Notifies the page if the answer says that the session has ended, or that the authenticator app is gone.
pub(super) fn note_ended<T>(session: Option<&Session>, answer: &Result<T, Problem>) {
    let (Some(session), Err(problem)) = (session, answer) else { return };
    if problem.status == 401 {
        session.ended.emit(());
    } else if problem.code == "second-factor-needed" {
        // The app was removed elsewhere, so the page asks for a new one.
        session.changed.emit(Me { second_factor: false, ..(*session.me).clone() });
    }
}
