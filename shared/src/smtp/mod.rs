//! The check as a session without I/O: bytes in, bytes and stages out (RFC 5321, 3207, 4954, 8314).
//!
//! A driver owns the socket, the TLS connection and the clock. It asks [`Dialogue::want`] what to do, does it, and
//! reports the result to the session. [`Session`] is a whole check. In a blind check, the server runs [`Clear`],
//! which has no login, and the browser runs a session that begins at the TLS handshake. The rules:
//!
//! - No password is sent before TLS is established, and nothing falls back to plaintext.
//! - What was read before TLS is discarded, and data that came with the 220 reply to STARTTLS is an attack
//!   (CVE-2011-0411).
//! - Only 235 counts as a login. A server that doesn't offer AUTH fails the check.
//! - A rejected secret is never tried again with another mechanism, so that a check never locks an account.
//! - The amount that is read is limited, and stored texts never contain the secret.

mod charset;
mod clear;
mod hash;
mod kept;
mod reply;
mod sasl;
mod scram;
mod session;
mod talk;

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    check::{Stage, StageOutcome},
    details::SecretText,
    rules::{Address, Username},
};

pub use clear::Clear;
pub(crate) use kept::Keeper;
pub use session::Session;

/// Longest accepted reply line, in bytes with its line end. RFC 5321, section 4.5.3.1.5, allows 512; real servers
/// exceed this.
pub const LINE_MAX: usize = 2048;

/// The most lines in one reply.
pub const LINES_MAX: usize = 100;

/// Longest command that a check writes, including its line end. A first answer to AUTH that is longer waits for the
/// server's 334. RFC 5321, section 4.5.3.1.4, allows 512 bytes. This is the most that MAIL FROM needs together with
/// RSET and QUIT, so a relay that only checks lengths leaves no room for more.
pub const COMMAND_MAX: usize = 280;

/// The most bytes that are read in one stage.
pub const STAGE_MAX: usize = 16 * 1024;

/// The most bytes that are read in one check.
pub const TOTAL_MAX: usize = 48 * 1024;

/// Time limit for a whole check. It is enough for a slow greeting and everything after it.
pub const TOTAL_TIME: Duration = Duration::from_mins(1);

/// Time limit for the greeting. Servers make strangers wait on purpose, and RFC 5321, section 4.5.3.2, requires
/// clients to wait for five minutes.
pub const GREETING_TIME: Duration = Duration::from_secs(40);

/// Time limit for a stage.
pub const STAGE_TIME: Duration = Duration::from_secs(8);

/// Time limit for QUIT, which can't change the result.
pub const GOODBYE_TIME: Duration = Duration::from_secs(1);

/// Returns the time limit for this stage.
pub fn time_of(stage: Stage) -> Duration {
    match stage {
        Stage::Greeting => GREETING_TIME,
        Stage::Quit => GOODBYE_TIME,
        _ => STAGE_TIME,
    }
}

/// The most characters that are stored of a server's words.
pub const DETAIL_MAX: usize = 512;

/// What the driver has to do next.
#[derive(Debug, PartialEq, Eq)]
pub enum Want {
    /// Write all of this in one piece, then ask again. It can contain the secret.
    Write(Zeroizing<Vec<u8>>),
    /// Do a TLS handshake on the same connection, then call [`Session::tls_done`] or [`Dialogue::failed`]. If it
    /// comes from [`Clear`], give the connection to the code that does the handshake.
    StartTls,
    /// Read, then call [`Dialogue::received`], [`Dialogue::timed_out`] or [`Dialogue::failed`].
    Read,
    /// Close the connection, because the session is over.
    Done,
}

/// Why a stage failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// For the diagnosis: the whole reply including its code, or one of its fixed words. It never contains a secret.
    pub words: String,
    /// True if the server itself rejected it. False if the server couldn't be asked.
    pub answered: bool,
}

/// A stage that has ended. The session has no clock, so the driver adds the time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The stage.
    pub stage: Stage,
    /// How it ended.
    pub outcome: StageOutcome,
    /// For the technician: the server's words or the failure, at most [`DETAIL_MAX`] characters. It never contains a
    /// secret.
    pub detail: String,
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
}

/// Our side of a conversation with a mail server, as a driver uses it.
pub trait Dialogue {
    /// Returns what to do now.
    fn want(&mut self) -> Want;

    /// Returns the current stage, or the last one if the session is over.
    fn stage(&self) -> Stage;

    /// Returns the next stage that has ended and wasn't returned yet.
    fn ended(&mut self) -> Option<Ended>;

    /// Receives bytes from the server.
    fn received(&mut self, bytes: &[u8]);

    /// Ends the session because the time limit of the stage or of the check was reached.
    fn timed_out(&mut self);

    /// Ends the session because the connection or the handshake failed. `word` is one of [`crate::check::word`], and
    /// `detail` has more for the technician.
    fn failed(&mut self, word: &str, detail: &str);
}

/// The login that a check tries.
#[derive(Debug, Clone)]
pub struct Login {
    /// The user name for the sign-in.
    pub username: Username,
    /// The secret that belongs to it.
    pub secret: SecretText,
    /// The kind of secret.
    pub proof: Proof,
    /// The address that the site sends from, if the check should ask the server whether it is allowed.
    pub address: Option<Address>,
}

/// The kind of secret in a [`Login`], which decides the mechanisms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LoginProof"))]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// A password or key: SCRAM-SHA-256, PLAIN, LOGIN.
    #[default]
    Password,
    /// An OAuth 2.0 access token that was fetched before: XOAUTH2.
    Token,
}

/// A text that was never used before. The session generates no randomness, so the driver provides it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nonce(String);

impl Nonce {
    /// Creates one from 18 random bytes.
    pub fn new(random: [u8; 18]) -> Self {
        Self(STANDARD.encode(random))
    }

    fn as_str(&self) -> &str {
        &self.0
    }
}
