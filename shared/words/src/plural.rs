//! The plural rules of each language (Unicode CLDR, cardinal numbers).

/// The form of a sentence for a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plural {
    /// For example, 1 in English.
    One,
    /// Any other number.
    Other,
}

/// Returns the form for a number in English.
#[must_use]
pub fn en(number: u64) -> Plural {
    if number == 1 { Plural::One } else { Plural::Other }
}
