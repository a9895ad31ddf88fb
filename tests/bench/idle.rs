//! What a server takes from its machine that nobody asks anything, after passwords were chosen and hashed.

use support::server::Server;

/// Resident, in KiB.
const MEMORY_MAX: u64 = 30 * 1024;

/// Prints it; whether the budget holds.
pub(crate) fn is_held(server: &Server) -> bool {
    let resident = server.resident();
    let is_held = resident <= MEMORY_MAX;
    let verdict = if is_held { "within" } else { "over" };
    println!("an idle server: {resident} KiB resident, {verdict} the budget of {MEMORY_MAX} KiB");
    is_held
}
