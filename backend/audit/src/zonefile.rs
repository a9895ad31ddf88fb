//! Records as text: in a zone file's form (RFC 1035, section 5), and in the form that a panel wants typed.

use std::fmt::Write;

use shared::{
    facts::{DnsHost, ends_on_label},
    report::{Fix, FixAction, FixRecord},
};

/// A string of a TXT record is at most so long (RFC 1035, section 3.3).
const STRING_MAX: usize = 255;

/// A fix as a fragment of a zone file. What goes is a comment, so that nothing is lost by pasting it. A record that is
/// another zone's to add is left out.
pub(super) fn fragment(fix: &Fix, apex: &str) -> String {
    let mut text = String::new();
    let before = if fix.action == FixAction::Ask { "; now: " } else { "; remove: " };
    for record in fix.records.iter().filter(|record| apex.is_empty() || ends_on_label(&record.name, apex)) {
        if !record.was.is_empty() {
            push(&mut text, before, &record.name, &record.kind, &record.was);
        }
        if !record.value.is_empty() {
            push(&mut text, "", &record.name, &record.kind, &record.value);
        }
    }
    text
}

fn push(text: &mut String, before: &str, name: &str, kind: &str, value: &str) {
    let data = match kind {
        "TXT" => strings(value),
        "CNAME" | "MX" => absolute(value),
        _ => value.to_owned(),
    };
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{before}{name}. IN {kind} {data}");
}

/// The value in quotes, in strings of at most 255 bytes each; receivers join them without spaces.
fn strings(value: &str) -> String {
    let quoted = |chunk: &[u8]| {
        let inner = chunk.iter().fold(String::new(), |mut text, &byte| {
            match byte {
                b'"' | b'\\' => text.extend(['\\', char::from(byte)]),
                b' '..=b'~' => text.push(char::from(byte)),
                // Any other byte by its number (RFC 1035, section 5.1).
                _ => {
                    let _ = write!(text, "\\{byte:03}");
                }
            }
            text
        });
        format!("\"{inner}\"")
    };
    value.as_bytes().chunks(STRING_MAX).map(quoted).collect::<Vec<_>>().join(" ")
}

fn absolute(value: &str) -> String {
    if value.ends_with('.') { value.to_owned() } else { format!("{value}.") }
}

/// The value as a panel wants it typed.
pub(super) fn typed(host: Option<&DnsHost>, record: &FixRecord) -> String {
    let value = &record.value;
    let Some(host) = host.filter(|_| !value.is_empty()) else { return value.clone() };
    match record.kind.as_str() {
        "TXT" if host.txt_quotes == "required" => strings(value),
        "TXT" if value.len() > STRING_MAX && host.txt_long == "manual-split" => strings(value),
        "CNAME" | "MX" if host.trailing_dot == "needed" => absolute(value),
        _ => value.clone(),
    }
}

/// What to say where a panel has no room for a value, or takes no mail hosts below the zone's own name.
pub(super) fn cautions(host: Option<&DnsHost>, apex: &str, records: &[FixRecord]) -> Vec<String> {
    let Some(host) = host else { return Vec::new() };
    let is_long = |record: &FixRecord| record.kind == "TXT" && record.value.len() > STRING_MAX;
    let is_below =
        |record: &FixRecord| record.kind == "MX" && !record.value.is_empty() && record.name != apex;
    let mut cautions = Vec::new();
    if host.txt_long == "limited" && records.iter().any(is_long) {
        cautions.push(format!(
            "{} may refuse or cut off a value of more than {STRING_MAX} characters: compare it after saving, and ask its support \
             where it does not fit.",
            host.name
        ));
    }
    if !host.mx_on_subdomain && records.iter().any(is_below) {
        cautions.push(format!(
            "{} may take no MX record below the domain: ask its support where it does not.",
            host.name
        ));
    }
    cautions
}

#[cfg(test)]
mod tests {
    use shared::facts::dns_hosts;

    use super::*;
    use crate::finding::{fix, record};

    #[test]
    fn long_texts_are_split_and_marks_are_escaped() {
        let long = "k".repeat(300);
        let fix = fix(
            FixAction::Replace,
            "x",
            [
                record("s1._domainkey.shop.test", "TXT", &long, ""),
                record("shop.test", "TXT", "say \"hé\"; a\\b", "old"),
                record("shop.test", "MX", "", "0 ."),
                record("em.shop.test", "CNAME", "pm.mtasv.net", ""),
            ],
        );
        let expected = format!(
            "s1._domainkey.shop.test. IN TXT \"{}\" \"{}\"\n\
             ; remove: shop.test. IN TXT \"old\"\n\
             shop.test. IN TXT \"say \\\"h\\195\\169\\\"; a\\\\b\"\n\
             ; remove: shop.test. IN MX 0 .\n\
             em.shop.test. IN CNAME pm.mtasv.net.\n",
            "k".repeat(255),
            "k".repeat(45),
        );
        assert_eq!(fragment(&fix, "shop.test"), expected);
    }

    #[test]
    fn every_panel_gets_its_form() {
        let text = record("shop.test", "TXT", "k".repeat(300), "");
        let alias = record("em.shop.test", "CNAME", "pm.mtasv.net", "");
        for host in dns_hosts() {
            let split = host.txt_quotes == "required" || host.txt_long == "manual-split";
            assert_eq!(typed(Some(host), &text).starts_with("\"kkk"), split, "{}", host.id);
            assert_eq!(
                typed(Some(host), &alias).ends_with('.'),
                host.trailing_dot == "needed",
                "{}",
                host.id
            );
            let bounce = record("em.shop.test", "MX", "10 mx.provider.test", "");
            let said = cautions(Some(host), "shop.test", &[text.clone(), alias.clone(), bounce]).len();
            let expected = usize::from(host.txt_long == "limited") + usize::from(!host.mx_on_subdomain);
            assert_eq!(said, expected, "{}", host.id);
        }
        assert_eq!(typed(None, &text), text.value);
    }
}
