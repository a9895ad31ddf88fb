//! Something that is asked of the server while the page waits: under way, refused, or neither.

use std::{future::Future, pin::Pin};

use shared::wire::Problem;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::problem_notice;

/// How an errand stands.
#[derive(Default)]
enum Course {
    #[default]
    Idle,
    UnderWay,
    Refused(Problem),
}

/// One errand at a time.
#[derive(Clone)]
pub(crate) struct Errand(UseStateHandle<Course>);

/// An errand that nobody was sent on yet.
#[hook]
pub(crate) fn use_errand() -> Errand {
    Errand(use_state(Course::default))
}

impl Errand {
    /// Asks, and does with the answer what is to be done. A refusal stays until the next errand.
    pub(crate) fn run(&self, asked: impl Future<Output = Result<(), Problem>> + 'static) {
        self.start(Box::pin(asked));
    }

    fn start(&self, asked: Pin<Box<dyn Future<Output = Result<(), Problem>>>>) {
        let course = self.0.clone();
        course.set(Course::UnderWay);
        spawn_local(async move {
            course.set(match asked.await {
                Ok(()) => Course::Idle,
                Err(problem) => Course::Refused(problem),
            });
        });
    }

    pub(crate) fn is_under_way(&self) -> bool {
        matches!(*self.0, Course::UnderWay)
    }

    pub(crate) fn problem(&self) -> Option<&Problem> {
        match &*self.0 {
            Course::Refused(problem) => Some(problem),
            Course::Idle | Course::UnderWay => None,
        }
    }

    /// The refusal in its own words, where there is one.
    pub(crate) fn notice(&self) -> Html {
        self.problem().map_or_else(Html::default, |problem| problem_notice(problem, Html::default()))
    }
}
