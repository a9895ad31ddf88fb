use super::*;

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
        // What gets better isn't told.
        (&["spf.ok=ok", "spf.missing=fail", "spf.long=warn"], &[]),
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
        // Neither is a domain that is gone.
        (&["spf.missing=fail", "domain.not-found=fail", "spf.missing=fail"], &[]),
        (&["extras.ok=ok", "extras.none=warn"], &[]),
    ];
    for &(weeks, expected) in cases {
        let mut known: Option<Vec<Known>> = None;
        let mut worse: Vec<String> = Vec::new();
        for week in weeks {
            let report = report(week);
            let drift = compare(known.as_deref(), &report);
            worse = ids(drift.worse).into_iter().map(str::to_owned).collect();
            known = Some(drift.known);
        }
        assert_eq!(worse, expected, "{weeks:?}");
    }
}

#[test]
fn only_what_was_told_is_fixed_once() {
    let cases: &[(&[&str], &[Topic])] = &[
        (&["spf.missing=fail", "spf.ok=ok"], &[]),
        (&["spf.ok=ok", "spf.missing=fail", "spf.ok=ok"], &[Topic::Spf]),
        (&["spf.ok=ok", "spf.missing=fail", "spf.ok=ok", "spf.ok=ok"], &[]),
        (&["spf.ok=ok", "spf.missing=fail", "spf.long=warn"], &[Topic::Spf]),
        (&["spf.ok=ok", "spf.missing=fail", "spf.broken=fail"], &[]),
        (&["spf.ok=ok", "spf.missing=fail", "spf.silent=silent"], &[]),
        (&["spf.ok=ok", "spf.missing=fail", "domain.not-found=fail"], &[]),
        (&["spf.ok=ok mx.ok=ok", "spf.missing=fail mx.none=fail", "spf.missing=fail mx.ok=ok"], &[Topic::Mx]),
    ];
    for &(weeks, expected) in cases {
        let mut known: Option<Vec<Known>> = None;
        let mut fixed = Vec::new();
        for week in weeks {
            let report = report(week);
            let drift = compare(known.as_deref(), &report);
            fixed = drift.fixed;
            known = Some(drift.known);
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
    assert!(!has_answers(&report("domain.x=silent spf.x=silent extras.x=open")));
    assert!(has_answers(&report("domain.x=silent spf.missing=fail")));
    assert!(!has_answers(&report("")));
}
