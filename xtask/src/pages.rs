//! Builds the pages with Trunk into `dist/` (client), `dist/helper/` (someone who does a step for a client) and
//! `dist/staff/`, and the blind check's worker, with a Brotli copy of each text file and a manifest of all files for
//! browsers.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

use crate::blind;
use crate::forget::without_place_and_time;
use crate::place::{Failure, Place, Result, files_below, run};
use crate::tools::{self, Optimizer};
use crate::words::html;
use crate::{later, manifest, progress, shorten, styles};

/// All files that the pages are built from.
const INPUTS: [&str; 15] = [
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    "frontend",
    "shared",
    "xtask/src/blind.rs",
    "xtask/src/forget.rs",
    "xtask/src/later.rs",
    "xtask/src/pages.rs",
    "xtask/src/shorten.rs",
    "xtask/src/styles.rs",
    "xtask/src/words/html.rs",
    "xtask/src/words/sentences.rs",
];
/// The pages whose HTML is in `frontend/`, with their folder in `dist/`.
const OTHERS: [(&str, &str); 2] = [("frontend/helper.html", "helper"), ("frontend/staff.html", "staff")];
/// Records which inputs `dist/` was built from. Trunk empties the folder, so a manual build also removes this file.
const STAMP: &str = ".inputs";
/// File types that compress well. Images and fonts are already compressed.
const TEXTS: [&str; 7] = ["html", "js", "css", "wasm", "svg", "json", "txt"];

/// Builds the pages, unless `dist/` is already up to date.
pub(crate) fn build(place: &Place) -> Result {
    let stamp = place.dist().join(STAMP);
    if place.sandbox().is_dir()
        && fs::read_to_string(&stamp)
            .is_ok_and(|built| fingerprint(place).is_ok_and(|inputs| built == inputs))
    {
        return Ok(());
    }
    let optimizer = tools::provide(place)?;
    // Computed before the build, so that edits during the build cause another one.
    let inputs = fingerprint(place)?;
    // Trunk and its Cargo run offline, so fetch what they need first.
    progress::say("Fetching the crates of the pages", "a few seconds, or a minute where none is there yet");
    run(place.cargo().args(["fetch", "--locked", "--quiet"]))?;
    // The pages are the same no matter where they were built, so that anyone can compare them.
    let place = &place.telling(without_place_and_time(place, &place.root)?);
    progress::say("Building the client's page", "3 minutes the first time and one afterwards");
    // The order matters: the first build empties dist/, and the others go inside it.
    trunk(place, "index.html", &["--dist", "dist"], optimizer)?;
    progress::say("Building the other pages", "3 minutes");
    for (html, name) in OTHERS {
        let (dist, base) = (format!("dist/{name}"), format!("/{name}/"));
        trunk(place, html, &["--dist", &dist, "--public-url", &base], optimizer)?;
    }
    let mut folders = vec![(place.dist(), "/".to_owned())];
    folders.extend(OTHERS.map(|(_, name)| (place.dist().join(name), format!("/{name}/"))));
    for (folder, _) in &folders {
        html::fill(place, folder)?;
    }
    progress::say("Building the blind check", "a minute");
    blind::build(place, optimizer)?;
    for (folder, base) in &folders {
        shorten::page(place, folder, optimizer)?;
        later::vouch(folder, base)?;
        styles::join(folder, base)?;
    }
    progress::say("Compressing", "a few seconds");
    compress_below(&place.dist())?;
    manifest::write(&place.dist())?;
    fs::write(&stamp, inputs).map_err(Failure::at("write", &stamp))
}

/// Returns the path of a file's Brotli copy.
pub(crate) fn compressed_beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    name.into()
}

fn trunk(place: &Place, html: &str, out: &[&str], optimizer: Optimizer) -> Result {
    let mut trunk = place.command("trunk");
    trunk.args(["build", html, "--offline", "--locked", "--skip-version-check"]).args(out);
    // With --release, Trunk runs wasm-opt and uses the release profile from the HTML, which is this one.
    match optimizer {
        Optimizer::Present => trunk.arg("--release"),
        Optimizer::Absent => trunk.args(["--cargo-profile", "wasm"]),
    };
    // Trunk warns that it can't minify wasm-bindgen's output, and accepts only `true` or `false` for NO_COLOR.
    run(trunk.args(["--log", "error"]).env_remove("NO_COLOR"))
}

fn compress_below(dir: &Path) -> Result {
    let mut files = files_below(dir)?;
    files
        .retain(|file| TEXTS.iter().any(|text| file.extension().is_some_and(|extension| extension == *text)));
    thread::scope(|scope| {
        let running: Vec<_> = files.iter().map(|file| scope.spawn(|| compress(file))).collect();
        running.into_iter().try_for_each(|file| file.join().expect("compressing doesn't panic"))
    })
}

/// Writes the Brotli copy next to `file`, if it is smaller.
fn compress(file: &Path) -> Result {
    let bytes = fs::read(file).map_err(Failure::at("read", file))?;
    let compressed = brotli(&bytes).map_err(Failure::at("compress", file))?;
    if compressed.len() >= bytes.len() {
        return Ok(());
    }
    let beside = compressed_beside(file);
    fs::write(&beside, compressed).map_err(Failure::at("write", &beside))
}

/// Compresses `bytes` with Brotli at its highest quality.
fn brotli(mut bytes: &[u8]) -> io::Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut compressed, &params)?;
    Ok(compressed)
}

/// Returns true if a file isn't part of any page, because it is a test or a test's snapshot.
fn is_of_tests(path: &Path) -> bool {
    let mut parts = path.iter().rev().map(|part| part.to_string_lossy());
    parts.next().is_some_and(|name| name == "tests.rs" || name == "webdriver.json")
        || parts.any(|folder| folder == "tests" || folder == "snapshots")
}

/// Returns a hash of the inputs' names and contents, and of whether `wasm-opt` is available or can be installed,
/// because the pages are then rebuilt. The hasher gives the same result in each run.
fn fingerprint(place: &Place) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    tools::has_way_to_optimizer(place).hash(&mut hasher);
    for input in INPUTS.map(|input| place.root.join(input)) {
        let files = if input.is_dir() { files_below(&input)? } else { vec![input] };
        for file in files {
            let path = file.strip_prefix(&place.root).unwrap_or(&file);
            if is_of_tests(path) {
                continue;
            }
            path.hash(&mut hasher);
            fs::read(&file).map_err(Failure::at("read", &file))?.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}\n", hasher.finish()))
}
