//! Finds out who is signed in, which both programs need to know first.

use std::rc::Rc;

use shared::wire::{Config, Me, Problem};
use yew::prelude::*;

use super::{leaving, storage};
use crate::{
    api,
    components::{Button, Heading, ProblemNotice},
    say,
};

/// Set if a user was signed in on the last visit.
const STORED: &str = "sealpost.signed-in";

/// The server's configuration and the user, if known.
#[derive(Clone, PartialEq)]
pub(super) enum Who {
    /// The server couldn't be reached or gave an unexpected answer.
    Unreachable(Problem),
    /// No one is signed in.
    Nobody(Rc<Config>),
    /// Someone is signed in.
    Somebody(Rc<Config>, Rc<Me>),
}

impl Who {
    /// Returns the server's configuration, if known.
    pub(super) fn config(&self) -> Option<&Rc<Config>> {
        match self {
            Self::Nobody(config) | Self::Somebody(config, _) => Some(config),
            Self::Unreachable(_) => None,
        }
    }
}

/// Asks the server who is signed in. If a sign-out is still due, tells the server about that first.
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

/// Returns true if someone was signed in when this browser last asked. Only the server knows if they still are.
pub(super) fn was_somebody() -> bool {
    storage::get(STORED).is_some()
}

/// Renders the page while it waits for the server.
pub(super) fn asking() -> Html {
    html! { <main class="hall"><p class="muted" role="status">{ say::staff().loading() }</p></main> }
}

/// Renders the page if the server didn't answer.
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
