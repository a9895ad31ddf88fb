//! Request and response bodies. The routes are listed in ARCHITECTURE.md.
//!
//! Times are Unix seconds. Every error is a [`Problem`] (RFC 9457).

mod account;
mod activity;
mod board;
mod check;
mod client;
mod discovery;
mod keys;
mod onboarding;
mod people;
mod provider;
mod retention;
pub mod worker;

use serde::{Deserialize, Serialize};

pub use account::{
    Account, Code, ConfirmRequest, EndRequest, Enrolment, PasswordRequest, Proof, RecoveryCodes,
    RolesRequest, SecondFactor, Session, SetupLinkRequest,
};
pub use activity::{Activity, ActivityAbout};
pub use board::{Board, BoardRow, GroupCount, Queue};
pub use check::{
    BlindOutcome, BlindStop, BlindUser, CheckHello, CheckKey, CheckMessage, Checked, RelayTo, SealedCheck,
};
pub use client::{AlarmRequest, ClientView, Deletion, Progress, Receipt, ReportRequest, SubmitRequest};
pub use discovery::{Candidate, DiscoverRequest, Discovery, FoundBy, FoundServer, ProviderBrief, Sure};
pub use keys::{
    APPROVALS_MAX, Base64, FormerReader, KeepApprovals, KeyChallenge, KeyProof, KeyRequest, ResealRequest,
    ResealedBy, StoredApprovals,
};
pub use onboarding::{CheckBrief, CreateRequest, Onboarding, ReissueRequest, SealedSubmission};
pub use people::{InviteRequest, Invited, Me, Password, Person, Role, SetupRequest, SignInRequest};
pub use provider::{ProviderGuide, ProviderServer};
pub use retention::{KeepRequest, Kept, Retention, RetentionRequest};

pub use crate::seal::NewLink;

use crate::rules::{Host, Port, Security};

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
