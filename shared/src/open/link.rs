//! Opens the link that was encrypted for the technicians together with the onboarding.

use super::LARGEST;
use crate::{
    identities::Identities,
    link::Link,
    sealed::{OpenError, cipher::decrypt},
    voucher::Voucher,
};

/// The content that was encrypted with the onboarding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedLink {
    /// The link.
    pub link: Link,
    /// The voucher of the person who created it, if there is one.
    pub voucher: Option<Voucher>,
}

impl OpenedLink {
    /// Parses what [`crate::seal::seal_link`] encrypts. Anyone who knows the technicians' keys could have written it.
    pub fn parse(text: &str) -> Result<Self, OpenError> {
        let (link, voucher) = text.split_once('\n').map_or((text, None), |(link, rest)| (link, Some(rest)));
        Ok(Self {
            link: Link::parse(link).map_err(|_| OpenError::Damaged)?,
            voucher: voucher.map(serde_json::from_str).transpose().map_err(|_| OpenError::Damaged)?,
        })
    }
}

/// Opens the link that was encrypted with the onboarding.
pub fn open_link(identities: &Identities, file: &[u8]) -> Result<OpenedLink, OpenError> {
    let bytes = decrypt(identities.age(), file, LARGEST)?;
    OpenedLink::parse(std::str::from_utf8(&bytes).map_err(|_| OpenError::Damaged)?)
}
