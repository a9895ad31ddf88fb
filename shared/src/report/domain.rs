//! Findings about the domain itself, its nameservers and pasted records, and how to fix them.

/// A finding about the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DomainFinding {
    /// The domain doesn't exist.
    NotFound(String),
    /// The name doesn't exist yet, but the domain above it is registered.
    NotThereYet(String),
    /// The domain's DNS host.
    DnsHost {
        /// The host's name, or the common suffix of the nameservers.
        name: String,
        /// True if the host is in our table.
        is_listed: bool,
    },
    /// It isn't known which nameservers the domain has.
    NameServersUnknown,
    /// A nameserver doesn't answer for the zone.
    ServerLame,
    /// A nameserver didn't answer.
    ServerSilent(String),
    /// The nameservers give different answers.
    ServersDiffer,
    /// The domain belongs to a mailbox provider, which also sends.
    OfAProvider {
        /// The domain.
        domain: String,
        /// The provider's name.
        owner: String,
    },
    /// The domain belongs to a mailbox provider, but another provider sends.
    NotYours {
        /// The domain.
        domain: String,
        /// The provider's name.
        owner: String,
        /// The name of the sending provider.
        sender: String,
    },
    /// It isn't known whether the pasted records are in DNS.
    PastedUnknown,
    /// The pasted records aren't in DNS.
    PastedMissing,
    /// The records in DNS differ from the pasted ones.
    PastedDiffers,
    /// Pasted records conflict with those in DNS.
    PastedConflict,
    /// The pasted records are in DNS.
    PastedThere,
    /// A key was pasted without its record name.
    PastedKeyAlone,
    /// Records for other names were pasted.
    PastedElsewhere(Vec<String>),
    /// Part of the pasted text couldn't be read.
    PastedUnread,
    /// The pasted text contains no records.
    PastedNothing,
}

impl DomainFinding {
    /// Returns the stable code that its id contains.
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
    /// Send from the client's own domain.
    UseOwnDomain,
    /// Add the pasted records.
    AddPasted,
    /// Replace the records in DNS with the pasted ones.
    ReplaceWithPasted,
    /// Copy the record name for a key.
    CopyName,
}
