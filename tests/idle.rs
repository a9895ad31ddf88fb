//! What a server that nobody asks anything takes from its machine.

use support::{agency::Agency, server::Server};

/// The budget, in KiB. A debug build, which tests run, takes more than a release.
const RESIDENT_MAX: u64 = 30 * 1024;

#[test]
fn an_idle_server_is_small_even_after_passwords_were_hashed() {
    let server = Server::start(&[]);
    Agency::set_up(&server);
    let resident = server.resident();
    println!("{resident} KiB resident");
    assert!(resident <= RESIDENT_MAX, "{resident} KiB, of {RESIDENT_MAX}");
}
