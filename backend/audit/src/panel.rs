//! Identifies the DNS host from the zone's nameservers, and how its panel expects a record to be typed.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use futures_util::future::join_all;
use regex_lite::Regex;
use shared::{
    dns::{Answer, Kind, Resolver},
    facts::{DnsHost, dns_hosts, ends_on_label},
    report::{DnsHome, DomainFinding, Edit, Field, Judged, Remedy, Seen},
};

use super::{
    dmarc,
    judged::{fail, ok, silent, warn},
    zonefile,
};

/// The zone that contains a domain's records.
#[derive(Debug, Clone, Default)]
pub struct Zone {
    /// The zone's name: the domain itself or a parent. Empty if the zone wasn't found.
    pub apex: String,
    /// The zone's nameservers.
    pub servers: Vec<String>,
    host: Option<&'static DnsHost>,
    also: Vec<&'static DnsHost>,
}

/// Finds the zone and its DNS host, and returns the findings about them.
pub async fn find<R: Resolver>(resolver: &R, domain: &str) -> (Zone, Vec<Judged>) {
    let names: Vec<&str> = parents(domain).collect();
    let answers = join_all(names.iter().map(|name| resolver.ask(name, Kind::Ns))).await;
    let is_absent = answers.first().is_some_and(Answer::is_absent);
    if is_absent && !dmarc::has_owner(resolver, domain).await {
        return (Zone::default(), vec![fail(DomainFinding::NotFound(domain.to_owned()))]);
    }
    for (name, answer) in names.iter().zip(&answers) {
        // Nameservers at the end of an alias belong to another zone.
        let own = answer.hops().is_empty();
        let servers: Vec<String> = answer.names().filter(|_| own).map(str::to_owned).collect();
        if !servers.is_empty() {
            let zone = Zone::new(name, servers);
            let mut findings = vec![zone.finding()];
            // The name doesn't exist yet, but it is within someone's domain.
            findings.extend(is_absent.then(|| warn(DomainFinding::NotThereYet(domain.to_owned()))));
            return (zone, findings);
        }
        if let Some(silence) = answer.silence() {
            return (Zone::default(), vec![silent(DomainFinding::NameServersUnknown, name, silence)]);
        }
    }
    (Zone::default(), Vec::new())
}

/// Returns only the zone's name, or `None` if the zone wasn't found.
pub(super) async fn apex<R: Resolver>(resolver: &R, domain: &str) -> Option<String> {
    let names: Vec<&str> = parents(domain).collect();
    let answers = join_all(names.iter().map(|name| resolver.ask(name, Kind::Ns))).await;
    let first = names.iter().zip(&answers).find(|(_, answer)| {
        answer.silence().is_some() || answer.hops().is_empty() && answer.names().next().is_some()
    });
    first.filter(|(_, answer)| answer.silence().is_none()).map(|(name, _)| (*name).to_owned())
}

/// Returns the domain and its parents, without the top-level domain.
fn parents(domain: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(domain), |name| name.split_once('.').map(|(_, rest)| rest))
        .filter(|name| name.contains('.'))
        .take(5)
}

impl Zone {
    fn new(apex: &str, servers: Vec<String>) -> Self {
        let mut hosts = dns_hosts().iter().filter(|host| servers.iter().any(|server| is_of(host, server)));
        let (host, also) = (hosts.next(), hosts.collect());
        Self { apex: apex.to_owned(), servers, host, also }
    }

    /// Returns the DNS host for the report.
    pub fn found(&self) -> Option<DnsHome> {
        if self.servers.is_empty() {
            return None;
        }
        let Some(host) = self.host else {
            return Some(DnsHome {
                id: None,
                name: common_ending(&self.servers),
                panel_url: None,
                also: Vec::new(),
            });
        };
        Some(DnsHome {
            id: Some(host.id.clone()),
            name: host.name.clone(),
            panel_url: Some(host.panel_url.clone()).filter(|url| !url.is_empty()),
            also: self.also.iter().map(|host| host.name.clone()).collect(),
        })
    }

    fn finding(&self) -> Judged {
        let name = self.host.map_or_else(|| common_ending(&self.servers), |host| host.name.clone());
        ok(DomainFinding::DnsHost { name, is_listed: self.host.is_some() })
            .seen(self.servers.iter().cloned().map(Seen::Text))
    }

    /// Fills in a fix's text as the panel expects it to be typed, and as a fragment of a zone file.
    pub fn fill(&self, fix: &mut Remedy) {
        let edits = fix.change.edits();
        let field = |edit: &Edit| Field {
            name: self.host_field(&edit.name),
            value: zonefile::typed(self.host, edit),
        };
        fix.fields = edits.iter().map(field).collect();
        fix.zone = zonefile::fragment(&fix.change, &self.apex);
        fix.cautions = zonefile::cautions(self.host, &self.apex, &edits);
    }

    fn host_field(&self, name: &str) -> String {
        let form = self.host.map_or("relative", |host| host.name_form.as_str());
        if self.apex.is_empty() || form == "full" {
            return name.to_owned();
        }
        if name == self.apex {
            return match self.host.map_or("@", |host| host.apex_form.as_str()) {
                "blank" => String::new(),
                "full-domain" => name.to_owned(),
                _ => "@".to_owned(),
            };
        }
        let relative = name.strip_suffix(self.apex.as_str()).and_then(|rest| rest.strip_suffix('.'));
        relative.unwrap_or(name).to_owned()
    }
}

fn is_of(host: &DnsHost, server: &str) -> bool {
    host.ns_suffixes.iter().any(|suffix| ends_on_label(server, suffix))
        || host
            .ns_patterns
            .iter()
            .any(|pattern| Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(server)))
}

/// Returns the last two labels that are most common among the nameservers.
fn common_ending(servers: &[String]) -> String {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for server in servers {
        let labels: Vec<&str> = server.rsplitn(3, '.').take(2).collect();
        let ending = labels.into_iter().rev().collect::<Vec<_>>().join(".");
        *counts.entry(ending).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)))
        .map_or_else(String::new, |(ending, _)| ending)
}
