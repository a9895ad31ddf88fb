//! Findings about DKIM keys (RFC 6376), and how to fix them.

use serde::{Deserialize, Serialize};

/// Why a record isn't a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum KeyError {
    /// The tags aren't `name=value` with `;` between them.
    Tags,
    /// A tag appears twice, which makes the whole list invalid (RFC 6376, section 3.2).
    DuplicateTag,
    /// There is a `v=` that isn't `DKIM1`, or isn't first.
    Version,
    /// There's no `p=`.
    NoKey,
    /// The key's type isn't one that receivers verify.
    Kind,
    /// `p=` isn't base64, or isn't a key of this type. Often, it's cut off.
    Damaged,
    /// `s=` doesn't include email.
    NotForMail,
    /// `h=` doesn't include SHA-256, the only hash that receivers verify (RFC 8301, section 3.1).
    Hash,
}

/// Why receivers can't use a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFault {
    /// The record isn't a key.
    Record(KeyError),
    /// An RSA key with only this many bits.
    Short(u32),
    /// There are this many keys at one name.
    Several(usize),
    /// The key is split into two records instead of two strings of one record.
    TwoRecords,
}

/// Whose key a CNAME leads to instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyOwner {
    /// Another selector's.
    OtherSelector,
    /// Another domain's.
    OtherDomain(String),
    /// One at another provider.
    OtherProvider(String),
    /// The key of a different account from that of the other selectors.
    OtherAccount,
    /// One at a target that the provider doesn't list.
    Unlisted,
}

/// What's wrong with the target of a CNAME.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AliasFault {
    /// There is no key.
    NoKey,
    /// The panel added the domain to the target.
    Appended,
    /// The key belongs to someone else.
    Whose(KeyOwner),
}

/// A finding about DKIM. `provider` is the name of the provider that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DkimFinding {
    /// It isn't known whether mail can be signed.
    Unknown,
    /// There is a key.
    Key,
    /// There is only an Ed25519 key.
    Ed25519Only,
    /// The key is shorter than it should be.
    ShortKey,
    /// The key has the flag for test mode.
    Testing,
    /// The key is in a form that some verifiers can't read.
    BareKey,
    /// Receivers can't use the keys.
    Unusable {
        /// What's wrong with each key.
        faults: Vec<KeyFault>,
        /// True if another finding says the same about other keys.
        is_second: bool,
    },
    /// Receivers can't use one of the provider's keys, but another one signs.
    UnusableTheirs {
        /// True if another finding says the same about other keys.
        is_second: bool,
    },
    /// A key was revoked.
    Revoked {
        /// The provider that signed with it.
        provider: Option<String>,
        /// True if there is another key.
        has_other: bool,
    },
    /// The keys differ from the pasted ones.
    Differs {
        /// The provider whose page shows them.
        provider: Option<String>,
    },
    /// The records are right, but the provider hasn't published its key.
    NotPublished {
        /// The provider.
        provider: Option<String>,
    },
    /// The records are right, and one key signs, but the provider hasn't published another.
    ReserveEmpty {
        /// The provider.
        provider: Option<String>,
        /// The selectors without a key.
        selectors: Vec<String>,
    },
    /// CNAMEs lead to no key.
    Dangling {
        /// True if the right targets are known.
        is_known: bool,
        /// True if another finding says the same about other CNAMEs.
        is_second: bool,
    },
    /// CNAMEs lead to keys that belong to other selectors.
    WrongTarget {
        /// True if another finding says the same about other CNAMEs.
        is_second: bool,
    },
    /// Keys are published at the wrong names.
    WrongName,
    /// Some of the provider's keys are missing.
    SomeMissing(MissingKeys),
    /// The keys that the provider needs are missing.
    Missing(MissingKeys),
    /// There is no key for any selector.
    NoneAtAll {
        /// The domain.
        domain: String,
        /// The provider.
        provider: Option<KeyProvider>,
    },
    /// It isn't known which selector is used for signing.
    SelectorUnknown {
        /// The domain.
        domain: String,
        /// The provider.
        provider: Option<KeyProvider>,
        /// True if it is probably a personal mailbox, for which no record helps.
        is_personal: bool,
    },
    /// A pasted key is damaged.
    PastedDamaged,
    /// A wildcard record answers for every selector.
    Wildcard,
    /// A domain that sends no mail has nothing to sign.
    Parked,
}

/// Keys that are missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingKeys {
    /// The provider that needs the keys.
    pub provider: Option<KeyProvider>,
    /// The names at which the keys should be.
    pub names: Vec<String>,
}

/// A provider from the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyProvider {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl DkimFinding {
    /// Returns the stable code that its id contains.
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

/// A step on the provider's page. If there are several, only the first is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyStep {
    /// Turn on signing. The records are right, and the key appears afterwards.
    SwitchOn,
    /// Create a new key, because the old one is too short or was revoked.
    NewKey,
    /// Create a longer key, if there is one.
    LongerKey,
    /// Create a key of a type that every receiver can read.
    RsaKey,
    /// Copy the same key again, because part of it is missing.
    CopyAgain,
    /// Copy the record, because the one in DNS has no key.
    CopyKey,
    /// Find out which of several keys signs.
    Choose,
    /// Copy the target of a CNAME.
    CopyTarget,
    /// Copy the missing records.
    CopyRecords,
}

/// What to say about a change to DKIM records.
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
    /// Point it to the domain's own key.
    UseOwnKey {
        /// Where the key is.
        provider: Option<String>,
    },
    /// Write the same key in the form that every receiver reads.
    UseCommonForm,
    /// Remove the flag for test mode.
    RemoveTestMark,
    /// Delete all records except the key that counts.
    DeleteOthers,
    /// Rewrite the same key so that receivers can read it.
    UseReadableForm,
    /// Use what the provider's page shows.
    UsePasted,
    /// Move the record to the right name.
    Move,
}
