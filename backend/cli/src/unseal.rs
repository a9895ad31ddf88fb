//! What a client has sealed, opened on this machine, and whether it is what it says.

use shared::{
    open::{Identities, OpenError},
    received::{Origin, Received},
    wire::SealedSubmission,
};

use super::{
    Failure,
    keep::Known,
    trust::{self, Trust},
};

/// Opens a submission and the link that it was sealed under.
///
/// # Errors
/// Where the key does not fit; where it is not authentic, the server names others than can read it, or nobody who is
/// known vouches for the link: then nothing of it is handed on.
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
            // Where it was sealed anew the number is the file's own word, which whoever made the link could have written.
            let opened = &received.opened;
            let receipt = opened.resealed.is_none().then(|| opened.receipt(&submission.sealed));
            trust::vouched(server, known, &vouching, receipt.as_deref(), trust)?;
            Ok(received)
        }
        Origin::Elsewhere => Err(Failure::not_well(
            "Not authentic: this was not sealed by whoever holds the client's link. Somebody else put it here.",
        )
        .next("Use nothing of it. Call the client and compare the digest of the receipt; tell your administrator.")),
        Origin::OtherReaders => Err(Failure::not_well(
            "The server names other technicians than those whom this was sealed to, so somebody else may be able to \
             read it.",
        )
        .next("Use nothing of it. Tell your administrator, and ask the client for a new app password.")),
        Origin::OtherLink => Err(Failure::not_well(format!(
            "Not authentic: the link that it came through was not made for {}. The server shows another one's, or \
             somebody has changed it.",
            submission.site
        ))
        .next("Use nothing of it. Tell your administrator.")),
        Origin::Unknown(error) => Err(cannot_open(error)),
    }
}

/// The onboarding's path at the server.
pub(crate) fn path(id: &str) -> Result<String, Failure> {
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(Failure::usage("This is not an onboarding's id.")
            .next("It has letters and digits only, such as 7k3m9q2xwd; the board shows it."));
    }
    Ok(format!("/api/onboardings/{id}"))
}

fn cannot_open(error: OpenError) -> Failure {
    match error {
        OpenError::Damaged => Failure::not_well(error.to_string()),
        _ => Failure::usage(error.to_string()),
    }
}
