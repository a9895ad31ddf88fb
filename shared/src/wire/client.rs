//! The requests of a client's page, which use the link's token.

use serde::{Deserialize, Serialize};

use super::{Contact, FoundServer, HelpSent, Proven, ResealedBy};
use crate::{
    recipients::{Pin, RecipientSet},
    report::Report,
    retention::{Days, DeletionRule},
    rules::{Address, Domain},
    seal::Sealed,
    status::{Status, Step},
};

/// The content of the client's page: `GET /api/o/{locator}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClientPage {
    /// What every step needs.
    #[serde(flatten)]
    pub view: ClientView,
    /// The last DNS report.
    pub report: Option<Report>,
    /// The proof that the site's mail arrives, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proven: Option<Proven>,
    /// How the person can be reached whom the client can ask for help.
    pub contact: Contact,
    /// The client's last request for help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<HelpSent>,
}

/// The part of a [`ClientPage`] that every step needs. The first steps don't read the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClientView {
    /// The client's name, as the manager wrote it.
    pub client: String,
    /// The website that sends the mail.
    pub site: Domain,
    /// The address that the site should send from, if the manager knew it.
    pub address: Option<Address>,
    /// The name of the manager who asks for the details.
    pub manager: String,
    /// The name of the person whom the client can ask for help: the manager, or an administrator if the manager has
    /// left.
    pub contact_name: String,
    /// Its status.
    pub status: Status,
    /// The furthest step that the client has reached.
    pub step: Step,
    /// Earlier answers, so that the client can continue on another device. They never include the secret.
    pub progress: Progress,
    /// The people who will be able to read the submission. The page compares them with the link's pin.
    pub recipients: RecipientSet,
    /// True if a check has succeeded.
    pub checked: bool,
    /// How many checks are left in this hour.
    pub checks_left: u32,
    /// How many seconds to wait before the next check; 0 if it can begin now.
    #[serde(default)]
    pub check_wait: u32,
    /// The receipt, after the submission.
    pub receipt: Option<Receipt>,
    /// When the link expires.
    pub expires_at: i64,
    /// True if the link has expired or was closed. Then the client can read the receipt and withdraw a stored
    /// submission, but nothing else.
    #[serde(default)]
    pub is_over: bool,
    /// How long the encrypted file is kept after the site is configured. This is a promise, which later settings
    /// don't change.
    pub keep: Days,
}

/// What is stored between visits, and shown on the board: `POST /api/o/{locator}/progress`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Progress {
    /// The client's current step.
    pub step: Option<Step>,
    /// The address that the site should send from.
    pub address: Option<Address>,
    /// The chosen provider's id.
    pub provider: Option<String>,
    /// The server that was found and confirmed, if the provider's row doesn't have it.
    #[serde(default)]
    pub server: Option<FoundServer>,
}

/// `POST /api/o/{locator}/submission`. Sending the same file again returns the first receipt, and updates the
/// reminder until someone opens the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubmitRequest {
    /// The encrypted file and its tag.
    pub sealed: Sealed,
    /// The set that it was encrypted to.
    pub recipients: Pin,
    /// When the client secret expires: the midnight of that day in UTC, in Unix seconds. Only if the client wants the
    /// agency to be reminded. This is also in the encrypted file, which the server can't read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_expires_at: Option<i64>,
}

/// The receipt that the client keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// When the server had stored the submission.
    pub submitted_at: i64,
    /// The names of the people who can open it.
    pub recipients: Vec<String>,
    /// The start of the SHA-256 of the encrypted file that the client sent, in Crockford base32, for comparing by
    /// phone.
    pub digest: String,
    /// When a technician opened it.
    pub collected_at: Option<i64>,
    /// Who re-encrypted the file, if a technician did so for people whom the link wasn't created for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resealed: Option<ResealedBy>,
    /// When the encrypted file will be deleted, if the site is configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delete_at: Option<i64>,
    /// When it was deleted, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Deletion>,
}

/// The receipt of a deletion, which is kept longer than the file. The digest is in the [`Receipt`] that it belongs
/// to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deletion {
    /// When it was deleted.
    pub at: i64,
    /// The rule that deleted it.
    pub rule: DeletionRule,
}

/// `POST /api/o/{locator}/report`: queries DNS again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportRequest {
    /// True for a re-check, which asks every authoritative nameserver.
    #[serde(default)]
    pub every_server: bool,
    /// Records that were copied from the provider's page, unchanged. At most 16 kB are read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pasted: String,
}

/// `POST /api/o/{locator}/alarm`: the page rejects the recipient set that it received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AlarmRequest {
    /// The pin of the set that the server sent.
    pub seen: Pin,
}
