//! The first question of both programs: who is here?

use std::rc::Rc;

use shared::wire::{Config, Me, Problem};
use yew::prelude::*;

use super::{leaving, storage};
use crate::{
    api,
    components::{Button, Heading, ProblemNotice},
};

/// There while this browser's last visitor was signed in.
const STORED: &str = "sealpost.signed-in";

/// What is known of the server and of the person.
#[derive(Clone, PartialEq)]
pub(super) enum Who {
    /// The server did not answer as it should.
    Unreachable(Problem),
    /// Nobody is signed in.
    Nobody(Rc<Config>),
    /// Somebody is.
    Somebody(Rc<Config>, Rc<Me>),
}

impl Who {
    /// What is known of the server.
    pub(super) fn config(&self) -> Option<&Rc<Config>> {
        match self {
            Self::Nobody(config) | Self::Somebody(config, _) => Some(config),
            Self::Unreachable(_) => None,
        }
    }
}

/// Asks the server, and first tells it that somebody has left, where it does not know that yet.
pub(super) async fn ask() -> Who {
    let config = match api::staff::config().await {
        Ok(config) => Rc::new(config),
        Err(problem) => return Who::Unreachable(problem),
    };
    if leaving::is_owed()
        && let Err(problem) = leaving::tell().await
    {
        return Who::Unreachable(problem);
    }
    match api::staff::session().await {
        Ok(me) => {
            storage::set(STORED, "");
            Who::Somebody(config, Rc::new(me))
        }
        Err(problem) if problem.status == 401 => {
            storage::remove(STORED);
            Who::Nobody(config)
        }
        Err(problem) => Who::Unreachable(problem),
    }
}

/// Whether somebody was signed in when this browser asked last. The server decides whether they still are.
pub(super) fn was_somebody() -> bool {
    storage::get(STORED).is_some()
}

/// The page while the server is asked.
pub(super) fn asking() -> Html {
    html! { <main class="hall"><p class="muted" role="status">{ "Loading …" }</p></main> }
}

/// The page where it did not answer.
pub(super) fn unreachable(problem: &Problem, again: &Callback<()>) -> Html {
    html! {
        <main class="hall stack">
            <Heading text="The server cannot be reached" />
            <ProblemNotice problem={problem.clone()}>
                <Button onclick={again.clone()}>{ "Try again" }</Button>
            </ProblemNotice>
        </main>
    }
}
