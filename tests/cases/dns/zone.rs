//! The zones of a case: read from its lines, served, and changed by fixes.

use std::collections::{BTreeMap, BTreeSet};

use hickory_proto::rr::RecordType;
use shared::report::{FixAction, Report};
use support::authority::{Failure, World};

use super::case::{Case, File};

/// The nameservers of every zone.
const SERVERS: [&str; 2] = ["ns1.runner.example", "ns2.runner.example"];

/// Records by name and type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Zone {
    pub(crate) records: Vec<Record>,
    failures: Vec<(String, RecordType, bool)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) name: String,
    pub(crate) kind: String,
    value: Value,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    /// The strings of a TXT record.
    Strings(Vec<Vec<u8>>),
    Plain(String),
}

impl Record {
    /// Returns the value as a report shows it.
    pub(crate) fn text(&self) -> String {
        match &self.value {
            Value::Strings(strings) => String::from_utf8_lossy(&strings.concat()).into_owned(),
            Value::Plain(text) => text.clone(),
        }
    }
}

impl Zone {
    /// Reads the case's lines, and the record sets that it uses.
    pub(crate) fn new(case: &Case, sets: &BTreeMap<String, Vec<String>>) -> Self {
        let mut zone = Self { records: Vec::new(), failures: Vec::new() };
        let sets = case.uses.iter().flat_map(|name| sets.get(name).expect("a record set in the file"));
        for line in sets.chain(&case.records) {
            zone.read(line);
        }
        zone
    }

    /// Reads these lines together with every provider's record sets.
    pub(crate) fn of_everybody(lines: &[&str]) -> Self {
        let mut zone = Self { records: Vec::new(), failures: Vec::new() };
        let sets = File::read().sets;
        for line in sets.values().flatten().map(String::as_str).chain(lines.iter().copied()) {
            zone.read(line);
        }
        zone
    }

    fn read(&mut self, line: &str) {
        let mut words = line.splitn(3, ' ');
        let mut next =
            || words.next().unwrap_or_else(|| panic!("{line:?} isn't a line of a zone")).to_owned();
        let (name, kind, value) = (next(), next(), next());
        if ["drop", "servfail"].contains(&name.as_str()) {
            self.failures.push((kind, value.parse().expect("a type"), name == "drop"));
            return;
        }
        let value = if kind == "TXT" {
            Value::Strings(strings(&value))
        } else {
            Value::Plain(value.trim().to_owned())
        };
        self.records.push(Record { name, kind, value });
    }

    /// Returns what the zone's nameservers answer.
    pub(crate) fn world(&self) -> World {
        let mut world = World::default();
        for record in &self.records {
            match &record.value {
                Value::Strings(strings) => world.text(&record.name, strings.iter().map(Vec::as_slice)),
                Value::Plain(value) => world.add(&record.name, &record.kind, value),
            }
        }
        for (name, kind, is_silent) in &self.failures {
            world.fail(name, *kind, if *is_silent { Failure::Silence } else { Failure::ServFail });
        }
        let apexes: BTreeSet<String> = self.records.iter().map(|record| apex(&record.name)).collect();
        for apex in apexes {
            for server in SERVERS {
                world.add(&apex, "NS", server);
            }
        }
        for server in SERVERS {
            world.add(server, "A", "127.0.0.1");
        }
        world
    }

    /// Applies a report's exact fixes. Returns a complaint for each that can't be applied.
    pub(crate) fn apply(&mut self, report: &Report) -> Vec<String> {
        let mut complaints = Vec::new();
        let fixes = report.findings.iter().filter_map(|finding| finding.fix.as_ref());
        for fix in fixes.filter(|fix| fix.action != FixAction::Ask) {
            for record in &fix.records {
                if !record.was.is_empty() {
                    let is_it = |own: &Record| {
                        same_name(&own.name, &record.name)
                            && own.kind == record.kind
                            && own.text().eq_ignore_ascii_case(&record.was)
                    };
                    match self.records.iter().position(is_it) {
                        Some(at) => drop(self.records.remove(at)),
                        None => complaints.push(format!("a fix changes a missing record: {record:?}")),
                    }
                }
                if !record.value.is_empty() {
                    let text = record.value.clone();
                    let value = if record.kind == "TXT" {
                        Value::Strings(vec![text.into_bytes()])
                    } else {
                        Value::Plain(text)
                    };
                    let (name, kind) = (record.name.clone(), record.kind.clone());
                    self.records.push(Record { name, kind, value });
                }
            }
        }
        complaints
    }

    /// Returns the records with this name.
    pub(crate) fn at<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Record> {
        self.records.iter().filter(move |record| same_name(&record.name, name))
    }
}

pub(crate) fn same_name(a: &str, b: &str) -> bool {
    a.trim_end_matches('.').eq_ignore_ascii_case(b.trim_end_matches('.'))
}

/// Returns the zone of a name: its last two labels, or three under `com.au`.
fn apex(name: &str) -> String {
    let labels: Vec<&str> = name.split('.').collect();
    let wanted = if name.ends_with("com.au") { 3 } else { 2 };
    labels[labels.len().saturating_sub(wanted)..].join(".")
}

/// Parses quoted strings of a zone file (RFC 1035, section 5.1).
fn strings(text: &str) -> Vec<Vec<u8>> {
    let mut strings = Vec::new();
    let mut bytes = text.bytes();
    while bytes.by_ref().any(|byte| byte == b'"') {
        let mut string = Vec::new();
        loop {
            match bytes.next().unwrap_or_else(|| panic!("{text:?} has no closing quote")) {
                b'"' => break,
                b'\\' => string.push(escaped(&mut bytes)),
                byte => string.push(byte),
            }
        }
        strings.push(string);
    }
    strings
}

/// Reads an escape: `\DDD` is a byte, and any other character means itself.
fn escaped(bytes: &mut impl Iterator<Item = u8>) -> u8 {
    let first = bytes.next().expect("a character after the backslash");
    if !first.is_ascii_digit() {
        return first;
    }
    let digits = [first, bytes.next().expect("a digit"), bytes.next().expect("a digit")];
    let number = digits.iter().fold(0_u16, |number, digit| number * 10 + u16::from(digit - b'0'));
    u8::try_from(number).expect("a byte")
}
