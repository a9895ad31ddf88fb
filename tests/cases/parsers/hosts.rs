//! Servers and addresses, entered as fields of `sealpost seal`, and what the technician receives.

use serde_json::Value;

use super::{case::Case, office::Office};

pub(super) fn complaints(case: &Case) -> Vec<String> {
    let office = Office::open();
    let is_address = case.input.contains('@') && !case.input.contains("://");
    let mut details = Office::details(if is_address { "address" } else { "host" }, &*case.input);
    if case.expect.port.is_some() {
        details["port"] = Value::Null;
    }
    let url = office.made.link.url(&office.server.url());
    let output = office.seal(&url, &details);
    let accepted = case.expect.accepted.expect("the case says if it's accepted");
    if output.status != Some(0) {
        return match accepted {
            true if !case.is_fair(&output.err) => vec![format!("it was refused: {output:?}")],
            true => Vec::new(),
            false => case.words(&output.err),
        };
    }
    if !accepted {
        return if case.also.is_some() { Vec::new() } else { vec![format!("it was accepted: {output:?}")] };
    }
    used(case, &office.opened())
}

/// Returns the values that differ from what the case expects.
fn used(case: &Case, opened: &Value) -> Vec<String> {
    let wanted = [
        ("host", case.expect.host.clone().map(Value::from)),
        ("port", case.expect.port.map(Value::from)),
        ("security", case.expect.security.clone().map(Value::from)),
    ];
    let wanted = wanted.into_iter().filter_map(|(name, value)| Some((name, value?)));
    wanted
        .filter(|(name, value)| opened[name] != *value)
        .map(|(name, value)| format!("{name} is {}, not {value}", opened[name]))
        .collect()
}
