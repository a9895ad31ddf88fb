//! A submission that was opened in the browser.

use std::rc::Rc;

use shared::{
    open::{Identities, OpenError, Opened},
    received::{Origin, Received},
    wire::SealedSubmission,
};

use crate::staff::vouching;

/// An opened submission. Clones share it; it is wiped with the last of them.
#[derive(Clone)]
pub(crate) struct Unsealed {
    received: Rc<Received>,
    /// Where it came from.
    pub(crate) origin: Origin,
    /// The number on the client's receipt.
    pub(crate) receipt: String,
}

impl Unsealed {
    /// The contents.
    pub(crate) fn opened(&self) -> &Opened {
        &self.received.opened
    }

    /// True if nothing shows that it's forged, even if nothing shows that it's authentic either.
    pub(crate) fn may_be_genuine(&self) -> bool {
        matches!(self.origin, Origin::Link(_) | Origin::Unknown(_))
    }
}

impl PartialEq for Unsealed {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.received, &other.received)
    }
}

/// A submission as it is stored. Compared by its address in memory: it is large, and a new one after each request.
#[derive(Clone)]
pub(super) struct Submission(pub(super) Rc<SealedSubmission>);

impl PartialEq for Submission {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Opens a submission with any of the identities, and says where it came from, by the keys compared in this browser.
pub(crate) fn unseal(identities: &Identities, submission: &SealedSubmission) -> Result<Unsealed, OpenError> {
    let received = Received::open(identities, submission)?;
    Ok(Unsealed {
        origin: received.origin(submission, &vouching::known()),
        receipt: received.opened.receipt(&submission.sealed),
        received: Rc::new(received),
    })
}
