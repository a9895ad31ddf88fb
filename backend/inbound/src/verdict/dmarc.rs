//! Evaluates DMARC for a message (RFC 9989, section 5.3).

use audit::dmarc::{Applicable, DmarcRecord, applicable, share_organization};
use shared::{
    delivery::{
        Aligned, Alignment, DkimCheck, DkimOutcome, DmarcApplied, DmarcCheck, DmarcOutcome, SpfCheck,
        SpfOutcome, Unknown,
    },
    dns::Resolver,
};

/// What DMARC finds before SPF and DKIM have a result.
pub(super) enum Found {
    /// The record that applies.
    Record(DmarcApplied),
    /// It is certain that there is no record, or that none can be known.
    Settled(DmarcOutcome),
}

/// Finds the record that applies to the sender's domain.
pub(super) async fn find(resolver: &impl Resolver, author: Option<&str>) -> Found {
    let Some(author) = author else { return Found::Settled(DmarcOutcome::NoAuthor) };
    match applicable(resolver, author).await {
        Applicable::Nothing => Found::Settled(DmarcOutcome::NoRecord),
        Applicable::Unknown(_) => Found::Settled(DmarcOutcome::Unknown(Unknown::NoAnswer)),
        Applicable::Record { domain, record, policy } => {
            let (spf, dkim) = modes(&record);
            Found::Record(DmarcApplied { domain, policy, spf, dkim, text: record.text().to_owned() })
        }
    }
}

fn modes(record: &DmarcRecord) -> (Alignment, Alignment) {
    let mode = |is_strict| if is_strict { Alignment::Strict } else { Alignment::Relaxed };
    (mode(record.is_spf_strict()), mode(record.is_dkim_strict()))
}

impl Found {
    /// Returns how closely the domains of SPF and of DKIM have to match.
    pub(super) fn modes(&self) -> (Alignment, Alignment) {
        match self {
            Self::Record(applied) => (applied.spf, applied.dkim),
            Self::Settled(_) => Default::default(),
        }
    }

    /// Returns the result.
    pub(super) fn judge(self, spf: &SpfCheck, dkim: &[DkimCheck]) -> DmarcCheck {
        let applied = match self {
            Self::Record(applied) => applied,
            Self::Settled(outcome) => return DmarcCheck { outcome, applied: None },
        };
        let by_spf = match (spf.outcome, spf.aligned) {
            (_, Aligned::No) => Shown::No,
            (SpfOutcome::Pass, Aligned::Yes) => Shown::Yes,
            (SpfOutcome::Unknown(why), _) => Shown::Unknown(why),
            (SpfOutcome::Pass, Aligned::Unknown) => Shown::Unknown(Unknown::NoAnswer),
            _ => Shown::No,
        };
        let by_dkim = dkim.iter().map(|check| match (&check.outcome, check.aligned) {
            (_, Aligned::No) | (DkimOutcome::Fail(_), _) => Shown::No,
            (DkimOutcome::Pass, Aligned::Yes) => Shown::Yes,
            (DkimOutcome::Pass | DkimOutcome::Unknown, _) => Shown::Unknown(Unknown::NoAnswer),
        });
        let outcome = match by_dkim.chain([by_spf]).max().unwrap_or(Shown::No) {
            Shown::Yes => DmarcOutcome::Pass,
            Shown::Unknown(why) => DmarcOutcome::Unknown(why),
            Shown::No => DmarcOutcome::Fail,
        };
        DmarcCheck { outcome, applied: Some(applied) }
    }
}

/// Whether something shows that a message is from its sender's domain, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shown {
    No,
    Unknown(Unknown),
    Yes,
}

/// Returns whether a domain is aligned with the sender's.
pub(super) async fn aligned(
    resolver: &impl Resolver,
    domain: Option<&str>,
    author: Option<&str>,
    mode: Alignment,
) -> Aligned {
    let (Some(domain), Some(author)) = (domain.filter(|domain| !domain.is_empty()), author) else {
        return Aligned::Unknown;
    };
    let is_aligned = match mode {
        Alignment::Strict => Ok(domain.eq_ignore_ascii_case(author)),
        Alignment::Relaxed => share_organization(resolver, domain, author).await,
    };
    match is_aligned {
        Ok(true) => Aligned::Yes,
        Ok(false) => Aligned::No,
        Err(_) => Aligned::Unknown,
    }
}
