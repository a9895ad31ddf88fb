//! Adds the sandbox's mail provider to the table. Only programs that include a sandbox have this row.

use std::sync::OnceLock;

use super::Provider;

static OURS: OnceLock<Provider> = OnceLock::new();

/// Adds the sandbox's provider to the table. Returns `false` if there already is one. Call this before anything else
/// reads the tables, because they never change after that.
pub fn add(provider: Provider) -> bool {
    let id = provider.id.clone();
    OURS.set(provider).is_ok() && super::provider(&id).is_some()
}

pub(super) fn with_ours(mut providers: Vec<Provider>) -> Vec<Provider> {
    providers.extend(OURS.get().cloned());
    providers
}
