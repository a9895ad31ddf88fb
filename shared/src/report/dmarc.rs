//! What was found about DMARC (RFC 9989), and what to do about it.

use std::fmt;

/// What a record asks of receivers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Policy {
    /// Nothing but reports.
    None,
    /// To treat what fails as suspicious.
    Quarantine,
    /// To reject it.
    Reject,
}

impl Policy {
    /// What receivers apply while the record is in test mode: the next milder one (RFC 9989, section 4.7).
    #[must_use]
    pub fn milder(self) -> Self {
        match self {
            Self::Reject => Self::Quarantine,
            Self::Quarantine | Self::None => Self::None,
        }
    }

    /// The policy with this name, in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "none" => Some(Self::None),
            "quarantine" => Some(Self::Quarantine),
            "reject" => Some(Self::Reject),
            _ => None,
        }
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::None => "none",
            Self::Quarantine => "quarantine",
            Self::Reject => "reject",
        })
    }
}

/// How a record comes to be at a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It's the name's own.
    Own,
    /// An alias leads to it.
    Alias(String),
    /// A wildcard answers, with an alias or without.
    Wildcard(Option<String>),
}

/// What keeps receivers from reading a text as a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DmarcFault {
    /// It begins with something that no one sees.
    BlankInFront,
    /// Quotes were typed into the value.
    Quotes,
    /// Something other than `;` is behind the version.
    Separator,
    /// The version isn't `v=DMARC1`, or not first.
    Version,
}

/// A mistake in a record that receivers read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DmarcSlip {
    /// Parts that receivers skip.
    Ignored(Vec<String>),
    /// A policy under a name that no receiver reads, such as `policy=none`.
    PolicyTag(String),
    /// A policy that no receiver knows, but that looks like one: `p=rejected`.
    PolicyWord(String),
    /// A report address that isn't a URI as it is.
    ReportAddress(String),
    /// Quotes in a value, or something other than `;` between two tags.
    Punctuation,
    /// A tag that's there more than once, and can be one.
    Twice(String),
    /// A tag that's there more than once, with different values.
    AtOdds(String),
}

/// What receivers that predate RFC 9989 find for a name without a record of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OlderRule {
    /// No record.
    Nothing,
    /// A record with another policy.
    Policy {
        /// Where the record is.
        name: String,
        /// What it asks for subdomains.
        policy: Policy,
    },
}

/// How receivers that predate RFC 9989 read a record differently.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OlderReading {
    /// The organizational domain, if it's another one by the public suffix list.
    pub organization: Option<String>,
    /// The share of failing mail that they apply the policy to, in percent, if it isn't all of it.
    pub share: Option<u8>,
    /// Whether they apply the policy in full although it's in test mode.
    pub in_full: bool,
}

/// What a record does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DmarcPolicy {
    /// The policy that receivers apply.
    pub effective: Policy,
    /// The policy as it's written.
    pub policy: Policy,
    /// The organizational domain (RFC 9989, section 4.10.2).
    pub organization: String,
    /// What applies to subdomains without a record of their own.
    pub sub: Policy,
    /// What applies to names that don't exist.
    pub absent: Policy,
    /// How older receivers read it differently.
    pub older: OlderReading,
    /// Whether it has tags that RFC 9989 dropped.
    pub has_old_tags: bool,
}

/// What was found about DMARC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DmarcFinding {
    /// Whether there's a record isn't known.
    Unknown,
    /// Which policy applies isn't known.
    UnknownAbove,
    /// Whether a reader elsewhere has agreed isn't known.
    ReportsUnknown,
    /// The domain uses the policy of one above it.
    Inherited {
        /// The domain above.
        above: String,
        /// Whether the name exists.
        exists: bool,
        /// What applies to names that exist.
        policy: Policy,
        /// What applies to names that don't.
        absent: Policy,
    },
    /// There's no record.
    Missing,
    /// There are several.
    SeveralRecords,
    /// There's a text that's meant to be a record.
    Unreadable(DmarcFault),
    /// The record has a mistake that receivers read past.
    Slip {
        /// The mistake.
        slip: DmarcSlip,
        /// The policy that's in effect, if there is one.
        in_force: Option<Policy>,
        /// Where the record is kept.
        kept: Kept,
    },
    /// The record has no policy.
    NoPolicy(Kept),
    /// The record has no readers.
    NoReports(Kept),
    /// A wildcard answers with another domain's record.
    Wildcard {
        /// That domain.
        hop: String,
        /// Where the record is kept.
        kept: Kept,
    },
    /// The record is too strict for the provider's return path.
    StrictSpf,
    /// The policy is in test mode.
    Testing(Policy),
    /// What the record does.
    Record(DmarcPolicy),
    /// Older receivers find another policy.
    OlderReceivers {
        /// Where the policy is.
        above: String,
        /// The policy.
        policy: Policy,
        /// Where older receivers look.
        asked: String,
        /// What they find.
        found: OlderRule,
    },
    /// The record is at a wrong name.
    WrongName {
        /// The right name.
        name: String,
        /// Whether the domain was added to it twice.
        is_doubled: bool,
    },
    /// A strict policy rests on SPF alone.
    RestsOnSpf,
    /// None of the provider's mail passes a strict policy.
    NothingAligns {
        /// The policy.
        policy: Policy,
        /// The provider's name, if one was chosen.
        provider: Option<String>,
    },
    /// Reports go to domains that don't exist.
    ReportsLost(Vec<String>),
    /// Readers elsewhere haven't agreed.
    ReportsRefused {
        /// Their domains.
        hosts: Vec<String>,
        /// The names at which they would agree.
        permits: Vec<String>,
    },
    /// A domain without mail doesn't reject forged mail.
    ParkedOpen,
}

impl DmarcFinding {
    /// The stable code that makes its id.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown | Self::UnknownAbove => "unknown",
            Self::ReportsUnknown => "reports-unknown",
            Self::Inherited { .. } => "inherited",
            Self::Missing => "missing",
            Self::SeveralRecords => "several-records",
            Self::Unreadable(_) => "unreadable",
            Self::Slip { slip, .. } => slip.code(),
            Self::NoPolicy(_) => "no-policy",
            Self::NoReports(_) => "no-reports",
            Self::Wildcard { .. } => "wildcard",
            Self::StrictSpf => "strict-spf",
            Self::Testing(_) => "testing",
            Self::Record(_) => "record",
            Self::OlderReceivers { .. } => "older-receivers",
            Self::WrongName { is_doubled: true, .. } => "doubled-name",
            Self::WrongName { is_doubled: false, .. } => "wrong-name",
            Self::RestsOnSpf => "rests-on-spf",
            Self::NothingAligns { .. } => "nothing-aligns",
            Self::ReportsLost(_) => "reports-lost",
            Self::ReportsRefused { .. } => "reports-refused",
            Self::ParkedOpen => "parked-open",
        }
    }
}

impl DmarcSlip {
    fn code(&self) -> &'static str {
        match self {
            Self::Ignored(_) => "ignored-part",
            Self::PolicyTag(_) | Self::PolicyWord(_) => "no-policy",
            Self::ReportAddress(_) => "report-address",
            Self::Punctuation => "punctuation",
            Self::Twice(_) => "tag-twice",
            Self::AtOdds(_) => "tag-at-odds",
        }
    }
}

/// What to say about a change of a DMARC record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DmarcAdvice {
    /// Add a first record.
    Add,
    /// Add a first record in place of an alias that leads to nothing.
    AddInPlaceOfAlias,
    /// Delete records that say the same.
    DeleteCopies,
    /// Decide which of several records counts.
    KeepOne,
    /// Copy the record again.
    CopyAgain,
    /// Replace it with one that receivers can read; the policy that's then in effect.
    Rewrite(Policy),
    /// Delete an alias, and add an own record.
    ReplaceAlias,
    /// Add an own record, next to a wildcard.
    AddOwn,
    /// Put `mailto:` before each address.
    AddScheme,
    /// Add a reader.
    AddReader,
    /// Put the policy right.
    PutPolicyRight,
    /// Say the same without the mistake.
    SaySame,
    /// Decide which of two tags counts.
    ChooseTag(String),
    /// Change it after SPF and DKIM.
    AfterOthers,
    /// Move it to the right name; the policy that it can have later, if it begins with a milder one.
    Move(Option<Policy>),
    /// Repeat the policy where every receiver looks.
    RepeatHere,
    /// Send the reports to another address.
    ReplaceReaders,
    /// Ask other domains' owners to agree.
    AskOwners(Vec<String>),
    /// Reject everything.
    RejectAll,
}
