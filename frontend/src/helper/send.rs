//! Encrypts the values for the client's page and sends them.

use std::rc::Rc;

use shared::{
    hand_over::Answer,
    link::HandOverLink,
    wire::{HandOverAnswer, Problem},
};

use crate::{api, request::Request, say};

/// Encrypts the answer, sends it, and calls `done` once the server has stored it.
pub(super) fn send(
    request: &Request,
    link: &Rc<HandOverLink>,
    answer: &Answer,
    done: impl FnOnce() + 'static,
) {
    let link = link.clone();
    // Encrypted once, so that the server recognizes it if only its answer was lost.
    let sealed = answer.seal(&link).map(|sealed| Rc::new(HandOverAnswer { sealed })).map_err(|_| {
        let say = say::helper();
        let (title, detail) = (say.not_sealed().into(), say.not_sealed_next().into());
        Problem { title, detail, code: "not-sealed".into(), ..api::unexpected() }
    });
    let ask = move || {
        let (link, sealed) = (link.clone(), sealed.clone());
        async move { api::helper::done(&link, &*sealed?).await }
    };
    request.run_then(ask, move |()| done());
}
