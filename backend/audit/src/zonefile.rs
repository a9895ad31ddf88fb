//! Records as text: in the format of a zone file (RFC 1035, section 5), and in the format that a DNS panel expects.

#[cfg(test)]
mod tests;

use std::fmt::Write;

use shared::{
    facts::{DnsHost, ends_on_label},
    report::{Caution, Change, Edit, RecordType},
};

/// The longest string in a TXT record, in bytes (RFC 1035, section 3.3).
const STRING_MAX: usize = 255;

/// Returns a fix as a fragment of a zone file. Removed records are comments, so pasting the fragment loses nothing. A
/// record that another zone has to add is left out.
pub(super) fn fragment(change: &Change, apex: &str) -> String {
    let mut text = String::new();
    let before = if change.is_exact() { "; remove: " } else { "; now: " };
    for edit in change.edits().iter().filter(|edit| apex.is_empty() || ends_on_label(&edit.name, apex)) {
        if let Some(was) = edit.was() {
            push(&mut text, before, edit, was);
        }
        if let Some(value) = edit.value() {
            push(&mut text, "", edit, value);
        }
    }
    text
}

fn push(text: &mut String, before: &str, edit: &Edit, value: &str) {
    let data = match edit.kind {
        RecordType::Txt => strings(value),
        RecordType::Cname | RecordType::Mx => absolute(value),
    };
    // Writing to a string can't fail.
    let _ = writeln!(text, "{before}{}. IN {} {data}", edit.name, edit.kind.name());
}

/// Returns the value in quoted strings of at most 255 bytes each. Receivers join them without spaces.
fn strings(value: &str) -> String {
    let quoted = |chunk: &[u8]| {
        let inner = chunk.iter().fold(String::new(), |mut text, &byte| {
            match byte {
                b'"' | b'\\' => text.extend(['\\', char::from(byte)]),
                b' '..=b'~' => text.push(char::from(byte)),
                // Any other byte is written as its number (RFC 1035, section 5.1).
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

/// Returns the value as a panel expects it to be typed. Empty if there is no value.
pub(super) fn typed(host: Option<&DnsHost>, edit: &Edit) -> String {
    let Some(value) = edit.value() else { return String::new() };
    match (host, edit.kind) {
        (Some(host), RecordType::Txt) if host.txt_quotes == "required" => strings(value),
        (Some(host), RecordType::Txt) if value.len() > STRING_MAX && host.txt_long == "manual-split" => {
            strings(value)
        }
        (Some(host), RecordType::Cname | RecordType::Mx) if host.trailing_dot == "needed" => absolute(value),
        _ => value.to_owned(),
    }
}

/// Returns warnings if a panel can't hold a long value, or allows no mail servers below the zone's own name.
pub(super) fn cautions(host: Option<&DnsHost>, apex: &str, edits: &[Edit]) -> Vec<Caution> {
    let Some(host) = host else { return Vec::new() };
    let is_new = |edit: &Edit, kind: RecordType| edit.kind == kind && edit.value().is_some();
    let is_long = |edit: &Edit| {
        is_new(edit, RecordType::Txt) && edit.value().is_some_and(|value| value.len() > STRING_MAX)
    };
    let mut cautions = Vec::new();
    if host.txt_long == "limited" && edits.iter().any(is_long) {
        cautions.push(Caution::CutsLongText { host: host.name.clone(), max: STRING_MAX });
    }
    if !host.mx_on_subdomain && edits.iter().any(|edit| is_new(edit, RecordType::Mx) && edit.name != apex) {
        cautions.push(Caution::NoMxBelow { host: host.name.clone() });
    }
    cautions
}
