//! How to fix an SPF record.

use std::net::IpAddr;

use super::super::SpfCost;

/// What to say about a change to an SPF record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpfAdvice {
    /// Change the existing record.
    Change {
        /// What happens to its terms, and why.
        reasons: Vec<SpfReason>,
        /// How this affects the limits.
        effect: SpfEffect,
    },
    /// Remove `ptr`.
    RemovePtr {
        /// The lookups before.
        before: u32,
        /// The lookups after.
        after: u32,
    },
    /// Decide if these broken terms are still needed.
    SettleBroken(Vec<String>),
    /// Find out what DNS can't tell.
    Ask {
        /// The question.
        question: SpfQuestion,
        /// True if there's no record yet.
        is_first: bool,
    },
    /// Remove a service to make room.
    MakeRoom {
        /// The lookups that the record would need.
        lookups: u32,
        /// What each term costs.
        costs: Vec<SpfTermCost>,
        /// True if the advice shows a record that lists addresses instead.
        is_listed: bool,
    },
    /// Move the terms that are still needed out of a text that receivers don't read.
    MoveFromText,
    /// Decide which of several records is right.
    ChooseOne,
    /// Delete the other records, because one has everything.
    DeleteOthers,
    /// Replace the first record with one that has everything, and delete the others.
    MergeIntoFirst,
    /// Check the list of senders at the service that hosts the record.
    CheckHost {
        /// The provider that should be on it.
        provider: String,
        /// The service, if the record shows it.
        host: Option<String>,
    },
    /// Find out what these parts were meant to be.
    FindMeaning(Vec<String>),
    /// Add an ending, if the record lists all senders.
    AddEnding,
    /// Change this ending, if the record lists all senders.
    ChangeEnding(String),
    /// Move these terms before `all`, if they're still needed.
    MoveBeforeEnd(Vec<String>),
    /// Make these networks smaller.
    NarrowRanges(Vec<String>),
    /// List addresses instead of these terms.
    ReplacePtr(Vec<String>),
    /// Add a first record.
    Add,
    /// Find the record of the mailboxes' provider, and add these terms.
    FindRecord {
        /// The chosen provider's terms, if it needs any.
        also: Vec<String>,
    },
    /// Move the record to the right name.
    Move,
    /// Add a record that allows no one to send.
    AddNobody,
    /// Copy the records for the return path from the provider.
    CopyReturnPath(String),
    /// Point the record at the provider.
    PointToProvider,
    /// Add the record, then let the provider check it.
    AddReturnPath(String),
}

/// A question that DNS can't answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpfQuestion {
    /// Which of the provider's regions the account is in.
    Region {
        /// The provider's name.
        provider: String,
        /// The regions.
        regions: Vec<String>,
    },
    /// Which address the web server sends from. It can be this name and address.
    Server(Option<(String, IpAddr)>),
}

/// A term, and how many lookups it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfTermCost {
    /// The term.
    pub term: String,
    /// How many lookups it takes.
    pub lookups: u32,
}

/// How a change affects the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpfEffect {
    /// The record's cost now.
    pub before: SpfCost,
    /// The record's cost after the change.
    pub after: SpfCost,
    /// True if the ending stays the same.
    pub keeps_ending: bool,
}

/// A qualifier before an `include`.
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
    /// An ending that allows everyone is removed, because terms follow it.
    OpenEndingGoes(String),
    /// An ending that allows everyone becomes `~all`, at the end.
    OpenEndingMoves(String),
    /// It is removed, because it comes after the first `all`.
    BehindEnding(String),
    /// `redirect=` is removed, because the record has `all`.
    RedirectBesideAll(String),
    /// It is removed, because it leads back to the record.
    Loop(String),
    /// It is replaced with the addresses of its hosts, because there are too many of them.
    TooManyHosts(String),
    /// It is removed, because its record names no server.
    NamesNoServer(String),
    /// It is replaced with the servers of its record, because that record allows everyone to send.
    OpenInclude(String),
    /// It is replaced with the servers of its record, because receivers can't use that record.
    UnusableInclude(String),
    /// Its qualifier is removed.
    Sign {
        /// The term.
        term: String,
        /// The term without its qualifier.
        plain: String,
        /// The qualifier.
        sign: Sign,
    },
    /// It is replaced, because it allows everyone to send.
    OpenTerm {
        /// The term.
        term: String,
        /// The new term.
        new: String,
    },
    /// It is removed, because it allows everyone to send.
    OpenTermGoes(String),
    /// It is replaced, because there's no record at its target.
    Misnamed {
        /// The term.
        term: String,
        /// The new term.
        new: String,
        /// The target.
        target: String,
    },
    /// It is removed, because there's no record at its target.
    DeadEnd {
        /// The term.
        term: String,
        /// The target.
        target: String,
    },
    /// It is removed, because another term allows the same servers.
    Inside {
        /// The term.
        term: String,
        /// The other one.
        other: String,
    },
    /// It is removed, because the service uses its own return path.
    OwnReturnPath {
        /// The term.
        term: String,
        /// The service.
        provider: String,
    },
    /// It is removed, because the rest of the record allows the same addresses.
    Covered(String),
    /// It is removed, because it appears twice.
    Twice(String),
    /// It is removed, because nothing exists at its name.
    FindsNothing(String),
    /// The provider is added.
    ProviderAdded(String),
    /// The servers of the mailboxes are added.
    MailboxesAdded,
}
