//! Asks the server whether a message has arrived, while it waits for one.

use gloo_timers::future::TimeoutFuture;
use shared::wire::DeliveryView;
use wasm_bindgen_futures::spawn_local;
use web_sys::VisibilityState;
use yew::prelude::*;

use crate::{
    api,
    request::use_turn,
    staff::{remote::Answer, session::Session, task::note_ended},
};

/// What decides whether the page asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Poll {
    /// True while a message can still arrive.
    pub(super) is_open: bool,
    /// When the last known message was judged.
    pub(super) judged_at: Option<i64>,
    /// How often the page asks, in milliseconds.
    pub(super) every: u32,
}

/// Asks regularly while something can arrive and the page is visible. Calls `changed` when another message was judged.
#[hook]
pub(super) fn use_poll(
    id: &AttrValue,
    poll: Poll,
    answer: &UseReducerHandle<Answer<DeliveryView>>,
    changed: &Callback<()>,
) {
    let session = use_context::<Session>();
    let turn = use_turn();
    use_effect_with((id.clone(), poll), {
        let (dispatcher, changed) = (answer.dispatcher(), changed.clone());
        move |(id, poll)| {
            let mine = turn.next();
            if !poll.is_open {
                return;
            }
            let (id, Poll { judged_at, every, .. }) = (id.clone(), *poll);
            spawn_local(async move {
                loop {
                    TimeoutFuture::new(every).await;
                    if !turn.is(mine) {
                        return;
                    }
                    if gloo_utils::document().visibility_state() != VisibilityState::Visible {
                        continue;
                    }
                    let answer = api::staff::delivery(&id).await;
                    if !turn.is(mine) {
                        return;
                    }
                    note_ended(session.as_ref(), &answer);
                    let known = answer.as_ref().ok().and_then(|view| view.judged.as_ref());
                    let is_new = known.is_some_and(|judged| Some(judged.at) != judged_at);
                    dispatcher.dispatch(answer);
                    if is_new {
                        // The new result starts the next loop, if there is still something to wait for.
                        changed.emit(());
                        return;
                    }
                }
            });
        }
    });
}
