//! The browser's cryptographic randomness.

use shared::wire::Problem;

use super::problem;

/// Fills `bytes`.
pub(super) fn fill(bytes: &mut [u8]) -> Result<(), Problem> {
    let crypto = gloo_utils::window().crypto();
    crypto.and_then(|crypto| crypto.get_random_values_with_u8_array(bytes)).map(drop).map_err(|_| {
        let detail = "Your browser could not draw random numbers. Update it, or use another one.";
        problem("no-randomness", "The link could not be made", detail)
    })
}
