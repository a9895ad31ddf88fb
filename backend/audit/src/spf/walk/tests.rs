//! A record that refers to too much causes few queries.

use std::sync::atomic::{AtomicUsize, Ordering};

use shared::dns::{Answer, Kind};

use super::*;
use crate::zone::Zone;

/// A zone that counts queries.
struct Counted {
    zone: Zone,
    asked: AtomicUsize,
}

impl Resolver for Counted {
    async fn ask(&self, name: &str, kind: Kind) -> Answer {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.zone.ask(name, kind).await
    }
}

/// Returns how many queries a record caused, and how many of its terms weren't followed.
async fn walked(record: &str, zone: &str) -> (usize, usize) {
    let resolver = Counted { zone: Zone::new(zone), asked: AtomicUsize::new(0) };
    let walk = walk(&resolver, "shop.test", &Record::parse(record).unwrap()).await;
    let mut unseen = 0;
    for node in &walk.nodes {
        node.visit(&mut |node| unseen += usize::from(node.is_unseen));
    }
    (resolver.asked.into_inner(), unseen)
}

/// Returns a zone with one record for each number.
fn zone(numbers: std::ops::Range<u32>, record: impl Fn(u32) -> String) -> String {
    numbers.map(record).collect::<Vec<_>>().join("\n")
}

fn leaves() -> String {
    zone(0..40, |n| format!("a{n}.test TXT v=spf1 ip4:192.0.2.{n} -all"))
}

/// Returns a record with `term` for each number.
fn record(numbers: std::ops::Range<u32>, term: impl Fn(u32) -> String) -> String {
    format!("v=spf1 {} -all", numbers.map(term).collect::<Vec<_>>().join(" "))
}

#[tokio::test]
async fn at_most_twenty_terms_of_a_record_are_followed() {
    let leaves = leaves();
    let include = |n| format!("include:a{n}.test");
    assert_eq!(walked(&record(0..20, include), &leaves).await, (20, 0), "all 20 terms are followed");
    assert_eq!(walked(&record(0..21, include), &leaves).await, (20, 1), "the 21st term isn't followed");
    assert_eq!(walked(&record(0..40, include), &leaves).await, (20, 20));
    assert_eq!(walked(&record(0..40, |n| format!("exists:a{n}.test")), &leaves).await, (20, 20));
    // An address is looked up for IPv4 and IPv6.
    assert_eq!(walked(&record(0..40, |n| format!("a:a{n}.test")), &leaves).await, (40, 20));
}

#[tokio::test]
async fn twenty_terms_are_followed_no_matter_how_they_are_nested() {
    let leaves = leaves();
    let include = |n| format!("include:a{n}.test");
    let halves = [record(0..20, include), record(20..40, include)];
    let both = format!("{leaves}\nx.test TXT {}\ny.test TXT {}\n", halves[0], halves[1]);
    let (asked, unseen) = walked("v=spf1 include:x.test include:y.test -all", &both).await;
    assert!(asked == 20 && unseen > 0, "{asked} {unseen}");

    // Another domain's chain of records that never ends.
    let chain = zone(0..60, |n| {
        let next = n + 1;
        format!("c{n}.victim.test TXT v=spf1 include:d{n}.victim.test include:c{next}.victim.test -all")
    });
    let (asked, unseen) = walked("v=spf1 include:c0.victim.test -all", &chain).await;
    assert!(asked <= 20 && unseen > 0, "{asked} {unseen}");
}
