//! `cargo xtask bench`: measures a whole DNS report against the time that its queries alone take, a check in round
//! trips, a thousand checks, and the board at two sizes.

use crate::place::{Place, Result, run};

/// Measures a release build, because a debug build would be slower than its queries. `tests/bench/report.rs` explains
/// the output.
pub(crate) fn report(place: &Place) -> Result {
    run(place.cargo().args(["bench", "--quiet", "--locked", "--package", "journeys", "--bench", "report"]))
}

/// Measures a release build, of the server too. `tests/bench/check.rs` explains the output.
pub(crate) fn check(place: &Place) -> Result {
    run(place.cargo().args(["build", "--quiet", "--locked", "--release", "--package", "sealpost"]))?;
    let mut bench = place.cargo();
    bench.args(["bench", "--quiet", "--locked", "--package", "journeys", "--bench", "check"]);
    run(bench.env("SEALPOST_BINARY", place.server("release")))
}

/// Measures a release build. `tests/bench/board.rs` explains the output.
pub(crate) fn board(place: &Place) -> Result {
    run(place.cargo().args(["bench", "--quiet", "--locked", "--package", "journeys", "--bench", "board"]))
}
