//! Tests that a message is described by what is known about it.

use shared::{
    delivery::{
        Aligned, Author, Delivery, DeliveryAdvice, DkimFailure, DmarcCheck, DmarcOutcome, Hop, Mailbox,
        ReceiverMethod, ReceiverResults, ReturnPath, Seen, SpfCheck, SpfOutcome, TlsVersion, Transport,
        Unknown,
    },
    diagnosis::Acts,
};

use super::*;

fn mailbox() -> Mailbox {
    Mailbox { address: "ada@shop.test".into(), domain: "shop.test".into() }
}

fn delivery(seen: Seen) -> Delivery {
    Delivery {
        seen,
        author: Author::One(mailbox()),
        return_path: ReturnPath::Address(mailbox()),
        hop: Hop {
            ip: Some("192.0.2.7".parse().unwrap()),
            helo: Some("mx.host.test".into()),
            transport: Transport::Tls(Some(TlsVersion::Tls13)),
            arrived: Some(1_004),
        },
        spf: SpfCheck { domain: "shop.test".into(), outcome: SpfOutcome::Pass, aligned: Aligned::Yes },
        dkim: Vec::new(),
        dmarc: DmarcCheck { outcome: DmarcOutcome::NoRecord, applied: None },
        evidence: Vec::new(),
    }
}

#[test]
fn a_received_message_is_described_in_one_line() {
    let text = arrival(Language::En, &delivery(Seen::Received), 1_000).join(" ");
    assert_eq!(
        text,
        "The message arrived after 4 seconds. It came from mx.host.test (192.0.2.7). The connection was encrypted with \
         TLS 1.3. The message is from ada@shop.test. Bounces go to ada@shop.test."
    );
}

/// The time in a pasted message isn't ours, so it says nothing about how long it took.
#[test]
fn a_pasted_message_names_who_says_so() {
    let method = |method: &str, result: &str| ReceiverMethod {
        method: method.into(),
        result: result.into(),
        domain: None,
    };
    let methods = vec![method("spf", "pass"), method("dkim", "fail")];
    for (authserv_id, who) in [(Some("mx.test".to_owned()), "mx.test"), (None, "The receiving server")] {
        let receiver = Some(ReceiverResults { authserv_id, methods: methods.clone() });
        let sentences = arrival(Language::En, &delivery(Seen::Pasted { receiver }), 1_000);
        assert_eq!(sentences.last().unwrap(), &format!("{who} says: spf=pass and dkim=fail."));
        assert!(!sentences.iter().any(|sentence| sentence.contains("after")), "{sentences:?}");
    }
}

/// A lookup without an answer is never described as a failure.
#[test]
fn unknown_is_not_a_failure() {
    for why in [Unknown::NoAnswer, Unknown::NotInMessage] {
        let check = SpfCheck { outcome: SpfOutcome::Unknown(why), ..delivery(Seen::Received).spf };
        let unknown = DmarcCheck { outcome: DmarcOutcome::Unknown(why), applied: None };
        for text in [spf(Language::En, &check).concat(), dmarc(Language::En, &unknown)] {
            assert!(text.starts_with("We couldn't check") && !text.contains("fail"), "{text}");
        }
    }
}

#[test]
fn advice_names_what_to_change_and_who_acts() {
    let failure = DkimFailure::BodyHash;
    for (given, part, acts) in [
        (DeliveryAdvice::NoSpf { domain: "shop.test".into() }, "shop.test", Acts::Client),
        (
            DeliveryAdvice::KeyMissing { name: "s1._domainkey.shop.test".into() },
            "s1._domainkey",
            Acts::Client,
        ),
        (
            DeliveryAdvice::NotSigned { domain: "shop.test".into() },
            "DKIM signing for shop.test",
            Acts::Administrator,
        ),
        (DeliveryAdvice::SignatureFails { signer: "shop.test".into(), failure }, "support", Acts::Provider),
        (DeliveryAdvice::NoFrom { expected: "ada@shop.test".into() }, "ada@shop.test", Acts::Technician),
    ] {
        let told = advice(Language::En, &given);
        assert!(told.fix.contains(part), "{told:?}");
        assert_eq!(told.acts, acts, "{told:?}");
    }
}
