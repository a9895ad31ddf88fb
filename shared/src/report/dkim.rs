//! What was found about DKIM keys (RFC 6376), and what to do about it.

/// Why a record isn't a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyError {
    /// Tags aren't `name=value` with `;` between them.
    Tags,
    /// A tag is there twice, which makes the whole list invalid (RFC 6376, section 3.2).
    DuplicateTag,
    /// `v=` is there, and isn't `DKIM1` or not first.
    Version,
    /// There's no `p=`.
    NoKey,
    /// A kind of key that no one verifies.
    Kind,
    /// `p=` isn't base64, or not a key of that kind: often cut off.
    Damaged,
    /// `s=` leaves email out.
    NotForMail,
    /// `h=` leaves SHA-256 out, the one hash that's verified (RFC 8301, section 3.1).
    Hash,
}

/// Why receivers can't use a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFault {
    /// The record isn't a key.
    Record(KeyError),
    /// An RSA key of so few bits.
    Short(u32),
    /// There are several at one name.
    Several(usize),
    /// It's in two records instead of two strings of one.
    TwoRecords,
}

/// Whose key an alias leads to instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyOwner {
    /// Another selector's.
    OtherSelector,
    /// Another domain's.
    OtherDomain(String),
    /// One at another provider.
    OtherProvider(String),
    /// Another account's than those of the other selectors.
    OtherAccount,
    /// One under another name than the provider gives.
    Unlisted,
}

/// What's wrong with where an alias leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AliasFault {
    /// No key is there.
    NoKey,
    /// The panel added the domain to the target.
    Appended,
    /// Someone else's key is there.
    Whose(KeyOwner),
}

/// What was found about DKIM. `provider` is the name of the one that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DkimFinding {
    /// Whether mail can be signed isn't known.
    Unknown,
    /// A key is there.
    Key,
    /// Only an Ed25519 key is there.
    Ed25519Only,
    /// The key is shorter than it should be.
    ShortKey,
    /// The key is marked as a test.
    Testing,
    /// The key is in a form that not every verifier reads.
    BareKey,
    /// Receivers can't use keys.
    Unusable {
        /// What's wrong with each.
        faults: Vec<KeyFault>,
        /// Whether another finding says so of other keys.
        is_second: bool,
    },
    /// Receivers can't use a key of the provider's, and another one signs.
    UnusableTheirs {
        /// Whether another finding says so of other keys.
        is_second: bool,
    },
    /// A key was revoked.
    Revoked {
        /// Who signs with it.
        provider: Option<String>,
        /// Whether another key is there.
        has_other: bool,
    },
    /// Keys aren't the pasted ones.
    Differs {
        /// Who shows them.
        provider: Option<String>,
    },
    /// The records are right, and the provider has published no key.
    NotPublished {
        /// The provider.
        provider: Option<String>,
    },
    /// The same, but another key signs.
    ReserveEmpty {
        /// The provider.
        provider: Option<String>,
        /// The selectors without a key.
        selectors: Vec<String>,
    },
    /// Aliases lead to no key.
    Dangling {
        /// Whether where they should lead is known.
        is_known: bool,
        /// Whether another finding says so of other aliases.
        is_second: bool,
    },
    /// Aliases lead to keys that aren't their selector's.
    WrongTarget {
        /// Whether another finding says so of other aliases.
        is_second: bool,
    },
    /// Keys are at wrong names.
    WrongName,
    /// Some keys that the provider uses aren't there.
    SomeMissing(MissingKeys),
    /// The keys that the provider needs aren't there.
    Missing(MissingKeys),
    /// No key is there under any selector.
    NoneAtAll {
        /// The domain.
        domain: String,
        /// The provider.
        provider: Option<KeyProvider>,
    },
    /// Which selector signs isn't known.
    SelectorUnknown {
        /// The domain.
        domain: String,
        /// The provider.
        provider: Option<KeyProvider>,
        /// Whether the mailbox is likely a personal one, for which no record helps.
        is_personal: bool,
    },
    /// A pasted key isn't one.
    PastedDamaged,
    /// A wildcard answers for every selector.
    Wildcard,
    /// A domain without mail has nothing to sign.
    Parked,
}

/// Keys that aren't there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingKeys {
    /// The provider.
    pub provider: Option<KeyProvider>,
    /// Where they should be.
    pub names: Vec<String>,
}

/// A provider of the table, whose keys there may be more to say about than its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyProvider {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl DkimFinding {
    /// The stable code that makes its id.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Key => "key",
            Self::Ed25519Only => "ed25519-only",
            Self::ShortKey => "short-key",
            Self::Testing => "testing",
            Self::BareKey => "bare-key",
            Self::Unusable { is_second: false, .. } | Self::UnusableTheirs { is_second: false } => {
                "unusable-key"
            }
            Self::Unusable { is_second: true, .. } | Self::UnusableTheirs { is_second: true } => {
                "unusable-keys"
            }
            Self::Revoked { .. } => "revoked",
            Self::Differs { .. } => "differs",
            Self::NotPublished { .. } => "not-published",
            Self::ReserveEmpty { .. } => "reserve-empty",
            Self::Dangling { is_second: false, .. } => "dangling",
            Self::Dangling { is_second: true, .. } => "dangling-elsewhere",
            Self::WrongTarget { is_second: false } => "wrong-target",
            Self::WrongTarget { is_second: true } => "wrong-target-elsewhere",
            Self::WrongName => "wrong-name",
            Self::SomeMissing(_) => "some-missing",
            Self::Missing(_) | Self::NoneAtAll { .. } => "missing",
            Self::SelectorUnknown { .. } => "selector-unknown",
            Self::PastedDamaged => "pasted-damaged",
            Self::Wildcard => "wildcard",
            Self::Parked => "parked",
        }
    }
}

/// A step on the provider's page. The first of several is the one to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyStep {
    /// The records are right; the key appears once signing is on.
    SwitchOn,
    /// A new key, because the old one is too short or was revoked.
    NewKey,
    /// A longer key, if there is one.
    LongerKey,
    /// A key of a kind that everyone can read.
    RsaKey,
    /// The same key once more, because a part of it is missing.
    CopyAgain,
    /// The record, because it has no key in it.
    CopyKey,
    /// The one of several keys that signs.
    Choose,
    /// Where an alias leads.
    CopyTarget,
    /// Records that aren't there.
    CopyRecords,
}

/// What to say about a change of DKIM records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DkimAdvice {
    /// Add the records, then turn on signing.
    AddRecords {
        /// Where to turn it on.
        provider: Option<String>,
    },
    /// Take a step on the provider's page.
    Step {
        /// The step.
        step: KeyStep,
        /// The provider.
        provider: Option<KeyProvider>,
    },
    /// What to do with a personal mailbox.
    Personal(KeyProvider),
    /// Use another target.
    UseTarget,
    /// Lead to the own key.
    UseOwnKey {
        /// Where the key is.
        provider: Option<String>,
    },
    /// Write the same key in the form that everyone reads.
    UseCommonForm,
    /// Take out the mark for tests.
    RemoveTestMark,
    /// Delete records beside the key that counts.
    DeleteOthers,
    /// Write the same key so that receivers can read it.
    UseReadableForm,
    /// Use what the provider's page shows.
    UsePasted,
    /// Move the record to the right name.
    Move,
}
