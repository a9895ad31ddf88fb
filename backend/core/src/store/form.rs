//! How values of our types are written to columns, in the same way for every database, and read back. A value that
//! can't be read back is damaged, which is an error.

use serde::{Serialize, de::DeserializeOwned};
use shared::{
    board::Group,
    retention::{Days, DeletionRule, Kind},
    rules::Address,
    status::Status,
    wire::Role,
};

use super::{Result, StoreError};

/// Returns the name of a unit variant, as in its JSON.
pub fn name_of(variant: &impl Serialize) -> Result<String> {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(name)) => Ok(name),
        _ => Err(StoreError::new("a name that is no text")),
    }
}

/// Parses what [`name_of`] returns.
pub fn named<T: DeserializeOwned>(name: &str) -> Result<T> {
    serde_json::from_value(name.into()).map_err(|_| StoreError::new(format!("an unknown name, {name}")))
}

/// Returns a value as JSON.
pub fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(StoreError::new)
}

/// Parses what [`to_json`] returns.
pub fn from_json<T: DeserializeOwned>(json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(StoreError::new)
}

/// Returns the names of roles, separated by commas.
pub fn roles_text(roles: &[Role]) -> Result<String> {
    let names: Result<Vec<String>> = roles.iter().map(name_of).collect();
    Ok(names?.join(","))
}

/// Parses what [`roles_text`] returns.
pub fn roles(text: &str) -> Result<Vec<Role>> {
    text.split(',').filter(|name| !name.is_empty()).map(named).collect()
}

/// Returns an address in lowercase, so that no one can have two accounts with different spellings.
pub fn email_key(email: &Address) -> String {
    email.as_str().to_ascii_lowercase()
}

/// Reads a text that was written from one of our types.
pub fn parsed<T: TryFrom<String>>(text: String) -> Result<T> {
    T::try_from(text).map_err(|_| StoreError::new("a row that does not read back"))
}

/// Reads a status.
pub fn status(name: &str) -> Result<Status> {
    Status::from_name(name).ok_or_else(|| StoreError::new("an unknown status"))
}

/// Reads the rule of a deletion.
pub fn rule(name: &str) -> Result<DeletionRule> {
    DeletionRule::from_name(name).ok_or_else(|| StoreError::new("an unknown rule"))
}

/// Reads a kind of data that has a retention setting.
pub fn kind(name: &str) -> Result<Kind> {
    Kind::from_name(name).ok_or_else(|| StoreError::new("an unknown kind"))
}

/// Reads a number of days.
pub fn days(days: u16) -> Result<Days> {
    Days::try_from(days).map_err(StoreError::new)
}

/// Returns a group's position on the board.
pub fn number_of(group: Group) -> u32 {
    let place = Group::ALL.iter().position(|other| *other == group);
    place.and_then(|place| u32::try_from(place).ok()).unwrap_or_default()
}

/// Parses what [`number_of`] returns.
pub fn group(number: u32) -> Result<Group> {
    let group = usize::try_from(number).ok().and_then(|number| Group::ALL.get(number));
    group.copied().ok_or_else(|| StoreError::new("an unknown group of the board"))
}

/// Reads a SHA-256.
pub fn hash(bytes: Vec<u8>) -> Result<[u8; 32]> {
    bytes.try_into().map_err(|_| StoreError::new("a hash of another length"))
}
