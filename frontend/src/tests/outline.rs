//! Converts a part of a page to text: one line per element, with the current values of its fields.

use std::fmt::Write;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement, Node};

/// Returns the outline of an element's content.
pub(crate) fn outline(element: &Element) -> String {
    let mut out = String::new();
    children(&mut out, element, 0);
    out
}

fn children(out: &mut String, element: &Element, depth: usize) {
    let nodes = element.child_nodes();
    for node in (0..nodes.length()).filter_map(|at| nodes.get(at)) {
        match node.node_type() {
            Node::ELEMENT_NODE => line(out, node.unchecked_ref(), depth),
            Node::TEXT_NODE => text(out, &node, depth),
            // The framework's comment nodes.
            _ => {}
        }
    }
}

fn text(out: &mut String, node: &Node, depth: usize) {
    let text = node.text_content().unwrap_or_default();
    if !text.trim().is_empty() {
        let _ = writeln!(out, "{}{}", "  ".repeat(depth), text.trim());
    }
}

fn line(out: &mut String, element: &Element, depth: usize) {
    let name = element.tag_name().to_lowercase();
    let indent = "  ".repeat(depth);
    let _ = write!(out, "{indent}<{name}{}{}>", attributes(element), filled_in(element));
    if name == "svg" {
        out.push('\n');
    } else if element.child_element_count() == 0 {
        let _ = writeln!(out, "{}", element.text_content().unwrap_or_default().trim());
    } else {
        out.push('\n');
        children(out, element, depth + 1);
    }
}

fn attributes(element: &Element) -> String {
    // A drawing has no text, so only its class is kept.
    let is_drawing = element.tag_name() == "svg";
    let names = element.get_attribute_names();
    let mut all: Vec<String> = names
        .iter()
        .filter_map(|name| name.as_string())
        .filter(|name| !is_drawing || name == "class")
        // The outline has the field's current value instead.
        .filter(|name| name != "checked" && (name != "value" || element.tag_name() == "OPTION"))
        .map(|name| match element.get_attribute(&name).unwrap_or_default() {
            value if value.is_empty() => format!(" {name}"),
            value => format!(" {name}=\"{value}\""),
        })
        .collect();
    all.sort();
    all.concat()
}

/// Returns what the user typed or checked. Passwords are redacted.
fn filled_in(element: &Element) -> String {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        return match (input.type_().as_str(), input.value()) {
            ("checkbox" | "radio", _) if input.checked() => " := checked".into(),
            ("checkbox" | "radio" | "file", _) => String::new(),
            (_, value) if value.is_empty() => String::new(),
            ("password", _) => " := [redacted]".into(),
            (_, value) => format!(" := {value:?}"),
        };
    }
    let area = element.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value);
    area.filter(|value| !value.is_empty()).map(|value| format!(" := {value:?}")).unwrap_or_default()
}
