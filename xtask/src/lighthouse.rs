//! `cargo xtask lighthouse`: measures with Lighthouse how fast and accessible the pages are on a phone.

use crate::place::{Failure, Place, Result, run};
use crate::{pages, system, tools};

/// Measures the named pages, or all. `tests/bench/lighthouse.rs` explains the output.
pub(crate) fn measure(place: &Place, names: &[String]) -> Result {
    system::provide(place)?;
    let script = tools::lighthouse(place)?;
    pages::build(place)?;
    // Only a debug build accepts the test lab's roots.
    run(place.cargo().args(["build", "--quiet", "--locked", "--package", "sealpost", "--features", "demo"]))?;
    let mut bench = place.cargo();
    bench.args([
        "bench",
        "--quiet",
        "--locked",
        "--profile",
        "dev",
        "--package",
        "journeys",
        "--bench",
        "lighthouse",
        "--",
    ]);
    let reports = place.lighthouse_reports();
    std::fs::create_dir_all(&reports).map_err(Failure::at("create", &reports))?;
    bench.args(names).env("SEALPOST_LIGHTHOUSE_REPORTS", reports);
    run(bench.env("SEALPOST_BINARY", place.server("debug")).env("SEALPOST_LIGHTHOUSE", script))
}
