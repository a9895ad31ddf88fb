//! The ways in which a text can break a rule, and how a deserializer reports them.

use std::fmt;

/// Why a text isn't valid for its field. The `words` crate has a sentence for the person who typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleError {
    /// Nothing was typed.
    Empty,
    /// The text has more bytes than the standard allows.
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
    /// A user name, and perhaps a password, before a server name.
    HasLogin,
    /// There is no `@`, or nothing before or after it.
    NotAnAddress,
    /// Not a number from 1 to 65535.
    NotAPort,
    /// Not a phone number: other characters, or too few or too many digits.
    NotAPhone,
    /// Not a color with 3 or 6 hexadecimal digits.
    NotAColor,
    /// A character other than a digit, next to the digits of a port.
    PortSign(char),
    /// A line break or another control character.
    Control,
    /// An invisible character in a name, or one that changes the direction of the text.
    Hidden(char),
}

/// Writes only the code, for logs.
impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for RuleError {}

impl RuleError {
    /// Returns the stable code of this error, for programs.
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
            Self::NotAPhone => "not-a-phone",
            Self::NotAColor => "not-a-color",
            Self::Control => "control-character",
            Self::Hidden(_) => "hidden-character",
        }
    }
}

/// A broken rule in the form that deserializers report: its name, and the character that it is about. A deserializer
/// only keeps an error's text, and the rule can be parsed from this text.
pub(super) struct Mark(pub(super) RuleError);

/// How a [`Mark`] begins.
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
    pub(super) const PLAIN: [Self; 16] = [
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
        Self::NotAPhone,
        Self::NotAColor,
        Self::Control,
    ];

    /// Returns the broken rule from the text of a deserializer's error, or `None` for other errors.
    pub fn of_error(text: &str) -> Option<Self> {
        // Some deserializers append the position of the error.
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
