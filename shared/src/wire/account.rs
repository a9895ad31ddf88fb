//! A person's own account, and what an administrator may change of others'.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{Me, Password, Role};

/// Whether everybody needs a code app beside the password.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SecondFactor {
    /// Nobody does anything here with a password alone.
    #[default]
    Required,
    /// Whoever wants one has one.
    Optional,
}

/// A code of a code app, a recovery code, or the key that codes are made from. Wipes itself, prints as `[redacted]`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Code(pub String);

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// That it is really the person who asks, and not whoever found their desk: `POST /api/me/factor`,
/// `/api/me/factor/remove` and `/api/me/recovery`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proof {
    /// The password. Not needed for a first code app within fifteen minutes after coming in.
    #[serde(default)]
    pub password: Option<Password>,
    /// A code, where the account has a code app.
    #[serde(default)]
    pub code: Option<Code>,
}

/// What a code app is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Enrolment {
    /// The key, in base32 (RFC 4648).
    pub key: Code,
}

/// `PUT /api/me/factor`: the app shows this code now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConfirmRequest {
    /// The code.
    pub code: Code,
}

/// The recovery codes, shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecoveryCodes {
    /// The person, as they are now.
    pub me: Me,
    /// Each opens the account once, in the place of a code.
    pub codes: Vec<Code>,
}

/// `PUT /api/me/password`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PasswordRequest {
    /// The one that holds now.
    pub current: Password,
    /// The new one.
    pub password: Password,
}

/// `GET /api/me/account`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Account {
    /// Since when a code is asked for, where it is.
    pub factor_since: Option<i64>,
    /// Recovery codes that were not used.
    pub recovery_left: u32,
    /// Where the person is signed in, the last used first.
    pub sessions: Vec<Session>,
}

/// One place where a person is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Session {
    /// Names it, and opens nothing.
    pub id: String,
    /// Such as "Firefox on Linux".
    pub device: String,
    /// Since when.
    pub since: i64,
    /// When it was last used, to ten minutes.
    pub used_at: i64,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// `POST /api/me/sessions/end`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EndRequest {
    /// Which one; without it, all but the one that asks.
    #[serde(default)]
    pub id: Option<String>,
    /// The password.
    pub password: Password,
}

/// `PUT /api/people/{id}/roles`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RolesRequest {
    /// What they may do from now on.
    pub roles: Vec<Role>,
}

/// `POST /api/people/{id}/setup`: a new one-time link for somebody who has forgotten their password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetupLinkRequest {
    /// Whether their code app and recovery codes are lost as well, so that the link has to do without.
    #[serde(default)]
    pub second_factor: bool,
}
