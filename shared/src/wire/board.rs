//! The board.

use serde::{Deserialize, Serialize};

use super::CheckBrief;
use crate::{
    board::{Group, Need},
    report::Verdict,
    rules::Domain,
    status::{Status, Step},
};

/// The board: `GET /api/onboardings?q=…&after=…`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Board {
    /// At most 50, in the order of their groups, newest change first in each.
    pub rows: Vec<BoardRow>,
    /// How many onboardings each group has, of those that were searched for.
    pub counts: Vec<GroupCount>,
    /// What to pass as `after` for the next page; none at the end.
    pub next: Option<String>,
}

/// What technicians have to do: `GET /api/queue`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Queue {
    /// What was submitted and is not configured, at most 100: not opened yet first, then longest waiting first.
    pub rows: Vec<BoardRow>,
    /// Whether there are more.
    pub more: bool,
    /// Configured sites whose sealed file is still here, at most 100: the next to be deleted first.
    #[serde(default)]
    pub deleting: Vec<BoardRow>,
}

/// How many onboardings a group of the board has; a group without any is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GroupCount {
    /// The group.
    pub group: Group,
    /// How many.
    pub count: u64,
}

/// A row of the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BoardRow {
    /// The onboarding's id, 10 characters.
    pub id: String,
    /// The client's name.
    pub client: String,
    /// The site.
    pub site: Domain,
    /// Where it is.
    pub status: Status,
    /// Its group.
    pub group: Group,
    /// Why it needs someone at the agency.
    pub need: Option<Need>,
    /// The furthest step of the client.
    pub step: Step,
    /// The chosen provider's name; empty where none yet.
    pub provider: String,
    /// How the last check went.
    pub check: Option<CheckBrief>,
    /// The last report's verdict.
    pub report: Option<Verdict>,
    /// The manager's name.
    pub manager: String,
    /// Since when it is so.
    pub changed_at: i64,
    /// When the link's time runs out.
    pub expires_at: i64,
    /// The names of those who have left and could still read this: what the client is about to send, or has sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leavers: Vec<String>,
    /// When its sealed file will be deleted, once the site is configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delete_at: Option<i64>,
}
