//! Checks the security documents against the code: every file, test and limit that they name exists, and every ASVS
//! 5.0 requirement of levels 1 and 2 is answered once.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

const DOCUMENTS: [&str; 7] = [
    "SECURITY.md",
    "docs/accounts.md",
    "docs/asvs.md",
    "docs/found.md",
    "docs/operations.md",
    "docs/security.md",
    "docs/threat-model.md",
];

/// The requirements' numbers, each with its level.
const REQUIREMENTS: &str = include_str!("docs/asvs-5.0.0.txt");

const ANSWERS: [&str; 4] = ["holds", "partly", "not yet", "not applicable"];

/// Our folders. Text in backticks that begins with one of them is a path.
const ROOMS: [&str; 7] = ["backend/", "docs/", "frontend/", "shared/", "tests/", "xtask/", ".ci/"];

#[test]
fn every_named_file_and_test_exists() {
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = read(document);
        let names = in_code_marks(&text).filter_map(|(line, name)| Some((line, name, fault(name)?)));
        missing.extend(names.map(|(line, name, fault)| format!("{document}:{line}: {name}: {fault}")));
        let beside = root().join(document);
        let beside = beside.parent().expect("a file is in a folder");
        let dead = links(&text).filter(|(_, link)| !beside.join(link).exists());
        missing.extend(dead.map(|(line, link)| format!("{document}:{line}: {link}: no such target")));
    }
    assert!(missing.is_empty(), "\n{}\n", missing.join("\n"));
}

#[test]
fn each_requirement_is_answered_once() {
    let text = read("docs/asvs.md");
    let mut answered = BTreeMap::<&str, usize>::new();
    for row in rows(&text) {
        *answered.entry(row.id).or_default() += 1;
    }
    let asked: Vec<(&str, &str)> = REQUIREMENTS.lines().filter_map(|line| line.split_once(' ')).collect();
    let wrong: Vec<&str> =
        asked.iter().map(|(id, _)| *id).filter(|id| answered.get(id) != Some(&1)).collect();
    assert!(wrong.is_empty(), "not answered exactly once: {wrong:?}");
    let levels = |row: &Row<'_>| asked.contains(&(row.id, row.level));
    let unknown: Vec<&str> = rows(&text).filter(|row| !levels(row)).map(|row| row.id).collect();
    assert!(unknown.is_empty(), "no requirement has this number and level: {unknown:?}");
}

#[test]
fn every_answer_names_its_place_and_test() {
    let text = read("docs/asvs.md");
    let wrong: Vec<String> =
        rows(&text).filter_map(|row| Some(format!("{}: {}", row.id, lacking(&row)?))).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_totals_are_correct() {
    let text = read("docs/asvs.md");
    for answer in ANSWERS {
        let count = rows(&text).filter(|row| row.answer == answer).count();
        let sum = format!("| {answer} | {count} |");
        assert!(text.contains(&sum), "the table at the beginning must say: {sum}");
    }
}

/// The table of verbs names a file in each layer for each verb.
#[test]
fn each_verb_has_its_file_in_each_layer() {
    const VERBS: [&str; 10] =
        ["link", "step", "seal", "check", "submit", "report", "status", "open", "configure", "prove"];
    let text = read("ARCHITECTURE.md");
    let (_, table) = text.split_once("| verb | ").expect("the table of verbs");
    let (head, rows) = table.split_once('\n').expect("its rows");
    let folders: Vec<&str> = in_code_marks(head).map(|(_, folder)| folder).collect();
    assert_eq!(folders.len(), 7, "{folders:?}");
    let rows: Vec<Vec<&str>> = rows.lines().skip(1).map_while(cells).collect();
    assert_eq!(rows.iter().map(|row| row[0]).collect::<Vec<_>>(), VERBS);
    for row in rows {
        for (folder, cell) in folders.iter().zip(&row[1..]) {
            let file = root().join(folder).join(cell.trim_matches('`'));
            assert!(cell.is_empty() || file.is_file(), "{}: {}", row[0], file.display());
        }
    }
}

/// Returns the cells of a table row.
fn cells(line: &str) -> Option<Vec<&str>> {
    Some(line.strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect())
}

/// The answer to one requirement.
struct Row<'a> {
    id: &'a str,
    level: &'a str,
    answer: &'a str,
    place: &'a str,
    shown: &'a str,
}

fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    text.lines().filter_map(|line| {
        let [id, level, _, answer, place, shown] = cells(line)?[..] else { return None };
        let is_id = id.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && id.contains('.');
        is_id.then_some(Row { id, level, answer, place, shown })
    })
}

/// Returns what is missing from an answer.
fn lacking(row: &Row<'_>) -> Option<&'static str> {
    let names = |text| in_code_marks(text).next().is_some();
    match row.answer {
        _ if !ANSWERS.contains(&row.answer) => Some("isn't one of the answers"),
        _ if row.place.is_empty() => Some("says neither where nor why"),
        "holds" if !names(row.place) => Some("holds, but names no place"),
        "holds" if row.shown.is_empty() => Some("holds, but names no test"),
        _ => None,
    }
}

/// Returns each text in backticks, with its line number, counted from 1.
fn in_code_marks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate();
    lines.flat_map(|(number, line)| line.split('`').skip(1).step_by(2).map(move |name| (number + 1, name)))
}

/// Returns the targets of links within the repository.
fn links(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate();
    let targets = lines.flat_map(|(number, line)| {
        line.split("](").skip(1).filter_map(move |rest| Some((number + 1, rest.split(')').next()?)))
    });
    targets
        .filter(|(_, link)| !link.contains("://"))
        .map(|(number, link)| (number, link.split('#').next().unwrap_or(link)))
}

/// Returns why a name is wrong: `path`, `path.rs::test`, `path.rs::CONSTANT` or `case:ID`. Ignores other text.
fn fault(name: &str) -> Option<&'static str> {
    if let Some(id) = name.strip_prefix("case:") {
        return (!is_case(id)).then_some("there is no such case");
    }
    let (path, item) = name.split_once("::").map_or((name, None), |(path, item)| (path, Some(item)));
    let is_path = ROOMS.iter().any(|room| path.starts_with(room));
    match item {
        _ if !is_path => None,
        _ if !root().join(path).exists() => Some("there is no such file"),
        Some(item) if is_constant(item) => {
            (!read(path).contains(&format!("const {item}:"))).then_some("there is no such constant in it")
        }
        Some(item) => (!has_test(&read(path), item)).then_some("there is no such test in it"),
        None => None,
    }
}

/// Returns true if one of the case files has this case.
fn is_case(id: &str) -> bool {
    let files = ["dns.toml", "parsers.toml", "smtp-replies.toml"];
    let line = format!("id = \"{id}\"");
    files.iter().any(|file| read(&format!("tests/suites/cases/{file}")).lines().any(|own| own == line))
}

fn is_constant(item: &str) -> bool {
    item.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Returns true if a function with this name has a test attribute above it.
fn has_test(source: &str, name: &str) -> bool {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let is_test = |line: &str| line.starts_with("#[") && line.contains("test");
    let above = |at: usize| {
        lines[..at].iter().rev().take_while(|line| line.starts_with("#[")).any(|line| is_test(line))
    };
    let heads = [format!("fn {name}("), format!("async fn {name}(")];
    (0..lines.len()).any(|at| heads.iter().any(|head| lines[at].starts_with(head.as_str())) && above(at))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is in the workspace").to_path_buf()
}

/// Shows that the rules can fail.
#[test]
fn mistakes_are_found() {
    assert_eq!(fault("tests/docs.rs::mistakes_are_found"), None);
    assert_eq!(fault("tests/docs.rs::DOCUMENTS"), None);
    assert_eq!(fault("no path of ours"), None);
    assert_eq!(fault("tests/none.rs"), Some("there is no such file"));
    assert_eq!(fault("case:none"), Some("there is no such case"));
    assert_eq!(fault("tests/docs.rs::NONE"), Some("there is no such constant in it"));
    assert_eq!(fault("tests/docs.rs::no_such_test"), Some("there is no such test in it"));
    assert_eq!(
        fault("tests/docs.rs::lacking"),
        Some("there is no such test in it"),
        "a function that isn't a test"
    );
    let lacks = |line: &str| rows(line).next().and_then(|row| lacking(&row)).unwrap_or_default();
    assert_eq!(lacks("| 1.1.1 | 2 | subject | holds | `tests/docs.rs` | by type |"), "");
    assert_eq!(lacks("| 1.1.1 | 2 | subject | holds | somewhere | by type |"), "holds, but names no place");
    assert_eq!(lacks("| 1.1.1 | 2 | subject | holds | `tests/docs.rs` |  |"), "holds, but names no test");
    assert_eq!(lacks("| 1.1.1 | 2 | subject | perhaps | why |  |"), "isn't one of the answers");
    let links: Vec<_> = links("see [a](b.md#c) and [d](https://e.test)").collect();
    assert_eq!(links, [(1, "b.md")]);
}
