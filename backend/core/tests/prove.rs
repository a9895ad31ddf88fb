//! Proof that a configured site's own mail arrives, with made-up DNS. Time is a parameter.

use std::sync::atomic::{AtomicBool, Ordering};

use audit::zone::Zone;
use inbound::{
    driver::Arrival,
    session::{Envelope, Received, ReversePath},
};
use sealpost_core::{
    Error, Fault, NotNow, configure,
    fixture::{self, START},
    link, open, prove, status, step,
    store::{Onboardings, Person, Proof, Proofs},
    submit,
};
use shared::{
    delivery::{Answer, DeliveryAdvice, Doubt, TlsVersion},
    dns::{self, Kind, Resolver},
    link::Link,
    recipients::RecipientSet,
    rules::{Address, Domain},
    wire::{CreateRequest, Progress, ReissueRequest},
};
use store_sqlite::testing::{self, Kept};
use zeroize::Zeroizing;

const NOW: i64 = START + 100;

/// When a pasted message arrived: one minute after the site was configured.
const DATE: &str = "Sun, 22 Nov 2026 00:01:00 +0000";

/// The site's domain allows one server, and asks receivers to reject everything else.
fn zone() -> Zone {
    Zone::new("bakery.test TXT v=spf1 ip4:192.0.2.7 -all\n_dmarc.bakery.test TXT v=DMARC1; p=reject")
}

struct World {
    kept: Kept,
    tess: Person,
    id: String,
    link: Link,
}

impl World {
    /// Creates an onboarding whose site is configured.
    async fn configured() -> Self {
        let kept = testing::store().await;
        let (tess, _) = fixture::technician(&kept.store, "Tess").await;
        let (id, link) = fixture::configured(&kept.store, &tess, START).await;
        Self { kept, tess, id, link }
    }

    /// Creates an onboarding whose site is configured, without an address that it should send from.
    async fn without_address() -> Self {
        let kept = testing::store().await;
        let (tess, _) = fixture::technician(&kept.store, "Tess").await;
        let (link, set) = fixture::link(&kept.store).await;
        let request = CreateRequest { address: None, ..fixture::create_request(&link, &set) };
        let row = link::create(&kept.store, &tess, &request, fixture::KEEP, START).await.unwrap();
        let world = Self { kept, tess, id: row.id, link };
        world.configure(&world.link, &set, START).await;
        world
    }

    /// Submits settings through a link, and configures the site.
    async fn configure(&self, link: &Link, set: &RecipientSet, at: i64) {
        let store = &self.kept.store;
        let sealed = fixture::submission(link, set, "hunter2");
        submit::submit(store, &link.locator(), &link.token(), &sealed, at).await.unwrap();
        open::collected(store, &self.tess, &self.id, at).await.unwrap();
        configure::configured(store, &self.tess, &self.id, at).await.unwrap();
    }

    /// Replaces the link, and configures the site again.
    async fn replace(&self) {
        let (link, set) = fixture::link(&self.kept.store).await;
        let request = ReissueRequest { link: fixture::new_link(&link, &set), days: 14 };
        link::reissue(&self.kept.store, &self.tess, &self.id, &request, fixture::KEEP, NOW).await.unwrap();
        self.configure(&link, &set, NOW).await;
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
        self.paste_with(&zone(), source).await
    }

    async fn paste_with(&self, zone: &impl Resolver, source: &str) -> Result<Proof, Error> {
        prove::pasted(&self.kept.store, zone, &self.tess, &self.id, source.as_bytes(), NOW).await
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
         {DATE}\n{results}From: <{from}>\n\nHi\n"
    )
}

/// Returns the results in the header of the server in [`source`].
fn results(text: &str) -> String {
    format!("Authentication-Results: mx.here.test; {text}\n")
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
    let passes = || results("dmarc=pass header.from=bakery.test");
    let without = (Answer::Unknown, Some(Doubt::NoResults));
    let disagrees = (Answer::Unknown, Some(Doubt::ReceiverDisagrees));
    let (shop, info) = ("shop@bakery.test", "info@bakery.test");
    for (from, ip, results, expected) in [
        (shop, "192.0.2.7", passes(), (Answer::Yes, None)),
        (shop, "192.0.2.7", results("spf=pass smtp.mailfrom=bakery.test"), (Answer::Yes, None)),
        (shop, "192.0.2.7", results("dkim=pass header.d=mail.bakery.test"), (Answer::Yes, None)),
        (shop, "192.0.2.7", results("dkim=pass header.d=host.test"), without),
        (shop, "192.0.2.7", results("dmarc=pass header.from=other.test"), without),
        (shop, "192.0.2.7", results("dmarc=pass"), without),
        (shop, "192.0.2.7", passes().replace("mx.here.test", "mx.evil.test"), without),
        (shop, "192.0.2.7", results("dmarc=fail; spf=pass smtp.mailfrom=bakery.test"), without),
        (shop, "192.0.2.7", results("none"), without),
        (shop, "192.0.2.7", String::new(), without),
        // What we know about the server can be wrong.
        (shop, "192.0.2.9", passes(), disagrees),
        (shop, "192.0.2.9", results("dmarc=fail header.from=bakery.test"), (Answer::No, None)),
        (info, "192.0.2.7", passes(), (Answer::No, None)),
    ] {
        let judged = world.paste(&source(from, ip, &results)).await.unwrap().judged.unwrap();
        assert_eq!((judged.answer, judged.doubt), expected, "{from} {ip} {results:?}");
        assert_eq!(judged.since, None);
    }
}

#[tokio::test]
async fn a_pasted_message_has_to_be_younger_than_the_setup() {
    let message = source("shop@bakery.test", "192.0.2.7", &results("dmarc=pass header.from=bakery.test"));
    for (date, doubt, proven_at) in [
        ("Sat, 21 Nov 2026 23:59:59 +0000", Some(Doubt::BeforeSetup), None),
        ("no date", Some(Doubt::NoDate), None),
        (DATE, None, Some(START + 60)),
        // Its receiver's clock is fast.
        ("Mon, 30 Nov 2026 07:00:00 +0000", None, Some(NOW)),
    ] {
        let world = World::configured().await;
        let proof = world.paste(&message.replace(DATE, date)).await.unwrap();
        assert_eq!(proof.judged.unwrap().doubt, doubt, "{date}");
        assert_eq!(proof.proven.map(|proven| proven.at), proven_at, "{date}");
    }
}

#[tokio::test]
async fn without_a_known_address_the_sender_has_to_be_of_the_sites_organization() {
    for (from, expected) in [
        ("shop@bakery.test", (Answer::Yes, None)),
        ("shop@mail.bakery.test", (Answer::Yes, None)),
        ("eve@evil.test", (Answer::Unknown, Some(Doubt::OtherSender))),
    ] {
        let world = World::without_address().await;
        let address = world.begin().await;
        let mut zone = zone();
        for domain in ["mail.bakery.test", "evil.test"] {
            zone.add(domain, "TXT", "v=spf1 ip4:192.0.2.7 -all");
        }
        prove::arrived(&world.kept.store, &zone, &arrival(&address, from)).await.unwrap();
        let proof = world.proof().await;
        let judged = proof.judged.unwrap();
        assert_eq!((judged.answer, judged.doubt), expected, "{from}");
        assert_eq!(proof.proven.is_some(), expected.0 == Answer::Yes, "{from}");
    }
}

/// Otherwise they could send the proof from an address of their own.
#[tokio::test]
async fn the_links_holder_cannot_change_the_expected_address_after_the_submission() {
    let world = World::configured().await;
    let (store, link) = (&world.kept.store, &world.link);
    let address = Some("eve@evil.test".parse().unwrap());
    let progress = Progress { address, provider: Some("postmark".into()), ..Progress::default() };
    step::progress(store, &link.locator(), &link.token(), &progress, NOW).await.unwrap();
    let kept = store.onboarding(&world.id).await.unwrap().unwrap().progress;
    assert_eq!((kept.address, kept.provider), (None, None));
    let address = world.begin().await;
    world.arrive(&address, "eve@evil.test").await;
    assert_eq!(world.proof().await.judged.unwrap().answer, Answer::No);
}

#[tokio::test]
async fn the_client_reads_about_the_proof_until_a_message_is_not_right() {
    let world = World::configured().await;
    let (store, link) = (&world.kept.store, &world.link);
    let (right, other) = ("shop@bakery.test", "info@bakery.test");
    for (from, is_shown) in [(right, true), (other, false), (right, true)] {
        let address = world.begin().await;
        world.arrive(&address, from).await;
        let page = status::client_page(store, &link.locator(), &link.token(), NOW).await.unwrap();
        assert_eq!(page.proven.is_some(), is_shown, "{from}");
    }
}

#[tokio::test]
async fn an_address_is_shown_until_its_message_is_judged() {
    let world = World::configured().await;
    let address = world.begin().await;
    world.kept.store.take_message(&address, NOW + 4).await.unwrap().unwrap();
    let late = prove::view(&world.kept.store, &world.id, NOW + 7200).await.unwrap();
    assert_eq!(late.waiting.and_then(|waiting| waiting.arrived_at), Some(NOW + 4));
}

/// A resolver during whose first lookup the link is revoked.
struct Slow<'a> {
    world: &'a World,
    /// True if the site is then configured again, through another link.
    is_replaced: bool,
    happened: AtomicBool,
}

impl Resolver for Slow<'_> {
    async fn ask(&self, name: &str, kind: Kind) -> dns::Answer {
        if !self.happened.swap(true, Ordering::Relaxed) {
            let World { kept, tess, id, .. } = self.world;
            link::revoke(&kept.store, tess, id, NOW).await.unwrap();
            if self.is_replaced {
                self.world.replace().await;
            }
        }
        zone().ask(name, kind).await
    }
}

#[tokio::test]
async fn a_verdict_is_dropped_if_the_onboarding_changes_during_the_lookups() {
    for is_replaced in [false, true] {
        let world = World::configured().await;
        let address = world.begin().await;
        let slow = Slow { world: &world, is_replaced, happened: AtomicBool::new(false) };
        let message = arrival(&address, "shop@bakery.test");
        prove::arrived(&world.kept.store, &slow, &message).await.unwrap();
        assert_eq!(world.proof().await, Proof::default(), "{is_replaced}");

        let world = World::configured().await;
        let slow = Slow { world: &world, is_replaced, happened: AtomicBool::new(false) };
        let message = source("shop@bakery.test", "192.0.2.7", "");
        let refused = world.paste_with(&slow, &message).await;
        assert!(matches!(refused, Err(Error::NotNow(NotNow::NotConfigured))), "{refused:?}");
        assert!(slow.happened.load(Ordering::Relaxed));
        assert_eq!(world.proof().await, Proof::default(), "{is_replaced}");
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
