//! Tests that each problem gets its own advice, and that the cause hides its consequences.

use audit::zone::Zone;
use shared::{delivery::DkimFailure, facts};

use super::*;
use crate::verdict::{
    judge,
    tests::{envelope, judged},
};

const MESSAGE: &str = "From: Ada <ada@shop.test>\r\n\r\nHi\r\n";
const DMARC: &str = "_dmarc.shop.test TXT v=DMARC1; p=reject\n";
const SPF: &str = "shop.test TXT v=spf1 ip4:192.0.2.7 -all\n";
/// Google's servers, with the address that the messages come from.
const THEIRS: &str = "_spf.google.com TXT v=spf1 ip4:192.0.2.7 ~all\n";
const OTHERS: &str = "_spf.google.com TXT v=spf1 ip4:192.0.2.99 ~all\n";

fn expected() -> Expected<'static> {
    Expected { from: "ada@shop.test".parse().unwrap(), provider: facts::provider("google-workspace") }
}

async fn advised(zone: &str, mail_from: &str, message: &str) -> Advised {
    let delivery = judged(zone, mail_from, message).await;
    advise(&delivery, &expected(), &Zone::new(zone)).await
}

#[tokio::test]
async fn each_problem_has_its_advice() {
    let (domain, return_path) = (|| "shop.test".to_owned(), || "host.test".to_owned());
    let not_signed = DeliveryAdvice::NotSigned { domain: domain() };
    let misses = DeliveryAdvice::SpfMissesServer { domain: domain(), ip: "192.0.2.7".parse().unwrap() };
    let elsewhere = "host.test TXT v=spf1 ip4:192.0.2.7 -all\n";
    for (name, zone, mail_from, expected) in [
        ("only the signature is missing", format!("{SPF}{DMARC}"), "a@shop.test", vec![not_signed.clone()]),
        (
            "SPF fails",
            format!("{DMARC}shop.test TXT v=spf1 -all"),
            "a@shop.test",
            vec![misses, not_signed.clone()],
        ),
        (
            "there is no SPF",
            DMARC.to_owned(),
            "a@shop.test",
            vec![DeliveryAdvice::NoSpf { domain: domain() }, not_signed.clone()],
        ),
        (
            "SPF is invalid",
            format!("{DMARC}shop.test TXT v=spf1 ip4:x"),
            "a@shop.test",
            vec![DeliveryAdvice::SpfInvalid { domain: domain() }, not_signed.clone()],
        ),
        (
            "SPF passes for another domain",
            format!("{DMARC}{elsewhere}"),
            "a@host.test",
            vec![
                not_signed.clone(),
                DeliveryAdvice::SpfForOther { return_path: return_path(), domain: domain() },
            ],
        ),
        (
            "the same without DMARC",
            elsewhere.to_owned(),
            "a@host.test",
            vec![
                not_signed.clone(),
                DeliveryAdvice::ReturnPathElsewhere { return_path: return_path(), domain: domain() },
            ],
        ),
        ("no answer", format!("{DMARC}shop.test TIMEOUT"), "a@shop.test", vec![not_signed.clone()]),
    ] {
        let found = advised(&format!("{THEIRS}{zone}"), mail_from, MESSAGE).await;
        assert_eq!(found, Advised { origin: Origin::Provider, advice: expected }, "{name}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_the_providers_hides_everything_else() {
    let zone = format!("{OTHERS}{DMARC}shop.test TXT v=spf1 -all");
    let found = advised(&zone, "www@web.host.test", MESSAGE).await;
    let cause = DeliveryAdvice::NotThroughProvider {
        server: "mx.host.test".into(),
        provider: expected().provider.unwrap().name.clone(),
    };
    assert_eq!(found, Advised { origin: Origin::Elsewhere, advice: vec![cause] });
    for silent in ["_spf.google.com TIMEOUT\n", ""] {
        let found = advised(&format!("{silent}{SPF}{DMARC}"), "a@shop.test", MESSAGE).await;
        assert_eq!(found.origin, Origin::Unknown, "{silent}");
    }
}

#[tokio::test]
async fn the_sender_is_compared() {
    let zone = format!("{THEIRS}{SPF}");
    let advice = |message: &'static str| {
        let zone = zone.clone();
        async move { advised(&zone, "a@shop.test", message).await.advice.into_iter().next() }
    };
    let other = advice("From: wordpress@shop.test\r\n\r\nHi\r\n").await;
    assert!(
        matches!(&other, Some(DeliveryAdvice::WrongFrom { found, .. }) if found.address == "wordpress@shop.test"),
        "{other:?}"
    );
    let none = advice("Subject: x\r\n\r\nHi\r\n").await;
    assert_eq!(none, Some(DeliveryAdvice::NoFrom { expected: "ada@shop.test".into() }));
    let same = advice("From: ADA@shop.test\r\n\r\nHi\r\n").await;
    assert_eq!(same, Some(DeliveryAdvice::NotSigned { domain: "shop.test".into() }));
}

#[tokio::test]
async fn signatures_are_explained() {
    use crate::verdict::dkim_tests::Signer;
    let own = Signer::new(1, "shop.test");
    let host = Signer::new(2, "host.test");
    let name = "s1._domainkey.shop.test".to_owned();
    let broken = own.message().replace("order", "odor");
    for (label, zone, message, expected) in [
        ("passes", own.record(), own.message(), None),
        ("no key", String::new(), own.message(), Some(DeliveryAdvice::KeyMissing { name })),
        ("no answer", "s1._domainkey.shop.test TIMEOUT\n".to_owned(), own.message(), None),
        (
            "broken",
            own.record(),
            broken,
            Some(DeliveryAdvice::SignatureFails {
                signer: "shop.test".into(),
                failure: DkimFailure::BodyHash,
            }),
        ),
        (
            "the provider's own",
            host.record(),
            host.message(),
            Some(DeliveryAdvice::SignedForOther { signer: "host.test".into(), domain: "shop.test".into() }),
        ),
        (
            "both",
            format!("{}{}", own.record(), host.record()),
            format!("{}{}", host.sign(), own.message()),
            None,
        ),
    ] {
        let zone = format!("{THEIRS}{SPF}{DMARC}{zone}");
        assert_eq!(
            advised(&zone, "a@shop.test", &message).await.advice.first(),
            expected.as_ref(),
            "{label}"
        );
    }
}

#[tokio::test]
async fn an_unencrypted_connection_is_reported() {
    let zone = Zone::new(&format!("{THEIRS}{SPF}"));
    let envelope = crate::session::Envelope { tls: None, ..envelope("a@shop.test") };
    let delivery = judge(&envelope, MESSAGE.as_bytes(), 0, &zone).await;
    let advice = advise(&delivery, &expected(), &zone).await.advice;
    assert_eq!(advice.last(), Some(&DeliveryAdvice::NotEncrypted { server: "mx.host.test".into() }));
}

/// A pasted message doesn't always say who sent it.
#[tokio::test]
async fn a_server_without_a_name_and_an_address_is_not_blamed() {
    let zone = Zone::new(&format!("{THEIRS}{SPF}"));
    let mut delivery = judged(&format!("{THEIRS}{SPF}"), "a@shop.test", MESSAGE).await;
    (delivery.hop.ip, delivery.hop.helo, delivery.hop.transport) = (None, None, Transport::Plain);
    let advice = advise(&delivery, &expected(), &zone).await.advice;
    assert_eq!(advice, [DeliveryAdvice::NotSigned { domain: "shop.test".into() }]);
}
