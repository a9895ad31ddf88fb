//! A secret as it was typed or pasted, and as it is used: the same for `check` and `seal`.

use shared::{
    details::{Cleaning, Secret, clean_secret},
    facts::Provider,
    rules::RuleError,
};

use super::say;

/// The secret that is used. What the provider's secrets do not have is removed, and said on standard error, unless
/// `as_typed`.
pub(crate) fn used(typed: &str, provider: Option<&Provider>, as_typed: bool) -> Result<Secret, RuleError> {
    let normal = provider.map_or(Cleaning::None, |provider| provider.secret_normalise);
    let cleaned = clean_secret(typed, if as_typed { Cleaning::None } else { normal });
    let spaces = match cleaned.spaces {
        0 => None,
        1 => Some("1 space".to_owned()),
        spaces => Some(format!("{spaces} spaces")),
    };
    let parts: Vec<String> =
        spaces.into_iter().chain(cleaned.quotes.then(|| "the quotes".to_owned())).collect();
    if let (Some(provider), false) = (provider, parts.is_empty()) {
        say(&format!(
            "Removed {} from the secret: {} makes secrets without. To use it as typed, add --as-typed.",
            parts.join(" and "),
            provider.name
        ));
    }
    Secret::new(cleaned.text.to_string())
}

#[cfg(test)]
mod tests {
    use shared::facts::provider;

    #[test]
    fn only_what_a_provider_makes_without_spaces_is_cleaned() {
        let used = |typed: &str, id, as_typed| {
            super::used(typed, provider(id), as_typed).unwrap().expose().to_owned()
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
