//! Characters that are invisible, or that reorder the text around them. Names can't contain them, texts from
//! strangers lose them, and a terminal shows their names instead.

/// The kinds of invisible characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// Marks where a word can be broken.
    SoftHyphen,
    /// Joins two characters into one.
    GraphemeJoiner,
    /// Marks a direction.
    DirectionMark,
    /// Changes the direction of the following text.
    DirectionChange,
    /// An invisible letter.
    Letter,
    /// Selects a variant of the character before it.
    Variation,
    /// A zero-width space.
    ZeroWidthSpace,
    /// Keeps two characters apart.
    ZeroWidthNonJoiner,
    /// Joins two characters.
    ZeroWidthJoiner,
    /// A zero-width space that doesn't allow a line break.
    ZeroWidthNoBreakSpace,
    /// Ends a line, or a paragraph.
    LineSeparator,
    /// A format character for mathematics, music or shorthand.
    Format,
    /// A tag character.
    Tag,
    /// Ends a line.
    LineBreak,
    /// A tab.
    Tab,
    /// Any other control character.
    Control,
}

/// Returns true for control characters (C0, C1 and delete), directional marks, zero-width and filler characters, and
/// tags.
pub fn is_hidden(c: char) -> bool {
    kind(c).is_some()
}

/// Returns the kind of invisible character, or `None` for a visible one.
pub fn kind(c: char) -> Option<Hidden> {
    Some(match c {
        '\u{ad}' => Hidden::SoftHyphen,
        '\u{34f}' => Hidden::GraphemeJoiner,
        '\u{61c}' | '\u{200e}' | '\u{200f}' => Hidden::DirectionMark,
        '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}' => Hidden::Letter,
        '\u{180b}'..='\u{180f}' => Hidden::Variation,
        '\u{200b}' => Hidden::ZeroWidthSpace,
        '\u{200c}' => Hidden::ZeroWidthNonJoiner,
        '\u{200d}' => Hidden::ZeroWidthJoiner,
        '\u{2028}' | '\u{2029}' => Hidden::LineSeparator,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Hidden::DirectionChange,
        '\u{2060}' | '\u{feff}' => Hidden::ZeroWidthNoBreakSpace,
        '\u{2061}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' => Hidden::Format,
        '\u{e0000}'..='\u{e0fff}' => Hidden::Tag,
        '\n' | '\r' => Hidden::LineBreak,
        '\t' => Hidden::Tab,
        _ if c.is_control() => Hidden::Control,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_recognized() {
        for (text, found) in [
            ("Ada\u{200b}", Hidden::ZeroWidthSpace),
            ("\u{202e}ada", Hidden::DirectionChange),
            ("a\u{2067}b", Hidden::DirectionChange),
            ("a\u{61c}b", Hidden::DirectionMark),
            ("a\u{9b}b", Hidden::Control),
            ("a\u{7f}b", Hidden::Control),
            ("a\x1b[0m", Hidden::Control),
            ("a\nb", Hidden::LineBreak),
            ("a\u{e0041}b", Hidden::Tag),
            ("a\u{fe00}\u{ad}", Hidden::SoftHyphen),
        ] {
            assert_eq!(text.chars().find_map(kind), Some(found), "{text:?}");
        }
        for text in ["Ada Lövelace", "Łukasz", "山田 太郎", "محمد", "O’Brien – & Søn", "❤\u{fe0f} Bakery"]
        {
            assert!(!text.chars().any(is_hidden), "{text}");
        }
    }
}
