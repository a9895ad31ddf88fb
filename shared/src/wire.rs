//! Request and response bodies. The routes are listed in ARCHITECTURE.md.
//!
//! Times are Unix seconds. Every error is a [`Problem`] (RFC 9457).

mod account;
mod activity;
mod board;
mod brand;
mod check;
mod client;
mod discovery;
mod hand_over;
mod help;
mod keys;
mod onboarding;
mod people;
mod prove;
mod provider;
mod retention;
pub mod worker;

use serde::{Deserialize, Serialize};

pub use account::{
    Account, Code, ConfirmRequest, ContactSettings, EndRequest, Enrollment, PasswordRequest, Proof,
    RecoveryCodes, RolesRequest, SecondFactor, Session, SetupLinkRequest,
};
pub use activity::{Activity, ActivityAbout};
pub use board::{Board, BoardRow, GroupCount, Queue};
pub use brand::{BrandView, LOGO_BODY_MAX, LogoRequest, PublicConfig, ShownLogo};
pub use check::{
    BlindOutcome, BlindStop, BlindToken, BlindUser, CheckHello, CheckKey, CheckMessage, Checked, RelayTo,
    SealedCheck,
};
pub use client::{
    AlarmRequest, ClientPage, ClientView, Deletion, Progress, Receipt, ReportRequest, SubmitRequest,
};
pub use discovery::{Candidate, DiscoverRequest, Discovery, FoundBy, FoundServer, ProviderBrief, Sure};
pub use hand_over::{HandOver, HandOverAnswer, HandOverRequest, HandOverView, RevokeHandOver};
pub use help::{
    Call, Contact, HelpAsked, HelpRequest, HelpSent, HelpSettled, PersonToAsk, SettleHelp, Situation,
};
pub use keys::{
    APPROVALS_MAX, Base64, FormerReader, KeepApprovals, KeyChallenge, KeyProof, KeyRequest, ResealRequest,
    ResealedBy, StoredApprovals,
};
pub use onboarding::{CheckBrief, CreateRequest, Onboarding, ReissueRequest, SealedSubmission};
pub use people::{InviteRequest, Invited, Me, Password, Person, Role, SetupRequest, SignInRequest};
pub use prove::{
    DeliveryFix, DeliveryView, Judged, MESSAGE_BODY_MAX, MESSAGE_SOURCE_MAX, MessageSource, Proven,
    RemindersRequest, Waiting,
};
pub use provider::{ProviderGuide, ProviderServer};
pub use retention::{KeepRequest, Kept, Retention, RetentionRequest};

pub use crate::seal::NewLink;

use crate::rules::{Host, Port, Security};

/// The header with a person's session for programs without cookies, such as the command line: `Bearer <token>`. The
/// client's link token is sent in the same header.
pub const AUTHORIZATION: &str = "authorization";

/// Largest request body, in bytes. A message source and a logo can be larger: [`MESSAGE_BODY_MAX`], [`LOGO_BODY_MAX`].
pub const BODY_MAX: usize = 64 * 1024;

/// `application/problem+json` (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// `about:blank`, or a URL that explains the code.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// A short name for the problem.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// A sentence for the person: what was wrong, and what to do.
    pub detail: String,
    /// Stable code for programs.
    pub code: String,
    /// The request's field with the problem, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// For a limit: how many seconds to wait before trying again, the same as in the header `Retry-After`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// For a client's link that has expired: whom the client can ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<Box<PersonToAsk>>,
}

/// What every page needs first. `GET /api/config` returns it as part of [`PublicConfig`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Config {
    /// The agency's name.
    pub agency: String,
    /// The server's public address, on which links are created.
    pub public_url: String,
    /// True if this is the sandbox of `--demo`. Every page says so.
    pub sandbox: bool,
    /// True if the agency allows the server to run a check when the blind one isn't possible.
    pub server_check: bool,
    /// The rule for authenticator apps: required for everyone, or optional.
    #[serde(default)]
    pub second_factor: SecondFactor,
}

/// A server to send through, as forms use it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// The host name.
    pub host: Host,
    /// The port.
    pub port: Port,
    /// How the connection becomes encrypted.
    pub security: Security,
}
