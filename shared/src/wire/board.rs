//! The board.

use serde::{Deserialize, Serialize};

use super::CheckBrief;
use crate::{
    board::{Group, Need},
    delivery::Answer,
    report::Verdict,
    rules::Domain,
    status::{Status, Step},
};

/// The board: `GET /api/onboardings?q=…&after=…`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Board {
    /// At most 50 rows, in the order of their groups. Within each group, the newest change comes first.
    pub rows: Vec<BoardRow>,
    /// How many of the onboardings that match the search are in each group.
    pub counts: Vec<GroupCount>,
    /// What to pass as `after` for the next page; `None` on the last page.
    pub next: Option<String>,
}

/// The technicians' tasks: `GET /api/queue`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Queue {
    /// At most 100 submissions for sites that aren't configured yet: unopened ones first, then those that have waited
    /// longest.
    pub rows: Vec<BoardRow>,
    /// True if there are more.
    pub more: bool,
    /// At most 100 configured sites whose encrypted file is still stored. The next one to be deleted comes first.
    #[serde(default)]
    pub deleting: Vec<BoardRow>,
}

/// How many onboardings a group of the board has. Empty groups are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GroupCount {
    /// The group.
    pub group: Group,
    /// How many onboardings it has.
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
    /// Its status.
    pub status: Status,
    /// Its group.
    pub group: Group,
    /// Why it needs someone at the agency.
    pub need: Option<Need>,
    /// The furthest step that the client has reached.
    pub step: Step,
    /// The chosen provider's name; empty if none was chosen yet.
    pub provider: String,
    /// How the last check went.
    pub check: Option<CheckBrief>,
    /// The last report's verdict.
    pub report: Option<Verdict>,
    /// The manager's name.
    pub manager: String,
    /// When it last changed.
    pub changed_at: i64,
    /// When the link expires.
    pub expires_at: i64,
    /// The names of people who have left, but can still read what the client sends or has sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leavers: Vec<String>,
    /// When its encrypted file will be deleted, if the site is configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delete_at: Option<i64>,
    /// What the last message from the site shows, if one was judged. One that shows nothing doesn't count if an earlier
    /// one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Answer>,
    /// When the site's mail was last shown to arrive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proven_at: Option<i64>,
    /// When the client secret of the site expires, in Unix seconds, if the client wants the agency to be reminded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_expires_at: Option<i64>,
}
