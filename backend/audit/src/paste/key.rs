//! DKIM keys that are pasted on their own: only the value, in lines or strings, or a key file.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{PastedKind, line};
use crate::dkim::{Key, record_of, repaired};

/// Finds a key in lines that aren't a record. Returns its name too, if that is on the first line.
pub(super) fn of_lines(lines: &[String]) -> Option<(Option<String>, String)> {
    let (first, rest) = lines.split_first()?;
    let is_name = first.contains("._domainkey") && !first.contains(['=', ';', ' ']);
    if is_name && !rest.is_empty() {
        return Some((Some(first.clone()), value(rest)?));
    }
    Some((None, value(lines)?))
}

fn value(lines: &[String]) -> Option<String> {
    let text = lines.iter().map(|line| line.trim()).collect::<String>();
    if text.contains("PRIVATE KEY") {
        return None;
    }
    if text.starts_with("-----BEGIN") {
        return of_file(&text);
    }
    let text = line::cleaned(PastedKind::Txt, &text)?;
    if is_key(&text) {
        return Some(text);
    }
    // Requires a sign that the text is meant to be a key, so that a random word from the clipboard isn't taken for one.
    let is_meant = text.to_ascii_lowercase().contains("dkim1") || text.contains("p=MI");
    repaired(&text).filter(|_| is_meant)
}

/// Returns the record for the public key in a PEM file (RFC 7468, section 13).
fn of_file(text: &str) -> Option<String> {
    let mut parts = text.split("-----").map(str::trim).filter(|part| !part.is_empty());
    parts.next().filter(|label| label.starts_with("BEGIN ") && label.ends_with("PUBLIC KEY"))?;
    let encoded: String = parts.next()?.split_whitespace().collect();
    record_of(&STANDARD.decode(encoded).ok()?)
}

/// Returns a record's value with the rest of its key, if that completes the key.
pub(super) fn with_rest(value: &str, rest: &str) -> Option<String> {
    let rest = rest.trim().trim_matches('"').replace("\\;", ";");
    let is_rest = rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=; ".contains(&byte));
    let whole = format!("{value}{rest}");
    (is_rest && !rest.is_empty() && value.contains("p=") && !is_key(value) && is_key(&whole)).then_some(whole)
}

fn is_key(text: &str) -> bool {
    text.contains("p=") && Key::parse(text).is_ok()
}
