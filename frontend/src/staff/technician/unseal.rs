//! A submission that was opened in the browser.

use std::rc::Rc;

use shared::{
    open::{Identities, OpenError, Opened},
    received::{Origin, Received},
    wire::SealedSubmission,
};

use crate::staff::vouching;

/// An opened submission. Clones share it, and it is wiped when the last one is dropped.
#[derive(Clone)]
pub(crate) struct Unsealed {
    received: Rc<Received>,
    /// Where the submission came from.
    pub(crate) origin: Origin,
    /// The number on the client's receipt.
    pub(crate) receipt: String,
}

impl Unsealed {
    /// Returns the contents.
    pub(crate) fn opened(&self) -> &Opened {
        &self.received.opened
    }

    /// Returns true unless the submission is known to be forged. It isn't necessarily known to be authentic.
    pub(crate) fn may_be_genuine(&self) -> bool {
        matches!(self.origin, Origin::Link(_) | Origin::Unknown(_))
    }
}

impl PartialEq for Unsealed {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.received, &other.received)
    }
}

/// A stored submission. Compared by its address in memory, because it is large, and each request creates a new one.
#[derive(Clone)]
pub(super) struct Submission(pub(super) Rc<SealedSubmission>);

impl PartialEq for Submission {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Opens a submission with any of the identities. Determines its origin with the manager keys that were compared in
/// this browser.
pub(crate) fn unseal(identities: &Identities, submission: &SealedSubmission) -> Result<Unsealed, OpenError> {
    let received = Received::open(identities, submission)?;
    Ok(Unsealed {
        origin: received.origin(submission, &vouching::known()),
        receipt: received.opened.receipt(&submission.sealed),
        received: Rc::new(received),
    })
}
