//! Reads a secret from JSON, without keeping a copy of it: a string if a person typed it, otherwise an object with strings.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor},
};

use super::{Kind, Secret};
use crate::{
    details::SecretText,
    grant::{ClientCertificate, OauthClient, PluginClient, ServiceAccount},
};

/// A secret whose kind isn't known yet.
pub(crate) enum Raw {
    /// A string.
    Text(SecretText),
    /// An object.
    Fields(Fields),
}

/// An object with strings.
pub(crate) struct Fields(BTreeMap<String, SecretText>);

impl Raw {
    /// Returns the secret, or `None` if it isn't one of this kind.
    pub(crate) fn of_kind(self, kind: Kind) -> Option<Secret> {
        match (kind, self) {
            (Kind::Typed(kind), Self::Text(text)) => Some(Secret::Typed { kind, text }),
            (Kind::OauthClient, Self::Fields(mut fields)) => {
                let secret = fields.take("client_secret")?;
                let expires = match fields.text("secret_expires") {
                    Some(day) => Some(day.parse().ok()?),
                    // The client didn't enter it, or the program that sealed the file was older.
                    None => None,
                };
                OauthClient::new(fields.parsed("tenant")?, fields.parsed("application")?, secret)
                    .ok()
                    .map(|client| Secret::OauthClient(client.expiring(expires)))
            }
            (Kind::OauthCertificate, Self::Fields(mut fields)) => {
                let key = fields.take("private_key")?;
                let certificate = ClientCertificate::new(fields.text("certificate")?, key).ok()?;
                let (tenant, application) = (fields.parsed("tenant")?, fields.parsed("application")?);
                Some(Secret::OauthClient(OauthClient::with_certificate(tenant, application, certificate)))
            }
            (Kind::ServiceAccount, Self::Fields(mut fields)) => {
                let key = fields.take("private_key")?;
                ServiceAccount::new(fields.parsed("client_email")?, fields.text("private_key_id")?, key)
                    .ok()
                    .map(Secret::ServiceAccount)
            }
            (Kind::PluginClient, Self::Fields(mut fields)) => {
                let secret = fields.take("client_secret")?;
                let tenant = match fields.text("tenant") {
                    Some(tenant) => Some(tenant.parse().ok()?),
                    // It isn't at Microsoft, or the program that sealed the file was older.
                    None => None,
                };
                PluginClient::new(fields.text("client_id")?, secret, fields.text("redirect")?)
                    .ok()
                    .map(|client| Secret::PluginClient(client.of_tenant(tenant)))
            }
            _ => None,
        }
    }
}

impl Fields {
    fn take(&mut self, name: &str) -> Option<SecretText> {
        self.0.remove(name)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(SecretText::expose)
    }

    fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name)?.parse().ok()
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or an object")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Raw, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Raw, E> {
        secret_text(text).map(Raw::Text)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut fields = BTreeMap::new();
        while let Some((name, text)) = map.next_entry::<String, String>()? {
            fields.insert(name, secret_text(text)?);
        }
        Ok(Raw::Fields(Fields(fields)))
    }
}

/// The error never contains the text.
fn secret_text<E: Error>(text: String) -> Result<SecretText, E> {
    SecretText::new(text).map_err(|_| E::custom("not a secret"))
}
