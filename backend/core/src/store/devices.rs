//! Browsers in which people have signed in.

use async_trait::async_trait;

use super::Result;

/// A browser in which someone just signed in, under its new token.
#[derive(Debug, Clone, Copy)]
pub struct SeenDevice {
    /// SHA-256 of its previous token, if it had one. Everyone who was remembered under that token stays remembered.
    pub old: Option<[u8; 32]>,
    /// SHA-256 of its new token.
    pub new: [u8; 32],
    /// The time of the sign-in.
    pub at: i64,
}

/// Known devices.
#[async_trait]
pub trait Devices: Send + Sync {
    /// Returns true if this person has signed in on this device since `since`.
    async fn knows_device(&self, person_id: &str, device: [u8; 32], since: i64) -> Result<bool>;

    /// Remembers that this person signed in on a device. Forgets devices that weren't used since then, and the ones unused
    /// the longest if there are more than `at_most`.
    async fn remember_device(
        &self,
        person_id: &str,
        device: SeenDevice,
        since: i64,
        at_most: u32,
    ) -> Result<()>;
}
