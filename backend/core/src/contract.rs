//! The contract of every store, as test stories over `&dyn Store`. Every database must pass them.

mod accounts;
mod board;
mod brand;
mod everything;
mod expiry;
mod hand_overs;
mod helps;
mod limits;
mod proofs;
mod together;
mod watches;

use shared::{
    open::Identities,
    retention::{Days, DeletionRule},
    rules::{Port, Security},
    seal::Sealed,
    status::{Event, Status, Step},
    wire::{CheckBrief, FoundServer, Progress, Role},
};

use crate::store::{
    Challenge, Change, Effect, Invitation, NewActivity, NewPerson, Onboarding, Resealed, Store,
};
pub use everything::fill;

use crate::{
    fixture::{self, START, person, technician},
    link,
};

fn entry(at: i64, code: &str) -> NewActivity<'_> {
    NewActivity { at, who: "client", code, sentence: "Something happened." }
}

fn change<'a>(was: &'a Onboarding, event: Event, effect: Effect<'a>) -> Change<'a> {
    let status = was.status.after(event).unwrap();
    let activity = Some(entry(START + 10, "test.changed"));
    Change { was, status, step: was.step, at: START + 10, effect, activity }
}

/// Returns the effect of a submission whose client wants no reminder.
fn submitted(sealed: &Sealed) -> Effect<'_> {
    Effect::Submit { sealed, secret_expiry: None }
}

async fn an_onboarding(
    store: &dyn Store,
    manager: &crate::store::Person,
) -> (shared::link::Link, Onboarding) {
    try_an_onboarding(store, manager).await.unwrap()
}

async fn try_an_onboarding(
    store: &dyn Store,
    manager: &crate::store::Person,
) -> crate::Result<(shared::link::Link, Onboarding)> {
    let (link, set) = fixture::link(store).await;
    let row =
        link::create(store, manager, &fixture::create_request(&link, &set), fixture::KEEP, START).await?;
    Ok((link, store.onboarding(&row.id).await.unwrap().unwrap()))
}

/// People join with a link, once.
///
/// # Panics
/// If the store doesn't do this.
pub async fn people_join_once(store: &dyn Store) {
    assert!(!store.has_people().await.unwrap());
    let ada = NewPerson {
        id: "ada0000000".into(),
        name: "Ada".into(),
        email: "Ada@agency.test".parse().unwrap(),
        roles: vec![Role::Manager, Role::Admin],
    };
    store.renew_first_invitation([1; 32], START + 60).await.unwrap();
    store.renew_first_invitation([2; 32], START + 60).await.unwrap();
    let joined = entry(START, "person.joined");
    assert!(!store.accept_first([1; 32], &ada, "hash", &joined).await.unwrap(), "replaced");
    let late = entry(START + 60, "person.joined");
    assert!(!store.accept_first([2; 32], &ada, "hash", &late).await.unwrap(), "expired");
    assert_eq!(store.invitation([2; 32], START).await.unwrap(), Some(Invitation::First));
    assert!(store.accept_first([2; 32], &ada, "hash", &joined).await.unwrap());
    assert!(!store.accept_first([2; 32], &ada, "hash", &joined).await.unwrap(), "used");
    assert_eq!(store.invitation([2; 32], START).await.unwrap(), None);
    let found = store.person_by_email(&"ada@AGENCY.test".parse().unwrap()).await.unwrap().unwrap();
    assert_eq!((found.id.as_str(), found.roles), ("ada0000000", ada.roles.clone()));
    let again = NewPerson { id: "other00000".into(), ..ada };
    assert_eq!(store.invite(&again, [3; 32], START + 60, &joined).await.unwrap(), None, "has already joined");
}

async fn sessions_end(store: &dyn Store) {
    let ada = store.person("ada0000000").await.unwrap().unwrap();
    assert!(store.open_session([9; 32], &ada, "Firefox", 20, START).await.unwrap());
    let found = store.session([9; 32], START - 1, START - 1).await.unwrap();
    assert_eq!(found.map(|(person, seen)| (person.name, seen)), Some(("Ada".into(), START)));
    assert_eq!(store.session([9; 32], START, START - 1).await.unwrap(), None, "idle");
    assert_eq!(store.session([9; 32], START - 1, START).await.unwrap(), None, "too old");
    store.touch_session([9; 32], START + 5, START).await.unwrap();
    assert!(store.session([9; 32], START + 4, START - 1).await.unwrap().is_some());
    store.close_session([9; 32]).await.unwrap();
    assert_eq!(store.session([9; 32], START, START - 1).await.unwrap(), None, "closed");
}

async fn a_key_makes_a_new_set(store: &dyn Store) {
    assert_eq!(store.recipients().await.unwrap(), None);
    let (sam, identity) = technician(store, "Sam").await;
    let first = store.recipients().await.unwrap().unwrap();
    assert_eq!((first.version(), first.names()), (1, vec!["Sam"]));
    let same = identity.public_keys().remove(0);
    let offer = async |id: &str, key: &str| {
        let challenge = Challenge { key: key.into(), answer_hash: [4; 32], expires_at: START + 60 };
        store.set_challenge(id, &challenge).await.unwrap();
        store.prove_key(id, [4; 32], &entry(START, "key.proven")).await.unwrap().expect("an offered key")
    };
    offer(&sam.id, &same).await.unwrap();
    assert_eq!(store.recipients().await.unwrap().unwrap(), first, "the same key changes nothing");
    let (kim, _) = technician(store, "Kim").await;
    let second = store.recipients().await.unwrap().unwrap();
    assert_eq!((second.version(), second.names()), (2, vec!["Kim", "Sam"]));
    let taken = offer(&kim.id, &same).await;
    assert_eq!(taken.unwrap_err(), shared::recipients::RecipientError::Twice);
    let manager = person(store, "Mia", &[Role::Manager]).await;
    let other = Identities::generate().public_keys().remove(0);
    offer(&manager.id, &other).await.unwrap();
    assert_eq!(store.recipients().await.unwrap().unwrap(), second, "only technicians are recipients");
    assert_eq!(store.recipient_set(1).await.unwrap().unwrap(), first, "links pin old versions");
}

async fn a_challenge_is_used_once(store: &dyn Store) {
    let nora = person(store, "Nora", &[Role::Technician]).await;
    let key = Identities::generate().public_keys().remove(0);
    let made = |hash: u8| Challenge { key: key.clone(), answer_hash: [hash; 32], expires_at: START + 60 };
    let before = store.recipients().await.unwrap();
    assert_eq!(store.challenge(&nora.id).await.unwrap(), None);
    store.set_challenge(&nora.id, &made(1)).await.unwrap();
    store.set_challenge(&nora.id, &made(2)).await.unwrap();
    assert_eq!(store.challenge(&nora.id).await.unwrap(), Some(made(2)), "the newer one counts");
    let proven = entry(START + 10, "key.proven");
    let prove = async |hash: u8, entry| store.prove_key(&nora.id, [hash; 32], entry).await.unwrap().is_some();
    assert!(!prove(1, &proven).await, "replaced");
    let late = entry(START + 60, "key.proven");
    assert!(!prove(2, &late).await, "expired");
    assert_eq!(store.recipients().await.unwrap(), before, "nothing has happened yet");
    let crowd = (0..20).map(|_| prove(2, &proven));
    let through = futures_util::future::join_all(crowd).await.into_iter().filter(|&is_used| is_used).count();
    assert_eq!(through, 1, "only one of many parallel uses succeeds");
    assert_eq!(store.challenge(&nora.id).await.unwrap(), None);
    assert!(store.recipients().await.unwrap().unwrap().recipients().iter().any(|r| r.key() == key));
}

async fn a_key_is_removed(store: &dyn Store) {
    let before = store.recipients().await.unwrap().unwrap();
    let nora = store.person_by_email(&"nora@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let removed = entry(START + 20, "key.removed");
    assert!(store.remove_key(&nora.id, &removed).await.unwrap());
    assert!(!store.remove_key(&nora.id, &removed).await.unwrap(), "already removed");
    let after = store.recipients().await.unwrap().unwrap();
    assert_eq!((after.version(), after.names()), (before.version() + 1, vec!["Kim", "Sam"]));
    // An empty set is a version too, and the next set doesn't reuse its number.
    let keys: Vec<crate::store::Person> =
        store.people().await.unwrap().into_iter().filter(|person| person.key.is_some()).collect();
    for person in &keys {
        assert!(store.remove_key(&person.id, &removed).await.unwrap());
    }
    assert_eq!(store.recipients().await.unwrap(), None);
    let identity = Identities::generate();
    fixture::give_key(store, &nora, &identity).await;
    let newest = store.recipients().await.unwrap().unwrap();
    assert!(newest.version() > after.version() + 1, "{newest:?}");
    assert_eq!(store.recipient_set(before.version()).await.unwrap(), Some(before), "links pin old versions");
}

async fn only_the_opened_file_is_replaced(store: &dyn Store) {
    let manager = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let (link, was) = an_onboarding(store, &manager).await;
    let set = store.recipient_set(was.recipients).await.unwrap().unwrap();
    let files = ["one", "two", "three"].map(|secret| fixture::submission(&link, &set, secret).sealed);
    let [first, second, third] = &files;
    let sealed = async || store.sealed(&was.id).await.unwrap();
    assert_eq!(sealed().await, None, "nothing was submitted yet");
    assert!(store.change(&change(&was, Event::Submit, submitted(first))).await.unwrap());
    let before = sealed().await.unwrap();
    assert_eq!((&before.sealed, &before.recipients, before.site), (first, &set, was.site.clone()));
    let was = store.onboarding(&was.id).await.unwrap().unwrap();
    let resealed =
        Resealed { recipients: set.version(), by: "Ada".into(), at: START + 10, sent: first.digest() };
    let sealed_link = b"the link, for others";
    let replace = async |opened, sealed| {
        let effect = Effect::Reseal { opened, sealed, sealed_link, resealed: &resealed };
        store.change(&change(&was, Event::Reseal, effect)).await.unwrap()
    };
    let crowd = [replace(first, second), replace(first, third), replace(first, second)];
    let through = futures_util::future::join_all(crowd).await.into_iter().filter(|&it| it).count();
    assert_eq!(through, 1, "only one of several parallel changes succeeds");
    let kept = store.submission(&link.locator()).await.unwrap().unwrap();
    assert!(kept.sealed == *second || kept.sealed == *third);
    assert_eq!(kept.resealed, Some(resealed.clone()));
    assert_eq!(store.link(&link.locator()).await.unwrap().unwrap().sealed_link, sealed_link);
    let after = sealed().await.unwrap();
    assert_eq!(
        (after.sealed, &after.sealed_link[..], after.recipients),
        (kept.sealed.clone(), &sealed_link[..], set.clone())
    );
    let now = store.onboarding(&was.id).await.unwrap().unwrap();
    assert_eq!((now.resealed_to, now.status), (Some(set.version()), Status::Submitted));
    assert!(
        store.change(&change(&now, Event::Withdraw, Effect::Delete(DeletionRule::Withdrawn))).await.unwrap()
    );
    assert!(!replace(&kept.sealed, first).await, "it was withdrawn");
    assert_eq!(store.onboarding(&was.id).await.unwrap().unwrap().resealed_to, None);
    assert_eq!(sealed().await, None);
}

async fn a_change_is_atomic(store: &dyn Store) {
    let manager = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let (link, was) = an_onboarding(store, &manager).await;
    assert_eq!((was.status, was.step, was.manager.as_str()), (Status::Waiting, Step::Welcome, "Ada"));
    let server = FoundServer {
        host: "mail.shop.test".parse().unwrap(),
        port: Port::new(465).unwrap(),
        security: Security::ImplicitTls,
        username_form: "full-email".into(),
    };
    let progress = Progress {
        step: Some(Step::Guide),
        address: None,
        provider: Some("gmail".into()),
        server: Some(server),
    };
    let step = change(&was, Event::Progress, Effect::Progress(&progress));
    assert!(store.change(&Change { step: Step::Guide, ..step }).await.unwrap());
    let stale = change(&was, Event::Progress, Effect::Progress(&progress));
    assert!(!store.change(&stale).await.unwrap(), "it has changed since it was read");
    let was = store.onboarding(&was.id).await.unwrap().unwrap();
    assert_eq!((was.status, was.step, &was.progress), (Status::Started, Step::Guide, &progress));

    let set = store.recipient_set(was.recipients).await.unwrap().unwrap();
    let request = fixture::submission(&link, &set, "hunter2");
    assert!(store.change(&change(&was, Event::Submit, submitted(&request.sealed))).await.unwrap());
    assert!(!store.change(&change(&was, Event::Submit, submitted(&request.sealed))).await.unwrap());
    let kept = store.submission(&link.locator()).await.unwrap().unwrap();
    assert_eq!((kept.sealed, kept.submitted_at, kept.collected_at), (request.sealed, START + 10, None));
    let was = store.onboarding(&was.id).await.unwrap().unwrap();
    assert!(store.change(&change(&was, Event::Collect, Effect::Collect)).await.unwrap());
    let kept = store.submission(&link.locator()).await.unwrap().unwrap();
    assert_eq!(kept.collected_at, Some(START + 10));
    let was = store.onboarding(&was.id).await.unwrap().unwrap();
    assert!(
        store.change(&change(&was, Event::Withdraw, Effect::Delete(DeletionRule::Withdrawn))).await.unwrap()
    );
    assert_eq!(store.submission(&link.locator()).await.unwrap(), None);
    let codes: Vec<String> =
        store.activity(Some(&was.id), None, 10).await.unwrap().into_iter().map(|entry| entry.code).collect();
    let changed = "test.changed";
    assert_eq!(
        codes,
        [changed, changed, changed, changed, "onboarding.created"],
        "failed changes aren't logged"
    );
}

async fn a_new_link_replaces_the_old(store: &dyn Store) {
    let manager = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let (old, was) = an_onboarding(store, &manager).await;
    let (new, set) = fixture::link(store).await;
    let made = crate::store::Link {
        locator: new.locator(),
        onboarding_id: was.id.clone(),
        token_hash: new.token().hash(),
        sealed_link: fixture::new_link(&new, &set).sealed_link,
        is_revoked: false,
    };
    let relink =
        Effect::Relink { link: &made, expires_at: START + 99, keep: Days::NONE, recipients: set.version() };
    assert!(store.change(&change(&was, Event::Reissue, relink)).await.unwrap());
    assert!(store.link(&old.locator()).await.unwrap().unwrap().is_revoked);
    assert_eq!(store.link(&new.locator()).await.unwrap(), Some(made));
    let now = store.onboarding(&was.id).await.unwrap().unwrap();
    assert_eq!((now.locator, now.expires_at), (new.locator(), START + 99));
    let overdue = store.overdue(START + 99, 10).await.unwrap();
    assert_eq!(overdue.iter().map(|found| &found.id).collect::<Vec<_>>(), [&was.id]);
    assert!(store.overdue(START + 98, 10).await.unwrap().is_empty());
}

async fn the_last_check_shows_on_the_board(store: &dyn Store) {
    let manager = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let (_, was) = an_onboarding(store, &manager).await;
    for (ok, at) in [(false, START + 1), (true, START + 2)] {
        let brief = CheckBrief { ok, cause: "auth".into(), meaning: "No.".into(), at };
        let report = fixture::check_report(ok);
        let record = crate::store::CheckRecord { brief: &brief, report: &report };
        store.add_check(&was.id, &record, &entry(at, "check")).await.unwrap();
        let now = store.onboarding(&was.id).await.unwrap().unwrap();
        assert_eq!((now.check, now.changed_at), (Some(brief), at));
        assert_eq!(store.last_check(&was.id).await.unwrap(), Some(report));
    }
}

/// Runs the chapters in order, and returns their sentences.
macro_rules! tell {
    ($stores:expr, { $($shown:literal => $chapter:path,)+ }) => {{
        $($chapter($stores).await;)+
        vec![$($shown),+]
    }};
}

/// Runs the whole contract on an empty store. Returns one sentence for each chapter.
///
/// # Panics
/// If the store doesn't do this.
pub async fn story(store: &dyn Store) -> Vec<&'static str> {
    tell!(store, {
        "People join with a link, which works once." => people_join_once,
        "Sessions end when they're idle, too old or closed." => sessions_end,
        "Changing a credential is atomic and ends the other sessions. Each code works once." => accounts::story,
        "A proven key creates a new recipient set." => a_key_makes_a_new_set,
        "A challenge works once." => a_challenge_is_used_once,
        "Removing a key creates a new recipient set, and version numbers are never reused." => a_key_is_removed,
        "A status change is atomic." => a_change_is_atomic,
        "A sealed file is replaced only if it's the one that was opened."
            => only_the_opened_file_is_replaced,
        "A new link revokes the old one." => a_new_link_replaces_the_old,
        "A step that is handed over is answered once, and its answer is deleted when it ends." => hand_overs::story,
        "A request for help is open until someone settles it, and a later one stays open."
            => helps::a_request_is_open_until_someone_settles_it,
        "A request for help moves an onboarding on the board." => helps::a_request_moves_an_onboarding_on_the_board,
        "A request for help belongs to the current link, and is deleted with the onboarding."
            => helps::a_request_belongs_to_the_current_link,
        "What a client wrote is deleted when they withdraw, and with the link."
            => helps::what_a_client_wrote_is_deleted,
        "What a client wrote is deleted some time after someone has helped."
            => helps::a_note_is_deleted_some_time_after_someone_helped,
        "The email about a request for help is due until it is sent." => helps::an_email_is_due_until_it_is_sent,
        "An email about a client secret that expires is recorded once." => expiry::an_expiry_is_told_once,
        "Withdrawing and revoking forget when a client secret expires, and so does a new link before a site used it."
            => expiry::an_expiry_is_forgotten_with_the_settings,
        "After a new link, it is still known when the site's client secret expires, until the client sends new settings."
            => expiry::an_expiry_outlives_a_replaced_link,
        "Until a technician opens the file, the client can change the reminder."
            => expiry::an_expiry_is_changed_before_the_file_is_opened,
        "An onboarding is kept until its client secret has expired." => expiry::an_expiry_outlives_the_sealed_file,
        "The board is paginated by key, and its counts match." => board::the_board_is_paged_by_key,
        "A placement on the board is kept until something happens." => board::a_placement_holds_until_something_happens,
        "The board shows the last check." => the_last_check_shows_on_the_board,
        "An address takes one message." => proofs::each_address_takes_one_message,
        "A message that isn't right doesn't remove an earlier proof."
            => proofs::a_later_failure_keeps_the_proof,
        "The latest verdict and proof stay, and one that shows nothing doesn't count after another."
            => proofs::the_latest_verdict_and_proof_stay,
        "Only a configured site has a proof." => proofs::only_a_configured_site_has_a_proof,
        "One of several looks at a site's DNS records counts." => watches::a_look_is_replaced_once,
        "Only a site whose mail was shown to arrive is watched." => watches::only_a_proven_site_is_watched,
        "A new link keeps a site's reminders." => watches::a_new_link_keeps_the_reminders,
        "A report doesn't change when an onboarding was closed." => watches::a_report_moves_no_closed_onboarding,
        "One of several reminders of a new proof is recorded." => watches::the_next_reminder_is_replaced_once,
        "A reminder that failed comes after the others." => watches::a_failed_reminder_waits_behind_the_others,
        "The agency's brand and its logo are replaced separately, each as a whole." => brand::each_half_is_replaced,
        "Limits and leases hold for parallel requests." => limits::hold_for_parallel_requests,
        "What clients see about a person is stored." => accounts::a_contact_is_stored,
        "A deactivated person loses access at once, and the last administrator can't be removed." => accounts::end,
    })
}

/// Runs the contract for two servers that use one empty database at the same time. Returns one sentence for each
/// chapter.
///
/// # Panics
/// If the stores don't do this.
pub async fn together(one: &dyn Store, other: &dyn Store) -> Vec<&'static str> {
    tell!([one, other], {
        "The first administrator's link works once." => together::the_first_invitation_is_used_once,
        "A one-time link works once, and the password of the request that succeeded is stored." => together::an_invitation_is_used_once,
        "Parallel invitations of the same person create one person." => together::a_person_is_invited_once,
        "Limits are counted across servers." => together::limits_are_counted_together,
        "Each server sees what the other one announces until it expires." => together::announcements_reach_the_other_server,
        "Only one server at a time can hold a lease." => together::a_lease_is_held_by_one,
        "If all administrators leave at once, one stays." => together::the_last_administrator_cannot_be_removed,
        "A person can't have more sessions than the limit." => together::a_person_has_a_few_sessions,
        "No session outlives the password that opened it." => together::no_session_outlives_the_password_that_opened_it,
        "Codes and challenges work once." => together::codes_and_challenges_are_used_once,
        "Every proven key is in the recipient set." => together::every_key_is_in_the_set,
        "A status change happens once." => together::a_change_happens_once,
        "An address takes one message, whichever server gets it." => together::a_message_is_taken_once,
        "An email about a client secret that expires is recorded once."
            => expiry::an_email_about_an_expiry_is_recorded_once,
        "A step that is handed over has one link, and its answer is deleted whichever server ends it."
            => hand_overs::a_hand_over_ends_once,
        "A request for help is mailed once and settled once." => helps::a_request_is_settled_once,
        "One server looks at a site's DNS records." => watches::a_look_is_claimed_by_one,
        "The log only grows at its end." => together::the_log_grows_at_its_end,
        "Different writes at the same time all succeed." => together::different_writers_all_succeed,
    })
}
