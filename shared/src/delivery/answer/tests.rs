//! Tests which messages count as proof.

use super::{super::tests::delivery, *};
use crate::delivery::{
    DkimCheck, DkimFailure, DmarcCheck, Origin, ReceiverMethod, ReceiverResults, Seen, Unknown,
};

fn judged(dmarc: DmarcOutcome, spf: (SpfOutcome, Aligned), dkim: Option<(DkimOutcome, Aligned)>) -> Delivery {
    let mut delivery = delivery(Vec::new());
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
        (DmarcOutcome::NoRecord, (SpfOutcome::Unknown(absent), Aligned::Unknown), broken, Answer::Unknown),
    ] {
        let delivery = judged(dmarc, spf, dkim);
        assert_eq!(Answer::of(&delivery, None), expected, "{delivery:?}");
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
        assert_eq!(Answer::of(&delivery, Some(&advised)), expected, "{advised:?}");
    }
}

/// What we know about the way of a pasted message can be wrong, but not who it is from.
#[test]
fn a_receiver_that_accepts_a_pasted_message_is_believed_more_than_a_failure() {
    let (server, provider) = ("mx.host.test".to_owned(), "Postmark".to_owned());
    let elsewhere = DeliveryAdvice::NotThroughProvider { server, provider };
    let other = DeliveryAdvice::NoFrom { expected: "ada@shop.test".into() };
    let (own, foreign) = (Some("shop.test"), Some("other.test"));
    for (outcome, advice, result, domain, expected) in [
        (DmarcOutcome::Fail, None, "pass", own, Answer::Unknown),
        (DmarcOutcome::Fail, None, "fail", own, Answer::No),
        (DmarcOutcome::Fail, None, "pass", foreign, Answer::No),
        (DmarcOutcome::Fail, None, "pass", None, Answer::No),
        (DmarcOutcome::Pass, Some(elsewhere.clone()), "pass", own, Answer::Unknown),
        (DmarcOutcome::Pass, Some(elsewhere), "fail", own, Answer::No),
        (DmarcOutcome::Pass, Some(other), "pass", own, Answer::No),
        (DmarcOutcome::Pass, None, "fail", own, Answer::Yes),
    ] {
        let mut delivery = judged(outcome, (SpfOutcome::Fail, Aligned::Yes), None);
        let domain = domain.map(str::to_owned);
        let method = ReceiverMethod { method: "dmarc".into(), result: result.into(), domain };
        let receiver = ReceiverResults { authserv_id: None, methods: vec![method] };
        delivery.seen = Seen::Pasted { receiver: Some(receiver) };
        let advised = Advised { origin: Origin::Unknown, advice: advice.into_iter().collect() };
        assert_eq!(Answer::of(&delivery, Some(&advised)), expected, "{delivery:?} {advised:?}");
    }
}
