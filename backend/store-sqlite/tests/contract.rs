//! Tests that this store fulfills the contract of every store.

use std::path::Path;

use sealpost_core::{
    contract::{people_join_once, story, together},
    store::People,
};
use store_sqlite::{Sqlite, testing};

#[tokio::test]
async fn it_fulfills_the_contract() {
    let shown = story(&testing::store().await.store).await;
    assert_eq!(shown.len(), 38, "{shown:#?}");
}

/// A command runs at the same time as the server, on the same file.
#[tokio::test]
async fn two_programs_can_use_one_database_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shared.db");
    let (one, other) = (Sqlite::open(&file).await.unwrap(), Sqlite::open(&file).await.unwrap());
    let shown = together(&one, &other).await;
    assert_eq!(shown.len(), 19, "{shown:#?}");
}

#[tokio::test]
async fn data_survives_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kept.db");
    let store = Sqlite::open(&file).await.unwrap();
    people_join_once(&store).await;
    store.close().await;
    assert!(Sqlite::open(&file).await.unwrap().has_people().await.unwrap());
    assert!(Sqlite::open(Path::new("/nowhere/at/all.db")).await.is_err());
}
