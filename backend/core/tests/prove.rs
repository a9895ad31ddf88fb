//! Proof that a configured site's own mail arrives, with made-up DNS. Time is a parameter.

use audit::zone::Zone;
use inbound::{
    driver::Arrival,
    session::{Envelope, Received, ReversePath},
};
use sealpost_core::{
    Error, Fault, NotNow,
    fixture::{self, START},
    link, prove,
    store::{Onboardings, Person, Proof},
};
use shared::{
    delivery::{Answer, DeliveryAdvice, TlsVersion},
    rules::{Address, Domain},
};
use store_sqlite::testing::{self, Kept};
use zeroize::Zeroizing;

const NOW: i64 = START + 100;

/// The site's domain allows one server, and asks receivers to reject everything else.
fn zone() -> Zone {
    Zone::new("bakery.test TXT v=spf1 ip4:192.0.2.7 -all\n_dmarc.bakery.test TXT v=DMARC1; p=reject")
}

struct World {
    kept: Kept,
    tess: Person,
    id: String,
}

impl World {
    /// Creates an onboarding whose site is configured.
    async fn configured() -> Self {
        let kept = testing::store().await;
        let (tess, _) = fixture::technician(&kept.store, "Tess").await;
        let (id, _) = fixture::configured(&kept.store, &tess, START).await;
        Self { kept, tess, id }
    }

    /// Returns a new address that waits.
    async fn begin(&self) -> Address {
        let host: Domain = "mx.agency.test".parse().unwrap();
        let proof = prove::begin(&self.kept.store, &self.tess, Some(&host), &self.id, NOW).await.unwrap();
        proof.waiting.unwrap().address
    }

    async fn arrive(&self, to: &Address, from: &str) {
        prove::arrived(&self.kept.store, &zone(), &arrival(to, from)).await.unwrap();
    }

    async fn paste(&self, source: &str) -> Result<Proof, Error> {
        prove::pasted(&self.kept.store, &zone(), &self.tess, &self.id, source, NOW).await
    }

    async fn proof(&self) -> Proof {
        prove::view(&self.kept.store, &self.id, NOW).await.unwrap()
    }

    async fn last_code(&self) -> String {
        self.kept.store.activity(Some(&self.id), None, 1).await.unwrap().remove(0).code
    }
}

fn arrival(to: &Address, from: &str) -> Arrival {
    let envelope = Envelope {
        helo: "mx.host.test".into(),
        mail_from: ReversePath::Address(from.into()),
        rcpt_to: to.clone(),
        peer: "192.0.2.7".parse().unwrap(),
        tls: Some(TlsVersion::Tls13),
    };
    let message = format!("From: Bakery <{from}>\r\nSubject: Your order\r\n\r\nIt is on its way.\r\n");
    let message = Zeroizing::new(message.into_bytes());
    Arrival { received: Received { envelope, message }, arrived: NOW + 4 }
}

/// Returns the source of a message that another server received and checked.
fn source(from: &str, ip: &str, results: &str) -> String {
    let domain = from.rsplit('@').next().unwrap();
    format!(
        "Return-Path: <{from}>\nReceived: from mx.{domain} ([{ip}]) by mx.here.test with ESMTPS; \
         Mon, 30 Nov 2026 07:00:00 +0000\n{results}From: <{from}>\n\nHi\n"
    )
}

#[tokio::test]
async fn an_expected_message_is_proof() {
    let world = World::configured().await;
    let address = world.begin().await;
    assert!(prove::expects(&world.kept.store, &address, NOW).await.unwrap());
    world.arrive(&address, "shop@bakery.test").await;
    let proof = world.proof().await;
    let judged = proof.judged.unwrap();
    assert_eq!((judged.answer, judged.at, judged.since), (Answer::Yes, NOW + 4, Some(NOW)));
    let proven = proof.proven.unwrap();
    assert_eq!((proven.at, proven.from.as_str(), proven.encrypted), (NOW + 4, "shop@bakery.test", true));
    assert_eq!((proof.waiting, world.last_code().await.as_str()), (None, "proof.given"));
    assert!(!prove::expects(&world.kept.store, &address, NOW).await.unwrap(), "one message only");
    world.arrive(&address, "eve@other.test").await;
    assert_eq!(world.proof().await.judged.unwrap().answer, Answer::Yes, "a second message is dropped");
}

#[tokio::test]
async fn a_message_from_another_address_is_wrong() {
    let world = World::configured().await;
    let first = world.begin().await;
    world.arrive(&first, "shop@bakery.test").await;
    let second = world.begin().await;
    world.arrive(&second, "info@bakery.test").await;
    let proof = world.proof().await;
    let judged = proof.judged.unwrap();
    let advice = judged.seen.unwrap().advised.unwrap().advice;
    assert!(matches!(advice[0], DeliveryAdvice::WrongFrom { .. }), "{advice:?}");
    assert_eq!((judged.answer, world.last_code().await.as_str()), (Answer::No, "proof.failed"));
    assert!(proof.proven.is_some(), "the earlier proof stays");
}

#[tokio::test]
async fn a_message_that_is_still_on_its_way_when_the_link_is_revoked_is_dropped() {
    let world = World::configured().await;
    let address = world.begin().await;
    link::revoke(&world.kept.store, &world.tess, &world.id, NOW).await.unwrap();
    assert!(!prove::expects(&world.kept.store, &address, NOW).await.unwrap());
    world.arrive(&address, "shop@bakery.test").await;
    assert_eq!(world.proof().await, Proof::default());
}

#[tokio::test]
async fn a_pasted_message_needs_its_receivers_own_results() {
    let world = World::configured().await;
    let results = |text: &str| format!("Authentication-Results: mx.here.test; {text}\n");
    for (from, ip, results, expected) in [
        ("shop@bakery.test", "192.0.2.7", results("dmarc=pass header.from=bakery.test"), Answer::Yes),
        ("shop@bakery.test", "192.0.2.7", results("spf=pass smtp.mailfrom=bakery.test"), Answer::Yes),
        ("shop@bakery.test", "192.0.2.7", results("dmarc=fail; spf=pass"), Answer::Unknown),
        ("shop@bakery.test", "192.0.2.7", results("none"), Answer::Unknown),
        ("shop@bakery.test", "192.0.2.7", String::new(), Answer::Unknown),
        ("shop@bakery.test", "192.0.2.9", results("dmarc=pass header.from=bakery.test"), Answer::No),
        ("info@bakery.test", "192.0.2.7", results("dmarc=pass header.from=bakery.test"), Answer::No),
    ] {
        let judged = world.paste(&source(from, ip, &results)).await.unwrap().judged.unwrap();
        assert_eq!((judged.answer, judged.since), (expected, None), "{from} {ip} {results:?}");
    }
}

#[tokio::test]
async fn what_can_not_be_proven_has_its_reason() {
    let world = World::configured().await;
    let store = &world.kept.store;
    assert!(matches!(
        world.paste("Hi").await,
        Err(Error::Field { field: "source", fault: Fault::NotAMessage })
    ));
    let large = "x".repeat(shared::wire::MESSAGE_SOURCE_MAX + 1);
    assert!(matches!(world.paste(&large).await, Err(Error::Field { fault: Fault::MessageTooLong, .. })));
    let without_host = prove::begin(store, &world.tess, None, &world.id, NOW).await;
    assert!(matches!(without_host, Err(Error::NotReceiving)));
    link::revoke(store, &world.tess, &world.id, NOW).await.unwrap();
    let refused = world.paste(&source("shop@bakery.test", "192.0.2.7", "")).await;
    assert!(matches!(refused, Err(Error::NotNow(NotNow::NotConfigured))));
    let missing = prove::view(store, "nothing", NOW).await;
    assert!(matches!(missing, Err(Error::NoOnboarding)));
}
