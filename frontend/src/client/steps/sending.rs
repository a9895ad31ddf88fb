//! Sealing on this device, and sending.

use std::rc::Rc;

use shared::{
    details::Answers,
    seal::{SealError, seal},
    wire::{Problem, SubmitRequest},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    api,
    client::{
        state::{Action, Wizard},
        times,
    },
};

/// A letter on its way.
pub(super) struct Sending {
    pub(super) is_busy: bool,
    pub(super) problem: Option<Problem>,
    /// Seals and sends.
    pub(super) send: Callback<()>,
    /// Fetches the receipt of a letter that was sent before, here or on another device.
    pub(super) fetch_receipt: Callback<()>,
}

/// Sends what the wizard knows, and tells it of the receipt.
#[hook]
pub(super) fn use_sending(wizard: &UseReducerHandle<Wizard>) -> Sending {
    let is_busy = use_state(|| false);
    let problem = use_state(|| None::<Problem>);
    // Sealed once for the same note: where only the answer was lost, the server knows the letter again.
    let kept = use_mut_ref(|| None::<(String, Rc<SubmitRequest>)>);
    let ended = {
        let (wizard, is_busy, problem) = (wizard.dispatcher(), is_busy.clone(), problem.clone());
        Callback::from(move |result| match result {
            Ok(receipt) => wizard.dispatch(Action::Submitted(receipt)),
            Err(refusal) => {
                problem.set(Some(refusal));
                is_busy.set(false);
            }
        })
    };
    let begin = {
        let (is_busy, problem) = (is_busy.clone(), problem.clone());
        move || {
            is_busy.set(true);
            problem.set(None);
        }
    };
    let send = {
        let (wizard, ended, begin) = (wizard.clone(), ended.clone(), begin.clone());
        Callback::from(move |()| {
            begin();
            let again =
                kept.borrow().as_ref().filter(|(note, _)| *note == wizard.note).map(|(_, r)| r.clone());
            let request = match again.map_or_else(|| sealed(&wizard).map(Rc::new), Ok) {
                Ok(request) => request,
                Err(refusal) => return ended.emit(Err(refusal)),
            };
            *kept.borrow_mut() = Some((wizard.note.clone(), request.clone()));
            let (link, ended) = (wizard.link.clone(), ended.clone());
            spawn_local(async move { ended.emit(api::submit(&link, &request).await) });
        })
    };
    let fetch_receipt = {
        let link = wizard.link.clone();
        Callback::from(move |()| {
            begin();
            let (link, ended) = (link.clone(), ended.clone());
            spawn_local(async move {
                let view = api::view(&link).await;
                ended.emit(view.and_then(|view| view.receipt.ok_or_else(api::unexpected)));
            });
        })
    };
    Sending { is_busy: *is_busy, problem: (*problem).clone(), send, fetch_receipt }
}

/// Seals everything to the people that the link was made for, and to nobody else.
fn sealed(wizard: &Wizard) -> Result<SubmitRequest, Problem> {
    let (Some(answers), Some(secret)) = (&wizard.answers, &wizard.secret) else {
        return Err(api::unexpected());
    };
    let answers = Answers { note: wizard.note.trim().to_owned(), ..(**answers).clone() };
    let sealed = seal(&wizard.link, &wizard.view.recipients, &answers, secret, times::now());
    let sealed = sealed.map_err(|error| Problem {
        title: "It could not be sealed".into(),
        code: "not-sealed".into(),
        field: (error == SealError::NoteTooLong).then(|| "note".into()),
        detail: error.to_string(),
        ..api::unexpected()
    })?;
    Ok(SubmitRequest { sealed, recipients: wizard.link.pin() })
}
