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

use std::{
    env,
    process::{Command, ExitCode},
};

/// Measures something, and returns true if its budgets hold.
type Measure = fn() -> bool;

/// What is measured. Each has a process of its own, because a process has only three loopback addresses.
const PARTS: [(&str, Measure); 3] =
    [("distances", distances::measure), ("sqlite", crowd::on_sqlite), ("postgres", crowd::on_postgres)];

fn main() -> ExitCode {
    let asked = env::args().find_map(|argument| PARTS.iter().find(|(name, _)| *name == argument));
    let held: Vec<bool> = match asked {
        Some((_, measure)) => vec![measure()],
        None => PARTS.iter().map(|(name, _)| in_a_process(name)).collect(),
    };
    if held.iter().all(|held| *held) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures this part in another process. Returns true if its budgets hold.
fn in_a_process(part: &str) -> bool {
    let bench = env::current_exe().expect("the path of this program");
    Command::new(bench).arg(part).status().expect("this program starts").success()
}
