//! Parses what people type and paste as a server's name, a port or an email address: with `smtps://` before it, the
//! port after it, full-width letters, or a name around the address. Text with only one possible meaning is accepted.
//! Otherwise, the error names the wrong character.

#[cfg(test)]
mod tests;

use crate::rules::{Address, Host, Port, RuleError, Security, is_invisible};

/// Converts a name in any script to A-labels (UTS 46), or returns `None` if that isn't possible. The browser and the
/// command line have different implementations.
pub type ToAscii<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A server as it was typed, with everything else that the text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name or IP address.
    pub host: Host,
    /// Its port, if the text has one.
    pub port: Option<Port>,
    /// How the connection becomes encrypted, if a scheme says so.
    pub security: Option<Security>,
}

/// URL schemes for sending mail, and what they say about encryption.
const SCHEMES: [(&str, Option<Security>); 7] = [
    ("smtps", Some(Security::ImplicitTls)),
    ("submissions", Some(Security::ImplicitTls)),
    ("ssl", Some(Security::ImplicitTls)),
    ("tls", None),
    ("starttls", Some(Security::Starttls)),
    ("submission", None),
    ("smtp", None),
];

/// Parses a server's name or IP address, with or without a scheme before it and a port after it.
///
/// # Errors
/// [`RuleError`], for which `words` has a sentence.
pub fn server(text: &str, to_ascii: ToAscii<'_>) -> Result<Server, RuleError> {
    let text = narrow(text);
    let text = bare(&text);
    let (security, rest) = match text.split_once("://") {
        None => (None, text.trim_end_matches('/')),
        Some((scheme, rest)) => (security_of(scheme)?, path_cut_off(rest)),
    };
    if text.contains("://") && rest.contains('@') {
        return Err(RuleError::HasLogin);
    }
    let (name, port) = split_port(rest)?;
    Ok(Server { host: host(name, to_ascii)?, port, security })
}

fn security_of(scheme: &str) -> Result<Option<Security>, RuleError> {
    let known = SCHEMES.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(scheme));
    match known {
        Some((_, security)) => Ok(security),
        None if ["http", "https"].iter().any(|web| web.eq_ignore_ascii_case(scheme)) => Err(RuleError::IsUrl),
        None => Err(RuleError::OtherScheme),
    }
}

fn path_cut_off(text: &str) -> &str {
    text.split(['/', '?', '#']).next().unwrap_or_default()
}

/// Splits a name from the port after it: `name:465`, `[::1]:465`, `name 465`, `name, port 465`.
fn split_port(text: &str) -> Result<(&str, Option<Port>), RuleError> {
    if text.parse::<std::net::IpAddr>().is_ok() {
        return Ok((text, None));
    }
    let behind = match text.split_once(']') {
        Some((_, behind)) => behind,
        None if text.matches(':').count() == 1 => &text[text.find(':').unwrap_or_default()..],
        None => &text[text.find([' ', '\t', ',', ';']).unwrap_or(text.len())..],
    };
    let name = text[..text.len() - behind.len()].trim_end_matches([' ', ',', ';']);
    let name = match name.len().checked_sub(5).and_then(|at| name.split_at_checked(at)) {
        Some((name, word)) if word.eq_ignore_ascii_case(" port") => name.trim_end_matches([' ', ',', ';']),
        _ => name,
    };
    match port(behind) {
        Ok(port) => Ok((name, Some(port))),
        Err(RuleError::Empty) => Ok((name, None)),
        Err(error) if behind.starts_with(':') => Err(error),
        // The rest isn't a port, so the whole text is taken as a name, and the error will name the wrong character.
        Err(_) => Ok((text, None)),
    }
}

/// Parses a server's name or IP address, without a port.
fn host(text: &str, to_ascii: ToAscii<'_>) -> Result<Host, RuleError> {
    ascii(text, to_ascii)?.parse()
}

fn ascii(name: &str, to_ascii: ToAscii<'_>) -> Result<String, RuleError> {
    let Some(strange) = name.chars().find(|c| !c.is_ascii()) else { return Ok(name.to_owned()) };
    if let Some(sign) = name.chars().find(|c| c.is_ascii() && !is_of_name(*c)) {
        // The rules can name the character, while a converter gives no reason.
        return Err(match sign {
            '@' => RuleError::HostIsAddress,
            '/' => RuleError::IsUrl,
            sign => RuleError::Sign(sign),
        });
    }
    to_ascii(name).filter(|name| name.is_ascii() && !name.is_empty()).ok_or(RuleError::Sign(strange))
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.')
}

/// Parses a port. Words and brackets around the number are ignored: `465 (SSL)`, `Port: 587`.
///
/// # Errors
/// [`RuleError::PortSign`] names the character next to the digits.
pub fn port(text: &str) -> Result<Port, RuleError> {
    let text = narrow(text);
    let is_gap = |c: char| c.is_whitespace() || ":()[],;/\"'“”".contains(c);
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    let mut numbers = words.iter().filter(|word| word.contains(|c: char| c.is_ascii_digit()));
    match (numbers.next(), numbers.next()) {
        (None, _) if words.is_empty() => Err(RuleError::Empty),
        (Some(number), None) => match number.chars().find(|c| !c.is_ascii_digit()) {
            Some(sign) => Err(RuleError::PortSign(sign)),
            None => number.parse(),
        },
        _ => Err(RuleError::NotAPort),
    }
}

/// Parses an email address. `mailto:`, a name before it, and angle brackets are ignored.
///
/// # Errors
/// [`RuleError`], for which `words` has a sentence.
pub fn address(text: &str, to_ascii: ToAscii<'_>) -> Result<Address, RuleError> {
    let text = narrow(text);
    let text = bare(&text);
    let text = text.rsplit_once('<').map_or(text, |(_, inner)| bare(inner.trim_end_matches('>')));
    let text = match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => {
            bare(text[7..].split('?').next().unwrap_or_default())
        }
        _ => text,
    };
    match text.split_once('@') {
        Some((local, domain)) if !domain.contains('@') => {
            format!("{local}@{}", ascii(domain, to_ascii)?).parse()
        }
        _ => text.parse(),
    }
}

/// Returns the text without surrounding white space, invisible characters, quotes and brackets.
fn bare(text: &str) -> &str {
    let is_around = |c: char| c.is_whitespace() || is_invisible(c) || "\"'“”„‘’«»`".contains(c);
    let text = text.trim_start_matches(is_around).trim_end_matches(|c| is_around(c) || ",;".contains(c));
    match text.strip_prefix('<').and_then(|text| text.strip_suffix('>')) {
        Some(inner) => inner.trim_matches(is_around),
        None => text,
    }
}

/// Replaces full-width letters, symbols and periods from East Asian keyboards with their ASCII forms (UTS 46, section
/// 4).
fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{3002}' | '\u{ff61}' => '.',
        c => c,
    };
    text.chars().filter(|c| !is_invisible(*c)).map(narrow).collect()
}
