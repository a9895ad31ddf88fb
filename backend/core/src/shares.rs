//! How much of something one client can hold at a time.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Counts what each caller holds. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Shares(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    most: usize,
    held: Mutex<HashMap<String, usize>>,
}

impl Shares {
    /// Lets each caller hold this many.
    pub fn of(most: usize) -> Self {
        Self(Arc::new(Inner { most, held: Mutex::default() }))
    }

    /// Takes one more share. Returns `None` if the caller already holds the maximum.
    pub fn take(&self, asker: &str) -> Option<Share> {
        let mut held = self.0.held.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(asker.to_owned()).or_default();
        if *count >= self.0.most {
            return None;
        }
        *count += 1;
        Some(Share { of: self.clone(), asker: asker.to_owned() })
    }
}

/// One share that a caller holds, until it is dropped.
#[derive(Debug)]
pub struct Share {
    of: Shares,
    asker: String,
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut held = self.of.0.held.lock().unwrap_or_else(PoisonError::into_inner);
        // Forget callers who hold nothing, so that the list doesn't grow.
        if let Some(count) = held.get_mut(&self.asker) {
            *count -= 1;
            if *count == 0 {
                held.remove(&self.asker);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_caller_has_a_share_and_returns_it() {
        let shares = Shares::of(2);
        let (first, second) = (shares.take("a").unwrap(), shares.take("a").unwrap());
        assert!(shares.take("a").is_none());
        assert!(shares.take("b").is_some());
        drop(first);
        let third = shares.take("a").unwrap();
        assert!(shares.take("a").is_none());
        drop((second, third));
        assert!(shares.0.held.lock().unwrap().is_empty(), "callers without a share are forgotten");
    }
}
