//! The browser's cryptographic random numbers.

use shared::wire::Problem;

use super::problem;
use crate::{random, say};

/// Fills `bytes` with random numbers.
pub(super) fn fill(bytes: &mut [u8]) -> Result<(), Problem> {
    random::fill(bytes).map_err(|_| {
        let say = say::staff();
        problem("no-randomness", say.no_randomness(), say.no_randomness_next())
    })
}
