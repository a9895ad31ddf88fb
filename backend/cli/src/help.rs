//! The layout of help pages: the full description of a command, and the sections after its options. Tokens that people type
//! or programs read are written here. The sentences come from [`SAY`].

use crate::{say::SAY, style::wrap};

/// Longer lines are wrapped. This is the default width of terminals.
const WIDTH: usize = 80;

/// Returns the description of a command: its first line, then the rest.
pub(crate) fn long(about: &str, more: &str) -> String {
    sections(&[about.to_owned(), more.to_owned()])
}

/// Joins parts with an empty line between them.
pub(crate) fn sections(parts: &[String]) -> String {
    parts.join("\n\n")
}

/// Returns commands to copy, each with a comment below it if it has one.
pub(crate) fn examples(examples: &[(&str, &str)]) -> String {
    let mut lines = vec![SAY.help_examples().to_owned()];
    for (command, comment) in examples {
        lines.push(format!("  {command}"));
        if !comment.is_empty() {
            lines.push(hang("      ", 6, comment));
        }
    }
    lines.join("\n")
}

/// Returns exit codes, starting with 0.
pub(crate) fn exit_status(meanings: &[&str]) -> String {
    let codes: Vec<String> = (0..meanings.len()).map(|code| code.to_string()).collect();
    let rows: Vec<(&str, &str)> = codes.iter().map(String::as_str).zip(meanings.iter().copied()).collect();
    table(SAY.help_exit_status(), &rows)
}

/// Returns a heading, and rows with a token and what it means.
pub(crate) fn table(heading: &str, rows: &[(&str, &str)]) -> String {
    let width = rows.iter().map(|(token, _)| token.len()).max().unwrap_or_default();
    let mut lines = vec![heading.to_owned()];
    lines.extend(rows.iter().map(|(token, text)| hang(&format!("  {token:width$}  "), width + 4, text)));
    lines.join("\n")
}

/// Returns a heading, with a paragraph below it.
pub(crate) fn paragraph(heading: &str, text: &str) -> String {
    format!("{heading}\n{}", hang("  ", 2, text))
}

/// Returns `start` and the text, wrapped. Later lines are indented to the same column.
fn hang(start: &str, indent: usize, text: &str) -> String {
    start.to_owned() + &wrap(text, WIDTH - indent).join(&format!("\n{:indent$}", ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_aligned_and_wrapped() {
        let long = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
        assert_eq!(
            table("Fields:", &[("a", "short"), ("host", long)]),
            "Fields:\n  a     short\n  host  one two three four five six seven eight nine ten eleven twelve thirteen\n        \
             fourteen fifteen"
        );
        assert_eq!(
            examples(&[("sealpost a", "Does it."), ("sealpost b", "")]),
            "Examples:\n  sealpost a\n      Does it.\n  sealpost b"
        );
    }
}
