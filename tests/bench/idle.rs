//! What a server takes from its machine that nobody asks anything, after passwords were chosen and hashed.

use support::{agency::Agency, server::Server};

/// Resident, in KiB.
const MEMORY_MAX: u64 = 30 * 1024;

/// Prints it; whether the budget holds.
pub(crate) fn measure() -> bool {
    let server = Server::start(&[]);
    Agency::set_up(&server);
    let resident = server.resident();
    let held = resident <= MEMORY_MAX;
    let verdict = if held { "within" } else { "over" };
    println!("an idle server: {resident} KiB resident, {verdict} the budget of {MEMORY_MAX} KiB");
    held
}
