//! DNS reports and discovery.

use std::time::Duration;

use axum::http::StatusCode;
use futures_util::{StreamExt, stream::FuturesUnordered};
use net::{Egress, Policy, dns::Dns};
use sealpost_core::report::Turns;
use shared::{
    facts::providers,
    link::{Link, Token},
    wire::{DiscoverRequest, Discovery, Onboarding, ProviderGuide, ReportRequest},
};

use super::Server;

#[tokio::test]
async fn reports_and_discoveries_are_counted_and_stored() {
    let server = Server::new().await;
    let (row, link, _) = server.onboarding().await;
    let path = |verb: &str| format!("/api/o/{}/{verb}", link.locator());
    let token = link.token();
    // Without a DNS server every query fails. The report says "unknown", not "missing".
    let report = server.post(&path("report"), &token, &ReportRequest::default()).await;
    let report: shared::report::Report = report.json(StatusCode::OK);
    assert_eq!((report.domain.as_str(), report.verdict()), ("bakery.test", shared::report::Verdict::Unknown));
    // Pasted records are looked up, and the server stores only what the report says about them.
    let pasted = "aa1._domainkey CNAME aa1.dkim.amazonses.com\n".to_owned();
    let request = ReportRequest { pasted, ..ReportRequest::default() };
    let asked = server.post(&path("report"), &token, &request).await;
    let asked: shared::report::Report = asked.json(StatusCode::OK);
    let key = asked.findings.iter().find(|finding| finding.id == "dkim.unknown").unwrap();
    assert!(key.seen[0].starts_with("aa1._domainkey.bakery.test"), "{key:?}");
    assert!(key.silent.is_some(), "the DNS lookup failed");
    let report = server.post(&path("report"), &token, &ReportRequest::default()).await;
    let report: shared::report::Report = report.json(StatusCode::OK);
    let one = format!("/api/onboardings/{}", row.id);
    let shown: Onboarding = server.get(&one, &server.manager).await.json(StatusCode::OK);
    assert_eq!((shown.report, shown.activity[0].code.as_str()), (Some(report), "report.made"));
    let request = DiscoverRequest { address: "shop@bakery.test".parse().unwrap() };
    let found: Discovery = server.post(&path("discover"), &token, &request).await.json(StatusCode::OK);
    assert_eq!((found.provider, found.server), (None, None));
    assert!(found.unknown.unwrap().contains(words::client(words::Language::En).silence_no_server()));
    for _ in 1..20 {
        assert_eq!(server.post(&path("discover"), &token, &request).await.status, StatusCode::OK);
    }
    server.post(&path("discover"), &token, &request).await.problem(429, "too-often");
}

#[tokio::test]
async fn every_provider_is_served_with_its_guide() {
    let server = Server::new().await;
    let nobody = Token::received("");
    for provider in providers() {
        let answer = server.get(&format!("/api/providers/{}", provider.id), &nobody).await;
        let guide: ProviderGuide = answer.json(StatusCode::OK);
        assert_eq!(guide, crate::say::GUIDES.tell(provider));
        assert!(!guide.guide.is_empty() && !guide.secret_shape.is_empty(), "{guide:?}");
    }
}

/// Each report needs memory for the answers of strangers' DNS servers.
#[tokio::test]
async fn six_reports_run_at_once_and_others_have_to_wait() {
    // A DNS server that never answers.
    let silent = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let server = Server::with("http://127.0.0.1:8080", |parts| {
        let dns = Dns::new(vec![silent.local_addr().unwrap()], true);
        parts.egress = Egress::new(Policy::default(), dns, None).unwrap();
        parts.reports = Turns::patient(Duration::from_millis(300));
    })
    .await;
    let mut links = Vec::new();
    for _ in 0..9 {
        links.push(server.onboarding().await.1);
    }
    let ask = async |link: &Link| {
        let path = format!("/api/o/{}/report", link.locator());
        server.post(&path, &link.token(), &ReportRequest::default()).await
    };
    let mut asked: FuturesUnordered<_> = links.iter().map(ask).collect();
    for _ in 0..3 {
        let refused = asked.next().await.unwrap().problem(429, "busy");
        assert_eq!(refused.retry_after, Some(60));
    }
    let still = tokio::time::timeout(Duration::from_millis(300), asked.next()).await;
    assert!(still.is_err() && asked.len() == 6, "six reports are running");
    drop(asked);
    // Pages that have left give up their turns.
    let next = tokio::time::timeout(Duration::from_secs(1), ask(&links[8])).await;
    assert!(next.is_err(), "the next report is running");
}
