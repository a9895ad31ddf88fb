//! Where settings come from: names and values, before they are parsed.

use std::collections::BTreeMap;

use super::SettingsError;
use crate::say::SAY;

const PREFIX: &str = "SEALPOST_";

/// Names that look like settings, but that the command line reads itself.
const COMMAND_LINE: [&str; 5] =
    ["SEALPOST_SERVER", "SEALPOST_TOKEN", "SEALPOST_PASSWORD", "SEALPOST_CONFIG", "SEALPOST_LINK"];

/// The settings that haven't been read yet.
pub(super) struct Source(BTreeMap<String, String>);

impl Source {
    pub(super) fn new(
        environment: impl IntoIterator<Item = (String, String)>,
        file: Option<&str>,
    ) -> Result<Self, SettingsError> {
        let mut texts = file.map(read).transpose()?.unwrap_or_default();
        let ours =
            |(name, _): &(String, String)| name.starts_with(PREFIX) && !COMMAND_LINE.contains(&name.as_str());
        texts.extend(environment.into_iter().filter(ours));
        Ok(Self(texts))
    }

    /// Returns the setting's value, or `None` if it isn't set.
    pub(super) fn take<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<T>, SettingsError> {
        let text = self.0.remove(name);
        text.map(|text| parse(text.trim()).map_err(|reason| SettingsError::Wrong { name, reason }))
            .transpose()
    }

    /// Fails if any setting wasn't read.
    pub(super) fn finish(self) -> Result<(), SettingsError> {
        match self.0.into_keys().next() {
            Some(name) => Err(SettingsError::Unknown { name }),
            None => Ok(()),
        }
    }
}

fn read(text: &str) -> Result<BTreeMap<String, String>, SettingsError> {
    let wrong = |reason: String| SettingsError::File { file: "sealpost.toml".into(), reason };
    let table: toml::Table =
        text.parse().map_err(|error: toml::de::Error| wrong(SAY.settings_file_not_toml(&error.message())))?;
    table
        .into_iter()
        .map(|(name, value)| {
            let reason = || wrong(SAY.settings_file_value(&name));
            let text = as_text(&value).ok_or_else(reason)?;
            Ok((name, text))
        })
        .collect()
}

fn as_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Array(list) => {
            let texts: Option<Vec<String>> = list.iter().map(as_text).collect();
            Some(texts?.join(","))
        }
        _ => None,
    }
}
