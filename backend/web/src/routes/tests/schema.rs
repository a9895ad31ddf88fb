//! Validates a value against a schema of the document, for the JSON Schema 2020-12 keywords that the document uses. An
//! unknown keyword fails, so that none is ignored.

use serde_json::{Map, Value, json};

use crate::routes::openapi::DOCUMENT;

/// Which fields an object can have.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Fields {
    /// The fields that its schema names: for what we send.
    Named,
    /// Other fields too: for what we receive.
    Any,
}

type Held = Result<(), String>;

/// Returns the schema that a reference points to.
pub(super) fn referred(reference: &str) -> Option<&'static Value> {
    DOCUMENT.pointer(reference.strip_prefix('#')?)
}

/// Returns an error if the value doesn't match the schema.
pub(super) fn hold(schema: &Value, value: &Value, fields: Fields) -> Held {
    let Some(schema) = schema.as_object() else { return Err(format!("not a schema: {schema}")) };
    for (keyword, rule) in schema {
        let held = match keyword.as_str() {
            "$ref" => hold(
                referred(rule.as_str().unwrap()).ok_or(format!("{rule} doesn't refer to a schema"))?,
                value,
                fields,
            ),
            "type" => typed(rule, value),
            "properties" => properties(schema, value, fields),
            "required" => required(rule, value),
            "items" => items(rule, value, fields),
            "enum" => fits(rule.as_array().unwrap().contains(value)),
            "const" => fits(rule == value),
            "anyOf" => fits(rule.as_array().unwrap().iter().any(|one| hold(one, value, fields).is_ok())),
            "oneOf" => one_of(rule, value, fields),
            "minimum" => fits(value.as_f64() >= rule.as_f64()),
            "maximum" => fits(value.as_f64() <= rule.as_f64()),
            "contentEncoding" => base64(value),
            // `default` is about missing fields, and `format` about how numbers are stored. `properties` handles
            // `additionalProperties`.
            "default" | "format" | "additionalProperties" => Ok(()),
            other => Err(format!("the keyword {other} is unknown")),
        };
        held.map_err(|why| format!("{why} ({keyword})"))?;
    }
    Ok(())
}

fn fits(fits: bool) -> Held {
    if fits { Ok(()) } else { Err("it doesn't match".into()) }
}

fn typed(rule: &Value, value: &Value) -> Held {
    let is = |name: &Value| match name.as_str().unwrap() {
        "null" => value.is_null(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        other => panic!("{other}"),
    };
    let is_one = rule.as_array().map_or_else(|| is(rule), |names| names.iter().any(is));
    if is_one { Ok(()) } else { Err(format!("{value} isn't of type {rule}")) }
}

fn properties(schema: &Map<String, Value>, value: &Value, fields: Fields) -> Held {
    let Some(object) = value.as_object() else { return Ok(()) };
    let known = schema["properties"].as_object().unwrap();
    let is_closed = fields == Fields::Named || schema.get("additionalProperties") == Some(&json!(false));
    for (name, value) in object {
        match known.get(name) {
            Some(schema) => hold(schema, value, fields).map_err(|why| format!("{name}: {why}"))?,
            None if is_closed => return Err(format!("the field {name} isn't in the document")),
            None => {}
        }
    }
    Ok(())
}

fn required(rule: &Value, value: &Value) -> Held {
    let Some(object) = value.as_object() else { return Ok(()) };
    let mut names = rule.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
    names.find(|name| !object.contains_key(*name)).map_or(Ok(()), |name| Err(format!("{name} is missing")))
}

fn items(rule: &Value, value: &Value, fields: Fields) -> Held {
    value.as_array().into_iter().flatten().try_for_each(|item| hold(rule, item, fields))
}

fn one_of(rule: &Value, value: &Value, fields: Fields) -> Held {
    let held: Vec<Held> = rule.as_array().unwrap().iter().map(|one| hold(one, value, fields)).collect();
    match held.iter().filter(|held| held.is_ok()).count() {
        1 => Ok(()),
        count => Err(format!("{count} of them match: {held:?}")),
    }
}

fn base64(value: &Value) -> Held {
    let text = value.as_str().unwrap_or_default();
    data_encoding::BASE64.decode(text.as_bytes()).map(drop).map_err(|error| error.to_string())
}

#[test]
fn mismatches_are_found() {
    let schema = json!({
        "type": "object",
        "properties": { "at": { "type": "integer", "minimum": 1 }, "name": { "type": ["string", "null"] } },
        "required": ["at"],
    });
    let held = |value: Value, fields| hold(&schema, &value, fields).is_ok();
    assert!(held(json!({ "at": 1, "name": null }), Fields::Named));
    assert!(held(json!({ "at": 1, "other": 2 }), Fields::Any));
    for wrong in
        [json!({}), json!({ "at": 0 }), json!({ "at": 1, "other": 2 }), json!({ "at": "1" }), json!([])]
    {
        assert!(!held(wrong.clone(), Fields::Named), "{wrong}");
    }
    let two = json!({ "oneOf": [{ "const": "a" }, { "type": "string" }] });
    assert!(
        hold(&two, &json!("b"), Fields::Named).is_ok() && hold(&two, &json!("a"), Fields::Named).is_err()
    );
    assert!(hold(&json!({ "pattern": "a" }), &json!("a"), Fields::Named).is_err(), "an unknown keyword");
}
