//! The people of the agency: who they are, how they sign in, what they may do.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::Code;
use crate::{link::Token, rules::Address};

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
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Password(pub String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
