//! Finds functions longer than a screen. `rustfmt` ends each one with a brace at the indentation of its first line.

use super::{File, LONGEST_FUNCTION};

/// Returns the length and position of each long function.
pub(crate) fn longer_than_a_screen(file: &File) -> Vec<(usize, String)> {
    let lines: Vec<&str> = file.text.lines().collect();
    let begins = lines.iter().enumerate().filter_map(|(at, line)| Some((at, name(line)?)));
    begins
        .filter_map(|(at, name)| {
            let indent = lines[at].len() - lines[at].trim_start().len();
            let end = format!("{}}}", &lines[at][..indent]);
            let length = lines[at..].iter().position(|line| *line == end)? + 1;
            // Without a body, the search would find the end of the next function.
            let has_body = lines[at..]
                .iter()
                .find(|line| line.ends_with(['{', ';']))
                .is_some_and(|line| line.ends_with('{'));
            (has_body && length > LONGEST_FUNCTION)
                .then(|| (length, format!("{}:{} {name}", file.path.display(), at + 1)))
        })
        .collect()
}

/// Returns the name of the function that starts on a line.
fn name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    for word in ["pub(crate) ", "pub(super) ", "pub ", "const ", "async ", "extern \"C\" "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let rest = rest.strip_prefix("fn ")?;
    Some(&rest[..rest.find(['(', '<'])?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_measured_from_its_first_line_to_its_last_brace() {
        let body = "        let x = 1;\n".repeat(LONGEST_FUNCTION - 2);
        let text = |extra: &str| {
            format!(
                "impl A {{\n    fn none(&self);\n\n    pub(crate) async fn long<T>(\n    ) {{\n{body}{extra}    }}\n}}\n"
            )
        };
        let found = |extra: &str| longer_than_a_screen(&File { path: "a.rs".into(), text: text(extra) });
        assert_eq!(found(""), [(LONGEST_FUNCTION + 1, "a.rs:4 long".to_owned())]);
        let short = text("").replace("        let x = 1;\n        let x", "        let x");
        assert_eq!(
            longer_than_a_screen(&File {
                path: "a.rs".into(),
                text: short.replacen("        let x = 1;\n", "", 1)
            }),
            []
        );
    }
}
