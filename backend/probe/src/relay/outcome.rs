//! What a browser says came of its part. It is another's word: each field is bound, the stages have to be an order that
//! a session can take, and a server's reply cannot have been heard where nothing came down.

use std::time::Duration;

use shared::{
    certificate::Certificate,
    check::{Stage, StageOutcome, StageReport},
    hidden::is_hidden,
    rules::Security,
    smtp::{DETAIL_MAX, LINES_MAX},
    wire::{BlindOutcome, BlindStop},
};

/// An outcome that no page of ours sends, by its form or by what has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// Most names of a certificate that are kept. A server's certificate may have any number.
const NAMES_MAX: usize = 100;

/// Longest host name (RFC 1035, section 2.3.4).
const NAME_MAX: usize = 255;

/// Most characters of a failure's words: a reply's code, and what is kept of its text.
const WORDS_MAX: usize = DETAIL_MAX + 3;

/// What an outcome is held against.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// How the connection became encrypted.
    pub security: Security,
    /// Whether anything encrypted passed both ways.
    pub has_data: bool,
    /// How long a check may take.
    pub total: Duration,
}

/// Reads one. Our page's own session makes none that is refused here.
///
/// # Errors
/// [`Unreadable`].
pub fn read(text: &str, bounds: &Bounds) -> Result<BlindOutcome, Unreadable> {
    let mut told: BlindOutcome = serde_json::from_str(text).map_err(|_| Unreadable)?;
    if !is_bounded(&told) || !is_in_order(&told, bounds) || !is_consistent(&told) {
        return Err(Unreadable);
    }
    let most = u64::try_from(bounds.total.as_millis()).unwrap_or(u64::MAX);
    for stage in &mut told.stages {
        stage.millis = stage.millis.min(most);
    }
    if let Some(certificate) = told.tls.as_mut().and_then(|tls| tls.certificate.as_mut()) {
        cut(certificate);
    }
    Ok(told)
}

fn is_bounded(told: &BlindOutcome) -> bool {
    let is_short = |text: &str, most: usize| text.chars().count() <= most && !text.chars().any(is_hidden);
    let is_name =
        |text: &str| text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    told.stages.iter().all(|stage| is_short(&stage.detail, DETAIL_MAX))
        && told.stopped.as_ref().is_none_or(|stop| !stop.words.is_empty() && is_short(&stop.words, WORDS_MAX))
        && told.capabilities.len() <= LINES_MAX
        && told.capabilities.iter().all(|line| is_short(line, DETAIL_MAX))
        && told.tls.as_ref().is_none_or(|tls| {
            ["", "1.2", "1.3"].contains(&&*tls.version) && tls.cipher.len() <= 64 && is_name(&tls.cipher)
        })
}

/// The stages of a session from the handshake on, as far as it came. Whether an address is asked about is the
/// browser's to know.
fn is_in_order(told: &BlindOutcome, bounds: &Bounds) -> bool {
    let greeting = (bounds.security == Security::ImplicitTls).then_some(Stage::Greeting);
    let before = [Some(Stage::Tls), greeting, Some(Stage::Ehlo), Some(Stage::Auth)];
    let path =
        |after: &[Stage]| before.into_iter().flatten().chain(after.iter().copied()).collect::<Vec<_>>();
    let stages: Vec<Stage> = told.stages.iter().map(|stage| stage.stage).collect();
    let is_path = [path(&[Stage::Sender, Stage::Quit]), path(&[Stage::Quit])]
        .iter()
        .any(|path| path.starts_with(&stages));
    let heard = |stage: &StageReport| stage.stage != Stage::Tls && stage.outcome == StageOutcome::Ok;
    let has_heard = told.stages.iter().any(heard) || told.stopped.as_ref().is_some_and(|stop| stop.answered);
    is_path && (bounds.has_data || !has_heard)
}

/// The last stage is where it stopped, and all before went well. How the goodbye went says nothing.
fn is_consistent(told: &BlindOutcome) -> bool {
    let Some((last, before)) = told.stages.split_last() else { return false };
    let is_ok = |stage: &StageReport| stage.outcome == StageOutcome::Ok;
    let signed_in = told.stages.iter().any(|stage| stage.stage == Stage::Auth && is_ok(stage));
    let ends_well = match &told.stopped {
        None => signed_in && (is_ok(last) || last.stage == Stage::Quit),
        Some(BlindStop { stage, answered, .. }) => {
            last.stage == *stage
                && !is_ok(last)
                && *stage != Stage::Quit
                // Nobody answers before TLS stands.
                && !(*answered && *stage == Stage::Tls)
        }
    };
    let encrypted = told.stages.first().is_some_and(is_ok);
    // A connection that broke later may be known by its certificate alone.
    let tls_fits = match &told.tls {
        Some(tls) => (encrypted || tls.version.is_empty()) && tls.version.is_empty() == tls.cipher.is_empty(),
        None => !encrypted,
    };
    let greeted = told.stages.iter().any(|stage| stage.stage == Stage::Ehlo && is_ok(stage));
    before.iter().all(is_ok) && ends_well && tls_fits && (greeted || told.capabilities.is_empty())
}

/// What a mail server may write into its certificate is not for the browser to bound: what is too much is left out.
fn cut(certificate: &mut Certificate) {
    let short = |text: &str, most| text.chars().filter(|&c| !is_hidden(c)).take(most).collect::<String>();
    certificate.names.truncate(NAMES_MAX);
    for name in &mut certificate.names {
        *name = short(name, NAME_MAX);
    }
    certificate.issuer = short(&certificate.issuer, DETAIL_MAX);
}

#[cfg(test)]
mod tests {
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
        let mut told = passed();
        told["stages"] = stages(names, last);
        told["stopped"] = json!({ "stage": names.last(), "answered": answered, "words": "535 no" });
        if names == ["tls"] {
            told["tls"] = Value::Null;
        }
        if !names[..names.len() - 1].contains(&"ehlo") {
            told["capabilities"] = json!([]);
        }
        told
    }

    fn is_taken(told: &Value, bounds: &Bounds) -> bool {
        read(&told.to_string(), bounds).is_ok()
    }

    fn with(mut told: Value, path: &str, value: Value) -> Value {
        *told.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value;
        told
    }

    #[test]
    fn what_a_session_can_come_to_is_taken() {
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
        assert!(!is_taken(&passed(), &starttls), "the greeting came in the clear, and the server told of it");
    }

    #[test]
    fn what_no_session_comes_to_is_refused() {
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
        for (what, told) in [
            ("nothing", with(passed(), "/stages", json!([]))),
            ("a failure inside", with(passed(), "/stages/2/outcome", json!("fail"))),
            ("a failure without a stop", with(passed(), "/stages", stages(&all[..4], "fail"))),
            ("a stop elsewhere", with(stopped(&all[..4], "fail", true), "/stopped/stage", json!("ehlo"))),
            ("a stop that went well", stopped(&all[..4], "ok", true)),
            ("a stop at the goodbye", stopped(&all, "fail", true)),
            ("a reply before TLS", stopped(&all[..1], "fail", true)),
            ("no TLS", with(passed(), "/tls", Value::Null)),
            (
                "TLS that was not made",
                with(stopped(&all[..1], "fail", false), "/tls", passed()["tls"].clone()),
            ),
            ("half of TLS", with(passed(), "/tls/cipher", json!(""))),
            ("TLS 9", with(passed(), "/tls/version", json!("9"))),
            ("a cipher in prose", with(passed(), "/tls/cipher", json!("<b>"))),
            ("no words", with(stopped(&all[..4], "fail", true), "/stopped/words", json!(""))),
        ] {
            assert!(!is_taken(&told, &BOUNDS), "{what}");
        }
        let nothing_passed = Bounds { has_data: false, ..BOUNDS };
        assert!(!is_taken(&passed(), &nothing_passed));
        assert!(!is_taken(&stopped(&all[..2], "fail", true), &nothing_passed));
        assert!(is_taken(&stopped(&all[..1], "fail", false), &nothing_passed));
    }

    #[test]
    fn texts_are_bounded_and_show() {
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
    fn what_a_mail_server_may_overdo_is_cut() {
        let certificate = json!({
            "names": vec!["a\u{200b}".repeat(300); 300], "issuer": "b\n".repeat(600), "not_before": 0, "not_after": 1,
        });
        let tls = json!({ "version": "1.2", "cipher": "X", "certificate": certificate });
        let told = with(passed(), "/tls", tls);
        let told = with(told, "/stages/0/millis", json!(u64::MAX));
        let read = read(&told.to_string(), &BOUNDS).unwrap();
        let certificate = read.tls.unwrap().certificate.unwrap();
        assert_eq!(certificate.names, vec!["a".repeat(NAME_MAX); NAMES_MAX]);
        assert_eq!(certificate.issuer, "b".repeat(DETAIL_MAX));
        assert_eq!(read.stages[0].millis, 25_000);
    }

    proptest! {
        /// Whatever is taken says no more than that the login was right, or where it stopped.
        #[test]
        fn any_order_of_stages_is_judged(
            told in proptest::collection::vec((0..9_usize, 0..3_usize), 0..8),
            stop in proptest::option::of((0..9_usize, any::<bool>())),
            has_data in any::<bool>(),
        ) {
            const NAMES: [&str; 9] =
                ["resolve", "connect", "tls", "greeting", "ehlo", "starttls", "auth", "sender", "quit"];
            let outcomes = ["ok", "fail", "timed-out"];
            let stages: Vec<_> = told.iter().map(|&(name, how)| stage(NAMES[name], outcomes[how])).collect();
            let stop = stop.map(|(at, answered)| json!({ "stage": NAMES[at], "answered": answered, "words": "x" }));
            let told = json!({ "stages": stages, "stopped": stop, "tls": passed()["tls"], "capabilities": [] });
            if let Ok(read) = read(&told.to_string(), &Bounds { has_data, ..BOUNDS }) {
                let signed_in = read.stages.iter().any(|s| s.stage == Stage::Auth && s.outcome == StageOutcome::Ok);
                prop_assert!(read.stopped.is_some() || signed_in);
                prop_assert!(!signed_in || has_data);
            }
        }
    }
}
