//! Tests that a page says what was found, and who has to act.

use shared::delivery::{
    Author, DeliveryAdvice, DkimFailure, DmarcCheck, Hop, Mailbox, ReturnPath, Seen, Transport,
};

use super::*;
use crate::printer;

/// Returns a message without a signature, from a domain without a DMARC record.
fn delivery() -> Delivery {
    let mailbox = Mailbox { address: "ada@shop.test".into(), domain: "shop.test".into() };
    Delivery {
        seen: Seen::Received,
        author: Author::One(mailbox.clone()),
        return_path: ReturnPath::Address(mailbox),
        hop: Hop {
            ip: Some("192.0.2.7".parse().unwrap()),
            helo: Some("mx.host.test".into()),
            transport: Transport::Plain,
            arrived: Some(1_004),
        },
        spf: SpfCheck { domain: "shop.test".into(), outcome: SpfOutcome::Pass, aligned: Aligned::Yes },
        dkim: Vec::new(),
        dmarc: DmarcCheck { outcome: DmarcOutcome::NoRecord, applied: None },
        evidence: Vec::new(),
    }
}

fn page(delivery: &Delivery, advised: Option<&Advised>) -> String {
    let (provider, style) = (Some("Postmark"), Style::PLAIN);
    Page { delivery, advised, provider, since: 1_000, style }.to_string()
}

#[test]
fn a_page_has_a_line_for_each_result() {
    let mut delivery = delivery();
    let signature = |domain: &str, outcome| DkimCheck {
        domain: Some(domain.into()),
        selector: Some("s1".into()),
        algorithm: None,
        outcome,
        aligned: if domain == "shop.test" { Aligned::Yes } else { Aligned::No },
    };
    delivery.dkim = vec![
        signature("shop.test", DkimOutcome::Pass),
        signature("provider.test", DkimOutcome::Pass),
        signature("shop.test", DkimOutcome::Fail(DkimFailure::BodyHash)),
        signature("shop.test", DkimOutcome::Unknown),
    ];
    let text = page(&delivery, None);
    let marks: Vec<&str> = text.lines().filter_map(|line| line.get(..9)).collect();
    let count = |start: &str| marks.iter().filter(|mark| mark.starts_with(start)).count();
    assert_eq!(
        (count("✓ ok"), count("! better"), count("✗ wrong"), count("? unkno")),
        (2, 2, 1, 1),
        "{text}"
    );
    assert!(text.starts_with(SAY.judge_title_message()) && text.contains("after 4 seconds"), "{text}");
    assert!(!text.contains(SAY.judge_title_advice()), "{text}");
}

#[test]
fn advice_says_what_to_do_and_who_acts() {
    let advice = vec![DeliveryAdvice::NotSigned { domain: "shop.test".into() }];
    let advised = Advised { origin: Origin::Provider, advice };
    let text = page(&delivery(), Some(&advised));
    assert!(text.contains(&SAY.judge_origin_provider(&"Postmark")), "{text}");
    assert!(text.ends_with(&format!("    who   {}\n", SAY.check_who_administrator())), "{text}");
    assert!(text.contains("    fix   Turn on DKIM signing for shop.test"), "{text}");
    let advised = Advised { origin: Origin::Unknown, advice: Vec::new() };
    let text = page(&delivery(), Some(&advised));
    assert!(text.ends_with(&format!("{}\n", SAY.judge_no_advice())), "{text}");
    assert!(text.contains(&SAY.judge_origin_unknown(&"Postmark")), "{text}");
}

/// The sender writes the name that its server gives.
#[test]
fn a_message_does_not_control_the_terminal() {
    let mut delivery = delivery();
    delivery.hop.helo = Some("mx\u{1b}[2J\n✓ ok".into());
    let text = page(&delivery, None);
    assert!(!text.contains("\n✓ ok ("), "{text}");
    assert!(!printer::shown(&text).contains('\u{1b}'), "{text}");
}
