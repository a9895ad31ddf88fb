//! Findings about SPF (RFC 7208).

mod advice;
mod mistakes;

pub use advice::{Sign, SpfAdvice, SpfEffect, SpfQuestion, SpfReason, SpfTermCost};
pub use mistakes::{SpfBreakage, SpfMistake, SpfMistakeKind, Stray, SyntaxError};

use crate::dns::Silence;

/// A finding about SPF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpfFinding {
    /// It isn't known whether there's a record.
    Unknown,
    /// Part of what the record refers to isn't known.
    PartUnknown,
    /// It isn't known whether the provider is allowed to send, because a lookup of part of the record failed.
    ProviderUnknown(String),
    /// It isn't known whether the provider is allowed to send, because the lookup of its own record failed.
    ProviderUnasked(String),
    /// Whether the provider is allowed to send depends on the message.
    ByMacros {
        /// The provider's name.
        provider: String,
        /// The host that decides, if the record shows it.
        host: Option<String>,
    },
    /// It isn't known whether bounces reach the provider.
    ReturnPathUnknown,
    /// The record allows the provider to send.
    Authorized(String),
    /// The provider doesn't need to be in the record.
    NotNeeded(String),
    /// The record doesn't allow the provider to send.
    NotAuthorized(Box<NotAuthorized>),
    /// The record doesn't allow the provider to send, and the account's region isn't known.
    RegionUnknown(String),
    /// The web server's address isn't known.
    ServerUnknown(Away),
    /// There's no record.
    Missing(Unsure),
    /// The record is at a name that contains the domain twice.
    DoubledName,
    /// There's a second text, which receivers don't read.
    SecondUnread,
    /// There are several records.
    SeveralRecords {
        /// One of the records that allows everyone to send, if there is one.
        open: Option<String>,
    },
    /// The record has mistakes that stop receivers, but its meaning is clear.
    Mistakes(Vec<SpfMistake>),
    /// The record has mistakes, but receivers can still read it.
    Clutter(Vec<SpfMistake>),
    /// The record has parts whose meaning isn't clear.
    Unread {
        /// The parts.
        parts: Vec<String>,
        /// The term at which receivers stop.
        term: Option<String>,
        /// Other mistakes in the record.
        mistakes: Vec<SpfMistake>,
    },
    /// A term leads back to the record.
    Loop,
    /// A term doesn't work.
    BrokenTerm,
    /// The record takes this many lookups, which is too many.
    TooManyLookups(u32),
    /// The record names too many hosts that don't exist.
    TooManyVoids,
    /// The record allows everyone to send.
    OpenToAll {
        /// The included domain whose record allows this, if it isn't the domain's own.
        through: Option<String>,
    },
    /// The record works, and takes this many lookups.
    Record(u32),
    /// The record has no `all` at its end.
    NoEnding,
    /// The record's ending neither allows nor rejects other senders.
    NeutralEnding,
    /// There are terms after `all`.
    AfterAll,
    /// The record allows networks that are larger than any sender's.
    WideRange,
    /// The record uses `ptr`.
    Ptr,
    /// The provider's return path is set up.
    ReturnPath(String),
    /// The provider's return path isn't set up.
    ReturnPathMissing(String),
    /// A domain that sends no mail says so.
    Parked,
    /// A domain that sends no mail doesn't say so.
    ParkedOpen,
}

/// A provider that a record doesn't allow to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAuthorized {
    /// The provider's name.
    pub provider: String,
    /// How many of the tried addresses are allowed, if some are.
    pub part: Option<Part>,
    /// The account's region, if the provider has several.
    pub region: Option<String>,
    /// The domain.
    pub domain: String,
    /// What should be in the record.
    pub terms: Vec<String>,
    /// The limits that the record would exceed, if it's full.
    pub full: Option<Full>,
}

/// The part of the tried addresses that passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// How many passed.
    pub passed: usize,
    /// How many were tried.
    pub tried: usize,
}

/// A record without room for another term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Full {
    /// The lookups that it would need.
    pub lookups: u32,
    /// The lookups that find nothing.
    pub voids: u32,
    /// The services in the record.
    pub services: Vec<String>,
}

/// Why the `a` term doesn't match the web server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Away {
    /// The domain's address belongs to a proxy.
    Proxy(String),
    /// The domain has no address.
    NoAddress,
}

/// Why we can't write a first record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsure {
    /// We can, or a question has to be answered first.
    No,
    /// The lookup of the domain's MX records failed.
    Silence(Silence),
    /// It isn't known what the mailboxes' provider needs.
    Mailboxes,
}

impl SpfFinding {
    /// Returns the stable code that its id contains.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::PartUnknown => "part-unknown",
            Self::ProviderUnknown(_) | Self::ProviderUnasked(_) | Self::ByMacros { .. } => "provider-unknown",
            Self::ReturnPathUnknown => "return-path-unknown",
            Self::Authorized(_) | Self::NotNeeded(_) => "provider",
            Self::NotAuthorized(finding) if finding.full.is_some() => "provider-does-not-fit",
            Self::NotAuthorized(_) | Self::RegionUnknown(_) => "provider-not-authorised",
            Self::ServerUnknown(_) => "server-unknown",
            Self::Missing(_) => "missing",
            Self::DoubledName => "doubled-name",
            Self::SecondUnread => "second-unread",
            Self::SeveralRecords { .. } => "several-records",
            Self::Mistakes(_) | Self::Unread { .. } => "unreadable",
            Self::Clutter(_) => "clutter",
            Self::Loop | Self::BrokenTerm => "broken-term",
            Self::TooManyLookups(_) => "too-many-lookups",
            Self::TooManyVoids => "too-many-voids",
            Self::OpenToAll { .. } => "open-to-all",
            Self::Record(_) => "record",
            Self::NoEnding => "no-ending",
            Self::NeutralEnding => "neutral-ending",
            Self::AfterAll => "after-all",
            Self::WideRange => "wide-range",
            Self::Ptr => "ptr",
            Self::ReturnPath(_) => "return-path",
            Self::ReturnPathMissing(_) => "return-path-missing",
            Self::Parked => "parked",
            Self::ParkedOpen => "parked-open",
        }
    }
}
