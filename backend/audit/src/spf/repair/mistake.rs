//! Mistakes in an SPF record, and the rules that they break.

use std::fmt;

/// One mistake: what stands there, and what was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) slip: Slip,
    /// As it stands.
    pub(crate) was: String,
    /// As it was meant; empty if it only has to go.
    pub(crate) now: String,
}

/// A kind of mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slip {
    /// Something stands before `v=spf1`.
    Before(Stray),
    /// `v=spf1` is written in another way, or is not there.
    Version,
    /// No space behind `v=spf1`.
    VersionGlued,
    /// `v=spf1` twice.
    VersionTwice,
    /// A second record behind the ending of the first.
    BehindEnding,
    /// Signs of a page or a word processor in place of those of a keyboard.
    Sign(Stray),
    /// Two terms without a space between them.
    Glued,
    /// A comma or a semicolon in place of a space.
    Separator,
    /// A blank inside a term.
    BlankInside,
    /// A mechanism that does not exist, with a name like one that does.
    Misspelt,
    /// `=` in place of `:`, or the other way round.
    Equals,
    /// An address behind the wrong mechanism, or in another form.
    Address,
    /// A name behind `ip4:` or `ip6:`.
    NameForAddress,
    /// A name or an address without its mechanism.
    Bare,
    /// Signs that belong to a sentence or a link.
    Punctuation,
}

/// What a sign is that nobody typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stray {
    Blank,
    LineBreak,
    Quote,
    Invisible,
    Dash,
    Entity,
    Escape,
    Lookalike,
    Word,
}

impl Stray {
    fn name(self) -> &'static str {
        match self {
            Self::Blank => "a blank (space)",
            Self::LineBreak => "a line break or another control character",
            Self::Quote => "a quotation mark",
            Self::Invisible => "an invisible character",
            Self::Dash => "a long dash",
            Self::Entity => "an HTML entity",
            Self::Escape => "an escape sequence",
            Self::Lookalike => "a character that only looks like a plain letter or sign",
            Self::Word => "other text",
        }
    }
}

impl Slip {
    /// Whether receivers can read the record in spite of it.
    pub(crate) fn is_readable(self) -> bool {
        matches!(self, Self::VersionTwice | Self::BehindEnding)
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { slip, was, now } = self;
        match slip {
            Slip::Before(stray) => write!(
                f,
                "The text begins with {}: {was:?}. A record has to begin with v=spf1 (RFC 7208, section 4.5).",
                stray.name()
            ),
            Slip::Version => {
                write!(f, "A record begins with “v=spf1”, not with {was:?} (RFC 7208, section 4.5).")
            }
            Slip::VersionGlued => {
                f.write_str("There is no space (blank) behind “v=spf1” (RFC 7208, section 4.5).")
            }
            Slip::VersionTwice => {
                f.write_str("“v=spf1” is there twice; receivers ignore the second one (RFC 7208, section 6).")
            }
            Slip::BehindEnding => f.write_str(
                "A second record begins behind the end of the first one. Receivers never read it (RFC 7208, section 5.1).",
            ),
            Slip::Sign(stray) => write!(
                f,
                "There is {} in the record: {was:?}. SPF is plain ASCII, and only spaces separate its terms (RFC 7208, section 12).",
                stray.name()
            ),
            Slip::Glued => write!(
                f,
                "“{was}” is two terms without a space (blank) between them: “{now}” (RFC 7208, section 4.6.1)."
            ),
            Slip::Separator => write!(
                f,
                "“{was}” is two terms, which only a space (blank) separates, not a comma or a semicolon: “{now}” (RFC 7208, \
                 section 4.6.1)."
            ),
            Slip::BlankInside => {
                write!(f, "“{was}” has a space inside a term: “{now}” (RFC 7208, section 4.6.1).")
            }
            Slip::Misspelt => {
                write!(f, "“{was}” is not a mechanism; it reads as “{now}” (RFC 7208, section 5).")
            }
            Slip::Equals => write!(
                f,
                "“{was}” has the wrong sign behind its name, so receivers ignore it or stop: “{now}” (RFC 7208, section 6)."
            ),
            Slip::Address => {
                write!(
                    f,
                    "“{was}” is not an address in the form that SPF takes: “{now}” (RFC 7208, section 5.6)."
                )
            }
            Slip::NameForAddress => write!(
                f,
                "“{was}” has a name where an address has to be; a name goes behind “a:”: “{now}” (RFC 7208, section 5.6)."
            ),
            Slip::Bare => {
                write!(f, "“{was}” has no mechanism before each name: “{now}” (RFC 7208, section 4.6.1).")
            }
            Slip::Punctuation => {
                write!(f, "“{was}” has signs that do not belong to it: “{now}” (RFC 7208, section 12).")
            }
        }
    }
}
