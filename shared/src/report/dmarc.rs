//! Findings about DMARC (RFC 9989), and how to fix them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a record asks receivers to do with mail that fails DMARC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Only send reports.
    None,
    /// Treat it as suspicious.
    Quarantine,
    /// Reject it.
    Reject,
}

impl Policy {
    /// Returns the policy that receivers apply while the record is in test mode: the next milder one (RFC 9989,
    /// section 4.7).
    #[must_use]
    pub fn milder(self) -> Self {
        match self {
            Self::Reject => Self::Quarantine,
            Self::Quarantine | Self::None => Self::None,
        }
    }

    /// Returns the policy with this name, in any case.
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

/// How a name gets its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// The record is at the name itself.
    Own,
    /// A CNAME leads to the record.
    Alias(String),
    /// A wildcard record answers, or a wildcard CNAME.
    Wildcard(Option<String>),
}

/// Why receivers can't read a text as a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DmarcFault {
    /// It begins with invisible characters.
    BlankInFront,
    /// Quotes were typed into the value.
    Quotes,
    /// Something other than `;` follows the version.
    Separator,
    /// The version isn't `v=DMARC1`, or isn't first.
    Version,
}

/// A mistake in a record that receivers can still read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DmarcMistake {
    /// Parts that receivers ignore.
    Ignored(Vec<String>),
    /// A policy in a tag that receivers don't know, such as `policy=none`.
    PolicyTag(String),
    /// A policy that receivers don't know, but that is similar to one, such as `p=rejected`.
    PolicyWord(String),
    /// A report address that isn't a valid URI.
    ReportAddress(String),
    /// Quotes in a value, or something other than `;` between two tags.
    Punctuation,
    /// A tag that appears more than once, where one is enough.
    Twice(String),
    /// A tag that appears more than once, with different values.
    AtOdds(String),
}

/// What receivers older than RFC 9989 find for a name without its own record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OlderRule {
    /// No record.
    Nothing,
    /// A record with another policy.
    Policy {
        /// The name of the record.
        name: String,
        /// Its policy for subdomains.
        policy: Policy,
    },
}

/// How receivers older than RFC 9989 read a record differently.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OlderReading {
    /// The organizational domain according to the public suffix list, if it is different.
    pub organization: Option<String>,
    /// The percentage of failing mail that they apply the policy to, if it's less than 100.
    pub share: Option<u8>,
    /// True if they apply the full policy, although the record is in test mode.
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
    /// The policy for subdomains without their own record.
    pub sub: Policy,
    /// The policy for names that don't exist.
    pub absent: Policy,
    /// How older receivers read it differently.
    pub older: OlderReading,
    /// True if it has tags that RFC 9989 removed.
    pub has_old_tags: bool,
}

/// A finding about DMARC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DmarcFinding {
    /// It isn't known whether there's a record.
    Unknown,
    /// It isn't known which policy applies.
    UnknownAbove,
    /// It isn't known whether another domain has agreed to receive reports.
    ReportsUnknown,
    /// The domain uses the policy of a domain above it.
    Inherited {
        /// The domain above.
        above: String,
        /// True if the name exists.
        exists: bool,
        /// The policy for names that exist.
        policy: Policy,
        /// The policy for names that don't exist.
        absent: Policy,
    },
    /// There's no record.
    Missing,
    /// There are several records.
    SeveralRecords,
    /// A text is meant to be a record, but receivers can't read it.
    Unreadable(DmarcFault),
    /// The record has a mistake, but receivers can still read it.
    Mistake {
        /// The mistake.
        mistake: DmarcMistake,
        /// The policy in effect, if there is one.
        in_force: Option<Policy>,
        /// How the name gets the record.
        kept: Kept,
    },
    /// The record has no policy.
    NoPolicy(Kept),
    /// The record has no address for reports.
    NoReports(Kept),
    /// A wildcard answers with another domain's record.
    Wildcard {
        /// The other domain.
        hop: String,
        /// How the name gets the record.
        kept: Kept,
    },
    /// The record requires strict SPF alignment, which the provider's return path doesn't have.
    StrictSpf,
    /// The policy is in test mode.
    Testing(Policy),
    /// What a record without faults does.
    Record(DmarcPolicy),
    /// Older receivers find a different policy.
    OlderReceivers {
        /// The name of the record with the policy.
        above: String,
        /// The policy.
        policy: Policy,
        /// Where older receivers look.
        asked: String,
        /// What they find there.
        found: OlderRule,
    },
    /// The record is at the wrong name.
    WrongName {
        /// The right name.
        name: String,
        /// True if the panel appended the domain a second time.
        is_doubled: bool,
    },
    /// A strict policy depends on SPF alone.
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
    /// Other domains haven't agreed to receive the reports.
    ReportsRefused {
        /// Their domains.
        hosts: Vec<String>,
        /// The names of the records with which they would agree.
        permits: Vec<String>,
    },
    /// A domain that sends no mail doesn't reject forged mail.
    ParkedOpen,
}

impl DmarcFinding {
    /// Returns the stable code that its id contains.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown | Self::UnknownAbove => "unknown",
            Self::ReportsUnknown => "reports-unknown",
            Self::Inherited { .. } => "inherited",
            Self::Missing => "missing",
            Self::SeveralRecords => "several-records",
            Self::Unreadable(_) => "unreadable",
            Self::Mistake { mistake, .. } => mistake.code(),
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

impl DmarcMistake {
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

/// What to say about a change to a DMARC record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DmarcAdvice {
    /// Add a first record.
    Add,
    /// Add a first record, and remove a CNAME that leads to nothing.
    AddInPlaceOfAlias,
    /// Delete records with the same content.
    DeleteCopies,
    /// Decide which of several records counts.
    KeepOne,
    /// Copy the record again.
    CopyAgain,
    /// Replace it with a record that receivers can read. This policy then takes effect.
    Rewrite(Policy),
    /// Delete a CNAME, and add a record at the name itself.
    ReplaceAlias,
    /// Add a record at the name itself, in addition to a wildcard.
    AddOwn,
    /// Put `mailto:` before each address.
    AddScheme,
    /// Add an address for reports.
    AddReader,
    /// Correct the policy.
    PutPolicyRight,
    /// Write the same record without the mistake.
    SaySame,
    /// Decide which of two tags counts.
    ChooseTag(String),
    /// Change it after SPF and DKIM are fixed.
    AfterOthers,
    /// Move it to the right name, and give it a stricter policy later, if one is given here.
    Move(Option<Policy>),
    /// Repeat the policy at a name where every receiver looks.
    RepeatHere,
    /// Send the reports to another address.
    ReplaceReaders,
    /// Ask the owners of other domains to agree to receive reports.
    AskOwners(Vec<String>),
    /// Reject all mail from this domain.
    RejectAll,
}
