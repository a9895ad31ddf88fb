//! Steps that clients hand over to someone else.

use async_trait::async_trait;
use shared::{
    hand_over::HandedStep,
    link::{Locator, Salt},
    seal::Sealed,
};

use super::{NewActivity, Result};

/// A step that a client handed over, with its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// The link's public id.
    pub locator: Locator,
    /// The onboarding that it belongs to.
    pub onboarding_id: String,
    /// The client's link that it was derived from.
    pub link: Locator,
    /// The step.
    pub step: HandedStep,
    /// What it was derived with.
    pub salt: Salt,
    /// SHA-256 of its token.
    pub token_hash: [u8; 32],
    /// When it expires.
    pub expires_at: i64,
    /// When someone first did something on its page.
    pub opened_at: Option<i64>,
    /// When the answer arrived.
    pub done_at: Option<i64>,
    /// The answer. It is deleted when the hand-over ends.
    pub sealed: Option<Sealed>,
    /// True if it was revoked, replaced or recorded as expired, or if the client doesn't need it anymore.
    pub is_over: bool,
}

/// Steps that are handed over. A change of the onboarding ends them in the same transaction, as soon as nothing can be
/// submitted through the client's link anymore ([`super::Onboardings::change`]).
#[async_trait]
pub trait HandOvers: Send + Sync {
    /// Adds one, and ends an earlier one for the same step. Returns false, and changes nothing, if its locator exists, or
    /// if nothing can be submitted through the client's link.
    async fn add_hand_over(&self, new: &HandOver, activity: &NewActivity<'_>) -> Result<bool>;

    /// Returns one by its locator.
    async fn hand_over(&self, locator: &Locator) -> Result<Option<HandOver>>;

    /// Returns those of a client's link that aren't over or expired, at most one for each step.
    async fn hand_overs(&self, link: &Locator, now: i64) -> Result<Vec<HandOver>>;

    /// Records that someone opened it. Returns false if that was recorded before, or if it is over or expired.
    async fn open_hand_over(&self, locator: &Locator, activity: &NewActivity<'_>) -> Result<bool>;

    /// Stores the answer. Returns false if there is one already, or if it is over or expired.
    async fn answer_hand_over(
        &self,
        locator: &Locator,
        sealed: &Sealed,
        activity: &NewActivity<'_>,
    ) -> Result<bool>;

    /// Ends the one for this step of a client's link, and deletes its answer. Returns false if there is none.
    async fn revoke_hand_over(
        &self,
        link: &Locator,
        step: HandedStep,
        activity: &NewActivity<'_>,
    ) -> Result<bool>;

    /// Ends all that have expired, and deletes their answers. Returns how many.
    async fn end_expired_hand_overs(&self, now: i64) -> Result<u64>;
}
