//! Reads an SPF record with mistakes as its author intended it, if there is only one way to read it.
//!
//! A mistake is fixed only if the text itself shows what was intended. Anything else is reported, and nothing is
//! removed from the record because of it.

mod clean;
mod mistake;
mod nearly;
mod split;
mod term;
#[cfg(test)]
mod tests;
mod words;

use self::mistake::MistakeKind;
pub(super) use self::{
    mistake::Mistake,
    term::{distance, keyword_of_modifier, of_network},
};
use super::{
    edit::{merged, with_terms},
    parse::{Mechanism, Record, is_spf},
};

/// The longest text that is repaired, in bytes: ten times what RFC 7208, section 3.4, allows.
const TEXT_MAX: usize = 4500;
/// How many readings of one text are tried.
const READINGS_MAX: usize = 4;

/// A text as it was intended.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// The records that were possibly intended, the likeliest first. Each can be parsed. Empty if a part has no
    /// reading.
    pub(super) texts: Vec<String>,
    /// The mistakes that were fixed.
    pub(super) mistakes: Vec<Mistake>,
    /// Parts whose meaning is unclear.
    pub(super) unread: Vec<String>,
}

impl Reading {
    /// Returns true if the text needs no repair.
    pub(super) fn is_as_it_stands(&self) -> bool {
        self.mistakes.is_empty() && self.unread.is_empty()
    }
}

/// Returns true if a text isn't an SPF record but was intended as one.
pub(super) fn is_nearly(text: &str, domain: &str) -> bool {
    !is_spf(text) && text.len() <= TEXT_MAX && nearly::record(&clean::clean(text).text, domain).is_some()
}

/// Reads a text that is an SPF record, or almost one.
pub(super) fn read(text: &str, domain: &str) -> Reading {
    let as_it_stands = Reading { texts: vec![text.to_owned()], mistakes: Vec::new(), unread: Vec::new() };
    if Record::parse(text).is_ok_and(|record| record.is_plain()) {
        return as_it_stands;
    }
    if text.len() > TEXT_MAX {
        let is_read = Record::parse(text).is_ok();
        let unread = Reading {
            texts: Vec::new(),
            mistakes: Vec::new(),
            unread: vec![text.chars().take(80).collect()],
        };
        return if is_read { as_it_stands } else { unread };
    }
    let cleaned = clean::clean(text);
    let Some(found) = nearly::record(&cleaned.text, domain) else {
        return Reading { texts: Vec::new(), mistakes: Vec::new(), unread: vec![text.to_owned()] };
    };
    let mut mistakes: Vec<Mistake> = cleaned.mistakes;
    mistakes.extend(found.mistakes);
    let (mut drafts, mut unread) = (vec![String::from("v=spf1")], Vec::new());
    let parts = two_records(&found.terms);
    for part in &parts {
        let words = words::read(part);
        mistakes.extend(words.mistakes);
        unread.extend(words.unread);
        drafts = together(&drafts, &words.alternatives);
    }
    if parts.len() > 1 {
        let twice = mistakes.iter_mut().filter(|mistake| mistake.kind == MistakeKind::VersionTwice);
        twice.for_each(|mistake| mistake.kind = MistakeKind::BehindEnding);
    }
    drafts.truncate(READINGS_MAX);
    if !unread.is_empty() {
        return Reading { texts: Vec::new(), mistakes, unread };
    }
    let texts: Vec<String> = drafts
        .iter()
        .filter_map(|draft| as_one(draft))
        .filter(|draft| Record::parse(draft).is_ok())
        .collect();
    if texts.is_empty() {
        unread.push(text.to_owned());
    }
    if mistakes.is_empty() && unread.is_empty() {
        return as_it_stands;
    }
    Reading { texts, mistakes, unread }
}

/// Splits the terms at a second `v=spf1`, if both parts have an ending. Receivers evaluate only the first part.
fn two_records(terms: &str) -> Vec<&str> {
    let at = terms.to_ascii_lowercase().find(" v=spf1 ");
    let halves = at.map(|at| terms.split_at(at + 1));
    let has_ending = |text: &str| {
        text.split_whitespace()
            .any(|word| word.trim_start_matches(['-', '~', '?', '+']).eq_ignore_ascii_case("all"))
    };
    match halves {
        Some((first, second)) if has_ending(first) && has_ending(second) => vec![first, second],
        _ => vec![terms],
    }
}

/// Merges the terms of two records in one text. Terms after the first ending move before it. That ending is in effect,
/// so it stays.
fn as_one(draft: &str) -> Option<String> {
    let record = Record::parse(draft).ok()?;
    let Some((index, _)) = record.all() else { return Some(draft.to_owned()) };
    let (first, second) = draft.split_at(record.terms.get(index)?.span.end);
    let second = Record::parse(&format!("v=spf1{second}")).ok()?;
    let terms: Vec<String> = second
        .directives()
        .filter(|(_, _, mechanism)| **mechanism != Mechanism::All)
        .map(|(term, ..)| second.source(term).to_owned())
        .collect();
    Some(with_terms(&Record::parse(first).ok()?, &terms))
}

/// Appends each alternative to each draft.
fn together(drafts: &[String], alternatives: &[Vec<String>]) -> Vec<String> {
    let with = |draft: &String, terms: &Vec<String>| {
        let added = std::iter::once(draft.clone()).chain(terms.iter().cloned());
        added.collect::<Vec<_>>().join(" ")
    };
    drafts.iter().flat_map(|draft| alternatives.iter().map(move |terms| with(draft, terms))).collect()
}

/// Reads several records and merges them. If one of them allows everyone to send, its `all` becomes `~all`.
pub(super) fn one_of(texts: &[String], domain: &str) -> Option<String> {
    let read = |text: &String| closed(&Record::parse(read(text, domain).texts.first()?).ok()?);
    let records: Vec<Record> = texts.iter().map(read).collect::<Option<_>>()?;
    merged(&records)
}

fn closed(record: &Record) -> Option<Record> {
    let Some((index, _)) = record.all().filter(|_| record.passes_everybody()) else {
        return Some(record.clone());
    };
    let mut text = record.text().to_owned();
    text.replace_range(record.terms[index].span.clone(), "~all");
    Record::parse(&text).ok()
}
