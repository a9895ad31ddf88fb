//! The faults that axe-core finds on a page, measured in a real browser.

use serde_json::{Value, json};

use crate::browser::Browser;

const AXE: &str = include_str!("../suites/axe-core/axe.min.js");

/// All of axe's default rules, including best practices and `region`. A contrast that axe can't determine counts as a
/// fault, because a person may not be able to read that text either. axe never determines it in a drawing, whose words
/// are measured against the drawing's first rectangle instead (WCAG 2.2, 1.4.3).
const RUN: &str = "
    const light = (color) => {
        const [red, green, blue] = color.match(/[\\d.]+/g).slice(0, 3).map((part) => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const drawn = [...document.querySelectorAll('svg text')].flatMap((text) => {
        const paper = text.closest('svg').querySelector('rect');
        const [dark, bright] = [text, paper].map((part) => light(getComputedStyle(part).fill)).sort((a, b) => a - b);
        const contrast = (bright + 0.05) / (dark + 0.05);
        return contrast < 4.5 ? [`contrast in a drawing: “${text.textContent}”: ${contrast}`] : [];
    });
    const found = await axe.run(document, {
        resultTypes: ['violations', 'incomplete'],
        rules: { region: { enabled: true } },
    });
    const unclear = found.incomplete.filter((rule) => rule.id === 'color-contrast');
    const inDrawing = (node) => document.querySelector(node.target.join(' '))?.closest('svg');
    return drawn.concat([...found.violations, ...unclear].flatMap((rule) => rule.nodes
        .filter((node) => !(rule.id === 'color-contrast' && inDrawing(node))).map((node) => {
        const why = [...node.any, ...node.all, ...node.none].map((check) => check.message).join(' ');
        return `${rule.id}: ${node.target.join(' ')}: ${why}`;
    })));
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
