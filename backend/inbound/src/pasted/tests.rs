//! Tests with sources as people paste them.

use audit::zone::Zone;
use shared::delivery::{
    Aligned, DkimOutcome, DmarcOutcome, Hop, ReceiverMethod, ReceiverResults, SpfOutcome, TlsVersion,
    Transport, Unknown,
};

use super::*;
use crate::verdict::dkim_tests::Signer;

mod receivers;

const TRACE: &str = "Return-Path: <bounce@shop.test>\r\n\
    Received: from mx.host.test (mx.host.test [192.0.2.7])\r\n\tby mx.here.test with ESMTPS id 4711\r\n\t\
    (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\r\n\tMon, 30 Nov 2026 07:00:00 +0000\r\n\
    Authentication-Results: mx.here.test;\r\n dkim=pass (2048-bit key; a \";\") header.d=shop.test header.s=s1;\r\n \
    spf=softfail smtp.mailfrom=bounce@Shop.Test; dmarc=pass (p=NONE) header.from=shop.test\r\n\
    Authentication-Results: evil.test; spf=pass\r\n";
const SPF: &str = "shop.test TXT v=spf1 ip4:192.0.2.7 -all\n_dmarc.shop.test TXT v=DMARC1; p=none\n";

fn method(method: &str, result: &str, domain: Option<&str>) -> ReceiverMethod {
    ReceiverMethod { method: method.into(), result: result.into(), domain: domain.map(str::to_owned) }
}

#[tokio::test]
async fn a_pasted_message_is_judged_again() {
    let signer = Signer::new(1, "shop.test");
    let source = format!("{TRACE}{}", signer.message());
    let zone = Zone::new(&format!("{SPF}{}", signer.record()));
    // Line ends often change, and some programs add a line at the start.
    for source in [
        source.clone(),
        source.replace("\r\n", "\n"),
        format!("From ada@shop.test Mon Nov 30 07:00:00 2026\n{}", source.replace("\r\n", "\n")),
        format!("\u{feff}\r\n\r\n{source}"),
    ] {
        let delivery = judge(source.as_bytes(), 1_800_000_000, &zone).await.unwrap();
        assert_eq!((&delivery.dkim[0].outcome, delivery.dkim[0].aligned), (&DkimOutcome::Pass, Aligned::Yes));
        assert_eq!((delivery.spf.outcome, delivery.spf.aligned), (SpfOutcome::Pass, Aligned::Yes));
        assert_eq!(delivery.dmarc.outcome, DmarcOutcome::Pass);
        assert_eq!(delivery.hop.ip, Some("192.0.2.7".parse().unwrap()));
        assert_eq!(delivery.hop.transport, Transport::Tls(Some(TlsVersion::Tls13)));
        assert_eq!(delivery.hop.arrived, Some(1_796_022_000));
        let Seen::Pasted { receiver: Some(receiver) } = delivery.seen else { panic!("no receiver") };
        let methods = vec![
            method("dkim", "pass", Some("shop.test")),
            method("spf", "softfail", Some("shop.test")),
            method("dmarc", "pass", Some("shop.test")),
        ];
        assert_eq!(receiver, ReceiverResults { authserv_id: Some("mx.here.test".into()), methods });
    }
}

#[tokio::test]
async fn what_a_source_does_not_say_is_unknown() {
    let zone = Zone::new(SPF);
    for source in [
        "From: ada@shop.test\r\n\r\nHi\r\n",
        "Return-Path: <a@shop.test>\r\nReceived: from x.test ([10.1.2.3]) by y.test\r\nFrom: ada@shop.test\r\n",
        "Return-Path: <a@shop.test>\r\nReceived: by 2002:a05:6402:1:: with SMTP id x\r\nFrom: ada@shop.test\r\n",
        "Received: from mx.host.test ([192.0.2.7]) by y.test\r\nFrom: ada@shop.test\r\n",
    ] {
        let delivery = judge(source.as_bytes(), 0, &zone).await.unwrap();
        let unknown = Unknown::NotInMessage;
        assert_eq!(delivery.spf.outcome, SpfOutcome::Unknown(unknown), "{source}");
        assert_eq!(delivery.dmarc.outcome, DmarcOutcome::Unknown(unknown), "{source}");
        assert_eq!(delivery.seen, Seen::Pasted { receiver: None }, "{source}");
    }
}

#[tokio::test]
async fn what_is_not_a_message_is_rejected() {
    let large = format!("From: ada@shop.test\r\n\r\n{}", "x".repeat(SOURCE_MAX));
    for (source, error) in [
        ("", SourceError::NoHeaders),
        ("Hi Ada,\r\n\r\nhow are you?\r\n", SourceError::NoHeaders),
        ("{\"from\": \"ada@shop.test\"}", SourceError::NoHeaders),
        (&large, SourceError::TooLarge),
    ] {
        assert_eq!(judge(source.as_bytes(), 0, &Zone::default()).await, Err(error), "{source:.40}");
    }
}

#[test]
fn results_of_receivers_are_read() {
    for (value, authserv_id, methods) in [
        (" example.test 1; none", Some("example.test"), vec![]),
        (
            " spf=pass (sender IP is 192.0.2.7)\r\n smtp.mailfrom=shop.test; dkim=none",
            None,
            vec![method("spf", "pass", Some("shop.test")), method("dkim", "none", None)],
        ),
        (
            " mx.test; DKIM/1=Fail reason=\"bad; really\" header.i=@mail.shop.test",
            Some("mx.test"),
            vec![method("dkim", "fail", Some("mail.shop.test"))],
        ),
        (" mx.test (a (nested; spf=pass) one); spf=fail", Some("mx.test"), vec![method("spf", "fail", None)]),
        (" mx.test; =pass; spf=; x", Some("mx.test"), vec![]),
    ] {
        let text = format!("Authentication-Results:{value}\r\n");
        let message = Message::parse(text.as_bytes());
        let authserv_id = authserv_id.map(str::to_owned);
        assert_eq!(
            results::parse(&message.headers[0]),
            Some(ReceiverResults { authserv_id, methods }),
            "{value}"
        );
    }
    let message = Message::parse(b"Authentication-Results: \r\n");
    assert_eq!(results::parse(&message.headers[0]), None);
}

/// Headers as different servers write them.
#[test]
fn hops_are_read() {
    for (value, ip, helo, transport) in [
        (
            "from a.test (a.test [192.0.2.7]) by b.test with ESMTPS id 1",
            Some("192.0.2.7"),
            "a.test",
            Transport::Tls(None),
        ),
        (
            "from a.test ([IPv6:2001:db8::7]) by b.test with ESMTP id 1",
            Some("2001:db8::7"),
            "a.test",
            Transport::Plain,
        ),
        ("from a.test (unknown [127.0.0.1]) by b.test with SMTP", None, "a.test", Transport::Plain),
        (
            "from a.test (192.0.2.7) by b.test (192.0.2.8) with Microsoft SMTP Server (version=TLS1_2, cipher=X) id 1",
            Some("192.0.2.7"),
            "a.test",
            Transport::Tls(Some(TlsVersion::Tls12)),
        ),
    ] {
        let text = format!("Received: {value}; Mon, 30 Nov 2026 07:00:00 +0000\r\n");
        let message = Message::parse(text.as_bytes());
        let hop = hop::parse(&message.headers[0]).hop;
        assert_eq!(hop.ip.map(|ip| ip.to_string()).as_deref(), ip, "{value}");
        assert_eq!((hop.helo.as_deref(), hop.transport), (Some(helo), transport), "{value}");
    }
}

/// Gmail's first line is about a step within Google.
#[test]
fn a_step_within_a_server_says_nothing_about_encryption() {
    let text = "Received: by 2002:a05:6402:1:: with SMTP id x1; Mon, 30 Nov 2026 07:00:00 +0000\r\n";
    let hop = hop::parse(&Message::parse(text.as_bytes()).headers[0]).hop;
    assert_eq!(hop, Hop { arrived: Some(1_796_022_000), ..hop::UNKNOWN });
}

/// Numbers like these would overflow.
#[test]
fn dates_that_cannot_be_are_left_out() {
    for date in
        ["-9223372036854775808", "30 Nov 99999 07:00:00 +0000", "30 Nov 2026 77:00:00 +0000", "30 Nov"]
    {
        let text = format!("Received: from a.test ([192.0.2.7]) by b.test; {date}\r\n");
        let message = Message::parse(text.as_bytes());
        let hop = hop::parse(&message.headers[0]).hop;
        assert_eq!((hop.ip.is_some(), hop.arrived), (true, None), "{date}");
    }
    let date = "30 Nov 2026 07:00:00 -9223372036854775808";
    let text = format!("Received: from a.test ([192.0.2.7]) by b.test; {date}\r\n");
    assert_eq!(hop::parse(&Message::parse(text.as_bytes()).headers[0]).hop.arrived, None);
}
