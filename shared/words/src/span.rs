//! Lengths of time.

use crate::Client;

impl Client {
    /// Returns "2 hours", "15 minutes" or "1 minute": a number of seconds, rounded up.
    #[must_use]
    pub fn span(self, seconds: u32) -> String {
        match (seconds.div_ceil(3600), seconds.div_ceil(60)) {
            (_, minutes @ 0..=90) => self.span_minutes(minutes.max(1).into()),
            (hours, _) => self.span_hours(hours.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Language, client};

    #[test]
    fn a_wait_is_rounded_up() {
        for (seconds, words) in [
            (0, "1 minute"),
            (60, "1 minute"),
            (61, "2 minutes"),
            (3599, "60 minutes"),
            (5401, "2 hours"),
            (86_400, "24 hours"),
        ] {
            assert_eq!(client(Language::En).span(seconds), words);
        }
    }
}
