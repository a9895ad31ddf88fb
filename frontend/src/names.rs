//! Names in any script, converted to A-labels as browsers do it (UTS 46).

use shared::{
    rules::{Address, RuleError},
    typed::{self, Server},
};
use web_sys::Url;

/// Reads a server name as it was typed: see [`typed::server`].
///
/// # Errors
/// [`RuleError`], for which [`words::Client::rule_error`] has the sentence.
pub(crate) fn server(text: &str) -> Result<Server, RuleError> {
    typed::server(text, &to_ascii)
}

/// Reads an email address as it was typed: see [`typed::address`].
///
/// # Errors
/// [`RuleError`], for which [`words::Client::rule_error`] has the sentence.
pub(crate) fn address(text: &str) -> Result<Address, RuleError> {
    typed::address(text, &to_ascii)
}

/// Converts to A-labels. Returns `None` if the browser doesn't accept the name.
pub(crate) fn to_ascii(name: &str) -> Option<String> {
    Url::new(&format!("http://{name}/")).ok().map(|url| url.hostname()).filter(|name| !name.contains('%'))
}
