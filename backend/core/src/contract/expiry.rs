//! When a client secret expires: stored with the sealed file, told once, and forgotten when the site stops using it.

use futures_util::future::join_all;
use shared::{
    retention::{Days, DeletionRule},
    status::{Event, Status},
    wire::Role,
};

use super::{an_onboarding, change, entry, submitted};
use crate::{
    fixture::{self, START, person},
    store::{Effect, Link, Onboarding, Person, SecretExpiry, Store},
};

const DAY: i64 = 24 * 3600;
const AT: i64 = START + 60 * DAY;
const EXPIRY: SecretExpiry = SecretExpiry { at: AT, tell_at: Some(START + 30 * DAY) };

/// Returns an onboarding whose client sent a secret that expires at [`AT`].
pub(super) async fn expiring(store: &dyn Store, manager: &Person) -> Onboarding {
    let (link, was) = an_onboarding(store, manager).await;
    assert_eq!(was.secret_expiry, None);
    let set = store.recipient_set(was.recipients).await.unwrap().unwrap();
    let sealed = fixture::submission(&link, &set, "hunter2").sealed;
    let effect = Effect::Submit { sealed: &sealed, secret_expiry: Some(EXPIRY) };
    assert!(store.change(&change(&was, Event::Submit, effect)).await.unwrap());
    read(store, &was.id).await
}

async fn read(store: &dyn Store, id: &str) -> Onboarding {
    store.onboarding(id).await.unwrap().unwrap()
}

async fn is_due(store: &dyn Store, id: &str, now: i64) -> bool {
    store.expiring(now, 1000).await.unwrap().iter().any(|found| found.id == id)
}

pub(super) async fn an_expiry_is_told_once(store: &dyn Store) {
    let manager = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let was = expiring(store, &manager).await;
    assert_eq!(was.secret_expiry, Some(EXPIRY));
    assert!(!is_due(store, &was.id, START + 30 * DAY - 1).await);
    assert!(is_due(store, &was.id, START + 30 * DAY).await);
    let told = entry(START + 30 * DAY, "test.told");
    let crowd = (0..20).map(|_| store.set_expiry_told(&was, Some(AT), Some(&told)));
    let through = join_all(crowd).await.into_iter().filter(|result| matches!(result, Ok(true))).count();
    assert_eq!(through, 1, "only one of several parallel emails is recorded");
    let now = read(store, &was.id).await;
    assert_eq!(now.secret_expiry, Some(SecretExpiry { tell_at: Some(AT), ..EXPIRY }));
    assert!(!is_due(store, &was.id, AT - 1).await && is_due(store, &was.id, AT).await);
    assert!(store.set_expiry_told(&now, Some(AT + 60), None).await.unwrap(), "it couldn't be sent");
    let now = read(store, &was.id).await;
    assert!(!is_due(store, &was.id, AT + 59).await && is_due(store, &was.id, AT + 60).await);
    assert!(store.set_expiry_told(&now, None, Some(&told)).await.unwrap());
    assert!(!is_due(store, &was.id, i64::MAX).await, "that was the last one");
    let log = store.activity(Some(&was.id), None, 100).await.unwrap();
    assert_eq!(log.iter().filter(|entry| entry.code == "test.told").count(), 2);
}

/// What stops a site from using the settings, or doesn't.
pub(super) async fn an_expiry_is_forgotten_with_the_settings(store: &dyn Store) {
    let manager = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    for (event, effect) in
        [(Event::Withdraw, Effect::Delete(DeletionRule::Withdrawn)), (Event::Revoke, Effect::Revoke)]
    {
        let was = expiring(store, &manager).await;
        assert!(store.change(&change(&was, event, effect)).await.unwrap());
        assert_eq!(read(store, &was.id).await.secret_expiry, None, "{event:?}");
        assert!(!is_due(store, &was.id, i64::MAX).await, "{event:?}");
        let told = entry(START, "test.told");
        assert!(!store.set_expiry_told(&was, Some(AT), Some(&told)).await.unwrap(), "{event:?}");
    }

    let was = expiring(store, &manager).await;
    reissue(store, &was).await;
    assert_eq!(read(store, &was.id).await.secret_expiry, None, "no site used it");
}

/// Replaces the onboarding's link.
pub(super) async fn reissue(store: &dyn Store, was: &Onboarding) -> shared::link::Link {
    let (new, set) = fixture::link(store).await;
    let link = Link {
        locator: new.locator(),
        onboarding_id: was.id.clone(),
        token_hash: new.token().hash(),
        sealed_link: fixture::new_link(&new, &set).sealed_link,
        is_revoked: false,
    };
    let relink =
        Effect::Relink { link: &link, expires_at: START + 99, keep: Days::NONE, recipients: set.version() };
    assert!(store.change(&change(was, Event::Reissue, relink)).await.unwrap());
    new
}

/// The manager creates the new link weeks before the day. The site needs the old secret until then.
pub(super) async fn an_expiry_outlives_a_replaced_link(store: &dyn Store) {
    let manager = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let was = expiring(store, &manager).await;
    assert!(store.change(&change(&was, Event::Collect, Effect::Collect)).await.unwrap());
    let was = read(store, &was.id).await;
    let saved = change(&was, Event::SaveElsewhere, Effect::Delete(DeletionRule::SavedElsewhere));
    assert!(store.change(&saved).await.unwrap());
    let mut link = None;
    for round in 0..2 {
        link = Some(reissue(store, &read(store, &was.id).await).await);
        let now = read(store, &was.id).await;
        assert_eq!(now.secret_expiry, Some(EXPIRY), "{round}: the site still uses the old one");
        assert!(is_due(store, &was.id, AT).await, "{round}");
    }
    let was = read(store, &was.id).await;
    let set = store.recipient_set(was.recipients).await.unwrap().unwrap();
    let sealed = fixture::submission(&link.unwrap(), &set, "hunter2").sealed;
    assert!(store.change(&change(&was, Event::Submit, submitted(&sealed))).await.unwrap());
    assert_eq!(read(store, &was.id).await.secret_expiry, None, "the new secret has its own date, or none");
}

/// The client sends the same file again, because the first answer was lost, with another choice.
pub(super) async fn an_expiry_is_changed_before_the_file_is_opened(store: &dyn Store) {
    let manager = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let first = expiring(store, &manager).await;
    let file = store.submission(&first.locator).await.unwrap();
    let remind = async |was: &Onboarding, expiry: Option<SecretExpiry>| {
        store.change(&change(was, Event::Progress, Effect::Remind(expiry))).await.unwrap()
    };
    let later = SecretExpiry { at: AT + DAY, tell_at: Some(START) };
    for expiry in [None, Some(EXPIRY), Some(later)] {
        let was = read(store, &first.id).await;
        assert!(remind(&was, expiry).await, "{expiry:?}");
        let now = read(store, &was.id).await;
        assert_eq!(now, Onboarding { secret_expiry: expiry, ..was }, "nothing else changes");
        assert_eq!(is_due(store, &now.id, i64::MAX).await, expiry.is_some(), "{expiry:?}");
    }
    assert_eq!(store.submission(&first.locator).await.unwrap(), file);
    let was = read(store, &first.id).await;
    assert!(store.change(&change(&was, Event::Collect, Effect::Collect)).await.unwrap());
    assert!(!remind(&was, None).await, "someone has opened it since it was read");
    let now = read(store, &first.id).await;
    assert_eq!((now.status, now.secret_expiry), (Status::Collected, Some(later)));
}

/// A site keeps its client secret after the sealed file was deleted, so its onboarding is kept as long.
pub(super) async fn an_expiry_outlives_the_sealed_file(store: &dyn Store) {
    let manager = person(store, "Olga", &[Role::Manager]).await;
    let was = expiring(store, &manager).await;
    assert!(store.change(&change(&was, Event::Collect, Effect::Collect)).await.unwrap());
    let was = read(store, &was.id).await;
    let saved = change(&was, Event::SaveElsewhere, Effect::Delete(DeletionRule::SavedElsewhere));
    assert!(store.change(&saved).await.unwrap());
    assert_eq!(read(store, &was.id).await.secret_expiry, Some(EXPIRY));
    assert!(is_due(store, &was.id, AT).await);
    let is_closed = async |until: i64| {
        let found = store.closed(until, i64::MAX, 1000).await.unwrap();
        let count = store.count_closed(until, i64::MAX).await.unwrap();
        assert_eq!(usize::try_from(count).unwrap(), found.len());
        found.iter().any(|found| found.id == was.id)
    };
    assert!(!is_closed(AT - 1).await, "someone still waits for the reminder");
    assert!(is_closed(AT).await, "counted from the day on which it expires");
}

/// Two servers find the same email due.
pub(super) async fn an_email_about_an_expiry_is_recorded_once(two: [&dyn Store; 2]) {
    let manager = person(two[0], "Ursula", &[Role::Manager]).await;
    let was = expiring(two[0], &manager).await;
    let told = entry(START + 30 * DAY, "test.told");
    let tell = |number: usize| two[number % 2].set_expiry_told(&was, Some(AT), Some(&told));
    let through = join_all((0..20).map(tell)).await;
    assert_eq!(through.into_iter().filter(|result| matches!(result, Ok(true))).count(), 1);
    let log = two[1].activity(Some(&was.id), None, 100).await.unwrap();
    assert_eq!(log.iter().filter(|entry| entry.code == "test.told").count(), 1);
}
