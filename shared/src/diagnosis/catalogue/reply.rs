//! A reply in the form that the catalog matches: its codes, and its words without anything that differs between
//! sign-ins.

#[cfg(test)]
mod tests;

use std::net::IpAddr;

/// The codes at the start of a reply, and its words.
pub(super) struct Reply<'a> {
    pub(super) code: u16,
    /// The enhanced status code; empty if the server gives none.
    pub(super) enhanced: &'a str,
    /// The words for `facts/reply-words.toml`: lower case, no accents, no codes, no addresses, no host names.
    pub(super) plain: String,
}

impl<'a> Reply<'a> {
    /// Parses a reply. Returns `None` for a failure that came without one.
    pub(super) fn parse(failure: &'a str) -> Option<Self> {
        let (code, rest) = failure.split_at_checked(3)?;
        let code = code.parse().ok().filter(|code| (200..600).contains(code))?;
        let enhanced = rest.split_ascii_whitespace().next().filter(|word| is_enhanced(word)).unwrap_or("");
        Some(Self { code, enhanced, plain: plain(rest) })
    }
}

/// Returns true for an enhanced status code (RFC 3463).
fn is_enhanced(word: &str) -> bool {
    word.split('.').count() == 3 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Returns the words of a reply in the form that the patterns expect.
fn plain(text: &str) -> String {
    let words = text.split_whitespace().filter(|word| !is_enhanced(word));
    let named = |word| match word {
        word if is_address(word) => "<address>",
        word if is_client(word) => "<client>",
        word if is_host(word) => "<host>",
        word => word,
    };
    let words: Vec<&str> = words.map(named).collect();
    words.join(" ").chars().flat_map(char::to_lowercase).flat_map(fold).collect()
}

/// Returns true for a word that contains an email address.
fn is_address(word: &str) -> bool {
    let at = |part: Option<&str>, last: bool| {
        let end = part.and_then(|part| if last { part.chars().last() } else { part.chars().next() });
        end.is_some_and(char::is_alphanumeric)
    };
    word.split_once('@').is_some_and(|(local, domain)| at(Some(local), true) && at(Some(domain), false))
}

/// Returns true for a client in Postfix's form, `unknown[192.0.2.1]`. Its name says nothing about the failure.
fn is_client(word: &str) -> bool {
    let Some((name, rest)) = word.split_once('[') else { return false };
    let ip = rest.split(']').next().is_some_and(|ip| ip.parse::<IpAddr>().is_ok());
    ip && name.ends_with(char::is_alphanumeric)
}

/// Parts of blocklist names. Naming a blocklist is a reason in itself.
const BLOCKLISTS: [&str; 9] =
    ["spamhaus", "spamcop", "barracuda", "sorbs", "uceprotect", "dnsbl", "rbl", "list", "abuse"];

/// Returns true for a host name of three or more labels, which could contain any word. Names of blocklists are kept.
fn is_host(word: &str) -> bool {
    let name = word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    name.matches('.').count() >= 2
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && name.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !BLOCKLISTS.iter().any(|list| name.contains(list))
}

/// Returns a letter without its accent. Separate accent characters are dropped.
fn fold(letter: char) -> impl Iterator<Item = char> {
    let folded = match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì'..='ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        '\u{2018}' | '\u{2019}' => "'",
        '\u{300}'..='\u{36f}' => "",
        _ => return Folded::Itself(Some(letter)),
    };
    Folded::Letters(folded.chars())
}

/// The characters that a letter is folded to.
enum Folded {
    Itself(Option<char>),
    Letters(std::str::Chars<'static>),
}

impl Iterator for Folded {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Self::Itself(letter) => letter.take(),
            Self::Letters(letters) => letters.next(),
        }
    }
}
