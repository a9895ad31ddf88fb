//! The shapes of the tables about replies. Read by `build.rs`, which checks them, and by the library.

use serde::{Deserialize, Serialize};

use super::{reason::Reason, types::ProviderKind};
use crate::details::SecretKind;

/// Who has to act on a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    /// The person who fills in the wizard.
    Client,
    /// The agency's technician.
    Technician,
    /// The provider's support.
    Provider,
}

/// When to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Retry {
    /// Once something was changed.
    AfterFix,
    /// By itself it may work in a while.
    Later,
}

/// A row of the error catalogue.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorRow {
    /// Stable id.
    pub id: String,
    /// Where the reply usually comes.
    pub stage: String,
    /// The usual reply code, 0 where there is none, 400 and 500 for a whole class.
    pub code: u16,
    /// Enhanced status code; a star stands for any ending.
    pub enhanced: String,
    /// A provider's id, or `any`.
    pub provider: String,
    /// Case-insensitive regular expression over the whole reply; empty if only `reasons` count.
    #[serde(rename = "match", default)]
    pub pattern: String,
    /// What such a reply says. A row with reasons explains them for its provider.
    #[serde(default)]
    pub reasons: Vec<Reason>,
    /// True if the pattern is so wide that words which say more come first.
    #[serde(default)]
    pub vague: bool,
    /// True if such a reply says that the user name or the secret is wrong.
    #[serde(default)]
    pub secret_refused: bool,
    /// Who has to act.
    pub who: Actor,
    /// Whether the client's own administrator has to act.
    pub needs_admin: bool,
    /// When to try again.
    pub retry: Retry,
    /// Who has to act for a private mailbox, which has no administrator, if its explanation differs.
    #[serde(default)]
    pub consumer: Option<Actor>,
    /// True if the explanation differs for an organization's mailbox, whose administrator has to act.
    #[serde(default)]
    pub managed: bool,
    /// `read` or `recalled`.
    pub confidence: String,
    /// Where it was read.
    pub sources: Vec<String>,
}

/// The words of one meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What they say.
    pub reason: Reason,
    /// The stages at which they say it; empty for every stage.
    #[serde(default)]
    pub stages: Vec<String>,
    /// True if they count only if neither the provider's rows nor an enhanced code say more.
    #[serde(default)]
    pub vague: bool,
    /// Regular expressions over the reply in lower case, without accents, codes and addresses.
    pub patterns: Vec<String>,
}

/// A mail service whose login has a form of its own, and that has no row among the providers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailService {
    /// Stable id, by which `words` has what the service calls its secret, and where it is.
    pub id: String,
    /// Name as its customers know it.
    pub name: String,
    /// Endings of its hosts, on whole labels.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// A regular expression over its greeting, for software that anybody can run; empty if the host tells.
    #[serde(default)]
    pub greeting: String,
    /// Domains whose addresses are private mailboxes there.
    #[serde(default)]
    pub email_domains: Vec<String>,
    /// A mailbox provider or a sending service.
    pub kind: ProviderKind,
    /// As in the table of providers.
    pub username_form: String,
    /// What kind of secret it wants.
    pub secret_kind: SecretKind,
    /// True if people create one; otherwise they copy the one that is there.
    #[serde(default)]
    pub secret_is_created: bool,
    /// True if "authentication failed" is said there of a wrong user name or password alone, whatever the code.
    #[serde(default)]
    pub plain_refusal: bool,
    /// `read` or `recalled`.
    pub confidence: String,
}
