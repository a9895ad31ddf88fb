//! Passes the report's records on to the person who manages the domain.

use shared::report::{FixRecord, Report};
use yew::prelude::*;

use crate::say;

/// Renders a link that creates an email with the records. Nothing in it is secret.
pub(super) fn pass_on(report: &Report) -> Html {
    let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
    let subject = say::letter().pass_on_subject(&report.domain);
    let href = format!("mailto:?subject={}&body={}", encode(&subject), encode(&message(report)));
    html! {
        <p class="no-print">
            <a class="button button--wide" {href}>{ say::letter().pass_on_button() }</a>
        </p>
    }
}

fn message(report: &Report) -> String {
    let mut lines = vec![say::letter().pass_on_greeting().to_owned()];
    for fix in report.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        lines.extend([String::new(), fix.summary.clone()]);
        lines.extend(fix.records.iter().flat_map(record));
    }
    lines.join("\n")
}

fn record(record: &FixRecord) -> Vec<String> {
    let say = say::letter();
    let now = (!record.was.is_empty()).then(|| say.pass_on_now(&record.was));
    let new_value = match (record.value.as_str(), record.was.as_str()) {
        ("", "") => say.pass_on_see_provider().to_owned(),
        ("", _) => say.pass_on_remove().to_owned(),
        (value, _) => say.pass_on_new_value(&value),
    };
    [say.pass_on_name(&record.name), say.pass_on_type(&record.kind)]
        .into_iter()
        .chain(now)
        .chain([new_value])
        .map(|line| format!("  {line}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::report::{Finding, Fix, FixAction, Topic, Verdict};

    #[test]
    fn a_replacement_shows_the_current_record() {
        let was = "v=spf1 -all".to_owned();
        let records = vec![FixRecord {
            name: "shop.test".into(),
            host_field: "@".into(),
            kind: "TXT".into(),
            value: "v=spf1 include:x.test -all".into(),
            value_field: String::new(),
            was: was.clone(),
        }];
        let finding = Finding {
            id: "spf.x".into(),
            topic: Topic::Spf,
            verdict: Verdict::Fail,
            cause: "x".into(),
            silent: None,
            meaning: String::new(),
            seen: vec![was],
            why: String::new(),
            fix: Some(Fix {
                action: FixAction::Replace,
                summary: "Change it.".into(),
                records,
                zone: String::new(),
            }),
        };
        let report = Report {
            domain: "shop.test".into(),
            provider: String::new(),
            dns_host: None,
            findings: vec![finding],
            spf: None,
            spf_tree: None,
            servers: vec![],
            spread: vec![],
            asked: 1,
            millis: 1,
        };
        let greeting = say::letter().pass_on_greeting();
        let record =
            "  Name: shop.test\n  Type: TXT\n  Now: v=spf1 -all\n  New value: v=spf1 include:x.test -all";
        assert_eq!(message(&report), format!("{greeting}\n\nChange it.\n{record}"));
    }
}
