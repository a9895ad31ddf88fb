//! Browsers that people have signed in on.

use async_trait::async_trait;

use super::Result;

/// A browser that somebody has just signed in on, under its new name.
#[derive(Debug, Clone, Copy)]
pub struct SeenDevice {
    /// SHA-256 of the token that it had, if it had one. Everybody who is known there stays known.
    pub old: Option<[u8; 32]>,
    /// And of the one that it has from now on.
    pub new: [u8; 32],
    /// When.
    pub at: i64,
}

/// Known devices.
#[async_trait]
pub trait Devices: Send + Sync {
    /// Whether this person has signed in on that device since then.
    async fn knows_device(&self, person_id: &str, device: [u8; 32], since: i64) -> Result<bool>;

    /// Remembers that this person has signed in on a device, and forgets those that were not seen since then and those
    /// seen longest ago beyond `at_most`.
    async fn remember_device(
        &self,
        person_id: &str,
        device: SeenDevice,
        since: i64,
        at_most: u32,
    ) -> Result<()>;
}
