//! Proof that configured sites' own mail arrives: one-time addresses, and what was found about the messages.

use async_trait::async_trait;
use shared::{
    delivery::{Advised, Answer, Delivery, Doubt},
    rules::Address,
    wire::{Proven, Waiting},
};

use super::{NewActivity, Onboarding, Result};

/// What is known about an onboarding's messages. Only a configured site has any of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proof {
    /// The address that waits for a message, or for what its message shows, even if its time is over.
    pub waiting: Option<Waiting>,
    /// The last message that was judged.
    pub judged: Option<JudgedMessage>,
    /// The last proof that the site's mail arrives. A later message that isn't right doesn't remove it.
    pub proven: Option<Proven>,
}

/// What was found about a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedMessage {
    /// When it was judged.
    pub at: i64,
    /// Since when its address had waited for it. `None` if it was pasted.
    pub since: Option<i64>,
    /// Whether it shows that the site's mail arrives.
    pub answer: Answer,
    /// Why it doesn't, if it is known.
    pub doubt: Option<Doubt>,
    /// What shows this. `None` after it was deleted because of its age.
    pub seen: Option<SeenMessage>,
}

/// What was seen of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenMessage {
    /// How it arrived, and its headers.
    pub delivery: Delivery,
    /// What is still wrong. `None` if it isn't known who the sender should be.
    pub advised: Option<Advised>,
}

/// A message that was taken at its address. No other message can be taken there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The onboarding's id.
    pub onboarding_id: String,
    /// Since when the address had waited.
    pub since: i64,
}

/// What a judged message changes.
#[derive(Debug)]
pub struct NewJudged<'a> {
    /// What was found.
    pub message: &'a JudgedMessage,
    /// The address that it arrived at, which no longer waits. `None` if it was pasted.
    pub arrived_at: Option<&'a Address>,
    /// The proof that it is, if it is one.
    pub proven: Option<&'a Proven>,
}

impl NewJudged<'_> {
    /// Returns what counts as [`Onboarding::mail`] from now on; `None` if an earlier answer still counts. Then this one
    /// counts only if there is no other.
    pub fn decides(&self) -> Option<Answer> {
        Some(self.message.answer).filter(|answer| *answer != Answer::Unknown)
    }
}

/// Proofs. A change that leaves the statuses `configured` and `cleared` deletes an onboarding's proof.
///
/// Addresses are compared in lower case.
#[async_trait]
pub trait Proofs: Send + Sync {
    /// Returns what is known about an onboarding's messages.
    async fn proof(&self, id: &str) -> Result<Proof>;

    /// Returns [`Proof::proven`] alone.
    async fn proven(&self, id: &str) -> Result<Option<Proven>>;

    /// Waits for a message at a new address, which replaces the previous one. Returns false, and changes nothing, if
    /// the onboarding's status or link has changed since it was read.
    async fn await_message(
        &self,
        was: &Onboarding,
        waiting: &Waiting,
        activity: &NewActivity<'_>,
    ) -> Result<bool>;

    /// Returns true if a message to this address would be taken.
    async fn awaits_message(&self, address: &Address, now: i64) -> Result<bool>;

    /// Takes the only message to this address. Of many calls at once, one gets it.
    async fn take_message(&self, address: &Address, now: i64) -> Result<Option<Taken>>;

    /// Stores what was found about a message, which replaces what was found about an earlier one. What was found about
    /// a later one stays, and so does a later proof. It counts as a change for the board. Returns false, and changes
    /// nothing, if the onboarding's status or link has changed since it was read.
    async fn set_judged(
        &self,
        was: &Onboarding,
        new: &NewJudged<'_>,
        activity: &NewActivity<'_>,
    ) -> Result<bool>;
}
