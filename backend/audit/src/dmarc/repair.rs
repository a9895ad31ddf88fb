//! Repairs a DMARC record with a typo, if there is only one way to read it.

#[cfg(test)]
mod tests;

use shared::report::{DmarcFault as Fault, DmarcMistake as Mistake, Policy};

use super::{readers, record::DmarcRecord};
use crate::unwanted::{is_invisible, is_mark, plain};

/// The tags of RFC 9989 and RFC 7489.
const TAGS: [&str; 12] = ["v", "p", "sp", "np", "rua", "ruf", "adkim", "aspf", "fo", "pct", "t", "psd"];
const OLD_TAGS: [&str; 2] = ["rf", "ri"];

/// Returns true if a text was intended as a DMARC record, valid or not.
pub(super) fn is_meant_as_dmarc(text: &str) -> bool {
    let packed: String = plain(text).split_whitespace().collect::<String>().to_ascii_lowercase();
    let is_named = ["v=dmarc", "v:dmarc", "dmarc1", "vdmarc"].iter().any(|word| packed.contains(word));
    let has_policy = packed.starts_with("p=")
        && ["none", "quarantine", "reject"].iter().any(|p| packed[2..].starts_with(p));
    is_named || has_policy && packed.contains("rua=")
}

/// Returns what is wrong with a text that was intended as a record but isn't one.
pub(super) fn fault(text: &str) -> Fault {
    let inner = text.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
    if inner.len() < text.len() && DmarcRecord::parse(inner).is_some() {
        return Fault::BlankInFront;
    }
    if text.contains(is_mark) || text.contains("&quot;") || text.starts_with('\'') {
        return Fault::Quotes;
    }
    let begins = text.get(..8).is_some_and(|start| start == "v=DMARC1");
    if begins { Fault::Separator } else { Fault::Version }
}

/// Returns the intended record for a text that isn't one, or `None` if the intention is unclear.
pub(super) fn mended(text: &str) -> Option<DmarcRecord> {
    let plain = plain(text);
    let lower = plain.to_ascii_lowercase();
    let (at, end) = match version(&lower) {
        Some(found) => found,
        // Without the version, a record starts with its policy.
        None if !lower.contains("dmarc") && is_meant_as_dmarc(text) => (0, 0),
        None => return None,
    };
    // The text before the version is either tags, or what a DNS panel shows next to a value.
    let before = &plain[..at];
    let before = if before.contains('=') { before } else { "" };
    let rest = plain[end..].trim_start_matches([';', ',', ' ', '.', ':', '|']);
    let tags = tags(&format!("{before};{rest}"));
    if tags.iter().any(|part| !part.contains('=')) && !rest.contains('=') {
        return None;
    }
    let text = std::iter::once("v=DMARC1".to_owned()).chain(tags).collect::<Vec<_>>().join("; ");
    let record = DmarcRecord::parse(&text)?;
    let record = repaired(&record).map_or(record, |(record, _)| record);
    record.policy().is_some().then_some(record)
}

/// Returns the start and end of the version, no matter which punctuation is in it. A label such as `DMARC:` can come
/// before it.
fn version(lower: &str) -> Option<(usize, usize)> {
    lower.match_indices("dmarc").find_map(|(word, _)| version_at(lower, word))
}

fn version_at(lower: &str, word: usize) -> Option<(usize, usize)> {
    let after = &lower[word + 5..];
    let digits = after.trim_start_matches([' ', '=', '-']);
    // Only version 1 exists, so another number is a typo.
    let number = digits.bytes().take_while(u8::is_ascii_digit).count();
    let end = if (1..=2).contains(&number) { lower.len() - digits.len() + number } else { return None };
    let before = lower[..word].trim_end_matches([' ', '=', ':']);
    let at = before.strip_suffix('v').map_or(word, str::len);
    // In the middle of a word, such as a host name, "dmarc1" isn't the version.
    let is_apart = lower[..at].is_empty() || lower[..at].ends_with([' ', ';', ',', '(', ':']);
    (is_apart && !lower[end..].starts_with(|c: char| c.is_ascii_alphanumeric())).then_some((at, end))
}

/// Splits a text into tags, which are separated by `;`, `,` or spaces. A colon after a known tag name counts as `=`.
fn tags(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let mut from = 0;
        for at in starts(part).into_iter().filter(|at| *at > 0) {
            parts.push(part[from..at].trim_matches([',', ' ']).to_owned());
            from = at;
        }
        parts.push(part[from..].trim_matches([',', ' ']).to_owned());
    }
    parts.retain(|part| !part.is_empty());
    for part in &mut parts {
        equal(part);
    }
    parts
}

/// Puts `=` after the name of a known tag, in place of a colon, a hyphen, or a space before a valid value.
fn equal(part: &mut String) {
    let (name, rest) = part.split_at(part.bytes().take_while(u8::is_ascii_alphabetic).count());
    let lower = name.to_ascii_lowercase();
    let value = rest.trim_start_matches([' ', ':', '-']);
    let is_value = match lower.as_str() {
        "p" | "sp" | "np" => Policy::parse(value.trim()).is_some(),
        "rua" | "ruf" => readers::meant(value).is_some(),
        _ => rest.trim_start().starts_with(':'),
    };
    if TAGS.contains(&lower.as_str()) && value.len() < rest.len() && !value.starts_with('=') && is_value {
        *part = format!("{name}={value}");
    }
}

/// Returns where known tags begin in a part that has no `;`.
fn starts(part: &str) -> Vec<usize> {
    let lower = part.to_ascii_lowercase();
    let is_start = |at: usize| {
        (at == 0 || lower[..at].ends_with([' ', ','])) && {
            let name: String = lower[at..].chars().take_while(char::is_ascii_alphabetic).collect();
            let is_tag = TAGS.contains(&name.as_str()) || OLD_TAGS.contains(&name.as_str());
            is_tag && lower[at + name.len()..].trim_start().starts_with(['=', ':'])
        }
    };
    lower.char_indices().map(|(at, _)| at).filter(|at| is_start(*at)).collect()
}

/// Removes the mistakes from a record that receivers can read. Returns `None` if there are none.
pub(super) fn repaired(record: &DmarcRecord) -> Option<(DmarcRecord, Vec<Mistake>)> {
    let (mut mistakes, mut ignored) = (Vec::new(), Vec::new());
    let mut parts: Vec<(String, String)> = Vec::new();
    for part in tags(record.text()).iter().map(|part| cleaned(part)) {
        match part.split_once('=') {
            Some((name, value)) => parts.push((name.trim().to_owned(), value.trim().to_owned())),
            None => ignored.push(part),
        }
    }
    ignored.retain(|part| !part.is_empty());
    // An address on its own belongs to the list of report addresses before it.
    let (lost, ignored): (Vec<String>, Vec<String>) =
        ignored.into_iter().partition(|part| readers::meant(part).is_some());
    let has_clutter = !ignored.is_empty() || !record.ignored().is_empty() && lost.is_empty();
    if has_clutter {
        mistakes.push(Mistake::Ignored(record.ignored().to_vec()));
    }
    let has_policy = parts.iter().any(|(name, _)| name.eq_ignore_ascii_case("p"));
    let mut is_policy_found = has_policy;
    for (name, value) in &mut parts {
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            "p" => mistakes.extend(policy_word(value)),
            "rua" | "ruf" => {
                let lost = if lower == "rua" { lost.as_slice() } else { &[] };
                mistakes.extend(addresses(value, lost).map(Mistake::ReportAddress));
            }
            other if !is_policy_found && is_policy_tag(other) && Policy::parse(value).is_some() => {
                mistakes.push(Mistake::PolicyTag(format!("{name}={value}")));
                "p".clone_into(name);
                is_policy_found = true;
            }
            _ => {}
        }
    }
    if !has_policy && let Some(at) = parts.iter().position(|(name, _)| name == "p") {
        let policy = parts.remove(at);
        parts.insert(1, policy);
    }
    mistakes.extend(once(&mut parts));
    let text = parts.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
    let mended = DmarcRecord::parse(&text)?;
    if mistakes.is_empty() {
        if mended.says_the_same_as(record) {
            return None;
        }
        mistakes.push(Mistake::Punctuation);
    }
    Some((mended, mistakes))
}

/// Merges repeated tags that are equal, and repeated lists of addresses.
fn once(parts: &mut Vec<(String, String)>) -> Vec<Mistake> {
    let (mut mistakes, mut at): (Vec<Mistake>, usize) = (Vec::new(), 0);
    while at < parts.len() {
        let name = parts[at].0.to_ascii_lowercase();
        let earlier = parts[..at].iter().position(|(own, _)| own.eq_ignore_ascii_case(&name));
        let Some(first) = earlier.filter(|_| TAGS.contains(&name.as_str())) else {
            at += 1;
            continue;
        };
        let value = parts[at].1.clone();
        if parts[first].1.eq_ignore_ascii_case(&value) {
            mistakes.push(Mistake::Twice(name));
        } else if name == "rua" || name == "ruf" {
            parts[first].1 = format!("{},{value}", parts[first].1);
            mistakes.push(Mistake::Twice(name));
        } else {
            mistakes.push(Mistake::AtOdds(name));
            at += 1;
            continue;
        }
        parts.remove(at);
    }
    mistakes
}

/// Removes characters that a web page, a word processor or a DNS panel added to a part.
fn cleaned(part: &str) -> String {
    let text = plain(part);
    // The split at `;` cuts an entity such as `&nbsp;` and leaves its beginning.
    let text = ["&nbsp", "&quot", "&#160", "&amp"].iter().fold(text, |text, entity| text.replace(entity, ""));
    text.trim().to_owned()
}

/// Returns true if an unknown tag name was intended as the policy tag.
fn is_policy_tag(name: &str) -> bool {
    let is_known = TAGS.contains(&name) || OLD_TAGS.contains(&name);
    !is_known && (name.starts_with('p') || ["action", "mode", "disposition", "dmarc", "rule"].contains(&name))
}

/// Corrects a misspelled policy, and returns the old value.
fn policy_word(value: &mut String) -> Option<Mistake> {
    if Policy::parse(value).is_some() {
        return None;
    }
    let word: String =
        value.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
    let near = ["none", "quarantine", "reject"].into_iter().find(|policy| {
        distance(policy, &word) <= policy.len() / 4
            || (word.starts_with(policy) && word.len() <= policy.len() + 2)
    })?;
    let was = std::mem::replace(value, near.to_owned());
    Some(Mistake::PolicyWord(was))
}

/// Returns how many letters have to be changed, added or removed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = (diagonal + usize::from(x != *y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], cost);
        }
    }
    row.last().copied().unwrap_or_default()
}

/// Corrects the report addresses, adds those that a semicolon cut off, and returns the first one that was wrong.
fn addresses(value: &mut String, lost: &[String]) -> Option<String> {
    let kept = readers::read(value);
    let cut_off = lost.iter().flat_map(|part| readers::read(part));
    let first = kept.iter().find(|reader| !reader.is_right).map(|reader| reader.was.clone());
    let wrong = first.or_else(|| lost.first().cloned())?;
    let uris: Vec<String> = kept.iter().cloned().chain(cut_off).map(|reader| reader.uri).collect();
    *value = uris.join(",");
    Some(wrong)
}
