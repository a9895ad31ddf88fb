//! The methods and traits that all of our text types have.

macro_rules! text_type {
    ($name:ident) => {
        impl $name {
            /// Returns the text, in its normalized form.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $name {
            type Error = $crate::rules::RuleError;
            fn try_from(text: String) -> Result<Self, $crate::rules::RuleError> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(|error| serde::de::Error::custom($crate::rules::error::Mark(error)))
            }
        }
    };
}

pub(super) use text_type;
