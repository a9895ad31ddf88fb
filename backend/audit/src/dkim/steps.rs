//! What to do about a key that only the provider can create or show, and on which of its pages.

use shared::{
    facts::Provider,
    report::{Change, DkimAdvice, Edit, KeyProvider, KeyStep, Remedy},
};

/// Returns a fix that asks a person to take this step.
pub(super) fn ask(
    step: KeyStep,
    provider: Option<&Provider>,
    edits: impl IntoIterator<Item = Edit>,
) -> Remedy {
    let advice = DkimAdvice::Step { step, provider: provider.map(of_table) };
    Remedy::new(Change::AskProvider(edits.into_iter().collect()), advice)
}

/// Returns the provider, by its id and name.
pub(super) fn of_table(provider: &Provider) -> KeyProvider {
    KeyProvider { id: provider.id.clone(), name: provider.name.clone() }
}

/// Returns the provider's name, if one was chosen.
pub(super) fn name(provider: Option<&Provider>) -> Option<String> {
    provider.map(|provider| provider.name.clone())
}
