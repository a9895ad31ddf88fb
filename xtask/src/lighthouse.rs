//! `cargo xtask lighthouse`: how fast and how accessible the pages are on a phone, by Lighthouse.

use crate::place::{Failure, Place, Result, run};
use crate::{pages, system, tools};

/// The pages and the server as they are released; the named pages, or all. What is printed is explained in `tests/bench/lighthouse.rs`.
pub(crate) fn measure(place: &Place, names: &[String]) -> Result {
    system::provide(place)?;
    let script = tools::lighthouse(place)?;
    pages::build(place)?;
    // The server takes the roots of the lab in a build for tests only.
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
