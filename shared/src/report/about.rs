//! What a finding is about, by topic.

use super::{
    DkimAdvice, DkimFinding, DmarcAdvice, DmarcFinding, DomainAdvice, DomainFinding, ExtrasAdvice,
    ExtrasFinding, MxAdvice, MxFinding, SpfAdvice, SpfFinding, Topic,
};

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// DMARC.
    Dmarc(DmarcFinding),
    /// SPF.
    Spf(SpfFinding),
    /// DKIM.
    Dkim(DkimFinding),
    /// Mail servers.
    Mx(MxFinding),
    /// The domain itself.
    Domain(DomainFinding),
    /// Extras.
    Extras(ExtrasFinding),
}

/// What to say about a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// About a DMARC record.
    Dmarc(DmarcAdvice),
    /// About an SPF record.
    Spf(SpfAdvice),
    /// About DKIM records.
    Dkim(DkimAdvice),
    /// About MX records.
    Mx(MxAdvice),
    /// About the domain, or about pasted records.
    Domain(DomainAdvice),
    /// About an extra.
    Extras(ExtrasAdvice),
}

impl About {
    /// Returns its topic.
    #[must_use]
    pub fn topic(&self) -> Topic {
        match self {
            Self::Dmarc(_) => Topic::Dmarc,
            Self::Spf(_) => Topic::Spf,
            Self::Dkim(_) => Topic::Dkim,
            Self::Mx(_) => Topic::Mx,
            Self::Domain(_) => Topic::Domain,
            Self::Extras(_) => Topic::Extras,
        }
    }

    /// Returns the stable code that its id contains.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Dmarc(finding) => finding.code(),
            Self::Spf(finding) => finding.code(),
            Self::Dkim(finding) => finding.code(),
            Self::Mx(finding) => finding.code(),
            Self::Domain(finding) => finding.code(),
            Self::Extras(finding) => finding.code(),
        }
    }
}

impl From<DmarcFinding> for About {
    fn from(finding: DmarcFinding) -> Self {
        Self::Dmarc(finding)
    }
}

impl From<DmarcAdvice> for Advice {
    fn from(advice: DmarcAdvice) -> Self {
        Self::Dmarc(advice)
    }
}

impl From<MxFinding> for About {
    fn from(value: MxFinding) -> Self {
        Self::Mx(value)
    }
}

impl From<DomainFinding> for About {
    fn from(value: DomainFinding) -> Self {
        Self::Domain(value)
    }
}

impl From<MxAdvice> for Advice {
    fn from(value: MxAdvice) -> Self {
        Self::Mx(value)
    }
}

impl From<DomainAdvice> for Advice {
    fn from(value: DomainAdvice) -> Self {
        Self::Domain(value)
    }
}

impl From<ExtrasFinding> for About {
    fn from(value: ExtrasFinding) -> Self {
        Self::Extras(value)
    }
}

impl From<ExtrasAdvice> for Advice {
    fn from(value: ExtrasAdvice) -> Self {
        Self::Extras(value)
    }
}

impl From<DkimFinding> for About {
    fn from(value: DkimFinding) -> Self {
        Self::Dkim(value)
    }
}

impl From<DkimAdvice> for Advice {
    fn from(value: DkimAdvice) -> Self {
        Self::Dkim(value)
    }
}

impl From<SpfFinding> for About {
    fn from(value: SpfFinding) -> Self {
        Self::Spf(value)
    }
}

impl From<SpfAdvice> for Advice {
    fn from(value: SpfAdvice) -> Self {
        Self::Spf(value)
    }
}
