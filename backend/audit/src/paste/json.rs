//! Converts records in the JSON of a DNS host's API to labeled lines.

use std::fmt::Write;

use serde_json::{Map, Value};

const NAMES: [&str; 4] = ["name", "host", "hostname", "rrset_name"];
const TYPES: [&str; 4] = ["type", "record_type", "recordtype", "rrset_type"];
/// The keys that hold one value or a list of values.
const VALUES: [&str; 9] =
    ["value", "content", "data", "target", "values", "rrdatas", "rrset_values", "records", "resourcerecords"];

/// Returns the records in a JSON text as labeled lines, or `None` if it isn't JSON or has no record.
pub(super) fn labeled(text: &str) -> Option<String> {
    let text = text.trim();
    let json: Value = text.starts_with(['{', '[']).then(|| serde_json::from_str(text).ok()).flatten()?;
    let mut lines = String::new();
    visit(&json, &mut lines);
    (!lines.is_empty()).then_some(lines)
}

fn visit(json: &Value, lines: &mut String) {
    match json {
        Value::Object(object) if record(object, lines) => {}
        Value::Object(object) => object.values().for_each(|value| visit(value, lines)),
        Value::Array(items) => items.iter().for_each(|item| visit(item, lines)),
        _ => {}
    }
}

/// Writes an object that is a record. Returns false if it isn't one.
fn record(object: &Map<String, Value>, lines: &mut String) -> bool {
    let (Some(name), Some(kind)) = (field(object, &NAMES).and_then(Value::as_str), field(object, &TYPES))
    else {
        return false;
    };
    let Some(kind) = type_of(kind) else { return false };
    let mut found = Vec::new();
    for value in VALUES.iter().filter_map(|key| field(object, &[key])) {
        texts(value, &mut found);
    }
    // Some APIs have the preference of an MX record in its own field.
    let preference = field(object, &["priority", "preference"]).filter(|_| kind == "MX");
    let is_bare = |text: &String| !text.starts_with(|c: char| c.is_ascii_digit());
    for text in &mut found {
        if let Some(preference) = preference.filter(|_| is_bare(text)) {
            *text = format!("{} {text}", preference.to_string().trim_matches('"'));
        }
    }
    for text in &found {
        // Writing to a string can't fail.
        let _ = writeln!(lines, "Type: {kind}\nName: {name}\nValue: {text}\n");
    }
    !found.is_empty()
}

/// Returns the value of the first of these keys that exists, ignoring case.
fn field<'a>(object: &'a Map<String, Value>, keys: &[&str]) -> Option<&'a Value> {
    keys.iter()
        .find_map(|key| object.iter().find(|(own, _)| own.eq_ignore_ascii_case(key)).map(|(_, value)| value))
}

/// Returns the type by its name, or by its number as in DNS over HTTPS.
fn type_of(kind: &Value) -> Option<&'static str> {
    match (kind.as_str().map(str::to_ascii_uppercase).as_deref(), kind.as_u64()) {
        (Some("TXT"), _) | (_, Some(16)) => Some("TXT"),
        (Some("CNAME"), _) | (_, Some(5)) => Some("CNAME"),
        (Some("MX"), _) | (_, Some(15)) => Some("MX"),
        _ => None,
    }
}

fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.replace('\n', " ")),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(object) => {
            for key in ["value", "content", "data"] {
                if let Some(value) = field(object, &[key]) {
                    texts(value, found);
                }
            }
        }
        _ => {}
    }
}
