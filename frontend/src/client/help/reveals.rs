//! Finds the client's secret in a message, so that it is never sent by mistake.

use shared::{details::SecretText, hidden::is_hidden};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use zeroize::Zeroizing;

/// A shorter text isn't a secret yet, and many messages would contain it.
const SHORTEST: usize = 4;

/// Returns true if a message contains the secret that was typed, or the one that is still in its field.
pub(super) fn reveals(message: &str, typed: Option<&SecretText>) -> bool {
    let field = gloo_utils::document().get_element_by_id("secret");
    let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    let in_field = field.map(|field| Zeroizing::new(field.value()));
    let mut secrets =
        typed.map(SecretText::expose).into_iter().chain(in_field.as_ref().map(|text| text.as_str()));
    secrets.any(|secret| contains(message, secret))
}

/// Returns true if a message contains a secret, even if one of them has spaces or invisible characters that the other
/// doesn't have.
fn contains(message: &str, secret: &str) -> bool {
    let (message, secret) = (visible(message), visible(secret));
    secret.chars().count() >= SHORTEST && message.contains(secret.as_str())
}

fn visible(text: &str) -> Zeroizing<String> {
    // Never grows, because that would leave copies.
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    text.chars().filter(|&c| !c.is_whitespace() && !is_hidden(c)).for_each(|c| out.push(c));
    out
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn a_secret_in_a_message_is_found() {
        for (message, secret, expected) in [
            ("My password is abcdefghijklmnop, is it right?", "abcdefghijklmnop", true),
            ("It shows abcd efgh ijkl mnop.", "abcdefghijklmnop", true),
            ("It shows abcdefghijklmnop.", "abcd efgh ijkl mnop", true),
            ("abcd\nefgh", "abcdefgh", true),
            ("It shows abcd\u{200b}efgh\u{ad}ijkl.", "abcdefghijkl", true),
            ("It shows abcdefghijkl.", "abcd\u{2060}efghijkl\u{200e}", true),
            ("The page shows no letters.", "abcdefghijklmnop", false),
            ("ABCDEFGHIJKLMNOP", "abcdefghijklmnop", false),
            ("a b c", "abc", false),
            ("Nothing happens.", "", false),
            ("Nothing happens.", "   ", false),
        ] {
            assert_eq!(contains(message, secret), expected, "{message:?} {secret:?}");
        }
    }
}
