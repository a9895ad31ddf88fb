//! The sentences of the command line.

use words::Language;

/// The sentences of `shared/words/en/cli.ftl`.
pub(crate) const SAY: words::Cli = words::cli(LANGUAGE);
/// Sentences about mistakes in something that was typed.
pub(crate) const CLIENT: words::Client = words::client(LANGUAGE);
/// Sentences about a certificate in place of a client secret.
pub(crate) const LETTER: words::Letter = words::letter(LANGUAGE);
/// What to say about each provider.
pub(crate) const GUIDES: words::Guides = words::guides(LANGUAGE);
/// Sentences about why something can't be opened or encrypted.
pub(crate) const TECHNICIAN: words::Technician = words::technician(LANGUAGE);

/// How to send without a password.
pub(crate) const WAYS: words::Ways = words::ways(LANGUAGE);
/// What an administrator does for that.
pub(crate) const ADMINISTRATOR: words::Administrator = words::administrator(LANGUAGE);

const LANGUAGE: Language = Language::En;

/// Returns a list such as "a, b, and c".
pub(crate) fn list<T: AsRef<str>>(items: &[T]) -> String {
    words::list(LANGUAGE, items)
}

/// Returns the day of a time in Unix seconds.
pub(crate) fn day(seconds: i64) -> String {
    words::day(LANGUAGE, seconds)
}

/// Returns day, hour and minute of a time in Unix seconds.
pub(crate) fn minute(seconds: i64) -> String {
    words::minute(LANGUAGE, seconds)
}
