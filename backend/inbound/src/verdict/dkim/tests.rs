//! Tests with the signed message of RFC 8463, appendix A, and with signatures that are made here, by code that shares
//! nothing with the verifier except ring.

use audit::{dkim::KeyError, zone::Zone};
use base64::{Engine, engine::general_purpose::STANDARD};
use ring::{
    digest::{SHA256, digest},
    signature::{Ed25519KeyPair, KeyPair},
};
use shared::delivery::{DkimFailure as Failure, DkimOutcome::*, SignatureFault as Fault};

use super::*;

const RFC_8463: &str = include_str!("tests/rfc8463.eml");
const RFC_8463_ZONE: &str = include_str!("tests/rfc8463.zone");

/// The head of a message without folded lines or repeated spaces, so that its canonical form is easy to see.
pub(crate) const HEAD: &str = "From: Ada <ada@shop.test>\r\nTo: x7@agency.test\r\nSubject: A test\r\n";
pub(crate) const BODY: &str = "Hi.\r\nYour order is on its way.\r\n";

/// A key for signing.
pub(crate) struct Signer {
    pair: Ed25519KeyPair,
    pub(crate) domain: &'static str,
    pub(crate) tags: &'static str,
    pub(crate) headers: &'static str,
}

impl Signer {
    /// Creates the key from a seed of this byte.
    pub(crate) fn new(seed: u8, domain: &'static str) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap();
        Self { pair, domain, tags: "", headers: "from:subject" }
    }

    /// Returns the key's line in a zone.
    pub(crate) fn record(&self) -> String {
        let key = STANDARD.encode(self.pair.public_key());
        format!("s1._domainkey.{} TXT v=DKIM1; k=ed25519; p={key}\n", self.domain)
    }

    /// Signs [`HEAD`] and [`BODY`], with relaxed headers and a simple body.
    pub(crate) fn sign(&self) -> String {
        let hash = STANDARD.encode(digest(&SHA256, BODY.as_bytes()));
        let tags = format!(
            "v=1; a=ed25519-sha256; c=relaxed/simple; d={}; s=s1;{} h={}; bh={hash}; b=",
            self.domain, self.tags, self.headers
        );
        let signed = format!("from:Ada <ada@shop.test>\r\nsubject:A test\r\ndkim-signature:{tags}");
        let value = self.pair.sign(digest(&SHA256, signed.as_bytes()).as_ref());
        format!("DKIM-Signature: {tags}{}\r\n", STANDARD.encode(value))
    }

    /// Returns the signed message.
    pub(crate) fn message(&self) -> String {
        format!("{}{HEAD}\r\n{BODY}", self.sign())
    }
}

async fn outcomes(zone: &str, message: &str) -> Vec<DkimOutcome> {
    let checks = check(&Zone::new(zone), &Message::parse(message.as_bytes()), 1_528_637_909).await;
    checks.into_iter().map(|check| check.outcome).collect()
}

#[tokio::test]
async fn the_message_of_rfc_8463_passes() {
    let text = RFC_8463.replace('\n', "\r\n");
    assert_eq!(outcomes(RFC_8463_ZONE, &text).await, [Pass, Pass]);
    let changed = text.replace("We lost", "We won");
    assert_eq!(outcomes(RFC_8463_ZONE, &changed).await, vec![Fail(Failure::BodyHash); 2]);
    let changed = text.replace("Is dinner ready?", "Is lunch ready?");
    assert_eq!(outcomes(RFC_8463_ZONE, &changed).await, vec![Fail(Failure::Signature); 2]);
    // Relaxed forms ignore these changes.
    let changed = text.replace("Subject: Is", "SUBJECT:  Is").replace("hungry yet?", "hungry   yet? ");
    assert_eq!(outcomes(RFC_8463_ZONE, &(changed + "\r\n\r\n")).await, [Pass, Pass]);
}

#[tokio::test]
async fn a_signature_is_evidence_even_if_it_fails() {
    let message =
        "DKIM-Signature: v=1; a=rsa-sha256; d=Shop.Test; s=S1; h=from; bh=!; b=!\r\nFrom: a@b.test\r\n\r\n";
    let [found] = &check(&Zone::default(), &Message::parse(message.as_bytes()), 0).await[..] else {
        panic!()
    };
    assert_eq!((found.domain.as_deref(), found.selector.as_deref()), (Some("shop.test"), Some("s1")));
    assert_eq!(found.algorithm, Some(DkimAlgorithm::RsaSha256));
    assert_eq!(found.outcome, Fail(Failure::Header(Fault::Value)));
}

#[tokio::test]
async fn a_signature_is_only_as_good_as_its_key() {
    let signer = Signer::new(1, "shop.test");
    let (record, other) = (signer.record(), Signer::new(2, "shop.test").record());
    let key = |text: &str| format!("s1._domainkey.shop.test TXT {text}\n");
    let name = "s1._domainkey.shop.test".to_owned();
    for (zone, outcome) in [
        (record.clone(), Pass),
        (format!("{other}{record}"), Pass),
        (other, Fail(Failure::Signature)),
        (String::new(), Fail(Failure::NoKey { name: name.clone() })),
        (key("v=spf1 -all"), Fail(Failure::NoKey { name })),
        (key("v=DKIM1; k=ed25519; p="), Fail(Failure::KeyRevoked)),
        (key("v=DKIM1; k=ed25519; p=AAAA"), Fail(Failure::Key(KeyError::Damaged))),
        (record.replace("TXT v", "TXT s=tlsrpt; v"), Fail(Failure::Key(KeyError::Version))),
        (key(&rfc_key()), Fail(Failure::KeyKind)),
        ("s1._domainkey.shop.test TIMEOUT".to_owned(), Unknown),
    ] {
        assert_eq!(outcomes(&zone, &signer.message()).await, [outcome], "{zone}");
    }
}

/// Returns an RSA key.
fn rfc_key() -> String {
    let line = RFC_8463_ZONE.lines().find(|line| line.contains("k=rsa")).unwrap();
    line.split_once(" TXT ").unwrap().1.to_owned()
}

#[tokio::test]
async fn changes_after_signing_are_found() {
    let signer = Signer::new(1, "shop.test");
    let message = signer.message();
    for (from, to, outcome) in [
        ("on its way", "lost", Fail(Failure::BodyHash)),
        ("way.\r\n", "way.\r\n\r\n\r\n", Pass),
        ("way.\r\n", "way. \r\n", Fail(Failure::BodyHash)),
        ("A test", "A taste", Fail(Failure::Signature)),
        ("Ada <", "Eve <", Fail(Failure::Signature)),
        ("x7@agency", "y8@agency", Pass),
        ("Subject: A", "SUBJECT :\r\n A", Pass),
        ("; b=", "; b= ", Pass),
        ("v=1; a=", "v=1;  a=", Pass),
        ("s=s1; h", "s=s1; q=dns/txt; h", Fail(Failure::Signature)),
        // The lowest of several headers is the one that was signed.
        ("Subject: A test\r\n", "Subject: Other\r\nSubject: A test\r\n", Pass),
        ("Subject: A test\r\n", "Subject: A test\r\nSubject: Other\r\n", Fail(Failure::Signature)),
    ] {
        let changed = message.replacen(from, to, 1);
        assert_ne!(changed, message, "{from}");
        assert_eq!(outcomes(&signer.record(), &changed).await, [outcome], "{from} to {to}");
    }
}

#[tokio::test]
async fn tags_decide_too() {
    let now = 1_528_637_909;
    for (tags, headers, outcome) in [
        (" x=1528637909;", "from:subject", Pass),
        (" x=1528637908;", "from:subject", Fail(Failure::Expired(now - 1))),
        (" x=99999999999999999999;", "from:subject", Pass),
        (" x=soon;", "from:subject", Fail(Failure::Header(Fault::Value))),
        (" i=ada@shop.test;", "from:subject", Pass),
        (" i=@mail.shop.test;", "from:subject", Pass),
        (" i=@bakeshop.test;", "from:subject", Fail(Failure::Header(Fault::Identity))),
        (" q=http;", "from:subject", Fail(Failure::Header(Fault::Query))),
        (" s=s2;", "from:subject", Fail(Failure::Header(Fault::Tags))),
        (" l=0;", "from:subject", Fail(Failure::BodyHash)),
        (" l=32;", "from:subject", Pass),
        (" l=33;", "from:subject", Fail(Failure::BodyHash)),
        ("", "subject", Fail(Failure::Header(Fault::FromNotSigned))),
        // A header that is listed once more than it exists can't be added later.
        ("", "From : subject:subject", Pass),
    ] {
        let signer = Signer { tags, headers, ..Signer::new(1, "shop.test") };
        assert_eq!(outcomes(&signer.record(), &signer.message()).await, [outcome], "{tags} {headers}");
    }
    let strict = Signer { tags: " i=@mail.shop.test;", ..Signer::new(1, "shop.test") };
    let zone = strict.record().replacen("k=ed", "t=s; k=ed", 1);
    assert_eq!(outcomes(&zone, &strict.message()).await, [Fail(Failure::Header(Fault::Identity))]);
}

#[tokio::test]
async fn headers_that_cannot_be_used_are_explained() {
    let message = Signer::new(1, "shop.test").message();
    for (from, to, fault) in [
        ("v=1;", "v=2;", Fault::Version),
        ("v=1;", "", Fault::MissingTag),
        ("s=s1;", "", Fault::MissingTag),
        ("s=s1", "s=s 1", Fault::Value),
        ("a=ed25519-sha256", "a=rsa-md5", Fault::Algorithm),
        ("c=relaxed/simple", "c=nofws", Fault::Canonicalization),
        ("d=shop.test", "d=shop..test", Fault::Value),
        ("v=1;", "v;", Fault::Tags),
    ] {
        let changed = message.replacen(from, to, 1);
        let found = outcomes("", &changed).await;
        assert_eq!(found, [Fail(Failure::Header(fault))], "{from} to {to}");
    }
    let sha1 = message.replacen("ed25519-sha256", "rsa-sha1", 1);
    assert_eq!(outcomes("", &sha1).await, [Fail(Failure::WeakHash)]);
}

/// RFC 8301, section 3.2. The key doesn't have to be the right one for that.
#[tokio::test]
async fn a_short_key_is_weak() {
    let message = RFC_8463.replace('\n', "\r\n");
    let start = [0x30, 0x48, 0x02, 0x41, 0x00];
    let short = STANDARD.encode([&start[..], &[0xbd; 64], &[0x02, 0x03, 0x01, 0x00, 0x01]].concat());
    let zone = format!("test._domainkey.football.example.com TXT v=DKIM1; k=rsa; p={short}");
    let found = outcomes(&zone, &message).await;
    assert_eq!(found[1], Fail(Failure::WeakKey { bits: 512 }));
}

#[tokio::test]
async fn only_so_many_signatures_are_verified() {
    let signer = Signer::new(1, "shop.test");
    let message = format!("{}{}", signer.sign().repeat(30), signer.message());
    let found = outcomes(&signer.record(), &message).await;
    assert_eq!(found.len(), LISTED_MAX);
    assert_eq!(found.iter().filter(|outcome| **outcome == Pass).count(), SIGNATURES_MAX);
    assert!(found[SIGNATURES_MAX..].iter().all(|outcome| *outcome == Fail(Failure::TooMany)));
}
