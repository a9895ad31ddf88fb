//! A step that a client hands over to someone else, and the answer that comes back. The answer is encrypted and
//! authenticated with keys of the hand-over's link ([`HandOverLink`]), so the server can neither read nor forge it.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use crate::link::HandedStep;
use crate::{
    grant::OauthClient,
    link::HandOverLink,
    seal::padded,
    sealed::{
        BUCKETS, OpenError, SealError, Sealed,
        cipher::{decrypt, encrypt},
    },
    secret::{Exposed, Kind, Raw, Secret},
};

/// The version of an answer.
const VERSION: u32 = 1;

/// The largest answer, encrypted, in bytes. A certificate and its private key have up to 6,000 bytes, which are padded to
/// [`PLAINTEXT_MAX`].
pub const ANSWER_MAX: usize = 20 * 1024;

/// The largest plaintext of an answer, in bytes: the largest size of padding.
const PLAINTEXT_MAX: usize = BUCKETS[BUCKETS.len() - 1];

/// What comes back from a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// An app that signs in without a password, with a client secret or a certificate.
    App(OauthClient),
}

/// The plaintext. It borrows the secret, so that the secret isn't copied.
#[derive(Serialize)]
struct Plaintext<'a> {
    v: u32,
    step: HandedStep,
    kind: Kind,
    app: Exposed<'a>,
}

#[derive(Deserialize)]
struct RawAnswer {
    v: u32,
    step: HandedStep,
    kind: Kind,
    app: Raw,
}

impl Answer {
    /// Returns the step that this answers.
    pub fn step(&self) -> HandedStep {
        match self {
            Self::App(_) => HandedStep::App,
        }
    }

    /// Encrypts the answer for the client's page.
    ///
    /// # Errors
    /// [`SealError::Age`] if it is too large, or if age fails.
    pub fn seal(&self, link: &HandOverLink) -> Result<Sealed, SealError> {
        let Self::App(app) = self;
        let plaintext =
            Plaintext { v: VERSION, step: self.step(), kind: Kind::of_app(app), app: Exposed::of_app(app) };
        let padded = padded(&plaintext)?;
        let recipient: Box<dyn age::Recipient> = Box::new(link.identity().to_public());
        let file = encrypt(&[recipient], &padded)?;
        Ok(Sealed { tag: link.authenticate(&file).to_vec(), file })
    }

    /// Opens an answer to this step.
    ///
    /// # Errors
    /// [`OpenError::Damaged`] if the holder of the link didn't send it, or if it answers another step;
    /// [`OpenError::Version`] if this program is too old.
    pub fn open(link: &HandOverLink, step: HandedStep, sealed: &Sealed) -> Result<Self, OpenError> {
        if !link.is_authentic(&sealed.file, &sealed.tag) {
            return Err(OpenError::Damaged);
        }
        let identity = link.identity();
        let bytes = decrypt(std::iter::once(&identity as &dyn age::Identity), &sealed.file, PLAINTEXT_MAX)?;
        let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
        let raw: RawAnswer = serde_json::from_slice(&bytes[..end]).map_err(|_| OpenError::Damaged)?;
        if raw.v != VERSION {
            return Err(OpenError::Version);
        }
        match (step, raw.step, raw.app.of_kind(raw.kind)) {
            (HandedStep::App, HandedStep::App, Some(Secret::OauthClient(app))) => Ok(Self::App(app)),
            _ => Err(OpenError::Damaged),
        }
    }
}
