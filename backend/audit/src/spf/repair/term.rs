//! Repairs one invalid term.

mod address;
mod spelling;

pub(super) use self::spelling::keyword;
pub(in crate::spf) use self::{
    address::of_network,
    spelling::{distance, keyword_of_modifier},
};
use super::{super::parse, mistake::MistakeKind};

/// Mechanism names that no host name begins with.
const LONG: [&str; 5] = ["include", "redirect", "exists", "ip4", "ip6"];

/// A term as it was intended, in each possible reading.
pub(super) struct Mended {
    pub(super) texts: Vec<String>,
    pub(super) kind: MistakeKind,
}

impl Mended {
    fn one(text: String, kind: MistakeKind) -> Self {
        Self { texts: vec![text], kind }
    }
}

/// Returns true if a word is a valid term, with a name that is valid in DNS.
pub(super) fn is_plain(word: &str) -> bool {
    parse::is_plain_term(word)
}

/// Repairs a term. `before` is the previous term.
pub(super) fn mend(word: &str, before: Option<&str>) -> Option<Mended> {
    let (sign, rest) = qualifier(word.trim_matches(|c: char| ",;\"'`()<>{}|!.".contains(c)));
    if let Some(all) = ending(sign, rest) {
        return Some(Mended::one(all, MistakeKind::Punctuation));
    }
    let trimmed = trimmed(word);
    if trimmed != word && is_plain(trimmed) && keyword_of_modifier(trimmed).is_none() {
        return Some(Mended::one(trimmed.to_owned(), MistakeKind::Punctuation));
    }
    let (sign, rest) = qualifier(trimmed);
    if let Some((name, value)) = with_other_sign(rest)
        && let Some(mended) = with_value(sign, name, value, rest)
    {
        return Some(mended);
    }
    if let Some(mended) = bare(sign, rest, before) {
        return Some(mended);
    }
    let (name, value) = named(rest)?;
    with_value(sign, name, value, rest)
}

/// Removes characters that no term begins or ends with.
fn trimmed(word: &str) -> &str {
    let word = word.trim_matches(|c: char| ",;\"'`()<>{}|!\\^".contains(c));
    let inner = word.trim_end_matches(['.', ',', ';', ':', '/', '=', '-', '_', '!', '?']);
    // A name can end in a dot, and then the term is valid with it.
    if is_plain(word) {
        word
    } else if is_plain(inner) || inner.to_ascii_lowercase().ends_with("all") {
        inner
    } else {
        word
    }
}

fn qualifier(word: &str) -> (&str, &str) {
    let end = word.find(|c: char| !"+-~?".contains(c)).unwrap_or(word.len());
    let (signs, rest) = word.split_at(end);
    // A repeated sign counts once. Two different signs contradict each other.
    let same = signs.chars().all(|sign| signs.starts_with(sign));
    (if same { signs.get(..1).unwrap_or("") } else { signs }, rest)
}

/// Returns `all` with its sign, even if the sign comes after it, the hyphen is an underscore (the same key), or one
/// letter is wrong.
fn ending(sign: &str, rest: &str) -> Option<String> {
    let lower = rest.to_ascii_lowercase();
    let name = lower.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    if sign.len() > 1 || rest.contains([':', '/', '.']) {
        return None;
    }
    let is_all = ["all", "a11", "al1", "a1l", "aii", "ail", "ali"].contains(&name);
    let is_nearly = !sign.is_empty() && ["al", "alll", "aal", "aall", "lla", "ala"].contains(&name);
    if !is_all && !is_nearly {
        return None;
    }
    let behind = rest.chars().last().filter(|c| "-~?".contains(*c));
    let before = rest.starts_with('_').then_some('-');
    match (sign, behind, before) {
        ("", None, None) => (rest.len() == name.len()).then(|| "all".to_owned()),
        ("", Some(sign), None) | ("", None, Some(sign)) => Some(format!("{sign}all")),
        (sign, None, _) => Some(format!("{sign}all")),
        _ => None,
    }
}

/// Reads a name or an address without a mechanism.
fn bare(sign: &str, rest: &str, before: Option<&str>) -> Option<Mended> {
    if let Some(addresses) = address::read(rest) {
        return Some(Mended::one(
            addresses.iter().map(|term| format!("{sign}{term}")).collect::<Vec<_>>().join(" "),
            MistakeKind::Bare,
        ));
    }
    let host = host(rest)?;
    let kinds: &[&str] = match before.and_then(|term| term.split([':', '/']).next()) {
        Some("a") if before.is_some_and(|term| term.contains(':')) => &["a"],
        Some("mx") if before.is_some_and(|term| term.contains(':')) => &["mx"],
        Some("include") => &["include"],
        _ => &["include", "a"],
    };
    let texts = kinds.iter().map(|kind| format!("{sign}{kind}:{host}")).collect();
    Some(Mended { texts, kind: MistakeKind::Bare })
}

/// Splits a term into the name of its mechanism and the rest.
fn named(rest: &str) -> Option<(&'static str, &str)> {
    let at = rest.find([':', '=']);
    if let Some((name, value)) = at.map(|at| (&rest[..at], &rest[at + 1..]))
        && let Some(name) = keyword(name)
    {
        return Some((name, value));
    }
    // There is no separator after the name.
    let lower = rest.to_ascii_lowercase();
    let name = LONG.into_iter().find(|name| lower.starts_with(name))?;
    let value = &rest[name.len()..];
    (value.starts_with(|c: char| c.is_ascii_digit()) || name.len() > 3).then_some((name, value))
}

/// Splits a term that has another character instead of a colon after the mechanism's name.
fn with_other_sign(rest: &str) -> Option<(&'static str, &str)> {
    let lower = rest.to_ascii_lowercase();
    let name = LONG.into_iter().find(|name| lower.starts_with(name))?;
    let value = &rest[name.len()..];
    let is_name = value.starts_with(['.', '_', ';', ',', '/', '-', '@']);
    is_name.then(|| (name, value.trim_start_matches(['.', ';', ',', '/', '-', '@'])))
}

fn with_value(sign: &str, name: &'static str, value: &str, rest: &str) -> Option<Mended> {
    let value = value.trim_matches(['<', '>', '(', ')', '"', '\'']).trim_start_matches([':', '=', '/', '@']);
    let value =
        ["https://", "http://", "//"].iter().find_map(|scheme| value.strip_prefix(scheme)).unwrap_or(value);
    let written = rest.split([':', '=']).next().unwrap_or(rest);
    let kind = if written.eq_ignore_ascii_case(name) && rest[written.len()..].starts_with('=') {
        MistakeKind::Equals
    } else if written.eq_ignore_ascii_case(name) {
        MistakeKind::Punctuation
    } else {
        MistakeKind::Misspelled
    };
    if let Some(addresses) = address::read(value) {
        let kind = if kind == MistakeKind::Punctuation { MistakeKind::Address } else { kind };
        let terms: Vec<String> = addresses.iter().map(|term| format!("{sign}{term}")).collect();
        return (!matches!(name, "redirect" | "exp" | "exists")).then(|| Mended::one(terms.join(" "), kind));
    }
    let host = with_macros(value).or_else(|| host(value));
    let text = match (name, host) {
        ("redirect" | "exp", Some(host)) => {
            let kind = if rest.contains(':') && kind == MistakeKind::Punctuation {
                MistakeKind::Equals
            } else {
                kind
            };
            return sign.is_empty().then(|| Mended::one(format!("{name}={host}"), kind));
        }
        ("a" | "mx" | "ptr", None) if value.is_empty() => name.to_owned(),
        ("ip4" | "ip6" | "ip", Some(host)) if !host.contains('%') => {
            return Some(Mended::one(format!("{sign}a:{host}"), MistakeKind::NameForAddress));
        }
        ("a" | "mx" | "ptr" | "include" | "exists", Some(host)) => format!("{name}:{host}"),
        _ => return None,
    };
    let text = format!("{sign}{text}");
    is_plain(&text).then(|| Mended::one(text, kind))
}

/// Returns a name with macros unchanged.
fn with_macros(value: &str) -> Option<String> {
    (value.contains("%{") && is_plain(&format!("exists:{value}"))).then(|| value.to_owned())
}

/// Returns a host name, with prefix lengths if it has any, in ASCII.
fn host(text: &str) -> Option<String> {
    let text = text.trim_end_matches(['/', ',', ';']);
    let (name, length) = text.split_at(text.find('/').unwrap_or(text.len()));
    let name = name.trim_start_matches('.');
    let ascii = if name.is_ascii() { name.to_owned() } else { idna::domain_to_ascii(name).ok()? };
    let host = format!("{ascii}{length}");
    (ascii.contains('.') && is_plain(&format!("a:{host}"))).then_some(host)
}
