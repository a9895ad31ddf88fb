//! Compares a report with its case.

use shared::{
    check::{CheckReport, CheckVerdict},
    diagnosis::Diagnosis,
};
use support::leaks::Canary;

use super::case::Case;

/// Causes that we name differently than the cases propose, each with a reason.
const ALIASES: [(&str, &str); 0] = [];

/// Returns everything that differs from what the case asks for.
pub(super) fn faults(case: &Case, report: &CheckReport, received: &[u8], secret: &Canary) -> Vec<String> {
    let mut faults = Vec::new();
    if case.no_password && (secret.found_in(received).is_some() || holds(received, b"AUTH ")) {
        faults.push("the server got the password or a proof of it".to_owned());
    }
    match &report.diagnosis {
        None if report.verdict == CheckVerdict::Ok && is_fair(case, "ok") => {
            faults.extend(slow(case, report));
        }
        None => faults.push(format!("the check ended with {:?}", report.verdict)),
        Some(found) => explained(case, found, &mut faults),
    }
    faults
}

/// For a check that passed: complains unless a server that greets slowly is called slow.
fn slow(case: &Case, report: &CheckReport) -> Option<String> {
    let sentences = report
        .slow_greeting()
        .map(|waited| words::diagnosis::late_greeting(words::Language::En, waited))
        .unwrap_or_default();
    let is_said = sentences.contains(&format!("after {} seconds", case.delay_s))
        || sentences.contains(&format!("after {} seconds", case.delay_s + 1));
    (case.delay_s >= 10 && !is_said)
        .then(|| format!("the greeting took {} seconds: {sentences:?}", case.delay_s))
}

fn explained(case: &Case, found: &Diagnosis, faults: &mut Vec<String>) {
    let is_named = |cause: &str| cause == case.cause || is_fair(case, cause);
    let aliases = ALIASES.iter().filter(|(ours, _)| *ours == found.cause).map(|(_, proposed)| *proposed);
    if !is_named(&found.cause) && !aliases.into_iter().any(is_named) {
        faults.push(format!("cause {}, not {}", found.cause, case.cause));
    }
    let acts = found.acts.as_str();
    if acts != case.acts && !is_fair(case, &format!("acts:{acts}")) {
        faults.push(format!("{acts} has to act, not {}", case.acts));
    }
    for entry in case.must_say.iter().filter(|entry| !says(found, entry)) {
        faults.push(format!("doesn't say {entry:?}"));
    }
    for entry in case.must_not_say.iter().filter(|entry| says(found, entry)) {
        faults.push(format!("says {entry:?}"));
    }
    if let Some(refused) = case.secret_refused.filter(|refused| *refused != found.secret_refused) {
        faults.push(format!("secret_refused isn't {refused}"));
    }
}

fn is_fair(case: &Case, what: &str) -> bool {
    case.also_fair.iter().any(|fair| fair == what)
}

/// Returns true if the explanation contains one of the words in `a|b`. After `client: `, only the client's message
/// counts.
fn says(found: &Diagnosis, entry: &str) -> bool {
    let whole = [&*found.meaning, &*found.client, &*found.technician].join(" ");
    let (text, words) = match entry.strip_prefix("client: ") {
        Some(words) => (&found.client, words),
        None => (&whole, entry),
    };
    let text = text.to_lowercase();
    words.split('|').any(|word| text.contains(&word.to_lowercase()))
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word))
}
