//! Onboardings: created, looked at, and fetched to be opened.

use serde::{Deserialize, Serialize};

use super::{Activity, BoardRow, FormerReader, Receipt};
use crate::{
    check::CheckReport,
    link::Locator,
    recipients::RecipientSet,
    report::Report,
    retention::Days,
    rules::{Address, Domain},
    seal::{NewLink, Sealed},
};

/// `POST /api/onboardings`: the manager's browser or command line has made the link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CreateRequest {
    /// The client's name.
    pub client: String,
    /// The site that the mail is for.
    pub site: Domain,
    /// The address that the site shall send from, where known.
    pub address: Option<Address>,
    /// The client's own address, for reminders; may be none.
    pub email: Option<Address>,
    /// How long the link works, in days, 1 to 90.
    pub days: u32,
    /// The link that was made.
    pub link: NewLink,
}

/// `POST /api/onboardings/{id}/reissue`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReissueRequest {
    /// The link that replaces the old one.
    pub link: NewLink,
    /// How long it works, in days, 1 to 90.
    pub days: u32,
}

/// A check, as the board tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckBrief {
    /// Whether it passed.
    pub ok: bool,
    /// The cause's stable code, where it did not.
    pub cause: String,
    /// The explanation's sentence, where it did not.
    pub meaning: String,
    /// When.
    pub at: i64,
}

/// One onboarding: `GET /api/onboardings/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Onboarding {
    /// What the board shows of it.
    pub row: BoardRow,
    /// The address that the site shall send from.
    pub address: Option<Address>,
    /// The client's own address.
    pub email: Option<Address>,
    /// The link's public id.
    pub locator: Locator,
    /// The set that it is sealed to, or will be.
    pub recipients: RecipientSet,
    /// Those of that set who are not in the current one.
    #[serde(default)]
    pub still_read: Vec<FormerReader>,
    /// Where it was sealed anew: those who could read it before, and are not in the current set.
    #[serde(default)]
    pub read_before: Vec<FormerReader>,
    /// When it was made.
    pub created_at: i64,
    /// When it was submitted, and the digest.
    pub receipt: Option<Receipt>,
    /// The last check, whole.
    pub check: Option<CheckReport>,
    /// The last report, whole.
    pub report: Option<Report>,
    /// What happened, newest first.
    pub activity: Vec<Activity>,
}

/// What a technician fetches to open: `GET /api/onboardings/{id}/sealed`. Fetching changes nothing;
/// `POST /api/onboardings/{id}/collected` says that it was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealedSubmission {
    /// The sealed file and its tag.
    pub sealed: Sealed,
    /// The link, sealed to the technicians.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub sealed_link: Vec<u8>,
    /// The set that it was sealed to.
    pub recipients: RecipientSet,
    /// The site.
    pub site: Domain,
    /// The client's name.
    pub client: String,
    /// How long this copy is kept once the site is configured.
    pub keep: Days,
}
