//! What the wizard needs to know about a provider: a part of [`shared::facts::Provider`], so that the client's page does
//! not need a decoder for the rest.

use serde::Deserialize;
use shared::{
    details::{Cleaning, SecretKind},
    facts::Endpoint,
};

/// [`shared::facts::Provider`] says what each field means.
#[derive(Deserialize)]
pub(crate) struct Provider {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) username_form: String,
    pub(crate) username_note: String,
    pub(crate) secret_kind: SecretKind,
    pub(crate) secret_pattern: String,
    pub(crate) secret_shape: String,
    pub(crate) secret_normalise: Cleaning,
    pub(crate) secret_url: String,
    pub(crate) help_url: String,
    pub(crate) guide: Vec<String>,
    pub(crate) admin: Vec<String>,
    pub(crate) gotchas: Vec<String>,
}
