//! `cargo xtask bench check`: how long a check takes until AUTH is answered, in round trips; and how much a thousand
//! checks slow the server down while mail servers keep them waiting, compared with an idle server.
//!
//! A round trip is measured in the same run, with one byte that goes through the same proxy and back. The time begins
//! when the proxy accepts the connection, and ends when AUTH's answer has come back through the proxy. That leaves out
//! the start of a program and the connection from the browser to our server, which is local here. The floor is the
//! protocol's minimum with PLAIN and TLS 1.3: one round trip each for connection, handshake, greeting, EHLO and AUTH.
//! With STARTTLS, the greeting takes half a round trip, and EHLO and STARTTLS one more each.

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
