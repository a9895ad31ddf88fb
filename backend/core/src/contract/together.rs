//! Two servers on one database, used at the same time. Each chapter uses two stores that share nothing but the database.

use futures_util::future::join_all;
use shared::{
    open::Identities,
    retention::DeletionRule,
    rules::Address,
    status::{Event, Status},
    wire::{CheckBrief, Role, Waiting},
};

use super::{an_onboarding, change, entry, submitted, try_an_onboarding};
use crate::{
    fixture::{self, START, person, technician},
    random,
    store::{
        Challenge, Changed, CheckRecord, Credential, Effect, Ending, Limit, Membership, NewPerson,
        Onboarding, Person, Renewal, Result, Store,
    },
};

/// How often each race is repeated.
const ROUNDS: u8 = 8;

/// Two stores on one database.
type Two<'a> = [&'a dyn Store; 2];

/// Returns the store whose turn it is.
fn turn(two: Two<'_>, number: usize) -> &dyn Store {
    two[number % 2]
}

/// Returns how many of these answers are true.
fn yes(answers: Vec<Result<bool>>) -> usize {
    answers.into_iter().filter(|answer| *answer.as_ref().unwrap()).count()
}

pub(super) async fn the_first_invitation_is_used_once(two: Two<'_>) {
    let joined = entry(START, "person.joined");
    two[0].renew_first_invitation([1; 32], START + 60).await.unwrap();
    let people: Vec<NewPerson> =
        (0..10).map(|number| new_person(&format!("First{number}"), &[Role::Admin])).collect();
    let accept = |number: usize| turn(two, number).accept_first([1; 32], &people[number], "hash", &joined);
    assert_eq!(yes(join_all((0..10).map(accept)).await), 1);
    assert_eq!(two[1].people().await.unwrap().len(), 1);
}

pub(super) async fn an_invitation_is_used_once(two: Two<'_>) {
    let joined = entry(START, "person.joined");
    let rita = new_person("Rita", &[Role::Manager]);
    let id = two[0].invite(&rita, [2; 32], START + 60, &joined).await.unwrap().unwrap();
    let hashes: Vec<String> = (0..20).map(|number| format!("hash {number}")).collect();
    let accept = |number: usize| turn(two, number).accept([2; 32], &hashes[number], &joined, None);
    let answers: Vec<bool> = join_all((0..20).map(accept)).await.into_iter().map(Result::unwrap).collect();
    let winner = answers.iter().position(|is_used| *is_used).expect("one that succeeded");
    assert_eq!(answers.iter().filter(|is_used| **is_used).count(), 1);
    let now = two[1].person(&id).await.unwrap().unwrap();
    assert_eq!(
        now.password_hash.as_deref(),
        Some(hashes[winner].as_str()),
        "the password of the request that succeeded"
    );
}

pub(super) async fn a_person_is_invited_once(two: Two<'_>) {
    let invited = entry(START, "person.invited");
    let people: Vec<NewPerson> = (0..10).map(|_| new_person("Tilda", &[Role::Manager])).collect();
    let invite = |number: usize| {
        let hash = [u8::try_from(100 + number).unwrap(); 32];
        turn(two, number).invite(&people[number], hash, START + 60, &invited)
    };
    let ids: Vec<String> = join_all((0..10).map(invite))
        .await
        .into_iter()
        .map(|id| id.unwrap().expect("hasn't joined"))
        .collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "one person, no matter which came first: {ids:?}");
}

pub(super) async fn limits_are_counted_together(two: Two<'_>) {
    let limit = Limit { times: 5, seconds: 3600 };
    let crowd = join_all((0..60).map(|number| turn(two, number).attempt("together:a", limit, START))).await;
    let mut left: Vec<u32> = crowd.into_iter().filter_map(Result::unwrap).collect();
    left.sort_unstable();
    assert_eq!(left, [0, 1, 2, 3, 4]);
    // In a different order each time. The narrowest limit decides.
    let wide = Limit { times: 50, seconds: 3600 };
    let mut buckets =
        vec![("together:b".to_owned(), wide), ("together:c".to_owned(), Limit { times: 7, seconds: 3600 })];
    let forward = buckets.clone();
    buckets.reverse();
    let all = |number: usize| {
        turn(two, number).attempt_all(if number.is_multiple_of(3) { &forward } else { &buckets }, START)
    };
    assert_eq!(yes(join_all((0..60).map(all)).await), 7);
    assert_eq!(
        two[0].attempts_left("together:b", wide, START).await.unwrap(),
        43,
        "refused attempts aren't counted"
    );
    // All of them delete expired buckets at the same time.
    let later = START + 3600;
    let again = join_all((0..40).map(|number| turn(two, number).attempt("together:a", limit, later))).await;
    assert_eq!(again.into_iter().filter_map(Result::unwrap).count(), 5);
}

pub(super) async fn a_lease_is_held_by_one(two: Two<'_>) {
    for round in 0..i64::from(ROUNDS) {
        let (now, until) = (START + 60 * round, START + 60 * (round + 1));
        let take = |number: usize| turn(two, number).take_lease("together", now, until);
        assert_eq!(yes(join_all((0..20).map(take)).await), 1, "round {round}");
    }
}

pub(super) async fn announcements_reach_the_other_server(two: Two<'_>) {
    let announced = async |beginning: &str, now| two[1].announced(beginning, now).await.unwrap();
    let names: Vec<String> = (0..20).map(|number| format!("news:{number:02}")).collect();
    let announce = |number: usize| turn(two, number).announce(&names[number], START, START + 60);
    join_all((0..20).map(announce)).await.into_iter().for_each(Result::unwrap);
    two[0].announce("news_other", START, START + 60).await.unwrap();
    assert_eq!(announced("news:", START).await, names);
    assert_eq!(announced("news:07", START + 59).await, ["news:07"]);
    assert!(announced("news:", START + 60).await.is_empty(), "expired");
    two[0].announce("news:07", START + 50, START + 90).await.unwrap();
    assert_eq!(announced("news:", START + 60).await, ["news:07"]);
    assert_eq!(announced("news:", START).await[0], "news:07", "it expires last");
    assert!(two[1].take_lease("together:lease", START, START + 10).await.unwrap());
    two[0].announce("news:01", START + 5, START + 90).await.unwrap();
    assert!(
        !two[1].take_lease("together:lease", START + 6, START + 20).await.unwrap(),
        "the lease is still held"
    );
}

pub(super) async fn the_last_administrator_cannot_be_removed(two: Two<'_>) {
    let left = entry(START, "person.deactivated");
    let first = two[0].people().await.unwrap().into_iter().find(|person| person.roles.contains(&Role::Admin));
    let mut admins = vec![first.expect("an administrator")];
    for name in ["Olga", "Omar", "Orla", "Otto", "Owen"] {
        admins.push(person(two[0], name, &[Role::Admin]).await);
    }
    for round in 0..ROUNDS {
        let leave = |number: usize| {
            turn(two, number).change_member(&admins[number].id, Membership::Deactivate, &left)
        };
        let all = join_all((0..admins.len()).map(leave)).await.into_iter().map(Result::unwrap);
        let stays: Vec<usize> = all
            .enumerate()
            .filter(|(_, changed)| *changed == Changed::LastAdmin)
            .map(|(number, _)| number)
            .collect();
        assert_eq!(stays.len(), 1, "round {round}");
        for (number, person) in admins.iter().enumerate().filter(|(number, _)| *number != stays[0]) {
            come_back(two[0], person, 10 * round + u8::try_from(number).unwrap()).await;
        }
    }
}

async fn come_back(store: &dyn Store, person: &Person, token: u8) {
    let entry = entry(START, "person.reactivated");
    let link =
        Membership::Link { token_hash: [150 + token; 32], expires_at: START + 60, resets_factor: false };
    for change in [Membership::Reactivate, link] {
        assert!(matches!(store.change_member(&person.id, change, &entry).await.unwrap(), Changed::Done(_)));
    }
    assert!(store.accept([150 + token; 32], "hash", &entry, None).await.unwrap());
}

pub(super) async fn a_person_has_a_few_sessions(two: Two<'_>) {
    let vera = person(two[0], "Vera", &[Role::Manager]).await;
    let open = |number: u8| turn(two, number.into()).open_session([number; 32], &vera, "Firefox", 3, START);
    assert_eq!(yes(join_all((160..180).map(open)).await), 20);
    assert_eq!(two[1].sessions(&vera.id, START - 1, START - 1).await.unwrap().len(), 3);
    assert_eq!(two[0].end_sessions(&vera.id, Ending::All, None).await.unwrap(), 3);
}

pub(super) async fn no_session_outlives_the_password_that_opened_it(two: Two<'_>) {
    let mut walt = person(two[0], "Walt", &[Role::Manager]).await;
    for round in 0..ROUNDS {
        let (own, other) = ([200 + round; 32], [220 + round; 32]);
        assert!(two[0].open_session(own, &walt, "Firefox", 20, START).await.unwrap());
        let was = walt.password_hash.clone().unwrap();
        let hash = format!("hash {round}");
        let entry = entry(START, "password.changed");
        let renewal = Renewal { old: own, new: [240 + round; 32] };
        let changing = two[0].change_credential(
            &walt.id,
            Credential::Password { was: &was, hash: &hash },
            renewal,
            &entry,
        );
        let opening = two[1].open_session(other, &walt, "Firefox", 20, START);
        let (changed, _) = futures_util::future::join(changing, opening).await;
        assert!(changed.unwrap());
        let sessions = two[1].sessions(&walt.id, START - 1, START - 1).await.unwrap();
        let tokens: Vec<u8> = sessions.iter().map(|session| session.token_hash[0]).collect();
        assert_eq!(tokens, [240 + round], "round {round}");
        assert_eq!(two[0].end_sessions(&walt.id, Ending::All, None).await.unwrap(), 1);
        walt = two[0].person(&walt.id).await.unwrap().unwrap();
    }
}

pub(super) async fn codes_and_challenges_are_used_once(two: Two<'_>) {
    let xena = person(two[0], "Xena", &[Role::Technician]).await;
    let entry = entry(START, "factor.set");
    assert!(two[0].open_session([181; 32], &xena, "Firefox", 3, START).await.unwrap());
    two[0].keep_pending(&xena.id, b"seed", START + 60).await.unwrap();
    let set = Credential::Factor { pending: b"seed", step: 7, codes: &[[9; 32]] };
    let renewal = Renewal { old: [181; 32], new: [182; 32] };
    assert!(two[1].change_credential(&xena.id, set, renewal, &entry).await.unwrap());
    assert_eq!(yes(join_all((0..30).map(|number| turn(two, number).take_step(&xena.id, 8))).await), 1);
    let code = |number| turn(two, number).take_recovery_code(&xena.id, [9; 32], &entry);
    assert_eq!(yes(join_all((0..30).map(code)).await), 1);
    let key = Identities::generate().public_keys().remove(0);
    let challenge = Challenge { key, answer_hash: [8; 32], expires_at: START + 60 };
    two[1].set_challenge(&xena.id, &challenge).await.unwrap();
    let prove = async |number| {
        turn(two, number).prove_key(&xena.id, [8; 32], &entry).await.map(|used| used.is_some())
    };
    assert_eq!(yes(join_all((0..20).map(prove)).await), 1);
}

pub(super) async fn every_key_is_in_the_set(two: Two<'_>) {
    let names: Vec<String> = (0..ROUNDS).map(|number| format!("Key{number}")).collect();
    let join = async |number: usize| technician(turn(two, number), &names[number]).await;
    join_all((0..names.len()).map(join)).await;
    let set = two[0].recipients().await.unwrap().unwrap();
    for name in &names {
        assert!(set.recipients().iter().any(|recipient| recipient.name() == name), "{name} is missing");
    }
}

pub(super) async fn a_change_happens_once(two: Two<'_>) {
    let manager = person(two[0], "Yves", &[Role::Manager]).await;
    let (link, was) = an_onboarding(two[0], &manager).await;
    let set = two[1].recipient_set(was.recipients).await.unwrap().unwrap();
    let request = fixture::submission(&link, &set, "hunter2");
    let submit = async |number| {
        turn(two, number).change(&change(&was, Event::Submit, submitted(&request.sealed))).await
    };
    assert_eq!(yes(join_all((0..20).map(submit)).await), 1);
    // Opened and withdrawn at the same time: one of them wins, and the file exists only if it was opened.
    let was = two[0].onboarding(&was.id).await.unwrap().unwrap();
    let collect = change(&was, Event::Collect, Effect::Collect);
    let withdraw = change(&was, Event::Withdraw, Effect::Delete(DeletionRule::Withdrawn));
    let (collected, withdrawn) =
        futures_util::future::join(two[0].change(&collect), two[1].change(&withdraw)).await;
    assert_eq!(yes(vec![collected, withdrawn]), 1);
    let now = two[1].onboarding(&was.id).await.unwrap().unwrap();
    let is_here = two[1].submission(&link.locator()).await.unwrap().is_some();
    assert_eq!(is_here, now.status == Status::Collected);
}

/// A message can arrive at another server than the one that made its address.
pub(super) async fn a_message_is_taken_once(two: Two<'_>) {
    let manager = person(two[0], "Petra", &[Role::Manager]).await;
    let (id, _) = fixture::configured(two[0], &manager, START).await;
    for round in 0..ROUNDS {
        let was = two[0].onboarding(&id).await.unwrap().unwrap();
        let address: Address = format!("proof-round{round}@mx.agency.test").parse().unwrap();
        let waiting = Waiting { address: address.clone(), since: START, until: START + 60, arrived_at: None };
        assert!(two[0].await_message(&was, &waiting, &entry(START, "proof.began")).await.unwrap());
        assert!(two[1].awaits_message(&address, START).await.unwrap());
        let take = |number: usize| turn(two, number).take_message(&address, START + 1);
        let taken = join_all((0..10).map(take)).await;
        assert_eq!(taken.into_iter().filter_map(Result::unwrap).count(), 1);
    }
}

/// After a page of the log was read, no older entry appears.
pub(super) async fn the_log_grows_at_its_end(two: Two<'_>) {
    let note = entry(START, "test.noted");
    let read = async |store: &dyn Store| -> Vec<i64> {
        store.activity(None, None, 2000).await.unwrap().into_iter().map(|entry| entry.id).collect()
    };
    let mut seen = read(two[0]).await;
    let before = seen.len();
    let writing = join_all((0..60).map(|number| turn(two, number).log(None, &note)));
    let mut writing = std::pin::pin!(writing);
    loop {
        let reading = std::pin::pin!(read(two[1]));
        let (is_done, now) = match futures_util::future::select(&mut writing, reading).await {
            futures_util::future::Either::Left((written, reading)) => {
                written.into_iter().for_each(Result::unwrap);
                (true, reading.await)
            }
            futures_util::future::Either::Right((now, _)) => (false, now),
        };
        let newest = seen.first().copied().unwrap_or_default();
        let older: Vec<i64> = now.iter().copied().filter(|id| *id <= newest).collect();
        assert_eq!(older, seen, "an entry appeared behind one that was already read");
        seen = now;
        if is_done {
            break;
        }
    }
    assert_eq!(read(two[0]).await.len(), before + 60);
}

/// Creates an onboarding. If someone joins in the meantime, tries again with the new recipients.
async fn among_others_who_join(store: &dyn Store, manager: &Person) -> (shared::link::Link, Onboarding) {
    for _ in 0..100 {
        match try_an_onboarding(store, manager).await {
            Err(crate::Error::RecipientsChanged) => {}
            made => return made.unwrap(),
        }
    }
    panic!("someone joins each time")
}

/// Different writes at the same time don't fail.
pub(super) async fn different_writers_all_succeed(two: Two<'_>) {
    let manager = person(two[0], "Zack", &[Role::Manager]).await;
    let rounds = async |number: usize| {
        let (one, other) = (turn(two, number), turn(two, number + 1));
        let (link, was) = among_others_who_join(one, &manager).await;
        let brief = CheckBrief { ok: true, cause: "ok".into(), meaning: "Yes.".into(), at: START };
        let report = fixture::check_report(true);
        other
            .add_check(&was.id, &CheckRecord { brief: &brief, report: &report }, &entry(START, "check"))
            .await
            .unwrap();
        technician(one, &format!("Mix{number}")).await;
        let due = other.unplaced(i64::MAX - 1, 5).await.unwrap();
        let placed: Vec<crate::store::Placed> = due
            .into_iter()
            .map(|one| crate::store::Placed {
                id: one.onboarding.id,
                version: one.version,
                placement: shared::board::Placement {
                    group: shared::board::Group::Done,
                    need: None,
                    until: i64::MAX,
                },
            })
            .collect();
        one.place(&placed).await.unwrap();
        let was = other.onboarding(&was.id).await.unwrap().unwrap();
        assert!(other.change(&change(&was, Event::Revoke, Effect::Revoke)).await.unwrap());
        assert!(one.link(&link.locator()).await.unwrap().unwrap().is_revoked);
        let was = one.onboarding(&was.id).await.unwrap().unwrap();
        assert!(one.delete_onboarding(&was, &entry(START, "onboarding.deleted")).await.unwrap());
        assert!(other.onboarding(&was.id).await.unwrap().is_none());
    };
    join_all((0..8).map(rounds)).await;
}

fn new_person(name: &str, roles: &[Role]) -> NewPerson {
    let email = format!("{}@agency.test", name.to_lowercase()).parse().unwrap();
    NewPerson { id: random::id().unwrap(), name: name.into(), email, roles: roles.to_vec() }
}
