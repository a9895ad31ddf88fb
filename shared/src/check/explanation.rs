//! Why a check failed, in words, and who has to act.

use serde::{Deserialize, Serialize};

/// Who has to act on a diagnosis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Acts {
    /// The person who uses the wizard.
    Client,
    /// The administrator of the client's own mail.
    Administrator,
    /// The agency's technician.
    Technician,
    /// The provider's support.
    Provider,
    /// Nobody: it may start to work on its own after a while.
    Wait,
}

impl Acts {
    /// Returns its name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Administrator => "administrator",
            Self::Technician => "technician",
            Self::Provider => "provider",
            Self::Wait => "wait",
        }
    }
}

/// An explanation of a failed stage, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnosis {
    /// Stable code: a row of the error catalog, or one of our own if there is no row.
    pub cause: String,
    /// One sentence for the client.
    pub meaning: String,
    /// What the client should do now; empty if nothing.
    pub client: String,
    /// What the technician should know; empty if nothing.
    pub technician: String,
    /// Who has to act.
    pub acts: Acts,
    /// The page on which to do it; empty if there is no particular one.
    pub url: String,
    /// True if a wrong secret is the cause, because the reply says so.
    pub secret_refused: bool,
    /// True if the secret could be the cause, so its form is worth checking: it was rejected, or the reply gives no
    /// other reason.
    #[serde(default)]
    pub secret_doubted: bool,
}
