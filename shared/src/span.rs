//! Lengths of time in words.

/// Returns "2 hours", "15 minutes" or "a minute": a number of seconds, rounded up.
pub fn span(seconds: u32) -> String {
    match (seconds.div_ceil(3600), seconds.div_ceil(60)) {
        (_, 0 | 1) => "a minute".into(),
        (_, minutes @ 2..=90) => format!("{minutes} minutes"),
        (hours, _) => format!("{hours} hours"),
    }
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn a_wait_is_never_said_too_short() {
        for (seconds, words) in [
            (0, "a minute"),
            (60, "a minute"),
            (61, "2 minutes"),
            (3599, "60 minutes"),
            (5401, "2 hours"),
            (86_400, "24 hours"),
        ] {
            assert_eq!(span(seconds), words);
        }
    }
}
