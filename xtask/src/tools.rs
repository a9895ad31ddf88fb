//! The programs that the pages are built with, in the versions that are known to work together.
//!
//! What the machine has in the right version is used. The rest is installed into `target/tools`, and nowhere else.

use std::fs;
use std::time::Instant;

use crate::place::{Failure, Place, Result, ask, run};
use crate::system;

const WASM: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";
/// The npm package, whose number is that of the `wasm-opt` in it.
const BINARYEN: &str = "132";
const NEXTEST: &str = "0.9.143";
const DENY: &str = "0.20.2";
const FUZZ: &str = "0.13.2";

/// Whether the pages can be made as small as they should be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Optimiser {
    Present,
    Absent,
}

/// Provides everything that building the pages needs. `wasm-opt` alone may stay absent, where there is no npm.
pub(crate) fn provide(place: &Place) -> Result<Optimiser> {
    wasm_target(place)?;
    system::clang(place)?;
    trunk(place)?;
    wasm_bindgen(place)?;
    wasm_opt(place)
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
    if place.which("cargo-nextest").is_some() {
        return Ok(());
    }
    cargo_install(place, &["--locked", &format!("cargo-nextest@{NEXTEST}")], "cargo-nextest")
}

/// The judge of dependencies, any version too.
pub(crate) fn deny(place: &Place) -> Result {
    if place.which("cargo-deny").is_some() {
        return Ok(());
    }
    cargo_install(
        place,
        &["--locked", &format!("cargo-deny@{DENY}")],
        "cargo-deny, about three minutes on two cores",
    )
}

/// The fuzzer's driver, any version too.
pub(crate) fn cargo_fuzz(place: &Place) -> Result {
    if place.which("cargo-fuzz").is_some() {
        return Ok(());
    }
    cargo_install(place, &["--locked", &format!("cargo-fuzz@{FUZZ}")], "cargo-fuzz")
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
    eprintln!("Adding the {WASM} target to this toolchain");
    run(place.command("rustup").args(["target", "add", WASM]))
}

fn trunk(place: &Place) -> Result {
    if version(place, "trunk").as_deref() == Some(&format!("trunk {TRUNK}")) {
        return Ok(());
    }
    cargo_install(place, &["--locked", &format!("trunk@{TRUNK}")], "Trunk, about six minutes on two cores")
}

/// The command must be of the same version as the crate, to the last figure.
fn wasm_bindgen(place: &Place) -> Result {
    let lock = place.root.join("Cargo.lock");
    let text = fs::read_to_string(&lock).map_err(Failure::at("read", &lock))?;
    let wanted = locked_version(&text, "wasm-bindgen").ok_or_else(|| {
        Failure::new("Cargo.lock does not name wasm-bindgen, which the pages are built with")
    })?;
    if version(place, "wasm-bindgen").as_deref() == Some(&format!("wasm-bindgen {wanted}")) {
        return Ok(());
    }
    // Without --locked: its own lock file has named releases that were withdrawn.
    cargo_install(
        place,
        &[&format!("wasm-bindgen-cli@{wanted}")],
        "wasm-bindgen, about two minutes on two cores",
    )
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
    eprintln!("Installing wasm-opt into {}", place.tools().display());
    let quiet = ["--no-audit", "--no-fund", "--no-save", "--loglevel=error", "--prefix"];
    let mut npm = place.command("npm");
    run(npm.arg("install").args(quiet).arg(place.tools()).arg(format!("binaryen@{BINARYEN}")))?;
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

fn cargo_install(place: &Place, what: &[&str], name: &str) -> Result {
    let (tools, started) = (place.tools(), Instant::now());
    eprintln!("Installing {name}, into {}", tools.display());
    let build = tools.join("build");
    let mut cargo = place.cargo();
    run(cargo.args(["install", "--root"]).arg(&tools).arg("--target-dir").arg(&build).args(what))?;
    // A gigabyte that nobody needs again. That it could not be removed is no reason to stop.
    if let Err(cause) = fs::remove_dir_all(&build) {
        eprintln!("{} could not be removed: {cause}", build.display());
    }
    eprintln!("Installed in {} s", started.elapsed().as_secs());
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
    use super::*;

    #[test]
    fn the_lock_file_names_the_crate_and_not_one_that_starts_like_it() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
