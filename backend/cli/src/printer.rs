//! The only module that writes to the terminal. Text from others must not control it: a client's note or a server's greeting
//! can contain sequences that set the title, fill the clipboard or reverse the text. So every invisible character is written
//! as its number, except our own line breaks and colors.
//!
//! Output that programs can read goes to standard output. Messages for the person go to standard error.

use std::{
    fmt::Display,
    hash::{BuildHasher, RandomState},
    io::{self, IsTerminal, Write},
    sync::LazyLock,
};

use anstream::{AutoStream, ColorChoice};
use anstyle::Style;
use shared::hidden::is_hidden;
use zeroize::Zeroizing;

use super::{Failure, say::SAY};

/// The start of our own colors. It isn't an assigned character, and only this process knows what follows it, so no one
/// else's text can look like a color.
const MARK: char = '\u{fdd0}';
static KEY: LazyLock<String> = LazyLock::new(|| format!("{:016x}", RandomState::new().hash_one(MARK)));

/// Returns the text in this style.
pub(crate) fn painted(style: Style, text: &str) -> String {
    let ours = |sequence: &dyn Display| sequence.to_string().replace("\x1b[", &format!("{MARK}{}", *KEY));
    format!("{}{text}{}", ours(&style.render()), ours(&style.render_reset()))
}

/// Returns the text in a form that is safe for a terminal. Line breaks and our own colors stay. Any other invisible
/// character becomes a number.
pub(crate) fn shown(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len() + text.len() / 4));
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((rendition, after)) = rendition(rest) {
            out.push_str("\x1b[");
            out.push_str(rendition);
            out.push('m');
            rest = after;
            continue;
        }
        push(&mut out, c, c == '\n');
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// Like [`shown`], but on one line, for text from others, whose line breaks aren't ours.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push(&mut out, c, false));
    out
}

fn push(out: &mut String, c: char, is_ours: bool) {
    if is_ours || !(is_hidden(c) || c == MARK) { out.push(c) } else { out.extend(c.escape_unicode()) }
}

/// Returns our own color at the start of a text, and the rest of the text.
fn rendition(text: &str) -> Option<(&str, &str)> {
    let (rendition, after) = text.strip_prefix(MARK)?.strip_prefix(KEY.as_str())?.split_once('m')?;
    Some((rendition, after))
}

/// Writes text for a person to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    write_out(&shown(text))
}

/// Writes output that a program uses unchanged, such as settings with a secret. Byte for byte, except on a terminal.
pub(crate) fn data(text: &str) -> Result<(), Failure> {
    if out_is_terminal() { print(text) } else { write_out(text) }
}

/// Writes indented JSON to standard output, with invisible characters escaped. It may contain a secret, so it is wiped.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map(Zeroizing::new);
    let text = text.map_err(|error| Failure::usage(error.to_string()))?;
    let mut out = Zeroizing::new(String::with_capacity(2 * text.len() + 1));
    for c in text.chars() {
        // Outside of strings, line breaks are the only invisible characters in JSON. Inside strings, they are escaped.
        if c == '\n' || !is_hidden(c) {
            out.push(c);
        } else {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|&unit| push_unit(&mut out, unit));
        }
    }
    out.push('\n');
    write_out(&out)
}

/// Returns a UTF-16 unit as a JSON escape.
fn push_unit(out: &mut String, unit: u16) {
    out.push_str("\\u");
    let digits = [12, 8, 4, 0].map(|shift| char::from_digit(u32::from(unit >> shift) & 15, 16));
    out.extend(digits.into_iter().flatten());
}

/// Ignores a reader that has gone away (`| head`), which isn't a failure.
fn write_out(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::usage(SAY.output_not_written(&error)))
        }
        _ => Ok(()),
    }
}

/// Returns standard output for the bytes of a file that the person asked for. A program reads them, or the caller has checked
/// each of them.
pub(crate) fn bytes() -> io::StdoutLock<'static> {
    io::stdout().lock()
}

/// Writes a line for the person to standard error. If even that fails, there is nothing left to do.
pub(crate) fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{}", *shown(text));
}

/// Writes a question to standard error without a line break. Returns true if someone can see it.
pub(crate) fn question(text: &str) -> bool {
    err_is_terminal() && write!(io::stderr(), "{} ", *shown(text)).is_ok()
}

/// Asks for hidden input on the terminal.
pub(crate) fn ask_hidden(prompt: &str) -> io::Result<String> {
    rpassword::prompt_password(format!("{} ", *shown(prompt)))
}

/// Returns true if a person reads standard output.
pub(crate) fn out_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Returns true if a person reads standard error.
pub(crate) fn err_is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Returns true if standard output can have color: it is a terminal, and neither `NO_COLOR` nor the terminal forbids it.
pub(crate) fn out_has_color() -> bool {
    out_is_terminal() && AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// Returns true if standard error can have color.
pub(crate) fn err_has_color() -> bool {
    err_is_terminal() && AutoStream::choice(&io::stderr()) != ColorChoice::Never
}

/// The writer for the server's log.
#[derive(Debug)]
pub(crate) struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        io::stderr().write_all(shown(&String::from_utf8_lossy(bytes)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

#[cfg(test)]
mod tests {
    use anstyle::AnsiColor;

    use super::*;

    #[test]
    fn control_sequences_are_escaped() {
        for (text, seen) in [
            ("\x1b]52;c;aGk=\x07", "\\u{1b}]52;c;aGk=\\u{7}"),
            ("\x1b]0;title\x1b\\", "\\u{1b}]0;title\\u{1b}\\"),
            ("\u{9d}0;title\u{9c}", "\\u{9d}0;title\\u{9c}"),
            ("a\rb\tc\u{8}", "a\\u{d}b\\u{9}c\\u{8}"),
            ("\u{202e}cod.exe\u{2069}", "\\u{202e}cod.exe\\u{2069}"),
            ("a\u{200b}\u{feff}\u{e0041}", "a\\u{200b}\\u{feff}\\u{e0041}"),
            ("Ada & Łukasz, 山田\n", "Ada & Łukasz, 山田\n"),
        ] {
            assert_eq!(*shown(text), seen, "{text:?}");
        }
        assert_eq!(one_line("a\nsealpost: all is well"), "a\\u{a}sealpost: all is well");
    }

    #[test]
    fn only_our_own_colors_are_printed() {
        let red = AnsiColor::Red.on_default();
        assert_eq!(*shown(&painted(red, "no\x1b[2J")), "\x1b[31mno\\u{1b}[2J\x1b[0m");
        assert_eq!(*shown(&painted(red.bold(), "no")), "\x1b[1m\x1b[31mno\x1b[0m");
        assert_eq!(*shown("\x1b[32mok\x1b[0m"), "\\u{1b}[32mok\\u{1b}[0m");
        assert_eq!(*shown("\u{fdd0}00000000000000001m"), "\\u{fdd0}00000000000000001m");
    }
}
