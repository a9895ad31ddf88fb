//! The first question of both programs: who is signed in?

use std::rc::Rc;

use shared::wire::{Config, Me, Problem};
use yew::prelude::*;

use super::{leaving, storage};
use crate::{
    api,
    components::{Button, Heading, ProblemNotice},
    say,
};

/// Set while this browser's last visitor was signed in.
const STORED: &str = "sealpost.signed-in";

/// What is known about the server and the person.
#[derive(Clone, PartialEq)]
pub(super) enum Who {
    /// The server didn't answer as it should.
    Unreachable(Problem),
    /// No one is signed in.
    Nobody(Rc<Config>),
    /// Someone is signed in.
    Somebody(Rc<Config>, Rc<Me>),
}

impl Who {
    /// What is known about the server.
    pub(super) fn config(&self) -> Option<&Rc<Config>> {
        match self {
            Self::Nobody(config) | Self::Somebody(config, _) => Some(config),
            Self::Unreachable(_) => None,
        }
    }
}

/// Asks the server. If someone signed out while it couldn't be reached, tells it that first.
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

/// True if someone was signed in when this browser last asked. The server decides if they still are.
pub(super) fn was_somebody() -> bool {
    storage::get(STORED).is_some()
}

/// The page while it waits for the server.
pub(super) fn asking() -> Html {
    html! { <main class="hall"><p class="muted" role="status">{ say::staff().loading() }</p></main> }
}

/// The page if the server didn't answer.
pub(super) fn unreachable(problem: &Problem, again: &Callback<()>) -> Html {
    html! {
        <main class="hall stack">
            <Heading text={say::staff().unreachable()} />
            <ProblemNotice problem={problem.clone()}>
                <Button onclick={again.clone()}>{ say::staff().try_again() }</Button>
            </ProblemNotice>
        </main>
    }
}
