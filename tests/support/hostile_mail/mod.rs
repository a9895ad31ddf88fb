//! A mail server that follows a script, and records every byte that it receives: on the wire, and inside TLS.
//!
//! [`behaviors`](behaviors::all) lists what such a server can do to a check, how the check must end, and if the
//! server may get the password. [`stage`] runs a kind of check against each behavior.

pub mod behaviors;
mod certificates;
mod server;
pub mod stage;

pub use certificates::{Certificates, Shown};
pub use server::{HostileMail, Received};

/// The host name to connect to, which the valid certificate has.
pub const HOST: &str = "localhost";

/// One step of the script. After the last step the server hangs up, and still records what it receives.
#[derive(Debug, Clone, Copy)]
pub enum Do {
    /// Never accepts a connection. Allowed only as the first step.
    NeverAccept,
    /// Sends these bytes in one piece.
    Send(&'static [u8]),
    /// Sends these bytes one by one.
    Split(&'static [u8]),
    /// Sends these bytes slowly one by one, over and over, until the other side closes.
    Drip(&'static [u8]),
    /// Sends these bytes over and over, as fast as the other side reads.
    Flood(&'static [u8]),
    /// Reads a line.
    ReadLine,
    /// Reads a TLS record without decrypting it.
    ReadRecord,
    /// Sends back the last line that it read, after a 535.
    Echo,
    /// Answers `AUTH SCRAM-SHA-256` with this challenge. `{}` is replaced with the client's nonce.
    Scram(&'static str),
    /// Does the TLS handshake with this certificate.
    Tls(Shown),
    /// Like `Tls`, with TLS 1.2 only.
    OldTls(Shown),
    /// Waits this many seconds.
    Wait(u64),
    /// Sends nothing more, and records what it receives.
    Hold,
    /// Closes its sending side without TLS's goodbye, and records what it receives.
    Cut,
    /// Waits until something arrives, and resets the connection.
    Reset,
    /// Records the time.
    Note,
}
