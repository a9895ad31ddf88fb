//! What is still wrong with a delivered message, and who can fix it.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{DkimFailure, Mailbox};
use crate::{diagnosis::Acts, report::Verdict};

/// What is still wrong. Each has one action for one party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryAdvice {
    /// The site sends from another address than the onboarding's.
    WrongFrom {
        /// The address in the message.
        found: Mailbox,
        /// The onboarding's address.
        expected: String,
    },
    /// The message doesn't have exactly one readable sender.
    NoFrom {
        /// The onboarding's address.
        expected: String,
    },
    /// The message didn't come through the provider's servers, so the site's new settings aren't active.
    NotThroughProvider {
        /// The server that it came through: its HELO name, or its IP address.
        server: String,
        /// The provider's name.
        provider: String,
    },
    /// The SPF record doesn't allow the server.
    SpfMissesServer {
        /// The domain with the record.
        domain: String,
        /// The server's address.
        ip: IpAddr,
    },
    /// The domain has no SPF record.
    NoSpf {
        /// The domain.
        domain: String,
    },
    /// The SPF record is invalid.
    SpfInvalid {
        /// The domain with the record.
        domain: String,
    },
    /// The message isn't signed.
    NotSigned {
        /// The sender's domain.
        domain: String,
    },
    /// The message is signed, but for another domain, usually the provider's own.
    SignedForOther {
        /// The domain that signed.
        signer: String,
        /// The sender's domain.
        domain: String,
    },
    /// The key isn't in DNS.
    KeyMissing {
        /// The name at which it should be.
        name: String,
    },
    /// The signature fails for another reason.
    SignatureFails {
        /// The domain that signed.
        signer: String,
        /// Why it fails.
        failure: DkimFailure,
    },
    /// SPF passes, but for another domain, so DMARC fails.
    SpfForOther {
        /// The domain of the return path.
        return_path: String,
        /// The sender's domain.
        domain: String,
    },
    /// Bounces go to another domain. DMARC doesn't fail because of that.
    ReturnPathElsewhere {
        /// The domain of the return path.
        return_path: String,
        /// The sender's domain.
        domain: String,
    },
    /// The message came without encryption.
    NotEncrypted {
        /// The server that it came through: its HELO name, or its IP address.
        server: String,
    },
}

impl DeliveryAdvice {
    /// Returns the only party that has to act.
    pub fn acts(&self) -> Acts {
        match self {
            Self::WrongFrom { .. } | Self::NoFrom { .. } | Self::NotThroughProvider { .. } => {
                Acts::Technician
            }
            Self::SpfMissesServer { .. }
            | Self::NoSpf { .. }
            | Self::SpfInvalid { .. }
            | Self::KeyMissing { .. } => Acts::Client,
            Self::NotSigned { .. }
            | Self::SignedForOther { .. }
            | Self::SpfForOther { .. }
            | Self::ReturnPathElsewhere { .. } => Acts::Administrator,
            Self::SignatureFails { .. } | Self::NotEncrypted { .. } => Acts::Provider,
        }
    }

    /// Returns how bad it is: `Fail` if mail gets lost or rejected because of it, or else `Warn`.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::NotSigned { .. }
            | Self::SignedForOther { .. }
            | Self::ReturnPathElsewhere { .. }
            | Self::NotEncrypted { .. } => Verdict::Warn,
            _ => Verdict::Fail,
        }
    }
}

/// Whose server delivered a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The provider's.
    Provider,
    /// Another one.
    Elsewhere,
    /// The provider doesn't publish its servers, a lookup got no answer, or the server isn't known.
    Unknown,
}

/// What is still wrong with a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Advised {
    /// Whose server delivered it.
    pub origin: Origin,
    /// What is wrong, the cause of the others first. Empty if nothing was found.
    pub advice: Vec<DeliveryAdvice>,
}
