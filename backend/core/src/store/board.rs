//! The board, in the order of who has to act.

use async_trait::async_trait;
use shared::board::{Group, Placement};

use super::{Onboarding, Result};

/// A page of the board to read: group after group, newest change first in each.
#[derive(Debug, Clone, Copy)]
pub struct BoardPage<'a> {
    /// What client or site contain; empty for all.
    pub search: &'a str,
    /// After this group, `changed_at` and id.
    pub after: Option<(Group, i64, &'a str)>,
    /// At most so many.
    pub limit: u32,
}

/// An onboarding whose placement no longer holds.
#[derive(Debug)]
pub struct Unplaced {
    /// The onboarding as it is.
    pub onboarding: Onboarding,
    /// Counts what could have moved it.
    pub version: i64,
}

/// Where an onboarding was found to belong.
#[derive(Debug)]
pub struct Placed {
    /// Its id.
    pub id: String,
    /// [`Unplaced::version`] of what was looked at.
    pub version: i64,
    /// Where it belongs.
    pub placement: Placement,
}

/// Pages and counts of the board.
///
/// Where an onboarding belongs is decided outside, by [`shared::board::Facts::placement`]; a store keeps the answer, and
/// says when it may have changed.
#[async_trait]
pub trait Board: Send + Sync {
    /// A page of the board.
    async fn board(&self, page: BoardPage<'_>) -> Result<Vec<Onboarding>>;

    /// What was submitted and is not configured: not opened yet first, then longest waiting first; at most `limit`.
    async fn queue(&self, limit: u32) -> Result<Vec<Onboarding>>;

    /// How many onboardings each group has, of those that the search finds. A group without any may be left out.
    async fn board_counts(&self, search: &str) -> Result<Vec<(Group, u64)>>;

    /// Onboardings whose placement holds no longer than until `now`, at most `limit`.
    async fn unplaced(&self, now: i64, limit: u32) -> Result<Vec<Unplaced>>;

    /// Keeps where onboardings belong; not where something has happened to one since it was looked at.
    async fn place(&self, placed: &[Placed]) -> Result<()>;
}
