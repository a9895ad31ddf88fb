//! Rust source without comments, string contents and unit tests.

use std::fs;
use std::path::Path;

/// A file with everything but code blanked out, so that line numbers stay the same.
pub(crate) struct Source {
    /// The path relative to the workspace, with `/`.
    pub(crate) path: String,
    code: String,
}

/// A place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) path: String,
    /// The line number, counted from 1.
    pub(crate) line: usize,
    pub(crate) text: String,
}

impl Source {
    /// Treats `text` as the content of `path`.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), code: without_unit_tests(&code_only(text)) }
    }

    /// Reads every `.rs` file below `folder` of the workspace at `root`, except files with only unit tests.
    pub(crate) fn below(root: &Path, folder: &str) -> Vec<Self> {
        let mut sources = Vec::new();
        let mut open = vec![root.join(folder)];
        while let Some(path) = open.pop() {
            if path.is_dir() {
                let entries =
                    fs::read_dir(&path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()));
                open.extend(entries.map(|entry| entry.expect("a readable folder").path()));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path
                    .strip_prefix(root)
                    .expect("a file below the root")
                    .to_string_lossy()
                    .replace('\\', "/");
                if !name.ends_with("/tests.rs") && !name.contains("/tests/") {
                    let text = fs::read_to_string(&path).unwrap_or_else(|cause| panic!("{name}: {cause}"));
                    sources.push(Self::new(&name, &text));
                }
            }
        }
        assert!(!sources.is_empty(), "{folder} holds no Rust source: has it moved?");
        sources.sort_by(|one, other| one.path.cmp(&other.path));
        sources
    }

    /// Returns each match of `pattern`. If the pattern starts or ends with a word character, the match must start or
    /// end at a word boundary.
    pub(crate) fn find(&self, pattern: &str) -> Vec<Finding> {
        self.places(pattern).map(|at| self.finding(at)).collect()
    }

    /// Like [`Source::find`], with the code that follows each match.
    pub(crate) fn with_rest(&self, pattern: &str) -> Vec<(Finding, &str)> {
        self.places(pattern).map(|at| (self.finding(at), &self.code[at + pattern.len()..])).collect()
    }

    /// Returns the text in the brackets that open right after each `pattern`, such as a macro's arguments.
    pub(crate) fn inside(&self, pattern: &str) -> Vec<(Finding, &str)> {
        let places = self.with_rest(pattern).into_iter().map(|(finding, rest)| (finding, rest.trim_start()));
        let opened = places.filter(|(_, rest)| rest.starts_with(['(', '[', '{']));
        opened.map(|(finding, rest)| (finding, &rest[..=end_of_brackets(rest)])).collect()
    }

    /// Returns the attributes before the item that starts with `pattern`, with its location.
    pub(crate) fn attributes(&self, pattern: &str) -> Vec<(Finding, &str)> {
        let with_attributes = |at: usize| {
            let before = &self.code[..at];
            let item_before = before.rfind(['}', ';']).map_or(0, |end| end + 1);
            (self.finding(at), &before[item_before..])
        };
        self.places(pattern).map(with_attributes).collect()
    }

    fn places<'a>(&'a self, pattern: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.code.match_indices(pattern).map(|(at, _)| at).filter(move |&at| {
            let (before, after) = (&self.code[..at], &self.code[at + pattern.len()..]);
            let starts_word = !(pattern.starts_with(in_word) && before.ends_with(in_word));
            starts_word && !(pattern.ends_with(in_word) && after.starts_with(in_word))
        })
    }

    fn finding(&self, at: usize) -> Finding {
        let line = self.code[..at].matches('\n').count();
        let text = self.code.lines().nth(line).unwrap_or_default().trim().to_owned();
        Finding { path: self.path.clone(), line: line + 1, text }
    }
}

/// Splits `code` into words, also at underscores: `link_secret` is two words.
pub(crate) fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric())
}

pub(crate) fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Blanks comments and strings, but keeps the variables that a format string captures: `{token}` is code.
fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after_word = code.ends_with(in_word);
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            length_of_block_comment(rest)
        } else if let Some(length) = length_of_string(rest).filter(|_| c == '"' || !after_word) {
            code.push_str(&captures_only(&rest[..length]));
            rest = &rest[length..];
            continue;
        } else if let Some(length) = length_of_char(rest) {
            length
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        code.push_str(&blank(&rest[..length]));
        rest = &rest[length..];
    }
    code
}

fn blank(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect()
}

/// Blanks a string, except for the name after each `{`.
fn captures_only(string: &str) -> String {
    let mut in_capture = false;
    let keep = |c: char| {
        in_capture = c == '{' || (in_capture && in_word(c));
        if c == '\n' || (in_capture && c != '{') { c } else { ' ' }
    };
    string.chars().map(keep).collect()
}

fn length_of_block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// Returns the length of the string literal at the start of `rest`, including its prefix and hashes.
fn length_of_string(rest: &str) -> Option<usize> {
    let prefix = rest.find(|c| !matches!(c, 'b' | 'c' | 'r')).filter(|&length| length <= 2)?;
    let raw = rest[..prefix].ends_with('r');
    let hashes = if raw { rest[prefix..].find(|c| c != '#')? } else { 0 };
    let body = rest[prefix + hashes..].strip_prefix('"')?;
    let start = prefix + hashes + 1;
    if raw {
        let end = format!("\"{}", "#".repeat(hashes));
        return Some(body.find(&end).map_or(rest.len(), |at| start + at + end.len()));
    }
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        match c {
            '"' if !escaped => return Some(start + at + 1),
            c => escaped = c == '\\' && !escaped,
        }
    }
    Some(rest.len())
}

/// Returns the length of the character literal at the start of `rest`. A lifetime is not a literal.
fn length_of_char(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('\'')?;
    let first = body.chars().next()?;
    if first == '\\' {
        let escape = 1 + body[1..].chars().next()?.len_utf8();
        return Some(1 + escape + body[escape..].find('\'')? + 1);
    }
    body[first.len_utf8()..].starts_with('\'').then(|| 2 + first.len_utf8())
}

/// Blanks each module with `#[cfg(test)]`.
fn without_unit_tests(code: &str) -> String {
    let Some(start) = code.find("#[cfg(test)]") else { return code.to_owned() };
    let (before, rest) = code.split_at(start);
    let item = rest.find(['{', ';']).unwrap_or(rest.len() - 1);
    let end = if rest[item..].starts_with('{') { item + end_of_brackets(&rest[item..]) } else { item };
    format!("{before}{}{}", blank(&rest[..=end]), without_unit_tests(&rest[end + 1..]))
}

/// Returns the position of the bracket that closes the one at the start of `rest`.
fn end_of_brackets(rest: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len() - 1
}
