//! The client's choice of a provider.

use std::rc::Rc;

use shared::{details::SecretKind, wire::ProviderGuide};

/// The client's choice of a provider.
#[derive(Clone)]
pub(crate) enum Choice {
    /// A provider in the table.
    Known(Rc<ProviderGuide>),
    /// A provider that isn't in the table, such as the client's web host.
    Other,
}

impl Choice {
    pub(crate) fn provider(&self) -> Option<&ProviderGuide> {
        match self {
            Self::Known(provider) => Some(provider),
            Self::Other => None,
        }
    }

    /// Returns the id that the server and the sealed file use; empty for a provider that isn't in the table.
    pub(crate) fn id(&self) -> &str {
        self.provider().map_or("", |provider| &provider.id)
    }

    pub(crate) fn secret_kind(&self) -> SecretKind {
        self.provider().map_or(SecretKind::MailboxPassword, |provider| provider.secret_kind)
    }
}
