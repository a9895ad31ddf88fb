//! A service account at Google with domain-wide delegation: it can act for any mailbox of the organization.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

use crate::{details::SecretText, rules::Address};

/// Longest key file that is read, in bytes. Google's have about 2,400.
const LONGEST: usize = 16 * 1024;

/// A service account and its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceAccount {
    email: Address,
    key_id: String,
    key: SecretText,
}

/// Why a text isn't the key file of a service account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAServiceAccount {
    /// It isn't JSON, or it is too long.
    #[error("not a key file in JSON")]
    NotJson,
    /// It is the key file of something else, such as an OAuth client.
    #[error("not the key file of a service account")]
    OtherKind,
    /// The account's email address, its key or the key's ID is missing or damaged.
    #[error("the key file is incomplete")]
    Incomplete,
}

/// The fields of Google's key file that are needed.
#[derive(Deserialize)]
struct KeyFile {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    client_email: String,
    #[serde(default)]
    private_key_id: String,
    #[serde(default, deserialize_with = "wiped")]
    private_key: Zeroizing<String>,
}

/// Reads a text that wipes itself.
fn wiped<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Zeroizing<String>, D::Error> {
    String::deserialize(deserializer).map(Zeroizing::new)
}

impl ServiceAccount {
    /// Takes the account's address, the ID of its key, and the key as PKCS #8 in base64.
    ///
    /// # Errors
    /// [`NotAServiceAccount::Incomplete`] if the key isn't base64, or its ID isn't an ID.
    pub fn new(email: Address, key_id: &str, key: SecretText) -> Result<Self, NotAServiceAccount> {
        let is_id =
            !key_id.is_empty() && key_id.len() <= 64 && key_id.bytes().all(|b| b.is_ascii_alphanumeric());
        // Checked before the key is used, so that a damaged one is noticed where it was pasted.
        let der =
            STANDARD.decode(key.expose()).map(Zeroizing::new).ok().filter(|der| der.first() == Some(&0x30));
        if !is_id || der.is_none() {
            return Err(NotAServiceAccount::Incomplete);
        }
        Ok(Self { email, key_id: key_id.to_owned(), key })
    }

    /// Reads the key file that Google Cloud creates.
    ///
    /// # Errors
    /// [`NotAServiceAccount`] if it isn't such a file.
    pub fn parse(json: &str) -> Result<Self, NotAServiceAccount> {
        if json.len() > LONGEST {
            return Err(NotAServiceAccount::NotJson);
        }
        let file: KeyFile = serde_json::from_str(json).map_err(|_| NotAServiceAccount::NotJson)?;
        if file.kind != "service_account" {
            return Err(NotAServiceAccount::OtherKind);
        }
        let incomplete = NotAServiceAccount::Incomplete;
        let email = file.client_email.parse().map_err(|_| incomplete)?;
        let key =
            SecretText::new(body_of_pem(&file.private_key).ok_or(incomplete)?).map_err(|_| incomplete)?;
        Self::new(email, &file.private_key_id, key)
    }

    /// Returns its email address.
    pub fn email(&self) -> &Address {
        &self.email
    }

    /// Returns the ID of its key.
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// Returns the same account with this text as its key.
    pub(crate) fn with_key(&self, key: SecretText) -> Self {
        Self { key, ..self.clone() }
    }

    /// Returns its key: PKCS #8 in base64, in one line.
    pub fn key(&self) -> &SecretText {
        &self.key
    }
}

/// Returns the base64 between the lines of a private key (RFC 7468, section 10), in one line.
fn body_of_pem(pem: &str) -> Option<String> {
    let (_, rest) = pem.split_once("-----BEGIN PRIVATE KEY-----")?;
    let (body, _) = rest.split_once("-----END PRIVATE KEY-----")?;
    let mut line = String::with_capacity(body.len());
    line.extend(body.chars().filter(|c| !c.is_whitespace()));
    Some(line)
}
