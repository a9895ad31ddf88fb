//! Steps that clients hand over.

use futures_util::future::{join, join_all, join3};
use shared::{
    hand_over::HandedStep,
    link::{Link, Salt},
    retention::{Days, DeletionRule},
    seal::Sealed,
    status::Event,
    wire::Role,
};

use super::{an_onboarding, change, entry, submitted};
use crate::{
    fixture::{self, START},
    store::{Effect, HandOver, Onboarding, Store},
};

/// When these links expire.
const END: i64 = START + 100;

pub(super) fn handed_over(link: &Link, was: &Onboarding, seed: u8) -> HandOver {
    let salt = Salt::new(|bytes| bytes.fill(seed));
    let made = link.hand_over(HandedStep::App, salt);
    HandOver {
        locator: made.locator(),
        onboarding_id: was.id.clone(),
        link: link.locator(),
        step: HandedStep::App,
        salt,
        token_hash: made.token().hash(),
        expires_at: END,
        opened_at: None,
        done_at: None,
        sealed: None,
        is_over: false,
    }
}

pub(super) fn answer(seed: u8) -> Sealed {
    Sealed { file: vec![seed; 300], tag: vec![seed; 32] }
}

pub(super) async fn story(store: &dyn Store) {
    let ada = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let (link, was) = an_onboarding(store, &ada).await;
    is_answered_once(store, &link, &was).await;
    is_replaced_and_revoked(store, &link, &was).await;
    expires(store, &link, &was).await;
    belongs_to_its_link(store, &link, &was).await;
    let ends = [("submitted", Event::Submit), ("withdrawn", Event::Withdraw), ("revoked", Event::Revoke)];
    for (what, event) in ends {
        let (link, was) = an_onboarding(store, &ada).await;
        ends_with_the_onboarding(store, &link, &was, (what, event)).await;
    }
}

async fn is_answered_once(store: &dyn Store, link: &Link, was: &Onboarding) {
    let new = handed_over(link, was, 1);
    let made = entry(START, "step.handed-over");
    assert!(store.add_hand_over(&new, &made).await.unwrap());
    assert!(!store.add_hand_over(&new, &made).await.unwrap(), "the locator exists");
    let kept = store.hand_over(&new.locator).await.unwrap();
    assert_eq!(kept, Some(new.clone()), "the failed call ended nothing");
    let opened = entry(START + 1, "step.opened");
    for is_first in [true, false] {
        assert_eq!(store.open_hand_over(&new.locator, &opened).await.unwrap(), is_first);
    }
    let crowd = (1..=20).map(|seed| {
        let sealed = answer(seed);
        async move {
            let done = entry(START + 2, "step.done");
            store.answer_hand_over(&handed_over(link, was, 1).locator, &sealed, &done).await.unwrap()
        }
    });
    let through = join_all(crowd).await.into_iter().filter(|&it| it).count();
    assert_eq!(through, 1, "only one of several parallel answers is stored");
    let kept = store.hand_overs(&link.locator(), START + 3).await.unwrap();
    let [kept] = &kept[..] else { panic!("{kept:?}") };
    assert_eq!((kept.opened_at, kept.done_at), (Some(START + 1), Some(START + 2)));
    assert!(kept.sealed.is_some());
    let codes = store.activity(Some(&was.id), None, 3).await.unwrap();
    let codes: Vec<&str> = codes.iter().map(|entry| entry.code.as_str()).collect();
    assert_eq!(codes, ["step.done", "step.opened", "step.handed-over"], "each is logged once");
}

async fn is_replaced_and_revoked(store: &dyn Store, link: &Link, was: &Onboarding) {
    let (first, second) = (handed_over(link, was, 1), handed_over(link, was, 2));
    let made = entry(START + 5, "step.handed-over");
    assert!(store.add_hand_over(&second, &made).await.unwrap());
    let old = store.hand_over(&first.locator).await.unwrap().unwrap();
    assert!(old.is_over && old.sealed.is_none(), "the answer is deleted with it: {old:?}");
    assert_eq!(store.hand_overs(&link.locator(), START + 6).await.unwrap(), std::slice::from_ref(&second));
    let late = entry(START + 6, "step.late");
    assert!(!store.answer_hand_over(&first.locator, &answer(1), &late).await.unwrap());
    assert!(!store.open_hand_over(&first.locator, &late).await.unwrap());
    let revoked = entry(START + 7, "step.revoked");
    for is_first in [true, false] {
        let done = store.revoke_hand_over(&link.locator(), HandedStep::App, &revoked).await.unwrap();
        assert_eq!(done, is_first);
    }
    assert_eq!(store.hand_overs(&link.locator(), START + 8).await.unwrap(), []);
    assert!(!store.answer_hand_over(&second.locator, &answer(1), &late).await.unwrap());
}

async fn expires(store: &dyn Store, link: &Link, was: &Onboarding) {
    let new = handed_over(link, was, 3);
    assert!(store.add_hand_over(&new, &entry(START, "step.handed-over")).await.unwrap());
    assert!(store.answer_hand_over(&new.locator, &answer(1), &entry(END - 1, "step.done")).await.unwrap());
    assert_eq!(store.hand_overs(&link.locator(), END - 1).await.unwrap().len(), 1);
    assert_eq!(store.hand_overs(&link.locator(), END).await.unwrap(), []);
    assert!(!store.open_hand_over(&new.locator, &entry(END, "step.late")).await.unwrap());
    for (now, count) in [(END - 1, 0), (END, 1), (END, 0)] {
        assert_eq!(store.end_expired_hand_overs(now).await.unwrap(), count);
    }
    let kept = store.hand_over(&new.locator).await.unwrap().unwrap();
    assert!(kept.is_over && kept.sealed.is_none(), "{kept:?}");
}

async fn belongs_to_its_link(store: &dyn Store, link: &Link, was: &Onboarding) {
    let made = entry(START, "step.handed-over");
    let (other, _) = fixture::link(store).await;
    let foreign = HandOver { link: other.locator(), ..handed_over(link, was, 4) };
    assert!(!store.add_hand_over(&foreign, &made).await.unwrap(), "not the onboarding's link");
    let nowhere = HandOver { onboarding_id: "nowhere000".into(), ..handed_over(link, was, 4) };
    assert!(!store.add_hand_over(&nowhere, &made).await.unwrap(), "not an onboarding");
    let new = handed_over(link, was, 4);
    assert!(store.add_hand_over(&new, &made).await.unwrap());
    let revoked = entry(START, "step.revoked");
    assert!(!store.revoke_hand_over(&other.locator(), HandedStep::App, &revoked).await.unwrap());
    let (next, set) = fixture::link(store).await;
    let made = crate::store::Link {
        locator: next.locator(),
        onboarding_id: was.id.clone(),
        token_hash: next.token().hash(),
        sealed_link: fixture::new_link(&next, &set).sealed_link,
        is_revoked: false,
    };
    let relink =
        Effect::Relink { link: &made, expires_at: START + 99, keep: Days::NONE, recipients: set.version() };
    assert!(store.change(&change(was, Event::Reissue, relink)).await.unwrap());
    assert!(store.hand_over(&new.locator).await.unwrap().unwrap().is_over, "a new link ends it");
}

async fn ends_with_the_onboarding(
    store: &dyn Store,
    link: &Link,
    was: &Onboarding,
    (what, event): (&str, Event),
) {
    let new = handed_over(link, was, 5);
    assert!(store.add_hand_over(&new, &entry(START, "step.handed-over")).await.unwrap());
    assert!(store.answer_hand_over(&new.locator, &answer(1), &entry(START, "step.done")).await.unwrap());
    let set = store.recipient_set(was.recipients).await.unwrap().unwrap();
    let sealed = fixture::submission(link, &set, "hunter2").sealed;
    let effect = match event {
        Event::Submit => submitted(&sealed),
        Event::Withdraw => Effect::Delete(DeletionRule::Withdrawn),
        _ => Effect::Revoke,
    };
    let progress = shared::wire::Progress::default();
    let step = change(was, Event::Progress, Effect::Progress(&progress));
    assert!(store.change(&step).await.unwrap());
    assert!(!store.hand_over(&new.locator).await.unwrap().unwrap().is_over, "another step changes nothing");
    let was = store.onboarding(&was.id).await.unwrap().unwrap();
    assert!(store.change(&change(&was, event, effect)).await.unwrap());
    let kept = store.hand_over(&new.locator).await.unwrap().unwrap();
    assert!(kept.is_over && kept.sealed.is_none(), "{what}: {kept:?}");
    let again = handed_over(link, &was, 6);
    assert!(!store.add_hand_over(&again, &entry(START, "step.handed-over")).await.unwrap(), "{what}");
}

/// How often each race is repeated.
const ROUNDS: u8 = 8;

/// Two servers create, answer and end links to the same step.
pub(super) async fn a_hand_over_ends_once(two: [&dyn Store; 2]) {
    let manager = fixture::person(two[0], "Quinn", &[Role::Manager]).await;
    let made = entry(START, "step.handed-over");
    let done = entry(START + 1, "step.done");
    let revoked = entry(START + 1, "step.revoked");
    for round in 0..ROUNDS {
        let (link, was) = an_onboarding(two[0], &manager).await;
        let all: Vec<HandOver> = (0..10).map(|seed| handed_over(&link, &was, seed)).collect();
        let add = |number: usize| two[number % 2].add_hand_over(&all[number], &made);
        let added = join_all((0..10).map(add)).await.into_iter().all(|added| added.unwrap());
        assert!(added, "round {round}: each replaces the one before it");
        let kept = two[1].hand_overs(&link.locator(), START).await.unwrap();
        let [kept] = &kept[..] else { panic!("round {round}: one link, not {}", kept.len()) };

        let sealed = answer(1);
        let answering = two[0].answer_hand_over(&kept.locator, &sealed, &done);
        let locator = link.locator();
        let revoking = two[1].revoke_hand_over(&locator, HandedStep::App, &revoked);
        let (answered, is_revoked) = join(answering, revoking).await;
        assert!(answered.is_ok() && is_revoked.unwrap(), "round {round}");
        is_over(two[0], kept, round).await;

        let last = handed_over(&link, &was, 10);
        assert!(two[0].add_hand_over(&last, &made).await.unwrap(), "round {round}");
        let set = two[0].recipient_set(was.recipients).await.unwrap().unwrap();
        let submission = fixture::submission(&link, &set, "hunter2").sealed;
        let submit = change(&was, Event::Submit, submitted(&submission));
        let late = handed_over(&link, &was, 11);
        let answering = two[0].answer_hand_over(&last.locator, &sealed, &done);
        let (answered, added, is_submitted) =
            join3(answering, two[0].add_hand_over(&late, &made), two[1].change(&submit)).await;
        assert!(answered.is_ok() && added.is_ok() && is_submitted.unwrap(), "round {round}");
        is_over(two[1], &last, round).await;
        assert_eq!(two[0].hand_overs(&link.locator(), START).await.unwrap(), [], "round {round}");
    }
}

async fn is_over(store: &dyn Store, one: &HandOver, round: u8) {
    let kept = store.hand_over(&one.locator).await.unwrap().unwrap();
    assert!(kept.is_over && kept.sealed.is_none(), "round {round}: {kept:?}");
}
