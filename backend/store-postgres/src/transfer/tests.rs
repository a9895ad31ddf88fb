use std::collections::BTreeSet;

use sealpost_core::store::transfer::TABLES;

use crate::testing;

/// A column that isn't copied would be lost. Each server fills `factor_key` from its own key file.
#[tokio::test]
async fn every_column_is_copied() {
    let kept = testing::store().await;
    let found: Vec<(String, String)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name NOT IN ('_sqlx_migrations', 'factor_key')",
    )
    .fetch_all(&kept.store.write)
    .await
    .unwrap();
    let found: BTreeSet<(String, String)> = found.into_iter().collect();
    let copied = TABLES
        .iter()
        .flat_map(|table| table.columns.iter().map(|column| (table.name.into(), column.name.into())));
    assert_eq!(found, copied.collect());
}
