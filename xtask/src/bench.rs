//! `cargo xtask bench`: a whole DNS report beside a floor that asks the same questions without judging them; and a check
//! in round trips, with what a thousand of them take; and the board at two sizes.

use crate::place::{Place, Result, run};

/// As it is released: a debug build would be measured instead of the questions. What is printed is explained in
/// `tests/bench/report.rs`.
pub(crate) fn report(place: &Place) -> Result {
    run(place.cargo().args(["bench", "--quiet", "--locked", "--package", "journeys", "--bench", "report"]))
}

/// The server, too, as it is released. What is printed is explained in `tests/bench/check.rs`.
pub(crate) fn check(place: &Place) -> Result {
    run(place.cargo().args(["build", "--quiet", "--locked", "--release", "--package", "sealpost"]))?;
    let mut bench = place.cargo();
    bench.args(["bench", "--quiet", "--locked", "--package", "journeys", "--bench", "check"]);
    run(bench.env("SEALPOST_BINARY", place.server("release")))
}

/// As it is released. What is printed is explained in `tests/bench/board.rs`.
pub(crate) fn board(place: &Place) -> Result {
    run(place.cargo().args(["bench", "--quiet", "--locked", "--package", "journeys", "--bench", "board"]))
}
