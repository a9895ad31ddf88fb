//! The contract of every store, kept by this one.

use std::path::Path;

use sealpost_core::{
    contract::{people_come_in_once, story},
    store::People,
};
use store_sqlite::{Sqlite, testing};

#[tokio::test]
async fn it_tells_the_story() {
    story(&testing::store().await.store).await;
}

#[tokio::test]
async fn it_keeps_what_it_was_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kept.db");
    let store = Sqlite::open(&file).await.unwrap();
    people_come_in_once(&store).await;
    store.close().await;
    assert!(Sqlite::open(&file).await.unwrap().has_people().await.unwrap());
    assert!(Sqlite::open(Path::new("/nowhere/at/all.db")).await.is_err());
}
