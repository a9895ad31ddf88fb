//! Credentials, sessions and membership.

use futures_util::future::join_all;

use super::{
    START, Store, entry,
    fixture::{self, person},
    technician,
};
use crate::store::{Challenge, Changed, Credential, Ending, Invitation, Membership, Person, Renewal};
use shared::wire::{ContactSettings, Role};

async fn again(store: &dyn Store, person: &Person) -> Person {
    store.person(&person.id).await.unwrap().unwrap()
}

async fn open(store: &dyn Store, token: u8, person: &Person, now: i64) -> bool {
    store.open_session([token; 32], person, "Firefox on Linux", 3, now).await.unwrap()
}

async fn tokens(store: &dyn Store, person: &Person) -> Vec<u8> {
    let sessions = store.sessions(&person.id, START - 1, START - 1).await.unwrap();
    sessions.into_iter().map(|session| session.token_hash[0]).collect()
}

async fn a_person_has_a_few_sessions(store: &dyn Store) {
    let eve = person(store, "Eve", &[Role::Manager]).await;
    for (token, now) in [(21, START), (22, START + 1), (23, START + 2), (24, START + 3)] {
        assert!(open(store, token, &eve, now).await);
    }
    assert_eq!(tokens(store, &eve).await, [24, 23, 22], "the session unused for longest has ended");
    let entry = entry(START, "sessions.ended");
    assert_eq!(store.end_sessions(&eve.id, Ending::One([23; 32]), Some(&entry)).await.unwrap(), 1);
    assert_eq!(
        store.end_sessions("ada0000000", Ending::One([22; 32]), None).await.unwrap(),
        0,
        "another person's session"
    );
    assert!(store.renew_session(Renewal { old: [22; 32], new: [25; 32] }, START + 9).await.unwrap());
    assert!(!store.renew_session(Renewal { old: [22; 32], new: [26; 32] }, START + 9).await.unwrap());
    assert_eq!(tokens(store, &eve).await, [25, 24]);
    assert_eq!(store.end_sessions(&eve.id, Ending::Others([25; 32]), None).await.unwrap(), 1);
    assert_eq!(store.end_sessions(&eve.id, Ending::All, None).await.unwrap(), 1);
}

async fn a_change_of_password_ends_the_other_sessions(store: &dyn Store) {
    let kai = person(store, "Kai", &[Role::Manager]).await;
    let was = kai.password_hash.as_deref().unwrap();
    assert!(open(store, 31, &kai, START).await && open(store, 32, &kai, START).await);
    let entry = entry(START + 1, "password.changed");
    let change = Credential::Password { was, hash: "another" };
    let ended = Renewal { old: [30; 32], new: [33; 32] };
    assert!(
        !store.change_credential(&kai.id, change, ended, &entry).await.unwrap(),
        "the session doesn't exist"
    );
    assert_eq!(again(store, &kai).await, kai, "nothing has changed");
    let renewal = Renewal { old: [31; 32], new: [33; 32] };
    assert!(store.change_credential(&kai.id, change, renewal, &entry).await.unwrap());
    assert_eq!(tokens(store, &kai).await, [33]);
    let renewal = Renewal { old: [33; 32], new: [34; 32] };
    assert!(
        !store.change_credential(&kai.id, change, renewal, &entry).await.unwrap(),
        "changed in the meantime"
    );
    assert!(!open(store, 35, &kai, START).await, "a sign-in checked before the change fails");
    assert!(open(store, 35, &again(store, &kai).await, START).await);
    assert!(!store.rehash(&kai.id, was, "of the old password").await.unwrap(), "it doesn't undo the change");
    assert!(store.rehash(&kai.id, "another", "of the same password").await.unwrap());
    assert_eq!(again(store, &kai).await.password_hash.as_deref(), Some("of the same password"));
    assert_eq!(tokens(store, &kai).await, [33, 35], "rehashing ends no sessions");
}

async fn a_code_works_once(store: &dyn Store) {
    let lea = person(store, "Lea", &[Role::Manager]).await;
    assert!(open(store, 41, &lea, START).await && open(store, 42, &lea, START).await);
    assert_eq!(store.pending(&lea.id, START).await.unwrap(), None);
    store.keep_pending(&lea.id, b"old", START + 60).await.unwrap();
    store.keep_pending(&lea.id, b"seed", START + 60).await.unwrap();
    assert_eq!(store.pending(&lea.id, START + 60).await.unwrap(), None, "expired");
    assert_eq!(store.seed(&lea.id).await.unwrap(), None, "not confirmed yet");
    assert!(!store.take_step(&lea.id, 7).await.unwrap());
    let (entry, renewal) = (entry(START, "factor.set"), Renewal { old: [41; 32], new: [43; 32] });
    let set = |pending| Credential::Factor { pending, step: 7, codes: &[[1; 32], [2; 32]] };
    assert!(!store.change_credential(&lea.id, set(b"old"), renewal, &entry).await.unwrap(), "replaced");
    assert!(store.change_credential(&lea.id, set(b"seed"), renewal, &entry).await.unwrap());
    assert_eq!(tokens(store, &lea).await, [43], "every other session has ended");
    assert_eq!(again(store, &lea).await.factor_since, Some(START));
    assert!(!open(store, 44, &lea, START).await, "a sign-in checked before now needs a code");
    assert_eq!(store.seed(&lea.id).await.unwrap().unwrap().sealed, b"seed");

    assert!(!store.take_step(&lea.id, 7).await.unwrap(), "it was used to confirm the app");
    let crowd = join_all((0..50).map(|_| store.take_step(&lea.id, 8))).await;
    assert_eq!(crowd.into_iter().filter(|taken| *taken.as_ref().unwrap()).count(), 1);
    assert!(!store.take_step(&lea.id, 7).await.unwrap(), "an earlier code doesn't work either");
    let crowd = join_all((0..50).map(|_| store.take_recovery_code(&lea.id, [1; 32], &entry))).await;
    assert_eq!(crowd.into_iter().filter(|taken| *taken.as_ref().unwrap()).count(), 1);
    assert!(!store.take_recovery_code("ada0000000", [2; 32], &entry).await.unwrap(), "another person's code");
    assert_eq!(store.recovery_left(&lea.id).await.unwrap(), 1);

    let renewal = Renewal { old: [43; 32], new: [45; 32] };
    let fresh = Credential::Recovery(&[[3; 32]]);
    assert!(store.change_credential(&lea.id, fresh, renewal, &entry).await.unwrap());
    assert!(
        !store.take_recovery_code(&lea.id, [2; 32], &entry).await.unwrap(),
        "the old codes no longer work"
    );
    let renewal = Renewal { old: [45; 32], new: [46; 32] };
    assert!(store.change_credential(&lea.id, Credential::NoFactor, renewal, &entry).await.unwrap());
    assert_eq!((store.seed(&lea.id).await.unwrap(), store.recovery_left(&lea.id).await.unwrap()), (None, 0));
    assert_eq!(again(store, &lea).await.factor_since, None);
}

async fn a_deactivated_person_loses_access_at_once(store: &dyn Store) {
    let entry = entry(START + 1, "person.deactivated");
    let (zoe, _) = technician(store, "Zoe").await;
    let set = store.recipients().await.unwrap().unwrap();
    assert!(set.names().contains(&"Zoe"));
    assert!(open(store, 51, &zoe, START).await);
    let link = Membership::Link { token_hash: [5; 32], expires_at: START + 60, resets_factor: false };
    assert!(matches!(store.change_member(&zoe.id, link, &entry).await.unwrap(), Changed::Done(_)));
    let invitation = store.invitation([5; 32], START).await.unwrap();
    assert!(matches!(invitation, Some(Invitation::Person { resets_factor: false, .. })));

    let gone = store.change_member(&zoe.id, Membership::Deactivate, &entry).await.unwrap();
    let Changed::Done(gone) = gone else { panic!("{gone:?}") };
    assert!(!gone.is_active && gone.password_hash.is_none() && gone.key.is_none());
    assert_eq!(store.session([51; 32], START - 1, START - 1).await.unwrap(), None);
    assert_eq!(store.invitation([5; 32], START).await.unwrap(), None);
    assert!(!store.accept([5; 32], "hash", &entry, None).await.unwrap());
    assert!(!open(store, 52, &zoe, START).await && !open(store, 52, &gone, START).await);
    let now = store.recipients().await.unwrap();
    assert!(
        now.is_none_or(|set| !set.names().contains(&"Zoe")),
        "clients no longer encrypt to someone who left"
    );
    let twice = store.change_member(&zoe.id, Membership::Deactivate, &entry).await.unwrap();
    assert_eq!(twice, Changed::Unfit);
    assert_eq!(
        store.change_member(&zoe.id, link, &entry).await.unwrap(),
        Changed::Unfit,
        "a deactivated person can't get a link"
    );
    let nobody = store.change_member("nobody", Membership::Reactivate, &entry).await.unwrap();
    assert_eq!(nobody, Changed::Unfit);
    let back = store.change_member(&zoe.id, Membership::Reactivate, &entry).await.unwrap();
    assert!(matches!(back, Changed::Done(person) if person.is_active && person.password_hash.is_none()));
    assert!(matches!(store.change_member(&zoe.id, link, &entry).await.unwrap(), Changed::Done(_)));
    assert!(store.accept([5; 32], "hash", &entry, None).await.unwrap());
}

async fn losing_the_role_removes_the_key(store: &dyn Store) {
    let (ivo, identity) = technician(store, "Ivo").await;
    let challenge = Challenge { key: "age1".into(), answer_hash: [6; 32], expires_at: START + 60 };
    let (changed, removed) = (entry(START + 1, "person.roles"), entry(START + 1, "key.removed"));
    let give = async |roles| {
        store.set_challenge(&ivo.id, &challenge).await.unwrap();
        let change = Membership::Roles { roles, key_removed: Some(&removed) };
        let changed = store.change_member(&ivo.id, change, &changed).await.unwrap();
        let Changed::Done(person) = changed else { panic!("{changed:?}") };
        let in_set = store.recipients().await.unwrap().is_some_and(|set| set.names().contains(&"Ivo"));
        let logged = store.activity(None, None, 2).await.unwrap().into_iter().map(|entry| entry.code);
        let challenged = store.challenge(&ivo.id).await.unwrap().is_some();
        (person.key.is_some(), in_set, challenged, logged.collect::<Vec<_>>())
    };
    let both = [Role::Manager, Role::Technician];
    let before = give(&both).await;
    assert_eq!((before.0, before.1, before.2, before.3[0].as_str()), (true, true, true, "person.roles"));
    assert_ne!(before.3[1], "key.removed", "someone who stays a technician keeps their key");
    let logged = ["person.roles", "key.removed"].map(String::from).to_vec();
    assert_eq!(give(&[Role::Manager]).await, (false, false, false, logged));
    let back = give(&both).await;
    assert_eq!((back.0, back.1, back.2), (false, false, false), "the role doesn't restore the key");
    assert_eq!(back.3, ["person.roles", "person.roles"], "there was no key to remove");
    // A key from before keys were removed together with the role.
    give(&[Role::Manager]).await;
    fixture::give_key(store, &ivo, &identity).await;
    let back = give(&both).await;
    assert_eq!((back.0, back.1, back.2), (false, false, false));
}

async fn the_last_administrator_cannot_be_removed(store: &dyn Store) {
    let entry = entry(START + 1, "person.roles");
    let only_admin = "ada0000000";
    let roles = |roles| Membership::Roles { roles, key_removed: None };
    for change in [Membership::Deactivate, roles(&[Role::Manager])] {
        assert_eq!(store.change_member(only_admin, change, &entry).await.unwrap(), Changed::LastAdmin);
    }
    let other = person(store, "Uma", &[Role::Manager]).await;
    let admin = roles(&[Role::Manager, Role::Admin]);
    assert!(matches!(store.change_member(&other.id, admin, &entry).await.unwrap(), Changed::Done(_)));
    // If both leave at once, one stays.
    let both = [only_admin, &other.id].map(|id| store.change_member(id, Membership::Deactivate, &entry));
    let both = join_all(both).await;
    let done = both.iter().filter(|changed| matches!(changed.as_ref().unwrap(), Changed::Done(_))).count();
    assert_eq!((done, both.len()), (1, 2));
}

/// Runs after the first administrator, Ada, has joined.
pub(super) async fn story(store: &dyn Store) {
    a_person_has_a_few_sessions(store).await;
    a_change_of_password_ends_the_other_sessions(store).await;
    a_code_works_once(store).await;
}

pub(super) async fn a_contact_is_stored(store: &dyn Store) {
    let lena = person(store, "Lena", &[Role::Manager]).await;
    assert_eq!(lena.contact, ContactSettings { phone: None, shows_email: true }, "unless they say otherwise");
    let contact = ContactSettings { phone: Some("+1 415 555-0142".parse().unwrap()), shows_email: false };
    let changed = entry(START, "contact.changed");
    assert!(store.set_contact(&lena.id, &contact, &changed).await.unwrap());
    assert_eq!(again(store, &lena).await, Person { contact: contact.clone(), ..lena.clone() });
    assert!(!store.set_contact("nobody0000", &contact, &changed).await.unwrap());
    let gone = entry(START, "person.deactivated");
    store.change_member(&lena.id, Membership::Deactivate, &gone).await.unwrap();
    assert_eq!(again(store, &lena).await.contact.phone, None, "the number is deleted with the membership");
}

/// Runs last, because people leave in it.
pub(super) async fn end(store: &dyn Store) {
    a_deactivated_person_loses_access_at_once(store).await;
    losing_the_role_removes_the_key(store).await;
    the_last_administrator_cannot_be_removed(store).await;
}
