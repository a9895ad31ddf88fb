//! The programs that the pages are built with, in the versions that are known to work together.
//!
//! What the machine has in the right version is used. The rest is installed into `target/tools`, and nowhere else: as its
//! project publishes it where that can be downloaded, otherwise built from source.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use crate::place::{Failure, Place, Result, ask, run};
use crate::published::Archive;
use crate::{progress, published, system};

pub(crate) const WASM: &str = "wasm32-unknown-unknown";
pub(crate) const TRUNK: &str = "0.21.14";
/// The npm package, whose number is that of the `wasm-opt` in it.
const BINARYEN: &str = "132";
pub(crate) const NEXTEST: &str = "0.9.143";
pub(crate) const DENY: &str = "0.20.2";
const FUZZ: &str = "0.13.2";
const LIGHTHOUSE: &str = "12.8.2";

/// Whether the pages can be made as small as they should be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Optimiser {
    Present,
    Absent,
}

/// Provides everything that building the pages needs. `wasm-opt` alone may stay absent, where there is no npm.
pub(crate) fn provide(place: &Place) -> Result<Optimiser> {
    wasm_target(place)?;
    // Downloads and packages arrive while the compiler works.
    thread::scope(|scope| {
        let clang = scope.spawn(|| system::clang(place));
        let optimiser = scope.spawn(|| wasm_opt(place));
        let built = trunk(place).and_then(|()| wasm_bindgen(place));
        clang.join().expect("installing does not panic")?;
        built?;
        optimiser.join().expect("installing does not panic")
    })
}

/// Whether `wasm-opt` is here in the right version.
pub(crate) fn optimiser(place: &Place) -> Optimiser {
    // It prints "wasm-opt version 132 (version_132)".
    if version(place, "wasm-opt").is_some_and(|words| words.split(' ').nth(2) == Some(BINARYEN)) {
        Optimiser::Present
    } else {
        Optimiser::Absent
    }
}

/// Whether `wasm-opt` is here, or there is npm to install it with.
pub(crate) fn has_way_to_optimiser(place: &Place) -> bool {
    ["wasm-opt", "npm"].iter().any(|program| place.which(program).is_some())
}

/// The test runner. Any version will do: nothing new is asked of it.
pub(crate) fn nextest(place: &Place) -> Result {
    any_version(place, &Tool { name: "cargo-nextest", version: NEXTEST, ..Tool::default() })
}

/// The judge of dependencies, any version too.
pub(crate) fn deny(place: &Place) -> Result {
    any_version(place, &Tool { name: "cargo-deny", version: DENY, minutes: 2, ..Tool::default() })
}

/// The fuzzer's driver, any version too.
pub(crate) fn cargo_fuzz(place: &Place) -> Result {
    any_version(place, &Tool { name: "cargo-fuzz", version: FUZZ, ..Tool::default() })
}

fn any_version(place: &Place, tool: &Tool) -> Result {
    if place.which(tool.name).is_some() { Ok(()) } else { install(place, tool) }
}

/// Lighthouse's script, for node.
pub(crate) fn lighthouse(place: &Place) -> Result<PathBuf> {
    // A folder of its own: npm removes from one folder what another package brought.
    let folder = place.tools().join("lighthouse");
    let script = folder.join("node_modules/lighthouse/cli/index.js");
    if !script.is_file() {
        npm_install(place, &folder, &format!("lighthouse@{LIGHTHOUSE}"))?;
    }
    Ok(script)
}

fn npm_install(place: &Place, folder: &Path, package: &str) -> Result {
    progress::say(&format!("Installing {package}"), "a few seconds");
    let quiet = ["--no-audit", "--no-fund", "--no-save", "--loglevel=error", "--prefix"];
    run(place.command("npm").arg("install").args(quiet).arg(folder).arg(package))
}

fn wasm_target(place: &Place) -> Result {
    let libraries = ask(place.command("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if libraries.is_some_and(|dir| fs::exists(dir).unwrap_or(false)) {
        return Ok(());
    }
    if place.which("rustup").is_none() {
        return Err(Failure::new(format!(
            "this Rust has no {WASM} target, and no rustup to add it with. Install Rust from https://rustup.rs, \
             or your distribution's package with the standard library for {WASM}"
        )));
    }
    progress::say(&format!("Adding the {WASM} target to this toolchain"), "a few seconds");
    run(place.command("rustup").args(["target", "add", WASM]))
}

fn trunk(place: &Place) -> Result {
    if version(place, "trunk").as_deref() == Some(&format!("trunk {TRUNK}")) {
        return Ok(());
    }
    // Offline it neither looks for updates nor fetches tools, which is what its default features are for.
    let options = &["--no-default-features"];
    install(place, &Tool { name: "trunk", version: TRUNK, options, minutes: 2, ..Tool::default() })
}

/// The command must be of the same version as the crate, to the last figure.
fn wasm_bindgen(place: &Place) -> Result {
    let wanted = wasm_bindgen_version(place)?;
    if version(place, "wasm-bindgen").as_deref() == Some(&format!("wasm-bindgen {wanted}")) {
        return Ok(());
    }
    // The command alone, without its test runner. Not by its own lock file, which has named releases that were withdrawn.
    let options = &["--bin", "wasm-bindgen"];
    let crate_name = Some("wasm-bindgen-cli");
    let tool =
        Tool { name: "wasm-bindgen", version: &wanted, crate_name, options, minutes: 1, locked: false };
    install(place, &tool)
}

/// The runner of the pages' own tests, of the same version.
pub(crate) fn test_runner(place: &Place) -> Result {
    const RUNNER: &str = "wasm-bindgen-test-runner";
    wasm_target(place)?;
    let wanted = wasm_bindgen_version(place)?;
    if version(place, RUNNER).as_deref() == Some(&format!("{RUNNER} {wanted}")) {
        return Ok(());
    }
    let options = &["--bin", RUNNER];
    let crate_name = Some("wasm-bindgen-cli");
    let tool = Tool { name: RUNNER, version: &wanted, crate_name, options, minutes: 1, locked: false };
    install(place, &tool)
}

/// Returns the version of wasm-bindgen that the lock file names.
fn wasm_bindgen_version(place: &Place) -> Result<String> {
    let lock = place.root.join("Cargo.lock");
    let text = fs::read_to_string(&lock).map_err(Failure::at("read", &lock))?;
    locked_version(&text, "wasm-bindgen")
        .map(str::to_owned)
        .ok_or_else(|| Failure::new("Cargo.lock does not name wasm-bindgen, which the pages are built with"))
}

fn wasm_opt(place: &Place) -> Result<Optimiser> {
    if optimiser(place) == Optimiser::Present {
        return Ok(Optimiser::Present);
    }
    if place.which("npm").is_none() {
        eprintln!(
            "There is no npm to install wasm-opt with: the pages work all the same, but are larger to load"
        );
        return Ok(Optimiser::Absent);
    }
    npm_install(place, &place.tools(), &format!("binaryen@{BINARYEN}"))?;
    match optimiser(place) {
        Optimiser::Present => Ok(Optimiser::Present),
        Optimiser::Absent => {
            eprintln!(
                "wasm-opt was installed but does not start, perhaps because node is too old: going on without"
            );
            Ok(Optimiser::Absent)
        }
    }
}

/// A program that is installed where it is missing.
struct Tool<'a> {
    name: &'static str,
    version: &'a str,
    /// On crates.io, if it is not the program's name.
    crate_name: Option<&'static str>,
    /// For `cargo install`.
    options: &'a [&'a str],
    /// What building it usually takes on two cores.
    minutes: u32,
    /// Whether its own lock file decides what it is built from.
    locked: bool,
}

impl Default for Tool<'_> {
    fn default() -> Self {
        Self { name: "", version: "", crate_name: None, options: &[], minutes: 1, locked: true }
    }
}

/// Settings that build a program soon rather than build a fast one: it runs for seconds.
const SOON: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
];

fn install(place: &Place, tool: &Tool) -> Result {
    install_from(place, tool, published::archive_of(tool.name, tool.version))
}

/// As it was published, or built where that can't be had.
fn install_from(place: &Place, tool: &Tool, archive: Option<&Archive>) -> Result {
    let tools = place.tools();
    if let Some(archive) = archive {
        progress::say(&format!("Downloading {} {}", tool.name, tool.version), "a few seconds");
        match published::install(place, archive, &tools.join("bin")) {
            Ok(()) => return Ok(()),
            Err(failure) => eprintln!("{failure}. Building it instead"),
        }
    }
    let (minutes, started) = (tool.minutes, Instant::now());
    let unit = if minutes == 1 { "minute" } else { "minutes" };
    let usually = format!("{minutes} {unit} on two cores");
    progress::say(&format!("Building {} {}", tool.name, tool.version), &usually);
    let build = tools.join("build").join(tool.name);
    let mut cargo = place.cargo();
    cargo
        .args(["install", "--quiet", "--root"])
        .arg(&tools)
        .arg("--target-dir")
        .arg(&build)
        .args(tool.options);
    if tool.locked {
        cargo.arg("--locked");
    }
    let package = format!("{}@{}", tool.crate_name.unwrap_or(tool.name), tool.version);
    run(cargo.arg(package).envs(SOON))?;
    // A gigabyte that nobody needs again. That it could not be removed is no reason to stop.
    if let Err(cause) = fs::remove_dir_all(&build) {
        eprintln!("{} could not be removed: {cause}", build.display());
    }
    eprintln!("Built {} in {} s", tool.name, started.elapsed().as_secs());
    Ok(())
}

fn version(place: &Place, program: &str) -> Option<String> {
    ask(place.command(program).arg("--version"))
}

fn locked_version<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = lock.split_once(&format!("[[package]]\nname = \"{name}\"\nversion = \""))?;
    after.split('"').next()
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// The address of a server that has nothing.
    fn nothing_there() -> String {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}/tool.tar.gz", listener.local_addr().unwrap());
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]).unwrap();
            stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n").unwrap();
        });
        url
    }

    /// The arguments and the profile that reach a stand-in for Cargo, which only writes them down.
    fn asked_of_cargo(archive: Option<&Archive>) -> String {
        let folder = tempfile::tempdir().unwrap();
        let cargo = folder.path().join("cargo");
        fs::write(&cargo, "#!/bin/sh\n{ echo \"$@\"; env | grep CARGO_PROFILE; } > asked\n").unwrap();
        fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
        let place = Place::find().unwrap().at(folder.path().to_owned(), Vec::new()).with_cargo(cargo);
        // Cargo makes the folder that is removed behind it.
        fs::create_dir_all(place.tools().join("build/trunk")).unwrap();
        let tool =
            Tool { name: "trunk", version: TRUNK, options: &["--no-default-features"], ..Tool::default() };
        install_from(&place, &tool, archive).unwrap();
        assert!(!place.tools().join("build/trunk").exists(), "a gigabyte that nobody needs again");
        fs::read_to_string(folder.path().join("asked")).unwrap()
    }

    #[test]
    fn what_cannot_be_downloaded_is_built_with_few_features_and_without_optimising() {
        let archive = published::archive("trunk", "", "", nothing_there().leak(), "");
        for asked in [asked_of_cargo(Some(&archive)), asked_of_cargo(None)] {
            let words = asked.lines().next().unwrap();
            assert!(words.starts_with("install --quiet --root "), "{asked}");
            assert!(words.ends_with(&format!("--no-default-features --locked trunk@{TRUNK}")), "{asked}");
            for (name, value) in SOON {
                assert!(
                    asked.lines().any(|line| line == format!("{name}={value}")),
                    "{name} is not in {asked}"
                );
            }
        }
    }

    #[test]
    fn the_lock_file_names_the_crate_and_not_one_that_starts_like_it() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
