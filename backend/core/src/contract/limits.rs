//! Limits and leases.

use crate::{
    fixture::START,
    store::{Limit, Store},
};

pub(super) async fn hold_for_parallel_requests(store: &dyn Store) {
    let limit = Limit { times: 5, seconds: 3600 };
    let crowd = (0..50).map(|_| store.attempt("check:a", limit, START));
    let through = futures_util::future::join_all(crowd).await;
    let mut left: Vec<u32> = through.into_iter().filter_map(|result| result.unwrap()).collect();
    left.sort_unstable();
    assert_eq!(left, [0, 1, 2, 3, 4]);
    assert_eq!(store.attempts_left("check:a", limit, START).await.unwrap(), 0);
    let both = ["check:b", "check:a"].map(|bucket| (bucket.to_owned(), limit));
    assert_eq!(store.wait(&both, START + 10).await.unwrap(), 3590, "the fullest bucket decides");
    assert_eq!(store.wait(&both, START + 3600).await.unwrap(), 0);
    assert_eq!(store.attempt("check:a", limit, START + 3599).await.unwrap(), None, "still within the hour");
    assert_eq!(store.attempt("check:a", limit, START + 3600).await.unwrap(), Some(4), "the hour is over");
    assert_eq!(store.attempt("check:b", limit, START).await.unwrap(), Some(4), "a different bucket");

    assert!(store.take_lease("a", START, START + 60).await.unwrap());
    assert!(!store.take_lease("a", START + 59, START + 90).await.unwrap());
    assert!(store.take_lease("a", START + 60, START + 120).await.unwrap(), "a lease left by a crash expires");
    store.end_lease("a", START + 60).await.unwrap();
    assert!(
        !store.take_lease("a", START + 61, START + 90).await.unwrap(),
        "an expired holder can't end another's lease"
    );
    store.end_lease("a", START + 120).await.unwrap();
    assert!(store.take_lease("a", START + 61, START + 90).await.unwrap());
}
