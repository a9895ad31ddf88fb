//! The recipient set that the manager approved last, remembered in this browser. A server that swaps
//! the technicians' keys is noticed here, before a link is made for the wrong people.

use shared::recipients::{Recipient, RecipientSet};

use crate::staff::storage;

const STORED: &str = "sealpost.approved-recipients";

/// One difference between the approved set and the one that the server offers now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// Can read from now on, and could not before.
    Added(Recipient),
    /// Could read, and cannot any more.
    Removed(Recipient),
    /// The same name with another key: the first is the approved one.
    NewKey(Recipient, Recipient),
    /// The same key under another name: the first is the approved one.
    Renamed(Recipient, Recipient),
    /// The same people and keys, listed again in another version or order.
    Listed,
}

/// What changed from `approved` to `offered`; empty where both have the same pin.
pub(crate) fn changes(approved: &RecipientSet, offered: &RecipientSet) -> Vec<Change> {
    if approved.pin() == offered.pin() {
        return Vec::new();
    }
    let (old, new) = (approved.recipients(), offered.recipients());
    let lost: Vec<&Recipient> = old.iter().filter(|r| by_key(new, r).is_none()).collect();
    let mut replaced = Vec::new();
    let mut changes = Vec::new();
    for recipient in new {
        let same_name = lost.iter().find(|r| r.name() == recipient.name() && !replaced.contains(*r));
        match (by_key(old, recipient), same_name) {
            (Some(before), _) if before.name() == recipient.name() => {}
            (Some(before), _) => changes.push(Change::Renamed(before.clone(), recipient.clone())),
            (None, Some(&before)) => {
                replaced.push(before);
                changes.push(Change::NewKey(before.clone(), recipient.clone()));
            }
            (None, None) => changes.push(Change::Added(recipient.clone())),
        }
    }
    let removed = lost.into_iter().filter(|r| !replaced.contains(r));
    changes.extend(removed.cloned().map(Change::Removed));
    if changes.is_empty() {
        changes.push(Change::Listed);
    }
    changes
}

fn by_key<'a>(list: &'a [Recipient], recipient: &Recipient) -> Option<&'a Recipient> {
    list.iter().find(|other| other.key() == recipient.key())
}

/// The set that was approved last in this browser. What cannot be read counts as none.
pub(crate) fn remembered() -> Option<RecipientSet> {
    serde_json::from_str(&storage::get(STORED)?).ok()
}

/// Remembers a set as approved. A browser that keeps nothing asks again the next time.
pub(crate) fn remember(set: &RecipientSet) {
    if let Ok(text) = serde_json::to_string(set) {
        storage::set(STORED, &text);
    }
}

#[cfg(test)]
mod tests {
    use shared::open::Identities;

    use super::*;

    fn person(name: &str) -> Recipient {
        Recipient::new(name, &Identities::generate().public_keys()[0]).unwrap()
    }

    fn set(version: u32, people: &[&Recipient]) -> RecipientSet {
        RecipientSet::new(version, people.iter().map(|&p| p.clone()).collect()).unwrap()
    }

    #[test]
    fn every_way_to_change_a_set_is_told() {
        let (ada, sam, eve) = (person("Ada"), person("Sam"), person("Eve"));
        let (new_ada, adam) = (person("Ada"), Recipient::new("Adam", ada.key()).unwrap());
        let approved = set(1, &[&ada, &sam]);
        let told = |people: &[&Recipient]| changes(&approved, &set(2, people));
        assert_eq!(changes(&approved, &approved), []);
        assert_eq!(told(&[&ada, &sam]), [Change::Listed]);
        assert_eq!(told(&[&sam, &ada]), [Change::Listed]);
        assert_eq!(told(&[&ada, &sam, &eve]), [Change::Added(eve.clone())]);
        assert_eq!(told(&[&ada]), [Change::Removed(sam.clone())]);
        assert_eq!(told(&[&new_ada, &sam]), [Change::NewKey(ada.clone(), new_ada.clone())]);
        assert_eq!(told(&[&adam, &sam]), [Change::Renamed(ada.clone(), adam)]);
        assert_eq!(told(&[&ada, &new_ada, &sam]), [Change::Added(new_ada)], "a second key is not a new one");
        assert_eq!(told(&[&eve]), [Change::Added(eve), Change::Removed(ada), Change::Removed(sam)]);
    }
}
