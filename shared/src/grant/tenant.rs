//! An organization at Microsoft.

use std::str::FromStr;

use super::{Guid, NotAnId};
use crate::rules::Domain;

/// The Directory (tenant) ID of an organization, or one of its domains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant(String);

impl Tenant {
    /// Returns the tenant as it is written in the path of the token endpoint.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Tenant {
    type Err = NotAnId;

    /// Reads an ID or a domain. `common`, `organizations` and `consumers` are none, because an app gets a token from
    /// its own organization only.
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if let Ok(id) = text.parse::<Guid>() {
            return Ok(Self(id.as_str().to_owned()));
        }
        let domain: Domain = text.parse().map_err(|_| NotAnId)?;
        if domain.as_str().contains('.') { Ok(Self(domain.into())) } else { Err(NotAnId) }
    }
}
