//! The DNS tree walk, which finds the record that applies and the organizational domain (RFC 9989, section 4.10).

#[cfg(test)]
mod tests;

use futures_util::future::join_all;
use shared::dns::{Kind, Resolver, Silence};

use super::{record::DmarcRecord, repair::is_meant_as_dmarc};

/// How many labels are left after the first step of a walk that starts at a long name.
const LABELS_AFTER_JUMP: usize = 7;

/// What is at `_dmarc` below one name.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// The name, without `_dmarc`.
    pub(super) domain: String,
    pub(super) found: Found,
    /// The aliases that the answer followed.
    pub(super) hops: Vec<String>,
}

#[derive(Debug, Clone)]
pub(super) enum Found {
    Nothing,
    One(DmarcRecord),
    /// Several records, all of which receivers ignore.
    Several(Vec<String>),
    /// A text that was intended as a record but isn't one.
    Unreadable(String),
    Silent(Silence),
}

impl Step {
    pub(super) fn record(&self) -> Option<&DmarcRecord> {
        match &self.found {
            Found::One(record) => Some(record),
            _ => None,
        }
    }
}

/// Queries the domain and its parents, with at most 8 queries in parallel. The first step is the domain itself.
pub(super) async fn walk<R: Resolver>(resolver: &R, domain: &str) -> Vec<Step> {
    join_all(names(domain).into_iter().map(|domain| step(resolver, domain))).await
}

fn names(domain: &str) -> Vec<String> {
    let labels: Vec<&str> = domain.split('.').collect();
    let first = labels.len().saturating_sub(1).min(LABELS_AFTER_JUMP);
    let parents = (1..=first).rev().map(|count| labels[labels.len() - count..].join("."));
    std::iter::once(domain.to_owned()).chain(parents).collect()
}

async fn step<R: Resolver>(resolver: &R, domain: String) -> Step {
    let answer = resolver.ask(&format!("_dmarc.{domain}"), Kind::Txt).await;
    let texts: Vec<String> = answer.texts().collect();
    let records: Vec<DmarcRecord> = texts.iter().filter_map(|text| DmarcRecord::parse(text)).collect();
    let found = match (answer.silence(), records.as_slice()) {
        (Some(silence), _) => Found::Silent(silence.clone()),
        (None, [record]) => Found::One(record.clone()),
        (None, [_, _, ..]) => Found::Several(records.iter().map(|record| record.text().to_owned()).collect()),
        (None, []) => match texts.into_iter().find(|text| is_meant_as_dmarc(text)) {
            Some(text) => Found::Unreadable(text),
            None => Found::Nothing,
        },
    };
    Step { domain, found, hops: answer.hops().to_vec() }
}

/// Returns the organizational domain (RFC 9989, section 4.10.2). It is the domain of the first record with `psd=n`, or
/// the name below the first parent with `psd=y`, or the domain of the record with the fewest labels, or the name
/// itself.
pub(super) fn organizational(steps: &[Step]) -> &str {
    let own = steps.first().map_or("", |step| step.domain.as_str());
    let mut fewest = own;
    for (index, step) in steps.iter().enumerate() {
        let Some(record) = step.record() else { continue };
        match record.psd() {
            Some('n') => return &step.domain,
            Some('y') if index > 0 => return one_below(own, &step.domain),
            _ => fewest = &step.domain,
        }
    }
    fewest
}

/// Returns the end of `name` that has one more label than `parent`.
fn one_below<'a>(name: &'a str, parent: &str) -> &'a str {
    let Some(rest) = name.strip_suffix(parent).and_then(|rest| rest.strip_suffix('.')) else { return name };
    let start = rest.rfind('.').map_or(0, |dot| dot + 1);
    &name[start..]
}
