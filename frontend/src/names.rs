//! Names in any script, written as browsers write them in an address (UTS 46).

use shared::{
    rules::{Address, RuleError},
    typed::{self, Server},
};
use web_sys::Url;

/// Reads a server's name as it was typed: see [`typed::server`].
///
/// # Errors
/// [`RuleError`], as a sentence for the field.
pub(crate) fn server(text: &str) -> Result<Server, RuleError> {
    typed::server(text, &to_ascii)
}

/// Reads an email address as it was typed: see [`typed::address`].
///
/// # Errors
/// [`RuleError`], as a sentence for the field.
pub(crate) fn address(text: &str) -> Result<Address, RuleError> {
    typed::address(text, &to_ascii)
}

/// A-labels; none for what the browser takes for no name.
pub(crate) fn to_ascii(name: &str) -> Option<String> {
    Url::new(&format!("http://{name}/")).ok().map(|url| url.hostname()).filter(|name| !name.contains('%'))
}
