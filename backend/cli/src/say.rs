//! What the command line says.

use words::Language;

/// The sentences of `shared/words/en/cli.ftl`.
pub(crate) const SAY: words::Cli = words::cli(LANGUAGE);
/// What is wrong with something that was typed.
pub(crate) const CLIENT: words::Client = words::client(LANGUAGE);
/// Why something doesn't open, or can't be encrypted.
pub(crate) const TECHNICIAN: words::Technician = words::technician(LANGUAGE);

const LANGUAGE: Language = Language::En;

/// "a, b, and c".
pub(crate) fn list<T: AsRef<str>>(items: &[T]) -> String {
    words::list(LANGUAGE, items)
}

/// A day, from Unix seconds.
pub(crate) fn day(seconds: i64) -> String {
    words::day(LANGUAGE, seconds)
}

/// A minute of a day, from Unix seconds.
pub(crate) fn minute(seconds: i64) -> String {
    words::minute(LANGUAGE, seconds)
}
