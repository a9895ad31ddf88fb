//! A provider in the form that a client's page gets: the facts for its fields, and the guide.

use serde::{Deserialize, Serialize};

use crate::{
    details::{Cleaning, SecretKind},
    rules::Security,
};

/// `GET /api/providers/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProviderGuide {
    /// Stable id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it takes mail for sending, best first.
    pub endpoints: Vec<ProviderServer>,
    /// The form of the user name, the same as in [`crate::facts::Provider`].
    pub username_form: String,
    /// What to know about the user name; empty if nothing.
    pub username_note: String,
    /// What kind of secret it requires.
    pub secret_kind: SecretKind,
    /// A regular expression that the cleaned secret usually matches; empty if none is known.
    pub secret_pattern: String,
    /// What the secret looks like.
    pub secret_shape: String,
    /// How a pasted secret is cleaned.
    #[serde(rename = "secret_normalise")]
    pub secret_normalize: Cleaning,
    /// The page on which to create the secret.
    pub secret_url: String,
    /// The official help page.
    pub help_url: String,
    /// Steps for the person who uses the wizard, in order.
    pub guide: Vec<String>,
    /// For the person who manages the organization's email.
    pub admin: Vec<String>,
    /// What surprises people.
    pub gotchas: Vec<String>,
}

/// A server on which a provider takes mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProviderServer {
    /// Host name. It can contain a `<part>` that differs by customer.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// How the connection becomes encrypted.
    pub security: Security,
    /// What to know about it; empty if nothing.
    pub note: String,
}
