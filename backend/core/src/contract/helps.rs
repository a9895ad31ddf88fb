//! Clients' requests for help.

use futures_util::future::join_all;
use shared::{
    board::{Group, Placement},
    retention::{Days, DeletionRule},
    status::{Event, Step},
    utc_offset::UtcOffset,
    wire::{Call, HelpSettled, Role, Situation},
};

use super::{an_onboarding, change, entry, submitted};
use crate::{
    fixture::{self, START},
    store::{Aged, Effect, Happened, Help, Onboarding, Placed, Store, UnmailedHelp},
};

/// Returns a request with everything that one can have.
pub(super) fn help(at: i64) -> Help {
    Help {
        at,
        step: Step::Check,
        happened: Happened { situation: Situation::CheckFailed, cause: Some("auth-refused".into()) },
        note: Some("The page says “no”.".parse().unwrap()),
        call: Some(Call {
            phone: "+1 415 555-0142".parse().unwrap(),
            from: at + 60,
            until: at + 120,
            offset: UtcOffset::try_from(-480).unwrap(),
        }),
        settled: None,
    }
}

pub(super) fn settled(at: i64) -> HelpSettled {
    HelpSettled { at, by: "Ada".into() }
}

async fn read(store: &dyn Store, id: &str) -> Onboarding {
    store.onboarding(id).await.unwrap().unwrap()
}

pub(super) async fn a_request_is_open_until_someone_settles_it(store: &dyn Store) {
    let ada = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let (_, was) = an_onboarding(store, &ada).await;
    let last = async || store.last_help(&was.id, &was.locator).await.unwrap();
    assert_eq!((last().await, was.help_at), (None, None));
    let first = help(START + 10);
    let plain = Happened { situation: Situation::Nothing, cause: None };
    let second = Help { happened: plain, note: None, call: None, ..help(START + 20) };
    for new in [&first, &second] {
        assert!(store.add_help(&was, new, &entry(new.at, "help.asked")).await.unwrap().is_some());
    }
    let now = read(store, &was.id).await;
    assert_eq!((now.help_at, now.changed_at), (Some(START + 20), START + 20), "it is news");
    assert_eq!(last().await, Some(second.clone()));
    let open = async |limit| store.open_helps(&was.id, limit).await.unwrap();
    assert_eq!(open(10).await, [second.clone(), first.clone()], "newest first");
    assert_eq!(open(1).await, std::slice::from_ref(&second));

    let settle = async |until, at| {
        store.settle_help(&was.id, until, &settled(at), &entry(at, "help.settled")).await.unwrap()
    };
    assert!(!settle(START + 9, START + 30).await, "none was sent until then");
    assert!(settle(START + 10, START + 31).await);
    assert!(!settle(START + 10, START + 32).await, "it is settled already");
    assert_eq!(open(10).await, std::slice::from_ref(&second), "the later one stays open");
    assert_eq!(read(store, &was.id).await.help_at, Some(START + 20));
    assert!(settle(i64::MAX, START + 33).await);
    let now = read(store, &was.id).await;
    assert_eq!((now.help_at, now.changed_at), (None, START + 20), "settling isn't the client's news");
    assert_eq!(last().await, Some(Help { settled: Some(settled(START + 33)), ..second }));
    let codes = store.activity(Some(&was.id), None, 4).await.unwrap();
    let codes: Vec<&str> = codes.iter().map(|entry| entry.code.as_str()).collect();
    assert_eq!(codes, ["help.settled", "help.settled", "help.asked", "help.asked"], "each is logged once");
}

pub(super) async fn a_request_moves_an_onboarding_on_the_board(store: &dyn Store) {
    let ada = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let (_, was) = an_onboarding(store, &ada).await;
    let is_unplaced = async || {
        let found = store.unplaced(START, 1000).await.unwrap();
        let version = found.into_iter().find(|one| one.onboarding.id == was.id).map(|one| one.version);
        let Some(version) = version else { return false };
        let placement = Placement { group: Group::NeedsYou, need: None, until: i64::MAX };
        store.place(&[Placed { id: was.id.clone(), version, placement }]).await.unwrap();
        true
    };
    assert!(is_unplaced().await && !is_unplaced().await);
    assert!(store.add_help(&was, &help(START + 1), &entry(START + 1, "help.asked")).await.unwrap().is_some());
    assert!(is_unplaced().await, "someone has to act");
    let settled = settled(START + 2);
    let done = entry(START + 2, "help.settled");
    assert!(store.settle_help(&was.id, START + 1, &settled, &done).await.unwrap());
    assert!(is_unplaced().await, "no one has to act anymore");
}

pub(super) async fn a_request_belongs_to_the_current_link(store: &dyn Store) {
    let ada = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let (_, old) = an_onboarding(store, &ada).await;
    let asked = entry(START + 20, "help.asked");
    assert!(store.add_help(&old, &help(START + 20), &asked).await.unwrap().is_some());
    let (next, set) = fixture::link(store).await;
    let made = crate::store::Link {
        locator: next.locator(),
        onboarding_id: old.id.clone(),
        token_hash: next.token().hash(),
        sealed_link: fixture::new_link(&next, &set).sealed_link,
        is_revoked: false,
    };
    let relink =
        Effect::Relink { link: &made, expires_at: START + 99, keep: Days::NONE, recipients: set.version() };
    assert!(store.change(&change(&old, Event::Reissue, relink)).await.unwrap());
    let was = read(store, &old.id).await;
    let last = async |of: &Onboarding| store.last_help(&of.id, &of.locator).await.unwrap();
    let seen = (last(&old).await, last(&was).await, was.help_at);
    assert_eq!(seen, (None, None, None), "the next link's holder sees nothing");
    assert_eq!(store.open_helps(&was.id, 10).await.unwrap(), [], "no one can answer it anymore");
    let unmailed = store.unmailed_helps(i64::MAX, 1000).await.unwrap();
    assert!(!unmailed.iter().any(|one| one.onboarding_id == was.id));

    assert_eq!(store.add_help(&old, &help(START + 20), &asked).await.unwrap(), None, "the link was replaced");
    assert!(store.add_help(&was, &help(START + 20), &asked).await.unwrap().is_some());
    assert_eq!(last(&old).await, None, "each link has its own requests");
    let nowhere = Onboarding { id: "nowhere000".into(), ..was.clone() };
    assert_eq!(store.add_help(&nowhere, &help(START + 20), &asked).await.unwrap(), None);

    // A closed onboarding is deleted some time after it was closed, with its requests.
    let withdraw = change(&was, Event::Withdraw, Effect::Delete(DeletionRule::Withdrawn));
    assert!(store.change(&withdraw).await.unwrap());
    let closed = read(store, &was.id).await;
    let late = entry(START + 90, "help.asked");
    assert!(store.add_help(&closed, &help(START + 90), &late).await.unwrap().is_some());
    let asked = read(store, &was.id).await;
    assert_eq!((asked.help_at, asked.changed_at), (Some(START + 90), closed.changed_at));
    assert!(store.delete_onboarding(&asked, &entry(START + 91, "onboarding.deleted")).await.unwrap());
    assert_eq!(last(&was).await, None);
}

/// What a client wrote, and their number, for each way in which settings are deleted: of a request that someone has
/// helped with, and of one that is open.
pub(super) async fn what_a_client_wrote_is_deleted(store: &dyn Store) {
    let ada = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let has_text = |help: Help| (help.note.is_some(), help.call.is_some());
    let (none, both) = ((false, false), (true, true));
    for (event, effect, open) in [
        (Event::Withdraw, Effect::Delete(DeletionRule::Withdrawn), Some(none)),
        (Event::SaveElsewhere, Effect::Delete(DeletionRule::SavedElsewhere), Some(both)),
        (Event::Revoke, Effect::Revoke, None),
        (Event::Progress, Effect::None, Some(both)),
    ] {
        let is_kept = matches!(effect, Effect::None);
        let (link, was) = an_onboarding(store, &ada).await;
        for at in [START, START + 1] {
            assert!(store.add_help(&was, &help(at), &entry(at, "help.asked")).await.unwrap().is_some());
        }
        assert!(store.settle_help(&was.id, START, &settled(START + 1), &entry(START, "help")).await.unwrap());
        let set = store.recipient_set(was.recipients).await.unwrap().unwrap();
        let sealed = fixture::submission(&link, &set, "hunter2").sealed;
        let now = read(store, &was.id).await;
        if !is_kept {
            assert!(store.change(&change(&now, Event::Submit, submitted(&sealed))).await.unwrap());
        }
        let mut now = read(store, &was.id).await;
        if event == Event::SaveElsewhere {
            assert!(store.change(&change(&now, Event::Collect, Effect::Collect)).await.unwrap());
            now = read(store, &was.id).await;
        }
        assert!(store.change(&change(&now, event, effect)).await.unwrap(), "{event:?}");
        let left = store.open_helps(&was.id, 10).await.unwrap().into_iter().next().map(has_text);
        assert_eq!(left, open, "{event:?}: the open one");
        let aged = store.delete_aged(Aged::Helps, START + 1, 1000).await.unwrap();
        assert_eq!(aged, u64::from(is_kept), "{event:?}: the settled one");
    }
}

pub(super) async fn a_note_is_deleted_some_time_after_someone_helped(store: &dyn Store) {
    let ada = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let (_, was) = an_onboarding(store, &ada).await;
    // What other chapters left.
    store.delete_aged(Aged::Helps, i64::MAX, 1000).await.unwrap();
    let at = START + 500;
    assert!(store.add_help(&was, &help(at), &entry(at, "help.asked")).await.unwrap().is_some());
    assert_eq!(store.delete_aged(Aged::Helps, i64::MAX, 10).await.unwrap(), 0, "no one has helped");
    assert!(store.settle_help(&was.id, at, &settled(at), &entry(at, "help.settled")).await.unwrap());
    assert_eq!(store.count_aged(Aged::Helps, at - 1).await.unwrap(), 0, "too young");
    assert_eq!(store.delete_aged(Aged::Helps, at - 1, 10).await.unwrap(), 0, "too young");
    assert_eq!(store.count_aged(Aged::Helps, at).await.unwrap(), 1);
    assert_eq!(store.delete_aged(Aged::Helps, at, 10).await.unwrap(), 1);
    assert_eq!(store.delete_aged(Aged::Helps, at, 10).await.unwrap(), 0, "once");
    let last = store.last_help(&was.id, &was.locator).await.unwrap();
    let left = Help { note: None, call: None, settled: Some(settled(at)), ..help(at) };
    assert_eq!(last, Some(left), "when it was sent, and who helped");
}

pub(super) async fn an_email_is_due_until_it_is_sent(store: &dyn Store) {
    let ada = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let (_, was) = an_onboarding(store, &ada).await;
    let at = START + 600;
    let asked = entry(at, "help.asked");
    let id = store.add_help(&was, &help(at), &asked).await.unwrap().unwrap();
    let second = store.add_help(&was, &help(at), &asked).await.unwrap().unwrap();
    assert_ne!(id, second, "both in the same second");
    let due = async |now| {
        let mut found = store.unmailed_helps(now, 1000).await.unwrap();
        found.retain(|one| one.onboarding_id == was.id);
        found
    };
    assert_eq!(due(at - 1).await, []);
    let mail = |id, due| UnmailedHelp { id, onboarding_id: was.id.clone(), due, help: help(at) };
    assert_eq!(due(at).await, [mail(id, at), mail(second, at)]);
    assert!(store.set_help_due(id, at, Some(at + 60)).await.unwrap());
    assert!(!store.set_help_due(id, at, Some(at + 60)).await.unwrap(), "another server sends it");
    assert_eq!(due(at + 59).await, [mail(second, at)]);
    assert_eq!(due(at + 60).await, [mail(second, at), mail(id, at + 60)], "the most overdue first");
    assert!(store.set_help_due(id, at + 60, None).await.unwrap());
    assert!(!store.set_help_due(id, at + 60, None).await.unwrap(), "it was sent");
    assert_eq!(due(i64::MAX).await, [mail(second, at)]);
    assert!(store.settle_help(&was.id, at, &settled(at), &entry(at, "help.settled")).await.unwrap());
    assert_eq!(due(i64::MAX).await, [], "no one needs the email anymore");
}

/// Two servers settle the same request.
pub(super) async fn a_request_is_settled_once(two: [&dyn Store; 2]) {
    let manager = fixture::person(two[0], "Rosa", &[Role::Manager]).await;
    for round in 0..8 {
        let (_, was) = an_onboarding(two[0], &manager).await;
        let asked = entry(START, "help.asked");
        let id = two[1].add_help(&was, &help(START), &asked).await.unwrap().unwrap();
        let crowd = (0..10).map(|number| two[number % 2].set_help_due(id, START, Some(START + 60)));
        let through = join_all(crowd).await.into_iter().filter(|it| matches!(it, Ok(true))).count();
        assert_eq!(through, 1, "round {round}: one server sends the email");
        let settled = settled(START + 1);
        let done = entry(START + 1, "help.settled");
        let crowd = (0..10).map(|number| two[number % 2].settle_help(&was.id, START, &settled, &done));
        let through = join_all(crowd).await.into_iter().filter(|it| matches!(it, Ok(true))).count();
        assert_eq!(through, 1, "round {round}");
        assert_eq!(two[0].open_helps(&was.id, 10).await.unwrap(), [], "round {round}");
    }
}
