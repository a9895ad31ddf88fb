//! What programs read from an answer (`--json`) stays as recorded: keys, ids, codes, verdicts and records. Messages
//! may change, and values that differ in each run are left out.
//!
//! Set `SEALPOST_RECORD=1` to record the answers. The commit then shows what changed.

use std::{env, fs, path::PathBuf};

use serde_json::Value;

/// Text for people, and values that depend on the run.
const LEFT_OUT: [&str; 13] = [
    "meaning",
    "why",
    "summary",
    "client",
    "technician",
    "detail",
    "seen",
    "zone",
    "millis",
    "asked",
    "source",
    "silent",
    "tls",
];

/// Returns what differs between a command's answer to a case and the recorded one.
pub(crate) fn complaint(command: &str, id: &str, mut answer: Value) -> Option<String> {
    // Cases from another folder have no recorded answer.
    if env::var_os("SEALPOST_CASES").is_some() {
        return None;
    }
    leave_out(&mut answer);
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("suites/recorded")
        .join(command)
        .join(format!("{id}.json"));
    let text = serde_json::to_string_pretty(&answer).expect("JSON") + "\n";
    if env::var_os("SEALPOST_RECORD").is_some() {
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder to write into");
        fs::write(&file, text).expect("a file to write");
        return None;
    }
    let recorded = fs::read_to_string(&file).unwrap_or_default();
    (recorded != text).then(|| format!("`sealpost {command} --json` was\n{recorded}and is now\n{text}"))
}

fn leave_out(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|key, _| !LEFT_OUT.contains(&key.as_str()));
            fields.values_mut().for_each(leave_out);
        }
        Value::Array(values) => values.iter_mut().for_each(leave_out),
        _ => {}
    }
}
