//! The browser's cryptographic random numbers.

use shared::wire::Problem;

use super::problem;
use crate::say;

/// Fills `bytes` with random numbers.
pub(super) fn fill(bytes: &mut [u8]) -> Result<(), Problem> {
    let crypto = gloo_utils::window().crypto();
    crypto.and_then(|crypto| crypto.get_random_values_with_u8_array(bytes)).map(drop).map_err(|_| {
        let say = say::staff();
        problem("no-randomness", say.no_randomness(), say.no_randomness_next())
    })
}
