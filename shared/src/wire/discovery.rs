//! What can be found out about an address: `POST /api/o/{locator}/discover`, and the list of providers to choose
//! from.

use serde::{Deserialize, Serialize};

use crate::{
    facts::ProviderKind,
    rules::{Address, Host, Port, Security},
};

/// `POST /api/o/{locator}/discover`: looks up the provider of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiscoverRequest {
    /// The address that the site should send from.
    pub address: Address,
}

/// How a provider or a server was recognized.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FoundBy {
    /// The address's own domain belongs to the provider.
    AddressDomain,
    /// The domain's MX hosts.
    Mx,
    /// The domain's SRV records (RFC 6186, RFC 8314).
    Srv,
    /// The domain's autoconfig file.
    Autoconfig,
    /// The domain's SPF record, which says who is allowed to send.
    Spf,
    /// A server with a common name, such as `smtp.` before the domain, greeted us.
    Greeting,
    /// The certificate of a server with a common name is for this server.
    Certificate,
}

/// How certain the result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Sure {
    /// It matches a common pattern, but nothing confirms it.
    Guess,
    /// One source confirms it.
    Likely,
    /// The address or the domain confirms it, and nothing contradicts it.
    Certain,
}

/// A server that was found for one domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FoundServer {
    /// The host name.
    pub host: Host,
    /// The port.
    pub port: Port,
    /// How the connection becomes encrypted.
    pub security: Security,
    /// The same as in [`crate::facts::Provider`]: `full-email`, `local-part` or `literal:<text>`.
    pub username_form: String,
}

/// One of the answers to choose from, if the client has to be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Candidate {
    /// The provider, if it is in the table.
    pub provider: Option<ProviderBrief>,
    /// The server, if the table doesn't have it.
    pub server: Option<FoundServer>,
    /// The source for this answer.
    pub found_by: FoundBy,
}

/// What was found out about an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Discovery {
    /// The provider, if one was recognized.
    pub provider: Option<ProviderBrief>,
    /// The server, if one was found and the provider's row doesn't have it.
    pub server: Option<FoundServer>,
    /// How the provider or the server was recognized.
    pub found_by: Option<FoundBy>,
    /// How certain the result is.
    pub sure: Option<Sure>,
    /// The possible answers, if sources contradict each other. Then the client is asked, and `provider` and `server`
    /// are `None`.
    pub ask: Vec<Candidate>,
    /// The name of the filtering gateway before the mailbox. MX records can't tell which mailbox is behind it.
    pub gateway: Option<String>,
    /// The MX hosts that were found.
    pub seen: Vec<String>,
    /// A sentence that says why nothing is known, if the nameservers didn't answer.
    pub unknown: Option<String>,
    /// True if the domain doesn't exist, usually because of a typo.
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
