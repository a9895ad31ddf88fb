//! The types of the tables about replies. The library uses them, and so does `build.rs`, which checks the tables.

use serde::{Deserialize, Serialize};

use super::{reason::Reason, types::ProviderKind};
use crate::details::SecretKind;

/// Who has to act on a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    /// The person who uses the wizard.
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
    /// After something was changed.
    AfterFix,
    /// It may start to work on its own after a while.
    Later,
}

/// A row of the error catalog.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorRow {
    /// Stable id.
    pub id: String,
    /// The stage at which the reply usually comes.
    pub stage: String,
    /// The usual reply code: 0 if there is none, 400 or 500 for a whole class.
    pub code: u16,
    /// The enhanced status code. A star matches any ending.
    pub enhanced: String,
    /// A provider's id, or `any`.
    pub provider: String,
    /// Case-insensitive regular expression for the whole reply; empty if only `reasons` count.
    #[serde(rename = "match", default)]
    pub pattern: String,
    /// The meanings of such a reply. A row with reasons explains those reasons for its provider.
    #[serde(default)]
    pub reasons: Vec<Reason>,
    /// True if the pattern is so broad that more specific words take priority.
    #[serde(default)]
    pub vague: bool,
    /// True if such a reply says that the user name or the secret is wrong.
    #[serde(default)]
    pub secret_refused: bool,
    /// Who has to act.
    pub who: Actor,
    /// True if the client's own administrator has to act.
    pub needs_admin: bool,
    /// When to try again.
    pub retry: Retry,
    /// Who has to act for a private mailbox, which has no administrator, if its explanation differs.
    #[serde(default)]
    pub consumer: Option<Actor>,
    /// True if the explanation differs for an organization's mailbox, whose administrator has to act.
    #[serde(default)]
    pub managed: bool,
    /// `read` if it was read in the sources, `recalled` if it is from memory.
    pub confidence: String,
    /// The sources.
    pub sources: Vec<String>,
}

/// What sent a reply about a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GrantPeer {
    /// A token endpoint, or the page on which people sign in and consent.
    Token,
    /// A mail server.
    Smtp,
}

/// Who has to act if a grant doesn't work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GrantActor {
    /// The person who uses the mailbox.
    Client,
    /// The administrator of the organization that owns the mailbox.
    Administrator,
    /// The agency's technician.
    Technician,
    /// No one. It may work after a while.
    Wait,
}

/// A row of the catalog of grants that don't work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrantRow {
    /// Stable id.
    pub id: String,
    /// What sends the reply.
    #[serde(rename = "where")]
    pub peer: GrantPeer,
    /// A provider's id, or `any`.
    pub provider: String,
    /// Case-insensitive regular expression for the whole reply.
    #[serde(rename = "match")]
    pub pattern: String,
    /// The usual code: a Microsoft number, an OAuth error (RFC 6749, section 5.2), or an SMTP reply code.
    pub code: String,
    /// Who has to act.
    pub who: GrantActor,
    /// `read` if it was read in the sources, `recalled` if it is from memory.
    pub confidence: String,
    /// The sources.
    pub sources: Vec<String>,
}

/// The words of one meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The meaning.
    pub reason: Reason,
    /// The stages at which the words have this meaning; empty for every stage.
    #[serde(default)]
    pub stages: Vec<String>,
    /// True if the words count only if neither the provider's rows nor an enhanced code are more specific.
    #[serde(default)]
    pub vague: bool,
    /// Regular expressions for the reply in lower case, without accents, codes and addresses.
    pub patterns: Vec<String>,
}

/// A mail service with its own form of login, but without a row in the provider table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailService {
    /// Stable id. With it, `words` finds the name of the service's secret, and the page that has it.
    pub id: String,
    /// The name that its customers know.
    pub name: String,
    /// Suffixes of its hosts, on whole labels.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// A regular expression for its greeting, if it is software that anyone can run; empty if the host identifies it.
    #[serde(default)]
    pub greeting: String,
    /// Domains whose addresses are private mailboxes at this service.
    #[serde(default)]
    pub email_domains: Vec<String>,
    /// A mailbox provider or a sending service.
    pub kind: ProviderKind,
    /// As in the provider table.
    pub username_form: String,
    /// What kind of secret it requires.
    pub secret_kind: SecretKind,
    /// True if people create one. Otherwise, they copy an existing one.
    #[serde(default)]
    pub secret_is_created: bool,
    /// True if "authentication failed" always means a wrong user name or password here, with any code.
    #[serde(default)]
    pub plain_refusal: bool,
    /// `read` if it was read in the sources, `recalled` if it is from memory.
    pub confidence: String,
}
