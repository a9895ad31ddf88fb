//! The types of the fact tables. The library uses them, and so does `build.rs`, which checks the tables.

use serde::{Deserialize, Serialize};

use crate::{
    details::{Cleaning, SecretKind},
    rules::Security,
};

/// What a provider is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ProviderKind {
    /// Mailboxes for people, which include sending.
    Mailbox,
    /// Only sending, for programs.
    Relay,
}

/// A provider's settings and DNS records. It provides mailboxes or a sending service. The texts about it are in
/// `words`, by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Stable id, such as `google-workspace`.
    pub id: String,
    /// The name that its customers know.
    pub name: String,
    /// A mailbox provider or a sending service.
    pub kind: ProviderKind,
    /// Other names that a mailbox owner may know.
    pub aliases: Vec<String>,
    /// Where it takes mail for sending, best first.
    pub endpoints: Vec<Endpoint>,
    /// SASL mechanisms that it is known to offer.
    pub auth: Vec<String>,
    /// The host that gives apps access tokens for its servers, if there is one.
    #[serde(default)]
    pub token_endpoint: Option<String>,
    /// `full-email`, `local-part`, `smtp-username`, `api-key`, `same-as-secret`, `any-string`, `literal:<text>`.
    pub username_form: String,
    /// What kind of secret it requires.
    pub secret_kind: SecretKind,
    /// A regular expression that the cleaned secret usually matches; empty if none is known. It is a hint, and never
    /// blocks anyone.
    pub secret_pattern: String,
    /// How a pasted secret is cleaned.
    pub secret_normalize: Cleaning,
    /// Requirement for two-step sign-in before the secret can be created: `yes`, `no`, `if-enabled`, `optional`.
    pub two_factor_first: String,
    /// The page on which to create the secret.
    pub secret_url: String,
    /// The official help page.
    pub help_url: String,
    /// Domains whose addresses are at this provider.
    pub email_domains: Vec<String>,
    /// Suffixes of its MX hosts, on whole labels.
    pub mx_suffixes: Vec<String>,
    /// How to recognize it, for people who maintain the table.
    pub discovery: Vec<String>,
    /// Domains that its customers include in SPF.
    pub spf_include: Vec<String>,
    /// The SPF term to add; empty if none is needed.
    pub spf_mechanism: String,
    /// Notes about its SPF record, for people who maintain the table.
    pub spf_note: String,
    /// Its regions, if each has its own SPF terms. Every account is in one of them.
    #[serde(default)]
    pub spf_regions: Vec<SpfRegion>,
    /// True if its mail uses a return path at its own host, so that receivers never check the customer's SPF record.
    #[serde(default)]
    pub spf_elsewhere: bool,
    /// The DKIM records that its customers publish.
    pub dkim: Vec<DkimRecord>,
    /// True if it has personal accounts, whose mail can't be signed for the owner's domain with any DNS record.
    #[serde(default)]
    pub has_personal_accounts: bool,
    /// Records of a bounce subdomain.
    pub return_path: Vec<ReturnPath>,
    /// Sending limits, for people who maintain the table.
    pub limits: Vec<String>,
    /// Ids of the rows of the error catalog that matter most here.
    pub errors: Vec<String>,
    /// The sources of the facts.
    pub sources: Vec<String>,
    /// `read` if the facts were read in the sources, `recalled` if they are from memory.
    pub confidence: String,
    /// Facts that are from memory, although the row was read.
    pub recalled: Vec<String>,
}

impl Provider {
    /// Returns true if its servers accept an access token instead of a password (XOAUTH2).
    pub fn takes_tokens(&self) -> bool {
        self.auth.iter().any(|mechanism| mechanism == "XOAUTH2")
    }
}

/// A server on which a provider takes mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    /// Host name. It can contain a `<part>` that differs by customer.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// How the connection becomes encrypted.
    pub security: Security,
    /// The number of the provider's text about this server, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<usize>,
}

/// A region in which a provider has its own servers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpfRegion {
    /// The name that the provider's customers know.
    pub name: String,
    /// Suffixes of MX hosts that are only in this region.
    pub mx_suffixes: Vec<String>,
    /// Domains that its customers include. The first is the one to suggest.
    pub spf_include: Vec<String>,
}

/// A service in front of web servers, which answers from its own IP addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proxy {
    /// Stable id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its networks.
    pub networks: Vec<String>,
    /// The page that publishes them.
    pub source: String,
}

/// A DKIM record that a customer publishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DkimRecord {
    /// The selector. It can contain a `<part>`.
    pub selector: String,
    /// `TXT` or `CNAME`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Host part of the name, below the domain.
    pub host: String,
    /// The target of a CNAME; empty for a key in TXT.
    pub target: String,
    /// True if every customer's key in TXT has this selector, because the provider doesn't allow another.
    #[serde(default)]
    pub fixed: bool,
    /// A note for people who maintain the table.
    pub note: String,
}

/// A record of a bounce subdomain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnPath {
    /// `CNAME`, `MX` or `TXT`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Host part of the name, below the domain.
    pub host: String,
    /// The record's target or value.
    pub target: String,
    /// A note for people who maintain the table.
    pub note: String,
    /// True if only customers who asked the provider for it have it.
    #[serde(default)]
    pub on_request: bool,
}

/// A service that filters a domain's mail before it reaches the mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gateway {
    /// Stable id.
    pub id: String,
    /// The name that its customers know.
    pub name: String,
    /// Suffixes of its MX hosts, on whole labels.
    pub mx_suffixes: Vec<String>,
    /// The sources of the facts.
    pub sources: Vec<String>,
    /// `read` if the facts were read in the sources, `recalled` if they are from memory.
    pub confidence: String,
}

/// A DNS host, and how to enter a record in its panel. The texts about it are in `words`, by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DnsHost {
    /// Stable id.
    pub id: String,
    /// The name that its customers know.
    pub name: String,
    /// Suffixes of its nameservers, on whole labels.
    pub ns_suffixes: Vec<String>,
    /// Regular expressions for nameservers without a common suffix.
    pub ns_patterns: Vec<String>,
    /// The page with the records.
    pub panel_url: String,
    /// `relative`, `full` or `either`.
    pub name_form: String,
    /// How to enter the domain itself: `@`, `blank`, `full-domain`.
    pub apex_form: String,
    /// True if the panel appends the domain to the name.
    pub auto_append: bool,
    /// Final dot on targets: `not-needed`, `needed`, `added`.
    pub trailing_dot: String,
    /// Quotes around texts: `no`, `optional`, `required`.
    pub txt_quotes: String,
    /// How to enter values over 255 characters: `auto-split`, `manual-split`, `limited`.
    pub txt_long: String,
    /// Support for a CNAME at the apex: `no`, `flattening`, `ALIAS`, `ANAME`.
    pub apex_cname: String,
    /// True if it allows MX records below the apex.
    pub mx_on_subdomain: bool,
    /// Support for Domain Connect: `yes`, `no`, `unknown`.
    pub domain_connect: String,
    /// The sources of the facts.
    pub sources: Vec<String>,
    /// `read` if the facts were read in the sources, `recalled` if they are from memory.
    pub confidence: String,
    /// Facts that are from memory.
    pub recalled: Vec<String>,
    /// `read` or `recalled`, for the nameserver suffixes.
    pub ns_confidence: String,
}

/// Host names and ports that an operator publishes for sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubmissionHost {
    /// Stable id.
    pub id: String,
    /// The name that its customers know.
    pub operator: String,
    /// Id in the provider table; empty if it has no row there.
    pub provider: String,
    /// The names. A `<part>` matches one label, or a piece of one.
    pub names: Vec<String>,
    /// Ports with TLS from the first byte.
    pub implicit_tls: Vec<u16>,
    /// Ports with STARTTLS.
    pub starttls: Vec<u16>,
    /// Domains of the operator's servers that aren't the domains of these names.
    pub domains: Vec<String>,
    /// The sources of the facts.
    pub sources: Vec<String>,
    /// `read` if the facts were read in the sources, `recalled` if they are from memory.
    pub confidence: String,
}
