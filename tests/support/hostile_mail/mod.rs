//! A mail server that does what a script says, and remembers every byte that it was sent: on the wire, and inside TLS.
//!
//! [`behaviours`](behaviours::all) are what such a server can do to a check, each with how the check has to end and
//! whether the password may have been shown; [`stage`] plays them to any way of checking.

pub mod behaviours;
mod certificates;
mod server;
pub mod stage;

pub use certificates::{Certificates, Shown};
pub use server::{Heard, HostileMail};

/// The name under which it is asked for, and for which a good certificate is.
pub const HOST: &str = "localhost";

/// What it does, in order; then it hangs up. Whatever is sent to it afterwards is heard all the same.
#[derive(Debug, Clone, Copy)]
pub enum Do {
    /// Never takes a connection; only as the first step.
    Deaf,
    /// Writes these bytes in one piece.
    Say(&'static [u8]),
    /// Writes these bytes one by one.
    Split(&'static [u8]),
    /// Writes these bytes one by one and over again, at leisure, until the other side goes away.
    Drip(&'static [u8]),
    /// The same as fast as they are taken.
    Flood(&'static [u8]),
    /// Reads a line.
    Hear,
    /// Reads a TLS record as it is, without TLS of its own.
    HearRecord,
    /// Writes the last line that it heard, behind a 535.
    Echo,
    /// Takes `AUTH SCRAM-SHA-256` for what it is, and challenges: `{}` stands for the nonce that was sent.
    Scram(&'static str),
    /// Shakes hands for TLS with this certificate.
    Tls(Shown),
    /// The same with TLS 1.2 alone.
    OldTls(Shown),
    /// Lets seconds pass.
    Wait(u64),
    /// Says nothing more, and hears what comes.
    Hold,
    /// Closes its own half, inside TLS without TLS's goodbye, and hears what comes.
    Cut,
    /// Waits until something was sent, and resets the connection.
    Reset,
    /// Notes the time.
    Note,
}
