//! What a technician receives: a submission and its link, which this module opens, verifies and re-encrypts. The page
//! and the command line both use it.

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
    /// From someone who held a link for this site. It includes who vouches for the link.
    Link(Vouching),
    /// Not from a holder of the link: forged, or changed on the way.
    Elsewhere,
    /// From the link, but encrypted to different people from those on the server's list.
    OtherReaders,
    /// From a link, but not from one that was created for this site.
    OtherLink,
    /// Not known, because the encrypted link couldn't be opened.
    Unknown(OpenError),
}

/// Why a submission wasn't re-encrypted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResealError {
    /// A submission that isn't authentic is never passed on.
    #[error(
        "Not authentic: it did not come through this client's link, or the server names others than can read it. It was not re-encrypted. Call the client, and tell your administrator."
    )]
    NotAuthentic,
    /// It isn't known whether the submission is authentic.
    #[error("{0} It was not re-encrypted.")]
    Unknown(OpenError),
    /// Encrypting failed.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// A submission that was opened, and the link that it came from, if that opens too.
#[derive(Debug)]
pub struct Received {
    /// The content of the submission.
    pub opened: Opened,
    link: Result<OpenedLink, OpenError>,
}

impl Received {
    /// Opens both with any of the identities.
    ///
    /// # Errors
    /// [`OpenError`] if the submission doesn't open. If only the link doesn't open, the origin is
    /// [`Origin::Unknown`].
    pub fn open(identities: &Identities, submission: &SealedSubmission) -> Result<Self, OpenError> {
        let opened = open(identities, &submission.sealed.file)?;
        Ok(Self { opened, link: open_link(identities, &submission.sealed_link) })
    }

    /// Returns where the submission came from, for someone who knows these managers.
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

    /// Re-encrypts it to `set`, in the name of this technician, `at` Unix seconds. It keeps the manager's voucher.
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
        // The submission isn't shown to anyone here, so it doesn't matter whose key was compared.
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
