//! A new link: what the technicians get of it, and what a server may know.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::keys_of;
use crate::{
    link::{Link, Locator},
    recipients::{Pin, RecipientSet},
    sealed::{SealError, cipher::encrypt},
    voucher::Voucher,
};

/// Seals the link itself to the technicians, so that they can tell a client's submission from one
/// that the server made up, and a manager's word that the link is no server's either. `set` need not be the pinned one
/// when an onboarding is re-sealed.
///
/// The plaintext is the link's [`Link::fragment`] and, on a line of its own, the voucher as JSON.
pub fn seal_link(link: &Link, voucher: Option<&Voucher>, set: &RecipientSet) -> Result<Vec<u8>, SealError> {
    let mut text = Zeroizing::new(Vec::with_capacity(1024));
    text.extend_from_slice(link.fragment().as_bytes());
    if let Some(voucher) = voucher {
        text.push(b'\n');
        let written = serde_json::to_writer(&mut *text, voucher);
        written.map_err(|_| SealError::Age("the voucher has no JSON".into()))?;
    }
    encrypt(&keys_of(set)?, &text)
}

/// What a server may know of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewLink {
    /// Its public id.
    pub locator: Locator,
    /// SHA-256 of its token.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub token_hash: Vec<u8>,
    /// The recipient set that it pins: must be the current one.
    pub recipients: Pin,
    /// The link, sealed to the technicians.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub sealed_link: Vec<u8>,
}

impl NewLink {
    /// What a server may know of this link, whose voucher the manager has made.
    ///
    /// # Errors
    /// Those of [`seal_link`].
    pub fn of(link: &Link, voucher: Option<&Voucher>, set: &RecipientSet) -> Result<Self, SealError> {
        Ok(Self {
            locator: link.locator(),
            token_hash: link.token().hash().to_vec(),
            recipients: link.pin(),
            sealed_link: seal_link(link, voucher, set)?,
        })
    }
}
