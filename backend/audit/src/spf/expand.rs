//! Expands macros for one connection (RFC 7208, section 7.3).

use std::net::IpAddr;

use super::domain_spec::{MacroString, Part};

/// The longest name, in bytes.
const NAME_MAX: usize = 253;

/// The values that macros expand to.
#[derive(Debug, Clone)]
pub(super) struct Scope<'a> {
    pub(super) ip: IpAddr,
    pub(super) local: &'a str,
    pub(super) sender_domain: &'a str,
    pub(super) helo: &'a str,
    pub(super) receiver: &'a str,
    pub(super) now: i64,
}

/// Expands a macro string to a name without the final dot. Removes labels from the left until it fits.
pub(super) fn domain(spec: &MacroString, scope: &Scope<'_>, domain: &str, validated: &str) -> String {
    let expanded = text(spec, scope, domain, validated);
    let mut name = expanded.strip_suffix('.').unwrap_or(&expanded);
    while name.len() > NAME_MAX {
        match name.split_once('.') {
            Some((_, rest)) => name = rest,
            None => break,
        }
    }
    name.to_owned()
}

/// Expands a macro string to a text.
pub(super) fn text(spec: &MacroString, scope: &Scope<'_>, domain: &str, validated: &str) -> String {
    let part = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Macro(item) => item.transform(&value(item.letter, scope, domain, validated)),
    };
    spec.0.iter().map(part).collect()
}

fn value(letter: char, scope: &Scope<'_>, domain: &str, validated: &str) -> String {
    match letter {
        's' => format!("{}@{}", scope.local, scope.sender_domain),
        'l' => scope.local.to_owned(),
        'o' => scope.sender_domain.to_owned(),
        'd' => domain.to_owned(),
        'i' => dotted(scope.ip),
        'p' => validated.to_owned(),
        'v' => if scope.ip.is_ipv4() { "in-addr" } else { "ip6" }.to_owned(),
        'h' => scope.helo.to_owned(),
        'c' => scope.ip.to_string(),
        'r' => scope.receiver.to_owned(),
        't' => scope.now.to_string(),
        _ => String::new(),
    }
}

/// Returns an IPv4 address as it is, and an IPv6 address as its 32 hexadecimal digits separated by dots. The digits are
/// uppercase, as in the RFC's test suite.
fn dotted(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let nibbles = ip.octets().into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
            nibbles.map(|nibble| format!("{nibble:X}")).collect::<Vec<_>>().join(".")
        }
    }
}

/// Returns the name at which the address's PTR records are (RFC 1035, section 3.5; RFC 3596, section 2.5).
pub(super) fn pointer(ip: IpAddr) -> String {
    let reversed: Vec<String> = dotted(ip).split('.').rev().map(str::to_owned).collect();
    format!("{}.{}.arpa", reversed.join("."), if ip.is_ipv4() { "in-addr" } else { "ip6" })
}

/// Returns true if `%{p}` occurs.
pub(super) fn uses_validated_name(spec: &MacroString) -> bool {
    spec.0.iter().any(|part| matches!(part, Part::Macro(item) if item.letter == 'p'))
}

/// Returns the validated name that `%{p}` expands to: the domain itself, or else one of its subdomains, or else any
/// name.
pub(super) fn validated_name(names: &[String], domain: &str) -> String {
    let below = format!(".{}", domain.to_ascii_lowercase());
    let name = names
        .iter()
        .find(|name| name.eq_ignore_ascii_case(domain))
        .or_else(|| names.iter().find(|name| name.ends_with(&below)))
        .or_else(|| names.first());
    name.map_or_else(|| "unknown".to_owned(), Clone::clone)
}
