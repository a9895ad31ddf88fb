//! Findings about extras that large senders set up: MTA-STS (RFC 8461), TLS-RPT (RFC 8460), DANE (RFC 7672), DNSSEC,
//! CAA (RFC 8659) and BIMI.

/// An optional feature of a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// A policy for encrypted mail.
    MtaSts,
    /// Reports about encryption.
    TlsRpt,
    /// A logo.
    Bimi,
    /// Signed DNS.
    Dnssec,
}

impl Extra {
    /// Returns its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::MtaSts => "MTA-STS",
            Self::TlsRpt => "TLS-RPT",
            Self::Bimi => "BIMI",
            Self::Dnssec => "DNSSEC",
        }
    }
}

/// Why a page isn't an MTA-STS policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StsFault {
    /// A line has no colon. The number counts from 1.
    Line(usize),
    /// The version is missing or wrong.
    Version,
    /// The mode is missing or unknown.
    Mode,
    /// The maximum age is missing, or isn't an allowed number of seconds.
    MaxAge,
    /// A line has a pattern that isn't a name. The number counts from 1.
    Pattern(usize),
    /// There's no pattern, although the policy isn't turned off.
    NoPattern,
}

/// What's wrong with a domain's MTA-STS policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StsTrouble {
    /// The record can't be read.
    Record,
    /// There's no web server for the policy.
    NoHost,
    /// The policy can't be read.
    Policy(StsFault),
    /// The policy has another content type.
    ContentType(String),
    /// The web server has no policy, and answers with this status.
    Status(u16),
    /// The web server's certificate isn't valid.
    Certificate {
        /// The web server.
        host: String,
        /// What's wrong with the certificate.
        detail: String,
    },
}

/// A finding about extras.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExtrasFinding {
    /// It isn't known whether they're used.
    Unknown,
    /// These extras aren't used.
    NotUsed(Vec<Extra>),
    /// The domain receives reports about encryption.
    TlsRpt,
    /// The record for reports about encryption can't be read.
    TlsRptUnreadable,
    /// The domain has a logo.
    Bimi,
    /// DNS is signed.
    DnssecSigned,
    /// Mail servers publish their certificates.
    DaneRecords,
    /// Mail servers publish their certificates, but DNS isn't signed.
    DaneNotSigned,
    /// The domain announces a policy, but senders can't use it.
    Sts(StsTrouble),
    /// The policy's web server didn't answer.
    StsSilent(String),
    /// The policy wasn't read.
    StsNotRead,
    /// The policy is turned off. The number is how many seconds senders cache it.
    StsOff(u32),
    /// The policy is enforced. The number is how many seconds senders cache it.
    StsEnforced(u32),
    /// The policy is in test mode. The number is how many seconds senders cache it.
    StsTesting(u32),
    /// The policy doesn't include some mail servers.
    StsLeavesOut {
        /// The servers.
        hosts: Vec<String>,
        /// How many seconds senders cache the policy.
        max_age: u32,
        /// True if the policy is in test mode.
        is_testing: bool,
    },
    /// No authority is allowed to issue a certificate for these names.
    CaaShut(Vec<String>),
}

impl ExtrasFinding {
    /// Returns the stable code that its id contains.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NotUsed(_) => "not-used",
            Self::TlsRpt => "tls-rpt.record",
            Self::TlsRptUnreadable => "tls-rpt.unreadable",
            Self::Bimi => "bimi.record",
            Self::DnssecSigned => "dnssec.signed",
            Self::DaneRecords => "dane.records",
            Self::DaneNotSigned => "dane.not-signed",
            Self::Sts(trouble) => trouble.code(),
            Self::StsSilent(_) => "mta-sts.policy-silent",
            Self::StsNotRead => "mta-sts.policy-not-read",
            Self::StsOff(_) => "mta-sts.off",
            Self::StsEnforced(_) | Self::StsTesting(_) => "mta-sts.policy",
            Self::StsLeavesOut { .. } => "mta-sts.leaves-out",
            Self::CaaShut(_) => "caa.shut",
        }
    }
}

impl StsTrouble {
    fn code(&self) -> &'static str {
        match self {
            Self::Record => "mta-sts.unreadable",
            Self::NoHost => "mta-sts.no-policy-host",
            Self::Policy(_) => "mta-sts.policy-unreadable",
            Self::ContentType(_) => "mta-sts.policy-type",
            Self::Status(_) => "mta-sts.no-policy",
            Self::Certificate { .. } => "mta-sts.certificate",
        }
    }
}

/// What to say about a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExtrasAdvice {
    /// Put `mailto:` before each address.
    AddScheme,
}
