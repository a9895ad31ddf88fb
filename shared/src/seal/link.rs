//! A new link: the part that technicians get, and the part that a server is allowed to know.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::keys_of;
use crate::{
    link::{Link, Locator},
    recipients::{Pin, RecipientSet},
    sealed::{SealError, cipher::encrypt},
    voucher::Voucher,
};

/// Encrypts the link itself to the technicians. With it, they can tell a client's submission from one that the server
/// forged, and the manager's voucher shows that the server didn't create the link. `set` can differ from the pinned
/// set if an onboarding is re-encrypted.
///
/// The plaintext is the link's [`Link::fragment`] and, on a separate line, the voucher as JSON.
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

/// What a server is allowed to know about a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewLink {
    /// Its public id.
    pub locator: Locator,
    /// SHA-256 of its token.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub token_hash: Vec<u8>,
    /// The pinned recipient set, which must be the current one.
    pub recipients: Pin,
    /// The link, encrypted to the technicians.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub sealed_link: Vec<u8>,
}

impl NewLink {
    /// Returns what a server is allowed to know about this link. The voucher comes from the manager.
    ///
    /// # Errors
    /// The same as for [`seal_link`].
    pub fn of(link: &Link, voucher: Option<&Voucher>, set: &RecipientSet) -> Result<Self, SealError> {
        Ok(Self {
            locator: link.locator(),
            token_hash: link.token().hash().to_vec(),
            recipients: link.pin(),
            sealed_link: seal_link(link, voucher, set)?,
        })
    }
}
