//! Memory of an idle server, after passwords were set and hashed.

use support::server::Server;

/// Limit for resident memory, in KiB.
const MEMORY_MAX: u64 = 30 * 1024;

/// Prints the memory. Returns true if it is within the budget.
pub(crate) fn is_held(server: &Server) -> bool {
    let resident = server.resident();
    let is_held = resident <= MEMORY_MAX;
    let verdict = if is_held { "within" } else { "over" };
    println!("an idle server: {resident} KiB resident, {verdict} the budget of {MEMORY_MAX} KiB");
    is_held
}
