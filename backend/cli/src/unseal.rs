//! Opens a client's settings on this machine, and checks that they are authentic.

use shared::{
    open::{Identities, OpenError},
    received::{Origin, Received},
    wire::SealedSubmission,
};

use super::{
    Failure,
    keep::Known,
    say::{SAY, TECHNICIAN},
    trust::{self, Trust},
};

/// Opens a submission, and the link through which it was sent.
///
/// # Errors
/// If the key is wrong, the submission isn't authentic, the server names different recipients, or no known manager vouches
/// for the link. In that case, nothing from the file is returned.
pub(crate) fn unseal(
    identities: &Identities,
    submission: &SealedSubmission,
    server: &str,
    trust: &Trust,
) -> Result<Received, Failure> {
    let received = Received::open(identities, submission).map_err(cannot_open)?;
    let mut known = Known::load()?;
    match received.origin(submission, known.at(server)) {
        Origin::Link(vouching) => {
            // The number in a re-encrypted file proves nothing: the link's creator could have written it.
            let opened = &received.opened;
            let receipt = opened.resealed.is_none().then(|| opened.receipt(&submission.sealed));
            trust::vouched(server, known, &vouching, receipt.as_deref(), trust)?;
            Ok(received)
        }
        Origin::Elsewhere => Err(Failure::not_well(SAY.origin_elsewhere()).next(SAY.origin_elsewhere_next())),
        Origin::OtherReaders => {
            Err(Failure::not_well(SAY.origin_other_readers()).next(SAY.origin_other_readers_next()))
        }
        Origin::OtherLink => {
            Err(Failure::not_well(SAY.origin_other_link(&submission.site)).next(SAY.origin_other_link_next()))
        }
        Origin::Unknown(error) => Err(cannot_open(error)),
    }
}

/// Returns the onboarding's path on the server.
pub(crate) fn path(id: &str) -> Result<String, Failure> {
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(Failure::usage(SAY.id_wrong()).next(SAY.id_wrong_next()));
    }
    Ok(format!("/api/onboardings/{id}"))
}

fn cannot_open(error: OpenError) -> Failure {
    match error {
        OpenError::Damaged => Failure::not_well(TECHNICIAN.open_error(error)),
        _ => Failure::usage(TECHNICIAN.open_error(error)),
    }
}
