//! Why a check failed, told in a language, and who has to act.

use serde::{Deserialize, Serialize};

/// Who must act on a diagnosis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Acts {
    /// The person at the wizard.
    Client,
    /// The administrator of the client's own mail.
    Administrator,
    /// The agency's technician.
    Technician,
    /// The provider's support.
    Provider,
    /// Nobody: it may work by itself in a while.
    Wait,
}

impl Acts {
    /// The name in JSON.
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

/// An explanation of a failed stage, in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnosis {
    /// Stable code: a row of the error catalogue, or one of our own for what has no row.
    pub cause: String,
    /// One sentence for the client.
    pub meaning: String,
    /// What the client should do now; empty where nothing.
    pub client: String,
    /// What the technician should know; empty where nothing.
    pub technician: String,
    /// Who must act.
    pub acts: Acts,
    /// Where it is done; empty where nowhere in particular.
    pub url: String,
    /// Whether a wrong secret is the cause. Only true where the reply says so.
    pub secret_refused: bool,
    /// Whether the secret may be the cause, so that its form is worth a look: it was refused, or the reply gives no
    /// other reason.
    #[serde(default)]
    pub secret_doubted: bool,
}
