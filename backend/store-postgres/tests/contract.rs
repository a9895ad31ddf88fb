//! Tests that this store fulfills the contract of every store, on its own PostgreSQL server.

use sealpost_core::{
    contract::{people_join_once, story, together},
    store::People,
};
use store_postgres::{Postgres, testing};

#[tokio::test]
async fn it_fulfills_the_contract() {
    let shown = story(&testing::store().await.store).await;
    assert_eq!(shown.len(), 38, "{shown:#?}");
}

#[tokio::test]
async fn two_servers_can_use_one_database_at_once() {
    let kept = testing::store().await;
    let other = Postgres::open(&kept.url.parse().unwrap()).await.unwrap();
    let shown = together(&kept.store, &other).await;
    assert_eq!(shown.len(), 19, "{shown:#?}");
}

#[tokio::test]
async fn data_survives_reopening() {
    let kept = testing::store().await;
    people_join_once(&kept.store).await;
    kept.store.close().await;
    let again = Postgres::open(&kept.url.parse().unwrap()).await.unwrap();
    assert!(again.has_people().await.unwrap());
}
