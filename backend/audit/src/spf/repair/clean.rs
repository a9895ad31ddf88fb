//! Characters that a web page, a word processor or a DNS panel put in place of what was typed.

use regex_lite::Regex;
use std::sync::LazyLock;

use super::mistake::{Mistake, MistakeKind, Stray};

/// A text in plain ASCII, and the changes that were made to it.
#[derive(Debug)]
pub(super) struct Cleaned {
    pub(super) text: String,
    pub(super) mistakes: Vec<Mistake>,
}

/// The forms of a character in HTML, in a URL, in a zone file and in source code.
const WRITTEN: [(&str, &str); 40] = [
    ("&nbsp;", " "),
    ("&ensp;", " "),
    ("&emsp;", " "),
    ("&thinsp;", " "),
    ("&#160;", " "),
    ("&#xa0;", " "),
    ("&#32;", " "),
    ("&#10;", " "),
    ("&#13;", " "),
    ("&zwnj;", ""),
    ("&zwsp;", ""),
    ("&#8203;", ""),
    ("&#x200b;", ""),
    ("&shy;", ""),
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&#x22;", "\""),
    ("&ldquo;", "\""),
    ("&rdquo;", "\""),
    ("&bdquo;", "\""),
    ("&laquo;", "\""),
    ("&raquo;", "\""),
    ("&apos;", "\""),
    ("&#39;", "\""),
    ("&lsquo;", "\""),
    ("&rsquo;", "\""),
    ("&ndash;", "-"),
    ("&mdash;", "-"),
    ("&minus;", "-"),
    ("&hyphen;", "-"),
    ("&#8211;", "-"),
    ("&tilde;", "~"),
    ("&#126;", "~"),
    ("&colon;", ":"),
    ("&#58;", ":"),
    ("&equals;", "="),
    ("&#61;", "="),
    ("&plus;", "+"),
    ("&sol;", "/"),
    ("&amp;", "&"),
];
const ESCAPED: [(&str, &str); 13] = [
    ("\\\"", "\""),
    ("\\;", ";"),
    ("\\010", " "),
    ("\\013", " "),
    ("\\009", " "),
    ("\\032", " "),
    ("\\r", " "),
    ("\\n", " "),
    ("\\t", " "),
    ("%20", " "),
    ("%3A", ":"),
    ("%3D", "="),
    ("%2F", "/"),
];

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)</?(?:br|p|b|i|div|span|code|pre|tt|td|tr|li|strong|em)(?:\s[^>]*)?/?>")
        .expect("valid regex")
});

/// Converts a text to plain ASCII, as far as each character has only one reading.
pub(super) fn clean(text: &str) -> Cleaned {
    let mut mistakes = Vec::new();
    let mut text = replaced(text, &WRITTEN, Stray::Entity, &mut mistakes);
    if TAG.is_match(&text) {
        mistakes.push(sign(Stray::Entity, TAG.find(&text).map_or("", |found| found.as_str()), " "));
        text = TAG.replace_all(&text, " ").into_owned();
    }
    text = replaced(&text, &ESCAPED, Stray::Escape, &mut mistakes);
    let mut plain = String::with_capacity(text.len());
    for sign in text.chars() {
        match reading(sign) {
            None => plain.push(sign),
            Some((stray, instead)) => {
                plain.push_str(instead);
                let mistake = self::sign(stray, &sign.to_string(), instead);
                if !mistakes.contains(&mistake) {
                    mistakes.push(mistake);
                }
            }
        }
    }
    Cleaned { text: plain, mistakes }
}

fn sign(stray: Stray, was: &str, now: &str) -> Mistake {
    Mistake { kind: MistakeKind::Sign(stray), was: was.to_owned(), now: now.to_owned() }
}

fn replaced(text: &str, table: &[(&str, &str)], stray: Stray, mistakes: &mut Vec<Mistake>) -> String {
    let mut text = text.to_owned();
    for (written, instead) in table {
        while let Some(at) = text.to_ascii_lowercase().find(&written.to_ascii_lowercase()) {
            let mistake = sign(stray, written, instead);
            if !mistakes.contains(&mistake) {
                mistakes.push(mistake);
            }
            text.replace_range(at..at + written.len(), instead);
        }
    }
    text
}

/// Returns what a character was intended to be, or `None` if it is plain ASCII or unknown.
fn reading(sign: char) -> Option<(Stray, &'static str)> {
    Some(match sign {
        ' '..='~' => return None,
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
            (Stray::LineBreak, " ")
        }
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            (Stray::Blank, " ")
        }
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => (Stray::Invisible, ""),
        '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '″' | '´' | '＂'
        | '＇' => (Stray::Quote, "\""),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' | '－' => (Stray::Dash, "-"),
        '˜' | '∼' | '～' | '〜' => (Stray::Lookalike, "~"),
        '：' | '﹕' | '∶' | 'ː' => (Stray::Lookalike, ":"),
        '＝' | '﹦' => (Stray::Lookalike, "="),
        '＋' => (Stray::Lookalike, "+"),
        '？' => (Stray::Lookalike, "?"),
        '．' | '。' | '․' | '·' => (Stray::Lookalike, "."),
        '／' | '∕' | '⁄' => (Stray::Lookalike, "/"),
        '，' | '、' | '،' => (Stray::Lookalike, ","),
        '；' => (Stray::Lookalike, ";"),
        '＿' => (Stray::Lookalike, "_"),
        'а' => (Stray::Lookalike, "a"),
        'с' => (Stray::Lookalike, "c"),
        'е' => (Stray::Lookalike, "e"),
        'і' => (Stray::Lookalike, "i"),
        'о' => (Stray::Lookalike, "o"),
        'р' | 'ｐ' => (Stray::Lookalike, "p"),
        'ѕ' | 'ｓ' => (Stray::Lookalike, "s"),
        'х' => (Stray::Lookalike, "x"),
        'ѵ' | 'ｖ' => (Stray::Lookalike, "v"),
        'ｆ' => (Stray::Lookalike, "f"),
        '１' => (Stray::Lookalike, "1"),
        sign if sign.is_control() => (Stray::LineBreak, " "),
        _ => return None,
    })
}
