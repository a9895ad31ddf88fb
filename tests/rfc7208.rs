//! Runs the whole test suite of RFC 7208 over real DNS, with the library and with the command, and compares the results with
//! those of another implementation.
//!
//! Its cases are in `suites/rfc7208`, unchanged. Each scenario has its own DNS server. The cases run in parallel, so
//! those that wait for a DNS server that never answers don't delay the others.

#[path = "rfc7208/suite.rs"]
mod suite;
#[path = "rfc7208/yaml.rs"]
mod yaml;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use audit::{
    resolver::Memo,
    spf::{Connection, Evaluation, check_host},
};
use net::dns::Dns;
use serde_json::Value;
use suite::Case;
use support::{
    authority::{self, Authority},
    command::Terminal,
};
use tokio::{runtime::Runtime, task::JoinSet};

const CASES: usize = 203;
/// How many programs run at the same time.
const CROWD: usize = 8;
/// The number of cases for which mail-auth has a different result.
const DIFFERING: usize = 56;

impl Case {
    /// Returns `None` if the outcome is correct.
    fn complaint(&self, result: &str, explanation: &str) -> Option<String> {
        let wanted = self.explanation.as_deref().unwrap_or(explanation);
        let is_right = self.results.iter().any(|wanted| wanted == result) && explanation == wanted;
        (!is_right).then(|| {
            let (name, results) = (&self.name, &self.results);
            format!("{name}: {result} {explanation:?} instead of {results:?} {wanted:?}")
        })
    }

    async fn judge(self) -> Option<String> {
        let evaluation = self.evaluate().await;
        self.complaint(&evaluation.result.to_string(), &evaluation.explanation)
    }

    async fn with_result(self) -> (Self, String) {
        let result = self.evaluate().await.result.to_string();
        (self, result)
    }

    async fn evaluate(&self) -> Evaluation {
        let resolver = Memo::new(Dns::new(vec![self.server], true));
        let connection = Connection {
            ip: self.ip.parse().expect("an address"),
            sender: &self.from,
            helo: &self.helo,
            receiver: "unknown",
            now: 0,
        };
        check_host(&resolver, &connection).await
    }

    fn command(&self) -> Option<String> {
        let terminal = Terminal::new(&[("SEALPOST_DNS", self.server.to_string())]);
        let arguments = ["spf", "--ip", &self.ip, "--from", &self.from, "--helo", &self.helo, "--json"];
        let output = terminal.run(&arguments, "");
        let Ok(outcome) = serde_json::from_str::<Value>(&output.out) else {
            return Some(format!("{}: {output:?}", self.name));
        };
        let fields: BTreeSet<&str> =
            outcome.as_object().into_iter().flatten().map(|(name, _)| &**name).collect();
        assert_eq!(fields, ["explanation", "lookups", "result", "voids"].into(), "{}", self.name);
        let [result, explanation] =
            ["result", "explanation"].map(|name| outcome[name].as_str().expect("text"));
        let status = match result {
            "pass" => 0,
            "temperror" => 2,
            _ => 1,
        };
        assert_eq!(output.status, Some(status), "{}: {output:?}", self.name);
        self.complaint(result, explanation)
    }
}

#[test]
fn every_case_passes_with_the_library() {
    let (cases, _servers) = suite();
    let complaints = Runtime::new().expect("a runtime").block_on(async {
        let evaluations: JoinSet<_> = cases.into_iter().map(Case::judge).collect();
        evaluations.join_all().await
    });
    conclude(complaints);
}

#[test]
fn every_case_passes_with_the_command() {
    let (cases, _servers) = suite();
    let next = AtomicUsize::new(0);
    let work = || {
        let ours = std::iter::from_fn(|| cases.get(next.fetch_add(1, Ordering::Relaxed)));
        ours.map(Case::command).collect::<Vec<_>>()
    };
    let complaints = thread::scope(|scope| {
        let crowd: Vec<_> = (0..CROWD).map(|_| scope.spawn(work)).collect();
        crowd.into_iter().flat_map(|one| one.join().expect("no case panics")).collect()
    });
    conclude(complaints);
}

/// Compares our results with mail-auth's, which `tests/peer` recorded. If they differ, the suite must say that ours is
/// correct.
#[test]
fn results_that_differ_from_mail_auths_are_correct() {
    let (cases, _servers) = suite();
    let recorded = fs::read_to_string(folder().join("mail-auth.tsv")).expect("recorded results");
    let theirs: BTreeMap<&str, &str> =
        recorded.lines().map(|line| line.split_once('\t').expect("a case and a result")).collect();
    assert_eq!(theirs.len(), CASES, "number of recorded cases");
    let compared = Runtime::new().expect("a runtime").block_on(async {
        let evaluations: JoinSet<_> = cases.into_iter().map(Case::with_result).collect();
        evaluations.join_all().await
    });
    let differing: Vec<_> =
        compared.iter().filter(|(case, ours)| theirs[case.name.as_str()] != ours).collect();
    for (case, ours) in &differing {
        let (name, right) = (&case.name, &case.results);
        assert!(
            right.contains(ours),
            "{name}: ours is {ours}, theirs {}, correct {right:?}",
            theirs[name.as_str()]
        );
    }
    assert_eq!(differing.len(), DIFFERING, "{differing:#?}");
}

fn conclude(outcomes: Vec<Option<String>>) {
    assert_eq!(outcomes.len(), CASES, "number of cases that ran");
    let complaints: Vec<String> = outcomes.into_iter().flatten().collect();
    assert!(complaints.is_empty(), "{} of {CASES} cases:\n{}", complaints.len(), complaints.join("\n"));
}

/// Reads all cases, and starts the DNS servers that they need.
fn suite() -> (Vec<Case>, Authority) {
    suite::read(&folder().join("rfc7208-tests.yml"))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("suites/rfc7208")
}
