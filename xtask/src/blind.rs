//! The worker of the blind check, which no page names and so Trunk does not build: `blind/` in `dist/`, and the same
//! with the sandbox's roots beside it, in a folder that no release takes in.

use std::fs;
use std::path::Path;

use crate::place::{Failure, Place, Result, run};
use crate::tools::Optimiser;

/// As Trunk is told for the pages' programs (`index.html`).
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];
/// What makes it smaller as it travels: code that is inlined compresses worse, and what is alike better side by side.
const SMALLER: [&str; 7] = [
    "-Os",
    "--reorder-functions-by-name",
    "--one-caller-inline-max-function-size=1",
    "--always-inline-max-function-size=0",
    "--flexible-inline-max-function-size=0",
    "--strip-producers",
    "--strip-target-features",
];
const TARGET: &str = "wasm32-unknown-unknown";

pub(crate) fn build(place: &Place, optimiser: Optimiser) -> Result {
    one(place, optimiser, &["--features", "sandbox"], &place.sandbox())?;
    one(place, optimiser, &[], &place.dist())
}

fn one(place: &Place, optimiser: Optimiser, features: &[&str], dist: &Path) -> Result {
    let mut cargo = place.cargo();
    cargo.args(["build", "--quiet", "--locked", "--offline", "--package", "blind", "--target", TARGET]);
    run(cargo.args(["--profile", "wasm"]).args(features))?;
    let folder = dist.join("blind");
    fs::create_dir_all(&folder).map_err(Failure::at("create", &folder))?;
    let built = place.target.join(TARGET).join("wasm/blind.wasm");
    let mut bindgen = place.command("wasm-bindgen");
    run(bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&folder).arg(built))?;
    let wasm = folder.join("blind_bg.wasm");
    if optimiser == Optimiser::Present {
        let mut wasm_opt = place.command("wasm-opt");
        run(wasm_opt.args(FEATURES).args(SMALLER).arg(&wasm).arg("--output").arg(&wasm))?;
    }
    let (script, copy) = (place.root.join("frontend/blind/src/worker.js"), folder.join("worker.js"));
    fs::copy(&script, &copy).map_err(Failure::at("copy", &script))?;
    [copy, folder.join("blind.js")].iter().try_for_each(|script| thin_out(script))
}

/// Leaves comments and indentation away, of what wasm-bindgen writes too: no text in it goes over two lines.
fn thin_out(script: &Path) -> Result {
    let text = fs::read_to_string(script).map_err(Failure::at("read", script))?;
    let is_comment = |line: &str| ["//", "/*", "*"].iter().any(|start| line.starts_with(start));
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line));
    let thin: Vec<&str> = lines.collect();
    fs::write(script, thin.join("\n")).map_err(Failure::at("write", script))
}
