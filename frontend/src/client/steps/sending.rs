//! Sealing on this device, and sending.

use std::rc::Rc;

use shared::{
    details::{Answers, NOTE_MAX},
    seal::SealError,
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
    sealer,
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
            let (wizard, ended, kept) = (wizard.clone(), ended.clone(), kept.clone());
            spawn_local(async move {
                let again = kept.borrow().clone().filter(|(note, _)| *note == wizard.note);
                let request = match again {
                    Some((_, request)) => Ok(request),
                    None => sealed(&wizard).await.map(Rc::new),
                };
                ended.emit(match request {
                    Ok(request) => {
                        *kept.borrow_mut() = Some((wizard.note.clone(), request.clone()));
                        api::client::submit(&wizard.link, &request).await
                    }
                    Err(refusal) => Err(refusal),
                });
            });
        })
    };
    let fetch_receipt = {
        let link = wizard.link.clone();
        Callback::from(move |()| {
            begin();
            let (link, ended) = (link.clone(), ended.clone());
            spawn_local(async move {
                let view = api::client::view(&link).await;
                ended.emit(view.and_then(|view| view.receipt.ok_or_else(api::unexpected)));
            });
        })
    };
    Sending { is_busy: *is_busy, problem: (*problem).clone(), send, fetch_receipt }
}

/// Seals everything to the people that the link was made for, and to nobody else.
async fn sealed(wizard: &Wizard) -> Result<SubmitRequest, Problem> {
    let (Some(answers), Some(secret)) = (&wizard.answers, &wizard.secret) else {
        return Err(api::unexpected());
    };
    let note = wizard.note.trim().to_owned();
    if note.len() > NOTE_MAX {
        let detail = SealError::NoteTooLong.to_string();
        return Err(Problem { field: Some("note".into()), detail, ..api::unexpected() });
    }
    let answers = Answers { note, ..(**answers).clone() };
    let set = &wizard.view.recipients;
    let sealed = sealer::seal(&wizard.link, set, &answers, secret, times::now()).await?;
    Ok(SubmitRequest { sealed, recipients: wizard.link.pin() })
}
