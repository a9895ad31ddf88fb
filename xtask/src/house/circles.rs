//! Finds circular dependencies between the modules of a crate. Such modules can't be read or moved separately.

use std::collections::{BTreeMap, BTreeSet};

use super::{File, crates::Crate};

/// Names, and the names that each of them refers to.
type Graph = BTreeMap<String, BTreeSet<String>>;

/// Returns each circle between a crate's first-level modules, as `folder: a, b`.
pub(crate) fn find(files: &[File], crates: &[Crate]) -> Vec<String> {
    let mut circles = Vec::new();
    for one in crates {
        let graph = graph(files, &format!("{}/src/", one.folder));
        let mut seen = BTreeSet::new();
        for module in graph.keys() {
            let around: Vec<&String> = graph
                .keys()
                .filter(|other| {
                    *other == module || reaches(&graph, module, other) && reaches(&graph, other, module)
                })
                .collect();
            if around.len() > 1 && seen.insert(around.clone()) {
                let names: Vec<&str> = around.iter().map(|name| name.as_str()).collect();
                circles.push(format!("{}: {}", one.folder, names.join(", ")));
            }
        }
    }
    circles
}

/// Returns which of the other first-level modules each one uses. Skips tests, because they aren't part of the build.
fn graph(files: &[File], source: &str) -> Graph {
    let mut graph = Graph::new();
    for file in files {
        let path = file.path.to_string_lossy();
        let Some(below) = path.strip_prefix(source) else { continue };
        let Some(module) = module(below) else { continue };
        if path.contains("/tests") || path.ends_with("tests.rs") {
            continue;
        }
        graph.entry(module).or_default().extend(named(&file.text, depth(below)));
    }
    let known: BTreeSet<String> = graph.keys().cloned().collect();
    for (module, uses) in &mut graph {
        uses.retain(|used| used != module && known.contains(used));
    }
    graph
}

/// Returns `check` for `check.rs`, `check/mod.rs` and `check/port.rs`, or `None` for a crate's root file or a program.
fn module(path: &str) -> Option<String> {
    let first = path.split('/').next()?.trim_end_matches(".rs");
    (!["lib", "main", "bin"].contains(&first)).then(|| first.to_owned())
}

/// Returns how many modules deep a file is, which is how many `super::` lead to the crate's root.
fn depth(path: &str) -> usize {
    path.trim_end_matches("/mod.rs").split('/').count()
}

/// Returns the first-level modules that a text names, as `crate::NAME` or in a list after `crate::{`. If a file is
/// `depth` modules deep, `super::` repeated `depth` times counts too.
fn named(text: &str, depth: usize) -> BTreeSet<String> {
    // Test modules aren't part of the build.
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let mut names = BTreeSet::new();
    let up = "super::".repeat(depth);
    for rest in text.split("crate::").skip(1).chain(text.split(&up).skip(1)) {
        match rest.strip_prefix('{') {
            Some(list) => names.extend(first_names(list)),
            None => names.extend(word(rest)),
        }
    }
    names
}

/// Returns the first name of each entry in a list, up to the closing brace.
fn first_names(list: &str) -> Vec<String> {
    let (mut depth, mut starts, mut names) = (0_usize, true, Vec::new());
    for (at, letter) in list.char_indices() {
        if starts && (letter.is_alphabetic() || letter == '_') && depth == 0 {
            names.extend(word(&list[at..]));
            starts = false;
        }
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => starts = true,
            _ => {}
        }
    }
    names
}

fn word(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

fn reaches(graph: &Graph, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut next = vec![from];
    while let Some(module) = next.pop() {
        for used in graph.get(module).into_iter().flatten() {
            if used == to {
                return true;
            }
            if seen.insert(used) {
                next.push(used);
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_that_use_each_other_form_a_circle() {
        let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
        let files = [
            file("a/src/one.rs", "use crate::{\n    two::{self, Three},\n    four,\n};"),
            file("a/src/two/mod.rs", "fn x() { crate::one::y() }"),
            file("a/src/two/deep.rs", "use super::super::five::Six;"),
            file("a/src/four.rs", "#[cfg(test)]\nmod tests {\n    use crate::one;\n}"),
            file("a/src/five.rs", "use super::{one, Two};"),
            file("a/src/lib.rs", "use crate::one;"),
        ];
        let crates = [Crate { folder: "a".into(), uses: Vec::new() }];
        assert_eq!(find(&files, &crates), ["a: five, one, two"]);
    }
}
