//! Opens the wizard from the link, or finds out why it can't open.

use std::rc::Rc;

use shared::{
    link::{Link, LinkError},
    wire::{ClientView, Problem},
};
use wasm_bindgen::JsValue;
use yew::prelude::*;
use zeroize::Zeroizing;

use super::{
    program::Program,
    state::{Choice, Wizard},
};
use crate::api::{self, connection};

/// What the page shows: the wizard, or another page if the wizard isn't open.
pub(super) enum Door {
    /// Waiting for the server.
    Opening,
    /// The link isn't complete. Nothing was sent to the server.
    BadLink(LinkError),
    /// The server rejected the link.
    Refused(Problem),
    /// The server can't be reached. The page keeps trying.
    Lost,
    /// The recipients aren't those the link was created for.
    Strangers,
    /// The wizard can open.
    Open(Rc<Wizard>),
}

/// Reads the link from the address bar. The link stays there, so that a reload works. It is after the `#`, which
/// browsers don't send to servers. Characters that email apps added around it are removed.
pub(super) fn from_address() -> Result<Link, LinkError> {
    let window = gloo_utils::window();
    let link = Link::parse(&window.location().href().unwrap_or_default())?;
    let fragment = link.fragment();
    let address = Zeroizing::new(format!("/o#{}", fragment.as_str()));
    if window.location().hash().unwrap_or_default().strip_prefix('#') != Some(fragment.as_str())
        && let Ok(history) = window.history()
    {
        // If the browser refuses, the address looks odd but still works.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
    Ok(link)
}

/// Asks the server until it answers, and waits while the connection is lost.
pub(super) async fn open(program: &Program, link: Rc<Link>, door: &UseStateHandle<Door>) -> Door {
    loop {
        match knock(program, link.clone()).await {
            Door::Refused(problem) if connection::is_lost(&problem) => {
                door.set(Door::Lost);
                connection::back().await;
            }
            other => return other,
        }
    }
}

async fn knock(program: &Program, link: Rc<Link>) -> Door {
    let (known, page) = futures_util::join!(api::client::config(), api::client::page(&link));
    let known = match known {
        Ok(known) => known,
        Err(problem) => return Door::Refused(problem),
    };
    let page = match page {
        Ok(page) => page,
        Err(problem) => return Door::Refused(problem),
    };
    let Some(view) = page.read::<ClientView>() else { return Door::Refused(api::unexpected()) };
    if view.recipients.pin() != link.pin() {
        // The page stops even if the alarm isn't delivered, because the server itself may be lying.
        let _ = api::client::alarm(&link, view.recipients.pin()).await;
        return Door::Strangers;
    }
    match remembered(&view).await {
        Ok(choice) => {
            let mut wizard = Wizard::new(link, view, &known, choice);
            (program.recall)(&mut wizard, &page);
            Door::Open(Rc::new(wizard))
        }
        Err(problem) => Door::Refused(problem),
    }
}

/// Returns the provider that was chosen on an earlier visit, unless it's no longer in the table.
async fn remembered(view: &ClientView) -> Result<Option<Choice>, Problem> {
    let Some(id) = view.progress.provider.as_ref().filter(|_| view.receipt.is_none()) else {
        return Ok(None);
    };
    if id.is_empty() {
        return Ok(Some(Choice::Other));
    }
    match api::client::provider(id).await {
        Ok(provider) => Ok(Some(Choice::Known(Rc::new(provider)))),
        Err(problem) if problem.status == 404 => Ok(None),
        Err(problem) => Err(problem),
    }
}
