//! A failed stage becomes an explanation: a cause with a stable code, one sentence for the client,
//! what to do now, and who must act.

use serde::{Deserialize, Serialize};

/// Who must act on a diagnosis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

/// An explanation of a failed stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
}
