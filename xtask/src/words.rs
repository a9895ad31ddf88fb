//! `cargo xtask words`: measures how the sentences in `shared/words` read, file by file, compares that with their
//! budgets, and checks that each is used. The budgets are a minimum: a text within all of them can still be hard to
//! read.

pub(crate) mod html;
mod measure;
mod patterns;
mod sentences;
mod used;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use measure::Figures;
use sentences::File;

use crate::place::{Failure, Place, Result};

/// What clients read. The other files are for people who know the field.
const FOR_CLIENTS: [&str; 13] = [
    "causes",
    "checklist",
    "client",
    "diagnosis",
    "email",
    "guides",
    "hosts",
    "letter",
    "mail",
    "pages",
    "report",
    "services",
    "ways",
];
/// What the keys of sentences for technicians end in, in the files for clients.
const FOR_TECHNICIANS: &str = "-technician";
/// The build calls these itself, by cause, grant, provider, DNS host, and mail service.
const BY_ROW: [&str; 5] = ["causes", "grants", "guides", "hosts", "services"];
/// How many of the findings are named.
const NAMED: usize = 40;
/// The budgets: the Flesch–Kincaid grade, and the words in a sentence.
const CLIENT_GRADE: f64 = 7.0;
const CLIENT_LONGEST: usize = 20;
const STAFF_GRADE: f64 = 9.0;
const STAFF_LONGEST: usize = 30;
/// All sentences in one file, for people to read.
const SNAPSHOT: &str = "docs/words-en.md";

/// Prints the table and everything over a budget. Writes the sentences to the snapshot if `write` is true, or else
/// compares them with it.
pub(crate) fn read(place: &Place, write: bool) -> Result {
    let files = sentences::read(&place.root.join("shared/words/en"))?;
    let used = used::functions(place)?;
    let mut faults = Vec::new();
    println!(
        "{:<12}{:>9}{:>8}{:>9}{:>14}{:>6}",
        "file", "messages", "grade", "longest", "contractions", "hits"
    );
    for (name, file) in &files {
        let figures = Figures::of(file);
        println!(
            "{name:<12}{:>9}{:>8.1}{:>9}{:>14}{:>6}",
            file.len(),
            figures.grade,
            figures.longest,
            figures.contractions,
            figures.hits.len()
        );
        faults.extend(over_budget(name, &figures));
        let unused = file.keys().filter(|key| !used.contains(&key.replace('-', "_")));
        faults.extend(
            unused
                .filter(|_| !BY_ROW.contains(&name.as_str()))
                .map(|key| format!("{name}.ftl: {key} is used nowhere")),
        );
    }
    println!(
        "budgets for clients ({}): grade {CLIENT_GRADE}, longest {CLIENT_LONGEST} words",
        FOR_CLIENTS.join(", ")
    );
    println!("budgets for others: grade {STAFF_GRADE}, longest {STAFF_LONGEST} words; hits 0 everywhere");
    faults.extend(snapshot(place, &files, write)?);
    for fault in faults.iter().take(NAMED) {
        println!("{fault}");
    }
    if faults.len() > NAMED {
        println!("and {} more", faults.len() - NAMED);
    }
    match faults.len() {
        0 => Ok(()),
        count => Err(Failure::new(format!("{count} problems in shared/words"))),
    }
}

fn over_budget(name: &str, figures: &Figures) -> Vec<String> {
    let is_for_clients = FOR_CLIENTS.contains(&name);
    let (grade, longest) =
        if is_for_clients { (CLIENT_GRADE, CLIENT_LONGEST) } else { (STAFF_GRADE, STAFF_LONGEST) };
    let mut faults = Vec::new();
    if figures.grade > grade {
        faults.push(format!("{name}.ftl is at grade {:.1} of {grade}", figures.grade));
    }
    let long = figures.sentences.iter().filter(|(key, _, words)| {
        *words > if key.ends_with(FOR_TECHNICIANS) { STAFF_LONGEST } else { longest }
    });
    faults.extend(
        long.map(|(key, text, words)| format!("{name}.ftl: {key} has {words} words of {longest}: {text}")),
    );
    faults.extend(figures.hits.iter().map(|(key, hit)| format!("{name}.ftl: {key} has {hit}")));
    faults
}

/// Writes or compares the snapshot, which has the sentences of every file as they are shown.
fn snapshot(place: &Place, files: &BTreeMap<String, File>, write: bool) -> Result<Option<String>> {
    let mut text = String::from(
        "# Every sentence, in English\n\nWritten by `cargo xtask words --write` from `shared/words/en`. What a program fills in is in braces.\n",
    );
    for (name, file) in files {
        let _ = write!(text, "\n## {name}\n\n");
        for (key, forms) in file {
            for form in forms {
                let _ = writeln!(text, "- `{key}` {}", form.replace("\n\n", " / "));
            }
        }
    }
    let path = place.root.join(SNAPSHOT);
    if write {
        fs::write(&path, text).map_err(Failure::at("write", &path))?;
        return Ok(None);
    }
    let is_same = fs::read_to_string(&path).is_ok_and(|written| written == text);
    Ok((!is_same).then(|| format!("{SNAPSHOT} has other sentences: run `cargo xtask words --write`")))
}
