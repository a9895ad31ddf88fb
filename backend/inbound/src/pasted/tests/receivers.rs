//! Headers as large receivers write them, with made-up names.

use super::*;

/// Gmail's own steps are above the line with the sending server, and its results below that line.
const GMAIL: &str = "Delivered-To: ada@mail.test
Received: by 2002:a05:7010:1a8f:b0:3f1:2b3c:4d5e with SMTP id k15csp1234567mdb;
        Sun, 29 Nov 2026 23:00:03 -0800 (PST)
X-Received: by 2002:a05:600c:1911:b0:477:7ae0:cd6e with SMTP id 5b1f17b1804b1-4777ae0d1cmr12345;
        Sun, 29 Nov 2026 23:00:02 -0800 (PST)
ARC-Authentication-Results: i=1; mx.google.com;
       dkim=pass header.i=@shop.test header.s=s1 header.b=AbCdEfGh;
       spf=pass (google.com: domain of bounce@shop.test designates 192.0.2.7 as permitted sender)
       smtp.mailfrom=bounce@shop.test
Return-Path: <bounce@shop.test>
Received: from mx.host.test (mx.host.test. [192.0.2.7])
        by mx.google.com with ESMTPS id ffacd0b85a97d-42c9a1b2c3d4si12345678f8f.12.2026.11.29.23.00.02
        for <ada@mail.test>
        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);
        Sun, 29 Nov 2026 23:00:02 -0800 (PST)
Received-SPF: pass (google.com: domain of bounce@shop.test designates 192.0.2.7 as permitted sender)
        client-ip=192.0.2.7;
Authentication-Results: mx.google.com;
       dkim=pass header.i=@shop.test header.s=s1 header.b=AbCdEfGh;
       spf=pass (google.com: domain of bounce@shop.test designates 192.0.2.7 as permitted sender)
       smtp.mailfrom=bounce@shop.test;
       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=shop.test
Received: from web.host.test (web.host.test [203.0.113.5])
        by mx.host.test (Postfix) with ESMTPSA id 4dK2m9;
        Mon, 30 Nov 2026 07:00:01 +0000 (UTC)
";

/// Microsoft's own steps have public addresses, and its results name no one.
const MICROSOFT: &str = "Received: from AM0PR02MB5555.eurprd02.prod.outlook.com (2603:10a6:208:f::10)
 by DB8PR02MB5678.eurprd02.prod.outlook.com with HTTPS; Mon, 30 Nov 2026 07:00:06
 +0000
Received: from AS9PR05CA0001.eurprd05.prod.outlook.com (2603:10a6:20b:488::15)
 by AM0PR02MB5555.eurprd02.prod.outlook.com (2603:10a6:208:f::10) with Microsoft
 SMTP Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id
 15.20.9366.12; Mon, 30 Nov 2026 07:00:04 +0000
Received: from AMS0EPF000001A1.eurprd05.prod.outlook.com
 (2603:10a6:20b:488:cafe::1) by AS9PR05CA0001.outlook.office365.com
 (2603:10a6:20b:488::15) with Microsoft SMTP Server (version=TLS1_3,
 cipher=TLS_AES_256_GCM_SHA384) id 15.20.9366.12 via Frontend Transport; Mon,
 30 Nov 2026 07:00:03 +0000
Authentication-Results: spf=pass (sender IP is 192.0.2.7)
 smtp.mailfrom=shop.test; dkim=pass (signature was verified)
 header.d=shop.test;dmarc=pass action=none header.from=shop.test;compauth=pass
 reason=100
Received-SPF: Pass (protection.outlook.com: domain of shop.test designates
 192.0.2.7 as permitted sender) receiver=protection.outlook.com;
 client-ip=192.0.2.7; helo=mx.host.test; pr=C
Received: from mx.host.test (192.0.2.7) by
 AMS0EPF000001A1.mail.protection.outlook.com (10.167.16.1) with Microsoft SMTP
 Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.9366.12 via
 Frontend Transport; Mon, 30 Nov 2026 07:00:02 +0000
Return-Path: bounce@shop.test
";

/// Microsoft also sent this message for the website, so both servers are its own.
const MICROSOFT_TO_ITSELF: &str =
    "Received: from AS9PR05CA0001.eurprd05.prod.outlook.com (2603:10a6:20b:488::15)
 by DB8PR02MB5678.eurprd02.prod.outlook.com with HTTPS; Mon, 30 Nov 2026 07:00:04
 +0000
Received: from AMS0EPF000001A1.eurprd05.prod.outlook.com
 (2603:10a6:20b:488:cafe::1) by AS9PR05CA0001.outlook.office365.com
 (2603:10a6:20b:488::15) with Microsoft SMTP Server (version=TLS1_3,
 cipher=TLS_AES_256_GCM_SHA384) id 15.20.9366.12 via Frontend Transport; Mon,
 30 Nov 2026 07:00:03 +0000
Authentication-Results: spf=pass (sender IP is 192.0.2.7)
 smtp.mailfrom=shop.test; dkim=pass (signature was verified)
 header.d=shop.test;dmarc=pass action=none header.from=shop.test;compauth=pass
 reason=100
Received-SPF: Pass (protection.outlook.com: domain of shop.test designates
 192.0.2.7 as permitted sender) receiver=protection.outlook.com;
 client-ip=192.0.2.7; helo=DU2PR03CU002.outbound.protection.outlook.com; pr=C
Received: from DU2PR03CU002.outbound.protection.outlook.com (192.0.2.7) by
 AMS0EPF000001A1.mail.protection.outlook.com (10.167.16.1) with Microsoft SMTP
 Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.9366.12 via
 Frontend Transport; Mon, 30 Nov 2026 07:00:02 +0000
Received: from web.host.test (203.0.113.5) by
 DB9PR03MB9876.eurprd03.prod.outlook.com (2603:10a6:10:45c::9) with Microsoft
 SMTP Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id
 15.20.9366.9; Mon, 30 Nov 2026 07:00:01 +0000
Return-Path: bounce@shop.test
";

/// A server with a content filter beside it, which doesn't write what it checked for SPF.
const FILTERED: &str = "Return-Path: <bounce@shop.test>
Received: from mx.here.test ([10.0.0.5]) by imap.here.test with LMTP id 4711; Mon, 30 Nov 2026 07:00:04 +0000
Received: from localhost (localhost [127.0.0.1]) by mx.here.test (Postfix) with ESMTP id 12;
 Mon, 30 Nov 2026 07:00:03 +0000
Authentication-Results: mx.here.test; dmarc=pass header.from=shop.test
Received: from mx.host.test (mx.host.test [192.0.2.7]) (using TLSv1.3) by mx.here.test (Postfix)
 with ESMTPS id 11; Mon, 30 Nov 2026 07:00:02 +0000
";

#[tokio::test]
async fn the_server_that_sent_to_the_receiver_is_found_below_the_receivers_own() {
    let signer = Signer::new(1, "shop.test");
    let zone = Zone::new(&format!("{SPF}{}", signer.record()));
    let (host, outbound) = ("mx.host.test", "DU2PR03CU002.outbound.protection.outlook.com");
    for (name, headers, helo, authserv_id) in [
        ("Gmail", GMAIL.to_owned(), host, Some("mx.google.com")),
        ("Microsoft", MICROSOFT.to_owned(), host, None),
        ("Microsoft without its SPF header", MICROSOFT.replace("Received-SPF", "X-SPF"), host, None),
        ("Microsoft to itself", MICROSOFT_TO_ITSELF.to_owned(), outbound, None),
        ("filtered", FILTERED.to_owned(), host, Some("mx.here.test")),
    ] {
        let source = format!("{headers}{}", signer.message());
        let delivery = judge(source.as_bytes(), 1_800_000_000, &zone).await.unwrap();
        let hop = &delivery.hop;
        assert_eq!(hop.ip.map(|ip| ip.to_string()).as_deref(), Some("192.0.2.7"), "{name}");
        assert_eq!(hop.helo.as_deref(), Some(helo), "{name}");
        assert!(matches!(hop.transport, Transport::Tls(_)), "{name}: {hop:?}");
        assert_eq!(hop.arrived, Some(1_796_022_002), "{name}");
        assert_eq!((delivery.spf.outcome, delivery.dmarc.outcome), (SpfOutcome::Pass, DmarcOutcome::Pass));
        assert!(delivery.passes_at_receiver(), "{name}: {:?}", delivery.seen);
        let Seen::Pasted { receiver: Some(receiver) } = &delivery.seen else { panic!("{name}") };
        assert_eq!(receiver.authserv_id.as_deref(), authserv_id, "{name}");
    }
}

/// The receiver adds its headers above those that a sender can write.
#[tokio::test]
async fn results_of_anyone_but_the_receiver_do_not_count() {
    let zone = Zone::new(SPF);
    let entry =
        "Received: from mx.host.test ([192.0.2.7]) by mx.here.test; Mon, 30 Nov 2026 07:00:00 +0000\n";
    let forged =
        "Received-SPF: pass client-ip=192.0.2.99\nReceived: from a.test ([192.0.2.99]) by mx.here.test\n";
    let author = "From: ada@shop.test\n\nHi\n";
    let results = |id: &str| format!("Authentication-Results: {id}dmarc=pass header.from=shop.test\n");
    for (name, headers, is_own) in [
        ("the receiver's", format!("{}{entry}", results("mx.here.test; ")), true),
        ("the receiver's, below", format!("{entry}{}", results("auth.here.test; ")), true),
        ("another server's", format!("{entry}{}", results("mx.evil.test; ")), false),
        ("without a name, above", format!("{}{entry}", results("")), true),
        ("without a name, below", format!("{entry}{}", results("")), false),
        ("without a name, above a forged way", format!("{entry}{}{forged}", results("")), false),
        ("without a way", results("mx.here.test; "), false),
    ] {
        let delivery = judge(format!("{headers}{author}").as_bytes(), 0, &zone).await.unwrap();
        assert_eq!(delivery.passes_at_receiver(), is_own, "{name}");
    }
}

/// Both servers are the same organization's, so it can't be told which step was the last one before the receiver.
#[tokio::test]
async fn without_a_certain_server_only_the_time_is_known() {
    let text = "Received: from web.here.test ([192.0.2.7]) by mx.here.test with SMTP; Mon, 30 Nov 2026 07:00:00 +0000
Return-Path: <a@shop.test>
From: ada@shop.test

Hi
";
    let delivery = judge(text.as_bytes(), 0, &Zone::new(SPF)).await.unwrap();
    assert_eq!(delivery.hop, Hop { arrived: Some(1_796_022_000), ..hop::UNKNOWN });
}
