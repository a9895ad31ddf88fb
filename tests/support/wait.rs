//! Waits for conditions, so that no test depends on timing.

use std::{
    thread,
    time::{Duration, Instant},
};

/// How long anything may take on a slow and busy machine before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(30);

const BETWEEN: Duration = Duration::from_millis(20);

/// Calls `probe` until it succeeds.
///
/// # Panics
/// After [`PATIENCE`]. The message says what the test waited for, and the last error.
pub fn until<T>(what: &str, probe: impl FnMut() -> Result<T, String>) -> T {
    until_within(PATIENCE, what, probe)
}

/// Like [`until`], with its own time limit.
pub fn until_within<T>(limit: Duration, what: &str, mut probe: impl FnMut() -> Result<T, String>) -> T {
    let begun = Instant::now();
    loop {
        match probe() {
            Ok(value) => return value,
            Err(reason) if begun.elapsed() > limit => {
                panic!("waited {} s for {what}; {reason}", limit.as_secs())
            }
            Err(_) => thread::sleep(BETWEEN),
        }
    }
}
