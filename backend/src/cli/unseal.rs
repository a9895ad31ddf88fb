//! What a client has sealed, opened on this machine, and whether it is what it says.

use shared::{
    open::{Identities, OpenError, Opened, OpenedLink, is_from_link, is_sealed_to, open, open_link},
    wire::SealedSubmission,
};

use super::{
    Failure,
    approve::{self, Trust},
};

/// Opens a submission and the link that it was sealed under.
///
/// # Errors
/// Where the key does not fit; where the client's link does not vouch for it, the server names others than can
/// read it, or nobody who is known vouches for the link: then nothing of it is handed on.
pub(crate) fn unseal(
    identities: &Identities,
    submission: &SealedSubmission,
    server: &str,
    trust: &Trust,
) -> Result<(Opened, OpenedLink), Failure> {
    let opened = open(identities, &submission.sealed.file).map_err(cannot_open)?;
    let link = open_link(identities, &submission.sealed_link).map_err(cannot_open)?;
    if !is_from_link(&link.link, &submission.sealed, &opened) {
        return Err(Failure::not_well(
            "Not authentic: this was not sealed by whoever holds the client's link. Somebody else put it here.",
        )
        .next("Use nothing of it. Call the client and compare the digest of the receipt; tell your administrator."));
    }
    if !is_sealed_to(&opened, &submission.recipients) {
        return Err(Failure::not_well(
            "The server names other technicians than those whom this was sealed to, so somebody else may be able to \
             read it.",
        )
        .next("Use nothing of it. Tell your administrator, and ask the client for a new app password."));
    }
    // Where it was sealed anew the number is the file's own word, which whoever made the link could have written.
    let receipt = opened.resealed.is_none().then(|| opened.receipt(&submission.sealed));
    approve::manager(server, &link, &submission.site, receipt.as_deref(), trust)?;
    Ok((opened, link))
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
