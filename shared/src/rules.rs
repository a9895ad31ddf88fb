//! Names, addresses and ports: parsed once at the edge, and right from then on.

use std::{fmt, net::IpAddr, num::NonZeroU16, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::hidden::is_hidden;

/// Why a text isn't what its field needs. `words` has a sentence for the person who typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleError {
    /// Nothing was typed.
    Empty,
    /// More bytes than the standard allows.
    TooLong,
    /// An email address instead of a server name.
    HostIsAddress,
    /// A web address instead of a name.
    IsUrl,
    /// A host name with only one label, or with an invalid label.
    NotAName,
    /// Letters outside ASCII. The caller has to convert to A-labels first (RFC 5891).
    NotAscii,
    /// A character that no server name can have (RFC 952; RFC 1123, section 2.1).
    Sign(char),
    /// A character before the `@` that mail servers don't accept.
    LocalSign(char),
    /// More than one `@`.
    TwoAts,
    /// An empty label.
    TwoDots,
    /// A label that starts or ends with a hyphen.
    Hyphen,
    /// The address of a server that isn't for sending, such as `imaps://`.
    OtherScheme,
    /// A user name, and perhaps a password, in front of a server name.
    HasLogin,
    /// No `@`, or nothing on one of its sides.
    NotAnAddress,
    /// Not a number from 1 to 65535.
    NotAPort,
    /// Something other than a digit next to the digits of a port.
    PortSign(char),
    /// A line break or another control character.
    Control,
    /// A character in a name that doesn't show, or changes the direction of the text.
    Hidden(char),
}

/// For logs: the code alone.
impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for RuleError {}

impl RuleError {
    /// The stable code of this error, for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too-long",
            Self::HostIsAddress => "host-is-address",
            Self::IsUrl => "is-url",
            Self::NotAName => "not-a-name",
            Self::NotAscii => "not-ascii",
            Self::Sign(_) | Self::LocalSign(_) | Self::PortSign(_) => "wrong-sign",
            Self::TwoAts => "two-ats",
            Self::TwoDots => "two-dots",
            Self::Hyphen => "hyphen",
            Self::OtherScheme => "other-scheme",
            Self::HasLogin => "has-login",
            Self::NotAnAddress => "not-an-address",
            Self::NotAPort => "not-a-port",
            Self::Control => "control-character",
            Self::Hidden(_) => "hidden-character",
        }
    }
}

/// A broken rule as deserializers report it: its name, and the character it is about. A deserializer keeps an error as
/// text, and this text reads back as the rule.
struct Mark(RuleError);

/// What a [`Mark`] begins with.
const MARK: &str = "rule:";

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, sign) = match self.0 {
            RuleError::Sign(sign) => ("sign", Some(sign)),
            RuleError::LocalSign(sign) => ("local-sign", Some(sign)),
            RuleError::PortSign(sign) => ("port-sign", Some(sign)),
            RuleError::Hidden(sign) => ("hidden", Some(sign)),
            plain => (plain.code(), None),
        };
        write!(f, "{MARK}{name}")?;
        sign.map_or(Ok(()), |sign| write!(f, ":{:x}", u32::from(sign)))
    }
}

impl RuleError {
    const PLAIN: [Self; 14] = [
        Self::Empty,
        Self::TooLong,
        Self::HostIsAddress,
        Self::IsUrl,
        Self::NotAName,
        Self::NotAscii,
        Self::TwoAts,
        Self::TwoDots,
        Self::Hyphen,
        Self::OtherScheme,
        Self::HasLogin,
        Self::NotAnAddress,
        Self::NotAPort,
        Self::Control,
    ];

    /// Returns the rule that a deserializer found broken, from the text of its error; none for other errors.
    pub fn of_error(text: &str) -> Option<Self> {
        // A deserializer may add where it was.
        let mark = text.strip_prefix(MARK)?.split(' ').next()?;
        let (name, sign) = mark.split_once(':').unwrap_or((mark, ""));
        let sign = u32::from_str_radix(sign, 16).ok().and_then(char::from_u32);
        match (name, sign) {
            ("sign", Some(sign)) => Some(Self::Sign(sign)),
            ("local-sign", Some(sign)) => Some(Self::LocalSign(sign)),
            ("port-sign", Some(sign)) => Some(Self::PortSign(sign)),
            ("hidden", Some(sign)) => Some(Self::Hidden(sign)),
            _ => Self::PLAIN.into_iter().find(|rule| rule.code() == name),
        }
    }
}

/// Whether nobody sees this character, though it is there.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

macro_rules! text_type {
    ($name:ident) => {
        impl $name {
            /// The text, in its normal form.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $name {
            type Error = RuleError;
            fn try_from(text: String) -> Result<Self, RuleError> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(|error| D::Error::custom(Mark(error)))
            }
        }
    };
}

/// A domain name of at least two labels, in lower case, as A-labels, without the final dot (RFC 1123, 5890).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String")]
pub struct Domain(String);
text_type!(Domain);

impl FromStr for Domain {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        let text = text.strip_suffix('.').unwrap_or(text);
        refuse_what_is_no_name(text)?;
        if text.len() > 253 {
            return Err(RuleError::TooLong);
        }
        let labels: Vec<&str> = text.split('.').collect();
        let numeric_end = labels.last().is_some_and(|l| l.bytes().all(|b| b.is_ascii_digit()));
        if labels.iter().any(|label| label.is_empty()) {
            return Err(RuleError::TwoDots);
        }
        if labels.iter().any(|label| label.starts_with('-') || label.ends_with('-')) {
            return Err(RuleError::Hyphen);
        }
        if labels.len() < 2 || numeric_end || labels.iter().any(|label| label.len() > 63) {
            return Err(RuleError::NotAName);
        }
        Ok(Self(text.to_ascii_lowercase()))
    }
}

fn refuse_what_is_no_name(text: &str) -> Result<(), RuleError> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    if text.is_empty() {
        Err(RuleError::Empty)
    } else if text.contains('/') {
        Err(RuleError::IsUrl)
    } else if text.contains('@') {
        Err(RuleError::HostIsAddress)
    } else if text.chars().any(|c| c.is_control() || is_invisible(c)) {
        Err(RuleError::Control)
    } else if !text.is_ascii() {
        Err(RuleError::NotAscii)
    } else if let Some(sign) = text.chars().find(|c| !is_of_name(*c)) {
        Err(RuleError::Sign(sign))
    } else {
        Ok(())
    }
}

/// A server to connect to: a [`Domain`], `localhost`, or an IP address in its standard notation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String")]
pub struct Host(String);
text_type!(Host);

impl Host {
    /// The address, where the host was given as one.
    pub fn ip(&self) -> Option<IpAddr> {
        self.0.parse().ok()
    }
}

impl FromStr for Host {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
        if let Ok(ip) = bare.parse::<IpAddr>() {
            return Ok(Self(ip.to_string()));
        }
        if text.eq_ignore_ascii_case("localhost") {
            return Ok(Self("localhost".into()));
        }
        Domain::from_str(text).map(|d| Self(d.0))
    }
}

impl From<Domain> for Host {
    fn from(domain: Domain) -> Self {
        Self(domain.0)
    }
}

/// An e-mail address: a dot-atom or other printable local part, and a [`Domain`] (RFC 5321, section 4.1.2).
///
/// Quoted local parts are refused: no provider gives them out, and they are where injection begins.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String")]
pub struct Address(String);
text_type!(Address);

impl Address {
    /// What stands before the `@`.
    pub fn local_part(&self) -> &str {
        self.0.split_once('@').map_or("", |(local, _)| local)
    }

    /// What stands after the `@`.
    pub fn domain(&self) -> Domain {
        Domain(self.0.split_once('@').map_or("", |(_, domain)| domain).to_owned())
    }
}

impl FromStr for Address {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RuleError::Empty);
        }
        let (local, domain) = text.split_once('@').ok_or(RuleError::NotAnAddress)?;
        if domain.contains('@') {
            return Err(RuleError::TwoAts);
        }
        if local.len() > 64 {
            return Err(RuleError::TooLong);
        }
        let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-.".contains(c);
        match local.chars().find(|c| !atom(*c)) {
            Some(c) if c.is_control() || is_invisible(c) => return Err(RuleError::Control),
            Some(c) => return Err(RuleError::LocalSign(c)),
            None if local.is_empty() || local.starts_with('.') || local.ends_with('.') => {
                return Err(RuleError::NotAnAddress);
            }
            None => {}
        }
        let domain = Domain::from_str(domain).map_err(|error| match error {
            RuleError::Empty | RuleError::NotAName | RuleError::IsUrl => RuleError::NotAnAddress,
            error => error,
        })?;
        Ok(Self(format!("{local}@{domain}")))
    }
}

/// Longest name of a person, in bytes.
pub const NAME_MAX: usize = 100;

/// A person's or a client's name: 1 to [`NAME_MAX`] bytes that all show. Two names that look the same are the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String")]
pub struct Name(String);
text_type!(Name);

impl FromStr for Name {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        match text.len() {
            0 => Err(RuleError::Empty),
            1..=NAME_MAX => text
                .chars()
                .find(|&c| is_hidden(c))
                .map_or_else(|| Ok(Self(text.to_owned())), |c| Err(RuleError::Hidden(c))),
            _ => Err(RuleError::TooLong),
        }
    }
}

/// What a person signs in with: any text of 1 to 320 bytes whose characters all show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String")]
pub struct Username(String);
text_type!(Username);

impl FromStr for Username {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        match text.len() {
            0 => Err(RuleError::Empty),
            1..=320 if text.chars().any(is_hidden) => Err(RuleError::Control),
            1..=320 => Ok(Self(text.to_owned())),
            _ => Err(RuleError::TooLong),
        }
    }
}

/// A TCP port, 1 to 65535.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Port(NonZeroU16);

impl Port {
    /// The port, unless it is zero.
    pub fn new(number: u16) -> Option<Self> {
        NonZeroU16::new(number).map(Self)
    }

    /// The number.
    pub fn get(self) -> u16 {
        self.0.get()
    }
}

impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Port {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        match text.trim() {
            "" => Err(RuleError::Empty),
            text => text.parse().map(Self).map_err(|_| RuleError::NotAPort),
        }
    }
}

/// How the connection becomes encrypted (RFC 8314).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Security {
    /// TLS from the first byte, usually on port 465.
    ImplicitTls,
    /// A clear-text greeting, then STARTTLS, usually on port 587 (RFC 3207).
    Starttls,
}

impl fmt::Display for Security {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ImplicitTls => "implicit-tls",
            Self::Starttls => "starttls",
        })
    }
}

impl FromStr for Security {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        match text {
            "implicit-tls" => Ok(Self::ImplicitTls),
            "starttls" => Ok(Self::Starttls),
            _ => Err(RuleError::NotAName),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains() {
        assert_eq!("Shop.Test.".parse::<Domain>().unwrap().as_str(), "shop.test");
        for (text, error) in [
            ("", RuleError::Empty),
            ("shop", RuleError::NotAName),
            ("-a.test", RuleError::Hyphen),
            ("a..test", RuleError::TwoDots),
            ("a_b.test", RuleError::Sign('_')),
            ("a\u{200b}.test", RuleError::Control),
            ("1.2.3.4", RuleError::NotAName),
            ("https://shop.test", RuleError::IsUrl),
            ("ada@shop.test", RuleError::HostIsAddress),
            ("bäckerei.test", RuleError::NotAscii),
        ] {
            assert_eq!(text.parse::<Domain>(), Err(error), "{text}");
        }
        assert_eq!(format!("{}.test", "a".repeat(64)).parse::<Domain>(), Err(RuleError::NotAName));
        assert_eq!(format!("{}test", "a.".repeat(125)).parse::<Domain>(), Err(RuleError::TooLong));
    }

    #[test]
    fn a_broken_rule_reads_back_from_a_deserializer() {
        let read = |json: &str| {
            let error = serde_json::from_str::<Address>(json).unwrap_err();
            RuleError::of_error(&error.to_string())
        };
        assert_eq!(read("\"ada@@shop.test\""), Some(RuleError::TwoAts));
        assert_eq!(read("\"a(da@shop.test\""), Some(RuleError::LocalSign('(')));
        assert_eq!(read("7"), None);
        for rule in RuleError::PLAIN {
            assert_eq!(RuleError::of_error(&Mark(rule).to_string()), Some(rule));
        }
        assert_eq!(
            RuleError::of_error(&Mark(RuleError::Hidden('\u{200b}')).to_string()),
            Some(RuleError::Hidden('\u{200b}'))
        );
    }

    #[test]
    fn hosts_take_addresses_in_standard_notation_only() {
        assert_eq!("[::1]".parse::<Host>().unwrap().ip(), Some("::1".parse().unwrap()));
        assert_eq!("127.0.0.1".parse::<Host>().unwrap().ip(), Some("127.0.0.1".parse().unwrap()));
        for text in ["0x7f.1", "2130706433", "127.1", "0177.0.0.1"] {
            assert!(text.parse::<Host>().is_err(), "{text}");
        }
    }

    #[test]
    fn addresses() {
        let address: Address = " Ada.L@Shop.Test ".parse().unwrap();
        assert_eq!(
            (address.as_str(), address.local_part(), address.domain().as_str()),
            ("Ada.L@shop.test", "Ada.L", "shop.test")
        );
        for (text, error) in [
            ("ada", RuleError::NotAnAddress),
            ("@shop.test", RuleError::NotAnAddress),
            ("ada@", RuleError::NotAnAddress),
            ("a@shop", RuleError::NotAnAddress),
            ("a b@shop.test", RuleError::LocalSign(' ')),
            ("\"a\"@shop.test", RuleError::LocalSign('"')),
            ("a@b@shop.test", RuleError::TwoAts),
            ("a@shop_.test", RuleError::Sign('_')),
            ("a\r\nRCPT@shop.test", RuleError::Control),
        ] {
            assert_eq!(text.parse::<Address>(), Err(error), "{text}");
        }
    }

    #[test]
    fn a_wrong_sign_is_named() {
        assert_eq!("smtp_out.shop.test".parse::<Domain>(), Err(RuleError::Sign('_')));
        assert_eq!("smtp out.shop.test".parse::<Domain>(), Err(RuleError::Sign(' ')));
        assert_eq!("bjørn@shop.test".parse::<Address>(), Err(RuleError::LocalSign('ø')));
    }

    #[test]
    fn names_show_all_that_they_are() {
        assert_eq!(" Ada Lövelace ".parse::<Name>().unwrap().as_str(), "Ada Lövelace");
        for (text, error) in [
            (" ", RuleError::Empty),
            ("Ada\u{200b}", RuleError::Hidden('\u{200b}')),
            ("\u{202e}adA", RuleError::Hidden('\u{202e}')),
            ("Ada\x1b]0;x\x07", RuleError::Hidden('\x1b')),
            ("Ada\nEve", RuleError::Hidden('\n')),
        ] {
            assert_eq!(text.parse::<Name>(), Err(error), "{text:?}");
        }
        assert_eq!("é".repeat(51).parse::<Name>(), Err(RuleError::TooLong));
    }

    #[test]
    fn ports() {
        assert_eq!(" 587 ".parse::<Port>().unwrap().get(), 587);
        for text in ["0", "65536", "-1", "smtp"] {
            assert_eq!(text.parse::<Port>(), Err(RuleError::NotAPort), "{text}");
        }
    }
}
