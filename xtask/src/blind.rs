//! Builds the blind check's worker, which Trunk doesn't build because no page links to it. It goes to `blind/` in
//! `dist/`. A second one that trusts the sandbox's roots goes to a folder that isn't part of a release.

use std::fs;
use std::path::Path;

use crate::place::{Failure, Place, Result, run};
use crate::shorten;
use crate::tools::Optimizer;

/// Options that make the compressed file smaller: inlined code compresses worse, and similar functions compress better
/// next to each other.
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

pub(crate) fn build(place: &Place, optimizer: Optimizer) -> Result {
    one(place, optimizer, &["--features", "sandbox"], &place.sandbox())?;
    one(place, optimizer, &[], &place.dist())
}

fn one(place: &Place, optimizer: Optimizer, features: &[&str], dist: &Path) -> Result {
    let mut cargo = place.cargo();
    cargo.args(["build", "--quiet", "--locked", "--offline", "--package", "blind", "--target", TARGET]);
    run(cargo.args(["--profile", "wasm"]).args(features))?;
    let folder = dist.join("blind");
    fs::create_dir_all(&folder).map_err(Failure::at("create", &folder))?;
    let built = place.target.join(TARGET).join("wasm/blind.wasm");
    let mut bindgen = place.command("wasm-bindgen");
    run(bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&folder).arg(built))?;
    let wasm = folder.join("blind_bg.wasm");
    if optimizer == Optimizer::Present {
        let mut wasm_opt = place.command("wasm-opt");
        run(wasm_opt.args(shorten::FEATURES).args(SMALLER).arg(&wasm).arg("--output").arg(&wasm))?;
    }
    let (script, copy) = (place.root.join("frontend/blind/src/worker.js"), folder.join("worker.js"));
    let text = fs::read_to_string(&script).map_err(Failure::at("read", &script))?;
    fs::write(&copy, shorten::thin_out(&text)).map_err(Failure::at("write", &copy))?;
    shorten::files(place, &folder, "blind", optimizer)
}
