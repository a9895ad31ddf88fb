//! The schemas of all types, separately for requests and responses: a field with a default can be missing in a
//! request, but is always in a response. A type that differs has two schemas. The one for requests is called `…Input`.

use std::collections::BTreeSet;

use schemars::{Schema, SchemaGenerator, generate::SchemaSettings, transform::transform_subschemas};
use serde_json::{Map, Value, json};

use super::super::table::Shape;

/// The prefix of references in requests until [`Schemas::finish`].
const ASKED: &str = "#/asked/";
const GIVEN: &str = "#/components/schemas/";

/// Collects schemas.
pub(super) struct Schemas {
    asked: SchemaGenerator,
    given: SchemaGenerator,
}

impl Schemas {
    pub(super) fn new() -> Self {
        let settings = SchemaSettings::draft2020_12().with_transform(plain as fn(&mut Schema));
        let asked = settings.clone().with(|settings| settings.definitions_path = "/asked".into());
        let given = settings.with(|settings| settings.definitions_path = "/components/schemas".into());
        Self {
            asked: asked.for_deserialize().into_generator(),
            given: given.for_serialize().into_generator(),
        }
    }

    /// Returns a type's schema in requests.
    pub(super) fn asked(&mut self, shape: Shape) -> Value {
        inline(shape(&mut self.asked))
    }

    /// Returns a type's schema in responses.
    pub(super) fn given(&mut self, shape: Shape) -> Value {
        inline(shape(&mut self.given))
    }

    /// Returns true if a request's schema contains one of these types, directly or indirectly.
    pub(super) fn reaches(&self, schema: &Value, types: &[&str]) -> bool {
        let (mut seen, mut next) = (BTreeSet::new(), references(schema, ASKED));
        while let Some(name) = next.pop() {
            if let Some(schema) = self.asked.definitions().get(&name)
                && seen.insert(name)
            {
                next.extend(references(schema, ASKED));
            }
        }
        types.iter().any(|name| seen.contains(*name))
    }

    /// Returns all schemas by name, and updates the document's references to them.
    pub(super) fn finish(mut self, document: &mut Value) -> Value {
        let mut asked = self.asked.take_definitions(true);
        let mut given = self.given.take_definitions(true);
        let differing = differing(&asked, &given);
        let name_of =
            |name: &str| if differing.contains(name) { format!("{name}Input") } else { name.to_owned() };
        let rename = |value: &mut Value| {
            refer(value, &mut |reference| {
                reference.strip_prefix(ASKED).map(|name| format!("{GIVEN}{}", name_of(name)))
            });
        };
        rename(document);
        asked.values_mut().for_each(rename);
        for (name, schema) in asked {
            given.entry(name_of(&name)).or_insert(schema);
        }
        given.into()
    }
}

/// Returns the types that differ between requests and responses, or contain a type that does.
fn differing(asked: &Map<String, Value>, given: &Map<String, Value>) -> BTreeSet<String> {
    let both = || asked.iter().filter_map(|(name, schema)| Some((name, schema, given.get(name)?)));
    let is_same = |asked: &Value, given: &Value| {
        let mut asked = asked.clone();
        refer(&mut asked, &mut |reference| {
            reference.strip_prefix(ASKED).map(|name| format!("{GIVEN}{name}"))
        });
        asked == *given
    };
    let mut differing: BTreeSet<String> =
        both().filter(|(_, asked, given)| !is_same(asked, given)).map(|(name, ..)| name.clone()).collect();
    loop {
        let before = differing.len();
        for (name, schema, _) in both() {
            if references(schema, ASKED).iter().any(|name| differing.contains(name)) {
                differing.insert(name.clone());
            }
        }
        if differing.len() == before {
            return differing;
        }
    }
}

/// Returns the type names that a schema refers to.
fn references(schema: &Value, prefix: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut schema = schema.clone();
    refer(&mut schema, &mut |reference| {
        names.extend(reference.strip_prefix(prefix).map(str::to_owned));
        None
    });
    names
}

/// Changes all references in a value.
fn refer(value: &mut Value, to: &mut impl FnMut(&str) -> Option<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(reference) if key == "$ref" => {
                        if let Some(other) = to(reference) {
                            *reference = other;
                        }
                    }
                    value => refer(value, to),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| refer(value, to)),
        _ => {}
    }
}

fn inline(mut schema: Schema) -> Value {
    plain(&mut schema);
    schema.to_value()
}

/// Removes descriptions, because they are doc comments for people who read the code. Turns alternatives that are plain
/// words into one `enum`.
fn plain(schema: &mut Schema) {
    schema.remove("description");
    schema.remove("title");
    transform_subschemas(&mut (plain as fn(&mut Schema)), schema);
    let words: Option<Vec<Value>> = schema.get("oneOf").and_then(Value::as_array).and_then(|choices| {
        choices
            .iter()
            .map(|choice| {
                let choice = choice.as_object()?;
                let is_word = choice.len() == 2 && choice.get("type") == Some(&json!("string"));
                choice.get("const").filter(|_| is_word).cloned()
            })
            .collect()
    });
    if let Some(words) = words {
        schema.remove("oneOf");
        schema.insert("type".into(), json!("string"));
        schema.insert("enum".into(), words.into());
    }
}
