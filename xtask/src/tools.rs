//! The programs that build the pages, in versions that are known to work together.
//!
//! If the machine has the right version of a program, it is used. Otherwise it is installed into `target/tools` only:
//! as a prebuilt download if there is one, or else from source.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use crate::place::{Failure, Place, Result, ask, run};
use crate::published::Archive;
use crate::{progress, published, system};

pub(crate) const WASM: &str = "wasm32-unknown-unknown";
pub(crate) const TRUNK: &str = "0.21.14";
/// The version of the npm package, which is also the version of its `wasm-opt`.
const BINARYEN: &str = "132";
pub(crate) const NEXTEST: &str = "0.9.143";
pub(crate) const DENY: &str = "0.20.2";
const FUZZ: &str = "0.13.2";
const LIGHTHOUSE: &str = "12.8.2";

/// Whether `wasm-opt` is available, which makes the pages as small as they should be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Optimizer {
    Present,
    Absent,
}

/// Installs everything that building the pages needs. Only `wasm-opt` can be missing, if there is no npm.
pub(crate) fn provide(place: &Place) -> Result<Optimizer> {
    wasm_target(place)?;
    // Downloads and installs packages while the compiler works.
    thread::scope(|scope| {
        let clang = scope.spawn(|| system::clang(place));
        let optimizer = scope.spawn(|| wasm_opt(place));
        let built = trunk(place).and_then(|()| wasm_bindgen(place));
        clang.join().expect("installing doesn't panic")?;
        built?;
        optimizer.join().expect("installing doesn't panic")
    })
}

/// Checks if `wasm-opt` is installed in the right version.
pub(crate) fn optimizer(place: &Place) -> Optimizer {
    // The output is "wasm-opt version 132 (version_132)".
    if version(place, "wasm-opt").is_some_and(|words| words.split(' ').nth(2) == Some(BINARYEN)) {
        Optimizer::Present
    } else {
        Optimizer::Absent
    }
}

/// Returns true if `wasm-opt` is installed, or if npm can install it.
pub(crate) fn has_way_to_optimizer(place: &Place) -> bool {
    ["wasm-opt", "npm"].iter().any(|program| place.which(program).is_some())
}

/// Installs the test runner. Any version will do, because we use only basic features.
pub(crate) fn nextest(place: &Place) -> Result {
    any_version(place, &Tool { name: "cargo-nextest", version: NEXTEST, ..Tool::default() })
}

/// Installs cargo-deny, which checks dependencies. Any version will do.
pub(crate) fn deny(place: &Place) -> Result {
    any_version(place, &Tool { name: "cargo-deny", version: DENY, minutes: 2, ..Tool::default() })
}

/// Installs cargo-fuzz. Any version will do.
pub(crate) fn cargo_fuzz(place: &Place) -> Result {
    any_version(place, &Tool { name: "cargo-fuzz", version: FUZZ, ..Tool::default() })
}

fn any_version(place: &Place, tool: &Tool) -> Result {
    if place.which(tool.name).is_some() { Ok(()) } else { install(place, tool) }
}

/// Installs Lighthouse, and returns the path of its script for node.
pub(crate) fn lighthouse(place: &Place) -> Result<PathBuf> {
    // Uses its own folder, because npm removes packages that it didn't install for the same project.
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

/// Adds the standard library for the pages to the toolchain.
pub(crate) fn wasm_target(place: &Place) -> Result {
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
    // The default features are for update checks and downloading tools, which offline builds don't need.
    let options = &["--no-default-features"];
    install(place, &Tool { name: "trunk", version: TRUNK, options, minutes: 2, ..Tool::default() })
}

/// Installs the wasm-bindgen command. Its version has to be exactly that of the crate.
fn wasm_bindgen(place: &Place) -> Result {
    let wanted = wasm_bindgen_version(place)?;
    if version(place, "wasm-bindgen").as_deref() == Some(&format!("wasm-bindgen {wanted}")) {
        return Ok(());
    }
    // Builds only the command, without its test runner. Doesn't use its lock file, which lists releases that were
    // yanked.
    let options = &["--bin", "wasm-bindgen"];
    let crate_name = Some("wasm-bindgen-cli");
    let tool =
        Tool { name: "wasm-bindgen", version: &wanted, crate_name, options, minutes: 1, locked: false };
    install(place, &tool)
}

/// Installs the runner for the pages' own tests, in the same version.
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

/// Returns the version of wasm-bindgen in the lock file.
fn wasm_bindgen_version(place: &Place) -> Result<String> {
    let lock = place.root.join("Cargo.lock");
    let text = fs::read_to_string(&lock).map_err(Failure::at("read", &lock))?;
    locked_version(&text, "wasm-bindgen")
        .map(str::to_owned)
        .ok_or_else(|| Failure::new("Cargo.lock does not name wasm-bindgen, which the pages are built with"))
}

fn wasm_opt(place: &Place) -> Result<Optimizer> {
    if optimizer(place) == Optimizer::Present {
        return Ok(Optimizer::Present);
    }
    if place.which("npm").is_none() {
        eprintln!(
            "There is no npm to install wasm-opt with: the pages work all the same, but are larger to load"
        );
        return Ok(Optimizer::Absent);
    }
    npm_install(place, &place.tools(), &format!("binaryen@{BINARYEN}"))?;
    match optimizer(place) {
        Optimizer::Present => Ok(Optimizer::Present),
        Optimizer::Absent => {
            eprintln!(
                "wasm-opt was installed but does not start, perhaps because node is too old: going on without"
            );
            Ok(Optimizer::Absent)
        }
    }
}

/// A program to install if it is missing.
struct Tool<'a> {
    name: &'static str,
    version: &'a str,
    /// The name on crates.io, if it differs from the program's.
    crate_name: Option<&'static str>,
    /// Options for `cargo install`.
    options: &'a [&'a str],
    /// How long a build usually takes on two cores, in minutes.
    minutes: u32,
    /// True if the build uses the program's own lock file.
    locked: bool,
}

impl Default for Tool<'_> {
    fn default() -> Self {
        Self { name: "", version: "", crate_name: None, options: &[], minutes: 1, locked: true }
    }
}

/// Settings for a fast build instead of a fast program, which runs for only a few seconds.
const SOON: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
];

fn install(place: &Place, tool: &Tool) -> Result {
    install_from(place, tool, published::archive_of(tool.name, tool.version))
}

/// Installs the prebuilt program, or builds it if there is none.
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
    // Frees about a gigabyte. If that fails, it is no reason to stop.
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

    /// Starts a server that answers 404, and returns a URL on it.
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

    /// Runs an installation with a fake Cargo that only records its arguments and profile, and returns these.
    fn asked_of_cargo(archive: Option<&Archive>) -> String {
        let folder = tempfile::tempdir().unwrap();
        let cargo = folder.path().join("cargo");
        fs::write(&cargo, "#!/bin/sh\n{ echo \"$@\"; env | grep CARGO_PROFILE; } > asked\n").unwrap();
        fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
        let place = Place::find().unwrap().at(folder.path().to_owned(), Vec::new()).with_cargo(cargo);
        // Cargo would create the folder that is removed afterwards.
        fs::create_dir_all(place.tools().join("build/trunk")).unwrap();
        let tool =
            Tool { name: "trunk", version: TRUNK, options: &["--no-default-features"], ..Tool::default() };
        install_from(&place, &tool, archive).unwrap();
        assert!(
            !place.tools().join("build/trunk").exists(),
            "the build folder, a gigabyte, should be deleted"
        );
        fs::read_to_string(folder.path().join("asked")).unwrap()
    }

    #[test]
    fn programs_that_cannot_be_downloaded_are_built_without_optimization() {
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
    fn the_lock_file_lookup_ignores_crates_with_the_same_prefix() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
