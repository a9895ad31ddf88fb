//! Recognizes the names of mechanisms and modifiers, even misspelled ones.

/// Names that take a domain or an address.
const NAMES: [&str; 9] = ["include", "redirect", "exists", "exp", "ip4", "ip6", "ptr", "mx", "a"];
/// Other words that people use for them.
const OTHERS: [(&str, &str); 27] = [
    ("ipv4", "ip4"),
    ("ipv6", "ip6"),
    ("ip", "ip"),
    ("ips", "ip"),
    ("ipaddr", "ip"),
    ("ipaddress", "ip"),
    ("ip-address", "ip"),
    ("ip_address", "ip"),
    ("address", "ip"),
    ("4ip", "ip4"),
    ("ip_4", "ip4"),
    ("ip-4", "ip4"),
    ("ip_6", "ip6"),
    ("ip-6", "ip6"),
    ("i4", "ip4"),
    ("pi4", "ip4"),
    ("inc", "include"),
    ("incl", "include"),
    ("includ", "include"),
    ("spf", "include"),
    ("exist", "exists"),
    ("aaaa", "a"),
    ("host", "a"),
    ("server", "a"),
    ("mxs", "mx"),
    ("xm", "mx"),
    ("all", "all"),
];

/// Returns the mechanism or modifier that a name is, or was intended to be. Returns `ip` if the address has to show the
/// version.
pub(crate) fn keyword(name: &str) -> Option<&'static str> {
    let name = name.trim().to_ascii_lowercase();
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
        return None;
    }
    if let Some(exact) = NAMES.into_iter().find(|known| *known == name) {
        return Some(exact);
    }
    if let Some((_, meant)) = OTHERS.into_iter().find(|(other, _)| *other == name) {
        return (meant != "all").then_some(meant);
    }
    let near = |known: &&str| {
        let most = if known.len() > 5 { 2 } else { 1 };
        known.len() > 2 && name.len() > 2 && distance(&name, known) <= most
    };
    let mut found = NAMES.into_iter().filter(near);
    match (found.next(), found.next()) {
        (Some("ip4"), Some("ip6")) => Some("ip"),
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// Returns the mechanism that a word was intended as, if receivers would ignore the word as an unknown modifier.
pub(crate) fn keyword_of_modifier(word: &str) -> Option<&'static str> {
    let at = word.find(['=', ':', '/']).filter(|&at| word.as_bytes()[at] == b'=')?;
    let (name, value) = (word[..at].to_ascii_lowercase(), &word[at + 1..]);
    let is_place = value.contains('.') || value.contains(':') || value.is_empty();
    let is_right = ["redirect", "exp"].contains(&name.as_str());
    keyword(&name).filter(|_| is_place && !is_right)
}

/// Returns how many letters have to be changed, added, removed or swapped (Damerau–Levenshtein distance).
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}
