//! Proof that sites' own mail arrives: who can have one, and that each address takes one message.

use shared::{
    delivery::{Answer, Doubt},
    retention::DeletionRule,
    rules::Address,
    status::{Event, Status},
    wire::{Proven, Waiting},
};

use super::{change, entry};
use crate::{
    fixture::{self, START},
    store::{Aged, Effect, JudgedMessage, NewJudged, Onboarding, Person, Proof, Store},
};

const DAY: i64 = 24 * 3600;

fn address(name: &str) -> Address {
    format!("proof-{name}@mx.agency.test").parse().unwrap()
}

fn waiting(name: &str) -> Waiting {
    Waiting { address: address(name), since: START + 20, until: START + 80, arrived_at: None }
}

async fn manager(store: &dyn Store) -> Person {
    store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap()
}

/// Returns an onboarding whose site is configured.
async fn configured(store: &dyn Store, by: &Person) -> Onboarding {
    let (id, _) = fixture::configured(store, by, START).await;
    read(store, &id).await
}

async fn read(store: &dyn Store, id: &str) -> Onboarding {
    store.onboarding(id).await.unwrap().unwrap()
}

async fn await_message(store: &dyn Store, was: &Onboarding, name: &str) -> bool {
    store.await_message(was, &waiting(name), &entry(START + 20, "proof.began")).await.unwrap()
}

/// Stores a verdict, and returns true if it was stored.
async fn judge(store: &dyn Store, was: &Onboarding, message: &JudgedMessage, at: Option<&Address>) -> bool {
    let proof = proven(message.at);
    let is_proof = message.answer == Answer::Yes;
    let new = NewJudged { message, arrived_at: at, proven: is_proof.then_some(&proof) };
    store.set_judged(was, &new, &entry(message.at, "proof.judged")).await.unwrap()
}

fn proven(at: i64) -> Proven {
    Proven { at, from: "shop@bakery.test".into(), encrypted: true }
}

pub(super) async fn each_address_takes_one_message(store: &dyn Store) {
    let was = configured(store, &manager(store).await).await;
    assert_eq!(store.proof(&was.id).await.unwrap(), Proof::default());
    let stale = Onboarding { status: Status::Collected, ..was.clone() };
    assert!(!await_message(store, &stale, "stale").await, "its status has changed");
    assert!(await_message(store, &was, "one").await);
    assert!(await_message(store, &was, "two").await);
    assert_eq!(store.proof(&was.id).await.unwrap().waiting, Some(waiting("two")));
    let upper: Address = "Proof-TWO@MX.Agency.test".parse().unwrap();
    for (name, at, is_awaited) in [
        (&address("one"), START + 30, false),
        (&address("two"), START + 80, false),
        (&address("two"), START + 79, true),
        (&upper, START + 30, true),
    ] {
        assert_eq!(store.awaits_message(name, at).await.unwrap(), is_awaited, "{name} {at}");
    }
    assert_eq!(store.take_message(&address("one"), START + 30).await.unwrap(), None, "replaced");
    let taken = store.take_message(&upper, START + 30).await.unwrap().unwrap();
    assert_eq!((&taken.onboarding_id, taken.since), (&was.id, START + 20));
    assert_eq!(store.take_message(&address("two"), START + 31).await.unwrap(), None, "only one");
    assert!(!store.awaits_message(&address("two"), START + 31).await.unwrap());
    let checked = Waiting { arrived_at: Some(START + 30), ..waiting("two") };
    assert_eq!(store.proof(&was.id).await.unwrap().waiting, Some(checked), "the verdict isn't there yet");
    assert!(await_message(store, &was, "two-b").await);
    assert_eq!(store.proof(&was.id).await.unwrap().waiting, Some(waiting("two-b")));
}

pub(super) async fn a_later_failure_keeps_the_proof(store: &dyn Store) {
    let was = configured(store, &manager(store).await).await;
    assert!(await_message(store, &was, "three").await);
    let (yes, no) = (fixture::judged(Answer::Yes, START + 40), fixture::judged(Answer::No, START + 50));
    assert!(judge(store, &was, &yes, Some(&address("three"))).await);
    let first = store.proof(&was.id).await.unwrap();
    assert_eq!(first, Proof { waiting: None, judged: Some(yes), proven: Some(proven(START + 40)) });
    let now = read(store, &was.id).await;
    assert_eq!((now.mail, now.proven_at), (Some(Answer::Yes), Some(START + 40)));
    assert_eq!(now.changed_at, START + 40, "the board has to place it again");

    assert!(await_message(store, &now, "four").await);
    assert!(judge(store, &now, &no, None).await, "pasted");
    let second = store.proof(&was.id).await.unwrap();
    assert_eq!((&second.judged, &second.proven), (&Some(no.clone()), &first.proven));
    assert_eq!(second.waiting, Some(waiting("four")), "a pasted message leaves the address open");
    assert_eq!(read(store, &was.id).await.mail, Some(Answer::No));

    let until = START + 50;
    assert_eq!(store.count_aged(Aged::Messages, until - 1).await.unwrap(), 0, "too young");
    assert_eq!(store.count_aged(Aged::Messages, until).await.unwrap(), 1);
    assert_eq!(store.delete_aged(Aged::Messages, until, 10).await.unwrap(), 1);
    assert_eq!(store.delete_aged(Aged::Messages, until, 10).await.unwrap(), 0, "once");
    let left = store.proof(&was.id).await.unwrap();
    let bare = JudgedMessage { seen: None, ..no };
    assert_eq!((left.judged, left.proven), (Some(bare), first.proven), "answer and dates remain");
}

/// Verdicts can be stored in another order than their messages arrived, and a message that shows nothing can follow one
/// that failed.
pub(super) async fn the_latest_verdict_and_proof_stay(store: &dyn Store) {
    let was = configured(store, &manager(store).await).await;
    assert_eq!(was.configured_at, Some(START));
    assert_eq!(store.proven(&was.id).await.unwrap(), None);
    let (yes, no, unknown) = (Answer::Yes, Answer::No, Answer::Unknown);
    for (answer, at, last, mail, proven_at) in [
        (unknown, 30, (unknown, 30), unknown, None),
        (yes, 60, (yes, 60), yes, Some(60)),
        // It arrived before, but judging it took longer.
        (no, 50, (yes, 60), yes, Some(60)),
        (yes, 40, (yes, 60), yes, Some(60)),
        (no, 70, (no, 70), no, Some(60)),
        (unknown, 80, (unknown, 80), no, Some(60)),
        (yes, 90, (yes, 90), yes, Some(90)),
    ] {
        let doubt = Some(Doubt::NoResults).filter(|_| answer == unknown);
        let message = JudgedMessage { doubt, ..fixture::judged(answer, START + at) };
        assert!(judge(store, &was, &message, None).await);
        let judged = store.proof(&was.id).await.unwrap().judged.unwrap();
        assert_eq!((judged.answer, judged.at), (last.0, START + last.1), "{answer:?} {at}");
        assert_eq!(judged.doubt.is_some(), last.0 == unknown, "{answer:?} {at}");
        let now = read(store, &was.id).await;
        let proven_at = proven_at.map(|at| START + at);
        assert_eq!((now.mail, now.proven_at), (Some(mail), proven_at), "{answer:?} {at}");
        assert_eq!(store.proven(&was.id).await.unwrap(), proven_at.map(proven), "{answer:?} {at}");
    }
}

pub(super) async fn only_a_configured_site_has_a_proof(store: &dyn Store) {
    let was = configured(store, &manager(store).await).await;
    let message = fixture::judged(Answer::Yes, START + 40);
    assert!(judge(store, &was, &message, None).await);
    assert!(await_message(store, &was, "five").await);
    let cleared = change(&was, Event::SaveElsewhere, Effect::Delete(DeletionRule::SavedElsewhere));
    assert!(store.change(&cleared).await.unwrap());
    assert!(store.proof(&was.id).await.unwrap().proven.is_some(), "it is still configured");
    assert!(!judge(store, &was, &message, None).await, "its status has changed");
    let was = read(store, &was.id).await;
    assert!(store.change(&change(&was, Event::Revoke, Effect::Revoke)).await.unwrap());
    assert_eq!(store.proof(&was.id).await.unwrap(), Proof::default());
    assert_eq!(store.take_message(&address("five"), START + 30).await.unwrap(), None);
    let now = read(store, &was.id).await;
    assert_eq!((now.mail, now.proven_at), (None, None));

    let other = configured(store, &manager(store).await).await;
    assert!(judge(store, &other, &message, None).await);
    let cleared = change(&other, Event::SaveElsewhere, Effect::Delete(DeletionRule::SavedElsewhere));
    assert!(store.change(&cleared).await.unwrap());
    let other = read(store, &other.id).await;
    assert!(store.delete_onboarding(&other, &entry(START + DAY, "onboarding.deleted")).await.unwrap());
    assert_eq!(store.proof(&other.id).await.unwrap(), Proof::default(), "it is deleted with its onboarding");
}
