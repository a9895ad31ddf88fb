//! What was found about a domain's mail servers (RFC 5321, section 5; RFC 7505), and what to do about it.

/// What was found about mail servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MxFinding {
    /// Where mail goes isn't known.
    Unknown,
    /// The domain takes no mail, although the chosen provider has mailboxes.
    NotAtProvider {
        /// The provider's name.
        provider: String,
        /// Whether a record says that the domain takes no mail.
        is_null: bool,
    },
    /// A record says that the domain takes no mail, but it sends.
    NullAndSending,
    /// The domain takes no mail.
    None {
        /// Whether a record says so.
        is_null: bool,
    },
    /// A record that says "no mail" is beside others.
    NullBesideOthers,
    /// The mail goes to a provider that's known.
    Provider(String),
    /// The mail goes to a server.
    There,
    /// The mail goes to another provider than the chosen one.
    OtherProvider {
        /// The name of the chosen one.
        chosen: String,
        /// The name of the other, if it's known.
        found: Option<String>,
    },
    /// Whether a server is there isn't known.
    TargetUnknown,
    /// A record has an address in place of a name.
    TargetIsAddress,
    /// A record names servers that don't exist.
    TargetMissing(Vec<String>),
    /// A record names an alias.
    TargetIsAlias,
    /// A domain without mail says so.
    Parked,
    /// A domain without mail doesn't say so.
    ParkedOpen,
    /// An MTA-STS policy leaves out all mail servers.
    StsLeavesOut {
        /// The servers.
        hosts: Vec<String>,
        /// For how many seconds senders remember the policy.
        max_age: u32,
    },
}

impl MxFinding {
    /// The stable code that makes its id.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NotAtProvider { .. } | Self::None { .. } => "none",
            Self::NullAndSending => "null-and-sending",
            Self::NullBesideOthers => "null-beside-others",
            Self::Provider(_) | Self::There => "provider",
            Self::OtherProvider { .. } => "other-provider",
            Self::TargetUnknown => "target-unknown",
            Self::TargetIsAddress => "target-is-address",
            Self::TargetMissing(_) => "target-missing",
            Self::TargetIsAlias => "target-is-alias",
            Self::Parked => "parked",
            Self::ParkedOpen => "parked-open",
            Self::StsLeavesOut { .. } => "sts-leaves-out",
        }
    }
}

/// What to say about a change of MX records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MxAdvice {
    /// Delete the record that says "no mail".
    DeleteNull,
    /// Find out which record to keep.
    FindRecordToKeep,
    /// Copy the records from a provider.
    CopyRecords(String),
    /// Find out which record belongs here instead of one that says "no mail".
    ReplaceNull,
    /// Ask for the name of a server.
    AskHostName,
    /// Copy the record from the provider of the mailboxes.
    CopyRecord(String),
    /// Find out which record belongs here.
    FindRecord,
    /// Delete a record that leads to nothing.
    DeleteDead,
    /// Replace it with a server's name.
    UseName,
    /// Add a record that says "no mail".
    AddNull,
}
