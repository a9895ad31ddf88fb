//! Schemas for people, in HTML.

use serde_json::Value;

use super::super::pages::still::escape;
use crate::say::API;

/// Returns a schema in short: a link to a named type, or a description of its parts.
pub(super) fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        return format!("<a href=\"#type-{name}\"><code>{name}</code></a>", name = escape(name));
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().map(word).collect::<Vec<_>>().join(", ");
    }
    if schema.get("const").is_some() {
        return word(&schema["const"]);
    }
    if let Some(choices) = ["anyOf", "oneOf"].iter().find_map(|key| schema[key].as_array()) {
        let (nothing, some): (Vec<_>, Vec<_>) = choices.iter().partition(|choice| choice["type"] == "null");
        let some = some.into_iter().map(described).collect::<Vec<_>>().join(", ");
        return if nothing.is_empty() { some } else { API.type_nothing(&some) };
    }
    match &schema["type"] {
        // `null` is always the last type.
        Value::Array(types) => API.type_nothing(&plain(types[0].as_str(), schema)),
        one => plain(one.as_str(), schema),
    }
}

fn plain(name: Option<&str>, schema: &Value) -> String {
    match name {
        Some("array") => API.type_list(&kind(&schema["items"])),
        Some("string") if schema["contentEncoding"] == "base64" => escape(API.type_base64()),
        Some("string") if schema["format"] == "ip" => escape(API.type_address()),
        Some("string") => escape(API.type_text()),
        Some("integer" | "number") => escape(API.type_number()),
        Some("boolean") => escape(API.type_flag()),
        Some("object") => fields(schema),
        _ => escape(API.type_anything()),
    }
}

/// Returns a schema in full: the fields of an object, or all alternatives.
pub(super) fn described(schema: &Value) -> String {
    match schema["oneOf"].as_array() {
        Some(choices) => {
            let choices: Vec<String> = choices.iter().map(kind).collect();
            format!("<p>{}</p>{}", escape(API.type_choice()), choices.join("<hr>"))
        }
        None => kind(schema),
    }
}

fn fields(schema: &Value) -> String {
    let required: Vec<&Value> = schema["required"].as_array().into_iter().flatten().collect();
    let field = |(name, kind_of): (&String, &Value)| {
        let required = if required.iter().any(|one| *one == name) {
            format!(" <span class=\"muted\">({})</span>", escape(API.field_required()))
        } else {
            String::new()
        };
        format!("<dt><code>{}</code>{required}</dt><dd>{}</dd>", escape(name), kind(kind_of))
    };
    let fields: String = schema["properties"].as_object().into_iter().flatten().map(field).collect();
    format!("<dl>{fields}</dl>")
}

fn word(value: &Value) -> String {
    format!("<code>{}</code>", escape(value.as_str().unwrap_or_default()))
}
