//! `cargo xtask bench report`: a whole DNS report beside a floor that asks the same questions without judging them.

use crate::place::{Place, Result, run};

/// As it is released: a debug build would be measured instead of the questions. What is printed is explained in
/// `tests/bench/report.rs`.
pub(crate) fn report(place: &Place) -> Result {
    run(place.cargo().args(["bench", "--quiet", "--locked", "--package", "journeys", "--bench", "report"]))
}
