//! The recipients whom a person has accepted, compared with those whom a server offers. One comparison for the page and
//! for the command line.
//!
//! A server can put a key of its own into the list. So nobody is a recipient because the server says so: somebody has
//! compared the key with its owner, or the link was made for it. Without either, each recipient waits to be accepted.

mod carried;

use serde::{Deserialize, Serialize};

use crate::recipients::{Recipient, RecipientSet};

pub use carried::{Carried, Learned, Notes, Unusable};

/// The recipients whom a person accepted last. Whoever leaves the list leaves this one too, and has to be accepted again
/// to come back: a server can't bring a former technician back by showing an old list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    at: i64,
    recipients: Vec<Recipient>,
}

impl Approved {
    /// When, in Unix seconds, by the clock of the device.
    pub fn at(&self) -> i64 {
        self.at
    }

    /// Who, in the list's order.
    pub fn recipients(&self) -> &[Recipient] {
        &self.recipients
    }
}

/// What an offered recipient is to the person who looks at the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Accepted by this person before.
    Accepted,
    /// Never accepted by this person, but the link was made for this key.
    Pinned,
    /// Unknown.
    New,
    /// Known with another key: this one.
    NewKey(Recipient),
    /// Known with this key under another name: this one.
    Renamed(Recipient),
}

impl Standing {
    /// Whether the person has to accept it.
    pub fn is_pending(&self) -> bool {
        !matches!(self, Self::Accepted | Self::Pinned)
    }
}

/// An offered list beside what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    offered: Vec<(Recipient, Standing)>,
    gone: Vec<Recipient>,
    is_first: bool,
}

impl Review {
    /// Compares `offered` with what this person has accepted and with what the link pinned, if there is a link.
    pub fn new(offered: &RecipientSet, approved: Option<&Approved>, pinned: Option<&RecipientSet>) -> Self {
        let approved = approved.map_or(&[][..], Approved::recipients);
        let pinned = pinned.map_or(&[][..], RecipientSet::recipients);
        let known: Vec<&Recipient> = approved.iter().chain(pinned).collect();
        let lost: Vec<&Recipient> =
            known.iter().copied().filter(|known| !has_key(offered.recipients(), known)).collect();
        let mut replaced: Vec<&Recipient> = Vec::new();
        let mut standing = |recipient: &Recipient| {
            if approved.contains(recipient) {
                return Standing::Accepted;
            }
            if pinned.contains(recipient) {
                return Standing::Pinned;
            }
            if let Some(before) = known.iter().find(|known| known.key() == recipient.key()) {
                return Standing::Renamed((*before).clone());
            }
            let before =
                lost.iter().find(|lost| lost.name() == recipient.name() && !has_key_of(&replaced, lost));
            before.map_or(Standing::New, |before| {
                replaced.push(before);
                Standing::NewKey((*before).clone())
            })
        };
        let compared = offered.recipients().iter().map(|one| (one.clone(), standing(one))).collect();
        let mut gone: Vec<Recipient> = Vec::new();
        for one in lost {
            if !has_key_of(&replaced, one) && !has_key(&gone, one) {
                gone.push(one.clone());
            }
        }
        Self { offered: compared, gone, is_first: known.is_empty() }
    }

    /// Everybody who is offered, in order.
    pub fn offered(&self) -> &[(Recipient, Standing)] {
        &self.offered
    }

    /// Those who were known and are not offered any more.
    pub fn gone(&self) -> &[Recipient] {
        &self.gone
    }

    /// Whether there was nothing to compare with.
    pub fn is_first(&self) -> bool {
        self.is_first
    }

    /// Those whom the person has to accept.
    pub fn pending(&self) -> impl Iterator<Item = &Recipient> {
        self.offered.iter().filter(|(_, standing)| standing.is_pending()).map(|(recipient, _)| recipient)
    }

    /// What this person has accepted from now on, `at` Unix seconds; nothing while somebody is not in `accepted`. A key
    /// that only the link vouched for is not among them: nobody has compared it.
    pub fn accept(&self, accepted: &[Recipient], at: i64) -> Option<Approved> {
        if self.pending().any(|pending| !accepted.contains(pending)) {
            return None;
        }
        let theirs =
            self.offered.iter().filter(|(_, standing)| *standing != Standing::Pinned).map(|(one, _)| one);
        Some(Approved { at, recipients: theirs.cloned().collect() })
    }
}

fn has_key(list: &[Recipient], recipient: &Recipient) -> bool {
    list.iter().any(|other| other.key() == recipient.key())
}

fn has_key_of(list: &[&Recipient], recipient: &Recipient) -> bool {
    list.iter().any(|other| other.key() == recipient.key())
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::identities::Identities;
    use proptest::prelude::*;

    fn person(name: &str) -> Recipient {
        Recipient::new(name, &Identities::generate().public_keys()[0]).unwrap()
    }

    fn set(version: u32, people: &[&Recipient]) -> RecipientSet {
        RecipientSet::new(version, people.iter().map(|&one| one.clone()).collect()).unwrap()
    }

    fn standings(review: &Review) -> Vec<Standing> {
        review.offered().iter().map(|(_, standing)| standing.clone()).collect()
    }

    #[test]
    fn every_way_to_change_a_list_is_told() {
        use Standing::{Accepted, New, NewKey, Renamed};
        let (ada, sam, eve) = (person("Ada"), person("Sam"), person("Eve"));
        let (new_ada, adam) = (person("Ada"), Recipient::new("Adam", ada.key()).unwrap());
        let approved = Review::new(&set(1, &[&ada, &sam]), None, None);
        let approved = approved.accept(&[ada.clone(), sam.clone()], 7).unwrap();
        let told = |people: &[&Recipient]| {
            let review = Review::new(&set(2, people), Some(&approved), None);
            (standings(&review), review.gone().to_vec())
        };
        assert_eq!(told(&[&sam, &ada]), (vec![Accepted, Accepted], vec![]), "the order says nothing");
        assert_eq!(told(&[&ada, &sam, &eve]), (vec![Accepted, Accepted, New], vec![]));
        assert_eq!(told(&[&ada]), (vec![Accepted], vec![sam.clone()]));
        assert_eq!(told(&[&new_ada, &sam]), (vec![NewKey(ada.clone()), Accepted], vec![]));
        assert_eq!(told(&[&adam, &sam]), (vec![Renamed(ada.clone()), Accepted], vec![]));
        assert_eq!(told(&[&ada, &new_ada, &sam]).0, [Accepted, New, Accepted], "a second key replaces none");
        assert_eq!(told(&[&eve]), (vec![New], vec![ada, sam]));
    }

    #[test]
    fn a_key_that_the_link_was_made_for_passes_and_is_not_remembered() {
        let (ada, sam, eve) = (person("Ada"), person("Sam"), person("Eve"));
        let pinned = set(1, &[&ada, &eve]);
        let review = Review::new(&set(2, &[&ada, &eve, &sam]), None, Some(&pinned));
        assert_eq!(standings(&review), [Standing::Pinned, Standing::Pinned, Standing::New]);
        assert!(!review.is_first());
        let approved = review.accept(std::slice::from_ref(&sam), 7).unwrap();
        assert_eq!(approved.recipients(), [sam], "a forged link can't bring a key into the next list");
    }

    /// Four people with two keys each; the second name of each key makes a rename possible.
    static POOL: LazyLock<Vec<Recipient>> = LazyLock::new(|| {
        let keys: Vec<String> = (0..8).map(|_| Identities::generate().public_keys().remove(0)).collect();
        let named = |shift: usize| {
            let name = move |at: usize| format!("Person {}", (at + shift) % 4);
            keys.iter()
                .enumerate()
                .map(move |(at, key)| Recipient::new(&name(at), key).unwrap())
                .collect::<Vec<_>>()
        };
        [named(0), named(1)].concat()
    });

    /// Some of the pool, each key at most once.
    fn some(picks: &[usize]) -> Vec<Recipient> {
        let mut list: Vec<Recipient> = Vec::new();
        for &pick in picks {
            if !has_key(&list, &POOL[pick]) {
                list.push(POOL[pick].clone());
            }
        }
        list
    }

    fn picks() -> impl Strategy<Value = Vec<usize>> {
        prop::collection::vec(0usize..16, 0..8)
    }

    proptest! {
        #[test]
        fn nobody_passes_whom_neither_the_person_nor_the_link_knows(
            approved in prop::option::of(picks()), pinned in prop::option::of(picks()), offered in picks(), ticked in picks(),
        ) {
            let offered = some(&offered);
            prop_assume!(!offered.is_empty());
            let offered = RecipientSet::new(2, offered).unwrap();
            let approved = approved.map(|picks| Approved { at: 1, recipients: some(&picks) });
            let pinned = pinned.and_then(|picks| RecipientSet::new(1, some(&picks)).ok());
            let review = Review::new(&offered, approved.as_ref(), pinned.as_ref());
            let knows = |one: &Recipient| {
                approved.as_ref().is_some_and(|approved| approved.recipients.contains(one))
                    || pinned.as_ref().is_some_and(|pinned| pinned.recipients().contains(one))
            };
            let pending: Vec<&Recipient> = review.pending().collect();
            for one in offered.recipients() {
                prop_assert_eq!(pending.contains(&one), !knows(one), "{}", one.name());
            }
            prop_assert_eq!(review.offered().len(), offered.recipients().len());
            prop_assert!(review.gone().iter().all(|gone| !has_key(offered.recipients(), gone)));

            let ticked = some(&ticked);
            let accepted = review.accept(&ticked, 3);
            prop_assert_eq!(accepted.is_some(), pending.iter().all(|one| ticked.contains(one)));
            if let Some(accepted) = accepted {
                let was = |one: &Recipient| approved.as_ref().is_some_and(|approved| approved.recipients.contains(one));
                prop_assert!(accepted.recipients().iter().all(|one| was(one) || ticked.contains(one)));
                prop_assert!(accepted.recipients().iter().all(|one| offered.recipients().contains(one)));
            }
        }

        #[test]
        fn whoever_has_left_is_accepted_again_to_come_back(first in picks(), second in picks()) {
            let (first, second) = (some(&first), some(&second));
            prop_assume!(!first.is_empty() && !second.is_empty());
            let sets = [first.clone(), second.clone()].map(|list| RecipientSet::new(1, list).unwrap());
            let all = [&first[..], &second[..]].concat();
            let one = Review::new(&sets[0], None, None).accept(&all, 1).unwrap();
            let two = Review::new(&sets[1], Some(&one), None).accept(&all, 2).unwrap();
            let back = Review::new(&sets[0], Some(&two), None);
            let pending: Vec<Recipient> = back.pending().cloned().collect();
            let left: Vec<Recipient> = first.into_iter().filter(|one| !second.contains(one)).collect();
            prop_assert_eq!(pending, left);
        }
    }
}
