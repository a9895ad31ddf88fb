use super::*;
use crate::printer;
use shared::report::{ServerAnswer, SpfCost, SpfState, SpfTerm, SpfTree};

fn report() -> Report {
    Report {
        domain: "xn--bckerei-5wa.test".into(),
        provider: String::new(),
        dns_host: None,
        findings: vec![Finding {
            id: "dmarc.missing".into(),
            topic: Topic::Dmarc,
            verdict: Verdict::Warn,
            cause: "missing".into(),
            silent: None,
            meaning: "There is no DMARC record, so nobody tells you who sends from your address.".into(),
            seen: vec!["strange \x1b[2J text".into()],
            why: "No record (RFC 9989, section 4.10).".into(),
            fix: Some(Fix {
                action: FixAction::Add,
                summary: "Add this record.".into(),
                records: vec![FixRecord {
                    name: "_dmarc.xn--bckerei-5wa.test".into(),
                    host_field: "_dmarc".into(),
                    kind: "TXT".into(),
                    value: "v=DMARC1; p=none".into(),
                    value_field: "\"v=DMARC1; p=none\"".into(),
                    was: String::new(),
                }],
                zone: String::new(),
            }),
        }],
        spf: Some(SpfCost { lookups: 1, voids: 0, bytes: 30 }),
        spf_tree: None,
        servers: vec![],
        spread: vec![Spread {
            name: "xn--bckerei-5wa.test".into(),
            what: "SPF".into(),
            value: "v=spf1 -all".into(),
            on: 1,
            of: 3,
            silent: 1,
            stale: 290,
        }],
        asked: 12,
        millis: 40,
    }
}

#[test]
fn a_report_is_readable() {
    let page =
        Page { report: &report(), typed: "Bäckerei.test", style: Style::terminal(50, false) }.to_string();
    assert_eq!(
        page,
        format!(
            "\
Bäckerei.test (xn--bckerei-5wa.test)
{}

{}
! better  There is no DMARC record, so nobody
          tells you who sends from your address.
    now   strange \u{fffd}[2J text
    rule  No record (RFC 9989, section 4.10).
    fix   Add this record.
          TXT _dmarc.xn--bckerei-5wa.test
            host   _dmarc
            value  v=DMARC1; p=none
            enter  \"v=DMARC1; p=none\"

{}
",
            SAY.audit_improvements(1),
            SAY.audit_title_dmarc(),
            Style::terminal(50, false)
                .hang(0, &format!("{} {}", SAY.audit_spf_cost(&1, &0, &30), SAY.audit_queries(12, &40))),
        )
    );
}

#[test]
fn the_tree_of_senders_is_shown_with_spf() {
    let mut report = report();
    let mut spf = report.findings[0].clone();
    spf.topic = Topic::Spf;
    report.findings.insert(0, spf);
    let terms = vec![SpfTerm {
        term: "mx".into(),
        owner: "xn--bckerei-5wa.test".into(),
        lookups: 1,
        state: SpfState::Passes,
        terms: vec![],
    }];
    report.spf_tree = Some(SpfTree { terms, hidden: 0 });
    let page = Page { report: &report, typed: "x", style: Style::terminal(100, false) }.to_string();
    let lookup = SAY.tree_lookups(1);
    let expected = format!("{}\n    └─ mx  xn--bckerei-5wa.test, {lookup}\n\nDMARC", SAY.audit_senders());
    assert!(page.contains(&expected), "{page}");
}

#[test]
fn a_recheck_says_how_many_nameservers_have_a_record() {
    let mut report = report();
    report.servers = vec![ServerAnswer {
        server: "ns1.panel.test".into(),
        spf: Some("v=spf1 -all".into()),
        dmarc: Some(String::new()),
        ttl: 300,
    }];
    let page = Page { report: &report, typed: "x", style: Style::terminal(100, false) }.to_string();
    let spread = SAY.audit_spread(&"SPF", &"xn--bckerei-5wa.test", &1, &3);
    let silent = SAY.audit_spread_silent(1);
    let words: Vec<&str> = page.split_whitespace().collect();
    assert!(words.join(" ").contains(&format!("{spread} {silent} {}", SAY.audit_spread_caches(5))), "{page}");
    let none = SAY.audit_no_record();
    assert!(page.contains(&format!("ns1.panel.test\n    SPF   v=spf1 -all\n    DMARC {none}\n")), "{page}");
}

#[test]
fn records_that_only_the_provider_knows_are_not_shown_as_unanswered() {
    let mut report = report();
    report.findings[0].verdict = Verdict::Unknown;
    let page = |report: &Report| Page { report, typed: "x", style: Style::terminal(80, false) }.to_string();
    let open = page(&report);
    assert!(
        open.contains(&format!("\n{}\n", SAY.audit_to_look_up(1))) && open.contains("? look up There is no"),
        "{open}"
    );
    report.findings[0].silent = Some("192.0.2.53:53".into());
    let silent = page(&report);
    assert!(
        silent.contains(&format!("\n{}\n", SAY.audit_incomplete(1)))
            && silent.contains("? unknown There is no"),
        "{silent}"
    );
}

#[test]
fn colors_are_for_terminals_only() {
    let colored = Page { report: &report(), typed: "x", style: Style::terminal(80, true) }.to_string();
    assert!(printer::shown(&colored).contains("\x1b[33m! better"));
    let plain = Page { report: &report(), typed: "x", style: Style::terminal(80, false) }.to_string();
    assert!(!plain.contains('\x1b'));
}
