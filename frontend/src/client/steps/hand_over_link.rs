//! The link with which an administrator sets up the app: the client's page creates it, follows it, and can revoke it.

use std::rc::Rc;

use shared::{
    hand_over::HandedStep,
    link::Salt,
    wire::{HandOver, HandOverRequest, Problem},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use zeroize::Zeroizing;

use crate::{
    api,
    client::state::Wizard,
    random,
    request::{Request, use_request, use_turn},
    say,
};

/// How often the page asks for the answer, in milliseconds.
const EVERY: u32 = 5000;

/// The step as it is handed over, if it is.
pub(super) struct Handed {
    pub(super) current: UseStateHandle<Option<Rc<HandOver>>>,
    /// The request that creates or revokes the link.
    pub(super) request: Request,
}

/// Asks the server about the link when the page opens, and then every few seconds while there is one.
#[hook]
pub(super) fn use_handed(wizard: &UseReducerHandle<Wizard>) -> Handed {
    let handed = Handed { current: use_state_eq(|| None), request: use_request() };
    let turn = use_turn();
    use_effect_with(handed.current.is_some(), {
        let (link, current) = (wizard.link.clone(), handed.current.clone());
        move |&is_handed| {
            let mine = turn.next();
            spawn_local(async move {
                while turn.is(mine) {
                    // If there is no answer, the next one is soon enough.
                    if let Ok(all) = api::client::hand_overs(&link).await
                        && turn.is(mine)
                    {
                        let app = all.into_iter().find(|one| one.step == HandedStep::App);
                        let is_over = app.is_none();
                        current.set(app.map(Rc::new));
                        if is_over {
                            return;
                        }
                    }
                    if !is_handed {
                        return;
                    }
                    gloo_timers::future::TimeoutFuture::new(EVERY).await;
                }
            });
        }
    });
    handed
}

impl Handed {
    /// Returns a callback that creates a link. It replaces an earlier one.
    pub(super) fn make(&self, wizard: &UseReducerHandle<Wizard>) -> Callback<()> {
        let (wizard, request, current) = (wizard.clone(), self.request.clone(), self.current.clone());
        Callback::from(move |()| {
            let (link, current) = (wizard.link.clone(), current.clone());
            // Created once, so that the server recognizes it if only its answer was lost.
            let new = derive(&wizard).map(Rc::new);
            let ask = move || {
                let (link, new) = (link.clone(), new.clone());
                async move { api::client::hand_over(&link, &*new?).await }
            };
            request.run_then(ask, move |made| current.set(Some(Rc::new(made))));
        })
    }

    /// Returns a callback that revokes the link.
    pub(super) fn revoke(&self, wizard: &UseReducerHandle<Wizard>) -> Callback<()> {
        let (link, request, current) = (wizard.link.clone(), self.request.clone(), self.current.clone());
        Callback::from(move |()| {
            let (link, current) = (link.clone(), current.clone());
            let ask = move || {
                let link = link.clone();
                async move { api::client::revoke_hand_over(&link, HandedStep::App).await }
            };
            request.run_then(ask, move |()| current.set(None));
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
