//! Properties that hold for every edit of every record.

use std::collections::BTreeSet;

use proptest::prelude::*;
use shared::{
    facts,
    report::{About, Judged, SpfFinding},
};

use super::{
    audit::audit,
    evaluate::{Connection, LOOKUPS_MAX, SpfResult, VOIDS_MAX, check_host},
    parse::Record,
    repair::read,
};
use crate::zone::Zone;

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

/// Senders that belong to neither provider, with addresses from different parts of the zone above.
const STRANGERS: [&str; 7] =
    ["192.0.2.1", "192.0.2.2", "198.51.100.7", "203.0.113.9", "100.64.0.1", "2001:db8::1", "2001:db9::1"];

/// Returns the results that receivers compute for the strangers.
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

/// Returns the words of a record, without the version.
fn words(text: &str) -> Vec<&str> {
    text.split_ascii_whitespace().skip(1).collect()
}

/// Generates correct records, each with a mistake in it.
fn with_mistake() -> impl Strategy<Value = (Vec<&'static str>, &'static str, String)> {
    let sender = prop_oneof![
        Just("include:_spf.google.com"),
        Just("include:spf.protection.outlook.com"),
        Just("include:a.test"),
        Just("ip4:203.0.113.9"),
        Just("ip4:198.51.100.0/24"),
        Just("ip6:2001:db8::1"),
        Just("ip6:2001:db8:77::/48"),
        Just("a:mail.shop.test"),
        Just("mx"),
        Just("a"),
    ];
    let ending = prop_oneof![Just("-all"), Just("~all"), Just("?all")];
    let terms = proptest::collection::vec(sender, 1..6);
    (terms, ending, 0_usize..24, 0_usize..6).prop_map(|(mut terms, ending, mistake, at)| {
        let mut seen = BTreeSet::new();
        terms.retain(|term| seen.insert(*term));
        let at = at % terms.len();
        let right = format!("v=spf1 {} {ending}", terms.join(" "));
        let gap = |mark: &str| {
            let (head, tail) = (terms[..=at].join(" "), terms[at + 1..].join(" "));
            format!("v=spf1 {head}{mark}{tail}{}{ending}", if tail.is_empty() { "" } else { " " })
        };
        let wrong = match mistake {
            0 => format!(" {right}"),
            1 => format!("\t{right}"),
            2 => format!("\"{right}\""),
            3 => format!("“{right}”"),
            4 => format!("\u{200b}{right}"),
            5 => format!("\u{feff}{right}"),
            6 => right.replace(' ', "\u{a0}"),
            7 => right.replace(' ', "&nbsp;"),
            8 => gap(","),
            9 => gap(";"),
            10 => gap(", "),
            11 => gap("\n"),
            12 => right.replace("include:", "inlcude:"),
            13 => right.replace("include:", "include="),
            14 => right.replace("ip4:", "ipv4:"),
            15 => right.replace("ip6:", "ip4:"),
            16 => right.replace("ip4:", "ip6:"),
            17 => right.replacen("v=spf1 ", "v=spf1", 1),
            18 => right.replacen("v=spf1", "v=spf1 v=spf1", 1),
            19 => right.replacen("v=spf1", "v = spf1", 1),
            20 => right.replace("include:", "include: "),
            21 => format!("{right}."),
            22 => right.replace(" -all", " –all"),
            _ => right.replacen("v=spf1", "TXT v=spf1", 1),
        };
        (terms, ending, wrong)
    })
}

proptest! {
    /// A mistake doesn't lose any sender or the ending: the whole record is read, or its owner is asked.
    #[test]
    fn a_mistake_keeps_all_senders_and_the_ending((terms, ending, wrong) in with_mistake()) {
        let reading = read(&wrong, "shop.test");
        for text in &reading.texts {
            prop_assert!(Record::parse(text).is_ok(), "{:?} becomes {:?}", wrong, text);
            let words = words(text);
            for term in &terms {
                prop_assert!(words.contains(term), "{} is missing, {:?} becomes {:?}", term, wrong, text);
            }
            prop_assert_eq!(words.last(), Some(&ending), "{:?} becomes {:?}", wrong, text);
            prop_assert_eq!(words.len(), terms.len() + 1, "{:?} becomes {:?}", wrong, text);
        }
        prop_assert!(!reading.texts.is_empty(), "{:?} has no reading: {:?}", wrong, reading.unread);
    }

    #[test]
    fn reading_a_repaired_record_changes_nothing(text in "(v=spf1 )?[ -~]{0,60}") {
        for read_text in read(&text, "shop.test").texts {
            let again = read(&read_text, "shop.test");
            prop_assert!(again.is_as_it_stands(), "{:?} becomes {:?}, then {:?}", text, read_text, again);
        }
    }

    #[test]
    fn a_proposed_record_keeps_senders_allows_the_provider_and_stays_within_limits(
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
        let fixes = before.findings.iter().filter_map(|finding| finding.fix.as_ref());
        let fixes: Vec<_> = fixes.filter(|fix| fix.change.is_exact()).collect();
        prop_assert!(fixes.len() <= 1, "expected at most one exact fix");
        let Some(fix) = fixes.first() else { return Ok(()) };
        prop_assert!(readable);
        let records = fix.records();
        let [record] = records.as_slice() else { panic!("expected one record") };
        prop_assert_eq!(&record.was, text.trim());

        // The remaining words keep their text and order. Only the provider's term is new, and if `all` let everyone
        // pass, an ending and the mail host's servers replace it.
        let old = words(&text);
        let new: Vec<&str> = words(&record.value);
        let is_open = old.iter().any(|word| ["all", "+all"].contains(word));
        let mut left = old.iter().peekable();
        for word in new.iter().filter(|word| *word != added && !(is_open && ["~all", "mx"].contains(word))) {
            prop_assert!(left.any(|own| own == word), "{} is new in {}", word, record.value);
        }
        prop_assert!(!new.iter().any(|word| ["all", "+all"].contains(word)), "allows all: {}", record.value);

        // If receivers could evaluate the old record to its end and it wasn't open, strangers get the same result as
        // before. So a removed term never matched, was repeated, or allowed only senders that other terms allow.
        let was = runtime.block_on(results(&zone_of(text.trim())));
        let is = runtime.block_on(results(&zone_of(&record.value)));
        for ((ip, was), is) in STRANGERS.iter().zip(was).zip(is) {
            let may_change = was == SpfResult::PermError || (is_open && was == SpfResult::Pass);
            prop_assert!(may_change || was == is, "{}: {} was {}: {}", ip, is, was, record.value);
        }

        let after = runtime.block_on(audit(&zone_of(&record.value), "shop.test", provider));
        let cost = after.cost.unwrap();
        prop_assert!(cost.lookups <= LOOKUPS_MAX && cost.voids <= VOIDS_MAX, "{}", record.value);
        let is_exact = |finding: &Judged| finding.fix.as_ref().is_some_and(|fix| fix.change.is_exact());
        prop_assert!(!after.findings.iter().any(is_exact), "{:#?}", after.findings);
        let allowed =
            after.findings.iter().any(|finding| matches!(finding.about, About::Spf(SpfFinding::Authorized(_))));
        prop_assert!(allowed, "{} doesn't authorize the provider: {:#?}", record.value, after.findings);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "(v=spf1 )?[ -~]{0,60}") {
        let _ = Record::parse(&text);
    }

    #[test]
    fn a_parsed_record_keeps_its_text(terms in terms()) {
        let text = format!("v=spf1 {}", terms.join("  "));
        if let Ok(record) = Record::parse(&text) {
            prop_assert_eq!(record.text(), &text);
            prop_assert_eq!(record.terms.iter().map(|term| record.source(term).to_owned()).collect::<Vec<_>>(), terms);
        }
    }
}
