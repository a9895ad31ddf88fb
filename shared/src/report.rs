//! A DNS report: findings with one of four verdicts, and fixes as exact records. This is also the JSON of `sealpost
//! audit --json`, with its texts in words. [`Audit`] is the same report before it is put into words.

mod about;
mod change;
mod dkim;
mod dmarc;
mod domain;
mod extras;
mod judged;
mod mx;
mod pasted;
mod spf;

pub use about::{About, Advice};
pub use change::{Caution, Change, Edit, Field, Record, RecordType, Remedy, To};
pub use dkim::{
    AliasFault, DkimAdvice, DkimFinding, KeyError, KeyFault, KeyOwner, KeyProvider, KeyStep, MissingKeys,
};
pub use dmarc::{
    DmarcAdvice, DmarcFault, DmarcFinding, DmarcMistake, DmarcPolicy, Kept, OlderReading, OlderRule, Policy,
};
pub use domain::{DomainAdvice, DomainFinding};
pub use extras::{Extra, ExtrasAdvice, ExtrasFinding, StsFault, StsTrouble};
pub use judged::{Audit, DnsHome, Judged, More, Seen, Silent};
pub use mx::{MxAdvice, MxFinding};
pub use pasted::AboutPaste;
use serde::{Deserialize, Serialize};
pub use spf::{
    Away, Full, NotAuthorized, Part, Sign, SpfAdvice, SpfBreakage, SpfEffect, SpfFinding, SpfMistake,
    SpfMistakeKind, SpfQuestion, SpfReason, SpfTermCost, Stray, SyntaxError, Unsure,
};

/// A verdict. `Unknown` is one too: a lookup that failed never counts as a missing record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything is as it should be.
    Ok,
    /// The lookup failed, or DNS can't tell.
    Unknown,
    /// It works, but could be better.
    Warn,
    /// Mail will be rejected or marked as spam because of this.
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
    /// The domain itself and its nameservers.
    Domain,
    /// Extras that large senders set up (MTA-STS, TLS-RPT, DANE, BIMI). They never affect the report's verdict.
    Extras,
}

impl Topic {
    /// Returns its name, with which the ids of its findings begin.
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
    /// Stable code of the cause, for programs; empty if everything is fine.
    pub cause: String,
    /// The server that didn't answer, if this is why the verdict is unknown. `None` if every server answered, but DNS
    /// can't tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silent: Option<String>,
    /// What it means for mail, in one sentence that a shop owner understands.
    pub meaning: String,
    /// The records or answers that were found, as they are in DNS.
    pub seen: Vec<String>,
    /// The rule and its source, for the technician.
    pub why: String,
    /// How to fix it.
    pub fix: Option<Fix>,
}

/// What a fix does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FixAction {
    /// Adds a record.
    Add,
    /// Changes a record's value. The old value is in `was`.
    Replace,
    /// Removes records. Their values are in `was`.
    Remove,
    /// Looks up a value on the provider's own page, because DNS can't tell.
    Ask,
}

/// A fix: the records to enter in the DNS host's panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fix {
    /// What to do.
    pub action: FixAction,
    /// A summary in one sentence, for the person who manages the domain.
    pub summary: String,
    /// The records.
    pub records: Vec<FixRecord>,
    /// The same as part of a zone file (RFC 1035, section 5): removed records as comments, added ones as records.
    #[serde(default)]
    pub zone: String,
}

/// One record of a fix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FixRecord {
    /// Full name, without the final dot.
    pub name: String,
    /// What to enter in the panel of the DNS host that was found: `@`, a host part, or the full name.
    pub host_field: String,
    /// `TXT`, `CNAME` or `MX`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The new value; empty if the record is removed, or if only the provider knows the value.
    pub value: String,
    /// The value in the form that this panel expects: in quotes, in strings of at most 255 bytes, with a final dot,
    /// or plain.
    #[serde(default)]
    pub value_field: String,
    /// The current value; empty if there is none.
    pub was: String,
}

/// The DNS host, which was found from the current nameservers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DnsHostFound {
    /// Its id in the table of DNS hosts; empty if it isn't in the table.
    pub id: String,
    /// Its name, or the common suffix of the nameservers.
    pub name: String,
    /// Where to enter records; empty if unknown.
    pub panel_url: String,
    /// The path through its menus; empty if unknown.
    pub panel_path: String,
    /// What surprises people about its panel.
    pub notes: Vec<String>,
}

/// The cost of evaluating the domain's SPF record (RFC 7208, section 4.6.4).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpfCost {
    /// Terms that cause DNS queries. At most 10 are allowed.
    pub lookups: u32,
    /// Queries that found nothing. At most 2 are allowed.
    pub voids: u32,
    /// Length of the record, in bytes.
    pub bytes: u32,
}

/// Who is allowed to send for the domain: the terms of its SPF record, each with the records that it leads to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpfTree {
    /// The terms, in order.
    pub terms: Vec<SpfTerm>,
    /// How many terms aren't included, because there are too many to show.
    #[serde(default)]
    pub hidden: u32,
}

/// A term of an SPF record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpfTerm {
    /// The term as it is in its record. Several networks in a row are combined into one term.
    pub term: String,
    /// Whose servers it allows: a provider's name, or the domain that it leads to; empty if it has none.
    pub owner: String,
    /// The lookups of this term and all terms below it (RFC 7208, section 4.6.4).
    pub lookups: u32,
    /// The result of the term.
    pub state: SpfState,
    /// The terms of the record that it leads to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<SpfTerm>,
}

/// The result of a term of an SPF record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SpfState {
    /// It allows its servers to send.
    Passes,
    /// It doesn't allow its servers to send, or not fully, such as `-all` and `~all`.
    Refuses,
    /// It allows anyone to send.
    Open,
    /// It leads to nothing, or to an invalid record, which makes the whole record invalid.
    Broken,
    /// It leads back to a record above it, which makes the whole record invalid.
    Loop,
    /// It finds no records, so it never matches.
    Void,
    /// The result depends on the message.
    Depends,
    /// A nameserver didn't answer, or there was too much to follow.
    Unknown,
}

/// A whole report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// The domain that mail is sent from.
    pub domain: String,
    /// The sending provider; empty if none was chosen.
    pub provider: String,
    /// The DNS host of the domain.
    pub dns_host: Option<DnsHostFound>,
    /// The findings, worst first within each topic.
    pub findings: Vec<Finding>,
    /// What SPF costs now; `None` if there is no readable record.
    pub spf: Option<SpfCost>,
    /// Who is allowed to send; `None` if there is no readable record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spf_tree: Option<SpfTree>,
    /// What each of the domain's nameservers answered, if this is a re-check.
    pub servers: Vec<ServerAnswer>,
    /// How far each record has spread among the nameservers, if this is a re-check.
    #[serde(default)]
    pub spread: Vec<Spread>,
    /// How many DNS questions were asked.
    pub asked: u32,
    /// How long the report took, in milliseconds.
    pub millis: u64,
}

/// What one authoritative nameserver answered on a re-check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServerAnswer {
    /// Its name.
    pub server: String,
    /// The SPF record that it serves; empty if there is none, `None` if it didn't answer.
    pub spf: Option<String>,
    /// The DMARC record, in the same way.
    pub dmarc: Option<String>,
    /// How long caches can keep the old records, in seconds (the records' TTL).
    pub ttl: u32,
}

/// How far one record has spread among the domain's nameservers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Spread {
    /// Its full name.
    pub name: String,
    /// `SPF`, `DMARC` or `DKIM`.
    pub what: String,
    /// The value that most of them serve; empty if most serve none.
    pub value: String,
    /// How many serve exactly that value.
    pub on: u32,
    /// How many were asked.
    pub of: u32,
    /// How many didn't answer.
    pub silent: u32,
    /// How long caches can keep another value, in seconds; 0 if no other value was seen.
    pub stale: u32,
}

impl SpfTerm {
    /// Returns true if it is `all`, which decides about every other sender.
    pub fn is_ending(&self) -> bool {
        self.term.trim_start_matches(['+', '-', '~', '?']).eq_ignore_ascii_case("all")
    }
}

impl Finding {
    /// Returns true if every server answered, but DNS can't tell, so a person has to look it up.
    pub fn is_open(&self) -> bool {
        self.verdict == Verdict::Unknown && self.silent.is_none()
    }
}

impl Report {
    /// Returns the worst verdict about records that mail depends on, or `Unknown` if no lookup succeeded.
    pub fn verdict(&self) -> Verdict {
        let decisive = self.findings.iter().filter(|finding| finding.topic != Topic::Extras);
        decisive.map(|finding| finding.verdict).max().unwrap_or(Verdict::Unknown)
    }
}
