//! Gets an access token from a provider's token endpoint (RFC 6749, section 4.4; RFC 7523).

use net::{Egress, NotPosted, Posted};
use shared::{
    check::{CheckVerdict, StageOutcome},
    diagnosis::word,
    grant::{AccessToken, Refusal, TokenRequest},
};

/// Why there is no access token.
#[derive(Debug)]
pub enum NoToken {
    /// The endpoint refused it.
    Refused(Refusal),
    /// The endpoint gave no answer.
    NotAsked(NotPosted),
    /// The key of the service account or of the certificate can't sign, so nothing was sent.
    UnusableKey,
}

impl NoToken {
    /// Returns what the explanation is found by: the endpoint's reply, or one of [`word`].
    pub(crate) fn words(&self) -> &str {
        match self {
            Self::Refused(Refusal(reply)) if !reply.is_empty() => reply,
            Self::Refused(_) => word::TOKEN_DENIED,
            Self::UnusableKey => word::KEY_UNUSABLE,
            Self::NotAsked(NotPosted::Untrusted(_)) => word::TOKEN_UNTRUSTED,
            Self::NotAsked(NotPosted::Unreachable(_) | NotPosted::Silent) => word::TOKEN_SILENT,
        }
    }

    /// Returns the verdict of a check that stopped here.
    pub(crate) fn verdict(&self) -> CheckVerdict {
        match self {
            Self::Refused(_) | Self::UnusableKey => CheckVerdict::Fail,
            Self::NotAsked(_) => CheckVerdict::Unreachable,
        }
    }

    /// Returns how the stage ended, and details for the technician.
    pub(crate) fn detail(&self) -> (StageOutcome, String) {
        match self {
            Self::Refused(Refusal(reply)) => (StageOutcome::Fail, reply.clone()),
            Self::UnusableKey => (StageOutcome::Fail, "not an RSA key".into()),
            Self::NotAsked(NotPosted::Untrusted(detail)) => (StageOutcome::Fail, detail.clone()),
            Self::NotAsked(NotPosted::Unreachable(error)) => (StageOutcome::Fail, error.to_string()),
            Self::NotAsked(NotPosted::Silent) => (StageOutcome::TimedOut, "no answer in time".into()),
        }
    }
}

/// Sends the request once.
///
/// # Errors
/// [`NoToken`] if the endpoint gives no access token within 10 seconds.
pub async fn fetch(egress: &Egress, request: &TokenRequest) -> Result<AccessToken, NoToken> {
    let answer = egress.https_post_form(request.host(), request.path(), request.form()).await;
    let Posted { status, body } = answer.map_err(NoToken::NotAsked)?;
    request.answer(status, &body).map_err(NoToken::Refused)
}
