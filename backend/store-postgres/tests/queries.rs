//! Checks the queries that PostgreSQL described, which are all of the store's.

use std::{fs, path::Path};

#[test]
fn each_query_with_a_limit_has_an_order() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".sqlx");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let limited: Vec<String> =
        files.map(|file| fs::read_to_string(file).unwrap()).filter(|text| text.contains("LIMIT")).collect();
    assert!(limited.len() > 20, "{} queries", limited.len());
    let unordered: Vec<&String> = limited.iter().filter(|text| !text.contains("ORDER BY")).collect();
    assert!(unordered.is_empty(), "{unordered:#?}");
}
