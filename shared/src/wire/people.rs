//! The people at the agency: who they are, how they sign in, and what they are allowed to do.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::Code;
use crate::{link::Token, rules::Address};

/// What a person is allowed to do. Each role adds to the ones before it, and a person can have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Creates and tracks onboardings.
    Manager,
    /// Opens submissions and configures sites.
    Technician,
    /// Manages people, keys and the activity log.
    Admin,
}

/// A password on its way to the server, which stores only its Argon2id hash. Wipes itself, prints as `[redacted]`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Password(pub String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// `POST /api/setup`: the first administrator, or an invited person, sets a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetupRequest {
    /// The token in the one-time link `/staff/#setup=<token>`.
    pub token: String,
    /// The person's name, as others see it. Ignored if the invitation has one.
    pub name: String,
    /// The email address for signing in. Ignored if the invitation has one.
    pub email: Address,
    /// The password, at least 12 characters.
    pub password: Password,
    /// A code, if the account has an authenticator app that the link doesn't remove.
    #[serde(default)]
    pub code: Option<Code>,
    /// True to return the session's token in the body instead of in a cookie, for the command line.
    #[serde(default)]
    pub in_body: bool,
}

/// `POST /api/session`: signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignInRequest {
    /// The email address.
    pub email: Address,
    /// The password.
    pub password: Password,
    /// A code, if the account has an authenticator app. Without it, the server returns `code-needed`.
    #[serde(default)]
    pub code: Option<Code>,
    /// True to return the session's token in the body instead of in a cookie, for the command line.
    #[serde(default)]
    pub token: bool,
}

/// The response to sign-in and setup, and to `GET /api/session`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Me {
    /// The person's id.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// The email address.
    pub email: Address,
    /// What they are allowed to do.
    pub roles: Vec<Role>,
    /// Their public key, if they are a technician who has added one.
    pub key: Option<String>,
    /// True if they have an authenticator app.
    pub second_factor: bool,
    /// The session's token, only if the request asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Token>,
}

/// A person in the list of `GET /api/people`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Person {
    /// The person's id.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// The email address.
    pub email: Address,
    /// What they are allowed to do.
    pub roles: Vec<Role>,
    /// Their public key, if they have added one.
    pub key: Option<String>,
    /// True if they have set a password.
    pub joined: bool,
    /// True if they are allowed to sign in.
    pub active: bool,
    /// True if they have an authenticator app.
    pub second_factor: bool,
}

/// `POST /api/people`: invites a person. Only for administrators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InviteRequest {
    /// The person's name.
    pub name: String,
    /// The email address.
    pub email: Address,
    /// What they are allowed to do.
    pub roles: Vec<Role>,
}

/// The response. The one-time link is only for that person: it is emailed to them, and returned here only if that
/// isn't possible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Invited {
    /// The person.
    pub person: Person,
    /// The URL on which they set their password. It works once, for seven days. `None` if it was emailed to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setup_url: Option<String>,
}
