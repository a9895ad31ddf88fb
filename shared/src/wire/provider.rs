//! A provider as a client gets it: the facts that the fields need, and the guide.

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
    /// Where it takes mail, best first.
    pub endpoints: Vec<ProviderServer>,
    /// What the user name is, as in [`crate::facts::Provider`].
    pub username_form: String,
    /// What to know about the user name; empty if nothing.
    pub username_note: String,
    /// What kind of secret it needs.
    pub secret_kind: SecretKind,
    /// Regular expression that the cleaned secret usually matches; empty if none is known.
    pub secret_pattern: String,
    /// What the secret looks like.
    pub secret_shape: String,
    /// How a pasted secret is cleaned.
    pub secret_normalise: Cleaning,
    /// Where the secret is created.
    pub secret_url: String,
    /// The official help page.
    pub help_url: String,
    /// Steps for the person who fills in the wizard, in order.
    pub guide: Vec<String>,
    /// For the person who manages the organization's email.
    pub admin: Vec<String>,
    /// What surprises people.
    pub gotchas: Vec<String>,
}

/// One place where a provider takes mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProviderServer {
    /// Host name; may hold a `<part>` that differs by customer.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// How the connection becomes encrypted.
    pub security: Security,
    /// What to know about it; empty if nothing.
    pub note: String,
}
