//! The two pages, built by Trunk into `dist/` (client) and `dist/staff/`, and the blind check's worker, with a Brotli copy
//! beside each text file, and a manifest of what a browser is handed.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

use crate::blind;
use crate::forget::without_place_and_time;
use crate::place::{Failure, Place, Result, files_below, run};
use crate::tools::{self, Optimiser};
use crate::{later, manifest, progress, shorten, styles};

/// Everything that decides what the pages are.
const INPUTS: [&str; 13] = [
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
];
/// What the pages in `dist/` were built from. Trunk empties the folder, and so a build by hand removes this too.
const STAMP: &str = ".inputs";
/// What compresses. Images and fonts are compressed already.
const TEXTS: [&str; 7] = ["html", "js", "css", "wasm", "svg", "json", "txt"];

/// Builds the pages, unless `dist/` already holds what these inputs make.
pub(crate) fn build(place: &Place) -> Result {
    let stamp = place.dist().join(STAMP);
    if place.sandbox().is_dir()
        && fs::read_to_string(&stamp)
            .is_ok_and(|built| fingerprint(place).is_ok_and(|inputs| built == inputs))
    {
        return Ok(());
    }
    let optimiser = tools::provide(place)?;
    // Before anything is built: what is edited meanwhile is not in it.
    let inputs = fingerprint(place)?;
    // Trunk and its cargo are told to stay offline, so what they need is fetched before.
    progress::say("Fetching the crates of the pages", "a few seconds, or a minute where none is there yet");
    run(place.cargo().args(["fetch", "--locked", "--quiet"]))?;
    // The pages are the same wherever they were built, so that anybody can compare them, and no heavier.
    let place = &place.telling(without_place_and_time(place, &place.root)?);
    progress::say("Building the client's page", "3 minutes the first time and one afterwards");
    // In this order: the first empties dist/, and the second stands inside it.
    trunk(place, "index.html", &["--dist", "dist"], optimiser)?;
    progress::say("Building the staff's page", "2 minutes");
    trunk(place, "frontend/staff.html", &["--dist", "dist/staff", "--public-url", "/staff/"], optimiser)?;
    progress::say("Building the blind check", "a minute");
    blind::build(place, optimiser)?;
    for (folder, base) in [(place.dist(), "/"), (place.dist().join("staff"), "/staff/")] {
        shorten::page(place, &folder, optimiser)?;
        later::vouch(&folder, base)?;
        styles::join(&folder, base)?;
    }
    progress::say("Compressing", "a few seconds");
    compress_below(&place.dist())?;
    manifest::write(&place.dist())?;
    fs::write(&stamp, inputs).map_err(Failure::at("write", &stamp))
}

/// Where the Brotli copy of `file` is.
pub(crate) fn compressed_beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    name.into()
}

fn trunk(place: &Place, html: &str, out: &[&str], optimiser: Optimiser) -> Result {
    let mut trunk = place.command("trunk");
    trunk.args(["build", html, "--offline", "--locked", "--skip-version-check"]).args(out);
    // With --release Trunk calls wasm-opt, and takes the profile that the HTML names for a release: this one.
    match optimiser {
        Optimiser::Present => trunk.arg("--release"),
        Optimiser::Absent => trunk.args(["--cargo-profile", "wasm"]),
    };
    // It warns that it cannot minify what wasm-bindgen writes, and takes NO_COLOR only as `true` or `false`.
    run(trunk.args(["--log", "error"]).env_remove("NO_COLOR"))
}

fn compress_below(dir: &Path) -> Result {
    let mut files = files_below(dir)?;
    files
        .retain(|file| TEXTS.iter().any(|text| file.extension().is_some_and(|extension| extension == *text)));
    thread::scope(|scope| {
        let running: Vec<_> = files.iter().map(|file| scope.spawn(|| compress(file))).collect();
        running.into_iter().try_for_each(|file| file.join().expect("compressing does not panic"))
    })
}

/// Writes the Brotli copy beside `file`, where that is smaller.
fn compress(file: &Path) -> Result {
    let bytes = fs::read(file).map_err(Failure::at("read", file))?;
    let compressed = brotli(&bytes).map_err(Failure::at("compress", file))?;
    if compressed.len() >= bytes.len() {
        return Ok(());
    }
    let beside = compressed_beside(file);
    fs::write(&beside, compressed).map_err(Failure::at("write", &beside))
}

/// `bytes` as Brotli's highest quality makes them.
fn brotli(mut bytes: &[u8]) -> io::Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut compressed, &params)?;
    Ok(compressed)
}

/// True if a file of the repository is in no page: a test, or what one compares.
fn is_of_tests(path: &Path) -> bool {
    let mut parts = path.iter().rev().map(|part| part.to_string_lossy());
    parts.next().is_some_and(|name| name == "tests.rs" || name == "webdriver.json")
        || parts.any(|folder| folder == "tests" || folder == "snapshots")
}

/// A hash over the inputs' names and bytes, and over whether `wasm-opt` is here or can be had: once it can, the pages
/// are built again. The hasher is the same from run to run, which is all that a stamp needs.
fn fingerprint(place: &Place) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    tools::has_way_to_optimiser(place).hash(&mut hasher);
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
