//! Domains and addresses as people type them: in any script (UTS 46), since a shell knows no A-labels. And what others
//! wrote, as a terminal may show it.

use shared::rules::{Address, Domain, Host, RuleError};

/// Reads a domain.
pub(crate) fn domain(text: &str) -> Result<Domain, RuleError> {
    ascii(text.trim())?.parse()
}

/// Reads a server's name or IP address.
pub(crate) fn host(text: &str) -> Result<Host, RuleError> {
    ascii(text.trim())?.parse()
}

/// Reads an e-mail address.
pub(crate) fn address(text: &str) -> Result<Address, RuleError> {
    match text.trim().split_once('@') {
        Some((local, domain)) => format!("{local}@{}", ascii(domain)?).parse(),
        None => text.parse(),
    }
}

/// A-labels for what is not ASCII. Plain names go on as they are, so that the rules can say what is wrong.
fn ascii(name: &str) -> Result<String, RuleError> {
    if name.is_ascii() {
        return Ok(name.to_owned());
    }
    idna::domain_to_ascii(name).map_err(|_| RuleError::NotAscii)
}

/// What others wrote may not steer the person's terminal.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_script() {
        assert_eq!(domain("Bäckerei.test").unwrap().as_str(), "xn--bckerei-5wa.test");
        assert_eq!(address("info@bäckerei.test").unwrap().as_str(), "info@xn--bckerei-5wa.test");
        assert_eq!(address("käse@shop.test"), Err(RuleError::NotAnAddress));
        assert_eq!(domain("ada@shop.test"), Err(RuleError::HostIsAddress));
        assert_eq!(domain("https://bäckerei.test/"), Err(RuleError::IsUrl));
        assert_eq!(address("ada"), Err(RuleError::NotAnAddress));
    }
}
