//! Writes a lookup for `causes.ftl`, whose messages are named by cause, mailbox and side.

use std::fmt::Write;

use crate::{
    read::File,
    write::{camel, snake},
};

/// The file's name, without its extension.
pub(crate) const CAUSES: &str = "causes";

/// What a key can end with, and the side for which its message is.
const SIDES: [(&str, &str); 3] =
    [("-meaning", "Meaning"), ("-client", "Client"), ("-technician", "Technician")];
const MAILBOXES: [(&str, &str); 2] = [("-consumer", "Consumer"), ("-managed", "Managed")];
/// The variables that a message can use. All of them are in `shared::diagnosis::Named`.
const NAMED: [&str; 3] = ["provider", "server", "reply"];

/// Writes a function from a cause to its sentence. A key without a cause, or an unknown variable, fails the build.
pub(crate) fn lookup(file: &File) -> Result<String, String> {
    let mut out = String::from(
        "impl Causes {\n/// Returns the cause's own sentence for this mailbox and side, or `None` if it has none.\n#[must_use]\n#[allow(clippy::too_many_lines)]\n\
         pub fn sentence(self, cause: shared::diagnosis::Cause, mailbox: shared::diagnosis::Mailbox, \
         side: shared::diagnosis::Side, named: &shared::diagnosis::Named) -> Option<String> {\n\
         use shared::diagnosis::{Cause, Mailbox, Side};\nSome(match (cause, mailbox, side) {\n",
    );
    for (key, message) in file {
        let (rest, side) = SIDES
            .iter()
            .find_map(|(end, side)| Some((key.strip_suffix(end)?, side)))
            .ok_or_else(|| format!("causes.ftl: {key} doesn't end in a side"))?;
        let of = MAILBOXES.iter().find_map(|(end, mailbox)| Some((rest.strip_suffix(end)?, *mailbox)));
        let (cause, mailbox) = of.unwrap_or((rest, "Any"));
        let names: Vec<&str> = message.variables.iter().map(|variable| &*variable.name).collect();
        if let Some(unknown) = names.iter().find(|name| !NAMED.contains(name)) {
            return Err(format!("causes.ftl: {key} uses the unknown variable {unknown}"));
        }
        let arguments: Vec<String> = names.iter().map(|name| format!("&named.{name}")).collect();
        let owned = if names.is_empty() { ".to_owned()" } else { "" };
        let _ = writeln!(
            out,
            "(Cause::{}, Mailbox::{mailbox}, Side::{side}) => self.{}({}){owned},",
            camel(cause),
            snake(key),
            arguments.join(", ")
        );
    }
    out.push_str("_ => return None,\n})\n}\n}\n");
    Ok(out)
}
