//! Splits a word that contains one or more terms.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::{
    mistake::MistakeKind,
    term::{self, Mended, is_plain},
};

/// The terms in a word, for each way to read it.
pub(super) struct Read {
    pub(super) alternatives: Vec<Vec<String>>,
    /// What was wrong with the word.
    pub(super) kind: Option<MistakeKind>,
}

/// The start of a term inside a word.
static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[+\-~?]?(?:include|inlcude|ip4|ip6|ipv4|ipv6|exists|redirect|ptr|exp|mx|a)[:=]")
        .expect("valid regex")
});
/// An ending directly after another term.
static ENDS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)[+\-~?]all\W*$").expect("valid regex"));
/// An ending without its sign, directly after an address or a network.
static BARE_ENDING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)[0-9](all)\W*$").expect("valid regex"));
/// Mechanisms without arguments, and nothing between them.
static HOSTS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^(?:[+]?(?:mx|a|ptr))+(?:[+\-~?]all)?$").expect("valid regex"));
static HOST: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)[+]?(?:mx|ptr|a(?:ll)?)|[\-~?]all").expect("valid regex"));

/// Reads a word. `before` is the previous term in lowercase, without its qualifier.
pub(super) fn read(word: &str, before: Option<&str>) -> Option<Read> {
    if is_plain(word) && term::keyword_of_modifier(word).is_none() {
        return Some(Read { alternatives: vec![vec![word.to_owned()]], kind: None });
    }
    if let Some(read) = whole(word, before) {
        return Some(read);
    }
    if HOSTS.is_match(word) {
        let terms: Vec<String> = HOST.find_iter(word).map(|found| found.as_str().to_owned()).collect();
        return Some(Read { alternatives: vec![terms], kind: Some(MistakeKind::Glued) });
    }
    let pieces = pieces(word);
    match pieces.as_slice() {
        [] => return None,
        // The word is a single piece and nothing could be repaired.
        [one] if one == word => return None,
        _ => {}
    }
    several(&pieces, word, before)
}

fn whole(word: &str, before: Option<&str>) -> Option<Read> {
    let Mended { texts, kind } = term::mend(word, before)?;
    Some(Read { alternatives: texts.into_iter().map(|text| vec![text]).collect(), kind: Some(kind) })
}

/// Reads each piece as a term. A piece without a mechanism gets the one of the previous piece.
fn several(pieces: &[String], word: &str, before: Option<&str>) -> Option<Read> {
    let mut alternatives: Vec<Vec<String>> = vec![Vec::new()];
    let mut before = before.map(str::to_owned);
    let mut is_listed = false;
    for piece in pieces {
        let texts = if is_plain(piece) && term::keyword_of_modifier(piece).is_none() {
            vec![piece.clone()]
        } else {
            let mended = term::mend(piece, before.as_deref())?;
            is_listed |= mended.kind == MistakeKind::Bare;
            mended.texts
        };
        before = texts.first().map(|text| text.trim_start_matches(['+', '-', '~', '?']).to_ascii_lowercase());
        let longer = |terms: &Vec<String>| {
            texts
                .iter()
                .map(|text| [terms.as_slice(), std::slice::from_ref(text)].concat())
                .collect::<Vec<_>>()
        };
        alternatives = alternatives.iter().flat_map(longer).take(4).collect();
    }
    let kind = match word.contains([',', ';', '|']) {
        _ if is_listed => MistakeKind::Bare,
        _ if pieces.len() == 1 => MistakeKind::Punctuation,
        true => MistakeKind::Separator,
        false => MistakeKind::Glued,
    };
    Some(Read { alternatives, kind: Some(kind) })
}

/// Splits a word at separators, before signs that begin a term, and before the name of a mechanism.
fn pieces(word: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for piece in outside_macros(word) {
        let is_label = !piece.is_empty()
            && piece.bytes().all(|byte| byte.is_ascii_alphabetic())
            && term::keyword(&piece).is_none()
            && !piece.eq_ignore_ascii_case("all");
        match pieces.last_mut() {
            // A comma instead of a dot, as in "example,com".
            Some(last) if is_label && last.contains('.') => *last = format!("{last}.{piece}"),
            _ => pieces.extend(glued(&piece)),
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Splits at characters that separate terms, except inside `%{…}`.
fn outside_macros(word: &str) -> Vec<String> {
    let (mut pieces, mut piece, mut depth) = (Vec::new(), String::new(), 0_u32);
    for c in word.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match c {
            ',' | ';' | '|' | '&' | '\\' if depth == 0 => pieces.push(std::mem::take(&mut piece)),
            '+' | '~' | '?' if depth == 0 => {
                pieces.push(std::mem::take(&mut piece));
                piece.push(c);
            }
            _ => piece.push(c),
        }
    }
    pieces.push(piece);
    pieces
}

/// Splits before each mechanism name that is followed by `:` or `=`, and before an ending.
fn glued(piece: &str) -> Vec<String> {
    if is_plain(piece) {
        return vec![piece.to_owned()];
    }
    let mut cuts: Vec<usize> = BEGINS.find_iter(piece).map(|found| found.start()).collect();
    cuts.extend(ENDS.find(piece).map(|found| found.start()));
    cuts.extend(BARE_ENDING.captures(piece).and_then(|found| found.get(1)).map(|found| found.start()));
    cuts.push(0);
    cuts.push(piece.len());
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|cut| piece[cut[0]..cut[1]].to_owned()).collect()
}
