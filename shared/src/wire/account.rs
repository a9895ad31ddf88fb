//! A person's own account, and what an administrator can change in other accounts.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{Me, Password, Role};
use crate::rules::Phone;

/// The rule for authenticator apps: required for everyone, or optional.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SecondFactor {
    /// A password alone isn't enough to do anything.
    #[default]
    Required,
    /// Everyone decides for themselves.
    Optional,
}

/// A code from an authenticator app, a recovery code, or the key that codes are generated from. Wipes itself, prints
/// as `[redacted]`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Code(pub String);

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Proves that the request comes from the account's owner, and not from someone at their desk: `POST /api/me/factor`,
/// `/api/me/factor/remove` and `/api/me/recovery`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proof {
    /// The password. It isn't needed to add a first authenticator app within fifteen minutes after signing in.
    #[serde(default)]
    pub password: Option<Password>,
    /// A code, if the account has an authenticator app.
    #[serde(default)]
    pub code: Option<Code>,
}

/// What an authenticator app needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Enrollment {
    /// The key, in base32 (RFC 4648).
    pub key: Code,
}

/// `PUT /api/me/factor`: proves that the app shows this code now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConfirmRequest {
    /// The code.
    pub code: Code,
}

/// The recovery codes, which are shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecoveryCodes {
    /// The person, after the change.
    pub me: Me,
    /// Each code can be used once instead of an app's code.
    pub codes: Vec<Code>,
}

/// `PUT /api/me/password`: changes the password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PasswordRequest {
    /// The current password.
    pub current: Password,
    /// The new password.
    pub password: Password,
}

/// `GET /api/me/account`: the person's own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Account {
    /// When the authenticator app was added, if there is one.
    pub factor_since: Option<i64>,
    /// How many recovery codes are unused.
    pub recovery_left: u32,
    /// Where the person is signed in, last used first.
    pub sessions: Vec<Session>,
    /// How clients can reach the person.
    pub contact: ContactSettings,
}

/// `PUT /api/me/contact`: how the clients of a person's onboardings can reach them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContactSettings {
    /// The phone number that clients see.
    #[serde(default)]
    pub phone: Option<Phone>,
    /// True if clients see the email address.
    pub shows_email: bool,
}

/// One place where a person is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Session {
    /// Identifies the session, but gives no access.
    pub id: String,
    /// The device, such as "Firefox on Linux".
    pub device: String,
    /// When it began.
    pub since: i64,
    /// When it was last used, in steps of ten minutes.
    pub used_at: i64,
    /// True if the request comes from this session.
    pub current: bool,
}

/// `POST /api/me/sessions/end`: signs the person out of other sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EndRequest {
    /// The session to end. Without it, all sessions end except the current one.
    #[serde(default)]
    pub id: Option<String>,
    /// The password.
    pub password: Password,
}

/// `PUT /api/people/{id}/roles`: changes what a person is allowed to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RolesRequest {
    /// What they are allowed to do from now on.
    pub roles: Vec<Role>,
}

/// `POST /api/people/{id}/setup`: creates a new one-time link for someone who has forgotten their password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetupLinkRequest {
    /// True if they also lost their authenticator app and recovery codes, so the link has to work without a code.
    #[serde(default)]
    pub second_factor: bool,
}
