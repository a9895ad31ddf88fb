use std::collections::BTreeSet;

use sealpost_core::store::transfer::TABLES;

use crate::testing;

/// A column that isn't copied would be lost.
#[tokio::test]
async fn every_column_is_copied() {
    let kept = testing::store().await;
    let found: Vec<(String, String)> = sqlx::query_as(
        "SELECT tables.name, columns.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
             WHERE tables.type = 'table' AND tables.name NOT IN ('_sqlx_migrations', 'sqlite_sequence')",
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
