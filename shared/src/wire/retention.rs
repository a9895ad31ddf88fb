//! How long data is kept, for the settings page.

use serde::{Deserialize, Serialize};

use crate::retention::{Days, Kind, SetBy};

/// How long each kind is kept: `GET /api/retention`, and the response to `PUT /api/retention`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Retention {
    /// One entry for each kind, in the order of [`Kind::ALL`].
    pub kinds: Vec<Kept>,
}

/// How long one kind is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Kept {
    /// The kind of data.
    pub kind: Kind,
    /// How many days it is kept.
    pub days: Days,
    /// Who set it.
    pub set_by: SetBy,
    /// The fewest days that the setting allows.
    pub least: Days,
}

/// `PUT /api/retention`: changes the kinds in the request. What the operator has set can't be changed here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RetentionRequest {
    /// How long each kind should be kept.
    pub kinds: Vec<KeepRequest>,
}

/// How long one kind should be kept from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeepRequest {
    /// The kind of data.
    pub kind: Kind,
    /// How many days to keep it.
    pub days: Days,
}
