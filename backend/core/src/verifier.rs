//! The verifier key: browsers seal a login to it for one check. It lives in this process's memory alone.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use shared::open::Identities;

/// How long one key is given out.
const LIFE: i64 = 3600;

/// The key that is given out now. The ones before live as long as the checks that were begun with them.
pub struct Verifier(Mutex<(i64, Arc<Identities>)>);

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Verifier {
    /// Makes the first key.
    pub fn new(now: i64) -> Self {
        Self(Mutex::new((now, Arc::new(Identities::generate()))))
    }

    /// The key of this hour.
    pub fn key(&self, now: i64) -> Arc<Identities> {
        let mut current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if now.saturating_sub(current.0) >= LIFE {
            *current = (now, Arc::new(Identities::generate()));
        }
        current.1.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_every_hour() {
        let verifier = Verifier::new(0);
        let first = verifier.key(LIFE - 1).public_keys();
        assert_eq!(first, verifier.key(0).public_keys());
        assert_ne!(first, verifier.key(LIFE).public_keys());
        assert_eq!(format!("{verifier:?}"), "[redacted]");
    }
}
