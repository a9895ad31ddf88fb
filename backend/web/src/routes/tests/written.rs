//! The files that are generated from the API's document are up to date, and what `docs/` says about roles matches it.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write,
    fs,
};

use serde_json::Value;

use crate::routes::{openapi::DOCUMENT, table::GROUPS};

/// Compares a file in `docs/` with what it should contain. `cargo xtask openapi --write` updates it.
fn is_checked_in(name: &str, text: &str) {
    let path = format!("{}/../../docs/{name}", env!("CARGO_MANIFEST_DIR"));
    if env::var_os("SEALPOST_RECORD").is_some() {
        fs::write(&path, text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "docs/{name} differs from the table of routes: cargo xtask openapi --write");
}

#[test]
fn the_document_is_checked_in() {
    is_checked_in("openapi.json", &format!("{:#}\n", *DOCUMENT));
}

/// Returns the type name that a schema refers to, or its own type.
fn named(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap().to_owned();
    }
    if schema["type"] == "array" { format!("[{}]", named(&schema["items"])) } else { "…".into() }
}

/// Returns the table of routes for people who read the repository.
fn as_table() -> String {
    let mut text = String::from(
        "# The API\n\n`cargo xtask openapi --write` writes this page and `docs/openapi.json` from the table of routes\n\
         (`backend/web/src/routes/table.rs`), which also builds the router. A server shows it with all types at\n\
         `/api/docs`. The limits are those of `backend/core/src/limits.rs`.\n",
    );
    for group in &*GROUPS {
        write!(
            text,
            "\n## {}\n\n| route | who | body → answer | limit |\n|---|---|---|---|\n",
            group.heading
        )
        .unwrap();
        for route in &group.routes {
            let (method, path) = (&route.method, route.path);
            let operation = &DOCUMENT["paths"][format!("/api{path}")][method.as_str().to_lowercase()];
            let body = &operation["requestBody"]["content"]["application/json"]["schema"];
            let body = if body.is_null() { String::new() } else { format!("{} ", named(body)) };
            let given: Vec<String> = route
                .sketch
                .given
                .iter()
                .map(|(status, _)| {
                    let content =
                        &operation["responses"][status.to_string()]["content"][route.kind]["schema"];
                    match content {
                        Value::Null => status.to_string(),
                        _ if route.kind != "application/json" => format!("{status} {}", route.kind),
                        schema => format!("{status} {}", named(schema)),
                    }
                })
                .collect();
            let roles: Vec<&str> = operation["x-sealpost-roles"]
                .as_array()
                .unwrap()
                .iter()
                .map(|role| role.as_str().unwrap())
                .collect();
            let limits: Vec<String> = route
                .limits
                .iter()
                .map(|limit| {
                    let rule = limit.rule();
                    let (class, per) = (limit.class(), limit.per().name());
                    format!("{class}: {} in {} min per {per}", rule.times, rule.seconds / 60)
                })
                .collect();
            writeln!(
                text,
                "| `{method} /api{path}` | {} | {body}→ {} | {} |",
                roles.join(", "),
                given.join(", "),
                limits.join("; ")
            )
            .unwrap();
        }
    }
    text
}

#[test]
fn the_table_of_routes_is_checked_in() {
    is_checked_in("api.md", &as_table());
}

/// Returns the operations in the rows of a table in `docs/`, each with its columns that aren't empty.
fn rows(page: &str, heads: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(format!("{}/../../docs/{page}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let (_, table) =
        text.split_once(&format!("| | {} |\n", heads.join(" | "))).expect("a table with these columns");
    let mut rows = BTreeMap::new();
    for row in table.lines().skip(1).take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.split('|').map(str::trim).skip(1).collect();
        let may = heads.iter().zip(&cells[1..]).filter(|(_, cell)| !cell.is_empty());
        let may: BTreeSet<String> = may.map(|(head, _)| (*head).to_owned()).collect();
        let mut names = cells[0].split('`').skip(1).step_by(2).peekable();
        assert!(names.peek().is_some(), "docs/{page} has a row without a route: {row}");
        for name in names {
            assert!(rows.insert(name.to_owned(), may.clone()).is_none(), "docs/{page} has {name} twice");
        }
    }
    rows
}

/// The heading of the column for people who do a step for a client.
const HELPER: &str = "helper, with the link to a step";

#[test]
fn the_roles_in_the_docs_match_the_document() {
    let staff = ["manager", "technician", "administrator"];
    let in_words = |role: &str| if role == "admin" { "administrator".to_owned() } else { role.to_owned() };
    let (mut of_staff, mut of_all) = (BTreeMap::new(), BTreeMap::new());
    for operation in
        DOCUMENT["paths"].as_object().unwrap().values().flat_map(|all| all.as_object().unwrap().values())
    {
        let name = operation["operationId"].as_str().unwrap().to_owned();
        let roles = operation["x-sealpost-roles"].as_array().unwrap();
        let roles: BTreeSet<String> = roles.iter().map(|role| in_words(role.as_str().unwrap())).collect();
        match roles.first().map(String::as_str) {
            Some("public") => {}
            Some("helper") => drop(of_all.insert(name, BTreeSet::from([HELPER.to_owned()]))),
            Some("client") => drop(of_all.insert(name, BTreeSet::from(["client, with the link".to_owned()]))),
            Some("account") => drop(of_all.insert(name, staff.map(str::to_owned).into())),
            _ => {
                of_staff.insert(name.clone(), roles.clone());
                of_all.insert(name, roles);
            }
        }
    }
    assert_eq!(rows("accounts.md", &staff), of_staff);
    assert_eq!(
        rows("security.md", &["client, with the link", HELPER, "manager", "technician", "administrator"]),
        of_all
    );
}
