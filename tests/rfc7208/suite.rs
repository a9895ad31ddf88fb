//! The suite's cases, and DNS servers with its zones. `tests/peer` uses this file too.

use std::{fs, net::SocketAddr, path::Path, time::Duration};

use super::{
    authority::{Authority, World},
    yaml::{self, Node},
};

#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// The scenario, and the name of the case.
    pub(crate) name: String,
    pub(crate) ip: String,
    pub(crate) helo: String,
    pub(crate) from: String,
    /// Any of these results is correct.
    pub(crate) results: Vec<String>,
    pub(crate) explanation: Option<String>,
    pub(crate) server: SocketAddr,
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
}

/// Reads all cases of a file, and starts the DNS servers that they need.
pub(crate) fn read(file: &Path) -> (Vec<Case>, Authority) {
    let file = fs::read_to_string(file).expect("the suite");
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
