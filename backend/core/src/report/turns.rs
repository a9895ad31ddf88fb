//! Who can have a DNS report, and when: one at a time for each link, and a few in all. Each report needs memory for the
//! answers of strangers' nameservers.

#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use shared::link::Locator;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, sleep, timeout},
};

use crate::{
    Error, Result,
    shares::{Share, Shares},
};

/// How many reports can run at once, for all links together.
const AT_ONCE: usize = 6;

/// How long a report waits for others to end. A page waits 30 s, and a report takes a few seconds.
const PATIENCE: Duration = Duration::from_secs(8);

/// How long a report waits for another one with the same link. A reloaded page leaves its first report behind, which ends as
/// soon as the server notices.
const PATIENCE_FOR_OWN: Duration = Duration::from_secs(2);

/// How often it checks if the other one has ended.
const LOOK: Duration = Duration::from_millis(50);

/// Hands out the turns. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Turns {
    links: Shares,
    room: Arc<Semaphore>,
    patience: Duration,
    patience_for_own: Duration,
}

/// A turn, which ends when it is dropped.
#[derive(Debug)]
pub struct Turn {
    _link: Share,
    _place: OwnedSemaphorePermit,
}

impl Default for Turns {
    fn default() -> Self {
        let room = Arc::new(Semaphore::new(AT_ONCE));
        Self { links: Shares::of(1), room, patience: PATIENCE, patience_for_own: PATIENCE_FOR_OWN }
    }
}

impl Turns {
    /// Creates turns for reports that wait for others this long at most.
    #[cfg(any(test, feature = "testing"))]
    pub fn patient(patience: Duration) -> Self {
        Self { patience, ..Self::default() }
    }

    /// Waits a little for a turn.
    ///
    /// # Errors
    /// [`Error::ReportRunning`], [`Error::Busy`].
    pub async fn take(&self, locator: &Locator) -> Result<Turn> {
        let link = self.link(locator).await?;
        let place =
            timeout(self.patience, self.room.clone().acquire_owned()).await.map_err(|_| Error::Busy)?;
        let place = place.map_err(|_| Error::System("the room for reports is closed"))?;
        Ok(Turn { _link: link, _place: place })
    }

    async fn link(&self, locator: &Locator) -> Result<Share> {
        let end = Instant::now() + self.patience_for_own;
        loop {
            match self.links.take(locator.as_str()) {
                Some(share) => return Ok(share),
                None if Instant::now() < end => sleep(LOOK).await,
                None => return Err(Error::ReportRunning),
            }
        }
    }
}
