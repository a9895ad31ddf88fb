//! What holds for every edit, whatever the record.

use proptest::prelude::*;
use shared::facts;

use super::{
    audit::audit,
    evaluate::{Connection, LOOKUPS_MAX, SpfResult, VOIDS_MAX, check_host},
    parse::Record,
};
use crate::report::zone::Zone;

const WORLD: &str = "
    shop.test A 192.0.2.1
    shop.test MX 10 mx.shop.test
    mx.shop.test A 192.0.2.2
    _mailcust.gandi.net TXT v=spf1 include:_nblcust.gandi.net ?all
    _nblcust.gandi.net TXT v=spf1 ip4:217.70.178.0/24 ip6:2001:4b98::/32 ?all
    _spf.google.com TXT v=spf1 include:_netblocks.google.com include:_netblocks2.google.com ~all
    _netblocks.google.com TXT v=spf1 ip4:35.190.247.0/24 ip4:64.233.160.0/19 ~all
    _netblocks2.google.com TXT v=spf1 ip6:2001:4860:4000::/36 ~all
    a.test TXT v=spf1 ip4:198.51.100.0/24 -all
    b.test TXT v=spf1 include:a.test include:c.test -all
    c.test TXT v=spf1 a:mx.shop.test ~all
    d.test TXT v=spf1 include:b.test include:b.test a mx -all
";

fn terms() -> impl Strategy<Value = Vec<String>> {
    let term = prop_oneof![
        Just("a"),
        Just("MX"),
        Just("a:gone.test"),
        Just("a:gone.test/24"),
        Just("mx:gone.shop.test"),
        Just("include:a.test"),
        Just("include:b.test"),
        Just("INCLUDE:d.test"),
        Just("include:norecord.test"),
        Just("exists:%{i}.list.test"),
        Just("ip4:203.0.113.0/24"),
        Just("ip6:2001:db8::/32"),
        Just("ip4:217.70.178.0/25"),
        Just("ptr"),
        Just("exp=why.test"),
        Just("x-note=1"),
        Just("all"),
        Just("redirect=a.test"),
    ];
    let qualified =
        (prop_oneof![Just(""), Just("+"), Just("-"), Just("~"), Just("?")], term).prop_map(|(sign, term)| {
            if term.contains('=') { term.to_owned() } else { format!("{sign}{term}") }
        });
    proptest::collection::vec(qualified, 0..9)
}

/// Senders that are neither provider, from all over the world above.
const STRANGERS: [&str; 7] =
    ["192.0.2.1", "192.0.2.2", "198.51.100.7", "203.0.113.9", "100.64.0.1", "2001:db8::1", "2001:db9::1"];

/// What receivers conclude for the strangers.
async fn results(zone: &Zone) -> Vec<SpfResult> {
    let mut results = Vec::new();
    for ip in STRANGERS {
        let ip = ip.parse().unwrap();
        let connection =
            Connection { ip, sender: "a@shop.test", helo: "shop.test", receiver: "unknown", now: 0 };
        results.push(check_host(zone, &connection).await.result);
    }
    results
}

/// Words of a record, without the version.
fn words(text: &str) -> Vec<&str> {
    text.split_ascii_whitespace().skip(1).collect()
}

proptest! {
    #[test]
    fn a_proposed_record_keeps_what_matters_authorises_and_stays_within_limits(
        terms in terms(),
        id in prop_oneof![Just("gandi"), Just("google-workspace")],
    ) {
        let text = format!("v=spf1 {}", terms.join(" "));
        let readable = Record::parse(&text).is_ok();
        let provider = facts::provider(id);
        let added = &provider.unwrap().spf_mechanism;
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let zone_of = |text: &str| Zone::new(&format!("{WORLD}\nshop.test TXT {text}"));
        let before = runtime.block_on(audit(&zone_of(text.trim()), "shop.test", provider));
        let fixes: Vec<_> = before.findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
        prop_assert!(fixes.len() <= 1, "one change of one record");
        let Some(fix) = fixes.first() else { return Ok(()) };
        prop_assert!(readable);
        let [record] = fix.records.as_slice() else { panic!("one record") };
        prop_assert_eq!(&record.was, text.trim());

        // Every word that is left stands as it stood, in its order; what is new is the provider's alone.
        let old = words(&text);
        let new: Vec<&str> = words(&record.value);
        let mut left = old.iter().peekable();
        for word in new.iter().filter(|word| *word != added) {
            prop_assert!(left.any(|own| own == word), "{} is new in {}", word, record.value);
        }
        // What went could never match, or stood there already.
        for gone in old.iter().filter(|word| !new.contains(word)) {
            let twice = old.iter().filter(|own| own.eq_ignore_ascii_case(gone)).count() > 1;
            let after_all = old.iter().position(|own| own.ends_with("all")) < old.iter().position(|own| own == gone);
            prop_assert!(gone.contains("gone.") || gone.contains("norecord") || twice || after_all, "{} went", gone);
        }

        // Nobody else is judged in another way, where receivers came to the end of the old record.
        let was = runtime.block_on(results(&zone_of(text.trim())));
        let is = runtime.block_on(results(&zone_of(&record.value)));
        for ((ip, was), is) in STRANGERS.iter().zip(was).zip(is) {
            prop_assert!(was == SpfResult::PermError || was == is, "{}: {} was {}: {}", ip, is, was, record.value);
        }

        let after = runtime.block_on(audit(&zone_of(&record.value), "shop.test", provider));
        let cost = after.cost.unwrap();
        prop_assert!(cost.lookups <= LOOKUPS_MAX && cost.voids <= VOIDS_MAX, "{}", record.value);
        prop_assert!(after.findings.iter().all(|finding| finding.fix.is_none()), "{:#?}", after.findings);
        let allowed = after.findings.iter().any(|finding| finding.id == "spf.provider" && finding.cause.is_empty());
        prop_assert!(allowed, "{} does not authorise: {:#?}", record.value, after.findings);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "(v=spf1 )?[ -~]{0,60}") {
        let _ = Record::parse(&text);
    }

    #[test]
    fn what_is_parsed_is_kept(terms in terms()) {
        let text = format!("v=spf1 {}", terms.join("  "));
        if let Ok(record) = Record::parse(&text) {
            prop_assert_eq!(record.text(), &text);
            prop_assert_eq!(record.terms.iter().map(|term| record.source(term).to_owned()).collect::<Vec<_>>(), terms);
        }
    }
}
