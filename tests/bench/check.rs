//! `cargo xtask bench check`: how long a check takes until AUTH is answered, in round trips; and what a thousand checks
//! take from the server while mail servers keep them waiting, beside what it takes when it is idle.
//!
//! A round trip is what a byte takes there and back through the same proxy, measured in the same run. The time begins
//! when the proxy takes the connection and ends when AUTH's answer has come back through it: all that is the check's
//! own, and neither the start of a program nor the way from the browser to our server, which has no distance here. The
//! floor is the protocol's with PLAIN and TLS 1.3: connection, handshake, greeting, EHLO, AUTH, a round trip each; with
//! STARTTLS the greeting takes half a one, and EHLO and STARTTLS one more each.

#[path = "crowd.rs"]
mod crowd;
#[path = "distances.rs"]
mod distances;
#[path = "idle.rs"]
mod idle;

use std::process::ExitCode;

fn main() -> ExitCode {
    let held = [distances::measure(), crowd::measure()];
    if held == [true, true] { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
