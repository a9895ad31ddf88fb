use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

const BOUNDS: Bounds =
    Bounds { security: Security::ImplicitTls, has_data: true, total: Duration::from_secs(25) };

fn stage(name: &str, outcome: &str) -> Value {
    json!({ "stage": name, "outcome": outcome, "millis": 3, "detail": "220 x" })
}

fn stages(names: &[&str], last: &str) -> Value {
    let (end, before) = names.split_last().unwrap();
    let before = before.iter().map(|name| stage(name, "ok"));
    before.chain([stage(end, last)]).collect()
}

fn passed() -> Value {
    json!({
        "stages": stages(&["tls", "greeting", "ehlo", "auth", "sender", "quit"], "ok"),
        "stopped": null,
        "tls": { "version": "1.3", "cipher": "TLS_AES_128_GCM_SHA256" },
        "capabilities": ["AUTH PLAIN"],
    })
}

fn stopped(names: &[&str], last: &str, answered: bool) -> Value {
    let mut sent = passed();
    sent["stages"] = stages(names, last);
    sent["stopped"] = json!({ "stage": names.last(), "answered": answered, "words": "535 no" });
    if names == ["tls"] {
        sent["tls"] = Value::Null;
    }
    if !names[..names.len() - 1].contains(&"ehlo") {
        sent["capabilities"] = json!([]);
    }
    sent
}

fn is_taken(sent: &Value, bounds: &Bounds) -> bool {
    read(&sent.to_string(), bounds).is_ok()
}

fn with(mut sent: Value, path: &str, value: Value) -> Value {
    *sent.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value;
    sent
}

#[test]
fn possible_results_of_a_session_are_accepted() {
    assert!(is_taken(&passed(), &BOUNDS));
    let no_sender = stages(&["tls", "greeting", "ehlo", "auth", "quit"], "timed-out");
    assert!(is_taken(&with(passed(), "/stages", no_sender), &BOUNDS));
    for (names, last, answered) in [
        (&["tls"][..], "fail", false),
        (&["tls", "greeting"], "timed-out", false),
        (&["tls", "greeting", "ehlo"], "fail", true),
        (&["tls", "greeting", "ehlo", "auth"], "fail", true),
        (&["tls", "greeting", "ehlo", "auth", "sender"], "fail", true),
    ] {
        assert!(is_taken(&stopped(names, last, answered), &BOUNDS), "{names:?}");
    }
    let starttls = Bounds { security: Security::Starttls, ..BOUNDS };
    assert!(is_taken(&with(passed(), "/stages", stages(&["tls", "ehlo", "auth"], "ok")), &starttls));
    assert!(!is_taken(&passed(), &starttls), "the browser can't report a greeting before TLS");
}

#[test]
fn impossible_results_of_a_session_are_rejected() {
    let all = ["tls", "greeting", "ehlo", "auth", "sender", "quit"];
    for names in [
        &["auth"][..],
        &["tls", "auth"],
        &["tls", "greeting", "ehlo"],
        &["tls", "greeting", "ehlo", "sender"],
        &["resolve", "tls", "greeting", "ehlo", "auth"],
        &["tls", "tls", "greeting", "ehlo", "auth"],
        &["tls", "greeting", "ehlo", "auth", "quit", "sender"],
        &["connect"],
    ] {
        assert!(!is_taken(&with(passed(), "/stages", stages(names, "ok")), &BOUNDS), "{names:?}");
    }
    for (what, sent) in [
        ("no stages", with(passed(), "/stages", json!([]))),
        ("a failure before the last stage", with(passed(), "/stages/2/outcome", json!("fail"))),
        ("a failure without a stop", with(passed(), "/stages", stages(&all[..4], "fail"))),
        ("a stop at another stage", with(stopped(&all[..4], "fail", true), "/stopped/stage", json!("ehlo"))),
        ("a stop at a successful stage", stopped(&all[..4], "ok", true)),
        ("a stop at quit", stopped(&all, "fail", true)),
        ("a reply before TLS", stopped(&all[..1], "fail", true)),
        ("no TLS", with(passed(), "/tls", Value::Null)),
        ("details of failed TLS", with(stopped(&all[..1], "fail", false), "/tls", passed()["tls"].clone())),
        ("TLS without a cipher", with(passed(), "/tls/cipher", json!(""))),
        ("an unknown TLS version", with(passed(), "/tls/version", json!("9"))),
        ("an invalid cipher name", with(passed(), "/tls/cipher", json!("<b>"))),
        ("a reply without text", with(stopped(&all[..4], "fail", true), "/stopped/words", json!(""))),
    ] {
        assert!(!is_taken(&sent, &BOUNDS), "{what}");
    }
    let nothing_passed = Bounds { has_data: false, ..BOUNDS };
    assert!(!is_taken(&passed(), &nothing_passed));
    assert!(!is_taken(&stopped(&all[..2], "fail", true), &nothing_passed));
    assert!(is_taken(&stopped(&all[..1], "fail", false), &nothing_passed));
}

#[test]
fn texts_are_limited_and_printable() {
    let stop = stopped(&["tls", "greeting", "ehlo", "auth"], "fail", true);
    for (path, most) in [("/stages/1/detail", DETAIL_MAX), ("/stopped/words", WORDS_MAX)] {
        assert!(is_taken(&with(stop.clone(), path, json!("é".repeat(most))), &BOUNDS));
        assert!(!is_taken(&with(stop.clone(), path, json!("é".repeat(most + 1))), &BOUNDS), "{path}");
        assert!(!is_taken(&with(stop.clone(), path, json!("a\u{202e}b")), &BOUNDS), "{path}");
    }
    assert!(!is_taken(&with(passed(), "/capabilities", json!(vec!["X"; LINES_MAX + 1])), &BOUNDS));
    assert!(!is_taken(&with(passed(), "/capabilities/0", json!("x".repeat(DETAIL_MAX + 1))), &BOUNDS));
}

#[test]
fn an_oversized_certificate_is_truncated() {
    let certificate = json!({
        "names": vec!["a\u{200b}".repeat(300); 300], "issuer": "b\n".repeat(600), "not_before": 0, "not_after": 1,
    });
    let tls = json!({ "version": "1.2", "cipher": "X", "certificate": certificate });
    let sent = with(passed(), "/tls", tls);
    let sent = with(sent, "/stages/0/millis", json!(u64::MAX));
    let read = read(&sent.to_string(), &BOUNDS).unwrap();
    let certificate = read.tls.unwrap().certificate.unwrap();
    assert_eq!(certificate.names, vec!["a".repeat(NAME_MAX); NAMES_MAX]);
    assert_eq!(certificate.issuer, "b".repeat(DETAIL_MAX));
    assert_eq!(read.stages[0].millis, 25_000);
}

proptest! {
    /// Any accepted result says only that the login is correct, or where it failed.
    #[test]
    fn an_accepted_order_of_stages_is_possible(
        sent in proptest::collection::vec((0..9_usize, 0..3_usize), 0..8),
        stop in proptest::option::of((0..9_usize, any::<bool>())),
        has_data in any::<bool>(),
    ) {
        const NAMES: [&str; 9] =
            ["resolve", "connect", "tls", "greeting", "ehlo", "starttls", "auth", "sender", "quit"];
        let outcomes = ["ok", "fail", "timed-out"];
        let stages: Vec<_> = sent.iter().map(|&(name, how)| stage(NAMES[name], outcomes[how])).collect();
        let stop = stop.map(|(at, answered)| json!({ "stage": NAMES[at], "answered": answered, "words": "x" }));
        let sent = json!({ "stages": stages, "stopped": stop, "tls": passed()["tls"], "capabilities": [] });
        if let Ok(read) = read(&sent.to_string(), &Bounds { has_data, ..BOUNDS }) {
            let signed_in = read.stages.iter().any(|s| s.stage == Stage::Auth && s.outcome == StageOutcome::Ok);
            prop_assert!(read.stopped.is_some() || signed_in);
            prop_assert!(!signed_in || has_data);
        }
    }
}
