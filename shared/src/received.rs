//! What a technician receives: a submission and the link that it was sealed under, opened, judged and re-encrypted. One
//! place for the page and for the command line.

#[cfg(test)]
mod tests;

use crate::{
    open::{Identities, OpenError, Opened, OpenedLink, is_from_link, is_sealed_to, open, open_link},
    recipients::RecipientSet,
    seal::{self, SealError, seal_link},
    voucher::{Managers, Vouching},
    wire::{ResealRequest, SealedSubmission},
};

/// Where a submission came from, as far as this key can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// From somebody who held a link that was made for this site, and who vouches for that.
    Link(Vouching),
    /// Not from a holder of the link: made up or altered on the way.
    Elsewhere,
    /// From the link, but sealed to others than those whom the server names.
    OtherReaders,
    /// From a link, but not from one that was made for this site.
    OtherLink,
    /// The sealed link could not be opened, so that nothing can be said.
    Unknown(OpenError),
}

/// Why a submission was not re-encrypted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResealError {
    /// What is not authentic is not passed on.
    #[error(
        "Not authentic: it did not come through this client's link, or the server names others than can read it. It was not re-encrypted. Call the client, and tell your administrator."
    )]
    NotAuthentic,
    /// Nothing says whether it is.
    #[error("{0} It was not re-encrypted.")]
    Unknown(OpenError),
    /// Sealing failed.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// A submission that was opened, and the link that it was sealed under, where that opens too.
#[derive(Debug)]
pub struct Received {
    /// What was in the submission.
    pub opened: Opened,
    link: Result<OpenedLink, OpenError>,
}

impl Received {
    /// Opens both with any of the identities.
    ///
    /// # Errors
    /// Where the submission does not open. A link that does not open is [`Origin::Unknown`].
    pub fn open(identities: &Identities, submission: &SealedSubmission) -> Result<Self, OpenError> {
        let opened = open(identities, &submission.sealed.file)?;
        Ok(Self { opened, link: open_link(identities, &submission.sealed_link) })
    }

    /// Where it came from, to somebody who knows these managers.
    pub fn origin(&self, submission: &SealedSubmission, known: &Managers) -> Origin {
        let found = match &self.link {
            Ok(found) => found,
            Err(error) => return Origin::Unknown(*error),
        };
        if !is_from_link(&found.link, &submission.sealed, &self.opened) {
            return Origin::Elsewhere;
        }
        if !is_sealed_to(&self.opened, &submission.recipients) {
            return Origin::OtherReaders;
        }
        let vouching = known.vouching(found.voucher.as_ref(), &found.link, &submission.site);
        vouching.map_or(Origin::OtherLink, Origin::Link)
    }

    /// Re-encrypts it to `set`, by the technician of this name, `at` Unix seconds. The manager's word goes with it.
    ///
    /// # Errors
    /// See [`ResealError`].
    pub fn reseal(
        &self,
        submission: &SealedSubmission,
        set: &RecipientSet,
        by: &str,
        at: i64,
    ) -> Result<ResealRequest, ResealError> {
        let OpenedLink { link, voucher } =
            self.link.as_ref().map_err(|error| ResealError::Unknown(*error))?;
        // Nobody is shown anything, so that it does not matter whose key was compared.
        if !matches!(self.origin(submission, &Managers::default()), Origin::Link(_)) {
            return Err(ResealError::NotAuthentic);
        }
        Ok(ResealRequest {
            opened: submission.sealed.digest().to_vec(),
            sealed: seal::reseal(link, set, &submission.sealed, &self.opened, by, at)?,
            sealed_link: seal_link(link, voucher.as_ref(), set)?,
            recipients: set.pin(),
        })
    }
}
