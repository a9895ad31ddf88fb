//! What is unusual about a password.

use shared::details::Oddity;

use crate::Client;

impl Client {
    /// Returns what to check about the password.
    #[must_use]
    pub const fn oddity(self, oddity: Oddity) -> &'static str {
        match oddity {
            Oddity::Hidden => self.oddity_hidden(),
            Oddity::Space => self.oddity_space(),
            Oddity::Alphabet => self.oddity_alphabet(),
            Oddity::Quotes => self.oddity_quotes(),
            Oddity::NotAscii => self.oddity_not_ascii(),
        }
    }
}
