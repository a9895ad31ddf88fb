//! What was found about the domain itself, its nameservers and a paste, and what to do about it.

/// What was found about the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DomainFinding {
    /// The domain doesn't exist.
    NotFound(String),
    /// The name doesn't exist yet, but the domain above it is someone's.
    NotThereYet(String),
    /// Who answers for it.
    DnsHost {
        /// The host's name, or the nameservers' common ending.
        name: String,
        /// Whether the host is in the table.
        is_listed: bool,
    },
    /// Who answers for it isn't known.
    NameServersUnknown,
    /// A nameserver doesn't answer for the zone.
    ServerLame,
    /// A nameserver didn't answer.
    ServerSilent(String),
    /// The nameservers don't say the same.
    ServersDiffer,
    /// The domain is a mailbox provider's, which sends.
    OfAProvider {
        /// The domain.
        domain: String,
        /// The provider's name.
        owner: String,
    },
    /// The domain is a mailbox provider's, and someone else sends.
    NotYours {
        /// The domain.
        domain: String,
        /// The provider's name.
        owner: String,
        /// The name of who sends.
        sender: String,
    },
    /// Whether the pasted records are there isn't known.
    PastedUnknown,
    /// Pasted records aren't there.
    PastedMissing,
    /// Something else is there.
    PastedDiffers,
    /// Pasted records conflict with what's there.
    PastedConflict,
    /// Pasted records are there.
    PastedThere,
    /// A key was pasted without its name.
    PastedKeyAlone,
    /// Records of other names were pasted.
    PastedElsewhere(Vec<String>),
    /// A part of the paste couldn't be read.
    PastedUnread,
    /// There are no records in the paste.
    PastedNothing,
}

impl DomainFinding {
    /// The stable code that makes its id.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "not-found",
            Self::NotThereYet(_) => "not-there-yet",
            Self::DnsHost { .. } => "dns-host",
            Self::NameServersUnknown => "name-servers-unknown",
            Self::ServerLame => "server-lame",
            Self::ServerSilent(_) => "server-silent",
            Self::ServersDiffer => "servers-differ",
            Self::OfAProvider { .. } | Self::NotYours { .. } => "of-a-provider",
            Self::PastedUnknown => "pasted-unknown",
            Self::PastedMissing => "pasted-missing",
            Self::PastedDiffers => "pasted-differs",
            Self::PastedConflict => "pasted-conflict",
            Self::PastedThere => "pasted-there",
            Self::PastedKeyAlone => "pasted-key-alone",
            Self::PastedElsewhere(_) => "pasted-elsewhere",
            Self::PastedUnread | Self::PastedNothing => "pasted-unread",
        }
    }
}

/// What to say about a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DomainAdvice {
    /// Send from a domain of one's own.
    UseOwnDomain,
    /// Add the pasted records.
    AddPasted,
    /// Put the pasted records in place of what's there.
    ReplaceWithPasted,
    /// Copy the name that belongs to a key.
    CopyName,
}
