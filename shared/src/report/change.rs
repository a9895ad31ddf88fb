//! How to fix a finding: records to add, change or remove, or what only a person can find out.

use super::{Advice, FixAction, FixRecord};

/// A type of DNS record that a report asks people to add, change or remove.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordType {
    /// Text.
    Txt,
    /// An alias.
    Cname,
    /// A mail server.
    Mx,
}

impl RecordType {
    /// Returns its name in DNS.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Txt => "TXT",
            Self::Cname => "CNAME",
            Self::Mx => "MX",
        }
    }

    /// Returns the type with this name.
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
    /// Creates a record with this value.
    pub fn new(name: impl Into<String>, kind: RecordType, value: impl Into<String>) -> Self {
        Self { name: name.into(), kind, value: value.into() }
    }

    /// Creates a TXT record.
    pub fn txt(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(name, RecordType::Txt, value)
    }

    /// Creates a CNAME record.
    pub fn cname(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(name, RecordType::Cname, value)
    }

    /// Creates an MX record. Its value is the preference and the host.
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
    /// The record is added.
    Added {
        /// Its value.
        value: String,
    },
    /// Its value changes.
    Changed {
        /// The new value.
        value: String,
        /// The current value.
        was: String,
    },
    /// The record is removed.
    Removed {
        /// The current value.
        was: String,
    },
    /// The new value isn't known yet.
    Open {
        /// The current value, if there is one.
        was: Option<String>,
    },
}

impl Edit {
    /// Adds a record.
    #[must_use]
    pub fn add(record: Record) -> Self {
        Self { name: record.name, kind: record.kind, to: To::Added { value: record.value } }
    }

    /// Replaces a record that has the value `was` with `record`.
    pub fn change(record: Record, was: impl Into<String>) -> Self {
        let to = To::Changed { value: record.value, was: was.into() };
        Self { name: record.name, kind: record.kind, to }
    }

    /// Removes a record.
    #[must_use]
    pub fn remove(record: Record) -> Self {
        Self { name: record.name, kind: record.kind, to: To::Removed { was: record.value } }
    }

    /// Edits a record whose new value only a person can find out. `was` is its current value.
    pub fn open(name: impl Into<String>, kind: RecordType, was: Option<String>) -> Self {
        Self { name: name.into(), kind, to: To::Open { was } }
    }

    /// Returns the new value, if the record has one and it is known.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match &self.to {
            To::Added { value } | To::Changed { value, .. } => Some(value),
            To::Removed { .. } | To::Open { .. } => None,
        }
    }

    /// Returns the current value, if the record exists.
    #[must_use]
    pub fn was(&self) -> Option<&str> {
        match &self.to {
            To::Added { .. } => None,
            To::Changed { was, .. } | To::Removed { was } => Some(was),
            To::Open { was } => was.as_deref(),
        }
    }
}

/// How to fix a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Add these records.
    Add(Vec<Record>),
    /// Change these records. This can include adding or removing others.
    Replace(Vec<Edit>),
    /// Remove these records.
    Remove(Vec<Record>),
    /// Keep one of these records. Only a person can decide which one.
    KeepOne(Vec<Record>),
    /// Look up the values of these records, if there are any. Only the provider, or a person, knows them.
    AskProvider(Vec<Edit>),
    /// Change these records if a person confirms what DNS can't tell.
    Confirm(Vec<Edit>),
}

impl Change {
    /// Returns the action in the form for programs.
    #[must_use]
    pub fn action(&self) -> FixAction {
        match self {
            Self::Add(_) => FixAction::Add,
            Self::Replace(_) => FixAction::Replace,
            Self::Remove(_) => FixAction::Remove,
            Self::KeepOne(_) | Self::AskProvider(_) | Self::Confirm(_) => FixAction::Ask,
        }
    }

    /// Returns true if the change is exact, so nobody has to look anything up first.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.action() != FixAction::Ask
    }

    /// Returns the same change, which a person now has to confirm first.
    #[must_use]
    pub fn to_confirm(&self) -> Self {
        if self.is_exact() { Self::Confirm(self.edits()) } else { self.clone() }
    }

    /// Returns what happens to each record.
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

/// A change and what to say about it, in the form for the DNS host's panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// The change.
    pub change: Change,
    /// What to say about it.
    pub advice: Advice,
    /// True if other records at the same name have to be removed first, because a CNAME can't exist next to them.
    pub clears_name: bool,
    /// What the panel can get wrong.
    pub cautions: Vec<Caution>,
    /// What to enter for each record, in the order of the change.
    pub fields: Vec<Field>,
    /// The same as part of a zone file (RFC 1035, section 5).
    pub zone: String,
}

impl Remedy {
    /// Creates a remedy before the DNS host is known.
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

    /// Returns the action in the form for programs.
    #[must_use]
    pub fn action(&self) -> FixAction {
        self.change.action()
    }

    /// Returns the records in the form for programs.
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

/// What to enter in a DNS host's panel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// The name: `@`, a host part, or the full name.
    pub name: String,
    /// The value, if the record has one.
    pub value: String,
}

/// What a DNS host's panel can get wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caution {
    /// It can reject or cut off a long value.
    CutsLongText {
        /// The host's name.
        host: String,
        /// The most characters that it accepts.
        max: usize,
    },
    /// It may not allow MX records below the zone's own name.
    NoMxBelow {
        /// The host's name.
        host: String,
    },
}
