//! The fields of [`shared::facts::Provider`] that the wizard needs, so that clients don't download a decoder for the
//! others.

use serde::Deserialize;
use shared::{
    details::{Cleaning, SecretKind},
    facts::Endpoint,
};

/// A provider. [`shared::facts::Provider`] documents the fields.
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
