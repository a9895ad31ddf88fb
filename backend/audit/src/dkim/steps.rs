//! What to do about a key that only the provider can create or show, and on which of its pages.

use shared::{
    facts::Provider,
    report::{Change, DkimAdvice, Edit, KeyStep, Remedy},
};

/// Returns a fix that asks a person to take this step.
pub(super) fn ask(
    step: KeyStep,
    provider: Option<&Provider>,
    edits: impl IntoIterator<Item = Edit>,
) -> Remedy {
    let page = provider.map(|provider| provider.dkim_page.clone()).filter(|page| !page.is_empty());
    let advice = DkimAdvice::Step { step, provider: name(provider), page };
    Remedy::new(Change::AskProvider(edits.into_iter().collect()), advice)
}

/// Returns the provider's name, if one was chosen.
pub(super) fn name(provider: Option<&Provider>) -> Option<String> {
    provider.map(|provider| provider.name.clone())
}
