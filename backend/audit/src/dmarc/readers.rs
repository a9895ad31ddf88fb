//! The list of report recipients in a record (RFC 9989, section 4.6).

#[cfg(test)]
mod tests;

/// One entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reader {
    /// The entry as it is in the record.
    pub(super) was: String,
    /// The entry as intended.
    pub(super) uri: String,
    /// True if both are the same.
    pub(super) is_right: bool,
}

/// What people write instead of `mailto:`.
const NEARLY: [&str; 12] = [
    "mailto:", "mailto=", "mailto;", "mail to:", "mail:", "email:", "e-mail:", "maito:", "malito:", "mailt:",
    "mailto", "smtp:",
];

/// Reads the entries of a list.
pub(super) fn read(list: &str) -> Vec<Reader> {
    let uris = list.split(',').map(str::trim).filter(|uri| !uri.is_empty());
    uris.flat_map(entries).collect()
}

/// Returns the list with `mailto:` before each address, or `None` if no entry needs a change.
pub fn with_scheme(list: &str) -> Option<String> {
    let readers = read(list);
    let uris = || readers.iter().map(|reader| reader.uri.as_str()).collect::<Vec<_>>().join(",");
    readers.iter().any(|reader| !reader.is_right).then(uris)
}

/// Returns the first address that a text contains, no matter what is wrong around it.
pub(super) fn named(text: &str) -> Option<String> {
    let words = text.split([';', ',', ' ', '=']).filter(|word| word.contains('@'));
    let mut found = words.filter_map(meant);
    found.next().map(|uri| uri["mailto:".len()..].to_owned())
}

/// Reads one entry, or several that are separated by spaces.
fn entries(uri: &str) -> Vec<Reader> {
    let words: Vec<&str> = uri.split_whitespace().collect();
    if words.len() > 1 && words.iter().all(|word| meant(word).is_some()) {
        let each =
            words.into_iter().filter_map(meant).map(|uri| Reader { was: uri.clone(), uri, is_right: false });
        return each.collect();
    }
    let reader = match meant(uri) {
        Some(meant) if !uri.eq_ignore_ascii_case(&meant) => {
            Reader { was: uri.to_owned(), uri: meant, is_right: false }
        }
        // A URI of another kind, or an address that can't be read: it is kept unchanged.
        _ => Reader { was: uri.to_owned(), uri: uri.to_owned(), is_right: true },
    };
    vec![reader]
}

/// Returns the `mailto:` URI that an entry was intended as.
pub(super) fn meant(uri: &str) -> Option<String> {
    let uri = uri.trim_matches(|c: char| "<>()[]'\"`. ".contains(c));
    let lower = uri.to_ascii_lowercase();
    let start = NEARLY.iter().find(|start| lower.starts_with(*start)).map_or(0, |start| start.len());
    let rest = uri[start..].trim_start_matches(['/', ' ', ':']);
    let address = rest.split_whitespace().next()?.trim_matches(|c: char| "<>'\"`.".contains(c));
    let (local, host) = address.split_once('@')?;
    let host = host.split_once('!').map_or(host, |(host, _)| host);
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let is_host = host.contains('.') && host.split('.').all(label);
    let is_local = !local.is_empty() && !local.contains([':', '/', '=', '?']);
    // Only text that a DNS panel shows next to a value can follow.
    let tail: Vec<&str> = rest.split_whitespace().skip(1).collect();
    let is_tail = tail.iter().all(|word| {
        ["in", "txt", "ttl", "seconds", "auto"].contains(&word.to_ascii_lowercase().as_str())
            || word.bytes().all(|b| b.is_ascii_digit())
    });
    (is_host && is_local && is_tail).then(|| format!("mailto:{address}"))
}
