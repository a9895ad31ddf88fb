//! The report's records, for whoever looks after the domain.

use shared::report::{FixRecord, Report};
use yew::prelude::*;

/// A link that writes them into a message. Nothing in it is secret.
pub(super) fn pass_on(report: &Report) -> Html {
    let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
    let subject = format!("Please change these DNS records of {}", report.domain);
    let href = format!("mailto:?subject={}&body={}", encode(&subject), encode(&message(report)));
    html! {
        <p class="no-print">
            <a class="button button--wide" {href}>{ "Send this to the person who looks after the domain" }</a>
        </p>
    }
}

fn message(report: &Report) -> String {
    let mut lines = vec!["Hello,".to_owned(), String::new()];
    lines.push("so that our mail is trusted, please change these DNS records:".to_owned());
    for fix in report.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        lines.extend([String::new(), fix.summary.clone()]);
        lines.extend(fix.records.iter().flat_map(record));
    }
    lines.join("\n")
}

fn record(record: &FixRecord) -> Vec<String> {
    let now = (!record.was.is_empty()).then(|| format!("  Now: {}", record.was));
    let should_be = match (record.value.as_str(), record.was.as_str()) {
        ("", "") => "(from the provider’s page)",
        ("", _) => "(removed)",
        (value, _) => value,
    };
    [format!("  Name: {}", record.name), format!("  Type: {}", record.kind)]
        .into_iter()
        .chain(now)
        .chain([format!("  Should be: {should_be}")])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::report::{Finding, Fix, FixAction, Topic, Verdict};

    #[test]
    fn a_replacement_says_what_is_there_now() {
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
        assert_eq!(
            message(&report),
            "Hello,\n\nso that our mail is trusted, please change these DNS records:\n\nChange it.\n  \
             Name: shop.test\n  Type: TXT\n  Now: v=spf1 -all\n  Should be: v=spf1 include:x.test -all"
        );
    }
}
