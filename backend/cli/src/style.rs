//! What output for a terminal can use. Piped output is plain text with words instead of symbols, and its lines are never
//! wrapped.

use anstyle::AnsiColor;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm, core::display_width};

use crate::printer;

/// The narrowest width to wrap to.
const WIDTH_MIN: usize = 40;
/// The widest width. Longer lines are hard to read.
const WIDTH_MAX: usize = 100;
/// The width of a terminal that doesn't report one.
const WIDTH: u16 = 80;

/// The terminal, or a pipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    /// The columns of a line. `None` if lines are never wrapped.
    width: Option<usize>,
    has_color: bool,
}

/// The ECMA-48 renditions that are used.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ink {
    Bold,
    Dim,
    Cyan,
    Green,
    Red,
    Yellow,
}

impl From<Ink> for anstyle::Style {
    fn from(ink: Ink) -> Self {
        match ink {
            Ink::Bold => Self::new().bold(),
            Ink::Dim => Self::new().dimmed(),
            Ink::Cyan => AnsiColor::Cyan.on_default(),
            Ink::Green => AnsiColor::Green.on_default(),
            Ink::Red => AnsiColor::Red.on_default(),
            Ink::Yellow => AnsiColor::Yellow.on_default(),
        }
    }
}

impl Style {
    pub(crate) const PLAIN: Self = Self { width: None, has_color: false };

    pub(crate) fn of_stdout() -> Self {
        if printer::out_is_terminal() { Self::of_page() } else { Self::PLAIN }
    }

    pub(crate) fn of_stderr() -> Self {
        if printer::err_is_terminal() {
            Self::terminal(columns(), printer::err_has_color())
        } else {
            Self::PLAIN
        }
    }

    /// Returns the style of a whole page on standard output, which is wrapped even if it is piped.
    pub(crate) fn of_page() -> Self {
        Self::terminal(columns(), printer::out_has_color())
    }

    pub(crate) fn terminal(columns: usize, has_color: bool) -> Self {
        Self { width: Some(columns.clamp(WIDTH_MIN, WIDTH_MAX)), has_color }
    }

    pub(crate) fn is_terminal(self) -> bool {
        self.width.is_some()
    }

    pub(crate) fn ink(self, ink: Ink, text: &str) -> String {
        if self.has_color { printer::painted(ink.into(), text) } else { text.to_owned() }
    }

    /// Returns a text in lines that fit after `indent` columns.
    pub(crate) fn wrap(self, indent: usize, text: &str) -> Vec<String> {
        match self.width {
            Some(width) => wrap(text, width.saturating_sub(indent)),
            None => vec![text.to_owned()],
        }
    }

    /// Returns the same lines as one text. All but the first start with the indent.
    pub(crate) fn hang(self, indent: usize, text: &str) -> String {
        self.wrap(indent, text).join(&format!("\n{:indent$}", ""))
    }

    /// Returns one line that fits after `indent` columns, with dots if it was longer.
    pub(crate) fn cut(self, indent: usize, text: &str) -> String {
        let room = self.width.map_or(usize::MAX, |width| width.saturating_sub(indent));
        if display_width(text) <= room {
            return text.to_owned();
        }
        let mut used = 0;
        let fits = |c: &char| {
            used += display_width(c.encode_utf8(&mut [0; 4]));
            used < room
        };
        text.chars().take_while(fits).chain(['…']).collect()
    }
}

/// Breaks a text between words. Line breaks in it count as spaces. A word that is longer than a line stays whole: it may be one
/// to copy.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let options = Options::new(columns)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    textwrap::wrap(&words.join(" "), options).into_iter().map(Into::into).collect()
}

fn columns() -> usize {
    terminal_size::terminal_size().map_or(WIDTH, |(width, _)| width.0).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_on_a_terminal_but_not_in_a_pipe() {
        let long = "one two three four five six seven eight nine ten";
        let narrow = Style::terminal(20, false);
        assert_eq!(narrow.hang(10, long), "one two three four five six\n          seven eight nine ten");
        assert_eq!(narrow.cut(30, "0123456789abc"), "012345678…");
        assert_eq!((Style::PLAIN.hang(10, long), Style::PLAIN.cut(30, long)), (long.into(), long.into()));
        assert_eq!(*printer::shown(&Style::terminal(80, true).ink(Ink::Red, "x")), "\x1b[31mx\x1b[0m");
        assert_eq!(narrow.ink(Ink::Red, "x"), "x");
    }

    #[test]
    fn words_to_copy_stay_whole() {
        let copied = "host mail-relay.provider.example, not www";
        assert_eq!(wrap(copied, 12), ["host", "mail-relay.provider.example,", "not www"]);
        assert_eq!(wrap("one\n  two\n\nthree", 80), ["one two three"]);
        assert_eq!(wrap("", 80), [""]);
    }

    /// A Chinese or Japanese character takes two columns, and a combining accent takes none.
    #[test]
    fn width_is_counted_as_a_terminal_shows_it() {
        assert_eq!(wrap("山田 太郎", 8), ["山田", "太郎"]);
        assert_eq!(wrap("山田 太郎", 9), ["山田 太郎"]);
        assert_eq!(wrap("cafe\u{301} “bar”", 10), ["cafe\u{301} “bar”"]);
        assert_eq!(Style::terminal(40, false).cut(34, "山田太郎"), "山田…");
    }
}
