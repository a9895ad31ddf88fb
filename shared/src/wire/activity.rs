//! The activity log.

use serde::{Deserialize, Serialize};

use crate::{link::Locator, rules::Domain};

/// An entry of the activity log: who did what. It never contains a secret, a token or a reply's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Activity {
    /// A number that increases. Pass it as `after` for the entries before this one.
    pub id: i64,
    /// When it happened.
    pub at: i64,
    /// A person's name, `client`, `helper` (who did a step that the client handed over), or `server`.
    pub who: String,
    /// Stable code of what happened, such as `onboarding.created`.
    pub code: String,
    /// What happened, as a sentence.
    pub sentence: String,
    /// The onboarding that it is about, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<ActivityAbout>,
}

/// What an entry of the activity log is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActivityAbout {
    /// The onboarding's id.
    pub id: String,
    /// The client's name.
    pub client: String,
    /// The site.
    pub site: Domain,
    /// The public id of the link at that time; `None` for entries from before this was recorded.
    pub locator: Option<Locator>,
}
