//! A secret as it was typed or pasted, and as it is used, for `check` and `seal`.

use shared::{
    details::{Cleaning, SecretText, clean_secret},
    rules::RuleError,
    wire::ProviderGuide,
};

use super::{say, say::SAY};

/// Returns the secret to use. Unless `as_typed`, removes spaces and quotes that the provider's secrets never have, and says
/// so on standard error.
pub(crate) fn used(
    typed: &str,
    provider: Option<&ProviderGuide>,
    as_typed: bool,
) -> Result<SecretText, RuleError> {
    let normal = provider.map_or(Cleaning::None, |provider| provider.secret_normalize);
    let cleaned = clean_secret(typed, if as_typed { Cleaning::None } else { normal });
    if let Some(provider) = provider {
        let spaces = u64::try_from(cleaned.spaces).unwrap_or(u64::MAX);
        let removed = match (spaces, cleaned.quotes) {
            (0, false) => None,
            (0, true) => Some(SAY.secret_quotes(&provider.name)),
            (_, false) => Some(SAY.secret_spaces(spaces, &provider.name)),
            (_, true) => Some(SAY.secret_spaces_and_quotes(spaces, &provider.name)),
        };
        if let Some(removed) = removed {
            say(&format!("{removed} {}", SAY.secret_keep()));
        }
    }
    SecretText::new(cleaned.text.to_string())
}

#[cfg(test)]
mod tests {
    use shared::facts::provider;

    use crate::say::GUIDES;

    #[test]
    fn only_secrets_that_never_have_spaces_are_cleaned() {
        let used = |typed: &str, id, as_typed| {
            super::used(typed, provider(id).map(|row| GUIDES.tell(row)).as_ref(), as_typed)
                .unwrap()
                .expose()
                .to_owned()
        };
        assert_eq!(used("abcd efgh ijkl mnop\n", "google-workspace", false), "abcdefghijklmnop");
        assert_eq!(used("abcd efgh ijkl mnop\n", "google-workspace", true), "abcd efgh ijkl mnop");
        for typed in ["Tram 9 ", "'Lamp5'", "Zu\u{308}rich7§"] {
            for id in ["microsoft-365", "hetzner-webhosting", "nobody"] {
                assert_eq!(used(&format!("{typed}\n"), id, false), typed);
            }
        }
    }
}
