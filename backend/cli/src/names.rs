//! Domains and addresses as people type them, in any script (UTS 46): a shell doesn't convert them to A-labels.

use shared::{
    rules::{Address, Domain, RuleError, Username},
    typed::{self, Server},
};

use crate::say::{CLIENT, SAY};

/// Reads a domain for an option.
pub(crate) fn parse_domain(text: &str) -> Result<Domain, String> {
    domain(text).map_err(|error| match error {
        RuleError::HostIsAddress => SAY.new_site_is_address().into(),
        error => CLIENT.rule_error(error),
    })
}

/// Reads an email address for an option.
pub(crate) fn parse_address(text: &str) -> Result<Address, String> {
    address(text).map_err(|error| CLIENT.rule_error(error))
}

/// Reads a user name for an option.
pub(crate) fn parse_username(text: &str) -> Result<Username, String> {
    text.parse().map_err(|error| CLIENT.rule_error(error))
}

/// Reads a domain.
pub(crate) fn domain(text: &str) -> Result<Domain, RuleError> {
    let text = text.trim();
    match text.chars().find(|c| !c.is_ascii()) {
        // Plain names aren't converted, so that the rules can say what is wrong with them.
        None => text.parse(),
        Some(strange) => to_ascii(text).ok_or(RuleError::Sign(strange))?.parse(),
    }
}

/// Reads a server's name or IP address, and what was typed with it: see [`typed::server`].
pub(crate) fn server(text: &str) -> Result<Server, RuleError> {
    typed::server(text, &to_ascii)
}

/// Reads an email address.
pub(crate) fn address(text: &str) -> Result<Address, RuleError> {
    typed::address(text, &to_ascii)
}

/// Converts to A-labels (UTS 46).
fn to_ascii(name: &str) -> Option<String> {
    idna::domain_to_ascii(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_script_are_read() {
        assert_eq!(domain("Bäckerei.test").unwrap().as_str(), "xn--bckerei-5wa.test");
        assert_eq!(address("info@bäckerei.test").unwrap().as_str(), "info@xn--bckerei-5wa.test");
        assert_eq!(address("käse@shop.test"), Err(RuleError::LocalSign('ä')));
        assert_eq!(domain("ada@shop.test"), Err(RuleError::HostIsAddress));
        assert_eq!(domain("https://bäckerei.test/"), Err(RuleError::IsUrl));
        assert_eq!(address("ada"), Err(RuleError::NotAnAddress));
    }
}
