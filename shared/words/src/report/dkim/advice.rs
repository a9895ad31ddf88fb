//! Sentences about how to fix DKIM keys.

use shared::report::{DkimAdvice, KeyStep};

use super::{guide, join, named};
use crate::{Language, report};

/// Returns the sentences for a change.
pub(in super::super) fn advice(language: Language, advice: &DkimAdvice) -> String {
    let words = report(language);
    let text = match advice {
        DkimAdvice::AddRecords { provider } => {
            return named(
                provider.as_ref(),
                |name| words.dkim_fix_add_records(name),
                words.dkim_fix_add_records_any(),
            );
        }
        DkimAdvice::Step { step, provider } => {
            let name = provider.as_ref().map(|provider| provider.name.as_str());
            let mut text = self::step(language, *step, name);
            join(&mut text, &page(language, name, guide(language, provider.as_ref()).dkim_page));
            return text;
        }
        DkimAdvice::Personal(provider) => guide(language, Some(provider)).personal.unwrap_or_default(),
        DkimAdvice::UseTarget => words.dkim_fix_use_target(),
        DkimAdvice::UseOwnKey { provider } => {
            return named(
                provider.as_ref(),
                |name| words.dkim_fix_use_own_key(name),
                words.dkim_fix_use_own_key_any(),
            );
        }
        DkimAdvice::UseCommonForm => words.dkim_fix_use_common_form(),
        DkimAdvice::RemoveTestMark => words.dkim_fix_remove_test_mark(),
        DkimAdvice::DeleteOthers => words.dkim_fix_delete_others(),
        DkimAdvice::UseReadableForm => words.dkim_fix_use_readable_form(),
        DkimAdvice::UsePasted => words.dkim_fix_use_pasted(),
        DkimAdvice::Move => words.dkim_fix_move(),
    };
    text.to_owned()
}

fn step(language: Language, step: KeyStep, provider: Option<&str>) -> String {
    let words = report(language);
    let Some(provider) = provider else { return step_any(language, step).to_owned() };
    match step {
        KeyStep::SwitchOn => words.dkim_fix_switch_on(&provider),
        KeyStep::NewKey => words.dkim_fix_new_key(&provider),
        KeyStep::LongerKey => words.dkim_fix_longer_key(&provider),
        KeyStep::RsaKey => words.dkim_fix_rsa_key(&provider),
        KeyStep::CopyAgain => words.dkim_fix_copy_again(&provider),
        KeyStep::CopyKey => words.dkim_fix_copy_key(&provider),
        KeyStep::Choose => words.dkim_fix_choose(&provider),
        KeyStep::CopyTarget => words.dkim_fix_copy_target(&provider),
        KeyStep::CopyRecords => words.dkim_fix_copy_records(&provider),
    }
}

/// Returns the sentence for a step if no provider was chosen.
fn step_any(language: Language, step: KeyStep) -> &'static str {
    let words = report(language);
    match step {
        KeyStep::SwitchOn => words.dkim_fix_switch_on_any(),
        KeyStep::NewKey => words.dkim_fix_new_key_any(),
        KeyStep::LongerKey => words.dkim_fix_longer_key_any(),
        KeyStep::RsaKey => words.dkim_fix_rsa_key_any(),
        KeyStep::CopyAgain => words.dkim_fix_copy_again_any(),
        KeyStep::CopyKey => words.dkim_fix_copy_key_any(),
        KeyStep::Choose => words.dkim_fix_choose_any(),
        KeyStep::CopyTarget => words.dkim_fix_copy_target_any(),
        KeyStep::CopyRecords => words.dkim_fix_copy_records_any(),
    }
}

/// Returns the path to the page with the keys.
fn page(language: Language, provider: Option<&str>, page: Option<&str>) -> String {
    let words = report(language);
    match (provider, page) {
        (_, Some(page)) => words.dkim_fix_page(&page),
        (Some(provider), None) => words.dkim_fix_page_of(&provider),
        (None, None) => words.dkim_fix_page_any().to_owned(),
    }
}
