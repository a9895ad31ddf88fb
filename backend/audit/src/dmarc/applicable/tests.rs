//! Tests what a receiver applies.

use super::*;
use crate::zone::Zone;

#[tokio::test]
async fn the_record_of_the_closest_domain_applies() {
    let zone = Zone::new(
        "shop.test NS ns1.host.test
        news.shop.test MX 10 mx.shop.test
        _dmarc.shop.test TXT v=DMARC1; p=reject; sp=quarantine; np=none
        _dmarc.own.shop.test TXT v=DMARC1; p=none
        _dmarc.test.shop.test TXT v=DMARC1; p=reject; t=y
        two.test NS ns1.host.test
        _dmarc.two.test TXT v=DMARC1; p=reject
        _dmarc.two.test TXT v=DMARC1; p=none
        _dmarc.silent.test TIMEOUT",
    );
    for (domain, expected) in [
        ("shop.test", Some(("shop.test", Policy::Reject))),
        ("SHOP.test.", Some(("shop.test", Policy::Reject))),
        ("news.shop.test", Some(("shop.test", Policy::Quarantine))),
        ("absent.shop.test", Some(("shop.test", Policy::None))),
        ("own.shop.test", Some(("own.shop.test", Policy::None))),
        ("test.shop.test", Some(("test.shop.test", Policy::Quarantine))),
        ("two.test", None),
        ("nothing.test", None),
    ] {
        let found = match applicable(&zone, domain).await {
            Applicable::Record { domain, policy, .. } => Some((domain, policy)),
            Applicable::Nothing => None,
            Applicable::Unknown(silence) => panic!("{domain}: {silence}"),
        };
        assert_eq!(found, expected.map(|(at, policy)| (at.to_owned(), policy)), "{domain}");
    }
    for domain in ["silent.test", "below.silent.test"] {
        assert!(matches!(applicable(&zone, domain).await, Applicable::Unknown(_)), "{domain}");
    }
}

#[tokio::test]
async fn organizations_are_compared_by_the_tree_walk() {
    let zone = Zone::new(
        "_dmarc.shop.test TXT v=DMARC1; p=none
        _dmarc.alone.shop.test TXT v=DMARC1; p=none; psd=n
        _dmarc.below.silent.test TIMEOUT",
    );
    for (one, other, is_same) in [
        ("shop.test", "Shop.Test.", Some(true)),
        ("bounce.shop.test", "shop.test", Some(true)),
        ("bounce.shop.test", "news.shop.test", Some(true)),
        ("alone.shop.test", "shop.test", Some(false)),
        ("shop.test", "host.test", Some(false)),
        ("shop.test", "hop.test", Some(false)),
        ("mail.other.test", "other.test", Some(true)),
        ("a.co.uk", "b.co.uk", Some(false)),
        ("below.silent.test", "silent.test", None),
        // They can't have anything in common, so the silence doesn't matter.
        ("below.silent.test", "shop.test", Some(false)),
    ] {
        assert_eq!(share_organization(&zone, one, other).await.ok(), is_same, "{one} and {other}");
    }
}
