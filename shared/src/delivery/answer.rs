//! Whether a message is shown to be from its sender.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::{Advised, Aligned, Delivery, DeliveryAdvice, DkimOutcome, DmarcOutcome, SpfOutcome};

/// Whether a message is shown to be from its sender, and is the expected one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It isn't.
    No,
    /// A lookup got no answer, or the message doesn't say enough.
    Unknown,
    /// It is.
    Yes,
}

impl Answer {
    /// Returns what DMARC says. Without a record, SPF and DKIM decide the same way. Other advice than about the expected
    /// sender and provider changes nothing.
    pub fn of(delivery: &Delivery, advised: Option<&Advised>) -> Self {
        let is_other = |advice: &DeliveryAdvice| {
            matches!(
                advice,
                DeliveryAdvice::WrongFrom { .. }
                    | DeliveryAdvice::NoFrom { .. }
                    | DeliveryAdvice::NotThroughProvider { .. }
            )
        };
        if advised.is_some_and(|advised| advised.advice.iter().any(is_other)) {
            return Self::No;
        }
        match delivery.dmarc.outcome {
            DmarcOutcome::Pass => Self::Yes,
            DmarcOutcome::Fail | DmarcOutcome::NoAuthor => Self::No,
            DmarcOutcome::Unknown(_) => Self::Unknown,
            DmarcOutcome::NoRecord => without_record(delivery),
        }
    }
}

fn without_record(delivery: &Delivery) -> Answer {
    let by_spf = match delivery.spf.outcome {
        SpfOutcome::Pass => aligned(delivery.spf.aligned),
        SpfOutcome::Unknown(_) if delivery.spf.aligned != Aligned::No => Answer::Unknown,
        _ => Answer::No,
    };
    let by_dkim = delivery.dkim.iter().map(|check| match check.outcome {
        DkimOutcome::Pass => aligned(check.aligned),
        DkimOutcome::Unknown if check.aligned != Aligned::No => Answer::Unknown,
        DkimOutcome::Unknown | DkimOutcome::Fail(_) => Answer::No,
    });
    by_dkim.fold(by_spf, Answer::max)
}

fn aligned(aligned: Aligned) -> Answer {
    match aligned {
        Aligned::Yes => Answer::Yes,
        Aligned::No => Answer::No,
        Aligned::Unknown => Answer::Unknown,
    }
}
