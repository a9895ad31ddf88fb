//! Sites that are watched: which ones, and that each look and each reminder happens once.

use futures_util::future::join_all;
use shared::{
    delivery::Answer,
    report::{Report, Topic, Verdict},
    retention::DeletionRule,
    status::Event,
    wire::{Proven, Role},
};

use super::{change, entry, expiry::reissue};
use crate::{
    fixture::{self, START, person},
    store::{Effect, Fault, Known, Look, NewJudged, Onboarding, Reminder, Store, Watch},
};

const DAY: i64 = 24 * 3600;

async fn read(store: &dyn Store, id: &str) -> Onboarding {
    store.onboarding(id).await.unwrap().unwrap()
}

/// Stores a proof from this time.
async fn prove(store: &dyn Store, was: &Onboarding, at: i64) {
    let message = fixture::judged(Answer::Yes, at);
    let proven = Proven { at, from: "shop@bakery.test".into(), encrypted: true };
    let new = NewJudged { message: &message, arrived_at: None, proven: Some(&proven) };
    assert!(store.set_judged(was, &new, &entry(at, "proof.given")).await.unwrap());
}

/// Returns an onboarding whose site is configured.
async fn configured(store: &dyn Store, manager: &str) -> Onboarding {
    let manager = person(store, manager, &[Role::Manager]).await;
    let (id, _) = fixture::configured(store, &manager, START).await;
    read(store, &id).await
}

/// Returns an onboarding whose site's mail was shown to arrive.
async fn proven(store: &dyn Store, manager: &str) -> Onboarding {
    let was = configured(store, manager).await;
    prove(store, &was, START).await;
    read(store, &was.id).await
}

/// Returns what is known after a look: a record is missing.
fn known() -> Known {
    let id = "spf.missing".into();
    let fault = Fault { topic: Topic::Spf, id, verdict: Verdict::Fail, is_told: true };
    Known { topics: vec![Topic::Spf], faults: vec![fault], silent: Vec::new() }
}

async fn is_due(store: &dyn Store, id: &str, now: i64) -> bool {
    store.looks_due(now, 1000).await.unwrap().iter().any(|found| found.id == id)
}

async fn is_reminded(store: &dyn Store, id: &str, until: i64) -> bool {
    store.reminders_due(until, i64::MAX, 1000).await.unwrap().iter().any(|found| found.id == id)
}

/// Fills the table.
pub(super) async fn watched(store: &dyn Store, was: &Onboarding, person_id: &str) {
    let look = Look { at: START + DAY, known: known() };
    assert!(store.set_look(was, None, &look, &[]).await.unwrap());
    assert!(store.set_asked_by(was, person_id).await.unwrap());
    assert!(store.set_reminders(was, true, &entry(START, "proof.reminders")).await.unwrap());
    let next = Reminder { at: START + DAY, unsent_since: Some(START) };
    assert!(store.set_next_reminder(was, None, next, Some(&entry(START, "proof.reminded"))).await.unwrap());
}

pub(super) async fn a_look_is_replaced_once(store: &dyn Store) {
    let was = proven(store, "Wanda").await;
    assert_eq!(store.watch(&was.id).await.unwrap(), Watch::default());
    assert!(is_due(store, &was.id, START).await, "the first look is due at once");
    let first = Look { at: START + DAY, known: Known::default() };
    let looked = [entry(START, "test.looked"), entry(START, "test.told")];
    let crowd = (0..20).map(|_| store.set_look(&was, None, &first, &looked));
    let through = join_all(crowd).await.into_iter().filter(|result| matches!(result, Ok(true))).count();
    assert_eq!(through, 1, "only one of several parallel looks counts");
    assert!(!is_due(store, &was.id, START + DAY - 1).await && is_due(store, &was.id, START + DAY).await);
    let second = Look { at: START + 2 * DAY, known: known() };
    assert!(store.set_look(&was, Some(&first), &second, &[]).await.unwrap());
    assert!(!store.set_look(&was, Some(&first), &second, &looked).await.unwrap(), "it was replaced");
    assert!(!store.set_look(&was, None, &second, &looked).await.unwrap(), "there was one before");
    assert!(store.set_asked_by(&was, &was.manager_id).await.unwrap());
    let watch = store.watch(&was.id).await.unwrap();
    assert_eq!((watch.look, watch.asked_by), (Some(second), Some(was.manager_id.clone())));
    let log = store.activity(Some(&was.id), None, 100).await.unwrap();
    assert_eq!(log.iter().filter(|entry| entry.code.starts_with("test.")).count(), 2);
}

pub(super) async fn only_a_proven_site_is_watched(store: &dyn Store) {
    let was = configured(store, "Wendy").await;
    assert!(!is_due(store, &was.id, i64::MAX).await, "nothing shows that its mail arrives");
    prove(store, &was, START + 1).await;
    let was = read(store, &was.id).await;
    assert!(is_due(store, &was.id, START).await);
    watched(store, &was, &was.manager_id).await;

    let cleared = change(&was, Event::SaveElsewhere, Effect::Delete(DeletionRule::SavedElsewhere));
    assert!(store.change(&cleared).await.unwrap());
    assert!(is_due(store, &was.id, START + DAY).await, "it is still configured");
    let look = store.watch(&was.id).await.unwrap().look;
    let next = Look { at: START + 2 * DAY, known: Known::default() };
    assert!(store.set_look(&was, look.as_ref(), &next, &[]).await.unwrap(), "it has the same link");

    let now = read(store, &was.id).await;
    assert!(store.change(&change(&now, Event::Revoke, Effect::Revoke)).await.unwrap());
    assert!(!is_due(store, &was.id, i64::MAX).await);
    assert_eq!(store.watch(&was.id).await.unwrap(), Watch::default());
    let entry = entry(START, "test.late");
    assert!(!store.set_look(&was, Some(&next), &next, &[entry]).await.unwrap());
    assert!(!store.set_asked_by(&was, &was.manager_id).await.unwrap());
    assert!(!store.set_reminders(&was, true, &entry).await.unwrap());
    let reminder = Reminder { at: START, unsent_since: None };
    assert!(!store.set_next_reminder(&was, None, reminder, Some(&entry)).await.unwrap());
    assert_eq!(store.watch(&was.id).await.unwrap(), Watch::default(), "nothing is left or came back");
}

pub(super) async fn a_new_link_keeps_the_reminders(store: &dyn Store) {
    let was = proven(store, "Xavier").await;
    watched(store, &was, &was.manager_id).await;
    let before = store.watch(&was.id).await.unwrap();
    assert!(before.look.is_some() && before.remind_monthly && before.reminder.is_some());
    reissue(store, &was).await;
    assert_eq!(store.watch(&was.id).await.unwrap(), Watch { look: None, reminder: None, ..before });
    assert!(!is_due(store, &was.id, i64::MAX).await && !is_reminded(store, &was.id, i64::MAX).await);
    let now = read(store, &was.id).await;
    assert!(store.change(&change(&now, Event::Revoke, Effect::Revoke)).await.unwrap());
    assert_eq!(store.watch(&was.id).await.unwrap(), Watch::default(), "the site isn't the agency's anymore");
}

pub(super) async fn a_report_moves_no_closed_onboarding(store: &dyn Store) {
    let was = proven(store, "Yara").await;
    let report: Report = serde_json::from_value(serde_json::json!({
        "domain": "bakery.test", "provider": "", "dns_host": null, "findings": [], "spf": null, "servers": [],
        "asked": 1, "millis": 1
    }))
    .unwrap();
    store.set_report(&was.id, &report, START + 7, Some(&entry(START + 7, "report"))).await.unwrap();
    let was = read(store, &was.id).await;
    assert_eq!(was.changed_at, START + 7);
    let cleared = change(&was, Event::SaveElsewhere, Effect::Delete(DeletionRule::SavedElsewhere));
    assert!(store.change(&cleared).await.unwrap());
    let closed_at = read(store, &was.id).await.changed_at;
    let later = START + 100 * DAY;
    store.set_report(&was.id, &report, later, Some(&entry(later, "report"))).await.unwrap();
    assert_eq!(read(store, &was.id).await.changed_at, closed_at);
}

pub(super) async fn the_next_reminder_is_replaced_once(store: &dyn Store) {
    let was = proven(store, "Wilma").await;
    let set = entry(START, "test.set");
    let next = Reminder { at: START + 60, unsent_since: None };
    let is_due = async |now: i64| {
        store.reminders_due(START, now, 1000).await.unwrap().iter().any(|found| found.id == was.id)
    };
    assert!(!is_reminded(store, &was.id, i64::MAX).await, "off by default");
    assert!(!store.set_next_reminder(&was, None, next, Some(&set)).await.unwrap(), "off by default");
    assert!(store.set_reminders(&was, true, &set).await.unwrap());
    let watch = store.watch(&was.id).await.unwrap();
    assert!(watch.remind_monthly && watch.reminder.is_none());
    assert!(!is_reminded(store, &was.id, START - 1).await && is_reminded(store, &was.id, START).await);
    let crowd = (0..20).map(|_| store.set_next_reminder(&was, None, next, Some(&set)));
    let through = join_all(crowd).await.into_iter().filter(|result| matches!(result, Ok(true))).count();
    assert_eq!(through, 1, "only one of several parallel reminders is recorded");
    assert_eq!(store.watch(&was.id).await.unwrap().reminder, Some(next));
    assert!(!is_due(START + 59).await && is_due(START + 60).await, "it comes again");
    let failed = Reminder { at: START + 90, unsent_since: Some(START + 60) };
    assert!(store.set_next_reminder(&was, Some(next), failed, None).await.unwrap());
    assert!(!store.set_next_reminder(&was, Some(next), failed, Some(&set)).await.unwrap(), "it was replaced");
    assert_eq!(store.watch(&was.id).await.unwrap().reminder, Some(failed));

    prove(store, &was, START + 60).await;
    assert!(!is_reminded(store, &was.id, START + 59).await && is_reminded(store, &was.id, START + 60).await);
    for monthly in [false, true] {
        assert!(store.set_reminders(&was, monthly, &set).await.unwrap());
        assert_eq!(is_reminded(store, &was.id, i64::MAX).await, monthly);
        let kept = Reminder { unsent_since: None, ..failed };
        assert_eq!(store.watch(&was.id).await.unwrap().reminder, Some(kept), "none is sent twice: {monthly}");
    }
    let log = store.activity(Some(&was.id), None, 100).await.unwrap();
    assert_eq!(log.iter().filter(|entry| entry.code == "test.set").count(), 4);
}

pub(super) async fn a_failed_reminder_waits_behind_the_others(store: &dyn Store) {
    let [failed, later] = [proven(store, "Wren").await, proven(store, "Winnie").await];
    prove(store, &later, START + 60).await;
    let later = read(store, &later.id).await;
    for was in [&failed, &later] {
        assert!(store.set_reminders(was, true, &entry(START, "test.set")).await.unwrap());
    }
    let due = async |now: i64| {
        let found = store.reminders_due(START + 60, now, 1000).await.unwrap();
        let ours = found.into_iter().map(|found| found.id);
        ours.filter(|id| [&failed.id, &later.id].contains(&id)).collect::<Vec<String>>()
    };
    let (first, second) = (failed.id.clone(), later.id.clone());
    assert_eq!(due(START).await, [first.clone(), second.clone()], "the oldest proof first");
    let again = Reminder { at: START + 10, unsent_since: Some(START) };
    assert!(store.set_next_reminder(&failed, None, again, None).await.unwrap());
    assert_eq!(due(START + 9).await, std::slice::from_ref(&second));
    assert_eq!(due(START + 10).await, [second.clone(), first.clone()]);
    let month = Reminder { at: START + 20, unsent_since: None };
    assert!(store.set_next_reminder(&later, None, month, None).await.unwrap());
    assert_eq!(due(START + 19).await, std::slice::from_ref(&first));
    assert_eq!(due(START + 20).await, [first, second], "the longest due first");
}

/// Two servers find the same site due.
pub(super) async fn a_look_is_claimed_by_one(two: [&dyn Store; 2]) {
    let was = proven(two[0], "Winona").await;
    let claim = Look { at: START + 60, known: Known::default() };
    let take = |number: usize| two[number % 2].set_look(&was, None, &claim, &[]);
    let through = join_all((0..20).map(take)).await;
    assert_eq!(through.into_iter().filter(|result| matches!(result, Ok(true))).count(), 1);
    assert!(!is_due(two[1], &was.id, START + 59).await && is_due(two[1], &was.id, START + 60).await);
}
