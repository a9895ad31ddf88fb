//! The faults that axe-core finds on a page, measured in a real browser.

use serde_json::{Value, json};

use crate::browser::Browser;

const AXE: &str = include_str!("../suites/axe-core/axe.min.js");

/// All of axe's default rules, including best practices and `region`. A contrast that axe can't determine counts as a
/// fault, because a person may not be able to read that text either.
const RUN: &str = "
    const found = await axe.run(document, {
        resultTypes: ['violations', 'incomplete'],
        rules: { region: { enabled: true } },
    });
    const unclear = found.incomplete.filter((rule) => rule.id === 'color-contrast');
    return [...found.violations, ...unclear].flatMap((rule) => rule.nodes.map((node) => {
        const why = [...node.any, ...node.all, ...node.none].map((check) => check.message).join(' ');
        return `${rule.id}: ${node.target.join(' ')}: ${why}`;
    }));
";

/// Returns a line for each fault of the page in its current state: the rule, the element and the reason.
pub fn faults(browser: &Browser) -> Vec<String> {
    if browser.script("return typeof axe", &[]) == json!("undefined") {
        browser.script(AXE, &[]);
    }
    let script = format!("return (async () => {{ {RUN} }})();");
    match browser.script(&script, &[]) {
        Value::Array(found) => found.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        other => panic!("axe says {other}"),
    }
}
