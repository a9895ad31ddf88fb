//! Storage, as traits that are independent of the database. A crate for each database implements them.
//!
//! Every method is one transaction: it happens completely and durably, or not at all.

mod accounts;
mod board;
mod brand;
mod devices;
pub mod form;
mod hand_overs;
mod helps;
mod keys;
mod limits;
mod onboardings;
mod people;
mod proofs;
mod retention;
pub mod transfer;
mod watches;

use std::{error::Error, fmt};

pub use accounts::{Accounts, Changed, Credential, Ending, Membership, Renewal, Seed, Session};
pub use board::{Board, BoardPage, Placed, Unplaced};
pub use brand::{BrandColumns, Brands, KeptBrand};
pub use devices::{Devices, SeenDevice};
pub use hand_overs::{HandOver, HandOvers};
pub use helps::{Happened, Help, Helps, UnmailedHelp};
pub use keys::{Challenge, Keys};
pub use limits::{Limit, Limits};
pub use onboardings::{
    Change, CheckRecord, Deleted, Effect, Link, NewActivity, NewOnboarding, Onboarding, Onboardings,
    Resealed, SecretExpiry, Submission,
};
pub use people::{Invitation, NewPerson, People, Person};
pub use proofs::{JudgedMessage, NewJudged, Proof, Proofs, SeenMessage, Taken};
pub use retention::{Aged, Retention, UnmailedDeletion};
pub use watches::{Fault, Known, Look, Reminder, Silence, Watch, Watches};

/// Everything that is stored.
pub trait Store:
    Accounts
    + Devices
    + People
    + Keys
    + Onboardings
    + HandOvers
    + Helps
    + Proofs
    + Watches
    + Board
    + Brands
    + Limits
    + Retention
{
}

impl<T> Store for T where
    T: Accounts
        + Devices
        + People
        + Keys
        + Onboardings
        + HandOvers
        + Helps
        + Proofs
        + Watches
        + Board
        + Brands
        + Limits
        + Retention
{
}

/// The database failed: it is full, locked, gone or damaged. This is never the caller's mistake.
///
/// This type doesn't implement [`Error`] itself, so that `?` can turn any database error into it.
#[derive(Debug)]
pub struct StoreError(Box<dyn Error + Send + Sync>);

impl StoreError {
    /// Wraps a database's own error, or a text.
    pub fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(error.into())
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for StoreError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the database failed: {}", self.0)
    }
}

/// The result of a store's method.
pub type Result<T> = std::result::Result<T, StoreError>;
