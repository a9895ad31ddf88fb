//! Says why a file can't be the logo.

use shared::brand::{LOGO_MAX, NotALogo, SIDE_MAX};

use crate::Staff;

impl Staff {
    /// Returns the sentence below the field.
    #[must_use]
    pub fn logo_error(self, error: NotALogo) -> String {
        match error {
            NotALogo::TooLarge => self.logo_error_too_large(&(LOGO_MAX / 1024)),
            NotALogo::OtherKind => self.logo_error_other_kind().into(),
            NotALogo::Damaged => self.logo_error_damaged().into(),
            NotALogo::Side => self.logo_error_side(&SIDE_MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, staff};

    #[test]
    fn a_limit_is_named() {
        let say = staff(Language::En);
        assert!(say.logo_error(NotALogo::TooLarge).contains("64 kB"));
        assert!(say.logo_error(NotALogo::Side).contains("2000 pixels"));
    }
}
