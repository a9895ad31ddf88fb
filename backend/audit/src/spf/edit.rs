//! Edits of a record that leave the rest of it unchanged.

use super::{
    mend::Change,
    parse::{Mechanism, Record, TermKind},
};

/// Adds `terms` to `record`: before `all`, or else before `redirect=`, or else at the end. Terms that are already in
/// effect aren't repeated.
pub fn with_terms(record: &Record, terms: &[String]) -> String {
    let text = record.text();
    let present = |term: &String| {
        record
            .directives()
            .any(|(own, ..)| record.source(own).trim_start_matches('+').eq_ignore_ascii_case(term))
    };
    let new: Vec<&str> = terms.iter().filter(|term| !present(term)).map(String::as_str).collect();
    if new.is_empty() {
        return text.to_owned();
    }
    let new = new.join(" ");
    let before = record.all().map(|(index, _)| index).or_else(|| record.redirect().map(|(index, _)| index));
    match before {
        Some(index) => {
            let (head, tail) = text.split_at(record.terms[index].span.start);
            format!("{head}{new} {tail}")
        }
        None => format!("{} {new}", text.trim_end_matches(' ')),
    }
}

/// Applies these changes to the terms of `record`. A term that is already in the record isn't repeated.
pub(super) fn changed(record: &Record, changes: &[Change]) -> String {
    let mut words = vec![record.text()[..6].to_owned()];
    for (index, term) in record.terms.iter().enumerate() {
        match changes.iter().find(|change| change.index == index) {
            Some(change) => {
                let others = record.terms.iter().map(|term| record.source(term));
                let is_new = |new: &&String| !others.clone().any(|own| own.eq_ignore_ascii_case(new));
                words.extend(change.terms.iter().filter(is_new).cloned());
            }
            None => words.push(record.source(term).to_owned()),
        }
    }
    words.join(" ")
}

/// Appends this `all` to `record`.
pub(super) fn with_ending(record: &Record, ending: &str) -> String {
    format!("{} {ending}", record.text().trim_end_matches(' '))
}

/// Merges several records: the terms of the first, then what the others add, before its `all` or `redirect=`. Returns
/// `None` if they disagree on a `redirect=` or an `exp=`, or if one of them allows everyone to send, because only their
/// owner can decide that.
pub fn merged(records: &[Record]) -> Option<String> {
    let (first, others) = records.split_first()?;
    let single = |record: &Record| record.redirect().is_some() || record.explanation().is_some();
    if records.iter().any(Record::passes_everybody)
        || others.iter().any(single)
        || (first.redirect().is_some() && others.iter().any(|other| other.all().is_some()))
    {
        return None;
    }
    let mut record = first.clone();
    for other in others {
        let terms: Vec<String> = other
            .directives()
            .filter(|(_, _, mechanism)| **mechanism != Mechanism::All)
            .map(|(term, ..)| other.source(term).to_owned())
            .collect();
        record = Record::parse(&with_terms(&record, &terms)).ok()?;
    }
    // If the endings differ, the milder one is used, so that mail which either record allowed isn't rejected now.
    let endings = records.iter().filter_map(|record| Some((record, record.all()?)));
    let mildest = endings.max_by_key(|(_, (_, qualifier))| qualifier.mildness());
    match (record.all(), mildest) {
        (Some((index, _)), Some((owner, (at, _)))) => {
            let span = record.terms[index].span.clone();
            let mut text = record.text().to_owned();
            text.replace_range(span, owner.source(&owner.terms[at]));
            Some(text)
        }
        (None, Some((owner, (at, _)))) => {
            Some(format!("{} {}", record.text().trim_end_matches(' '), owner.source(&owner.terms[at])))
        }
        _ => Some(record.text().to_owned()),
    }
}

/// Returns a provider's terms in the form that customers add. A `redirect=` would replace the rest of their record, so
/// it becomes an `include:`.
pub fn provider_terms(mechanism: &str) -> Vec<String> {
    mechanism
        .split_ascii_whitespace()
        .map(|term| match term.strip_prefix("redirect=") {
            Some(domain) => format!("include:{domain}"),
            None => term.to_owned(),
        })
        .collect()
}

/// Returns the domains that the terms include.
pub(super) fn included(terms: &[String]) -> impl Iterator<Item = &str> {
    terms.iter().filter_map(|term| term.strip_prefix("include:"))
}

/// Returns true if the record has a mechanism of this kind.
pub(super) fn has(record: &Record, is: impl Fn(&Mechanism) -> bool) -> bool {
    record.terms.iter().any(|term| matches!(&term.kind, TermKind::Directive(_, mechanism) if is(mechanism)))
}
