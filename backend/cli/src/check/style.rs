//! What a page in a terminal may use. Piped output is plain, in words, and never wrapped.

use crate::printer;

/// Narrower lines are not wrapped further.
const WIDTH_MIN: usize = 40;
/// Longer lines are hard to read.
const WIDTH_MAX: usize = 100;

/// What is written on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    /// Columns of a terminal; nothing where it is none.
    width: Option<usize>,
    colours: bool,
}

/// The colours of ECMA-48 that are used.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ink {
    Bold,
    Dim,
    Green,
    Red,
    Yellow,
}

impl Style {
    pub(crate) const PLAIN: Self = Self { width: None, colours: false };

    pub(crate) fn of_stdout() -> Self {
        Self::of(printer::out_is_terminal())
    }

    pub(crate) fn of_stderr() -> Self {
        Self::of(printer::err_is_terminal())
    }

    fn of(is_terminal: bool) -> Self {
        if !is_terminal {
            return Self::PLAIN;
        }
        let columns = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        // https://no-color.org
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let able = std::env::var_os("TERM").is_none_or(|value| value != "dumb");
        Self::terminal(columns, wanted && able)
    }

    pub(super) fn terminal(columns: usize, colours: bool) -> Self {
        Self { width: Some(columns.clamp(WIDTH_MIN, WIDTH_MAX)), colours }
    }

    pub(super) fn is_terminal(self) -> bool {
        self.width.is_some()
    }

    pub(super) fn ink(self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Bold => 1,
            Ink::Dim => 2,
            Ink::Red => 31,
            Ink::Green => 32,
            Ink::Yellow => 33,
        };
        if self.colours { printer::painted(code, text) } else { text.to_owned() }
    }

    /// The text in lines that fit behind `indent` columns, the later ones indented as far.
    pub(super) fn hang(self, indent: usize, text: &str) -> String {
        let Some(width) = self.width else { return text.to_owned() };
        wrap(text, width.saturating_sub(indent)).join(&format!("\n{:indent$}", ""))
    }

    /// One line that fits behind `indent` columns, with dots where it was longer.
    pub(super) fn cut(self, indent: usize, text: &str) -> String {
        let room = self.width.map_or(usize::MAX, |width| width.saturating_sub(indent));
        if text.chars().count() <= room {
            return text.to_owned();
        }
        text.chars().take(room.saturating_sub(1)).chain(['…']).collect()
    }
}

/// Breaks between words. A word that is longer than a line stays whole: it may be one to copy.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_kept_to_and_a_pipe_is_not_touched() {
        let long = "one two three four five six seven eight nine ten";
        let narrow = Style::terminal(20, false);
        assert_eq!(narrow.hang(10, long), "one two three four five six\n          seven eight nine ten");
        assert_eq!(narrow.cut(30, "0123456789abc"), "012345678…");
        assert_eq!((Style::PLAIN.hang(10, long), Style::PLAIN.cut(30, long)), (long.into(), long.into()));
        assert_eq!(*printer::shown(&Style::terminal(80, true).ink(Ink::Red, "x")), "\x1b[31mx\x1b[0m");
        assert_eq!(narrow.ink(Ink::Red, "x"), "x");
    }
}
