//! Onboardings: creating them, viewing them, and fetching submissions to open.

use serde::{Deserialize, Serialize};

use super::{Activity, BoardRow, FormerReader, HelpAsked, Receipt};
use crate::{
    check::CheckReport,
    link::Locator,
    recipients::RecipientSet,
    report::Report,
    retention::Days,
    rules::{Address, Domain},
    seal::{NewLink, Sealed},
};

/// `POST /api/onboardings`: sent after the manager's browser or command line has created the link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CreateRequest {
    /// The client's name.
    pub client: String,
    /// The website that sends the mail.
    pub site: Domain,
    /// The address that the site should send from, if known.
    pub address: Option<Address>,
    /// The client's own address, for reminders. Optional.
    pub email: Option<Address>,
    /// How many days the link works, 1 to 90.
    pub days: u32,
    /// The new link.
    pub link: NewLink,
}

/// `POST /api/onboardings/{id}/reissue`: replaces the link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReissueRequest {
    /// The link that replaces the old one.
    pub link: NewLink,
    /// How many days it works, 1 to 90.
    pub days: u32,
}

/// A check, as shown on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckBrief {
    /// True if it succeeded.
    pub ok: bool,
    /// The cause's stable code, if it failed.
    pub cause: String,
    /// The explanation's sentence, if it failed.
    pub meaning: String,
    /// When it was run.
    pub at: i64,
}

/// One onboarding: `GET /api/onboardings/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Onboarding {
    /// Its row on the board.
    pub row: BoardRow,
    /// The address that the site should send from.
    pub address: Option<Address>,
    /// The client's own address.
    pub email: Option<Address>,
    /// The link's public id.
    pub locator: Locator,
    /// The set that it is encrypted to, or will be.
    pub recipients: RecipientSet,
    /// People in that set who aren't in the current one.
    #[serde(default)]
    pub still_read: Vec<FormerReader>,
    /// If it was re-encrypted: people who could read it before, and aren't in the current set.
    #[serde(default)]
    pub read_before: Vec<FormerReader>,
    /// When it was created.
    pub created_at: i64,
    /// The receipt, after the submission.
    pub receipt: Option<Receipt>,
    /// The whole last check.
    pub check: Option<CheckReport>,
    /// The whole last report.
    pub report: Option<Report>,
    /// The client's requests for help that no one has settled yet, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub help: Vec<HelpAsked>,
    /// What happened, newest first.
    pub activity: Vec<Activity>,
}

/// A submission that a technician fetches: `GET /api/onboardings/{id}/sealed`. Fetching changes nothing; `POST
/// /api/onboardings/{id}/collected` says that it was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealedSubmission {
    /// The encrypted file and its tag.
    pub sealed: Sealed,
    /// The link, encrypted to the technicians.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub sealed_link: Vec<u8>,
    /// The set that it was encrypted to.
    pub recipients: RecipientSet,
    /// The site.
    pub site: Domain,
    /// The client's name.
    pub client: String,
    /// How long this copy is kept after the site is configured.
    pub keep: Days,
}
