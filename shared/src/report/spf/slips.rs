//! Mistakes in an SPF record.

/// One mistake: what's there, and what was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfMistake {
    /// What kind of mistake it is.
    pub slip: SpfSlip,
    /// As it is.
    pub was: String,
    /// As it was meant; empty if it only has to go.
    pub now: String,
}

/// A kind of mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpfSlip {
    /// Something is before `v=spf1`.
    Before(Stray),
    /// `v=spf1` is written in another way, or isn't there.
    Version,
    /// There's no space behind `v=spf1`.
    VersionGlued,
    /// `v=spf1` is there twice.
    VersionTwice,
    /// A second record is behind the ending of the first.
    BehindEnding,
    /// Signs of a page or a word processor are in place of those of a keyboard.
    Sign(Stray),
    /// Two terms have no space between them.
    Glued,
    /// A comma or a semicolon is in place of a space.
    Separator,
    /// A blank is inside a term.
    BlankInside,
    /// A mechanism doesn't exist, but has a name like one that does.
    Misspelt,
    /// `=` is in place of `:`, or the other way round.
    Equals,
    /// An address is behind the wrong mechanism, or in another form.
    Address,
    /// A name is behind `ip4:` or `ip6:`.
    NameForAddress,
    /// A name or an address has no mechanism.
    Bare,
    /// Signs belong to a sentence or a link.
    Punctuation,
}

/// What a sign is that no one typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stray {
    /// A space.
    Blank,
    /// A line break or another control character.
    LineBreak,
    /// A quotation mark.
    Quote,
    /// A character that no one sees.
    Invisible,
    /// A long dash.
    Dash,
    /// An HTML entity.
    Entity,
    /// An escape sequence.
    Escape,
    /// A character that only looks like a plain one.
    Lookalike,
    /// Other text.
    Word,
}

impl SpfSlip {
    /// Returns true if receivers can read the record in spite of it.
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
    /// `redirect=` or `exp=` is there twice.
    Twice(&'static str),
}

/// How a term is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpfBreakage {
    /// `include` or `redirect` leads to a name without an SPF record: the whole record is void.
    NoRecord,
    /// It leads to a name with several: the same.
    SeveralRecords,
    /// It leads to a record that can't be read: the same.
    Unreadable(SyntaxError),
    /// It leads back to a record that leads here: receivers go round until they stop, and the record is void.
    Loop,
    /// `a`, `mx` or `exists` finds nothing, now or for any connection: it never matches.
    Void,
    /// `mx` leads to more hosts than are looked at: the whole record is void.
    TooManyHosts,
}
