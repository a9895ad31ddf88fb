//! The memory of an idle server.

use support::{agency::Agency, server::Server};

/// Limit for the server's private memory, in KiB. The budget of 30 MiB covers all resident memory of a release, which
/// `cargo xtask bench check` prints. In a debug build most of that is the program file.
const OWN_MAX: u64 = 12 * 1024;

#[test]
fn an_idle_server_uses_little_memory_even_after_hashing_passwords() {
    let server = Server::start(&[]);
    Agency::set_up(&server);
    let own = server.resident_of_its_own();
    println!("{own} KiB of its own");
    assert!(own <= OWN_MAX, "{own} KiB, but the limit is {OWN_MAX}");
}
