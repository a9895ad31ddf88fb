//! SPF records at their limits, and repairs that are evaluated before they are proposed.

use shared::report::{
    About, Advice, Audit, FixAction, Judged, Remedy, SpfAdvice, SpfFinding, SpfReason, Topic, Verdict,
};

use super::{
    super::{DMARC, GANDI, case, is_exact},
    finding, of, report,
};

fn lines<'a>(own: &[&'a str]) -> Vec<&'a str> {
    [&[GANDI, DMARC], own].concat()
}

/// Returns why the terms of a record change.
fn reasons(fix: &Remedy) -> &[SpfReason] {
    match &fix.advice {
        Advice::Spf(SpfAdvice::Change { reasons, .. }) => reasons,
        _ => &[],
    }
}

/// Returns the only SPF finding that has an exact fix.
fn fixed(report: &Audit) -> &Judged {
    let spf = report.findings.iter().filter(|finding| finding.topic() == Topic::Spf);
    let fixed: Vec<&Judged> = spf.filter(|finding| finding.fix.as_ref().is_some_and(is_exact)).collect();
    let [fixed] = fixed.as_slice() else { panic!("{report:#?}") };
    fixed
}

#[tokio::test]
async fn a_record_that_includes_itself_loses_only_that_term() {
    for (own, kept) in [
        (
            "v=spf1 include:shop.test include:_mailcust.gandi.net -all",
            "v=spf1 include:_mailcust.gandi.net -all",
        ),
        (
            "v=spf1 ip4:192.0.2.7 include:_mailcust.gandi.net include:Shop.test ~all",
            "v=spf1 ip4:192.0.2.7 include:_mailcust.gandi.net ~all",
        ),
        (
            "v=spf1 +include:shop.test mx include:_mailcust.gandi.net ?all",
            "v=spf1 mx include:_mailcust.gandi.net ?all",
        ),
    ] {
        let found = report(&case(&lines(&[&format!("shop.test TXT {own}")]))).await;
        let loops = finding(&found, "spf.broken-term").unwrap();
        assert_eq!(loops.verdict, Verdict::Fail, "{own}");
        assert_eq!(loops.about, About::Spf(SpfFinding::Loop));
        let fix = fixed(&found).fix.as_ref().unwrap();
        assert_eq!(
            (fix.action(), fix.records()[0].value.as_str()),
            (FixAction::Replace, kept),
            "{own}: {fix:?}"
        );
        assert_eq!(fix.records()[0].was, own);
        let is_loop = |reason: &SpfReason| matches!(reason, SpfReason::Loop(term) if term.to_lowercase().ends_with("include:shop.test"));
        assert!(reasons(fix).iter().any(is_loop), "{fix:?}");
    }
}

/// Checks the record before and after the fix, the lookup counts, and the reason for each removed term.
#[tokio::test]
async fn a_record_above_ten_lookups_is_shown_before_and_after_with_its_count() {
    let was = "v=spf1 include:_mailcust.gandi.net include:full.test include:part.test a:h.full.test \
               a:g.full.test include:part.test -all";
    let world = "full.test TXT v=spf1 include:part.test a:h.full.test a:g.full.test -all
                 part.test TXT v=spf1 a:i.full.test a:j.full.test -all
                 h.full.test A 198.51.100.1
                 g.full.test A 198.51.100.2
                 i.full.test A 198.51.100.3
                 j.full.test A 198.51.100.4";
    let found = report(&case(&lines(&[world, &format!("shop.test TXT {was}")]))).await;
    let before = found.spf.unwrap().lookups;
    assert!(before > 10, "{before}");
    let long = fixed(&found);
    let fix = long.fix.as_ref().unwrap();
    assert_eq!(fix.action(), FixAction::Replace, "{long:#?}");
    assert_eq!(fix.records()[0].was, was);
    let value = &fix.records()[0].value;
    let mut mended = case(&lines(&[world]));
    mended.zone.add("shop.test", "TXT", value);
    let after = mended.report().await.spf.unwrap().lookups;
    assert!(after <= 10, "{after}: {value}");
    let Advice::Spf(SpfAdvice::Change { effect, .. }) = &fix.advice else { panic!("{fix:?}") };
    assert_eq!((effect.before.lookups, effect.after.lookups), (before, after));
    let kept: Vec<&str> = value.split(' ').collect();
    for term in was.split(' ').filter(|term| !kept.contains(term)) {
        let why = format!("{:?}", reasons(fix));
        assert!(why.contains(&format!("{term:?}")), "{term} is removed without a reason: {why}");
    }
    assert!(kept.contains(&"include:_mailcust.gandi.net") && kept.contains(&"-all"), "{value}");
}

/// The typo has only one reading, but the corrected record still makes receivers stop with an error.
#[tokio::test]
async fn a_repaired_record_that_still_fails_is_asked_about() {
    let full = (0..11).map(|nth| format!("include:i{nth}.test ")).collect::<Vec<_>>().concat();
    let hosts: Vec<String> =
        (0..11).map(|nth| format!("i{nth}.test TXT v=spf1 ip4:192.0.2.{nth} -all")).collect();
    let hosts = hosts.join("\n");
    let odd = "odd.test TXT v=spf1 ip4:no-address -all";
    for (own, world) in [
        // The record refers to a record that no one can read.
        ("v=spf1 include=odd.test mx -all", odd),
        ("v=spf1mx include:odd.test -all", odd),
        // The record needs too many lookups.
        (&format!("v=spf1{full}-all"), &hosts),
        (&format!("v=spf1 inlcude:_mailcust.gandi.net {full}-all"), &hosts),
    ] {
        let found = report(&case(&lines(&[world, &format!("shop.test TXT {own}")]))).await;
        let spf = found.findings.iter().filter(|finding| finding.topic() == Topic::Spf);
        assert!(spf.clone().any(|finding| finding.verdict == Verdict::Fail), "{own}: {found:#?}");
        let fixes: Vec<_> = spf.filter_map(|finding| finding.fix.as_ref()).collect();
        assert!(!fixes.is_empty(), "{own}: {found:#?}");
        for fix in fixes {
            assert_eq!(fix.action(), FixAction::Ask, "{own}: {found:#?}");
        }
    }
}

/// Two SPF records at one name are void. The proposed record lists their servers instead, and works.
#[tokio::test]
async fn a_repaired_record_with_an_unusable_include_keeps_its_servers() {
    let two = "two.test TXT v=spf1 ip4:198.51.100.7 -all\ntwo.test TXT v=spf1 ip4:198.51.100.8 -all";
    let own = "shop.test TXT v=spf1 inlcude:two.test include:_mailcust.gandi.net -all";
    let case = case(&lines(&[two, own]));
    let found = report(&case).await;
    let value = &fixed(&found).fix.as_ref().unwrap().records()[0].value;
    assert!(value.contains("ip4:198.51.100.7") && value.contains("ip4:198.51.100.8"), "{value}");
    let after = case.after(&found).report().await;
    assert!(of(&after, Topic::Spf).is_empty(), "{after:#?}");

    // A record that includes itself names no servers, and the reason says so.
    let one = "one.test TXT v=spf1 include:one.test -all";
    let own = "shop.test TXT v=spf1 inlcude:one.test include:_mailcust.gandi.net -all";
    let found = report(&super::super::case(&lines(&[one, own]))).await;
    let fix = fixed(&found).fix.as_ref().unwrap();
    assert_eq!(fix.records()[0].value, "v=spf1 include:_mailcust.gandi.net -all");
    assert!(reasons(fix).contains(&SpfReason::NamesNoServer("include:one.test".to_owned())), "{fix:?}");
}

/// The include that the typo hides has no record. The fix removes it, or asks about it.
#[tokio::test]
async fn a_repaired_record_is_evaluated_with_the_name_that_the_typo_hid() {
    for own in ["v=spf1 inlcude:gone.test mx -all", "v=spf1 include=gone.test mx -all"] {
        let case = case(&lines(&[&format!("shop.test TXT {own}")]));
        let found = report(&case).await;
        for fix in found.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
            let value = &fix.records()[0].value;
            assert!(fix.action() == FixAction::Ask || !value.contains("gone.test"), "{own}: {fix:#?}");
            assert!(value.is_empty() || value.contains(" mx "), "{own}: {fix:#?}");
        }
        let after = case.after(&found).report().await;
        assert!(finding(&after, "spf.broken-term").is_none(), "{own}: {after:#?}");
    }
}
