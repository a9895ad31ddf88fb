//! What is found about an address: `POST /api/o/{locator}/discover`, and the list of providers to pick from.

use serde::{Deserialize, Serialize};

use crate::{
    facts::ProviderKind,
    rules::{Address, Host, Port, Security},
};

/// `POST /api/o/{locator}/discover`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiscoverRequest {
    /// The address that the site shall send from.
    pub address: Address,
}

/// How a provider or a server was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FoundBy {
    /// The address's own domain is the provider's.
    AddressDomain,
    /// The domain's MX hosts.
    Mx,
    /// The domain's SRV records (RFC 6186, RFC 8314).
    Srv,
    /// What the domain says at its autoconfig address.
    Autoconfig,
    /// Who may send for the domain by its SPF record.
    Spf,
    /// A server of a usual name greeted.
    Greeting,
    /// The certificate of the server at a usual name is for this one.
    Certificate,
}

/// How sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Sure {
    /// It fits a usual pattern, and nobody says so.
    Guess,
    /// One sign says so.
    Likely,
    /// The address or the domain says so, and nothing speaks against it.
    Certain,
}

/// A server that was found for one domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FoundServer {
    /// Name.
    pub host: Host,
    /// Port.
    pub port: Port,
    /// Encryption.
    pub security: Security,
    /// As in [`crate::facts::Provider`]: `full-email`, `local-part` or `literal:<text>`.
    pub username_form: String,
}

/// One of the answers to choose from, where it has to be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Candidate {
    /// A provider of the table, or none.
    pub provider: Option<ProviderBrief>,
    /// The server, where no row of the table names it.
    pub server: Option<FoundServer>,
    /// The sign that speaks for it.
    pub found_by: FoundBy,
}

/// What was found about an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Discovery {
    /// The provider, where one was recognised.
    pub provider: Option<ProviderBrief>,
    /// The server, where one was found and the provider's row does not name it.
    pub server: Option<FoundServer>,
    /// How the provider or the server was recognised.
    pub found_by: Option<FoundBy>,
    /// How sure that is.
    pub sure: Option<Sure>,
    /// Where signs disagree: what they speak for. The client is asked, and `provider` and `server` are none.
    pub ask: Vec<Candidate>,
    /// The filter that stands before the mailbox, by name; which mailbox that is, MX cannot tell.
    pub gateway: Option<String>,
    /// What was seen: MX hosts.
    pub seen: Vec<String>,
    /// Why nothing can be said, where the name servers were silent; the sentence names them.
    pub unknown: Option<String>,
    /// Whether there is no such domain: most often a slip of the pen.
    #[serde(default)]
    pub absent: bool,
}

/// A row of `GET /api/providers`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProviderBrief {
    /// Stable id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// `mailbox` or `relay`.
    pub kind: ProviderKind,
}
