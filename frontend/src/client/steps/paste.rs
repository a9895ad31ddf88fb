//! The provider's own records, pasted into the report as the provider's page shows them.

use shared::report::{Finding, FixAction, Report, Topic};
use yew::prelude::*;

use crate::{
    client::{
        pieces::{submit_as, text},
        state::{Action, Wizard},
    },
    components::{AreaProps, Look, fold, text_area},
};

/// What no finding but these says: what of the paste could not be used, and why.
const UNUSED: [&str; 4] =
    ["domain.pasted-unread", "domain.pasted-elsewhere", "domain.pasted-key-alone", "dkim.pasted-damaged"];

/// The longest paste that is read, in bytes.
const LONGEST: usize = 16 * 1024;

/// Whether it is about the paste itself and nothing in DNS: then it stands at the field.
pub(super) fn is_about_paste(finding: &Finding) -> bool {
    UNUSED.contains(&finding.id.as_str())
}

/// Whether its fix is on the provider's page.
pub(super) fn asks_for_paste(finding: &Finding) -> bool {
    // Mail hosts and policies are never taken from a provider's page.
    [Topic::Domain, Topic::Spf, Topic::Dkim].contains(&finding.topic)
        && finding.fix.as_ref().is_some_and(|fix| {
            fix.action == FixAction::Ask
                && fix.records.iter().any(|record| record.value.is_empty() && record.was.is_empty())
        })
}

/// What a [`paste`] takes besides the wizard.
pub(super) struct Paste<'a> {
    pub(super) report: &'a Report,
    /// Whether it is the thing to do now.
    pub(super) is_next: bool,
    /// Whether something stood in it as the page was opened.
    pub(super) had_text: bool,
    pub(super) is_under_way: bool,
    /// Why nothing was sent.
    pub(super) refused: Option<AttrValue>,
    pub(super) check: Callback<()>,
}

/// The field, wherever the report asks for it or has something to say about it.
pub(super) fn paste(wizard: &UseReducerHandle<Wizard>, field: Paste) -> Html {
    let Paste { report, is_next, had_text, is_under_way, refused, check } = field;
    let unused: Vec<&Finding> = report.findings.iter().filter(|finding| is_about_paste(finding)).collect();
    // Neither depends on what is being typed: a field that is emptied neither goes nor folds.
    let is_open = is_next || had_text || !wizard.compared.is_empty() || !unused.is_empty();
    if !is_open && !report.findings.iter().any(asks_for_paste) {
        return Html::default();
    }
    // Once it is changed, what was said of it no longer holds.
    let is_compared = wizard.pasted == wizard.compared;
    let unused = if is_compared { unused } else { Vec::new() };
    let was_read = is_compared && !wizard.pasted.trim().is_empty() && unused.is_empty() && refused.is_none();
    let dispatcher = wizard.dispatcher();
    let onsubmit = move |event: SubmitEvent| {
        event.prevent_default();
        check.emit(());
    };
    let form = html! {
        <form class="stack" {onsubmit} novalidate=true>
            { text_area(&AreaProps {
                id: "pasted".into(),
                label: "Paste the records from your provider’s page here".into(),
                hint: Some("There, mark the whole table of DNS records and copy it, names and values alike. We find out \
                            what is what.".into()),
                value: AttrValue::from(wizard.pasted.clone()),
                error: refused.or_else(|| said(&unused)).or_else(|| (was_read && !is_answered(report)).then(|| NOT_IN_IT.into())),
                oninput: Callback::from(move |text| dispatcher.dispatch(Action::Pasted(text))),
            }) }
            { lines(&unused) }
            <div aria-live="polite">
                if was_read && is_answered(report) {
                    <p class="field__note">{ "Read, and compared with the entries of your domain." }</p>
                }
            </div>
            { submit_as(
                if is_next { Look::Primary } else { Look::Plain },
                if is_under_way { "Checking …" } else { "Check these records" },
                is_under_way,
            ) }
        </form>
    };
    html! { <div class="no-print">{ fold(text("The records on your provider’s page"), is_open, form) }</div> }
}

const NOT_IN_IT: &str = "What is asked for was not in this. Please copy the whole table of DNS records from your provider’s page.";

/// Whether the report speaks of records that were pasted, or nothing is asked for any more.
fn is_answered(report: &Report) -> bool {
    let speaks_of_it =
        |finding: &Finding| finding.id.starts_with("domain.pasted-") && !is_about_paste(finding);
    report.findings.iter().any(speaks_of_it) || !report.findings.iter().any(asks_for_paste)
}

/// What is wrong with the text before anybody is asked.
pub(super) fn wrong_with(text: &str) -> Option<&'static str> {
    match text.trim().len() {
        0 => Some("This is empty. Copy the records on your provider’s page, and paste them here."),
        1..=LONGEST => None,
        _ => Some("This is more than can be read at once. Please paste only the table of DNS records."),
    }
}

/// What could not be used, as the field's error.
fn said(unused: &[&Finding]) -> Option<AttrValue> {
    let sentences: Vec<&str> = unused.iter().map(|finding| finding.meaning.as_str()).collect();
    (!sentences.is_empty()).then(|| sentences.join(" ").into())
}

/// The very lines.
fn lines(unused: &[&Finding]) -> Html {
    let seen = unused
        .iter()
        .filter(|finding| finding.id != "domain.pasted-elsewhere")
        .flat_map(|finding| &finding.seen);
    html! { { for seen.map(|line| html! { <p class="code small now">{ line }</p> }) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_read_is_sent() {
        assert!(wrong_with(" \n\t").is_some_and(|sentence| sentence.starts_with("This is empty")));
        assert_eq!(wrong_with(&"a".repeat(LONGEST)), None);
        assert!(wrong_with(&"a".repeat(LONGEST + 1)).is_some_and(|sentence| sentence.contains("more than")));
    }
}
