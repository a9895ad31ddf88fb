//! What to do about an SPF record.

use std::net::IpAddr;

use super::super::SpfCost;

/// What to say about a change of an SPF record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpfAdvice {
    /// Change the record that's there.
    Change {
        /// What happens to its terms, and why.
        reasons: Vec<SpfReason>,
        /// What that does to the limits.
        effect: SpfEffect,
    },
    /// Take `ptr` out; lookups before and after.
    RemovePtr {
        /// Before.
        before: u32,
        /// After.
        after: u32,
    },
    /// Decide whether these broken terms are still used.
    SettleBroken(Vec<String>),
    /// Find out what DNS doesn't tell.
    Ask {
        /// What.
        question: SpfQuestion,
        /// Whether there's no record yet.
        is_first: bool,
    },
    /// Take out a service; the record would take so many lookups.
    MakeRoom {
        /// The lookups.
        lookups: u32,
        /// What each term costs.
        costs: Vec<SpfTermCost>,
        /// Whether a record with addresses is shown.
        is_listed: bool,
    },
    /// Move what's still used from a text that no one reads.
    MoveFromText,
    /// Decide which of several records is right.
    ChooseOne,
    /// Delete the others; one has all.
    DeleteOthers,
    /// Replace the first with one that has all, and delete the others.
    MergeIntoFirst,
    /// Check the list of senders at the service that hosts the record.
    CheckHost {
        /// Who should be on it.
        provider: String,
        /// The service, if the record shows it.
        host: Option<String>,
    },
    /// Find out what these parts were meant to be.
    FindMeaning(Vec<String>),
    /// Add an ending, if all senders are listed.
    AddEnding,
    /// Change this ending, if all senders are listed.
    ChangeEnding(String),
    /// Move these terms before the end, if they're still used.
    MoveBeforeEnd(Vec<String>),
    /// Narrow these networks.
    NarrowRanges(Vec<String>),
    /// List addresses instead of these terms.
    ReplacePtr(Vec<String>),
    /// Add a first record.
    Add,
    /// Find the record of the mailboxes' provider; also put these terms in.
    FindRecord {
        /// The chosen provider's terms, if it needs any.
        also: Vec<String>,
    },
    /// Move the record to the right name.
    Move,
    /// Add a record that lets no one send.
    AddNobody,
    /// Copy the return path's records from the provider.
    CopyReturnPath(String),
    /// Point the record to the provider.
    PointToProvider,
    /// Add the record, and have the provider check it.
    AddReturnPath(String),
}

/// What DNS doesn't tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpfQuestion {
    /// In which of the provider's regions the account is.
    Region {
        /// The provider's name.
        provider: String,
        /// The regions.
        regions: Vec<String>,
    },
    /// Which address the hosting server sends from; a name and an address that may be it.
    Server(Option<(String, IpAddr)>),
}

/// A term, and the lookups that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfTermCost {
    /// The term.
    pub term: String,
    /// How many.
    pub lookups: u32,
}

/// What a change does to the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpfEffect {
    /// What the record takes now.
    pub before: SpfCost,
    /// What it takes after the change.
    pub after: SpfCost,
    /// Whether the ending stays as it is.
    pub keeps_ending: bool,
}

/// A sign before an include.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `-`
    Minus,
    /// `~`
    Tilde,
    /// `?`
    Question,
}

/// What happens to a term, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpfReason {
    /// An open ending goes, because terms are behind it.
    OpenEndingGoes(String),
    /// An open ending becomes `~all` at the end.
    OpenEndingMoves(String),
    /// It goes, because it's behind the first `all`.
    BehindEnding(String),
    /// `redirect=` goes, because it's beside `all`.
    RedirectBesideAll(String),
    /// It goes, because it leads back to the record.
    Loop(String),
    /// It becomes the addresses of its hosts, because they're too many.
    TooManyHosts(String),
    /// It goes, because its record names no server.
    NamesNoServer(String),
    /// It becomes the servers of its record, because that record lets everyone send.
    OpenInclude(String),
    /// It becomes the servers of its record, because that record can't be used.
    UnusableInclude(String),
    /// It loses the sign before it.
    Sign {
        /// The term.
        term: String,
        /// The same without the sign.
        plain: String,
        /// The sign.
        sign: Sign,
    },
    /// It becomes another term, because it lets everyone send.
    OpenTerm {
        /// The term.
        term: String,
        /// What it becomes.
        new: String,
    },
    /// It goes, because it lets everyone send.
    OpenTermGoes(String),
    /// It becomes another term, because there's no record where it leads.
    Misnamed {
        /// The term.
        term: String,
        /// What it becomes.
        new: String,
        /// Where it leads.
        target: String,
    },
    /// It goes, because there's no record where it leads.
    DeadEnd {
        /// The term.
        term: String,
        /// Where it leads.
        target: String,
    },
    /// It goes, because another one lets the same servers send.
    Inside {
        /// The term.
        term: String,
        /// The other one.
        other: String,
    },
    /// It goes, because the service has a return path of its own.
    OwnReturnPath {
        /// The term.
        term: String,
        /// The service.
        provider: String,
    },
    /// It goes, because the rest lets the same addresses send.
    Covered(String),
    /// It goes, because it's there twice.
    Twice(String),
    /// It goes, because nothing exists at its name.
    FindsNothing(String),
    /// The provider is added.
    ProviderAdded(String),
    /// The servers of the mailboxes are added.
    MailboxesAdded,
}
