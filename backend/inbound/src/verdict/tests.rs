//! Tests that a message gets the verdict that a large provider would give it.

use audit::zone::Zone;
use shared::{
    delivery::{
        Alignment, Author, DkimFailure, DkimOutcome, DmarcOutcome, EVIDENCE_BYTES_MAX, EVIDENCE_MAX,
        TlsVersion,
    },
    report::Policy,
};

use super::{
    dkim::tests::{BODY, HEAD, Signer},
    *,
};

const SPF: &str = "shop.test TXT v=spf1 ip4:192.0.2.7 -all\n";
const DMARC: &str = "_dmarc.shop.test TXT v=DMARC1; p=reject\n";

pub(crate) fn envelope(mail_from: &str) -> Envelope {
    Envelope {
        helo: "mx.host.test".into(),
        mail_from: match mail_from {
            "" => ReversePath::Empty,
            address => ReversePath::Address(address.into()),
        },
        rcpt_to: "x7@agency.test".parse().unwrap(),
        peer: "192.0.2.7".parse().unwrap(),
        tls: Some(TlsVersion::Tls13),
    }
}

pub(crate) async fn judged(zone: &str, mail_from: &str, message: &str) -> Delivery {
    judge(&envelope(mail_from), message.as_bytes(), 1_000, &Zone::new(zone)).await
}

fn plain() -> String {
    format!("{HEAD}\r\n{BODY}")
}

#[tokio::test]
async fn a_message_with_everything_passes() {
    let signer = Signer::new(1, "shop.test");
    let zone = format!("{SPF}{DMARC}{}", signer.record());
    let delivery = judged(&zone, "bounce@shop.test", &signer.message()).await;
    assert_eq!((delivery.spf.outcome, delivery.spf.aligned), (SpfOutcome::Pass, Aligned::Yes));
    assert!(delivery.has_aligned_signature());
    assert_eq!(delivery.dmarc.outcome, DmarcOutcome::Pass);
    let applied = delivery.dmarc.applied.unwrap();
    assert_eq!((applied.domain.as_str(), applied.policy), ("shop.test", Policy::Reject));
    assert_eq!((applied.spf, applied.dkim), (Alignment::Relaxed, Alignment::Relaxed));
    assert_eq!(delivery.author.domain(), Some("shop.test"));
    assert_eq!(delivery.return_path, return_path("bounce@shop.test"));
    assert_eq!(delivery.hop.transport, Transport::Tls(Some(TlsVersion::Tls13)));
    assert_eq!((delivery.hop.arrived, delivery.hop.helo.as_deref()), (Some(1_000), Some("mx.host.test")));
}

#[tokio::test]
async fn spf_has_every_result() {
    let record = |text: &str| format!("shop.test TXT v=spf1 {text}\n");
    for (zone, mail_from, domain, outcome) in [
        (record("ip4:192.0.2.7 -all"), "ada@shop.test", "shop.test", SpfOutcome::Pass),
        (record("-all"), "ada@Shop.Test", "shop.test", SpfOutcome::Fail),
        (record("~all"), "ada@shop.test", "shop.test", SpfOutcome::SoftFail),
        (record("?all"), "ada@shop.test", "shop.test", SpfOutcome::Neutral),
        (record("ip4:x"), "ada@shop.test", "shop.test", SpfOutcome::PermError),
        (String::new(), "ada@shop.test", "shop.test", SpfOutcome::None),
        ("shop.test TIMEOUT".into(), "ada@shop.test", "shop.test", SpfOutcome::Unknown(Unknown::NoAnswer)),
        ("mx.host.test TXT v=spf1 a ip4:192.0.2.7 -all".into(), "", "mx.host.test", SpfOutcome::Pass),
    ] {
        let delivery = judged(&zone, mail_from, &plain()).await;
        assert_eq!((delivery.spf.domain.as_str(), delivery.spf.outcome), (domain, outcome), "{zone}");
    }
}

/// Each case: the zone besides the signature's key, MAIL FROM, the signer's domain, and DMARC's result.
#[tokio::test]
async fn dmarc_needs_alignment() {
    const HOST_SPF: &str =
        "host.test TXT v=spf1 ip4:192.0.2.7 -all\nbounce.shop.test TXT v=spf1 ip4:192.0.2.7 -all\n";
    for (name, record, mail_from, signer, outcome) in [
        ("SPF passes for another", "p=none", "a@host.test", None, DmarcOutcome::Fail),
        ("DKIM passes for another", "p=none", "a@host.test", Some("host.test"), DmarcOutcome::Fail),
        ("DKIM passes", "p=none", "a@host.test", Some("shop.test"), DmarcOutcome::Pass),
        ("DKIM passes below", "p=none", "a@host.test", Some("mail.shop.test"), DmarcOutcome::Pass),
        ("SPF passes below", "p=none", "a@bounce.shop.test", None, DmarcOutcome::Pass),
        ("strict SPF", "p=none; aspf=s", "a@bounce.shop.test", None, DmarcOutcome::Fail),
        ("strict DKIM", "p=none; adkim=s", "a@host.test", Some("mail.shop.test"), DmarcOutcome::Fail),
        ("only DKIM is strict", "p=none; adkim=s", "a@bounce.shop.test", None, DmarcOutcome::Pass),
        ("SPF fails", "p=none", "a@shop.test", None, DmarcOutcome::Fail),
    ] {
        let mut zone =
            format!("{HOST_SPF}shop.test TXT v=spf1 -all\n_dmarc.shop.test TXT v=DMARC1; {record}\n");
        let message = match signer.map(|domain| Signer::new(1, domain)) {
            Some(signer) => {
                zone.push_str(&signer.record());
                signer.message()
            }
            None => plain(),
        };
        assert_eq!(judged(&zone, mail_from, &message).await.dmarc.outcome, outcome, "{name}");
    }
    assert_eq!(judged(SPF, "a@shop.test", &plain()).await.dmarc.outcome, DmarcOutcome::NoRecord);
}

/// What a lookup without an answer could change is unknown. What it can't change is certain.
#[tokio::test]
async fn silence_is_never_a_failure() {
    let signer = Signer::new(1, "shop.test");
    let (key, silent) = (signer.record(), "s1._domainkey.shop.test TIMEOUT\n");
    let unknown = DmarcOutcome::Unknown(Unknown::NoAnswer);
    for (name, zone, outcome) in [
        ("no key", format!("{DMARC}shop.test TXT v=spf1 -all\n{silent}"), unknown),
        ("no key, but SPF passes", format!("{DMARC}{SPF}{silent}"), DmarcOutcome::Pass),
        ("no SPF", format!("{DMARC}shop.test TIMEOUT\n"), unknown),
        ("no SPF, but DKIM passes", format!("{DMARC}shop.test TIMEOUT\n{key}"), DmarcOutcome::Pass),
        ("no DMARC", format!("{SPF}_dmarc.shop.test TIMEOUT\n{key}"), unknown),
    ] {
        let delivery = judged(&zone, "ada@shop.test", &signer.message()).await;
        assert_eq!(delivery.dmarc.outcome, outcome, "{name}: {delivery:#?}");
    }
    let zone = format!("{DMARC}_dmarc.mail.shop.test TIMEOUT\nmail.shop.test TXT v=spf1 ip4:192.0.2.7 -all");
    let delivery = judged(&zone, "ada@mail.shop.test", &plain()).await;
    assert_eq!((delivery.spf.aligned, delivery.dmarc.outcome), (Aligned::Unknown, unknown));
}

#[tokio::test]
async fn the_sender_is_found() {
    let one = |address: &str| Author::One(mailbox(address).unwrap());
    let long = format!("From: {} <ada@shop.test>\r\n", "x".repeat(20_000));
    for (headers, author) in [
        ("From: ada@shop.test\r\n", one("ada@shop.test")),
        ("FROM : \"Ada, Bakery\" (owner)\r\n <Ada@Shop.Test>\r\n", one("Ada@shop.test")),
        ("From: =?utf-8?q?B=C3=A4cker?= <ada@shop.test>\r\n", one("ada@shop.test")),
        ("To: ada@shop.test\r\n", Author::Missing),
        ("From: Ada\r\n", Author::Missing),
        (long.as_str(), Author::Missing),
        ("From: ada@localhost\r\n", Author::Unreadable("ada@localhost".into())),
        (
            "From: ada@shop.test, bob@shop.test\r\n",
            Author::Several(vec!["ada@shop.test".into(), "bob@shop.test".into()]),
        ),
        (
            "From: ada@shop.test\r\nFrom: bob@shop.test\r\n",
            Author::Several(vec!["ada@shop.test".into(), "bob@shop.test".into()]),
        ),
    ] {
        let delivery = judged(DMARC, "", &format!("{headers}\r\nHi\r\n")).await;
        assert_eq!(delivery.author, author, "{headers}");
        let is_settled = delivery.dmarc.outcome == DmarcOutcome::NoAuthor;
        assert_eq!(is_settled, author.domain().is_none(), "{headers}");
    }
}

#[tokio::test]
async fn only_some_headers_are_kept() {
    let long = "x".repeat(2 * EVIDENCE_BYTES_MAX);
    let message = format!(
        "Received: from a.test\r\n\tby b.test\r\nSubject: Your password\r\nFrom: Ada\u{202e} <ada@shop.test>\r\n\
         Message-ID: <{long}>\r\n{}\r\nYour password is 4711\r\n",
        "Received: again\r\n".repeat(2 * EVIDENCE_MAX)
    );
    let delivery = judged("", "", &message).await;
    let kept: Vec<&str> = delivery.evidence.iter().map(|line| line.value.as_str()).collect();
    assert_eq!(kept[..2], ["from a.test by b.test", "Ada <ada@shop.test>"]);
    assert_eq!(kept[2].len(), EVIDENCE_BYTES_MAX);
    assert_eq!(kept.len(), EVIDENCE_MAX);
    assert!(!format!("{delivery:?}").contains("password"));
}

#[tokio::test]
async fn every_signature_has_its_own_result() {
    let (own, host) = (Signer::new(1, "shop.test"), Signer::new(2, "host.test"));
    let message = format!("{}{}", host.sign(), own.message());
    let delivery = judged(&format!("{DMARC}{}", host.record()), "", &message).await;
    let results: Vec<_> = delivery.dkim.iter().map(|check| (&check.outcome, check.aligned)).collect();
    let missing = DkimFailure::NoKey { name: "s1._domainkey.shop.test".into() };
    assert_eq!(results, [(&DkimOutcome::Pass, Aligned::No), (&DkimOutcome::Fail(missing), Aligned::Yes)]);
    assert_eq!(delivery.dmarc.outcome, DmarcOutcome::Fail);
}

/// Servers judge messages in tasks of their own.
#[test]
fn judging_can_move_between_threads() {
    fn is_send(_: &impl Send) {}
    let (envelope, zone) = (envelope("ada@shop.test"), Zone::default());
    is_send(&judge(&envelope, b"", 0, &zone));
    is_send(&crate::pasted::judge(b"", 0, &zone));
}
