//! Fills every table of a store.

use shared::{
    delivery::Answer,
    report::Report,
    retention::{Days, DeletionRule, Kind},
    status::Event,
    wire::{CheckBrief, ContactSettings, Progress, Proven, Role, Waiting},
};

use super::{
    an_onboarding, brand, change, entry, expiry::expiring, hand_overs, helps, people_join_once, submitted,
    watches::watched,
};
use crate::{
    fixture::{self, START, person, technician},
    store::{Challenge, CheckRecord, Credential, Effect, Limit, NewJudged, Renewal, SeenDevice, Store},
};

/// Adds rows to every table of an empty store.
///
/// # Panics
/// If the store fails.
pub async fn fill(store: &dyn Store) {
    people_join_once(store).await;
    let (tess, _) = technician(store, "Tess").await;
    let mia = person(store, "Mia", &[Role::Manager]).await;
    accounts(store, &tess, &mia).await;
    onboardings(store, &tess, &mia).await;
    store
        .keep(&[(Kind::Reports, Days::try_from(30).unwrap())], &entry(START, "retention.set"))
        .await
        .unwrap();
    brand::set_up(store).await;
    let limit = Limit { times: 5, seconds: 3600 };
    for _ in 0..2 {
        assert!(store.attempt("sign-in:mia", limit, START).await.unwrap().is_some());
    }
    assert!(store.take_lease("check", START, START + 60).await.unwrap());
}

async fn accounts(store: &dyn Store, tess: &crate::store::Person, mia: &crate::store::Person) {
    assert!(store.open_session([1; 32], tess, "Firefox on Linux", 5, START).await.unwrap());
    store.keep_pending(&tess.id, b"seed", START + 60).await.unwrap();
    let factor = Credential::Factor { pending: b"seed", step: 7, codes: &[[7; 32], [8; 32]] };
    let renewal = Renewal { old: [1; 32], new: [2; 32] };
    assert!(store.change_credential(&tess.id, factor, renewal, &entry(START, "factor.set")).await.unwrap());
    assert!(store.take_recovery_code(&tess.id, [7; 32], &entry(START, "recovery.used")).await.unwrap());
    let challenge = Challenge { key: "age1offered".into(), answer_hash: [3; 32], expires_at: START + 60 };
    store.set_challenge(&mia.id, &challenge).await.unwrap();
    let device = SeenDevice { old: None, new: [4; 32], at: START };
    store.remember_device(&mia.id, device, START - 1, 5).await.unwrap();
    assert!(store.keep_approvals(&tess.id, None, b"whom I know", START).await.unwrap());
    let contact = ContactSettings { phone: Some("+1 415 555-0142".parse().unwrap()), shows_email: false };
    assert!(store.set_contact(&mia.id, &contact, &entry(START, "contact.changed")).await.unwrap());
}

/// Adds a configured site that is watched, with an address that waits, and a proof.
async fn proven(store: &dyn Store, tess: &crate::store::Person) {
    let (id, _) = fixture::configured(store, tess, START).await;
    let was = store.onboarding(&id).await.unwrap().unwrap();
    let address = "proof-1@mx.agency.test".parse().unwrap();
    let waiting = Waiting { address, since: START, until: START + 60, arrived_at: None };
    assert!(store.await_message(&was, &waiting, &entry(START, "proof.began")).await.unwrap());
    let message = fixture::judged(Answer::Yes, START);
    let proven = Proven { at: START, from: "shop@bakery.test".into(), encrypted: true };
    let new = NewJudged { message: &message, arrived_at: None, proven: Some(&proven) };
    assert!(store.set_judged(&was, &new, &entry(START, "proof.given")).await.unwrap());
    let was = store.onboarding(&id).await.unwrap().unwrap();
    watched(store, &was, &tess.id).await;
}

async fn onboardings(store: &dyn Store, tess: &crate::store::Person, mia: &crate::store::Person) {
    proven(store, tess).await;
    expiring(store, mia).await;
    let (link, was) = an_onboarding(store, mia).await;
    let progress = Progress { provider: Some("gmail".into()), ..Progress::default() };
    assert!(store.change(&change(&was, Event::Progress, Effect::Progress(&progress))).await.unwrap());
    for ok in [false, true] {
        let brief = CheckBrief { ok, cause: "auth".into(), meaning: "No.".into(), at: START };
        let report = fixture::check_report(ok);
        let record = CheckRecord { brief: &brief, report: &report };
        store.add_check(&was.id, &record, &entry(START, "check")).await.unwrap();
    }
    let report: Report = serde_json::from_value(serde_json::json!({
        "domain": "bakery.test", "provider": "", "dns_host": null, "findings": [], "spf": null, "servers": [], "asked": 1,
        "millis": 1
    }))
    .unwrap();
    store.set_report(&was.id, &report, START, Some(&entry(START, "report"))).await.unwrap();
    let was = store.onboarding(&was.id).await.unwrap().unwrap();
    for (salt, is_answered) in [(1, true), (2, false)] {
        let new = hand_overs::handed_over(&link, &was, salt);
        assert!(store.add_hand_over(&new, &entry(START, "step.handed-over")).await.unwrap());
        let answer = hand_overs::answer(1);
        if is_answered {
            let done = entry(START + 1, "step.done");
            assert!(store.answer_hand_over(&new.locator, &answer, &done).await.unwrap());
        }
    }
    for at in [START + 2, START + 3] {
        assert!(store.add_help(&was, &helps::help(at), &entry(at, "help.asked")).await.unwrap().is_some());
    }
    let settled = entry(START + 4, "help.settled");
    assert!(store.settle_help(&was.id, START + 2, &helps::settled(START + 4), &settled).await.unwrap());
    let set = store.recipient_set(was.recipients).await.unwrap().unwrap();
    let sealed = fixture::submission(&link, &set, "hunter2").sealed;
    assert!(store.change(&change(&was, Event::Submit, submitted(&sealed))).await.unwrap());
    let was = store.onboarding(&was.id).await.unwrap().unwrap();
    let withdrawn = change(&was, Event::Withdraw, Effect::Delete(DeletionRule::Withdrawn));
    assert!(store.change(&withdrawn).await.unwrap());
    // What the client wrote before is deleted.
    let was = store.onboarding(&was.id).await.unwrap().unwrap();
    let asked = entry(START + 20, "help.asked");
    assert!(store.add_help(&was, &helps::help(START + 20), &asked).await.unwrap().is_some());
    // The last entry is deleted. No later one can get its number.
    store.log(None, &entry(START + 100, "test.last")).await.unwrap();
    let aged = store.delete_aged(crate::store::Aged::Activity, START + 200, 1000).await.unwrap();
    assert!(aged > 5, "{aged}");
    store.log(None, &entry(START + 300, "test.logged")).await.unwrap();
}
