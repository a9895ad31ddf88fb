//! Which provider was chosen.

use std::rc::Rc;

use shared::details::SecretKind;

use crate::client::provider::Provider;

/// The provider that was chosen.
#[derive(Clone)]
pub(crate) enum Choice {
    /// One of the table.
    Known(Rc<Provider>),
    /// None of the table: the client's own web host, or a provider that we don't know.
    Other,
}

impl Choice {
    pub(crate) fn provider(&self) -> Option<&Provider> {
        match self {
            Self::Known(provider) => Some(provider),
            Self::Other => None,
        }
    }

    /// The id that the server and the sealed file use; empty for none of the table.
    pub(crate) fn id(&self) -> &str {
        self.provider().map_or("", |provider| &provider.id)
    }

    pub(crate) fn secret_kind(&self) -> SecretKind {
        self.provider().map_or(SecretKind::MailboxPassword, |provider| provider.secret_kind)
    }
}
