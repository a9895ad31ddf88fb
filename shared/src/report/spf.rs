//! What was found about SPF (RFC 7208).

mod advice;
mod slips;

pub use advice::{Sign, SpfAdvice, SpfEffect, SpfQuestion, SpfReason, SpfTermCost};
pub use slips::{SpfBreakage, SpfMistake, SpfSlip, Stray, SyntaxError};

use crate::dns::Silence;

/// What was found about SPF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpfFinding {
    /// Whether there's a record isn't known.
    Unknown,
    /// A part that the record refers to isn't known.
    PartUnknown,
    /// Whether the provider may send isn't known, because a part of the record wasn't answered.
    ProviderUnknown(String),
    /// Whether the provider may send isn't known, because its own record wasn't answered.
    ProviderUnasked(String),
    /// Whether the provider may send depends on the message.
    ByMacros {
        /// The provider's name.
        provider: String,
        /// The host that decides, if the record shows it.
        host: Option<String>,
    },
    /// Whether bounces find their way isn't known.
    ReturnPathUnknown,
    /// The record lets the provider send.
    Authorized(String),
    /// The provider needs no place in the record.
    NotNeeded(String),
    /// The record doesn't let the provider send.
    NotAuthorized(Box<NotAuthorized>),
    /// The record doesn't let the provider send, and which region the account is in isn't known.
    RegionUnknown(String),
    /// The address of the hosting server isn't known.
    ServerUnknown(Away),
    /// There's no record.
    Missing(Unsure),
    /// The record is at a name that has the domain twice.
    DoubledName,
    /// There's a second text that receivers don't read.
    SecondUnread,
    /// There are several records.
    SeveralRecords {
        /// One of them that lets everyone send.
        open: Option<String>,
    },
    /// The record has mistakes that receivers stop at, with one reading.
    Mistakes(Vec<SpfMistake>),
    /// The record has mistakes that receivers read past.
    Clutter(Vec<SpfMistake>),
    /// The record has parts that can't be read.
    Unread {
        /// The parts.
        parts: Vec<String>,
        /// The term that a parser stops at.
        term: Option<String>,
        /// Mistakes beside them.
        mistakes: Vec<SpfMistake>,
    },
    /// A term leads back to the record.
    Loop,
    /// A term doesn't work.
    BrokenTerm,
    /// The record takes so many lookups, which is too many.
    TooManyLookups(u32),
    /// The record names too many hosts that don't exist.
    TooManyVoids,
    /// The record lets everyone send.
    OpenToAll {
        /// The domain whose record does so, if another one is included.
        through: Option<String>,
    },
    /// The record works, and takes so many lookups.
    Record(u32),
    /// The record has no ending.
    NoEnding,
    /// The record's ending says nothing.
    NeutralEnding,
    /// Terms are behind the end.
    AfterAll,
    /// Networks are larger than anyone's servers.
    WideRange,
    /// The record uses `ptr`.
    Ptr,
    /// The provider's return path is set up.
    ReturnPath(String),
    /// The provider's return path isn't set up.
    ReturnPathMissing(String),
    /// A domain without mail says so.
    Parked,
    /// A domain without mail doesn't say so.
    ParkedOpen,
}

/// A provider that a record doesn't let send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAuthorized {
    /// The provider's name.
    pub provider: String,
    /// How many of the addresses that were tried it lets send, if some.
    pub part: Option<Part>,
    /// The region that the account is in, if the provider has several.
    pub region: Option<String>,
    /// The domain.
    pub domain: String,
    /// What should be in the record.
    pub terms: Vec<String>,
    /// What's known if the record has no room.
    pub full: Option<Full>,
}

/// Some of the addresses that were tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// How many passed.
    pub passed: usize,
    /// How many were tried.
    pub tried: usize,
}

/// A record without room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Full {
    /// The lookups that it would take.
    pub lookups: u32,
    /// The lookups without an answer.
    pub voids: u32,
    /// Services that it names.
    pub services: Vec<String>,
}

/// Why `a` doesn't mean the hosting server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Away {
    /// The domain's address is a proxy's.
    Proxy(String),
    /// The domain has no address.
    NoAddress,
}

/// Why a first record can't be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsure {
    /// It can, or a question has to be answered.
    No,
    /// Who takes the domain's mail wasn't answered.
    Silence(Silence),
    /// What the mailboxes' provider needs isn't known.
    Mailboxes,
}

impl SpfFinding {
    /// The stable code that makes its id.
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
