use super::*;
use crate::fixture::START;

/// In seconds.
const DAY: usize = 24 * 3600;

fn finding(id: &str, verdict: Verdict, is_silent: bool) -> Finding {
    let topic = TOPICS.into_iter().chain([Topic::Extras]).find(|topic| id.starts_with(topic.name())).unwrap();
    Finding {
        id: id.into(),
        topic,
        verdict,
        cause: String::new(),
        silent: is_silent.then(|| "192.0.2.53".into()),
        meaning: String::new(),
        seen: Vec::new(),
        why: String::new(),
        fix: None,
    }
}

/// Reads a report from words such as `spf.missing=fail`. The verdict `silent` is an unknown one without an answer.
fn report(findings: &str) -> Report {
    let read = |word: &str| {
        let (id, verdict) = word.split_once('=').unwrap();
        match verdict {
            "ok" => finding(id, Verdict::Ok, false),
            "warn" => finding(id, Verdict::Warn, false),
            "fail" => finding(id, Verdict::Fail, false),
            "open" => finding(id, Verdict::Unknown, false),
            "silent" => finding(id, Verdict::Unknown, true),
            other => panic!("{other}"),
        }
    };
    Report {
        domain: "bakery.test".into(),
        provider: String::new(),
        dns_host: None,
        findings: findings.split_whitespace().map(read).collect(),
        spf: None,
        spf_tree: None,
        servers: Vec::new(),
        spread: Vec::new(),
        asked: 0,
        millis: 0,
    }
}

fn ids<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<&'a str> {
    findings.into_iter().map(|finding| finding.id.as_str()).collect()
}

/// Each row has the reports of several weeks, and what is told after the last one.
#[test]
fn each_new_fault_is_told_once() {
    let cases: &[(&[&str], &[&str])] = &[
        (&["spf.missing=fail"], &[]),
        (&["spf.ok=ok", "spf.missing=fail"], &["spf.missing"]),
        (&["spf.ok=ok", "spf.missing=fail", "spf.missing=fail"], &[]),
        (&["spf.ok=ok", "spf.missing=fail", "spf.ok=ok", "spf.missing=fail"], &["spf.missing"]),
        (&["spf.long=warn", "spf.long=fail"], &["spf.long"]),
        (&["spf.long=fail", "spf.long=warn"], &[]),
        (&["spf.ok=ok", "spf.long=warn"], &["spf.long"]),
        (&["spf.missing=fail", "spf.broken=fail"], &["spf.broken"]),
        // What replaces a fault that was told is told too.
        (&["spf.ok=ok", "spf.missing=fail", "spf.long=warn"], &["spf.long"]),
        (&["dmarc.ok=ok", "dmarc.several=fail", "dmarc.missing=warn"], &["dmarc.missing"]),
        (&["dmarc.ok=ok", "dmarc.several=fail", "dmarc.missing=warn", "dmarc.missing=warn"], &[]),
        // A record that is back has the faults that it had before.
        (&["spf.long=warn", "spf.missing=fail", "spf.long=warn"], &[]),
        (&["spf.long=warn", "spf.missing=warn"], &["spf.missing"]),
        (&["spf.long=warn", "spf.missing=warn", "spf.missing=warn", "spf.long=warn"], &[]),
        (&["spf.ok=ok dkim.ok=ok", "spf.missing=fail dkim.weak=warn"], &["spf.missing", "dkim.weak"]),
        // No answer is never "missing", and what was known before is still known afterward.
        (&["spf.ok=ok", "spf.silent=silent"], &[]),
        (&["spf.ok=ok", "spf.open=open"], &[]),
        (&["spf.missing=fail", "spf.silent=silent", "spf.missing=fail"], &[]),
        (&["spf.ok=ok", "spf.missing=fail", "spf.silent=silent", "spf.missing=fail"], &[]),
        (&["spf.ok=ok", "spf.silent=silent", "spf.missing=fail"], &["spf.missing"]),
        // What is wrong when a topic is answered for the first time isn't new.
        (&["spf.x=silent", "spf.missing=fail"], &[]),
        (&["spf.ok=ok dmarc.x=silent", "spf.ok=ok dmarc.missing=fail"], &[]),
        (&["spf.part=silent spf.ok=ok", "spf.long=fail"], &[]),
        (&["dmarc.x=silent", "dmarc.ok=ok", "dmarc.missing=fail"], &["dmarc.missing"]),
        // As long as a lookup isn't answered, another one's fault can be worse than it seems, or not be there.
        (&["dkim.reserve-empty=warn", "dkim.not-published=fail dkim.x=silent"], &[]),
        (&["dkim.ok=ok", "dkim.missing=fail dkim.x=silent", "dkim.missing=fail"], &["dkim.missing"]),
        // What DMARC and SPF have to do depends on DKIM.
        (
            &[
                "dkim.ok=ok dmarc.rests-on-spf=warn",
                "dkim.x=silent dmarc.ok=ok",
                "dkim.ok=ok dmarc.rests-on-spf=warn",
            ],
            &[],
        ),
        // Neither is a domain that is gone.
        (&["spf.missing=fail", "domain.not-found=fail", "spf.missing=fail"], &[]),
        (&["extras.ok=ok", "extras.none=warn"], &[]),
    ];
    for &(weeks, expected) in cases {
        let mut known = Known::default();
        let mut worse: Vec<String> = Vec::new();
        for (week, now) in weeks.iter().zip((START..).step_by(DAY)) {
            let report = report(week);
            let drift = compare(&known, &report, now);
            worse = ids(drift.worse).into_iter().map(str::to_owned).collect();
            known = drift.known;
        }
        assert_eq!(worse, expected, "{weeks:?}");
    }
}

/// A lookup that is never answered, such as one for another company's record, must not hide a lost record.
#[test]
fn after_a_week_of_silence_the_rest_of_a_topic_counts() {
    let mut known = Known::default();
    let mut told = Vec::new();
    let whole = report("dmarc.ok=ok dmarc.reports-unknown=silent");
    let lost = report("dmarc.missing=fail");
    for (day, now) in (0..).zip((START..).step_by(DAY)).take(20) {
        let drift = compare(&known, if day < 15 { &whole } else { &lost }, now);
        assert_eq!(drift.is_complete, day >= 7, "{day}");
        told.extend(drift.worse.iter().map(|finding| (day, finding.id.clone())));
        known = drift.known;
    }
    assert_eq!(told, [(15, "dmarc.missing".to_owned())]);
}

/// Nothing is known about a topic without any answer, however long that lasts.
#[test]
fn an_outage_never_fixes_anything() {
    let mut known = Known::default();
    for (day, now) in (0..).zip((START..).step_by(DAY)).take(30) {
        let found = match day {
            0 => "spf.ok=ok",
            1 | 29 => "spf.missing=fail",
            _ => "spf.x=silent",
        };
        let found = report(found);
        let drift = compare(&known, &found, now);
        assert_eq!((drift.worse.len(), drift.fixed.len()), (usize::from(day == 1), 0), "{day}");
        known = drift.known;
    }
}

#[test]
fn only_what_was_told_is_fixed_once() {
    let cases: &[(&[&str], &[Topic])] = &[
        (&["spf.missing=fail", "spf.ok=ok"], &[]),
        (&["spf.ok=ok", "spf.missing=fail", "spf.ok=ok"], &[Topic::Spf]),
        (&["spf.ok=ok", "spf.missing=fail", "spf.ok=ok", "spf.ok=ok"], &[]),
        (&["spf.ok=ok", "spf.missing=fail", "spf.long=warn"], &[]),
        (&["spf.long=warn", "spf.missing=fail", "spf.long=warn"], &[Topic::Spf]),
        (&["spf.ok=ok", "spf.missing=fail", "spf.broken=fail"], &[]),
        (&["spf.ok=ok", "spf.missing=fail", "spf.silent=silent"], &[]),
        (&["spf.ok=ok", "spf.missing=fail", "domain.not-found=fail"], &[]),
        (&["spf.ok=ok mx.ok=ok", "spf.missing=fail mx.none=fail", "spf.missing=fail mx.ok=ok"], &[Topic::Mx]),
    ];
    for &(weeks, expected) in cases {
        let mut known = Known::default();
        let mut fixed = Vec::new();
        for (week, now) in weeks.iter().zip((START..).step_by(DAY)) {
            let report = report(week);
            let drift = compare(&known, &report, now);
            fixed = drift.fixed;
            known = drift.known;
        }
        assert_eq!(fixed, expected, "{weeks:?}");
    }
}

#[test]
fn a_report_that_says_less_keeps_the_earlier_findings() {
    for (last, new, expected) in [
        ("spf.ok=ok mx.ok=ok", "spf.x=silent mx.none=fail", vec!["spf.ok", "mx.none"]),
        ("spf.missing=fail mx.ok=ok", "spf.x=silent mx.ok=ok", vec!["spf.missing", "mx.ok"]),
        ("spf.ok=ok", "spf.missing=fail spf.x=silent", vec!["spf.missing", "spf.x"]),
        ("spf.missing=fail", "spf.long=warn spf.x=silent", vec!["spf.missing"]),
        ("spf.missing=fail", "spf.long=warn spf.x=open", vec!["spf.long", "spf.x"]),
        ("spf.missing=fail", "spf.x=open", vec!["spf.x"]),
        ("dkim.ok=ok", "dkim.x=open", vec!["dkim.ok"]),
        ("spf.ok=ok mx.ok=ok", "domain.not-found=fail", vec!["domain.not-found"]),
    ] {
        assert_eq!(ids(&carried_over(Some(report(last)), report(new)).findings), expected, "{last} | {new}");
    }
    let other = Report { domain: "shop.test".into(), ..report("spf.ok=ok") };
    assert_eq!(ids(&carried_over(Some(other), report("spf.x=silent")).findings), ["spf.x"]);
    assert_eq!(ids(&carried_over(None, report("spf.x=silent")).findings), ["spf.x"]);
}

#[test]
fn a_report_without_any_answer_says_nothing() {
    assert!(!has_answers(&report("dkim.selector=open dkim.x=silent")));
    assert!(!has_answers(&report("domain.x=silent spf.x=silent extras.x=open")));
    assert!(has_answers(&report("domain.x=silent spf.missing=fail")));
    assert!(!has_answers(&report("")));
}
