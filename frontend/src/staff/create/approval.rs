//! The recipients that this user accepted. They are stored in this browser, and synced to the user's other devices with
//! the user's key.

use std::rc::Rc;

use shared::{
    approval::{Carried, Learned, Notes, Review, Unusable},
    recipients::{Recipient, RecipientSet},
    wire::{Base64, KeepApprovals, Me, Problem},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    api,
    staff::{remote::use_remote, session::use_session, storage, technician::Held},
    time,
};

/// Followed by the user's id in the storage key, because several users may share a browser.
const STORED: &str = "sealpost.approvals.";

/// The recipient set that the server sent, and whether the user accepted it.
#[derive(Clone, PartialEq)]
pub(crate) struct Approval {
    pub(super) set: Option<Rc<RecipientSet>>,
    pub(super) problem: Option<Problem>,
    pub(super) accepted: UseStateHandle<Vec<Recipient>>,
    pub(super) reload: Callback<()>,
    /// The result of syncing with the user's other devices; `None` until a key is open.
    pub(super) learned: UseStateHandle<Option<Result<Learned, Unusable>>>,
    /// The key that was opened on this page, if the page didn't already have one.
    pub(super) own: UseStateHandle<Option<Held>>,
    me: Rc<Me>,
    notes: UseStateHandle<Notes>,
    pinned: Option<Rc<RecipientSet>>,
    held: Option<Held>,
}

impl Approval {
    /// Compares the server's set with the recipients that the user accepted.
    pub(super) fn review(&self) -> Option<Review> {
        Some(Review::new(self.set.as_ref()?, self.notes.approved(), self.pinned.as_deref()))
    }

    /// Returns the set if everyone in it was accepted earlier or just now, and stores the acceptance.
    pub(crate) fn take(&self) -> Option<Rc<RecipientSet>> {
        let set = self.set.as_ref()?;
        let approved = self.review()?.accept(&self.accepted, time::now())?;
        let mut notes = load(&self.me);
        notes.approve(approved);
        save(&self.me, &notes);
        self.notes.set(notes);
        self.carry();
        Some(set.clone())
    }

    /// Reloads the set if the server answered that it has changed.
    pub(crate) fn note(&self, problem: &Problem) {
        if problem.status == 409 {
            self.reload.emit(());
        }
    }

    /// Returns true if a key is open, so that what the user accepts is synced to their other devices.
    pub(super) fn is_carried(&self) -> bool {
        self.held.is_some()
    }

    fn carry(&self) {
        let Some(held) = self.held.clone() else { return };
        let (me, notes, learned) = (self.me.clone(), self.notes.setter(), self.learned.setter());
        spawn_local(async move {
            // If this fails, this browser's own data is used, and the next visit tries again.
            if let Ok(outcome) = carry(&held, &me).await {
                learned.set(Some(outcome));
                notes.set(load(&me));
            }
        });
    }
}

/// Loads the people who would be able to read the settings. Compares them with the recipients that this user accepted,
/// and with `pinned`, the set that a link was created for. `held` is the page's key, if it has one.
#[hook]
pub(crate) fn use_approval(pinned: Option<Rc<RecipientSet>>, held: Option<Held>) -> Approval {
    let me = use_session().me;
    let offered = use_remote((), |()| api::staff::recipients());
    let accepted = use_state(Vec::new);
    let notes = use_state_eq(|| load(&me));
    let (learned, own) = (use_state_eq(|| None), use_state(|| None::<Held>));
    let held = held.or_else(|| (*own).clone());
    let (set, problem, reload) = (offered.value().cloned(), offered.problem().cloned(), offered.reload);
    let approval = Approval { set, problem, accepted, reload, learned, own, me, notes, pinned, held };
    use_effect_with(approval.held.clone(), {
        let approval = approval.clone();
        move |_| approval.carry()
    });
    approval
}

/// Adds what the user's other devices stored, and uploads what is new on this one.
async fn carry(held: &Held, me: &Me) -> Result<Result<Learned, Unusable>, Problem> {
    let identities = held.identities();
    let stored = api::staff::approvals().await?.sealed.map(|Base64(bytes)| Carried::received(bytes));
    let mut notes = load(me);
    let learned = notes.learn(identities, &me.id, stored.as_ref());
    save(me, &notes);
    if !notes.is_ahead(identities) {
        return Ok(learned);
    }
    if let Ok(Some(sealed)) = notes.carry(identities, &me.id) {
        let was = stored.map(|stored| Base64(stored.digest().to_vec()));
        let request = KeepApprovals { was, sealed: Base64(sealed.bytes().to_vec()) };
        api::staff::keep_approvals(&request).await?;
        // The notes record what the server has stored, so they are saved only after it accepted the upload.
        if let Some(approved) = load(me).approved() {
            notes.approve(approved.clone());
        }
        save(me, &notes);
    }
    Ok(learned)
}

/// Returns what this browser stored. If it can't be read, everyone has to be accepted again.
fn load(me: &Me) -> Notes {
    storage::get(&name(me)).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn save(me: &Me, notes: &Notes) {
    if let Ok(text) = serde_json::to_string(notes) {
        storage::set(&name(me), &text);
    }
}

fn name(me: &Me) -> String {
    format!("{STORED}{}", me.id)
}
