//! What is kept. The traits know no database; all SQL stands below `sqlite`.
//!
//! Every method is one transaction: it happens whole, durably, or not at all.

mod accounts;
mod board;
mod devices;
mod keys;
mod limits;
mod onboardings;
mod people;
mod retention;
mod sqlite;

#[cfg(test)]
mod contract;

use std::error::Error;

pub use accounts::{Accounts, Changed, Credential, Ending, Membership, Renewal, Seed, Session};
pub use board::{Board, BoardPage, Placed, Unplaced};
pub use devices::{Devices, SeenDevice};
pub use keys::{Challenge, Keys};
pub use limits::{Limit, Limits};
pub use onboardings::{
    Change, CheckRecord, Deleted, Effect, Link, NewActivity, NewOnboarding, Onboarding, Onboardings,
    Resealed, Submission,
};
pub use people::{Invitation, NewPerson, People, Person};
pub use retention::{Aged, Retention, Untold};
pub use sqlite::{Condition, RestoreError, Restored, Sqlite, back_up, examine, is_ours, restore};

/// Everything that is kept.
pub trait Store: Accounts + Devices + People + Keys + Onboardings + Board + Limits + Retention {}

impl<T: Accounts + Devices + People + Keys + Onboardings + Board + Limits + Retention> Store for T {}

/// The database did not do what it was asked: it is full, locked, gone or damaged. Never the caller's mistake.
#[derive(Debug, thiserror::Error)]
#[error("the database failed: {0}")]
pub struct StoreError(#[source] Box<dyn Error + Send + Sync>);

impl StoreError {
    fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(error.into())
    }
}

/// What a store's method answers.
pub type Result<T> = std::result::Result<T, StoreError>;
