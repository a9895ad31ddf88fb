//! Tests what pages and programs read.

use super::*;
use crate::{diagnosis::Acts, report::Verdict};

pub(super) fn delivery(dkim: Vec<DkimCheck>) -> Delivery {
    let mailbox = Mailbox { address: "ada@shop.test".into(), domain: "shop.test".into() };
    Delivery {
        seen: Seen::Received,
        author: Author::One(mailbox.clone()),
        return_path: ReturnPath::Address(mailbox),
        hop: Hop {
            ip: Some("192.0.2.7".parse().unwrap()),
            helo: Some("mx.host.test".into()),
            transport: Transport::Tls(Some(TlsVersion::Tls13)),
            arrived: Some(1_000),
        },
        spf: SpfCheck {
            domain: "shop.test".into(),
            outcome: SpfOutcome::Unknown(Unknown::NoAnswer),
            aligned: Aligned::Yes,
        },
        dkim,
        dmarc: DmarcCheck { outcome: DmarcOutcome::NoRecord, applied: None },
        evidence: Vec::new(),
    }
}

fn signed(outcome: DkimOutcome, aligned: Aligned) -> DkimCheck {
    DkimCheck {
        domain: Some("shop.test".into()),
        selector: Some("s1".into()),
        algorithm: Some(DkimAlgorithm::RsaSha256),
        outcome,
        aligned,
    }
}

#[test]
fn a_delivery_survives_being_stored() {
    let failure = DkimFailure::NoKey { name: "s1._domainkey.shop.test".into() };
    let written = delivery(vec![signed(DkimOutcome::Fail(failure), Aligned::Yes)]);
    let json = serde_json::to_string(&written).unwrap();
    assert_eq!(serde_json::from_str::<Delivery>(&json).unwrap(), written);
    assert!(json.contains(r#""outcome":{"unknown":"no-answer"}"#), "{json}");
    assert!(json.contains(r#""transport":{"tls":"1.3"}"#), "{json}");
}

#[test]
fn only_a_valid_and_aligned_signature_counts() {
    for (outcome, aligned, counts) in [
        (DkimOutcome::Pass, Aligned::Yes, true),
        (DkimOutcome::Pass, Aligned::No, false),
        (DkimOutcome::Pass, Aligned::Unknown, false),
        (DkimOutcome::Unknown, Aligned::Yes, false),
        (DkimOutcome::Fail(DkimFailure::BodyHash), Aligned::Yes, false),
    ] {
        let delivery = delivery(vec![signed(outcome.clone(), aligned)]);
        assert_eq!(delivery.has_aligned_signature(), counts, "{outcome:?} {aligned:?}");
    }
}

#[test]
fn the_time_it_took_is_never_negative() {
    let hop = delivery(Vec::new()).hop;
    for (since, seconds) in [(996, 4), (1_000, 0), (1_003, 0), (i64::MIN, i64::MAX.unsigned_abs())] {
        assert_eq!(hop.seconds_after(since), Some(seconds));
    }
    assert_eq!(Hop { arrived: None, ..hop }.seconds_after(0), None);
}

#[test]
fn a_receivers_results_are_read_by_name() {
    for (name, outcome) in [
        ("pass", Some(SpfOutcome::Pass)),
        ("softfail", Some(SpfOutcome::SoftFail)),
        ("temperror", Some(SpfOutcome::Unknown(Unknown::NoAnswer))),
        ("PASS", None),
        ("policy", None),
    ] {
        assert_eq!(SpfOutcome::parse(name), outcome, "{name}");
    }
}

#[test]
fn what_loses_mail_is_a_failure() {
    let missing = DeliveryAdvice::KeyMissing { name: "s1._domainkey.shop.test".into() };
    assert_eq!((missing.acts(), missing.verdict()), (Acts::Client, Verdict::Fail));
    let plain = DeliveryAdvice::NotEncrypted { server: "192.0.2.7".into() };
    assert_eq!((plain.acts(), plain.verdict()), (Acts::Provider, Verdict::Warn));
}
