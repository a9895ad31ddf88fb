//! Converts names in any script to A-labels, in the same way as browsers do (UTS 46).

use shared::{
    rules::{Address, RuleError},
    typed::{self, Server},
};
use web_sys::Url;

/// Parses a server name as the user typed it; see [`typed::server`].
///
/// # Errors
/// Returns a [`RuleError`]; [`words::Client::rule_error`] has the sentence for it.
pub(crate) fn server(text: &str) -> Result<Server, RuleError> {
    typed::server(text, &to_ascii)
}

/// Parses an email address as the user typed it; see [`typed::address`].
///
/// # Errors
/// Returns a [`RuleError`]; [`words::Client::rule_error`] has the sentence for it.
pub(crate) fn address(text: &str) -> Result<Address, RuleError> {
    typed::address(text, &to_ascii)
}

/// Converts a name to A-labels. Returns `None` if the browser rejects the name.
pub(crate) fn to_ascii(name: &str) -> Option<String> {
    Url::new(&format!("http://{name}/")).ok().map(|url| url.hostname()).filter(|name| !name.contains('%'))
}
