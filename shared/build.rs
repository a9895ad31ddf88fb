//! Checks the fact tables and converts them to JSON, so a wrong row stops the build and the program needs no TOML
//! parser for them.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the library's own modules, of which the build needs only the shapes"
)]

use std::{collections::HashSet, env, fs, path::Path};

use serde::{Serialize, de::DeserializeOwned};

#[path = "src/details/mod.rs"]
mod details;
#[path = "src/hidden.rs"]
mod hidden;
#[path = "src/facts/reason.rs"]
mod reason;
#[path = "src/facts/replies.rs"]
mod replies;
#[path = "src/rules/mod.rs"]
mod rules;
#[path = "src/facts/types.rs"]
mod types;

use replies::{ErrorRow, GrantRow, MailService, Words};
use types::{DnsHost, Gateway, Provider, Proxy, SubmissionHost};

fn main() {
    let providers: Vec<Provider> = convert("providers", "provider");
    let errors: Vec<ErrorRow> = convert("smtp-errors", "error");
    let grants: Vec<GrantRow> = convert("grant-errors", "error");
    let hosts: Vec<DnsHost> = convert("dns-hosts", "host");
    let gateways: Vec<Gateway> = convert("gateways", "gateway");
    let submission: Vec<SubmissionHost> = convert("submission-hosts", "host");
    let words: Vec<Words> = convert("reply-words", "words");
    let services: Vec<MailService> = convert("mail-services", "service");
    let proxies: Vec<Proxy> = convert("proxies", "proxy");

    let provider_ids = unique("providers.toml", providers.iter().map(|p| p.id.as_str()));
    let error_ids = unique("smtp-errors.toml", errors.iter().map(|e| e.id.as_str()));
    causes(errors.iter().map(|row| row.id.as_str()).chain(grants.iter().map(|row| row.id.as_str())));
    unique("dns-hosts.toml", hosts.iter().map(|h| h.id.as_str()));
    unique("gateways.toml", gateways.iter().map(|g| g.id.as_str()));
    unique("submission-hosts.toml", submission.iter().map(|s| s.id.as_str()));
    unique("mail-services.toml", services.iter().map(|s| s.id.as_str()));
    unique("proxies.toml", proxies.iter().map(|p| p.id.as_str()));

    for provider in &providers {
        let id = &provider.id;
        regex(id, &provider.secret_pattern);
        for error in &provider.errors {
            assert!(
                error_ids.contains(error.as_str()),
                "provider {id} names the error {error}, which has no row"
            );
        }
        assert!(!provider.endpoints.is_empty(), "provider {id} has no endpoints");
    }
    for error in &errors {
        regex(&error.id, &error.pattern);
        let known = error.provider == "any" || provider_ids.contains(error.provider.as_str());
        assert!(known, "error {} names the provider {}, which has no row", error.id, error.provider);
    }
    for grant in &grants {
        regex(&grant.id, &grant.pattern);
        let known = grant.provider == "any" || provider_ids.contains(grant.provider.as_str());
        assert!(known, "grant error {} names the provider {}, which has no row", grant.id, grant.provider);
    }
    for host in &submission {
        let known = host.provider.is_empty() || provider_ids.contains(host.provider.as_str());
        assert!(known, "submission host {} names the provider {}, which has no row", host.id, host.provider);
    }
    for words in &words {
        words.patterns.iter().for_each(|pattern| regex(&format!("{:?}", words.reason), pattern));
        let explains = |row: &ErrorRow| row.provider == "any" && row.reasons.contains(&words.reason);
        assert!(errors.iter().any(explains), "{:?} has words but no row that explains it", words.reason);
    }
    for service in &services {
        regex(&service.name, &service.greeting);
    }
    for host in &hosts {
        host.ns_patterns.iter().for_each(|pattern| regex(&host.id, pattern));
    }
}

/// Reads `facts/<file>.toml`, whose only array of tables is named `key`, and writes it as JSON.
fn convert<T: DeserializeOwned + Serialize>(file: &str, key: &str) -> Vec<T> {
    let path = format!("facts/{file}.toml");
    println!("cargo::rerun-if-changed={path}");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
    let rows = table.remove(key).unwrap_or_else(|| panic!("{path} has no [[{key}]]"));
    let rows: Vec<T> = rows.try_into().unwrap_or_else(|error| panic!("{path}: {error}"));
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let json = serde_json::to_vec(&rows).expect("parsed rows can be written as JSON");
    fs::write(Path::new(&out).join(format!("{file}.json")), json).expect("OUT_DIR is writable");
    rows
}

/// The causes that have no row in a catalog.
const OWN_CAUSES: &str = "facts/own-causes.txt";

/// Writes the enum of all causes: one for each row of the catalogs, and our own.
fn causes<'a>(rows: impl Iterator<Item = &'a str>) {
    println!("cargo::rerun-if-changed={OWN_CAUSES}");
    let own = fs::read_to_string(OWN_CAUSES).unwrap_or_else(|error| panic!("{OWN_CAUSES}: {error}"));
    let own = own.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let mut ids: Vec<&str> = rows.collect();
    ids.extend(own);
    unique("the causes", ids.iter().copied());
    let joined = |line: fn(&str) -> String| ids.iter().map(|id| line(id)).collect::<Vec<_>>().concat();
    let variants = joined(|id| format!("    /// `{id}`.\n    {},\n", camel(id)));
    let arms = joined(|id| format!("            Self::{} => {id:?},\n", camel(id)));
    let names = joined(|id| format!("Self::{}, ", camel(id)));
    let code = format!(
        "/// Why a check stopped. Each row of the catalogs has a cause, and some causes have no row.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]\npub enum Cause {{\n{variants}}}\n\n\
         impl Cause {{\n    /// Every cause.\n    pub const ALL: [Self; {}] = [{names}];\n\n\
         /// Returns the stable code.\n    #[allow(clippy::too_many_lines)]\n    pub fn as_str(self) -> &'static str {{\n        match self {{\n{arms}        }}\n    }}\n}}\n",
        ids.len()
    );
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("causes.rs"), code).expect("OUT_DIR is writable");
}

/// Returns `DnsNxdomain` for `dns-nxdomain`.
fn camel(id: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    id.split('-').map(capital).collect()
}

fn unique<'a>(file: &str, ids: impl Iterator<Item = &'a str>) -> HashSet<&'a str> {
    let mut seen = HashSet::new();
    for id in ids {
        assert!(seen.insert(id), "{file}: the id {id} appears twice");
    }
    seen
}

fn regex(id: &str, pattern: &str) {
    if let Err(error) = regex_lite::Regex::new(pattern) {
        panic!("{id}: the pattern {pattern} isn't valid: {error}");
    }
}
