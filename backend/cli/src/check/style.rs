//! What output for a terminal can use. Piped output is plain text with words instead of symbols, and is never wrapped.

use crate::printer;

/// The narrowest width to wrap to.
const WIDTH_MIN: usize = 40;
/// The widest width. Longer lines are hard to read.
const WIDTH_MAX: usize = 100;

/// The terminal, or a pipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    /// The columns of a terminal. `None` for a pipe.
    width: Option<usize>,
    colours: bool,
}

/// The ECMA-48 colors that are used.
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

    /// Wraps the text to fit after `indent` columns, and indents later lines to the same column.
    pub(super) fn hang(self, indent: usize, text: &str) -> String {
        let Some(width) = self.width else { return text.to_owned() };
        wrap(text, width.saturating_sub(indent)).join(&format!("\n{:indent$}", ""))
    }

    /// Cuts the text to one line that fits after `indent` columns. Dots show that it was longer.
    pub(super) fn cut(self, indent: usize, text: &str) -> String {
        let room = self.width.map_or(usize::MAX, |width| width.saturating_sub(indent));
        if text.chars().count() <= room {
            return text.to_owned();
        }
        text.chars().take(room.saturating_sub(1)).chain(['…']).collect()
    }
}

/// Breaks lines between words. A word that is longer than a line stays whole, because someone might copy it.
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
    fn text_is_wrapped_for_terminals_and_not_for_pipes() {
        let long = "one two three four five six seven eight nine ten";
        let narrow = Style::terminal(20, false);
        assert_eq!(narrow.hang(10, long), "one two three four five six\n          seven eight nine ten");
        assert_eq!(narrow.cut(30, "0123456789abc"), "012345678…");
        assert_eq!((Style::PLAIN.hang(10, long), Style::PLAIN.cut(30, long)), (long.into(), long.into()));
        assert_eq!(*printer::shown(&Style::terminal(80, true).ink(Ink::Red, "x")), "\x1b[31mx\x1b[0m");
        assert_eq!(narrow.ink(Ink::Red, "x"), "x");
    }
}
