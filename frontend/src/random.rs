//! The browser's cryptographic random numbers.

use wasm_bindgen::JsValue;

/// Fills `bytes` with random numbers.
///
/// # Errors
/// Fails if the browser has none.
pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), JsValue> {
    gloo_utils::window().crypto()?.get_random_values_with_u8_array(bytes).map(drop)
}
