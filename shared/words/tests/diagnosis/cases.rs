//! Runs the cases of `tests/suites/cases/smtp-replies.toml` that are about a reply's words, without sockets: reply,
//! stage, provider and user name in, explanation out. `tests/cases.rs` runs the same cases over real sockets.

use std::{env, fs, path::PathBuf};

use serde::Deserialize;
use shared::{
    check::Stage,
    diagnosis::{Diagnosis, Failed, User, explain},
    facts,
};
use words::{Language, diagnosis::tell};

/// Kinds of cases that need a network, and so the test harness.
const OF_THE_NETWORK: [&str; 6] =
    ["1 intercepted", "2 unreachable", "10 alerts", "11 scanner", "12 slow", "13 neighbours"];

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Case {
    id: String,
    kind: String,
    provider: String,
    host: String,
    stage: String,
    greeting: Vec<String>,
    reply: Vec<String>,
    user: String,
    cause: String,
    acts: String,
    must_say: Vec<String>,
    must_not_say: Vec<String>,
    also_fair: Vec<String>,
    secret_refused: Option<bool>,
}

/// Returns all lines in the form that the session uses: one line, with its code and a repeated enhanced code only
/// once.
fn joined(lines: &[String]) -> String {
    let enhanced = |line: &str| {
        let word = line.split_once(' ').map_or(line, |(word, _)| word).to_owned();
        (word.split('.').count() == 3 && word.starts_with(['4', '5'])).then_some(word)
    };
    let texts: Vec<&str> = lines.iter().map(|line| line.get(4..).unwrap_or("")).collect();
    let first = texts.first().and_then(|line| enhanced(line));
    let mut text = lines.first().map(|line| line[..3].to_owned()).unwrap_or_default();
    for (n, line) in texts.iter().enumerate() {
        let line =
            first.as_ref().filter(|_| n > 0).and_then(|code| line.strip_prefix(&**code)).unwrap_or(line);
        text = format!("{text} {}", line.trim());
    }
    text
}

impl Case {
    fn explained(&self) -> Diagnosis {
        let provider = Some(self.provider.as_str()).filter(|id| !id.is_empty());
        let provider = provider.or_else(|| facts::provider_by_host(&self.host).map(|p| p.id.as_str()));
        let stage: Stage = serde_json::from_value(self.stage.as_str().into()).unwrap();
        let found = explain(&Failed {
            provider,
            stage,
            words: &joined(&self.reply),
            host: &self.host,
            greeting: &joined(&self.greeting),
            user: User::Whole(&self.user),
        });
        tell(Language::En, &found)
    }

    /// Returns what differs from the case.
    fn faults(&self, found: &Diagnosis) -> Vec<String> {
        let whole = format!("{}\n{}\n{}", found.meaning, found.client, found.technician).to_lowercase();
        let says = |entry: &str| {
            let (text, entry) = match entry.strip_prefix("client: ") {
                Some(entry) => (found.client.to_lowercase(), entry),
                None => (whole.clone(), entry),
            };
            entry.split('|').any(|word| text.contains(&word.to_lowercase()))
        };
        let is_fair = |code: &str| self.also_fair.iter().any(|fair| fair == code);
        let mut faults = Vec::new();
        if found.cause != self.cause && !is_fair(&found.cause) {
            faults.push(format!("cause {} instead of {}", found.cause, self.cause));
        }
        if found.acts.as_str() != self.acts && !is_fair(&format!("acts:{}", found.acts.as_str())) {
            faults.push(format!("BLAMES {} instead of {}", found.acts.as_str(), self.acts));
        }
        faults.extend(self.must_say.iter().filter(|e| !says(e)).map(|e| format!("doesn't say {e:?}")));
        faults.extend(self.must_not_say.iter().filter(|e| says(e)).map(|e| format!("says {e:?}")));
        if self.secret_refused.is_some_and(|refused| refused != found.secret_refused) {
            faults.push(format!("secret_refused is {}", found.secret_refused));
        }
        faults
    }
}

#[test]
fn every_case_is_explained() {
    let folder = env::var_os("SEALPOST_CASES").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/suites/cases"),
        PathBuf::from,
    );
    let text = fs::read_to_string(folder.join("smtp-replies.toml")).unwrap();
    let cases: Cases = toml::from_str(&text).unwrap();
    let ours = |case: &&Case| {
        let other_protocol = case.kind.starts_with("14") && case.stage != "auth";
        let of_the_network = OF_THE_NETWORK.iter().any(|kind| case.kind.starts_with(kind));
        !case.reply.is_empty() && !of_the_network && !other_protocol
    };
    let (mut tried, mut wrong) = (0, Vec::new());
    for case in cases.case.iter().filter(ours) {
        tried += 1;
        let found = case.explained();
        let faults = case.faults(&found);
        if !faults.is_empty() {
            wrong.push(format!("{} ({}): {}\n    {found:?}", case.id, case.kind, faults.join("; ")));
        }
    }
    assert!(tried > 0 && wrong.is_empty(), "of {tried} cases, these are wrong:\n{}", wrong.join("\n"));
}
