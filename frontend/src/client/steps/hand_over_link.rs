//! The link with which an administrator sets up the app: the client's page creates it, follows it, and can revoke it.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use shared::{
    hand_over::HandedStep,
    link::{Link, Salt},
    wire::{HandOver, HandOverRequest, Problem},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use zeroize::Zeroizing;

use super::hand_over_tab::{Happened, remember, remembers};
use crate::{
    api::{self, connection},
    client::state::Wizard,
    random,
    request::{Request, use_request, use_turn},
    say,
};

/// How often the page asks for the answer, in milliseconds.
const EVERY: u32 = 5000;

/// What is known about the link to the step.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Known {
    /// The server hasn't answered yet.
    NotYet,
    NoLink,
    Handed(Rc<HandOver>),
}

impl Known {
    /// Returns the link among those that the server knows. One that was cancelled or replaced on this page doesn't count,
    /// whatever the server says.
    fn of(link: &Link, all: Vec<HandOver>) -> Self {
        let is_it =
            |one: &HandOver| one.step == HandedStep::App && !remembers(link, one.salt, Happened::Ended);
        all.into_iter().find(is_it).map_or(Self::NoLink, |found| Self::Handed(Rc::new(found)))
    }

    /// Returns true until the server has said that there is no link, or that its answer has arrived.
    fn is_awaited(&self) -> bool {
        match self {
            Self::NotYet => true,
            Self::NoLink => false,
            Self::Handed(handed) => handed.sealed.is_none(),
        }
    }

    /// Remembers that the link doesn't count anymore, unless it is this one.
    fn end(&self, link: &Link, next: Option<Salt>) {
        if let Self::Handed(handed) = self
            && Some(handed.salt) != next
        {
            remember(link, handed.salt, Happened::Ended);
        }
    }
}

/// The step as it is handed over, if it is.
pub(super) struct Handed {
    pub(super) known: UseStateHandle<Known>,
    /// The request that creates or revokes the link.
    pub(super) request: Request,
}

/// Asks the server about the link when the page opens, and then every few seconds until the answer has arrived.
#[hook]
pub(super) fn use_handed(wizard: &UseReducerHandle<Wizard>) -> Handed {
    let handed = Handed { known: use_state_eq(|| Known::NotYet), request: use_request() };
    let turn = use_turn();
    use_effect_with(handed.known.is_awaited(), {
        let (link, known) = (wizard.link.clone(), handed.known.clone());
        move |&is_awaited| {
            let mine = turn.next();
            if !is_awaited {
                return;
            }
            spawn_local(async move {
                while turn.is(mine) {
                    match api::client::hand_overs(&link).await {
                        Ok(_) if !turn.is(mine) => return,
                        Ok(all) => {
                            let found = Known::of(&link, all);
                            let is_awaited = found.is_awaited();
                            known.set(found);
                            if !is_awaited {
                                return;
                            }
                            TimeoutFuture::new(EVERY).await;
                        }
                        Err(problem) if connection::is_lost(&problem) => connection::back().await,
                        // The next attempt is soon enough.
                        Err(_) => TimeoutFuture::new(EVERY).await,
                    }
                }
            });
        }
    });
    handed
}

impl Handed {
    /// Returns a callback that creates a link. It replaces an earlier one.
    pub(super) fn make(&self, wizard: &UseReducerHandle<Wizard>) -> Callback<()> {
        let (wizard, request, known) = (wizard.clone(), self.request.clone(), self.known.clone());
        Callback::from(move |()| {
            let (link, known) = (wizard.link.clone(), known.clone());
            // Created once, so that the server recognizes it if only its answer was lost.
            let new = derive(&wizard).map(Rc::new);
            let ask = {
                let link = link.clone();
                move || {
                    let (link, new) = (link.clone(), new.clone());
                    async move { api::client::hand_over(&link, &*new?).await }
                }
            };
            request.run_then(ask, move |made| {
                known.end(&link, Some(made.salt));
                known.set(Known::of(&link, vec![made]));
            });
        })
    }

    /// Returns a callback that revokes the link.
    pub(super) fn revoke(&self, wizard: &UseReducerHandle<Wizard>) -> Callback<()> {
        let (link, request, known) = (wizard.link.clone(), self.request.clone(), self.known.clone());
        Callback::from(move |()| {
            let (link, known) = (link.clone(), known.clone());
            let ask = {
                let link = link.clone();
                move || {
                    let link = link.clone();
                    async move { api::client::revoke_hand_over(&link, HandedStep::App).await }
                }
            };
            request.run_then(ask, move |()| {
                known.end(&link, None);
                known.set(Known::NoLink);
            });
        })
    }
}

/// Derives a new link from the client's.
fn derive(wizard: &Wizard) -> Result<HandOverRequest, Problem> {
    let mut bytes = [0; 8];
    random::fill(&mut bytes).map_err(|_| {
        let say = say::letter();
        let (title, detail) = (say.hand_over_failed().into(), say.hand_over_failed_next().into());
        Problem { title, detail, code: "no-randomness".into(), ..api::unexpected() }
    })?;
    let salt = Salt::new(|salt| salt.copy_from_slice(&bytes));
    let link = wizard.link.hand_over(HandedStep::App, salt);
    let token_hash = link.token().hash().to_vec();
    Ok(HandOverRequest { step: HandedStep::App, salt, locator: link.locator(), token_hash })
}

/// Returns the link as it is sent.
pub(super) fn url(wizard: &Wizard, handed: &HandOver) -> Zeroizing<String> {
    let origin = gloo_utils::window().location().origin().unwrap_or_default();
    wizard.link.hand_over(handed.step, handed.salt).url(&origin)
}

#[cfg(test)]
mod tests {
    use shared::seal::Sealed;

    use super::*;

    #[test]
    fn the_page_asks_until_there_is_no_link_or_its_answer_has_arrived() {
        let handed = |sealed| {
            let salt = Salt::new(|bytes| bytes.fill(3));
            let one = HandOver { step: HandedStep::App, salt, expires_at: 9, opened_at: None, sealed };
            Known::Handed(Rc::new(one))
        };
        let sealed = Sealed { file: vec![1; 300], tag: vec![1; 32] };
        for (known, expected) in [
            (Known::NotYet, true),
            (Known::NoLink, false),
            (handed(None), true),
            (handed(Some(sealed)), false),
        ] {
            assert_eq!(known.is_awaited(), expected, "{known:?}");
        }
    }
}
