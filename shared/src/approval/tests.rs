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
fn every_kind_of_change_to_a_list_is_reported() {
    use Standing::{Accepted, New, NewKey, Renamed};
    let (ada, sam, eve) = (person("Ada"), person("Sam"), person("Eve"));
    let (new_ada, adam) = (person("Ada"), Recipient::new("Adam", ada.key()).unwrap());
    let approved = Review::new(&set(1, &[&ada, &sam]), None, None);
    let approved = approved.accept(&[ada.clone(), sam.clone()], 7).unwrap();
    let verdicts = |people: &[&Recipient]| {
        let review = Review::new(&set(2, people), Some(&approved), None);
        (standings(&review), review.gone().to_vec())
    };
    assert_eq!(verdicts(&[&sam, &ada]), (vec![Accepted, Accepted], vec![]), "the order doesn't matter");
    assert_eq!(verdicts(&[&ada, &sam, &eve]), (vec![Accepted, Accepted, New], vec![]));
    assert_eq!(verdicts(&[&ada]), (vec![Accepted], vec![sam.clone()]));
    assert_eq!(verdicts(&[&new_ada, &sam]), (vec![NewKey(ada.clone()), Accepted], vec![]));
    assert_eq!(verdicts(&[&adam, &sam]), (vec![Renamed(ada.clone()), Accepted], vec![]));
    assert_eq!(
        verdicts(&[&ada, &new_ada, &sam]).0,
        [Accepted, New, Accepted],
        "a second key doesn't replace the first"
    );
    assert_eq!(verdicts(&[&eve]), (vec![New], vec![ada, sam]));
}

#[test]
fn a_key_from_the_link_needs_no_approval_and_is_not_remembered() {
    let (ada, sam, eve) = (person("Ada"), person("Sam"), person("Eve"));
    let pinned = set(1, &[&ada, &eve]);
    let review = Review::new(&set(2, &[&ada, &eve, &sam]), None, Some(&pinned));
    assert_eq!(standings(&review), [Standing::Pinned, Standing::Pinned, Standing::New]);
    assert!(!review.is_first());
    let approved = review.accept(std::slice::from_ref(&sam), 7).unwrap();
    assert_eq!(approved.recipients(), [sam], "a forged link can't bring a key into the next list");
}

/// Four people with two keys each. Each key has a second name, so that a rename is possible.
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

/// Returns some recipients of the pool, each key at most once.
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
    fn a_recipient_unknown_to_person_and_link_is_pending(
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
    fn someone_who_left_must_be_accepted_again(first in picks(), second in picks()) {
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
