//! The check as a sans-I/O session: bytes in, bytes and stages out (RFC 5321, 3207, 4954, 8314).
//!
//! A driver owns the socket, the TLS connection and the clock. It asks [`Dialogue::want`] what to do,
//! does it, and tells the session what came of it. [`Session`] is a whole check; in a blind one the server speaks
//! [`Clear`], which has no login, and the browser a session that begins at the TLS handshake. The rules:
//!
//! - no password leaves before TLS stands, and there is no fall-back to clear text;
//! - whatever was read before TLS counts for nothing after it, and a reply that came along with the
//!   220 to STARTTLS is an attack (CVE-2011-0411);
//! - only 235 is a login; a server that offers no AUTH has not passed;
//! - a secret that was refused is not tried again by another mechanism, so that no account is locked by us;
//! - what is read is bounded, and what is kept of it never holds the secret.

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
    details::Secret,
    rules::{Address, Username},
};

pub use clear::Clear;
pub use session::Session;

/// Longest reply line that is taken, in bytes with its line end. RFC 5321, section 4.5.3.1.5 says 512;
/// real servers exceed it.
pub const LINE_MAX: usize = 2048;

/// Most lines that one reply may have.
pub const LINES_MAX: usize = 100;

/// Longest command that a check writes, its line end included: a longer first answer to AUTH waits for the server's 334.
/// RFC 5321, section 4.5.3.1.4, lets 512 pass. This is what MAIL FROM needs at most, with RSET and QUIT behind it, so that
/// a relay that knows only lengths has no room for more.
pub const COMMAND_MAX: usize = 280;

/// Most bytes that are read in one stage.
pub const STAGE_MAX: usize = 16 * 1024;

/// Most bytes that are read in one check.
pub const TOTAL_MAX: usize = 48 * 1024;

/// How long a check may take, all of it: a slow greeting, and what comes after it.
pub const TOTAL_TIME: Duration = Duration::from_mins(1);

/// How long the greeting may take. Servers keep strangers waiting on purpose, and RFC 5321, section 4.5.3.2, has clients
/// wait for five minutes.
pub const GREETING_TIME: Duration = Duration::from_secs(40);

/// How long a stage may take.
pub const STAGE_TIME: Duration = Duration::from_secs(8);

/// How long the goodbye may take, on which nothing depends any more.
pub const GOODBYE_TIME: Duration = Duration::from_secs(1);

/// How long this stage may take.
pub fn time_of(stage: Stage) -> Duration {
    match stage {
        Stage::Greeting => GREETING_TIME,
        Stage::Quit => GOODBYE_TIME,
        _ => STAGE_TIME,
    }
}

/// Most characters that are kept of a server's words.
pub const DETAIL_MAX: usize = 512;

/// What the driver shall do now.
#[derive(Debug, PartialEq, Eq)]
pub enum Want {
    /// Write all of this in one piece, then ask again. It may hold the secret.
    Write(Zeroizing<Vec<u8>>),
    /// Shake hands for TLS on the same connection, then call [`Session::tls_done`] or [`Dialogue::failed`]. From
    /// [`Clear`]: hand the connection on to the one who does.
    StartTls,
    /// Read, then call [`Dialogue::received`], [`Dialogue::timed_out`] or [`Dialogue::failed`].
    Read,
    /// Close the connection: all is said.
    Done,
}

/// Why a stage did not end well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// For the diagnosis: the whole reply with its code, or one of its fixed words. Holds no secret.
    pub words: String,
    /// Whether the server itself said no, rather than that it could not be asked.
    pub answered: bool,
}

/// A stage that has ended. The session has no clock: its time is the driver's to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Which.
    pub stage: Stage,
    /// How.
    pub outcome: StageOutcome,
    /// For the technician: the server's words or the failure; at most [`DETAIL_MAX`] characters, no secret.
    pub detail: String,
    /// Why, where it did not end well.
    pub failure: Option<Failure>,
}

/// Our side of a conversation with a mail server, as a driver sees it.
pub trait Dialogue {
    /// What to do now.
    fn want(&mut self) -> Want;

    /// The stage that is under way; the last one when all is said.
    fn stage(&self) -> Stage;

    /// The next stage that has ended and was not yet taken.
    fn ended(&mut self) -> Option<Ended>;

    /// Takes what was read.
    fn received(&mut self, bytes: &[u8]);

    /// The stage's time, or the check's, has run out.
    fn timed_out(&mut self);

    /// The connection or the handshake failed: `word` is one of [`crate::check::word`], `detail` says more.
    fn failed(&mut self, word: &str, detail: &str);
}

/// What a check tries.
#[derive(Debug, Clone)]
pub struct Login {
    /// What to sign in with.
    pub username: Username,
    /// The secret that goes with it.
    pub secret: Secret,
    /// What the secret is.
    pub proof: Proof,
    /// The address that the site sends from, where the server shall be asked whether it lets it.
    pub address: Option<Address>,
}

/// What the secret of a [`Login`] is, and so which mechanisms can carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LoginProof"))]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// A password or key: SCRAM-SHA-256, PLAIN, LOGIN.
    Password,
    /// An OAuth 2.0 access token that somebody has fetched: XOAUTH2.
    Token,
}

/// A text that was never used before. The session has no randomness: it is the driver's to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nonce(String);

impl Nonce {
    /// From 18 random bytes.
    pub fn new(random: [u8; 18]) -> Self {
        Self(STANDARD.encode(random))
    }

    fn as_str(&self) -> &str {
        &self.0
    }
}
