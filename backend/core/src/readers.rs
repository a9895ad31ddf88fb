//! Who could still read an onboarding: people in the set that its link pins, or that its file is encrypted for, who
//! aren't in the current set.

use std::collections::{BTreeSet, HashMap};

use shared::{
    recipients::{Recipient, RecipientSet},
    status::Status,
    wire::FormerReader,
};

use super::{Error, Result};
use crate::store::{Onboarding, Store};

/// The current set, and the earlier sets that some onboardings use.
pub(super) struct Readers {
    current: Option<RecipientSet>,
    sets: HashMap<u32, RecipientSet>,
}

impl Readers {
    /// Reads the sets of these onboardings. Even many onboardings use only a few sets.
    pub(super) async fn of(store: &dyn Store, onboardings: &[Onboarding]) -> Result<Self> {
        let mut readers = Self { current: store.recipients().await?, sets: HashMap::new() };
        let versions: BTreeSet<u32> =
            onboardings.iter().flat_map(|one| [Some(one.recipients), one.resealed_to]).flatten().collect();
        for version in versions {
            let set = store.recipient_set(version).await?;
            readers.sets.insert(version, set.ok_or(Error::System("a recipient set is missing"))?);
        }
        Ok(readers)
    }

    /// Returns the set that the onboarding's file is encrypted for, or will be encrypted for.
    pub(super) fn set(&self, onboarding: &Onboarding) -> Result<&RecipientSet> {
        let version = onboarding.resealed_to.unwrap_or(onboarding.recipients);
        self.sets.get(&version).ok_or(Error::System("a recipient set is missing"))
    }

    /// Returns the people who could still read it, although they are no longer technicians or now have another key. Returns
    /// no one if nothing is stored and nothing can be sent anymore.
    pub(super) fn still(&self, onboarding: &Onboarding, status: Status) -> Vec<FormerReader> {
        if status.is_open() { self.former(self.set(onboarding).ok()) } else { Vec::new() }
    }

    /// Returns the people who could read it until it was re-encrypted.
    pub(super) fn before(&self, onboarding: &Onboarding) -> Vec<FormerReader> {
        let pinned = onboarding.resealed_to.and_then(|_| self.sets.get(&onboarding.recipients));
        self.former(pinned)
    }

    fn former(&self, set: Option<&RecipientSet>) -> Vec<FormerReader> {
        let former = set.map(|set| set.without(self.current.as_ref())).unwrap_or_default();
        former.into_iter().map(|recipient| self.shown(recipient)).collect()
    }

    fn shown(&self, recipient: &Recipient) -> FormerReader {
        let now = self.current.as_ref().map(RecipientSet::recipients).unwrap_or_default();
        FormerReader {
            name: recipient.name().to_owned(),
            fingerprint: recipient.fingerprint(),
            has_new_key: now.iter().any(|other| other.name() == recipient.name()),
        }
    }
}
