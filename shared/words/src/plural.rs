//! The plural rules of each language (Unicode CLDR, cardinal numbers).

/// A form of a sentence by a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plural {
    /// Such as 1 in English.
    One,
    /// Any other.
    Other,
}

/// English: 1, or any other.
#[must_use]
pub fn en(number: u64) -> Plural {
    if number == 1 { Plural::One } else { Plural::Other }
}
