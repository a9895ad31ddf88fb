//! What a DNS report says: findings with a verdict of four values, and fixes as exact records.
//! The JSON of `sealpost audit --json`, told in a language. [`Audit`] is the same as meaning, before it's told.

mod about;
mod change;
mod dkim;
mod dmarc;
mod domain;
mod extras;
mod judged;
mod mx;
mod spf;

pub use about::{About, Advice};
pub use change::{Caution, Change, Edit, Field, Record, RecordType, Remedy, To};
pub use dkim::{
    AliasFault, DkimAdvice, DkimFinding, KeyError, KeyFault, KeyOwner, KeyProvider, KeyStep, MissingKeys,
};
pub use dmarc::{
    DmarcAdvice, DmarcFault, DmarcFinding, DmarcPolicy, DmarcSlip, Kept, OlderReading, OlderRule, Policy,
};
pub use domain::{DomainAdvice, DomainFinding};
pub use extras::{Extra, ExtrasAdvice, ExtrasFinding, StsFault, StsTrouble};
pub use judged::{Audit, DnsHome, Judged, More, Seen, Silent};
pub use mx::{MxAdvice, MxFinding};
use serde::{Deserialize, Serialize};
pub use spf::{
    Away, Full, NotAuthorized, Part, Sign, SpfAdvice, SpfBreakage, SpfEffect, SpfFinding, SpfMistake,
    SpfQuestion, SpfReason, SpfSlip, SpfTermCost, Stray, SyntaxError, Unsure,
};

/// A verdict. `Unknown` is an answer: what could not be asked is never "missing".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// Could not be asked, or cannot be told from DNS.
    Unknown,
    /// Works, and could be better.
    Warn,
    /// Mail will be refused or sorted out because of this.
    Fail,
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// RFC 7208.
    Spf,
    /// RFC 6376.
    Dkim,
    /// RFC 9989.
    Dmarc,
    /// RFC 5321, section 5.
    Mx,
    /// The domain itself and its name servers.
    Domain,
    /// What large senders add (MTA-STS, TLS-RPT, DANE, BIMI). It never decides about a report.
    Extras,
}

impl Topic {
    /// Its name, which begins the ids of its findings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Spf => "spf",
            Self::Dkim => "dkim",
            Self::Dmarc => "dmarc",
            Self::Mx => "mx",
            Self::Domain => "domain",
            Self::Extras => "extras",
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// Stable id of this finding, such as `spf.provider-not-authorised`.
    pub id: String,
    /// What it is about.
    pub topic: Topic,
    /// The verdict.
    pub verdict: Verdict,
    /// Stable code of the cause, for programs; empty where all is well.
    pub cause: String,
    /// The server that did not answer, where that is why it is unknown; `None` where everybody answered, and DNS
    /// cannot tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silent: Option<String>,
    /// What it means for mail, in one sentence that a shop owner understands.
    pub meaning: String,
    /// The records or answers that were seen, as they stand in DNS.
    pub seen: Vec<String>,
    /// The rule, for the technician, with its source.
    pub why: String,
    /// What to do about it.
    pub fix: Option<Fix>,
}

/// What a fix does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FixAction {
    /// A record that is not there yet.
    Add,
    /// A record whose value changes; the old one is in `was`.
    Replace,
    /// Records that go; their values are in `was`.
    Remove,
    /// Something that DNS cannot tell and the provider's own page shows.
    Ask,
}

/// A fix: records to type into the DNS host's panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fix {
    /// What to do.
    pub action: FixAction,
    /// In one sentence, for whoever looks after the domain.
    pub summary: String,
    /// The records.
    pub records: Vec<FixRecord>,
    /// The same as a fragment of a zone file (RFC 1035, section 5): what goes as a comment, what comes as records.
    #[serde(default)]
    pub zone: String,
}

/// One record of a fix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FixRecord {
    /// Full name, without the final dot.
    pub name: String,
    /// What to type in the panel of the DNS host that was found: `@`, a host part, or the full name.
    pub host_field: String,
    /// `TXT`, `CNAME` or `MX`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The value that should be; empty where the record goes, or where only the provider knows it.
    pub value: String,
    /// The value as that panel wants it typed: in quotes, in strings of at most 255 bytes, with a final dot, or plain.
    #[serde(default)]
    pub value_field: String,
    /// The value that is there now; empty where there is none.
    pub was: String,
}

/// The DNS host that was found from the live name servers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DnsHostFound {
    /// Its id in the table of DNS hosts; empty where it is none of them.
    pub id: String,
    /// Its name, or the name servers' common ending.
    pub name: String,
    /// Where to type records; empty where unknown.
    pub panel_url: String,
    /// The way through its menus; empty where unknown.
    pub panel_path: String,
    /// What surprises people there.
    pub notes: Vec<String>,
}

/// What evaluating the domain's SPF record takes (RFC 7208, section 4.6.4).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpfCost {
    /// Terms that cause DNS queries; at most 10.
    pub lookups: u32,
    /// Queries that found nothing; at most 2.
    pub voids: u32,
    /// Length of the record, in bytes.
    pub bytes: u32,
}

/// Who may send for the domain: the terms of its SPF record, each with what it leads to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpfTree {
    /// The terms, in their order.
    pub terms: Vec<SpfTerm>,
    /// How many terms were left out, because there are too many to show.
    #[serde(default)]
    pub hidden: u32,
}

/// A term of an SPF record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpfTerm {
    /// As it is in its record; several networks in a row are one term here.
    pub term: String,
    /// Whose servers it means: a provider's name, or the domain that it leads to; empty if it has none.
    pub owner: String,
    /// Lookups of it and of all below it (RFC 7208, section 4.6.4).
    pub lookups: u32,
    /// What comes of it.
    pub state: SpfState,
    /// The terms of the record that it leads to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<SpfTerm>,
}

/// What comes of a term of an SPF record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SpfState {
    /// It lets its servers send.
    Passes,
    /// It says that its servers are not let through, or only in part; the ending is one.
    Refuses,
    /// It lets anybody send.
    Open,
    /// It leads to nothing, or to a record that cannot be used: the whole record is void.
    Broken,
    /// It leads back to a record above it: the whole record is void.
    Loop,
    /// It finds nothing, so it never matches.
    Void,
    /// Only a real message tells.
    Depends,
    /// A name server did not answer, or there was too much to follow.
    Unknown,
}

/// A whole report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// The domain that mail is sent from.
    pub domain: String,
    /// The provider that sends; empty where none was chosen.
    pub provider: String,
    /// Who answers for the domain.
    pub dns_host: Option<DnsHostFound>,
    /// What was found, worst first within each topic.
    pub findings: Vec<Finding>,
    /// What SPF takes now; `None` where there is no readable record.
    pub spf: Option<SpfCost>,
    /// Who may send by it; `None` where there is no readable record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spf_tree: Option<SpfTree>,
    /// On how many of the domain's name servers the answers agree, once a re-check has asked each.
    pub servers: Vec<ServerAnswer>,
    /// How far each record has got, once a re-check has asked each of them.
    #[serde(default)]
    pub spread: Vec<Spread>,
    /// How many questions were asked.
    pub asked: u32,
    /// How long it took, in milliseconds.
    pub millis: u64,
}

/// What one authoritative name server answered on a re-check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServerAnswer {
    /// Its name.
    pub server: String,
    /// The SPF record that it serves; empty where none, `None` where it did not answer.
    pub spf: Option<String>,
    /// The DMARC record likewise.
    pub dmarc: Option<String>,
    /// Until how many seconds from now caches may hold what they have (the records' TTL).
    pub ttl: u32,
}

/// How far one record has got among the domain's name servers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Spread {
    /// Its full name.
    pub name: String,
    /// `SPF`, `DMARC` or `DKIM`.
    pub what: String,
    /// The value that most of them serve; empty where that is none.
    pub value: String,
    /// How many serve just that.
    pub on: u32,
    /// How many were asked.
    pub of: u32,
    /// How many of these did not answer.
    pub silent: u32,
    /// For how many seconds caches may hold another value still; 0 where no other one was seen.
    pub stale: u32,
}

impl SpfTerm {
    /// Whether it is `all`, which says what comes of everyone else.
    pub fn is_ending(&self) -> bool {
        self.term.trim_start_matches(['+', '-', '~', '?']).eq_ignore_ascii_case("all")
    }
}

impl Finding {
    /// Whether everybody answered, and it is still open: something for a person to look up.
    pub fn is_open(&self) -> bool {
        self.verdict == Verdict::Unknown && self.silent.is_none()
    }
}

impl Report {
    /// The worst verdict of what mail depends on; `Unknown` where nothing could be asked.
    pub fn verdict(&self) -> Verdict {
        let decisive = self.findings.iter().filter(|finding| finding.topic != Topic::Extras);
        decisive.map(|finding| finding.verdict).max().unwrap_or(Verdict::Unknown)
    }
}
