//! What to do about a key that only its provider can make or show, and on whose page.

use shared::{
    facts::Provider,
    report::{Change, DkimAdvice, Edit, KeyStep, Remedy},
};

/// A question with this step as its answer.
pub(super) fn ask(
    step: KeyStep,
    provider: Option<&Provider>,
    edits: impl IntoIterator<Item = Edit>,
) -> Remedy {
    let page = provider.map(|provider| provider.dkim_page.clone()).filter(|page| !page.is_empty());
    let advice = DkimAdvice::Step { step, provider: name(provider), page };
    Remedy::new(Change::AskProvider(edits.into_iter().collect()), advice)
}

/// The provider's name, if one was chosen.
pub(super) fn name(provider: Option<&Provider>) -> Option<String> {
    provider.map(|provider| provider.name.clone())
}
