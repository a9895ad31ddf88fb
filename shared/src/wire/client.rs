//! What a client's page asks and gets, with the link's token.

use serde::{Deserialize, Serialize};

use super::{FoundServer, ResealedBy};
use crate::{
    recipients::{Pin, RecipientSet},
    report::Report,
    retention::{Days, DeletionRule},
    rules::{Address, Domain},
    seal::Sealed,
    status::{Status, Step},
};

/// What the client's page shows: `GET /api/o/{locator}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClientView {
    /// The client's name, as the manager wrote it.
    pub client: String,
    /// The site that the mail is for.
    pub site: Domain,
    /// The address that the site shall send from, where the manager knew it.
    pub address: Option<Address>,
    /// Who asks, by name.
    pub manager: String,
    /// Where it is.
    pub status: Status,
    /// The furthest step that was reached.
    pub step: Step,
    /// What was answered before, so that another device can go on; never the secret.
    pub progress: Progress,
    /// Who will be able to read it. The page checks it against the link's pin.
    pub recipients: RecipientSet,
    /// Whether a check has passed.
    pub checked: bool,
    /// Checks that are left in this hour.
    pub checks_left: u32,
    /// Seconds until the next check may begin; 0 if one may begin now.
    #[serde(default)]
    pub check_wait: u32,
    /// The receipt, once submitted.
    pub receipt: Option<Receipt>,
    /// The last DNS report.
    pub report: Option<Report>,
    /// When the link expires.
    pub expires_at: i64,
    /// Whether the link is over, by its date or because it was closed: then the receipt can be read, what is still here
    /// can be taken back, and nothing else.
    #[serde(default)]
    pub is_over: bool,
    /// How long the sealed file is kept once the site is configured: a promise, which no later setting changes.
    pub keep: Days,
}

/// What is remembered between visits, and shown on the board: `POST /api/o/{locator}/progress`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Progress {
    /// The step that the client is on now.
    pub step: Option<Step>,
    /// The address that the site shall send from.
    pub address: Option<Address>,
    /// The chosen provider's id.
    pub provider: Option<String>,
    /// The server that was found and agreed to, where the provider's own row does not name it.
    #[serde(default)]
    pub server: Option<FoundServer>,
}

/// `POST /api/o/{locator}/submission`. Sending the same one again is answered with the first receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubmitRequest {
    /// The sealed file and its tag.
    pub sealed: Sealed,
    /// The set that it was sealed to.
    pub recipients: Pin,
}

/// What the client is left with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// When the server had stored it.
    pub submitted_at: i64,
    /// The names of those who can open it.
    pub recipients: Vec<String>,
    /// The start of SHA-256 over the sealed file that the client sent, in Crockford base32: to compare by telephone.
    pub digest: String,
    /// When a technician opened it.
    pub collected_at: Option<i64>,
    /// Where a technician has sealed it anew since, for others than the link was made for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resealed: Option<ResealedBy>,
    /// When the sealed file will be deleted, once the site is configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delete_at: Option<i64>,
    /// When it was deleted, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Deletion>,
}

/// The receipt of a deletion, which outlives what was deleted. The digest stands in the [`Receipt`] that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deletion {
    /// When.
    pub at: i64,
    /// By which rule.
    pub rule: DeletionRule,
}

/// `POST /api/o/{locator}/report`: asks DNS anew.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportRequest {
    /// Whether every authoritative server shall be asked: the re-check.
    #[serde(default)]
    pub every_server: bool,
    /// Records as the provider's own page shows them, pasted as they stand there; at most 16 kB are read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pasted: String,
}

/// `POST /api/o/{locator}/alarm`: the page refuses the recipient set that it was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AlarmRequest {
    /// The pin of the set that the server sent.
    pub seen: Pin,
}
