//! `cargo xtask weigh`: measures how much a browser downloads, compressed: up to the client's first usable step, for
//! the page of a step that a client handed over, for the blind check, and up to the staff's sign-in.
//!
//! The files are not listed here. Starting from the page's HTML, each loaded text is searched for names of files in
//! `dist/`: attributes of the page, imports of scripts, `url()`s of styles. Names in a link (`<a href>`), in
//! `rel="later"` or in a dynamic `import()` are skipped, because those files load later or not at all.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::pages::compressed_beside;
use crate::place::{Failure, Place, Result, files_below};
use crate::tools::{self, Optimizer};

/// The budget of the client's first step, in bytes after Brotli compression.
const FIRST_STEP: u64 = 120_000;
/// The budget of the page of someone who does a step for a client.
const HELPER: u64 = 300_000;
/// The budget of the staff's sign-in.
const SIGN_IN: u64 = 250_000;
/// The budget of the blind check, whose worker loads only at that step.
const BLIND_CHECK: u64 = 245_000;

pub(crate) fn weigh(place: &Place) -> Result {
    let dist = place.dist();
    let first = first_load(&dist, "index.html")?;
    let helper = first_load(&dist, "helper/index.html")?;
    let sign_in = first_load(&dist, "staff/index.html")?;
    let check = files_below(&dist.join("blind"))?;
    let check =
        check.into_iter().filter(|file| is_text(file) || file.extension().is_some_and(|e| e == "wasm"));
    let check = check.filter_map(|file| file.strip_prefix(&dist).ok().map(Path::to_path_buf)).collect();
    let first = sum(place, "the client's first step", &first, FIRST_STEP);
    let helper = sum(place, "the page of a step", &helper, HELPER);
    let sign_in = sum(place, "the staff's sign-in", &sign_in, SIGN_IN);
    first.and(helper).and(sign_in).and(sum(place, "the blind check", &check, BLIND_CHECK))
}

fn sum(place: &Place, what: &str, files: &BTreeSet<PathBuf>, budget: u64) -> Result {
    println!("{what}:");
    let mut total = 0;
    for file in files {
        let path = place.dist().join(file);
        let size = size_as_sent(&path).map_err(Failure::at("measure", &path))?;
        println!("{size:>9}  {}", file.display());
        total += size;
    }
    println!("{total:>9}  bytes in all, of {budget}");
    if total <= budget {
        return Ok(());
    }
    let why = match tools::optimizer(place) {
        Optimizer::Present => "",
        Optimizer::Absent => "; it was built without wasm-opt, which would have made it smaller",
    };
    Err(Failure::new(format!("{what} is {} bytes over its budget{why}", total - budget)))
}

/// Returns the size in bytes. The server sends the compressed copy if there is one.
fn size_as_sent(path: &Path) -> io::Result<u64> {
    let compressed = fs::metadata(compressed_beside(path));
    compressed.or_else(|_| fs::metadata(path)).map(|file| file.len())
}

/// Returns the files that loading a page loads, relative to `dist`.
fn first_load(dist: &Path, page: &str) -> Result<BTreeSet<PathBuf>> {
    let mut loaded = BTreeSet::new();
    let mut open = vec![PathBuf::from(page)];
    while let Some(file) = open.pop() {
        if !loaded.insert(file.clone()) || !is_text(&file) {
            continue;
        }
        let path = dist.join(&file);
        let text = fs::read_to_string(&path).map_err(Failure::at("read", &path))?;
        let folder = file.parent().unwrap_or(Path::new(""));
        open.extend(names(&text).into_iter().filter_map(|name| resolve(dist, folder, name)));
    }
    Ok(loaded)
}

fn is_text(file: &Path) -> bool {
    file.extension()
        .is_some_and(|extension| ["html", "js", "css", "svg"].iter().any(|text| extension == *text))
}

/// Returns everything in a text that could be the name of a file: each run of characters that are valid in a URL,
/// unless the file loads only later.
fn names(text: &str) -> Vec<&str> {
    let in_address = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(in_address) {
        let length = rest[start..].find(|c| !in_address(c)).unwrap_or(rest.len() - start);
        let name = &rest[start..start + length];
        let before = &text[..text.len() - rest.len() + start];
        if name.contains('.') && !loads_later(before) {
            names.push(name);
        }
        rest = &rest[start + length..];
    }
    names
}

/// Returns true if the name after `before` is the argument of a dynamic `import()`, the URL of a worker, the target of
/// an `<a>`, or listed for loading later.
fn loads_later(before: &str) -> bool {
    let before = before.trim_end_matches(['"', '\'', '`']).trim_end();
    if before.ends_with("createScriptURL: () =>") {
        return true;
    }
    if before.strip_suffix('(').is_some_and(|call| call.trim_end().ends_with("import")) {
        return true;
    }
    let in_tag = before.rfind('<').map(|open| &before[open..]).filter(|tag| !tag.contains('>'));
    in_tag.is_some_and(|tag| {
        tag.starts_with("<a ") || tag.starts_with("<a\n") || tag.starts_with("<link rel=\"later\"")
    })
}

/// Returns the file in `dist` that `name` refers to in a file in `folder`.
fn resolve(dist: &Path, folder: &Path, name: &str) -> Option<PathBuf> {
    let mut path = if name.starts_with('/') { PathBuf::new() } else { folder.to_path_buf() };
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(path.pop()),
            part => path.push(part),
        }
    }
    dist.join(&path).is_file().then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = r#"<!doctype html><html><head><link rel="stylesheet" href="/page-1f.css">
        <script type="module">import init from '/client-2a.js'; init({ module_or_path: "/client-2a_bg.wasm" });</script>
        </head><body><link rel="later" href="/check-9.js"><a class="x" href="/terms.html">Terms</a> More than 1.5 words.</body></html>"#;
    const CLIENT: &str = "import { f } from './snippets/glue/inline0.js'; const late = () => import( \"./check-9.js\");\
         const address = { createScriptURL: () => \"/worker.js\" };";

    #[test]
    fn referenced_files_count_and_later_ones_do_not() {
        let dist = std::env::temp_dir().join(format!("xtask-weigh-{}", std::process::id()));
        let files = [
            ("index.html", INDEX),
            ("page-1f.css", "body { background: url(seal.svg) }"),
            ("seal.svg", "<svg/>"),
            ("client-2a.js", CLIENT),
            ("client-2a_bg.wasm", "\0asm"),
            ("snippets/glue/inline0.js", "import '../../shared.js';"),
            ("shared.js", ""),
            ("check-9.js", ""),
            ("worker.js", ""),
            ("terms.html", ""),
            ("never-mentioned.js", ""),
        ];
        for (name, text) in files {
            let path = dist.join(name);
            fs::create_dir_all(path.parent().expect("a file in dist has a folder")).unwrap();
            fs::write(path, text).unwrap();
        }
        let loaded = first_load(&dist, "index.html");
        fs::remove_dir_all(&dist).unwrap();

        let expected = [
            "client-2a.js",
            "client-2a_bg.wasm",
            "index.html",
            "page-1f.css",
            "seal.svg",
            "shared.js",
            "snippets/glue/inline0.js",
        ];
        assert_eq!(loaded.unwrap().into_iter().collect::<Vec<_>>(), expected.map(PathBuf::from));
    }
}
