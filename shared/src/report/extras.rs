//! What was found about what large senders add: MTA-STS (RFC 8461), TLS-RPT (RFC 8460), DANE (RFC 7672), DNSSEC,
//! CAA (RFC 8659) and BIMI.

/// Something that a domain may use.
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
    /// Its name.
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
    /// A line without a colon, by its number, from 1.
    Line(usize),
    /// The version is missing, or another one.
    Version,
    /// The mode is missing or unknown.
    Mode,
    /// The age is missing, or isn't a number of seconds that's allowed.
    MaxAge,
    /// A line with a pattern that isn't a name, by its number, from 1.
    Pattern(usize),
    /// There's no pattern, and the policy isn't turned off.
    NoPattern,
}

/// What's wrong with an MTA-STS policy that a domain announces.
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

/// What was found about extras.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExtrasFinding {
    /// Whether they're used isn't known.
    Unknown,
    /// These aren't used.
    NotUsed(Vec<Extra>),
    /// There are reports about encryption.
    TlsRpt,
    /// The record for reports about encryption can't be read.
    TlsRptUnreadable,
    /// There's a logo.
    Bimi,
    /// DNS is signed.
    DnssecSigned,
    /// Mail servers publish their certificates.
    DaneRecords,
    /// Mail servers publish their certificates, but DNS isn't signed.
    DaneNotSigned,
    /// A policy is announced, and senders can't use it.
    Sts(StsTrouble),
    /// The policy's web server didn't answer.
    StsSilent(String),
    /// The policy wasn't read.
    StsNotRead,
    /// The policy is turned off; for how many seconds senders remember it.
    StsOff(u32),
    /// The policy is enforced; for how many seconds senders remember it.
    StsEnforced(u32),
    /// The policy is in test mode; for how many seconds senders remember it.
    StsTesting(u32),
    /// The policy leaves out some mail servers.
    StsLeavesOut {
        /// The servers.
        hosts: Vec<String>,
        /// For how many seconds senders remember it.
        max_age: u32,
        /// Whether it's in test mode.
        is_testing: bool,
    },
    /// No one may issue a certificate for these.
    CaaShut(Vec<String>),
}

impl ExtrasFinding {
    /// The stable code that makes its id.
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
