//! Characters that don't show, or that turn what stands around them: names may not have them, a stranger's words are kept
//! without them, and a terminal is shown what they are instead.

/// True for control characters (C0, C1 and delete), marks of direction, zero-width and filling characters, and tags.
pub fn is_hidden(c: char) -> bool {
    c.is_control() || name(c).is_some()
}

/// What such a character is called; nothing for those that show, and for control characters.
fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{ad}' => "soft hyphen",
        '\u{34f}' => "grapheme joiner",
        '\u{61c}' | '\u{200e}' | '\u{200f}' => "direction mark",
        '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}' => "invisible letter",
        '\u{180b}'..='\u{180f}' => "invisible variation",
        '\u{200b}' => "zero width space",
        '\u{200c}' => "zero width non-joiner",
        '\u{200d}' => "zero width joiner",
        '\u{2028}' | '\u{2029}' => "line separator",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "change of direction",
        '\u{2060}' | '\u{feff}' => "zero width no-break space",
        '\u{2061}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' => "invisible format",
        '\u{e0000}'..='\u{e0fff}' => "invisible tag",
        _ => return None,
    })
}

/// A character that doesn't show, as people can look it up: "U+200B, zero width space".
pub fn describe(c: char) -> String {
    let called = name(c).unwrap_or(match c {
        '\n' | '\r' => "line break",
        '\t' => "tab",
        _ => "control character",
    });
    format!("U+{:04X}, {called}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_show_is_named() {
        for (text, found) in [
            ("Ada\u{200b}", "U+200B, zero width space"),
            ("\u{202e}ada", "U+202E, change of direction"),
            ("a\u{2067}b", "U+2067, change of direction"),
            ("a\u{61c}b", "U+061C, direction mark"),
            ("a\u{9b}b", "U+009B, control character"),
            ("a\u{7f}b", "U+007F, control character"),
            ("a\x1b[0m", "U+001B, control character"),
            ("a\nb", "U+000A, line break"),
            ("a\u{e0041}b", "U+E0041, invisible tag"),
            ("a\u{fe00}\u{ad}", "U+00AD, soft hyphen"),
        ] {
            let hidden = text.chars().find(|&c| is_hidden(c)).map(describe);
            assert_eq!(hidden.as_deref(), Some(found), "{text:?}");
        }
        for text in ["Ada Lövelace", "Łukasz", "山田 太郎", "محمد", "O’Brien – & Søn", "❤\u{fe0f} Bakery"]
        {
            assert!(!text.chars().any(is_hidden), "{text}");
        }
    }
}
