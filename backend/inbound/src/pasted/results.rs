//! Parses an `Authentication-Results` header (RFC 8601, section 2.2).

use shared::delivery::{ReceiverMethod, ReceiverResults};

use crate::verdict::{headers::RawHeader, text_of};

/// How many results of a header are read.
const METHODS_MAX: usize = 24;
/// The longest word that is kept, in bytes.
const WORD_MAX: usize = 255;

/// Returns the results, or `None` if this isn't such a header. Microsoft leaves out who says so.
pub(super) fn parse(header: &RawHeader<'_>) -> Option<ReceiverResults> {
    let text = without_comments(&text_of(header));
    let mut parts = text.split(';').map(str::trim).filter(|part| !part.is_empty()).peekable();
    let is_id = |part: &&str| !part.contains('=');
    let authserv_id = parts.next_if(is_id).and_then(|part| part.split(' ').next()).map(kept);
    let methods: Vec<ReceiverMethod> = parts.filter_map(method).take(METHODS_MAX).collect();
    (authserv_id.is_some() || !methods.is_empty()).then_some(ReceiverResults { authserv_id, methods })
}

/// Parses `method=result property=value …`.
fn method(part: &str) -> Option<ReceiverMethod> {
    let mut words = part.split(' ').filter(|word| !word.is_empty());
    let (method, result) = words.next()?.split_once('=')?;
    let method = method.split('/').next().unwrap_or_default().to_ascii_lowercase();
    let properties: Vec<(&str, &str)> = words.filter_map(|word| word.split_once('=')).collect();
    let property = |name: &str| {
        let found = properties.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim_matches('"')).filter(|value| !value.is_empty())
    };
    let names: &[&str] = match method.as_str() {
        "spf" => &["smtp.mailfrom", "smtp.mfrom", "smtp.helo"],
        "dkim" => &["header.d", "header.i"],
        "dmarc" => &["header.from"],
        _ => &[],
    };
    let domain = names.iter().find_map(|name| property(name)).map(|value| {
        let domain = value.rsplit_once('@').map_or(value, |(_, domain)| domain);
        kept(domain.trim_end_matches('>')).to_ascii_lowercase()
    });
    (!method.is_empty() && !result.is_empty()).then(|| ReceiverMethod {
        method: kept(&method),
        result: kept(result).to_ascii_lowercase(),
        domain,
    })
}

fn kept(word: &str) -> String {
    word[..word.floor_char_boundary(WORD_MAX)].to_owned()
}

/// Returns the text without comments in parentheses, which can be nested, and without semicolons in quotes.
fn without_comments(text: &str) -> String {
    let (mut depth, mut is_quoted, mut is_escaped) = (0u32, false, false);
    text.chars()
        .filter(|c| {
            let was_escaped = std::mem::replace(&mut is_escaped, false);
            match c {
                _ if was_escaped => depth == 0,
                '\\' => {
                    is_escaped = true;
                    false
                }
                '"' if depth == 0 => {
                    is_quoted = !is_quoted;
                    true
                }
                ';' if is_quoted => false,
                '(' if !is_quoted => {
                    depth += 1;
                    false
                }
                ')' if !is_quoted && depth > 0 => {
                    depth -= 1;
                    false
                }
                _ => depth == 0,
            }
        })
        .collect()
}
