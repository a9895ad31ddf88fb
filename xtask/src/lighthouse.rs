//! `cargo xtask lighthouse`: how fast and how accessible the pages are on a phone, by Lighthouse.

use crate::place::{Place, Result, run};
use crate::{pages, system, tools};

/// The pages and the server as they are released. What is printed is explained in `tests/bench/lighthouse.rs`.
pub(crate) fn measure(place: &Place) -> Result {
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
    ]);
    run(bench.env("SEALPOST_BINARY", place.server("debug")).env("SEALPOST_LIGHTHOUSE", script))
}
