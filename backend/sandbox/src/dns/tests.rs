use audit::{AuditRequest, audit, paste::Pasted};
use net::dns::Dns;
use shared::{
    dns::{Answer, Kind},
    page::Offline,
    report::{About, DmarcFinding, Judged},
};

use super::*;

fn zone() -> Zone {
    let zone = Zone::default();
    for (name, kind, value) in [
        ("shop.test", "MX", "10 mx.provider.test"),
        ("shop.test", "NS", "ns1.panel.test"),
        ("mx.provider.test", "A", "127.0.0.1"),
        ("mx.provider.test", "AAAA", "::1"),
        ("www.shop.test", "CNAME", "mx.provider.test"),
    ] {
        zone.add(name, kind, value).unwrap();
    }
    zone
}

#[tokio::test]
async fn answers_are_authoritative() {
    let server = DnsServer::start(zone()).await.unwrap();
    let dns = Dns::new(vec![server.address()], true);
    assert_eq!(dns.ask("SHOP.test", Kind::Mx).await.mail_hosts(), [(10, "mx.provider.test")]);
    let alias = dns.ask("www.shop.test", Kind::Aaaa).await;
    assert_eq!((alias.hops().len(), alias.addresses().count()), (1, 1));
    assert_eq!(dns.ask("shop.test", Kind::Txt).await, Answer::NoData { hops: vec![] });
    assert_eq!(dns.ask("provider.test", Kind::A).await, Answer::NoData { hops: vec![] });
    assert_eq!(dns.ask("gone.test", Kind::A).await, Answer::NxDomain { hops: vec![] });
}

#[tokio::test]
async fn records_can_change_while_it_runs() {
    let zone = zone();
    let server = DnsServer::start(zone.clone()).await.unwrap();
    let dns = Dns::new(vec![server.address()], true);
    zone.set("shop.test", "TXT", &["v=spf1 -all"]).unwrap();
    assert_eq!(dns.ask("shop.test", Kind::Txt).await.texts().collect::<Vec<_>>(), ["v=spf1 -all"]);
    zone.set("shop.test", "TXT", &["v=spf1 mx -all", "other"]).unwrap();
    assert_eq!(dns.ask("shop.test", Kind::Txt).await.texts().count(), 2);
    zone.set("shop.test", "TXT", &[]).unwrap();
    assert_eq!(dns.ask("shop.test", Kind::Txt).await, Answer::NoData { hops: vec![] });
}

#[tokio::test]
async fn a_fix_passes_on_every_nameserver() {
    let zone = zone();
    zone.add("ns1.panel.test", "A", "127.0.0.1").unwrap();
    let server = DnsServer::start(zone.clone()).await.unwrap();
    let dns = Dns::new(vec![server.address()], true);
    let request = AuditRequest {
        domain: "shop.test".parse().unwrap(),
        provider: None,
        from: None,
        selectors: vec![],
        pasted: Pasted::default(),
        every_server: true,
    };
    let before = audit(&dns, &Offline, &request).await;
    let is_missing = |finding: &&Judged| matches!(finding.about, About::Dmarc(DmarcFinding::Missing));
    let missing = before.findings.iter().find(is_missing).unwrap();
    let record = &missing.fix.as_ref().unwrap().records()[0];
    assert_eq!(before.servers[0].dmarc.as_deref(), Some(""));

    zone.set(&record.name, &record.kind, &[&record.value]).unwrap();
    let after = audit(&dns, &Offline, &request).await;
    let is_there = |finding: &Judged| matches!(finding.about, About::Dmarc(DmarcFinding::Record(_)));
    assert!(after.findings.iter().any(is_there));
    assert_eq!(after.servers[0].server, "ns1.panel.test");
    assert_eq!(after.servers[0].dmarc.as_deref(), Some(record.value.as_str()));
    let spread = after.spread.iter().find(|spread| spread.what == "DMARC").unwrap();
    assert_eq!((spread.on, spread.of, spread.silent, spread.stale), (1, 1, 0, 0));
    assert_eq!(spread.value, record.value);

    // If loopback isn't allowed, the same nameserver isn't asked.
    let elsewhere = audit(&Dns::new(vec![server.address()], false), &Offline, &request).await;
    assert_eq!(elsewhere.servers[0].dmarc, None);
}

#[tokio::test]
async fn long_answers_come_over_tcp() {
    let zone = zone();
    let server = DnsServer::start(zone.clone()).await.unwrap();
    let long = "k".repeat(3000);
    zone.add("long.shop.test", "TXT", &long).unwrap();
    let answer = Dns::new(vec![server.address()], true).ask("long.shop.test", Kind::Txt).await;
    assert_eq!(answer.texts().collect::<Vec<_>>(), [long]);
}
