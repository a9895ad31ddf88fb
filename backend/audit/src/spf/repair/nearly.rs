//! Decides if a text was intended as an SPF record, and finds where its terms begin.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::{
    super::parse::Record,
    mistake::{Mistake, MistakeKind, Stray},
};

/// A record's terms, and the mistakes before them.
pub(super) struct Found {
    pub(super) terms: String,
    pub(super) mistakes: Vec<Mistake>,
}

/// Words that come before the value in a line of a zone file or a form.
const LABELS: [&str; 9] = ["txt", "in", "spf", "value", "record", "type", "content", "data", "ttl"];

/// `v=spf1`, correct or mistyped.
static VERSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        v \s* [=:.\-]* \s* v \s* [=:]+ \s* spf \s* 1
        | v \s* [=:.\-]+ \s* spf [02-9] \b
        | v \s* [=:.\-]+ \s* (?: spf | sfp | psf | fsp | spff | sspf | sp | spt ) [\ _.\-=:]? [1l!](?:\.0)?
        | v \s* [=:.\-]+ \s* (?: spf | sfp | psf )\b
        | ^ \W* =? spf [\ =]? 1
        | ^ \W* v \s* spf \s* 1",
    )
    .expect("valid regex")
});

/// Text that only SPF records contain: a mechanism with its argument, or an ending.
static TERM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:include|ip4|ip6|ipv4|redirect|exists)\s*[:=]|[~\-+?]\s*all\b").expect("valid regex")
});

/// Finds the terms in a cleaned text. Returns `None` if it wasn't intended as an SPF record.
pub(super) fn record(text: &str, domain: &str) -> Option<Found> {
    let text = without_outer_quotes(text);
    let Some(found) = VERSION.find(&text) else { return without_version(&text) };
    let (head, version, tail) = (&text[..found.start()], found.as_str(), &text[found.end()..]);
    // Sender ID records (RFC 4406) are not SPF records.
    let is_other_version = tail.starts_with(|c: char| c.is_ascii_digit()) || tail.starts_with(".0/");
    if !is_label(head, domain) || is_other_version {
        return None;
    }
    let is_exact = version.eq_ignore_ascii_case("v=spf1");
    if !is_exact && !TERM.is_match(tail) {
        return None;
    }
    let mut mistakes = Vec::new();
    if !head.is_empty() {
        mistakes.push(Mistake {
            kind: MistakeKind::Before(stray(head)),
            was: head.to_owned(),
            now: String::new(),
        });
    }
    if !is_exact {
        mistakes.push(mistake(MistakeKind::Version, version));
    }
    let terms = tail.trim_start_matches(|c: char| c.is_whitespace() || "\",;:.=|/".contains(c));
    if terms.len() == tail.len() && !tail.is_empty() {
        mistakes.push(mistake(MistakeKind::VersionGlued, version));
    } else if !tail.is_empty() && !tail.starts_with(' ') {
        mistakes.push(mistake(MistakeKind::Version, &text[found.start()..text.len() - terms.len()]));
    }
    Some(Found { terms: terms.to_owned(), mistakes })
}

/// Finds terms without a version, if they occur only in SPF records.
fn without_version(text: &str) -> Option<Found> {
    let terms = text.trim_matches(|c: char| c.is_whitespace() || c == '"');
    let is_record = Record::parse(&format!("v=spf1 {terms}")).is_ok_and(|record| record.is_plain());
    let is_first_a_term = !terms.split(' ').next().is_some_and(|word| word.contains('='));
    let has_both = is_first_a_term
        && terms.split(' ').any(|word| word.contains(':'))
        && TERM.find_iter(terms).count() > 1;
    (is_record && has_both)
        .then(|| Found { terms: terms.to_owned(), mistakes: vec![mistake(MistakeKind::Version, terms)] })
}

fn mistake(kind: MistakeKind, was: &str) -> Mistake {
    Mistake { kind, was: was.to_owned(), now: "v=spf1".to_owned() }
}

/// Joins quoted strings, as in a zone file, and keeps the text around them.
fn without_outer_quotes(text: &str) -> String {
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| Regex::new("\"\\s*\"").expect("valid regex"));
    // A quotation mark stays between the strings. The terms show later if a space belongs there.
    BETWEEN.replace_all(text, "\"").into_owned()
}

/// Returns true if the text before the version is only a label.
fn is_label(head: &str, domain: &str) -> bool {
    let words = head.split(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c));
    words.filter(|word| word.chars().any(|c| c.is_ascii_alphanumeric())).all(|word| {
        let word = word.trim_matches('.').to_ascii_lowercase();
        LABELS.contains(&word.as_str()) || word == domain || word.chars().all(|c| c.is_ascii_digit())
    })
}

fn stray(head: &str) -> Stray {
    if head.chars().any(|c| c.is_ascii_alphanumeric()) {
        Stray::Word
    } else if head.contains('"') || head.contains('\'') || head.contains('`') {
        Stray::Quote
    } else {
        Stray::Blank
    }
}
