//! Records as text: in a zone file's form (RFC 1035, section 5), and in the form that a panel wants typed.

#[cfg(test)]
mod tests;

use std::fmt::Write;

use shared::{
    facts::{DnsHost, ends_on_label},
    report::{Caution, Change, Edit, RecordType},
};

/// A string of a TXT record is at most so long (RFC 1035, section 3.3).
const STRING_MAX: usize = 255;

/// A fix as a fragment of a zone file. What goes is a comment, so that nothing is lost by pasting it. A record that is
/// another zone's to add is left out.
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

/// The value as a panel wants it typed; empty if there's none to type.
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

/// What to say if a panel has no room for a value, or takes no mail servers below the zone's own name.
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
