//! Waiting for a condition, never for luck.

use std::{
    thread,
    time::{Duration, Instant},
};

/// How long anything may take on a slow and busy machine before a test gives up on it.
pub const PATIENCE: Duration = Duration::from_secs(30);

const BETWEEN: Duration = Duration::from_millis(20);

/// Calls `probe` until it succeeds.
///
/// # Panics
/// After [`PATIENCE`], with what was waited for and the last reason why it was not so.
pub fn until<T>(what: &str, probe: impl FnMut() -> Result<T, String>) -> T {
    until_within(PATIENCE, what, probe)
}

/// [`until`] with a limit of its own.
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
