//! The shapes of the fact tables. Read by `build.rs`, which checks them, and by the library.

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
    /// People's mailboxes, with sending as a part of it.
    Mailbox,
    /// Sending only, for programs.
    Relay,
}

/// A provider: a mailbox's or a sending service's settings and DNS needs. What to say about it is in `words`, by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Stable id, such as `google-workspace`.
    pub id: String,
    /// Name as its customers know it.
    pub name: String,
    /// A mailbox provider or a sending service.
    pub kind: ProviderKind,
    /// Other names that an owner may know it by.
    pub aliases: Vec<String>,
    /// Where it takes mail, best first.
    pub endpoints: Vec<Endpoint>,
    /// SASL mechanisms known to be offered.
    pub auth: Vec<String>,
    /// `full-email`, `local-part`, `smtp-username`, `api-key`, `same-as-secret`, `any-string`, `literal:<text>`.
    pub username_form: String,
    /// What kind of secret it wants.
    pub secret_kind: SecretKind,
    /// Regular expression that the cleaned secret usually matches; empty if none is known. A hint, never a wall.
    pub secret_pattern: String,
    /// How a pasted secret is cleaned.
    pub secret_normalise: Cleaning,
    /// Whether two-step sign-in has to be on first: `yes`, `no`, `if-enabled`, `optional`.
    pub two_factor_first: String,
    /// Where the secret is created.
    pub secret_url: String,
    /// The official help page.
    pub help_url: String,
    /// Domains whose addresses are with this provider.
    pub email_domains: Vec<String>,
    /// Endings of its MX hosts, on whole labels.
    pub mx_suffixes: Vec<String>,
    /// For people who maintain the table: how to recognize it.
    pub discovery: Vec<String>,
    /// Domains that its customers include in SPF.
    pub spf_include: Vec<String>,
    /// The SPF term to add; empty if none is needed.
    pub spf_mechanism: String,
    /// For people who maintain the table: what to know about SPF here.
    pub spf_note: String,
    /// Its regions, if each has SPF terms of its own: an account is in one of them.
    #[serde(default)]
    pub spf_regions: Vec<SpfRegion>,
    /// Whether its mail has a return path at a host of its own, so that the customer's SPF record is never asked.
    #[serde(default)]
    pub spf_elsewhere: bool,
    /// DKIM records that its customers publish.
    pub dkim: Vec<DkimRecord>,
    /// Whether it has personal accounts, which no record lets sign for a domain of one's own.
    #[serde(default)]
    pub has_personal_accounts: bool,
    /// Records of a bounce subdomain.
    pub return_path: Vec<ReturnPath>,
    /// For people who maintain the table: sending limits.
    pub limits: Vec<String>,
    /// Ids of rows of the error catalogue that matter most here.
    pub errors: Vec<String>,
    /// Where the facts were read.
    pub sources: Vec<String>,
    /// `read` or `recalled`.
    pub confidence: String,
    /// Facts that were from memory even so.
    pub recalled: Vec<String>,
}

impl Provider {
    /// Whether its servers take an access token in the place of a password (XOAUTH2).
    pub fn takes_tokens(&self) -> bool {
        self.auth.iter().any(|mechanism| mechanism == "XOAUTH2")
    }
}

/// One place where a provider takes mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    /// Host name; may hold a `<part>` that differs by customer.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// How the connection becomes encrypted.
    pub security: Security,
}

/// A part of the world in which a provider has servers of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpfRegion {
    /// Its name, as the provider's customers know it.
    pub name: String,
    /// Endings of MX hosts that are there only.
    pub mx_suffixes: Vec<String>,
    /// Domains that its customers include, the one to propose first.
    pub spf_include: Vec<String>,
}

/// A service in front of web servers and answers with addresses of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proxy {
    /// Stable id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its networks.
    pub networks: Vec<String>,
    /// Where they are published.
    pub source: String,
}

/// A DKIM record that a customer publishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DkimRecord {
    /// The selector; may hold a `<part>`.
    pub selector: String,
    /// `TXT` or `CNAME`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Host part below the domain.
    pub host: String,
    /// Where a CNAME points; empty for a key in TXT.
    pub target: String,
    /// Whether every customer's key in TXT has this selector: the provider lets nobody choose another.
    #[serde(default)]
    pub fixed: bool,
    /// For people who maintain the table: what to know about it.
    pub note: String,
}

/// A record of a bounce subdomain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnPath {
    /// `CNAME`, `MX` or `TXT`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Host part below the domain.
    pub host: String,
    /// What it points to or holds.
    pub target: String,
    /// For people who maintain the table: what to know about it.
    pub note: String,
    /// Whether it is there only for customers who asked the provider for it.
    #[serde(default)]
    pub on_request: bool,
}

/// A service that filters a domain's mail before the mailbox gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gateway {
    /// Stable id.
    pub id: String,
    /// Name as its customers know it.
    pub name: String,
    /// Endings of its MX hosts, on whole labels.
    pub mx_suffixes: Vec<String>,
    /// Where the facts were read.
    pub sources: Vec<String>,
    /// `read` or `recalled`.
    pub confidence: String,
}

/// A DNS host and how its panel wants a record typed. What to say about it is in `words`, by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DnsHost {
    /// Stable id.
    pub id: String,
    /// Name as its customers know it.
    pub name: String,
    /// Endings of its nameservers, on whole labels.
    pub ns_suffixes: Vec<String>,
    /// Regular expressions for nameservers that share no ending.
    pub ns_patterns: Vec<String>,
    /// Where the records are.
    pub panel_url: String,
    /// `relative`, `full` or `either`.
    pub name_form: String,
    /// What to type for the domain itself: `@`, `blank`, `full-domain`.
    pub apex_form: String,
    /// Whether the panel adds the domain to what is typed.
    pub auto_append: bool,
    /// Final dot on targets: `not-needed`, `needed`, `added`.
    pub trailing_dot: String,
    /// `no`, `optional`, `required`.
    pub txt_quotes: String,
    /// For values over 255 characters: `auto-split`, `manual-split`, `limited`.
    pub txt_long: String,
    /// `no`, `flattening`, `ALIAS`, `ANAME`.
    pub apex_cname: String,
    /// Whether it takes an MX below the apex.
    pub mx_on_subdomain: bool,
    /// One-click setup: `yes`, `no`, `unknown`.
    pub domain_connect: String,
    /// Where the facts were read.
    pub sources: Vec<String>,
    /// `read` or `recalled`.
    pub confidence: String,
    /// Facts from memory.
    pub recalled: Vec<String>,
    /// `read` or `recalled`, for the nameserver endings.
    pub ns_confidence: String,
}

/// Host names and ports that an operator publishes for sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubmissionHost {
    /// Stable id.
    pub id: String,
    /// Name as its customers know it.
    pub operator: String,
    /// Id in the provider table; empty if it has no row there.
    pub provider: String,
    /// The names; a `<part>` is one label, or for a part of one.
    pub names: Vec<String>,
    /// Ports with TLS from the first byte.
    pub implicit_tls: Vec<u16>,
    /// Ports with STARTTLS.
    pub starttls: Vec<u16>,
    /// Domains of the operator's servers that differ from those of the names.
    pub domains: Vec<String>,
    /// Where the facts were read.
    pub sources: Vec<String>,
    /// `read` or `recalled`.
    pub confidence: String,
}
