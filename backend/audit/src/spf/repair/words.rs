//! Reads the words of a record one by one, and joins words that a space broke in two.

use super::{
    mistake::{Mistake, MistakeKind, Stray},
    split,
    term::{self, is_plain},
};

/// How many readings are kept while words are read.
const ALTERNATIVES_MAX: usize = 4;
/// Mechanisms and modifiers that need a value.
const TAKES_VALUE: [&str; 6] = ["include", "ip4", "ip6", "exists", "redirect", "exp"];
/// Words that belong to a sentence, not to a record.
const FILLERS: [&str; 7] = ["and", "or", "und", "et", "&", "+", "|"];

/// The words of a record, as they were read.
pub(super) struct Words {
    /// The terms, for each way to read them.
    pub(super) alternatives: Vec<Vec<String>>,
    pub(super) mistakes: Vec<Mistake>,
    /// Words whose meaning is unclear.
    pub(super) unread: Vec<String>,
}

pub(super) fn read(terms: &str) -> Words {
    let mut words = Words { alternatives: vec![Vec::new()], mistakes: Vec::new(), unread: Vec::new() };
    let mut before: Option<String> = None;
    for word in joined(unquoted(terms, &mut words.mistakes), &mut words.mistakes) {
        if word.eq_ignore_ascii_case("v=spf1") {
            words.add(MistakeKind::VersionTwice, &word, "");
        } else if FILLERS.contains(&word.to_ascii_lowercase().as_str()) || word.chars().all(is_mark) {
            words.add(MistakeKind::Punctuation, &word, "");
        } else {
            words.take(&word, before.as_deref());
        }
        let last = words.alternatives[0].last();
        before = last.map(|term| term.trim_start_matches(['+', '-', '~', '?']).to_ascii_lowercase());
    }
    words
}

impl Words {
    fn take(&mut self, word: &str, before: Option<&str>) {
        let Some(split::Read { alternatives, kind }) = split::read(word, before) else {
            self.unread.push(word.to_owned());
            return;
        };
        if let Some(kind) = kind {
            self.add(kind, word, &alternatives[0].join(" "));
        }
        let mut longer = Vec::new();
        for terms in &self.alternatives {
            for more in &alternatives {
                longer.push([terms.as_slice(), more].concat());
            }
        }
        longer.truncate(ALTERNATIVES_MAX);
        self.alternatives = longer;
    }

    fn add(&mut self, kind: MistakeKind, was: &str, now: &str) {
        self.mistakes.push(Mistake { kind, was: was.to_owned(), now: now.to_owned() });
    }
}

fn is_mark(c: char) -> bool {
    ",;.|\"'`".contains(c)
}

/// Removes quotation marks from the words. A quotation mark inside a word is where two strings of a zone file met.
fn unquoted(terms: &str, mistakes: &mut Vec<Mistake>) -> Vec<String> {
    let mut words = Vec::new();
    for word in terms.split_whitespace() {
        let is_quote = |c: char| "\"'`".contains(c);
        if !word.contains(is_quote) {
            words.push(word.to_owned());
            continue;
        }
        let kind = MistakeKind::Sign(Stray::Quote);
        if !mistakes.iter().any(|mistake| mistake.kind == kind) {
            mistakes.push(Mistake { kind, was: word.to_owned(), now: word.replace(is_quote, "") });
        }
        let pieces: Vec<&str> = word.split(is_quote).filter(|piece| !piece.is_empty()).collect();
        let whole = pieces.concat();
        // Either the pieces form one term together, or each of them is a term.
        let are_terms = pieces.len() > 1 && pieces.iter().all(|piece| is_plain(piece));
        if are_terms && !(is_plain(&whole) && pieces.len() == 2 && pieces[1].len() < 3) {
            words.extend(pieces.into_iter().map(str::to_owned));
        } else if !whole.is_empty() {
            words.push(whole);
        }
    }
    words
}

/// Joins what a space separates: `include: a.test`, `- all`, `ip4:192.0.2.0 /24`.
fn joined(words: Vec<String>, mistakes: &mut Vec<Mistake>) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    for word in words {
        let last = whole.last().cloned();
        match last.filter(|last| belongs(last, &word)) {
            Some(last) => {
                let sign = if needs_sign(&last, &word) { ":" } else { "" };
                let together = format!("{last}{sign}{word}");
                mistakes.push(Mistake {
                    kind: MistakeKind::BlankInside,
                    was: format!("{last} {word}"),
                    now: together.clone(),
                });
                whole.pop();
                whole.push(together);
            }
            None => whole.push(word),
        }
    }
    whole
}

fn belongs(last: &str, word: &str) -> bool {
    let name = last.trim_start_matches(['+', '-', '~', '?']).to_ascii_lowercase();
    let bare = name.trim_end_matches([':', '=']);
    let is_value = word.contains(['.', ':']) && !is_plain(word);
    if name.is_empty() {
        return last.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic());
    }
    if name.ends_with([':', '=']) && term::keyword(bare).is_some() {
        return is_value || word.starts_with("%{");
    }
    if TAKES_VALUE.contains(&name.as_str()) {
        return word.starts_with([':', '=']) || is_value;
    }
    let is_prefix =
        word.len() > 1 && word.starts_with('/') && word[1..].bytes().all(|byte| byte.is_ascii_digit());
    (is_prefix && !name.contains('/')) || (word.starts_with([':', '=']) && term::keyword(&name).is_some())
}

fn needs_sign(last: &str, word: &str) -> bool {
    let name = last.trim_start_matches(['+', '-', '~', '?']).to_ascii_lowercase();
    TAKES_VALUE.contains(&name.as_str()) && !word.starts_with([':', '='])
}
