//! Findings about a domain's mail servers (RFC 5321, section 5; RFC 7505), and how to fix them.

/// A finding about mail servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MxFinding {
    /// It isn't known where mail goes.
    Unknown,
    /// The domain receives no mail, although the chosen provider has mailboxes.
    NotAtProvider {
        /// The provider's name.
        provider: String,
        /// True if a record says that the domain receives no mail.
        is_null: bool,
    },
    /// A record says that the domain receives no mail, but the domain sends some.
    NullAndSending,
    /// The domain receives no mail.
    None {
        /// True if a record says so.
        is_null: bool,
    },
    /// There are other MX records besides one that says "no mail".
    NullBesideOthers,
    /// Mail goes to a provider that we know.
    Provider(String),
    /// Mail goes to some server.
    There,
    /// Mail goes to a provider that isn't the chosen one.
    OtherProvider {
        /// The name of the chosen provider.
        chosen: String,
        /// The name of the other provider, if known.
        found: Option<String>,
    },
    /// It isn't known whether a server exists.
    TargetUnknown,
    /// A record has an IP address instead of a name.
    TargetIsAddress,
    /// A record names servers that don't exist.
    TargetMissing(Vec<String>),
    /// A record's server is a CNAME.
    TargetIsAlias,
    /// A domain that sends no mail also says that it receives none.
    Parked,
    /// A domain that sends no mail doesn't say that it receives none.
    ParkedOpen,
    /// An MTA-STS policy includes none of the mail servers.
    StsLeavesOut {
        /// The servers.
        hosts: Vec<String>,
        /// How many seconds senders cache the policy.
        max_age: u32,
    },
}

impl MxFinding {
    /// Returns the stable code that its id contains.
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

/// What to say about a change to MX records.
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
    /// Copy the record from the mailboxes' provider.
    CopyRecord(String),
    /// Find out which record belongs here.
    FindRecord,
    /// Delete a record that leads to nothing.
    DeleteDead,
    /// Replace the address with a server's name.
    UseName,
    /// Add a record that says "no mail".
    AddNull,
}
