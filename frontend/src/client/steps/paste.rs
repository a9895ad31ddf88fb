//! The field where the client pastes the records that the provider's page shows.

use shared::report::{AboutPaste, Finding, FixAction, Report, Topic};
use yew::prelude::*;

use crate::{
    client::{
        pieces::{submit_as, text},
        state::{Action, Wizard},
    },
    components::{AreaProps, Look, fold, text_area},
    say,
};

/// Largest paste that is accepted, in bytes.
const LONGEST: usize = 16 * 1024;

/// Returns true if a finding is about the paste and not about DNS. It is then shown at the field.
pub(super) fn is_about_paste(finding: &Finding) -> bool {
    matches!(finding.about_paste(), Some(AboutPaste::Elsewhere | AboutPaste::Unusable))
}

/// Returns true if a finding's fix has to be copied from the provider's page.
pub(super) fn asks_for_paste(finding: &Finding) -> bool {
    // MX and DMARC records are never taken from a provider's page.
    [Topic::Domain, Topic::Spf, Topic::Dkim].contains(&finding.topic)
        && finding.fix.as_ref().is_some_and(|fix| {
            fix.action == FixAction::Ask
                && fix.records.iter().any(|record| record.value.is_empty() && record.was.is_empty())
        })
}

/// The arguments of [`paste`] besides the wizard.
pub(super) struct Paste<'a> {
    pub(super) report: &'a Report,
    /// True if pasting is the next thing to do.
    pub(super) is_next: bool,
    /// True if the field had text when the page was opened.
    pub(super) had_text: bool,
    pub(super) is_under_way: bool,
    /// Why the text wasn't sent.
    pub(super) refused: Option<AttrValue>,
    pub(super) check: Callback<()>,
}

/// Renders the field, if the report asks for records or has findings about them.
pub(super) fn paste(wizard: &UseReducerHandle<Wizard>, field: Paste) -> Html {
    let Paste { report, is_next, had_text, is_under_way, refused, check } = field;
    let unused: Vec<&Finding> = report.findings.iter().filter(|finding| is_about_paste(finding)).collect();
    // This doesn't depend on the current text, so that the fold stays open while the client empties the field.
    let is_open = is_next || had_text || !wizard.compared.is_empty() || !unused.is_empty();
    if !is_open && !report.findings.iter().any(asks_for_paste) {
        return Html::default();
    }
    // After an edit, the findings about the old text no longer apply.
    let is_compared = wizard.pasted == wizard.compared;
    let unused = if is_compared { unused } else { Vec::new() };
    let was_read = is_compared && !wizard.pasted.trim().is_empty() && unused.is_empty() && refused.is_none();
    let dispatcher = wizard.dispatcher();
    let onsubmit = move |event: SubmitEvent| {
        event.prevent_default();
        check.emit(());
    };
    let say = say::letter();
    let form = html! {
        <form class="stack" {onsubmit} novalidate=true>
            { text_area(&AreaProps {
                id: "pasted".into(),
                label: say.paste_label().into(),
                hint: Some(say.paste_hint().into()),
                value: AttrValue::from(wizard.pasted.clone()),
                error: refused.or_else(|| complaint(&unused)).or_else(|| (was_read && !is_answered(report)).then(|| say.paste_not_in_it().into())),
                oninput: Callback::from(move |text| dispatcher.dispatch(Action::Pasted(text))),
            }) }
            { lines(&unused) }
            <div aria-live="polite">
                if was_read && is_answered(report) {
                    <p class="field__note">{ say.paste_compared() }</p>
                }
            </div>
            { submit_as(
                if is_next { Look::Primary } else { Look::Plain },
                if is_under_way { say.paste_checking() } else { say.paste_button() },
                is_under_way,
            ) }
        </form>
    };
    html! { <div class="no-print">{ fold(text(say.paste_heading()), is_open, form) }</div> }
}

/// Returns true if the report used the pasted records, or no longer asks for any.
fn is_answered(report: &Report) -> bool {
    let compares_it = |finding: &Finding| finding.about_paste() == Some(AboutPaste::Compared);
    report.findings.iter().any(compares_it) || !report.findings.iter().any(asks_for_paste)
}

/// Returns what is wrong with the text before it is sent.
pub(super) fn wrong_with(text: &str) -> Option<&'static str> {
    match text.trim().len() {
        0 => Some(say::letter().paste_empty()),
        1..=LONGEST => None,
        _ => Some(say::letter().paste_too_long()),
    }
}

/// Joins the reasons why parts couldn't be used into the field's error.
fn complaint(unused: &[&Finding]) -> Option<AttrValue> {
    let sentences: Vec<&str> = unused.iter().map(|finding| finding.meaning.as_str()).collect();
    (!sentences.is_empty()).then(|| sentences.join(" ").into())
}

/// Shows the lines that couldn't be used.
fn lines(unused: &[&Finding]) -> Html {
    let seen = unused
        .iter()
        .filter(|finding| finding.about_paste() != Some(AboutPaste::Elsewhere))
        .flat_map(|finding| &finding.seen);
    html! { { for seen.map(|line| html! { <p class="code small now">{ line }</p> }) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_and_too_long_text_is_rejected() {
        assert_eq!(wrong_with(" \n\t"), Some(say::letter().paste_empty()));
        assert_eq!(wrong_with(&"a".repeat(LONGEST)), None);
        assert_eq!(wrong_with(&"a".repeat(LONGEST + 1)), Some(say::letter().paste_too_long()));
    }
}
