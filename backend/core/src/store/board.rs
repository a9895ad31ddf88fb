//! The board, sorted by who has to act.

use async_trait::async_trait;
use shared::board::{Group, Placement};

use super::{Onboarding, Result};

/// Which page of the board to read. Groups come in order, each with the newest change first.
#[derive(Debug, Clone, Copy)]
pub struct BoardPage<'a> {
    /// Text that the client or the site contains; empty for all.
    pub search: &'a str,
    /// The page starts after this group, `changed_at` and id.
    pub after: Option<(Group, i64, &'a str)>,
    /// The maximum number.
    pub limit: u32,
}

/// An onboarding whose placement is out of date.
#[derive(Debug)]
pub struct Unplaced {
    /// The onboarding as it is.
    pub onboarding: Onboarding,
    /// A version that increases whenever something could have moved it.
    pub version: i64,
}

/// Where an onboarding belongs on the board.
#[derive(Debug)]
pub struct Placed {
    /// Its id.
    pub id: String,
    /// The [`Unplaced::version`] that was placed.
    pub version: i64,
    /// Where it belongs.
    pub placement: Placement,
}

/// Pages and counts of the board.
///
/// [`shared::board::Facts::placement`] decides where an onboarding belongs. A store keeps the answer, and says when it may
/// have changed.
#[async_trait]
pub trait Board: Send + Sync {
    /// Returns a page of the board.
    async fn board(&self, page: BoardPage<'_>) -> Result<Vec<Onboarding>>;

    /// Returns what was submitted and isn't configured, at most `limit`. Unopened ones come first, then the longest waiting.
    async fn queue(&self, limit: u32) -> Result<Vec<Onboarding>>;

    /// Returns how many onboardings of a search each group has. Empty groups can be left out.
    async fn board_counts(&self, search: &str) -> Result<Vec<(Group, u64)>>;

    /// Returns onboardings whose placement is valid no longer than `now`, at most `limit`. The longest outdated come first.
    async fn unplaced(&self, now: i64, limit: u32) -> Result<Vec<Unplaced>>;

    /// Stores where onboardings belong. Skips those that changed since they were read.
    async fn place(&self, placed: &[Placed]) -> Result<()>;
}
