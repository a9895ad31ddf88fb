//! How long things are kept, for the settings page.

use serde::{Deserialize, Serialize};

use crate::retention::{Days, Kind, SetBy};

/// How long each kind is kept: `GET /api/retention`, and the answer to `PUT /api/retention`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Retention {
    /// One for each kind, in the order of [`Kind::ALL`].
    pub kinds: Vec<Kept>,
}

/// How long one kind is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Kept {
    /// What.
    pub kind: Kind,
    /// For so long.
    pub days: Days,
    /// Who says so.
    pub set_by: SetBy,
    /// The fewest days that may be set.
    pub least: Days,
}

/// `PUT /api/retention`: the kinds that are named change. What the operator has set cannot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RetentionRequest {
    /// What is to be kept for how long.
    pub kinds: Vec<KeepRequest>,
}

/// How long one kind is to be kept from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeepRequest {
    /// What.
    pub kind: Kind,
    /// For so long.
    pub days: Days,
}
