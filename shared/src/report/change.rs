//! What to do about a finding: records to add, change or remove, or what only a person can find out.

use super::{Advice, FixAction, FixRecord};

/// A type of DNS record that a report asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordType {
    /// A text.
    Txt,
    /// An alias.
    Cname,
    /// A mail server.
    Mx,
}

impl RecordType {
    /// Its name in DNS.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Txt => "TXT",
            Self::Cname => "CNAME",
            Self::Mx => "MX",
        }
    }

    /// The type with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Txt, Self::Cname, Self::Mx].into_iter().find(|kind| kind.name() == name)
    }
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Full name, without the final dot.
    pub name: String,
    /// Its type.
    pub kind: RecordType,
    /// Its value.
    pub value: String,
}

impl Record {
    /// A record with this value.
    pub fn new(name: impl Into<String>, kind: RecordType, value: impl Into<String>) -> Self {
        Self { name: name.into(), kind, value: value.into() }
    }

    /// A text.
    pub fn txt(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(name, RecordType::Txt, value)
    }

    /// An alias.
    pub fn cname(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(name, RecordType::Cname, value)
    }

    /// A mail server, as preference and host.
    pub fn mx(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(name, RecordType::Mx, value)
    }
}

/// What happens to one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Full name, without the final dot.
    pub name: String,
    /// Its type.
    pub kind: RecordType,
    /// What happens to it.
    pub to: To,
}

/// What happens to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// It's added.
    Added {
        /// Its value.
        value: String,
    },
    /// Its value changes.
    Changed {
        /// The value that it gets.
        value: String,
        /// The value that it has now.
        was: String,
    },
    /// It's removed.
    Removed {
        /// The value that it has now.
        was: String,
    },
    /// What it becomes isn't known yet.
    Open {
        /// The value that it has now, if there is one.
        was: Option<String>,
    },
}

impl Edit {
    /// Adds a record.
    #[must_use]
    pub fn add(record: Record) -> Self {
        Self { name: record.name, kind: record.kind, to: To::Added { value: record.value } }
    }

    /// Puts `record` in place of one with the value `was`.
    pub fn change(record: Record, was: impl Into<String>) -> Self {
        let to = To::Changed { value: record.value, was: was.into() };
        Self { name: record.name, kind: record.kind, to }
    }

    /// Removes a record.
    #[must_use]
    pub fn remove(record: Record) -> Self {
        Self { name: record.name, kind: record.kind, to: To::Removed { was: record.value } }
    }

    /// A record of which only a person can find out the value. `was` is what it has now.
    pub fn open(name: impl Into<String>, kind: RecordType, was: Option<String>) -> Self {
        Self { name: name.into(), kind, to: To::Open { was } }
    }

    /// The value that the record gets, if it gets one that is known.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match &self.to {
            To::Added { value } | To::Changed { value, .. } => Some(value),
            To::Removed { .. } | To::Open { .. } => None,
        }
    }

    /// The value that the record has now, if it's there.
    #[must_use]
    pub fn was(&self) -> Option<&str> {
        match &self.to {
            To::Added { .. } => None,
            To::Changed { was, .. } | To::Removed { was } => Some(was),
            To::Open { was } => was.as_deref(),
        }
    }
}

/// What to do about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Add these records.
    Add(Vec<Record>),
    /// Change these records. Others may be added or removed with them.
    Replace(Vec<Edit>),
    /// Remove these records.
    Remove(Vec<Record>),
    /// Keep one of these records. Which one, only a person can decide.
    KeepOne(Vec<Record>),
    /// Copy or find out what belongs into these records, if there are any. Only the provider, or a person, knows it.
    AskProvider(Vec<Edit>),
    /// Change these records, if a person confirms what DNS can't tell.
    Confirm(Vec<Edit>),
}

impl Change {
    /// What programs read of it.
    #[must_use]
    pub fn action(&self) -> FixAction {
        match self {
            Self::Add(_) => FixAction::Add,
            Self::Replace(_) => FixAction::Replace,
            Self::Remove(_) => FixAction::Remove,
            Self::KeepOne(_) | Self::AskProvider(_) | Self::Confirm(_) => FixAction::Ask,
        }
    }

    /// Returns true if it's exact: nothing has to be found out first.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.action() != FixAction::Ask
    }

    /// The same, if a person confirms what DNS can't tell.
    #[must_use]
    pub fn to_confirm(&self) -> Self {
        if self.is_exact() { Self::Confirm(self.edits()) } else { self.clone() }
    }

    /// What happens to each record.
    #[must_use]
    pub fn edits(&self) -> Vec<Edit> {
        match self {
            Self::Add(records) => records.iter().cloned().map(Edit::add).collect(),
            Self::Remove(records) | Self::KeepOne(records) => {
                records.iter().cloned().map(Edit::remove).collect()
            }
            Self::Replace(edits) | Self::AskProvider(edits) | Self::Confirm(edits) => edits.clone(),
        }
    }
}

/// A change with what to say about it, in the form that the panel of the DNS host wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// What to do.
    pub change: Change,
    /// What to say about it.
    pub advice: Advice,
    /// Returns true if records at the same name have to go first, because an alias excludes them.
    pub clears_name: bool,
    /// What the panel may do wrong.
    pub cautions: Vec<Caution>,
    /// What to type for each record, in the order of the change.
    pub fields: Vec<Field>,
    /// The same as a fragment of a zone file (RFC 1035, section 5).
    pub zone: String,
}

impl Remedy {
    /// A change, before the DNS host is known.
    #[must_use]
    pub fn new(change: Change, advice: impl Into<Advice>) -> Self {
        Self {
            change,
            advice: advice.into(),
            clears_name: false,
            cautions: Vec::new(),
            fields: Vec::new(),
            zone: String::new(),
        }
    }

    /// What programs read of it.
    #[must_use]
    pub fn action(&self) -> FixAction {
        self.change.action()
    }

    /// The records as programs read them.
    #[must_use]
    pub fn records(&self) -> Vec<FixRecord> {
        let fields = self.fields.iter().cloned().chain(std::iter::repeat(Field::default()));
        let record = |(edit, field): (Edit, Field)| FixRecord {
            kind: edit.kind.name().to_owned(),
            value: edit.value().unwrap_or_default().to_owned(),
            was: edit.was().unwrap_or_default().to_owned(),
            name: edit.name,
            host_field: field.name,
            value_field: field.value,
        };
        self.change.edits().into_iter().zip(fields).map(record).collect()
    }
}

/// What to type into a DNS host's panel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// The name: `@`, a host part, or the full name.
    pub name: String,
    /// The value, if the record gets one.
    pub value: String,
}

/// What a DNS host's panel may do wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caution {
    /// It may refuse or cut off a long value.
    CutsLongText {
        /// The host's name.
        host: String,
        /// How many characters it takes.
        max: usize,
    },
    /// It may not take mail servers below the zone's own name.
    NoMxBelow {
        /// The host's name.
        host: String,
    },
}
