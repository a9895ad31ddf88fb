//! Request and response bodies. The routes are listed in ARCHITECTURE.md.
//!
//! Times are Unix seconds. Every error is a [`Problem`] (RFC 9457).

mod account;
mod board;
mod check;
mod discovery;
mod keys;
mod retention;
pub mod worker;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

pub use account::{
    Account, Code, ConfirmRequest, EndRequest, Enrolment, PasswordRequest, Proof, RecoveryCodes,
    RolesRequest, SecondFactor, Session, SetupLinkRequest,
};
pub use board::{Board, BoardRow, GroupCount, Queue};
pub use check::{
    BlindOutcome, BlindStop, BlindUser, CheckHello, CheckKey, CheckMessage, Checked, RelayTo, SealedCheck,
};
pub use discovery::{Candidate, DiscoverRequest, Discovery, FoundBy, FoundServer, ProviderBrief, Sure};
pub use keys::{
    APPROVALS_MAX, Base64, FormerReader, KeepApprovals, KeyChallenge, KeyProof, KeyRequest, ResealRequest,
    ResealedBy, StoredApprovals,
};
pub use retention::{KeepRequest, Kept, Retention, RetentionRequest};

use crate::{
    check::CheckReport,
    link::{Locator, Token},
    recipients::{Pin, RecipientSet},
    report::Report,
    retention::{Days, DeletionRule},
    rules::{Address, Domain, Host, Port, Security},
    seal::Sealed,
    status::{Status, Step},
};

/// The header that carries a person's session where there is no cookie (the command line): `Bearer <token>`.
/// The client's link token travels in the same header.
pub const AUTHORIZATION: &str = "authorization";

/// Largest request body, in bytes.
pub const BODY_MAX: usize = 64 * 1024;

/// `application/problem+json` (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// `about:blank`, or an address that explains the code.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// Short name of the problem.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// A sentence for the person: what was wrong, and what to do.
    pub detail: String,
    /// Stable code for programs.
    pub code: String,
    /// The field that it belongs to, where it belongs to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// If it is a limit: in how many seconds to try again, as in the header `Retry-After`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

/// What every page needs first: `GET /api/config`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Config {
    /// The agency's name.
    pub agency: String,
    /// The server's public address, under which links are made.
    pub public_url: String,
    /// Whether this is the sandbox of `--demo`; every page says so.
    pub sandbox: bool,
    /// Whether the server form of the check is offered, where the blind one cannot be made: the agency's choice.
    pub server_check: bool,
    /// Whether everybody needs a code app beside the password.
    #[serde(default)]
    pub second_factor: SecondFactor,
}

// ---- the client, with the link's token -------------------------------------------------------

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

// ---- staff, with a session ---------------------------------------------------------------------

/// What a person may do. Each has what the ones before it lack; a person can have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Makes and tracks onboardings.
    Manager,
    /// Opens and configures.
    Technician,
    /// People, keys, activity.
    Admin,
}

/// A password on its way to the server, which keeps only its Argon2id hash. Wipes itself, prints as `[redacted]`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, zeroize::ZeroizeOnDrop)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Password(pub String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// `POST /api/setup`: the first administrator, or a person who was invited, sets a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetupRequest {
    /// From the one-time link `/staff/#setup=<token>`.
    pub token: String,
    /// The person's name, as others see it. Ignored where the invitation has one.
    pub name: String,
    /// The e-mail address to sign in with. Ignored where the invitation has one.
    pub email: Address,
    /// At least 12 characters.
    pub password: Password,
    /// A code, where the account has a code app that the link does not take away.
    #[serde(default)]
    pub code: Option<Code>,
    /// Whether the session's token shall be in the answer, for the command line, instead of in a cookie.
    #[serde(default)]
    pub in_body: bool,
}

/// `POST /api/session`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignInRequest {
    /// The e-mail address.
    pub email: Address,
    /// The password.
    pub password: Password,
    /// A code, where the account has a code app. Without it such an account answers `code-needed`.
    #[serde(default)]
    pub code: Option<Code>,
    /// Whether the session's token shall be in the answer, for the command line, instead of in a cookie.
    #[serde(default)]
    pub token: bool,
}

/// The answer to sign-in and set-up, and `GET /api/session`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Me {
    /// The person's id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Address.
    pub email: Address,
    /// What they may do.
    pub roles: Vec<Role>,
    /// Their public key, where they are a technician who has given one.
    pub key: Option<String>,
    /// Whether they have a code app.
    pub second_factor: bool,
    /// The session's token, only where it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Token>,
}

/// A person, as `GET /api/people` lists them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Person {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Address.
    pub email: Address,
    /// What they may do.
    pub roles: Vec<Role>,
    /// Public key, where given.
    pub key: Option<String>,
    /// Whether they have set a password yet.
    pub joined: bool,
    /// Whether they may come in.
    pub active: bool,
    /// Whether they have a code app.
    pub second_factor: bool,
}

/// `POST /api/people`: invites a person. Administrators only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InviteRequest {
    /// Name.
    pub name: String,
    /// Address.
    pub email: Address,
    /// What they may do.
    pub roles: Vec<Role>,
}

/// The answer. The one-time link is its person's: it is mailed to them, and shown here only if that can't be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Invited {
    /// The person.
    pub person: Person,
    /// Where they set their password; works once, for seven days. Nothing if it was mailed to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setup_url: Option<String>,
}

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

/// What a server may know of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewLink {
    /// Its public id.
    pub locator: Locator,
    /// SHA-256 of its token.
    #[serde(with = "base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub token_hash: Vec<u8>,
    /// The recipient set that it pins: must be the current one.
    pub recipients: Pin,
    /// The link, sealed to the technicians.
    #[serde(with = "base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub sealed_link: Vec<u8>,
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

/// An entry of the activity log: who did what. It never holds a secret, a token or a reply's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Activity {
    /// Counts up; what to pass as `after` for the entries before this one.
    pub id: i64,
    /// When.
    pub at: i64,
    /// A person's name, `client`, or `server`.
    pub who: String,
    /// Stable code of what happened, such as `onboarding.created`.
    pub code: String,
    /// The same as a sentence.
    pub sentence: String,
    /// The onboarding that it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<ActivityAbout>,
}

/// What an entry of the activity log is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActivityAbout {
    /// The onboarding's id.
    pub id: String,
    /// The client's name.
    pub client: String,
    /// The site.
    pub site: Domain,
    /// The public id of the link at that time; none for entries of before it was recorded.
    pub locator: Option<Locator>,
}

/// What a technician fetches to open: `GET /api/onboardings/{id}/sealed`. Fetching changes nothing;
/// `POST /api/onboardings/{id}/collected` says that it was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealedSubmission {
    /// The sealed file and its tag.
    pub sealed: Sealed,
    /// The link, sealed to the technicians.
    #[serde(with = "base64_bytes")]
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

/// A server to send through, as forms hand it on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// Name.
    pub host: Host,
    /// Port.
    pub port: Port,
    /// Encryption.
    pub security: Security,
}

/// Bytes as base64 text (RFC 4648, section 4).
pub mod base64_bytes {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Writes bytes.
    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(bytes))
    }

    /// Reads bytes.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
