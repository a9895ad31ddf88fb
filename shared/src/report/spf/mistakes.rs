//! Mistakes in an SPF record.

/// A mistake: the original text, and what was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfMistake {
    /// The kind of mistake.
    pub kind: SpfMistakeKind,
    /// The original text.
    pub was: String,
    /// What was meant; empty if the text only has to be removed.
    pub now: String,
}

/// A kind of mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpfMistakeKind {
    /// There's something before `v=spf1`.
    Before(Stray),
    /// `v=spf1` is missing or misspelled.
    Version,
    /// There's no space after `v=spf1`.
    VersionGlued,
    /// `v=spf1` appears twice.
    VersionTwice,
    /// A second record follows the ending of the first.
    BehindEnding,
    /// Characters from a web page or a word processor replace those of a keyboard.
    Sign(Stray),
    /// There's no space between two terms.
    Glued,
    /// There's a comma or a semicolon instead of a space.
    Separator,
    /// There's a space inside a term.
    BlankInside,
    /// A mechanism doesn't exist, but is similar to one that does.
    Misspelled,
    /// There's `=` instead of `:`, or the other way around.
    Equals,
    /// An address follows the wrong mechanism, or has another form.
    Address,
    /// A name follows `ip4:` or `ip6:`.
    NameForAddress,
    /// A name or an address has no mechanism.
    Bare,
    /// There's punctuation from a sentence or a link.
    Punctuation,
}

/// A character that the person didn't type on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stray {
    /// A space.
    Blank,
    /// A line break or another control character.
    LineBreak,
    /// A quotation mark.
    Quote,
    /// An invisible character.
    Invisible,
    /// A long dash.
    Dash,
    /// An HTML entity.
    Entity,
    /// An escape sequence.
    Escape,
    /// A character that only looks like an ASCII one.
    Lookalike,
    /// Other text.
    Word,
}

impl SpfMistakeKind {
    /// Returns true if receivers can still read the record.
    #[must_use]
    pub fn is_readable(self) -> bool {
        matches!(self, Self::VersionTwice | Self::BehindEnding)
    }
}

/// Why a text isn't a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxError {
    /// It doesn't begin with `v=spf1`, followed by a space or the end.
    NoVersion,
    /// A term breaks the grammar.
    Term(String),
    /// `redirect=` or `exp=` appears twice.
    Twice(&'static str),
}

/// What's wrong with a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpfBreakage {
    /// `include` or `redirect` leads to a name without an SPF record, which makes the whole record invalid.
    NoRecord,
    /// `include` or `redirect` leads to a name with several SPF records, which makes the whole record invalid.
    SeveralRecords,
    /// `include` or `redirect` leads to a record that can't be read, which makes the whole record invalid.
    Unreadable(SyntaxError),
    /// It leads to a record that leads back to this one. Receivers stop at a limit, so the record is invalid.
    Loop,
    /// `a`, `mx` or `exists` finds nothing, now or for any connection, so it never matches.
    Void,
    /// `mx` leads to more hosts than receivers check, which makes the whole record invalid.
    TooManyHosts,
}
