//! Hosts that an operator publishes for sending. Such a name isn't a typo, and only the operator's servers have it.

#[cfg(test)]
mod tests;

use super::{Provider, SubmissionHost, ends_on_label, is_endpoint, provider, provider_by_host};
use super::{providers, submission_hosts};
use crate::rules::{Port, Security};

/// The most changes between two names that still count as a typo.
const TYPO_MAX: usize = 2;

/// A published host, and everything that the tables say about it.
#[derive(Debug, Clone)]
pub struct Published {
    host: String,
    provider: Option<&'static Provider>,
    rows: Vec<&'static SubmissionHost>,
}

/// Returns the host, if an operator publishes it.
pub fn published(host: &str) -> Option<Published> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let has = |row: &&SubmissionHost| row.names.iter().any(|name| is_endpoint(name, &host));
    let rows: Vec<_> = submission_hosts().iter().filter(has).collect();
    let of_row = || rows.iter().find_map(|row| provider(&row.provider));
    let provider = provider_by_host(&host).or_else(of_row);
    (provider.is_some() || !rows.is_empty()).then_some(Published { host, provider, rows })
}

/// Returns the published host that was most likely meant.
pub fn nearest(name: &str) -> Option<&'static str> {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let endpoints = providers().iter().flat_map(|provider| &provider.endpoints).map(|end| &end.host);
    let names = endpoints.chain(submission_hosts().iter().flat_map(|row| &row.names));
    let exact = names.map(String::as_str).filter(|name| !name.contains('<'));
    let near = exact.map(|known| (changes(&name, known), known)).filter(|(n, _)| (1..=TYPO_MAX).contains(n));
    near.min_by_key(|(n, _)| *n).map(|(_, known)| known)
}

impl Published {
    /// Returns who publishes it, as its customers know them.
    pub fn operator(&self) -> &'static str {
        let row = || self.rows.first().map_or("the provider", |row| row.operator.as_str());
        self.provider.map_or_else(row, |provider| provider.name.as_str())
    }

    /// Returns true if it takes mail on this port.
    pub fn takes(&self, port: Port, security: Security) -> bool {
        let asked = (port.get(), security);
        let in_row = |row: &&SubmissionHost| match security {
            Security::ImplicitTls => row.implicit_tls.contains(&port.get()),
            Security::Starttls => row.starttls.contains(&port.get()),
        };
        let mut endpoints = self.provider.iter().flat_map(|provider| &provider.endpoints);
        endpoints.any(|end| (end.port, end.security) == asked && is_endpoint(&end.host, &self.host))
            || self.rows.iter().any(in_row)
    }

    /// Returns true if a name, which can begin with `*.`, can be one of the operator's own servers.
    pub fn is_own(&self, name: &str) -> bool {
        let name = name.trim_start_matches("*.");
        let of_provider = self.provider.iter().flat_map(|provider| {
            let endpoints = provider.endpoints.iter().map(|end| end.host.as_str());
            let bounces = provider.return_path.iter().map(|path| path.target.as_str());
            let lists = [&provider.mx_suffixes, &provider.spf_include, &provider.email_domains];
            endpoints.chain(bounces).chain(lists.into_iter().flatten().map(String::as_str))
        });
        let of_rows = self.rows.iter().flat_map(|row| &row.domains).map(String::as_str);
        let own = [self.host.as_str()].into_iter().chain(of_provider).chain(of_rows);
        own.map(registered).any(|domain| domain.contains('.') && ends_on_label(name, domain))
    }
}

/// Returns the part of a name that was registered: two labels, or three below `co.uk` and similar suffixes.
fn registered(name: &str) -> &str {
    let labels: Vec<&str> = name.split('.').collect();
    let is_split = |second: &str| matches!(second, "co" | "com" | "org" | "net" | "ac" | "gov" | "ne" | "or");
    let take = match labels[..] {
        [.., second, top] if top.len() == 2 && is_split(second) => 3,
        _ => 2,
    };
    let skipped: usize = labels.iter().rev().skip(take).map(|label| label.len() + 1).sum();
    name.get(skipped..).unwrap_or(name)
}

/// Returns how many letters have to be added, removed, changed or swapped with the next one.
fn changes(from: &str, to: &str) -> usize {
    let (from, to) = (from.as_bytes(), to.as_bytes());
    if from.len().abs_diff(to.len()) > TYPO_MAX {
        return usize::MAX;
    }
    let mut rows = [vec![0; to.len() + 1], (0..=to.len()).collect(), vec![0; to.len() + 1]];
    for (i, a) in from.iter().enumerate() {
        let [before, last, row] = &mut rows;
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let mut fewest = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                fewest = fewest.min(before[j - 1] + 1);
            }
            row[j + 1] = fewest;
        }
        rows.rotate_left(1);
    }
    rows[1][to.len()]
}
