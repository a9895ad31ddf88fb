//! Parses an SPF record into terms (RFC 7208, sections 4.6.1 and 12). The text of each term is kept, so an edit doesn't
//! change anything else.

use std::{
    net::{Ipv4Addr, Ipv6Addr},
    ops::Range,
};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
pub use shared::report::SyntaxError;

use super::{domain_spec::MacroString, repair::keyword_of_modifier};

/// Modifiers with which a domain requests failure reports (RFC 6652, section 3).
const REPORTING: [&str; 3] = ["ra", "rp", "rr"];

/// A parsed record.
#[derive(Debug, Clone)]
pub struct Record {
    text: String,
    pub(super) terms: Vec<Term>,
}

/// A mechanism or a modifier.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// The position of the term in the record's text.
    pub(super) span: Range<usize>,
    pub(super) kind: TermKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TermKind {
    Directive(Qualifier, Mechanism),
    Redirect(MacroString),
    Explanation(MacroString),
    /// A modifier that we don't interpret. Edits leave it alone.
    OtherModifier,
}

/// The result if a mechanism matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Qualifier {
    /// `+`, or no sign.
    Pass,
    /// `-`
    Fail,
    /// `~`
    SoftFail,
    /// `?`
    Neutral,
}

impl Qualifier {
    /// Returns how mild an ending is. The higher, the less it rejects. An open `+all` is never preferred.
    pub(super) fn mildness(self) -> u8 {
        match self {
            Self::Pass => 0,
            Self::Fail => 1,
            Self::SoftFail => 2,
            Self::Neutral => 3,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mechanism {
    All,
    Include(MacroString),
    A(Option<MacroString>, Prefixes),
    Mx(Option<MacroString>, Prefixes),
    Ptr(Option<MacroString>),
    Ip(IpNet),
    Exists(MacroString),
}

impl Mechanism {
    /// Returns the name in the mechanism, if it has one.
    pub(super) fn spec(&self) -> Option<&MacroString> {
        match self {
            Self::Include(spec) | Self::Exists(spec) => Some(spec),
            Self::A(spec, _) | Self::Mx(spec, _) | Self::Ptr(spec) => spec.as_ref(),
            Self::All | Self::Ip(_) => None,
        }
    }
}

/// Prefix lengths for IPv4 and IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prefixes {
    pub(super) v4: u8,
    pub(super) v6: u8,
}

/// Returns true if a TXT record is an SPF record of version 1 (RFC 7208, section 4.5).
pub fn is_spf(text: &str) -> bool {
    let Some(version) = text.get(..6) else { return false };
    version.eq_ignore_ascii_case("v=spf1") && matches!(text.as_bytes().get(6), None | Some(b' '))
}

impl Record {
    /// Parses a record. A single error makes the whole record invalid (RFC 7208, section 4.6).
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        if !is_spf(text) {
            return Err(SyntaxError::NoVersion);
        }
        let mut terms: Vec<Term> = Vec::new();
        let mut at = 6;
        for word in text[6..].split(' ') {
            let span = at..at + word.len();
            at = span.end + 1;
            if !word.is_empty() {
                let kind = term(word).ok_or_else(|| SyntaxError::Term(word.to_owned()))?;
                terms.push(Term { span, kind });
            }
        }
        let record = Self { text: text.to_owned(), terms };
        if record.count(|kind| matches!(kind, TermKind::Redirect(_))) > 1 {
            return Err(SyntaxError::Twice("redirect="));
        }
        if record.count(|kind| matches!(kind, TermKind::Explanation(_))) > 1 {
            return Err(SyntaxError::Twice("exp="));
        }
        Ok(record)
    }

    /// Returns true if every name in the record is valid in DNS, and no modifier is a misspelled mechanism.
    pub(super) fn is_plain(&self) -> bool {
        self.terms.iter().all(|term| {
            let source = self.source(term);
            is_plain_term(source)
                && keyword_of_modifier(source).is_none()
                && !source.eq_ignore_ascii_case("v=spf1")
        })
    }

    /// Returns the record as it is in DNS.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns a term as it is in the record.
    pub(super) fn source(&self, term: &Term) -> &str {
        &self.text[term.span.clone()]
    }

    /// Returns the index and qualifier of the first `all`, which ends the evaluation.
    pub(super) fn all(&self) -> Option<(usize, Qualifier)> {
        self.terms.iter().enumerate().find_map(|(index, term)| match term.kind {
            TermKind::Directive(qualifier, Mechanism::All) => Some((index, qualifier)),
            _ => None,
        })
    }

    /// Returns true if the record ends in `+all`, so anyone is allowed to send.
    pub(super) fn passes_everybody(&self) -> bool {
        self.all().is_some_and(|(_, qualifier)| qualifier == Qualifier::Pass)
    }

    /// Returns `redirect=`, which has an effect only if there is no `all` (RFC 7208, section 6.1).
    pub(super) fn redirect(&self) -> Option<(usize, &MacroString)> {
        self.terms.iter().enumerate().find_map(|(index, term)| match &term.kind {
            TermKind::Redirect(domain) => Some((index, domain)),
            _ => None,
        })
    }

    /// Returns the mechanisms that can have an effect: those up to the first `all`.
    pub(super) fn directives(&self) -> impl Iterator<Item = (&Term, Qualifier, &Mechanism)> {
        let end = self.all().map_or(self.terms.len(), |(index, _)| index + 1);
        self.terms[..end].iter().filter_map(|term| match &term.kind {
            TermKind::Directive(qualifier, mechanism) => Some((term, *qualifier, mechanism)),
            _ => None,
        })
    }

    /// Returns the modifiers that receivers don't know and ignore (RFC 7208, section 6).
    pub(super) fn ignored(&self) -> impl Iterator<Item = &str> {
        let ignored = self.terms.iter().filter(|term| term.kind == TermKind::OtherModifier);
        ignored.map(|term| self.source(term)).filter(|source| {
            let name = source.split('=').next().unwrap_or_default();
            !REPORTING.iter().any(|known| known.eq_ignore_ascii_case(name))
        })
    }

    /// Returns the name in `exp=`.
    pub(super) fn explanation(&self) -> Option<&MacroString> {
        self.terms.iter().find_map(|term| match &term.kind {
            TermKind::Explanation(domain) => Some(domain),
            _ => None,
        })
    }

    fn count(&self, is: impl Fn(&TermKind) -> bool) -> usize {
        self.terms.iter().filter(|term| is(&term.kind)).count()
    }
}

/// Returns true if a word is a term and its name is valid in DNS. The grammar alone allows any visible character in a
/// name.
pub(super) fn is_plain_term(word: &str) -> bool {
    match term(word) {
        Some(TermKind::Directive(_, mechanism)) => mechanism.spec().is_none_or(MacroString::is_plain),
        Some(TermKind::Redirect(spec) | TermKind::Explanation(spec)) => spec.is_plain(),
        Some(TermKind::OtherModifier) => true,
        None => false,
    }
}

fn term(word: &str) -> Option<TermKind> {
    if !word.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    // A modifier is `name=value`, and its `=` comes before any `:` or `/`.
    match word.find(['=', ':', '/']) {
        Some(at) if word.as_bytes()[at] == b'=' => modifier(&word[..at], &word[at + 1..]),
        _ => directive(word),
    }
}

fn modifier(name: &str, value: &str) -> Option<TermKind> {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.bytes().all(inner) {
        return None;
    }
    match name.to_ascii_lowercase().as_str() {
        "redirect" => MacroString::parse_domain(value).map(TermKind::Redirect),
        "exp" => MacroString::parse_domain(value).map(TermKind::Explanation),
        _ => MacroString::parse(value).map(|_| TermKind::OtherModifier),
    }
}

fn directive(word: &str) -> Option<TermKind> {
    let (qualifier, word) = match word.as_bytes().first()? {
        b'+' => (Qualifier::Pass, &word[1..]),
        b'-' => (Qualifier::Fail, &word[1..]),
        b'~' => (Qualifier::SoftFail, &word[1..]),
        b'?' => (Qualifier::Neutral, &word[1..]),
        _ => (Qualifier::Pass, word),
    };
    let (name, rest) = word.split_at(word.find([':', '/']).unwrap_or(word.len()));
    let argument = rest.strip_prefix(':');
    let mechanism = match (name.to_ascii_lowercase().as_str(), argument) {
        ("all", None) if rest.is_empty() => Mechanism::All,
        ("include", Some(domain)) => Mechanism::Include(MacroString::parse_domain(domain)?),
        ("exists", Some(domain)) => Mechanism::Exists(MacroString::parse_domain(domain)?),
        ("ptr", Some(domain)) => Mechanism::Ptr(Some(MacroString::parse_domain(domain)?)),
        ("ptr", None) if rest.is_empty() => Mechanism::Ptr(None),
        ("ip4", Some(network)) => Mechanism::Ip(ip4(network)?),
        ("ip6", Some(network)) => Mechanism::Ip(ip6(network)?),
        ("a", _) => hosts(rest).map(|(domain, prefixes)| Mechanism::A(domain, prefixes))?,
        ("mx", _) => hosts(rest).map(|(domain, prefixes)| Mechanism::Mx(domain, prefixes))?,
        _ => return None,
    };
    Some(TermKind::Directive(qualifier, mechanism))
}

fn ip4(text: &str) -> Option<IpNet> {
    let (address, length) = match text.split_once('/') {
        Some((address, digits)) => (address, prefix(digits, 32)?),
        None => (text, 32),
    };
    Ipv4Net::new(address.parse::<Ipv4Addr>().ok()?, length).ok().map(IpNet::V4)
}

fn ip6(text: &str) -> Option<IpNet> {
    let (address, length) = match text.split_once('/') {
        Some((address, digits)) => (address, prefix(digits, 128)?),
        None => (text, 128),
    };
    Ipv6Net::new(address.parse::<Ipv6Addr>().ok()?, length).ok().map(IpNet::V6)
}

/// Parses the rest of `a` and `mx`: `[":" domain-spec] ["/" length] ["//" length]`.
fn hosts(rest: &str) -> Option<(Option<MacroString>, Prefixes)> {
    let mut prefixes = Prefixes { v4: 32, v6: 128 };
    let mut rest = rest;
    if let Some((before, digits)) = rest.rsplit_once("//").filter(|(_, digits)| are_digits(digits)) {
        prefixes.v6 = prefix(digits, 128)?;
        rest = before;
    }
    if let Some((before, digits)) = rest.rsplit_once('/').filter(|(_, digits)| are_digits(digits)) {
        prefixes.v4 = prefix(digits, 32)?;
        rest = before;
    }
    match rest.strip_prefix(':') {
        Some(domain) => Some((Some(MacroString::parse_domain(domain)?), prefixes)),
        None => rest.is_empty().then_some((None, prefixes)),
    }
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Parses a prefix length without leading zeros.
fn prefix(digits: &str, max: u8) -> Option<u8> {
    let leading_zero = digits.len() > 1 && digits.starts_with('0');
    if !are_digits(digits) || leading_zero {
        return None;
    }
    digits.parse().ok().filter(|&length| length <= max)
}
