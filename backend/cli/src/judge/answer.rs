//! The exit code for a judged message.

use std::process::ExitCode;

use shared::delivery::{Advised, Aligned, Delivery, DeliveryAdvice, DkimOutcome, DmarcOutcome, SpfOutcome};

use crate::not_well;

/// Whether a message is shown to be from its sender, and is the expected one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Answer {
    /// It isn't.
    No,
    /// A lookup got no answer, or the message doesn't say enough.
    Unknown,
    /// It is.
    Yes,
}

impl Answer {
    pub(super) fn exit_code(self) -> ExitCode {
        match self {
            Self::Yes => ExitCode::SUCCESS,
            Self::No => not_well(),
            Self::Unknown => ExitCode::from(2),
        }
    }
}

/// Returns what DMARC says. Without a record, SPF and DKIM decide the same way. Other advice than about the expected
/// sender and provider changes nothing.
pub(super) fn answer(delivery: &Delivery, advised: Option<&Advised>) -> Answer {
    let is_other = |advice: &DeliveryAdvice| {
        matches!(
            advice,
            DeliveryAdvice::WrongFrom { .. }
                | DeliveryAdvice::NoFrom { .. }
                | DeliveryAdvice::NotThroughProvider { .. }
        )
    };
    if advised.is_some_and(|advised| advised.advice.iter().any(is_other)) {
        return Answer::No;
    }
    match delivery.dmarc.outcome {
        DmarcOutcome::Pass => Answer::Yes,
        DmarcOutcome::Fail | DmarcOutcome::NoAuthor => Answer::No,
        DmarcOutcome::Unknown(_) => Answer::Unknown,
        DmarcOutcome::NoRecord => without_record(delivery),
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

#[cfg(test)]
mod tests {
    use shared::delivery::{DkimCheck, DkimFailure, DmarcCheck, Origin, Unknown};

    use super::*;
    use crate::judge::page::tests::delivery;

    fn judged(
        dmarc: DmarcOutcome,
        spf: (SpfOutcome, Aligned),
        dkim: Option<(DkimOutcome, Aligned)>,
    ) -> Delivery {
        let mut delivery = delivery();
        delivery.dmarc = DmarcCheck { outcome: dmarc, applied: None };
        (delivery.spf.outcome, delivery.spf.aligned) = spf;
        delivery.dkim = dkim
            .into_iter()
            .map(|(outcome, aligned)| DkimCheck {
                domain: None,
                selector: None,
                algorithm: None,
                outcome,
                aligned,
            })
            .collect();
        delivery
    }

    #[test]
    fn dmarc_decides_and_without_a_record_spf_and_dkim_do() {
        let (silent, absent) = (Unknown::NoAnswer, Unknown::NotInMessage);
        let passes = (SpfOutcome::Pass, Aligned::Yes);
        let fails = (SpfOutcome::Fail, Aligned::Yes);
        let signed = |aligned| Some((DkimOutcome::Pass, aligned));
        let broken = Some((DkimOutcome::Fail(DkimFailure::BodyHash), Aligned::Yes));
        for (dmarc, spf, dkim, expected) in [
            (DmarcOutcome::Pass, fails, None, Answer::Yes),
            (DmarcOutcome::Fail, passes, None, Answer::No),
            (DmarcOutcome::NoAuthor, passes, None, Answer::No),
            (DmarcOutcome::Unknown(silent), passes, None, Answer::Unknown),
            (DmarcOutcome::NoRecord, passes, None, Answer::Yes),
            (DmarcOutcome::NoRecord, (SpfOutcome::Pass, Aligned::No), broken.clone(), Answer::No),
            (DmarcOutcome::NoRecord, (SpfOutcome::Pass, Aligned::Unknown), None, Answer::Unknown),
            (DmarcOutcome::NoRecord, fails, signed(Aligned::Yes), Answer::Yes),
            (DmarcOutcome::NoRecord, fails, signed(Aligned::No), Answer::No),
            (DmarcOutcome::NoRecord, fails, Some((DkimOutcome::Unknown, Aligned::Yes)), Answer::Unknown),
            (DmarcOutcome::NoRecord, fails, Some((DkimOutcome::Unknown, Aligned::No)), Answer::No),
            (
                DmarcOutcome::NoRecord,
                (SpfOutcome::Unknown(absent), Aligned::Unknown),
                broken,
                Answer::Unknown,
            ),
        ] {
            let delivery = judged(dmarc, spf, dkim);
            assert_eq!(answer(&delivery, None), expected, "{delivery:?}");
        }
    }

    #[test]
    fn another_sender_or_server_than_expected_is_wrong() {
        let delivery = judged(DmarcOutcome::Pass, (SpfOutcome::Pass, Aligned::Yes), None);
        let (server, provider) = ("mx.host.test".to_owned(), "Postmark".to_owned());
        for (advice, expected) in [
            (DeliveryAdvice::NoFrom { expected: "ada@shop.test".into() }, Answer::No),
            (DeliveryAdvice::NotThroughProvider { server: server.clone(), provider }, Answer::No),
            (DeliveryAdvice::NotEncrypted { server }, Answer::Yes),
        ] {
            let advised = Advised { origin: Origin::Unknown, advice: vec![advice] };
            assert_eq!(answer(&delivery, Some(&advised)), expected, "{advised:?}");
        }
    }
}
