//! Writes a lookup for `grants.ftl`, whose messages are named by the rows of `grant-errors.toml`. A row without its two
//! sentences, or a sentence without a row, fails the build.

use std::{fmt::Write, fs, path::Path};

use crate::{
    read::File,
    write::{camel, snake},
};

/// The file's name, without its extension.
pub(crate) const GRANTS: &str = "grants";
const FACTS: &str = "../facts/grant-errors.toml";

/// Writes a function from a cause to its sentence. The fix is for the technician if the technician has to act, or else
/// for the client, who passes it on.
pub(crate) fn lookup(root: &Path, file: &File) -> Result<String, String> {
    let path = root.join(FACTS);
    println!("cargo::rerun-if-changed={}", path.display());
    let facts = fs::read_to_string(&path).map_err(|error| format!("{FACTS}: {error}"))?;
    let facts: toml::Table = facts.parse().map_err(|error| format!("{FACTS}: {error}"))?;
    let rows =
        facts.get("error").and_then(toml::Value::as_array).ok_or_else(|| format!("{FACTS} has no rows"))?;
    let mut out = String::from(
        "impl Grants {\n/// Returns the sentence of a grant's cause for this side, or `None` if it has none.\n#[must_use]\n#[allow(clippy::too_many_lines)]\n\
         pub fn sentence(self, cause: shared::diagnosis::Cause, side: shared::diagnosis::Side) -> Option<&'static str> {\n\
         use shared::diagnosis::{Cause, Side};\nSome(match (cause, side) {\n",
    );
    for row in rows {
        let text = |key: &str| row.get(key).and_then(toml::Value::as_str).unwrap_or_default();
        let fix = if text("who") == "technician" { "Technician" } else { "Client" };
        for (end, side) in [("meaning", "Meaning"), ("fix", fix)] {
            let key = format!("{}-{end}", text("id"));
            if !file.contains_key(key.as_str()) {
                return Err(format!("{GRANTS}.ftl has no {key}"));
            }
            let _ = writeln!(out, "(Cause::{}, Side::{side}) => self.{}(),", camel(text("id")), snake(&key));
        }
    }
    if file.len() != 2 * rows.len() {
        return Err(format!("{GRANTS}.ftl has a sentence without a row"));
    }
    out.push_str("_ => return None,\n})\n}\n}\n");
    Ok(out)
}
