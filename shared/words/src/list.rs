//! Lists in a sentence.

use crate::Language;

/// Returns "a", "a and b", or "a, b, and c".
#[must_use]
pub fn list<T: AsRef<str>>(language: Language, items: &[T]) -> String {
    let Language::En = language;
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [one, two] => format!("{} and {}", one.as_ref(), two.as_ref()),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{}, and {}", first.join(", "), last.as_ref())
        }
    }
}
