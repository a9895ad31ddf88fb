//! The mail provider of the sandbox: a row of the table that only a program with a sandbox in it has.

use std::sync::OnceLock;

use super::Provider;

static OURS: OnceLock<Provider> = OnceLock::new();

/// Adds the sandbox's provider to the table. `false` where there is one already; it has to be the first
/// use of the tables, because they do not change once they were read.
pub fn add(provider: Provider) -> bool {
    let id = provider.id.clone();
    OURS.set(provider).is_ok() && super::provider(&id).is_some()
}

pub(super) fn with_ours(mut providers: Vec<Provider>) -> Vec<Provider> {
    providers.extend(OURS.get().cloned());
    providers
}
