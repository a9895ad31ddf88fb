use super::*;
use crate::rules::RuleError;

fn cleaned(text: &str, cleaning: Cleaning) -> (String, usize, bool) {
    let c = clean_secret(text, cleaning);
    (c.text.to_string(), c.spaces, c.quotes)
}

#[test]
fn pastes_are_cleaned() {
    assert_eq!(
        cleaned("abcd efgh\u{a0}ijkl mnop\n", Cleaning::RemoveWhitespace),
        ("abcdefghijklmnop".into(), 3, false)
    );
    assert_eq!(cleaned("“abcd efgh”", Cleaning::RemoveWhitespace), ("abcdefgh".into(), 1, true));
    assert_eq!(cleaned("   ", Cleaning::RemoveWhitespace), (String::new(), 3, false));
    for typed in [" “pass word” ", "Tram 9 ", "'Lamp5'", "Zu\u{308}rich7§", "\"\""] {
        for cleaning in [Cleaning::Trim, Cleaning::None] {
            assert_eq!(cleaned(&format!("{typed}\r\n"), cleaning), (typed.into(), 0, false));
        }
    }
}

#[test]
fn removing_possible_decoration_is_offered() {
    let offered = |text| tidied(text).map(|c| (c.text.to_string(), c.spaces, c.quotes));
    assert_eq!(offered(" “pass word” "), Some(("pass word".into(), 2, true)));
    assert_eq!(offered("Tram 9 "), Some(("Tram 9".into(), 1, false)));
    for whole in ["pass word", "\"\"", "'", "   ", ""] {
        assert_eq!(offered(whole), None, "{whole:?}");
    }
}

#[test]
fn an_unusual_secret_is_noticed() {
    for (secret, odd) in [
        ("hunter\u{200b}2", Oddity::Hidden),
        ("hunter2 ", Oddity::Space),
        ("раssword", Oddity::Alphabet),
        ("ｐassword", Oddity::Alphabet),
        ("'hunter2'", Oddity::Quotes),
        ("Zürich7", Oddity::NotAscii),
    ] {
        assert_eq!(oddity(secret), Some(odd), "{secret}");
    }
    assert_eq!(oddity("hunter 2!"), None);
}

#[test]
fn a_secret_is_redacted() {
    let secret = SecretText::new("hunter2".into()).unwrap();
    assert_eq!(format!("{secret:?}"), "[redacted]");
    assert_eq!(SecretText::new("a\nb".into()).unwrap_err(), RuleError::Control);
    assert_eq!(SecretText::new("a".repeat(SECRET_MAX + 1)).unwrap_err(), RuleError::TooLong);
}
