//! Runs the whole test suite of RFC 7208 over real DNS, with the library and with the command.
//!
//! Its cases are in `suites/rfc7208`, unchanged. Each scenario has its own DNS server. The cases run in parallel, so
//! those that wait for a DNS server that never answers don't delay the others.

#[path = "rfc7208/yaml.rs"]
mod yaml;

use std::{
    collections::BTreeSet,
    fs,
    net::SocketAddr,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use audit::{
    resolver::Memo,
    spf::{Connection, check_host},
};
use net::dns::Dns;
use serde_json::Value;
use support::{
    authority::{Authority, World},
    command::Terminal,
};
use tokio::{runtime::Runtime, task::JoinSet};
use yaml::Node;

const CASES: usize = 203;
/// How many programs run at the same time.
const CROWD: usize = 8;

#[derive(Debug, Clone)]
struct Case {
    /// The scenario, and the name of the case.
    name: String,
    ip: String,
    helo: String,
    from: String,
    /// Any of these results is correct.
    results: Vec<String>,
    explanation: Option<String>,
    server: SocketAddr,
}

impl Case {
    fn read(scenario: &str, name: &str, case: &Node, server: SocketAddr) -> Self {
        let field = |name: &str| case.at(name).text().to_owned();
        // `DEFAULT` is the receiver's own explanation. We have none.
        let explanation = case.get("explanation").map(Node::text);
        let explanation = explanation.map(|text| if text == "DEFAULT" { "" } else { text }.to_owned());
        Self {
            name: format!("{scenario}: {name}"),
            ip: field("host"),
            helo: field("helo"),
            from: field("mailfrom"),
            results: case.at("result").several().iter().map(|result| result.text().to_owned()).collect(),
            explanation,
            server,
        }
    }

    /// Returns `None` if the outcome is correct.
    fn complaint(&self, result: &str, explanation: &str) -> Option<String> {
        let wanted = self.explanation.as_deref().unwrap_or(explanation);
        let is_right = self.results.iter().any(|wanted| wanted == result) && explanation == wanted;
        (!is_right).then(|| {
            let (name, results) = (&self.name, &self.results);
            format!("{name}: {result} {explanation:?} instead of {results:?} {wanted:?}")
        })
    }

    async fn evaluate(self) -> Option<String> {
        let resolver = Memo::new(Dns::new(vec![self.server], true));
        let connection = Connection {
            ip: self.ip.parse().expect("an address"),
            sender: &self.from,
            helo: &self.helo,
            receiver: "unknown",
            now: 0,
        };
        let evaluation = check_host(&resolver, &connection).await;
        self.complaint(&evaluation.result.to_string(), &evaluation.explanation)
    }

    fn command(&self) -> Option<String> {
        let terminal = Terminal::new(&[("SEALPOST_DNS", self.server.to_string())]);
        let arguments = ["spf", "--ip", &self.ip, "--from", &self.from, "--helo", &self.helo, "--json"];
        let said = terminal.run(&arguments, "");
        let Ok(outcome) = serde_json::from_str::<Value>(&said.out) else {
            return Some(format!("{}: {said:?}", self.name));
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
        assert_eq!(said.status, Some(status), "{}: {said:?}", self.name);
        self.complaint(result, explanation)
    }
}

#[test]
fn every_case_passes_with_the_library() {
    let (cases, _servers) = suite();
    let complaints = Runtime::new().expect("a runtime").block_on(async {
        let evaluations: JoinSet<_> = cases.into_iter().map(Case::evaluate).collect();
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

fn conclude(outcomes: Vec<Option<String>>) {
    assert_eq!(outcomes.len(), CASES, "cases that ran");
    let complaints: Vec<String> = outcomes.into_iter().flatten().collect();
    assert!(complaints.is_empty(), "{} of {CASES} cases:\n{}", complaints.len(), complaints.join("\n"));
}

/// Reads all cases, and starts the DNS servers that they need.
fn suite() -> (Vec<Case>, Authority) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("suites/rfc7208/rfc7208-tests.yml");
    let file = fs::read_to_string(path).expect("the suite");
    let scenarios = yaml::documents(&file);
    let servers = Authority::start(
        scenarios.iter().map(|scenario| world(scenario.at("zonedata"))).collect(),
        Duration::ZERO,
    );
    let mut cases = Vec::new();
    for (scenario, &server) in scenarios.iter().zip(servers.addresses()) {
        let description = scenario.at("description").text();
        let own = scenario.at("tests").entries();
        cases.extend(own.iter().map(|(name, case)| Case::read(description, name, case, server)));
    }
    (cases, servers)
}

/// Builds the DNS data by the rules in the suite's README.
fn world(zone: &Node) -> World {
    let mut world = World::default();
    world.silence_label("error");
    for (name, records) in zone.entries() {
        let is_silence = |record: &Node| matches!(record, Node::Text(text) if text == "TIMEOUT");
        let (silences, records): (Vec<&Node>, Vec<&Node>) =
            records.several().iter().partition(|record| is_silence(record));
        if !silences.is_empty() {
            world.silence(name);
        }
        let has_text = records.iter().any(|record| record.get("TXT").is_some());
        for (kind, value) in records.into_iter().flat_map(Node::entries) {
            match kind.as_str() {
                "SPF" if has_text => {}
                "TXT" if matches!(value, Node::Text(text) if text == "NONE") => {}
                "SPF" | "TXT" => {
                    let strings: Vec<Vec<u8>> =
                        value.several().iter().map(|text| bytes(text.text())).collect();
                    world.text(name, strings.iter().map(Vec::as_slice));
                }
                kind => {
                    let words: Vec<&str> = value.several().iter().map(Node::text).collect();
                    world.add(name, kind, &words.join(" "));
                }
            }
        }
    }
    world
}

/// Converts characters up to U+00FF to bytes.
fn bytes(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(c).expect("a byte")).collect()
}
