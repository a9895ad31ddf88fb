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

/// Why a message proves nothing, although all lookups were answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// It isn't known which address the site should send from, and the sender's domain isn't the site's.
    OtherSender,
    /// It was pasted, and doesn't say when it arrived.
    NoDate,
    /// It was pasted, and arrived before the site was configured.
    BeforeSetup,
    /// It was pasted, and its receiver didn't write into it what it found.
    NoResults,
    /// It was pasted, and its receiver says that DMARC passes, but we found something wrong.
    ReceiverDisagrees,
}

impl Answer {
    /// Returns what [`Answer::found`] says. Of a pasted message, what we know about its way can be wrong, and copying
    /// can change its text. So if its receiver says that DMARC passes, only another sender than the expected one is a
    /// no.
    pub fn of(delivery: &Delivery, advised: Option<&Advised>) -> Self {
        let found = Self::found(delivery, advised);
        let is_other = |advice: &DeliveryAdvice| {
            matches!(advice, DeliveryAdvice::WrongFrom { .. } | DeliveryAdvice::NoFrom { .. })
        };
        let is_other = advised.is_some_and(|advised| advised.advice.iter().any(is_other));
        if found == Self::No && !is_other && delivery.passes_at_receiver() { Self::Unknown } else { found }
    }

    /// Returns what DMARC says. Without a record, SPF and DKIM decide the same way. Other advice than about the expected
    /// sender and provider changes nothing.
    pub fn found(delivery: &Delivery, advised: Option<&Advised>) -> Self {
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
