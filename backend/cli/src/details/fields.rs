//! Reads a JSON object with strings, numbers and flags, without serde's own errors, which repeat values. A value can be the
//! secret.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use zeroize::Zeroizing;

use crate::{Failure, say::SAY};

/// A field's value.
enum Value {
    /// A string, or a number as a string.
    Text(Zeroizing<String>),
    /// True or false.
    Flag(bool),
    /// Anything else.
    Other,
}

/// The fields of an object. A null field counts as missing.
pub(super) struct Fields {
    texts: BTreeMap<String, Zeroizing<String>>,
    flags: BTreeMap<String, bool>,
}

impl Fields {
    /// Reads the object. Only the fields in `flags` can be true or false, and they can't be anything else.
    pub(super) fn parse(json: &str, flags: &[&str]) -> Result<Self, Failure> {
        let raw: Raw = serde_json::from_str(json).map_err(|error| {
            if error.is_data() {
                let example = SAY.details_example(&super::EXAMPLE);
                return Failure::usage(SAY.details_not_object()).next(example);
            }
            Failure::usage(SAY.details_not_json(&error.line(), &error.column()))
        })?;
        let mut fields = Self { texts: BTreeMap::new(), flags: BTreeMap::new() };
        for (name, value) in raw.0 {
            let is_twice = match (value, flags.contains(&&*name)) {
                (Value::Flag(flag), true) => fields.flags.insert(name.clone(), flag).is_some(),
                (Value::Text(text), false) => fields.texts.insert(name.clone(), text).is_some(),
                (_, true) => return Err(super::about(&name, SAY.details_not_flag())),
                (_, false) => return Err(super::about(&name, SAY.details_not_text())),
            };
            if is_twice {
                return Err(super::about(&name, SAY.details_twice()));
            }
        }
        Ok(fields)
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(|text| text.as_str())
    }

    /// Returns true if the flag is there and true.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.flags.get(name).copied().unwrap_or_default()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().chain(self.flags.keys()).map(String::as_str)
    }
}

struct Raw(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut fields = Vec::new();
        while let Some(name) = map.next_key()? {
            if let Some(value) = map.next_value::<Option<Value>>()? {
                fields.push((name, value));
            }
        }
        Ok(Raw(fields))
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(Zeroizing::new(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(Zeroizing::new(text)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Text(Zeroizing::new(number.to_string())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Text(Zeroizing::new(number.to_string())))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Other)
    }
}
