//! Encrypts the settings on this device and sends them.

use std::{cell::RefCell, rc::Rc};

use shared::{
    day::Day,
    details::Answers,
    expiry,
    seal::{SealError, seal},
    wire::{Problem, Receipt, SubmitRequest},
};
use yew::prelude::*;

use crate::{
    api,
    client::{
        plan::{AppFields, Entry},
        state::{Action, Wizard},
    },
    request::{Request, use_request},
    say, time,
};

/// The request that sends the settings, and its callbacks.
pub(super) struct Sending {
    pub(super) request: Request,
    /// Encrypts and sends the settings.
    pub(super) send: Callback<()>,
    /// Fetches the receipt of settings that were already sent, here or on another device.
    pub(super) fetch_receipt: Callback<()>,
}

/// Sends the wizard's settings, and stores the receipt in the wizard.
#[hook]
pub(super) fn use_sending(wizard: &UseReducerHandle<Wizard>) -> Sending {
    let request = use_request();
    let kept = use_mut_ref(|| None);
    let send = {
        let (wizard, request) = (wizard.clone(), request.clone());
        Callback::from(move |()| {
            let (wizard, kept) = (wizard.clone(), kept.clone());
            request.run(move || {
                let (wizard, kept) = (wizard.clone(), kept.clone());
                async move {
                    wizard.dispatch(Action::Submitted(submit(&wizard, &kept).await?));
                    Ok(())
                }
            });
        })
    };
    let fetch_receipt = {
        let (wizard, request) = (wizard.clone(), request.clone());
        Callback::from(move |()| {
            let (link, dispatcher) = (wizard.link.clone(), wizard.dispatcher());
            request.run(move || {
                let (link, dispatcher) = (link.clone(), dispatcher.clone());
                async move {
                    let page = api::client::page(&link).await?;
                    let receipt = page.field("receipt").ok_or_else(api::unexpected)?;
                    dispatcher.dispatch(Action::Submitted(receipt));
                    Ok(())
                }
            });
        })
    };
    Sending { request, send, fetch_receipt }
}

/// The last request, with the note that it contains.
type Kept = RefCell<Option<(String, Rc<SubmitRequest>)>>;

/// Submits the settings. Reuses the encrypted file while the note is unchanged, so that the server recognizes it if
/// only its answer was lost. The reminder isn't in that file.
async fn submit(wizard: &Wizard, kept: &Kept) -> Result<Receipt, Problem> {
    let again = kept.borrow().clone().filter(|(note, _)| *note == wizard.note);
    let request = match again {
        Some((_, before)) => {
            let secret_expires_at = reminder(wizard).map(Day::midnight);
            Rc::new(SubmitRequest { secret_expires_at, ..(*before).clone() })
        }
        None => Rc::new(sealed(wizard)?),
    };
    *kept.borrow_mut() = Some((wizard.note.clone(), request.clone()));
    api::client::submit(&wizard.link, &request).await
}

/// Encrypts everything for the link's recipients, and for no one else.
pub(crate) fn sealed(wizard: &Wizard) -> Result<SubmitRequest, Problem> {
    let login = wizard.login().ok_or_else(api::unexpected)?;
    let answers = Answers { note: wizard.note.trim().to_owned(), ..login.answers.clone() };
    let set = &wizard.view.recipients;
    let sealed = seal(&wizard.link, set, &answers, &login.secret, time::now()).map_err(|error| Problem {
        title: say::letter().seal_failed().into(),
        code: "not-sealed".into(),
        field: (error == SealError::NoteTooLong).then(|| "note".into()),
        detail: say::letter().seal_error(&error),
        ..api::unexpected()
    })?;
    let secret_expires_at = reminder(wizard).map(Day::midnight);
    Ok(SubmitRequest { sealed, recipients: wizard.link.pin(), secret_expires_at })
}

/// Returns the day that the agency is reminded of, if the client wants that.
fn reminder(wizard: &Wizard) -> Option<Day> {
    let is_wanted = matches!(wizard.plan().entry, Entry::OauthClient(AppFields { remind: true, .. }));
    remindable(wizard).filter(|_| is_wanted)
}

/// Returns the day on which the client secret or the certificate expires, if there can be a reminder of it. A certificate
/// can be valid for so long that a reminder makes no sense.
pub(super) fn remindable(wizard: &Wizard) -> Option<Day> {
    let day = wizard.login()?.secret.expires()?;
    expiry::at_midnight(day.midnight(), time::now()).ok()
}
