//! The technicians whom this person accepted: kept in this browser, and synced to their other devices with their key.

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

/// Followed by the person's id: more than one may use this browser.
const STORED: &str = "sealpost.approvals.";

/// The recipient set that the server offers, and whether it can be used.
#[derive(Clone, PartialEq)]
pub(crate) struct Approval {
    pub(super) set: Option<Rc<RecipientSet>>,
    pub(super) problem: Option<Problem>,
    pub(super) accepted: UseStateHandle<Vec<Recipient>>,
    pub(super) reload: Callback<()>,
    /// What was learned from the person's other devices, once their key is there to ask with.
    pub(super) learned: UseStateHandle<Option<Result<Learned, Unusable>>>,
    /// The key that was opened here, if the page has none otherwise.
    pub(super) own: UseStateHandle<Option<Held>>,
    me: Rc<Me>,
    notes: UseStateHandle<Notes>,
    pinned: Option<Rc<RecipientSet>>,
    held: Option<Held>,
}

impl Approval {
    /// Compares the offered set with what is known about it.
    pub(super) fn review(&self) -> Option<Review> {
        Some(Review::new(self.set.as_ref()?, self.notes.approved(), self.pinned.as_deref()))
    }

    /// Returns the set if everyone in it is known or was accepted just now, and remembers them.
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

    /// Asks again if the server answered that it has a different set now.
    pub(crate) fn note(&self, problem: &Problem) {
        if problem.status == 409 {
            self.reload.emit(());
        }
    }

    /// True if a key is open that syncs this to the person's other devices.
    pub(super) fn is_carried(&self) -> bool {
        self.held.is_some()
    }

    fn carry(&self) {
        let Some(held) = self.held.clone() else { return };
        let (me, notes, learned) = (self.me.clone(), self.notes.setter(), self.learned.setter());
        spawn_local(async move {
            // Without an answer, this browser's own notes count, and the next visit asks again.
            if let Ok(outcome) = carry(&held, &me).await {
                learned.set(Some(outcome));
                notes.set(load(&me));
            }
        });
    }
}

/// Asks who would be able to read what is sent. Compares them with whom this person has accepted, and with `pinned`, the
/// set that a link was created for. `held` is the key that the page has.
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

/// Takes in what the person's other devices have stored, and stores what they don't know yet.
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
        // Only now: no one has seen a state that the server didn't accept.
        if let Some(approved) = load(me).approved() {
            notes.approve(approved.clone());
        }
        save(me, &notes);
    }
    Ok(learned)
}

/// What this browser remembers. What can't be read counts as nothing: then everyone has to be accepted again.
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
