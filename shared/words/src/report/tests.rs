//! Tests what programs can read from a report.

use shared::{
    dns::{Silence, Why},
    report::{
        Audit, Change, DmarcFinding, Edit, Field, Full, Judged, More, NotAuthorized, Record, Remedy, Silent,
        SpfAdvice, SpfCost, SpfEffect, SpfFinding, SpfReason, Verdict,
    },
};

use super::{finding, tell};
use crate::{Language, report};

fn audit(findings: Vec<Judged>) -> Audit {
    Audit {
        domain: "shop.test".into(),
        provider: None,
        dns_host: None,
        findings,
        spf: None,
        spf_tree: None,
        servers: Vec::new(),
        spread: Vec::new(),
        asked: 0,
        millis: 0,
    }
}

fn not_authorized(full: Option<Full>) -> SpfFinding {
    SpfFinding::NotAuthorized(Box::new(NotAuthorized {
        provider: "Brevo".into(),
        part: None,
        region: None,
        domain: "shop.test".into(),
        terms: vec!["include:spf.brevo.com".into()],
        full,
    }))
}

/// Programs read these fields from `sealpost audit --json`.
#[test]
fn the_json_has_what_programs_rely_on() {
    let change =
        Change::Replace(vec![Edit::change(Record::txt("shop.test", "v=spf1 mx -all"), "v=spf1 -all")]);
    let remedy = Remedy {
        fields: vec![Field { name: "@".into(), value: "\"v=spf1 mx -all\"".into() }],
        ..Remedy::new(change, SpfAdvice::PointToProvider)
    };
    let about = not_authorized(None);
    let shown = tell(Language::En, &audit(vec![Judged::new(about, Verdict::Fail).fix(remedy)]));
    let json = serde_json::to_value(&shown).unwrap();
    for key in ["domain", "provider", "dns_host", "findings", "spf", "servers", "spread", "asked", "millis"] {
        assert!(json.get(key).is_some(), "{key}: {json:#}");
    }
    let finding = &json["findings"][0];
    assert_eq!((&finding["id"], &finding["topic"]), (&"spf.provider-not-authorised".into(), &"spf".into()));
    assert_eq!((&finding["verdict"], &finding["cause"]), (&"fail".into(), &"provider-not-authorised".into()));
    assert_eq!(finding["fix"]["action"], "replace");
    let expected = serde_json::json!({
        "name": "shop.test", "host_field": "@", "type": "TXT",
        "value": "v=spf1 mx -all", "value_field": "\"v=spf1 mx -all\"",
        "was": "v=spf1 -all",
    });
    assert_eq!(finding["fix"]["records"][0], expected);
}

#[test]
fn the_silent_server_is_named() {
    let silence = Silence { server: "192.0.2.53:53".into(), why: Why::TimedOut };
    let silent = Some(Silent::Dns(silence));
    let shown =
        finding(Language::En, &Judged { silent, ..Judged::new(DmarcFinding::Unknown, Verdict::Unknown) });
    assert_eq!((shown.id.as_str(), shown.cause.as_str()), ("dmarc.unknown", "timed-out"));
    assert_eq!(shown.silent.as_deref(), Some("192.0.2.53:53"));
    assert!(shown.meaning.contains("192.0.2.53:53"), "{}", shown.meaning);
}

/// The effect on the limits is for the technician. The reason for each changed term is for the person who edits the
/// record.
#[test]
fn an_spf_change_says_why_and_what_it_costs() {
    let cost = |lookups| SpfCost { lookups, voids: 0, bytes: 40 };
    let effect = SpfEffect { before: cost(12), after: cost(9), keeps_ending: true };
    let reasons = vec![SpfReason::Twice("include:a.test".into())];
    let change = Change::Replace(vec![Edit::change(Record::txt("shop.test", "v=spf1 -all"), "v=spf1 ~all")]);
    let remedy = Remedy::new(change, SpfAdvice::Change { reasons, effect });
    let shown = finding(Language::En, &Judged::new(not_authorized(None), Verdict::Warn).fix(remedy));
    assert!(shown.why.contains("9 of 10 lookups (now 12)"), "{}", shown.why);
    let summary = shown.fix.unwrap().summary;
    let lookups = report(Language::En).spf_fix_lookups(&12, &9);
    assert!(summary.contains("include:a.test") && summary.contains(&lookups), "{summary}");
}

#[test]
fn additional_sentences_come_last() {
    let full = Full { lookups: 11, voids: 0, services: vec!["Mailgun".into(), "SendGrid".into()] };
    let more = vec![More::Ignored(vec!["panel-id=4711".into()])];
    let shown =
        finding(Language::En, &Judged { more, ..Judged::new(not_authorized(Some(full)), Verdict::Fail) });
    assert_eq!(shown.cause, "provider-does-not-fit");
    assert!(shown.meaning.contains("Mailgun and SendGrid"), "{}", shown.meaning);
    assert!(shown.meaning.contains("\"panel-id=4711\""), "{}", shown.meaning);
    assert!(shown.why.contains("11 of 10 lookups") && shown.why.ends_with("section 6)."), "{}", shown.why);
}
