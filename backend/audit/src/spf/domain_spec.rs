//! Names in SPF terms, which can contain macros (RFC 7208, section 7).

/// A valid `domain-spec` or `macro-string`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MacroString(pub(super) Vec<Part>);

/// A part of a macro string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Literal text.
    Literal(String),
    /// A macro, `%{…}`.
    Macro(Macro),
}

/// A macro, `%{…}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Macro {
    /// The macro letter, in lowercase.
    pub(super) letter: char,
    /// True if the letter was uppercase, which means that the value is URL-escaped.
    pub(super) escape: bool,
    /// How many labels to keep on the right. `None` keeps all of them.
    pub(super) keep: Option<usize>,
    /// True if the labels are reversed.
    pub(super) reverse: bool,
    /// The characters that separate labels. The default is `.`.
    pub(super) delimiters: String,
}

/// Macro letters that are allowed everywhere, and those that are allowed only in explanations.
const LETTERS: &str = "slodiphv";
const EXPLANATION_LETTERS: &str = "crt";

impl MacroString {
    /// Parses a `macro-string`. Returns `None` if the syntax is invalid.
    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::parse_with(text, LETTERS)
    }

    /// Returns true if it contains the sender's address, its local part, or HELO (RFC 7208, section 7.2).
    pub(super) fn needs_message(&self) -> bool {
        self.0.iter().any(|part| matches!(part, Part::Macro(item) if "slh".contains(item.letter)))
    }

    /// Parses an explanation, which can contain spaces and three more letters.
    pub(super) fn parse_explanation(text: &str) -> Option<Self> {
        Self::parse_with(text, &format!("{LETTERS}{EXPLANATION_LETTERS}"))
    }

    fn parse_with(mut text: &str, letters: &str) -> Option<Self> {
        let mut parts = Vec::new();
        while !text.is_empty() {
            let at = text.find('%').unwrap_or(text.len());
            if at > 0 {
                let literal = &text[..at];
                if !literal.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
                    return None;
                }
                parts.push(Part::Literal(literal.to_owned()));
                text = &text[at..];
                continue;
            }
            let (part, rest) = match text.as_bytes().get(1)? {
                b'%' => (Part::Literal("%".into()), &text[2..]),
                b'_' => (Part::Literal(" ".into()), &text[2..]),
                b'-' => (Part::Literal("%20".into()), &text[2..]),
                b'{' => {
                    let (inner, rest) = text[2..].split_once('}')?;
                    (Part::Macro(Macro::parse(inner, letters)?), rest)
                }
                _ => return None,
            };
            parts.push(part);
            text = rest;
        }
        Some(Self(parts))
    }

    /// Parses a `domain-spec`, which ends in a macro, or in a dot and a valid top-level label.
    pub(super) fn parse_domain(text: &str) -> Option<Self> {
        let spec = Self::parse(text)?;
        let ends_well = match spec.0.last()? {
            Part::Macro(_) => true,
            Part::Literal(literal) => {
                let literal = literal.strip_suffix('.').unwrap_or(literal);
                literal.rsplit_once('.').is_some_and(|(_, label)| is_top_label(label))
            }
        };
        ends_well.then_some(spec)
    }

    /// Returns true if the literal parts are valid in a host name and the last label can be a top-level domain.
    pub(super) fn is_plain(&self) -> bool {
        let inner = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let is_name = |part: &Part| match part {
            Part::Literal(text) => text.bytes().all(inner) && !text.contains(".."),
            Part::Macro(_) => true,
        };
        let top = match self.0.last() {
            Some(Part::Literal(text)) => text.trim_end_matches('.').rsplit('.').next().unwrap_or(""),
            _ => "",
        };
        // Only internationalized top-level domains contain a hyphen.
        let is_top = !top.contains('-') || top.to_ascii_lowercase().starts_with("xn--");
        self.0.iter().all(is_name)
            && is_top
            && !matches!(self.0.first(), Some(Part::Literal(text)) if text.starts_with('.'))
    }

    /// Returns the text if it contains no macro.
    pub(super) fn literal(&self) -> Option<String> {
        self.0
            .iter()
            .map(|part| match part {
                Part::Literal(text) => Some(text.as_str()),
                Part::Macro(_) => None,
            })
            .collect()
    }
}

impl Macro {
    /// Parses the inside of a macro: `letter [digits] ["r"] [delimiters]`.
    fn parse(inner: &str, letters: &str) -> Option<Self> {
        let mut chars = inner.chars();
        let written = chars.next()?;
        let letter = written.to_ascii_lowercase();
        if !letters.contains(letter) {
            return None;
        }
        let rest = chars.as_str();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let keep = match &rest[..digits] {
            "" => None,
            text => Some(text.parse().ok().filter(|&keep: &usize| keep > 0)?),
        };
        let rest = &rest[digits..];
        let turned = rest.strip_prefix(['r', 'R']);
        let delimiters = turned.unwrap_or(rest);
        delimiters.chars().all(|c| ".-+,/_=".contains(c)).then(|| Self {
            letter,
            escape: written.is_ascii_uppercase(),
            keep,
            reverse: turned.is_some(),
            delimiters: delimiters.to_owned(),
        })
    }

    /// Splits, reverses, truncates and joins a value as the macro says.
    pub(super) fn transform(&self, value: &str) -> String {
        let delimiters = if self.delimiters.is_empty() { "." } else { &self.delimiters };
        let mut parts: Vec<&str> = value.split(|c| delimiters.contains(c)).collect();
        if self.reverse {
            parts.reverse();
        }
        let skip = self.keep.map_or(0, |keep| parts.len().saturating_sub(keep));
        let text = parts[skip..].join(".");
        if self.escape { escape(&text) } else { text }
    }
}

/// Returns true for letters, digits and inner hyphens, unless the label is all digits.
fn is_top_label(label: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !label.is_empty()
        && label.bytes().all(inner)
        && !label.starts_with('-')
        && !label.ends_with('-')
        && !label.bytes().all(|byte| byte.is_ascii_digit())
}

/// Escapes everything except unreserved characters (RFC 3986, section 2.1).
fn escape(text: &str) -> String {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let escaped = |byte| if unreserved(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(escaped).collect::<Vec<_>>().concat()
}
