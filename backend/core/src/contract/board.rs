//! The board: pages sorted by who has to act, and stored counts.

use shared::{
    board::{Group, Placement},
    status::Event,
};

use super::{an_onboarding, change, entry};
use crate::{
    fixture::{self, START, technician},
    link,
    store::{BoardPage, Effect, Onboarding, Placed, Store, Unplaced},
};

const EVER: i64 = i64::MAX;

pub(super) async fn the_board_is_paged_by_key(store: &dyn Store) {
    let manager = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    for n in 0..5 {
        let (link, set) = fixture::link(store).await;
        let mut request = fixture::create_request(&link, &set);
        request.client = format!("Müller {n} 100%");
        let row = link::create(store, &manager, &request, fixture::KEEP, START + 100 + n / 2).await.unwrap();
        let group = if n == 1 { Group::NeedsYou } else { Group::Client };
        place(store, &row.id, group, EVER).await;
    }
    let search = "MÜLLER";
    let all = store.board(BoardPage { search, after: None, limit: 50 }).await.unwrap();
    assert_eq!(all.len(), 5);
    assert_eq!((all[0].client.as_str(), all[0].group), ("Müller 1 100%", Group::NeedsYou));
    let mut paged: Vec<Onboarding> = Vec::new();
    loop {
        let after = paged.last().map(|last| (last.group, last.changed_at, last.id.clone()));
        let after = after.as_ref().map(|(group, at, id)| (*group, *at, id.as_str()));
        let next = store.board(BoardPage { search, after, limit: 2 }).await.unwrap();
        if next.is_empty() {
            break;
        }
        paged.extend(next);
    }
    assert_eq!(paged, all, "each row appears exactly once");
    assert!(all[1..].is_sorted_by_key(|row| std::cmp::Reverse(row.changed_at)));
    let found = |search| store.board(BoardPage { search, after: None, limit: 50 });
    assert_eq!(found("100%").await.unwrap().len(), 5);
    assert_eq!(found("_").await.unwrap().len(), 0, "`_` isn't a wildcard");
    assert!(found("bakery.test").await.unwrap().len() >= 5, "the site is searched too");
    let counts = store.board_counts(search).await.unwrap();
    assert_eq!(counts, [(Group::NeedsYou, 1), (Group::Client, 4)]);
}

pub(super) async fn a_placement_holds_until_something_happens(store: &dyn Store) {
    let manager = store.person_by_email(&"ada@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let (_, was) = an_onboarding(store, &manager).await;
    let before = count(store, Group::Done).await;
    place(store, &was.id, Group::Done, START + 50).await;
    assert_eq!(count(store, Group::Done).await, before + 1);
    assert!(unplaced(store, &was.id, START + 49).await.is_none());
    let (_, sooner) = an_onboarding(store, &manager).await;
    place(store, &sooner.id, Group::Client, START + 40).await;
    let outdated = store.unplaced(EVER - 1, 1000).await.unwrap();
    let at =
        |id: &str| outdated.iter().position(|one| one.onboarding.id == id).expect("an outdated placement");
    assert!(at(&sooner.id) < at(&was.id), "the longest outdated comes first");
    let one = &store.unplaced(EVER - 1, 1).await.unwrap()[0].onboarding.id;
    assert_eq!(*one, outdated[0].onboarding.id);
    let looked_at = unplaced(store, &was.id, START + 50).await.expect("an expired placement");

    // Something happens between reading and placing. The placement is outdated and doesn't count.
    assert!(store.change(&change(&was, Event::Progress, Effect::None)).await.unwrap());
    keep(store, looked_at, Group::Closed, EVER).await;
    assert_eq!(store.onboarding(&was.id).await.unwrap().unwrap().group, Group::Done);
    assert!(unplaced(store, &was.id, START).await.is_some(), "it has to be placed again");

    place(store, &was.id, Group::Client, EVER).await;
    store.log(Some(&was.id), &entry(START, "test.logged")).await.unwrap();
    assert!(unplaced(store, &was.id, EVER - 1).await.is_none(), "a log entry doesn't affect the placement");
    technician(store, "Quinn").await;
    assert!(unplaced(store, &was.id, START).await.is_some(), "the people who can read it might have changed");
    assert_eq!(count(store, Group::Done).await, before);
}

async fn count(store: &dyn Store, group: Group) -> u64 {
    let counts = store.board_counts("").await.unwrap();
    counts.into_iter().find(|(of, _)| *of == group).map_or(0, |(_, count)| count)
}

async fn unplaced(store: &dyn Store, id: &str, now: i64) -> Option<Unplaced> {
    store.unplaced(now, 1000).await.unwrap().into_iter().find(|one| one.onboarding.id == id)
}

async fn place(store: &dyn Store, id: &str, group: Group, until: i64) {
    let one = unplaced(store, id, EVER - 1).await.expect("an onboarding that has to be placed");
    keep(store, one, group, until).await;
}

async fn keep(store: &dyn Store, one: Unplaced, group: Group, until: i64) {
    let placement = Placement { group, need: None, until };
    store.place(&[Placed { id: one.onboarding.id, version: one.version, placement }]).await.unwrap();
}
